import { describe, expect, test } from "bun:test"
import { createMarket } from "../../../src/simulator/world/market/index.ts"
import { createUniverse } from "../../../src/simulator/world/universe/universe.ts"
import type { BarQuery } from "../../../src/simulator/world/world.ts"
import { conIdOf, esMonth, nearOption } from "./contracts.ts"

const universe = createUniverse()
const market = createMarket(universe, 1)
const at = (iso: string): number => Date.parse(iso)
const aapl = conIdOf(universe, "AAPL")
const spx = conIdOf(universe, "SPX", "IND")
const eurusd = conIdOf(universe, "EUR", "CASH")

const days = (conId: number, from: string, to: string, rest: Partial<BarQuery> = {}) =>
  market.bars({
    conId,
    from: at(from),
    to: at(to),
    barSeconds: 86_400,
    what: "TRADES",
    regularHoursOnly: true,
    ...rest,
  })

describe("the anchor", () => {
  test("every instrument closes at its reference price on 2026-11-20, whatever the seed", () => {
    for (const seed of [1, 9]) {
      const other = createMarket(universe, seed)
      for (const { listing, behaviour } of universe.instruments) {
        const what = ["CASH", "CMDTY", "CFD"].includes(listing.secType) ? "MIDPOINT" : "TRADES"
        const query = { conId: listing.conId, barSeconds: 86_400, what, regularHoursOnly: true }
        const range = { from: at("2026-11-19T00:00:00Z"), to: at("2026-11-21T03:00:00Z") }
        const close = other.bars({ ...query, ...range }).find(({ day }) => day === "20261120")?.close ?? 0
        // A middle lies half a spread from the tick that the anchor is on.
        const spread = what === "TRADES" ? 0 : behaviour.spreadTicks / 2 + 0.5
        expect(Math.abs(close - behaviour.referencePrice)).toBeLessThanOrEqual(spread * listing.minTick + 1e-9)
      }
    }
  })

  test("seeds differ before it", () => {
    const close = (seed: number) =>
      createMarket(universe, seed).bars({
        conId: aapl,
        from: at("2026-11-18T00:00:00Z"),
        to: at("2026-11-19T00:00:00Z"),
        barSeconds: 86_400,
        what: "TRADES",
        regularHoursOnly: true,
      })[0]?.close
    expect(close(1)).not.toBe(close(2) ?? 0)
  })
})

describe("determinism", () => {
  test("the order of questions changes no answer", () => {
    const moments = Array.from({ length: 40 }, (_, index) => at("2026-11-20T13:00:00Z") + index * 777_777)
    const forwards = moments.map((moment) => JSON.stringify(createMarket(universe, 5).snapshot(aapl, moment)))
    const one = createMarket(universe, 5)
    const backwards = moments.toReversed().map((moment) => JSON.stringify(one.snapshot(aapl, moment)))
    expect(backwards.toReversed()).toEqual(forwards)
  })
})

describe("hours", () => {
  test("a quote is current only while its instrument trades", () => {
    const current = (conId: number, iso: string) => market.snapshot(conId, at(iso)).current
    expect(current(aapl, "2026-11-20T08:59:59Z")).toBe(false)
    expect(current(aapl, "2026-11-20T09:00:00Z")).toBe(true)
    expect(current(aapl, "2026-11-21T00:59:59Z")).toBe(true)
    expect(current(aapl, "2026-11-21T01:00:00Z")).toBe(false)
    expect(current(aapl, "2026-11-22T16:00:00Z")).toBe(false)
    expect(current(spx, "2026-11-20T14:29:59Z")).toBe(false)
    expect(current(spx, "2026-11-20T14:30:00Z")).toBe(true)
    expect(current(eurusd, "2026-11-22T22:14:59Z")).toBe(false)
    expect(current(eurusd, "2026-11-22T22:15:00Z")).toBe(true)
    expect(current(conIdOf(universe, "BTC", "CRYPTO"), "2026-11-22T16:00:00Z")).toBe(true)
  })

  test("over the weekend the last state stands, with the change of Friday's session", () => {
    const friday = market.snapshot(aapl, at("2026-11-21T00:59:59.999Z"))
    const sunday = market.snapshot(aapl, at("2026-11-22T16:00:00Z"))
    expect(sunday).toEqual({ ...friday, current: false })
    const [thursday] = days(aapl, "2026-11-19T14:30:00Z", "2026-11-19T21:00:00Z")
    expect(sunday.close).toBe(thursday?.close ?? 0)
  })

  test("on Monday the previous close is Friday's regular one", () => {
    const monday = market.snapshot(aapl, at("2026-11-23T15:00:00Z"))
    expect(monday.close).toBe(280)
    const early = market.snapshot(aapl, at("2026-11-23T09:30:00Z"))
    expect(early.close).toBe(280)
    expect(early.current).toBe(true)
  })

  test("Thanksgiving has no session, the day after ends at 13:00", () => {
    const week = days(aapl, "2026-11-23T00:00:00Z", "2026-11-28T00:00:00Z")
    expect(week.map(({ day }) => day)).toEqual(["20261123", "20261124", "20261125", "20261127"])
    const minutes = days(aapl, "2026-11-27T00:00:00Z", "2026-11-28T00:00:00Z", { barSeconds: 60 })
    expect(minutes).toHaveLength(210)
    expect(minutes.at(-1)?.at).toBe(at("2026-11-27T17:59:00Z"))
    const [session] = market.sessions(aapl, at("2026-11-27T12:00:00Z"), at("2026-11-27T13:00:00Z"), true)
    expect(session).toEqual({
      open: at("2026-11-27T14:30:00Z"),
      close: at("2026-11-27T18:00:00Z"),
      tradeDate: "20261127",
    })
  })

  test("clocks that change move the session, not its length", () => {
    const opens = (from: string, to: string) => days(aapl, from, to, { barSeconds: 3600 }).map(({ at: bar }) => bar)
    expect(opens("2026-10-30T00:00:00Z", "2026-10-31T00:00:00Z")[0]).toBe(at("2026-10-30T13:30:00Z"))
    const november = opens("2026-11-02T00:00:00Z", "2026-11-03T00:00:00Z")
    expect(november[0]).toBe(at("2026-11-02T14:30:00Z"))
    // 09:30, then every hour from 10:00 to 15:00.
    expect(november).toHaveLength(7)
    const march = days(aapl, "2026-03-09T00:00:00Z", "2026-03-10T00:00:00Z", { barSeconds: 60 })
    expect([march.length, march[0]?.at]).toEqual([390, at("2026-03-09T13:30:00Z")])
  })

  test("a lunch break has no bars", () => {
    const toyota = conIdOf(universe, "7203")
    const hours = days(toyota, "2026-11-20T00:00:00Z", "2026-11-20T12:00:00Z", { barSeconds: 1800 })
    const local = hours.map(({ at: bar }) => new Date(bar + 9 * 3_600_000).toISOString().slice(11, 16))
    expect(local).toEqual([
      "09:00",
      "09:30",
      "10:00",
      "10:30",
      "11:00",
      "12:30",
      "13:00",
      "13:30",
      "14:00",
      "14:30",
      "15:00",
    ])
  })

  test("a future stops on its last day when its listing says so", () => {
    const es = esMonth("20261218")
    expect(market.snapshot(es, at("2026-12-18T14:29:00Z")).current).toBe(true)
    expect(market.snapshot(es, at("2026-12-18T14:31:00Z")).current).toBe(false)
    const all = days(es, "2026-12-14T00:00:00Z", "2027-01-14T00:00:00Z", { regularHoursOnly: false })
    expect(all.at(-1)?.day).toBe("20261218")
  })
})

describe("what there is and is not", () => {
  test("kinds of bars by kind of instrument", () => {
    const count = (conId: number, what: string) =>
      days(conId, "2026-11-16T00:00:00Z", "2026-11-21T00:00:00Z", { what }).length
    expect(count(eurusd, "TRADES")).toBe(0)
    expect(count(eurusd, "MIDPOINT")).toBe(5)
    expect(count(spx, "MIDPOINT")).toBe(0)
    expect(count(spx, "TRADES")).toBe(5)
    expect(count(aapl, "FEE_RATE")).toBe(5)
    expect(count(aapl, "HISTORICAL_VOLATILITY")).toBe(5)
    expect(count(spx, "OPTION_IMPLIED_VOLATILITY")).toBe(5)
    expect(count(eurusd, "OPTION_IMPLIED_VOLATILITY")).toBe(0)
    expect(market.headTimestamp(eurusd, "TRADES")).toBeUndefined()
    expect(market.headTimestamp(aapl, "TRADES")).toBe(at("1980-12-12T14:30:00Z"))
  })

  test("volume, average and count are -1 for anything but trades", () => {
    for (const what of ["BID", "ASK", "MIDPOINT", "BID_ASK", "HISTORICAL_VOLATILITY"])
      for (const bar of days(aapl, "2026-11-16T00:00:00Z", "2026-11-21T00:00:00Z", { what }))
        expect([bar.volume, bar.average, bar.count]).toEqual([-1, -1, -1])
  })

  test("BID_ASK: lowest bid and highest ask as low and high, averages between them", () => {
    const range = ["2026-11-20T14:30:00Z", "2026-11-20T21:00:00Z", { barSeconds: 300 }] as const
    const bids = days(aapl, range[0], range[1], { ...range[2], what: "BID" })
    const asks = days(aapl, range[0], range[1], { ...range[2], what: "ASK" })
    const both = days(aapl, range[0], range[1], { ...range[2], what: "BID_ASK" })
    expect(both.map(({ low }) => low)).toEqual(bids.map(({ low }) => low))
    expect(both.map(({ high }) => high)).toEqual(asks.map(({ high }) => high))
    for (const { open, high, low, close } of both) {
      expect(open).toBeLessThan(close)
      expect(open).toBeGreaterThanOrEqual(low)
      expect(close).toBeLessThanOrEqual(high)
    }
  })

  test("an index has no quotes and no volume, a pair no trades", () => {
    const index = market.snapshot(spx, at("2026-11-20T16:00:00Z"))
    expect([index.bid, index.ask, index.bidSize, index.askSize, index.volume, index.lastSize]).toEqual(
      Array.from({ length: 6 }, () => null),
    )
    expect(index.last).toBeGreaterThan(0)
    const pair = market.snapshot(eurusd, at("2026-11-20T16:00:00Z"))
    expect([pair.last, pair.lastSize, pair.lastAt, pair.volume]).toEqual([null, null, null, null])
    expect(market.snapshot(nearOption("20261218", "C"), at("2026-11-20T16:00:00Z")).openInterest).toBeGreaterThan(0)
  })

  test("prices lie on the tick grid", () => {
    for (const { listing } of universe.instruments) {
      const { bid, ask, last } = market.snapshot(listing.conId, at("2026-11-19T15:00:00Z"))
      for (const price of [bid, ask, last]) {
        if (price === null) continue
        const ticks = price / listing.minTick
        expect(Math.abs(ticks - Math.round(ticks))).toBeLessThan(1e-6)
      }
    }
  })
})

describe("thirty years of days", () => {
  const bars = days(aapl, "1996-11-20T00:00:00Z", "2026-11-21T00:00:00Z")

  test("every session of the calendar, prices in order and never beyond reason", () => {
    const sessions = market.sessions(aapl, at("1996-11-20T05:00:00Z"), at("2026-11-21T00:00:00Z"), true)
    expect(bars.map(({ day }) => day)).toEqual(sessions.map(({ tradeDate }) => tradeDate))
    for (const { open, high, low, close, volume, count } of bars) {
      expect(low).toBeGreaterThan(0)
      expect(Math.min(open, close)).toBeGreaterThanOrEqual(low)
      expect(Math.max(open, close)).toBeLessThanOrEqual(high)
      expect(Number.isInteger(volume) && volume >= count && count > 0).toBe(true)
    }
  })

  test("returns have about the volatility that the instrument is given", () => {
    const returns = bars.slice(1).map(({ close }, index) => Math.log(close / (bars[index]?.close ?? close)))
    const deviation = Math.sqrt((returns.reduce((sum, value) => sum + value ** 2, 0) / returns.length) * 252)
    const given = universe.instrument(aapl)?.behaviour.volatility ?? 0
    expect(Math.abs(deviation / given - 1)).toBeLessThan(0.1)
  })
})

describe("what belongs together moves together", () => {
  const spy = conIdOf(universe, "SPY")
  const es = esMonth("20261120")

  test("fund and future stay with their index to a few ticks", () => {
    for (let minute = 1; minute < 390; minute += 7) {
      const moment = at("2026-11-18T14:30:30Z") + minute * 60_000
      const index = market.snapshot(spx, moment).last ?? 0
      const fund = market.snapshot(spy, moment).last ?? 0
      const future = market.snapshot(es, moment).last ?? 0
      expect(Math.abs((fund * 10) / index - 1)).toBeLessThan(0.0015)
      // Four weeks of interest at 4 % less 1.2 % of dividends are 0.2 %.
      expect(Math.abs(future / index - 1.0023)).toBeLessThan(0.0015)
    }
  })

  test("a stock listed twice costs the same on both sides, at the rate of the moment", () => {
    const pairs = [
      ["SHOP", "USD", "CAD"],
      ["SAP", "EUR", "USD"],
      ["VOD", "GBP", "USD"],
    ] as const
    for (const [symbol, home, abroad] of pairs) {
      const ratios = [0, 7, 14, 42].map((day) => {
        const moment = at("2026-11-18T15:45:00Z") - day * 86_400_000
        const there = market.snapshot(conIdOf(universe, symbol, "STK", home), moment).last ?? 0
        const here = market.snapshot(conIdOf(universe, symbol, "STK", abroad), moment).last ?? 0
        return here / there / market.exchangeRate(home, abroad, moment)
      })
      for (const ratio of ratios) expect(Math.abs(ratio / (ratios[0] ?? 1) - 1)).toBeLessThan(0.004)
    }
  })

  test("stocks rise and fall with the market", () => {
    const query = { from: "2025-11-20T00:00:00Z", to: "2026-11-21T00:00:00Z" }
    const returns = (conId: number) => {
      const closes = days(conId, query.from, query.to).map(({ close }) => close)
      return closes.slice(1).map((close, index) => Math.log(close / (closes[index] ?? close)))
    }
    expect(correlation(returns(aapl), returns(spx))).toBeGreaterThan(0.5)
    expect(correlation(returns(conIdOf(universe, "VIX", "IND")), returns(spx))).toBeLessThan(-0.5)
  })
})

describe("exchange rates", () => {
  const moment = at("2026-11-20T16:00:00Z")

  test("identity, inverse and crosses", () => {
    expect(market.exchangeRate("EUR", "EUR", moment)).toBe(1)
    const dollars = market.exchangeRate("EUR", "USD", moment)
    const { bid, ask } = market.snapshot(eurusd, moment)
    expect(dollars).toBeCloseTo(((bid ?? 0) + (ask ?? 0)) / 2, 9)
    expect(market.exchangeRate("USD", "EUR", moment)).toBeCloseTo(1 / dollars, 12)
    const yen = market.exchangeRate("EUR", "JPY", moment)
    expect(yen).toBeCloseTo(dollars * market.exchangeRate("USD", "JPY", moment), 9)
  })
})

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length
  const [meanA, meanB] = [mean(a), mean(b)]
  const together = mean(a.map((value, index) => (value - meanA) * ((b[index] ?? 0) - meanB)))
  const spread = (list: readonly number[], middle: number) =>
    Math.sqrt(mean(list.map((value) => (value - middle) ** 2)))
  return together / (spread(a, meanA) * spread(b, meanB))
}
