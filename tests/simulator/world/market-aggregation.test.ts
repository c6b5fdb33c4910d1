import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { createMarket } from "../../../src/simulator/world/market/index.ts"
import { createUniverse } from "../../../src/simulator/world/universe/universe.ts"
import type { BarQuery, Market, SimulatedBar } from "../../../src/simulator/world/world.ts"
import { conIdOf, esMonth, nearOption } from "./contracts.ts"

const universe = createUniverse()
const markets: readonly Market[] = [1, 2, 77].map((seed) => createMarket(universe, seed))
const DAY = 86_400_000

/** Stocks thick and thin, with lunch and without, an index, a future, pairs, a coin, a bond and an option. */
const contracts = [
  conIdOf(universe, "AAPL"),
  conIdOf(universe, "BRK B"),
  conIdOf(universe, "VOD", "STK", "GBP"),
  conIdOf(universe, "7203"),
  conIdOf(universe, "SPX", "IND"),
  esMonth("20261120"),
  conIdOf(universe, "EUR", "CASH"),
  conIdOf(universe, "BTC", "CRYPTO"),
  conIdOf(universe, "US-T", "BOND"),
  nearOption("20261218", "P"),
] as const

const anyContract = fc.constantFrom(...contracts)
const anyMarket = fc.constantFrom(...markets)
const anyDay = fc
  .integer({ min: Date.UTC(2026, 8, 1) / DAY, max: Date.UTC(2026, 11, 10) / DAY })
  .map((day) => day * DAY)

function kindsOf(conId: number): readonly string[] {
  const secType = universe.listing(conId)?.secType
  if (secType === "IND") return ["TRADES"]
  return secType === "CASH" ? ["BID", "ASK", "MIDPOINT"] : ["TRADES", "BID", "ASK", "MIDPOINT"]
}

/** What one bar over all of these would show. */
function joined(bars: readonly SimulatedBar[]) {
  const sum = (of: (bar: SimulatedBar) => number) => bars.reduce((total, bar) => total + Math.max(0, of(bar)), 0)
  return {
    open: bars[0]?.open,
    high: Math.max(...bars.map(({ high }) => high)),
    low: Math.min(...bars.map(({ low }) => low)),
    close: bars.at(-1)?.close,
    // Coins trade in thousandths, whose sums gather the dust of binary fractions.
    volume: Math.round(sum(({ volume }) => volume) * 1000) / 1000,
    count: sum(({ count }) => count),
  }
}

const shape = (bar: SimulatedBar) => joined([bar])

function grouped(
  bars: readonly SimulatedBar[],
  key: (bar: SimulatedBar) => string,
): readonly (readonly SimulatedBar[])[] {
  const groups = new Map<string, SimulatedBar[]>()
  for (const bar of bars) groups.set(key(bar), [...(groups.get(key(bar)) ?? []), bar])
  return [...groups.values()]
}

describe("bars of different sizes agree exactly", () => {
  test("minutes make up days, with and without extended hours", () => {
    fc.assert(
      fc.property(anyMarket, anyContract, anyDay, fc.boolean(), (market, conId, from, regularHoursOnly) => {
        for (const what of kindsOf(conId)) {
          const query: BarQuery = { conId, from, to: from + 5 * DAY, barSeconds: 60, what, regularHoursOnly }
          const days = market.bars({ ...query, barSeconds: 86_400 })
          const whole = days.filter(({ day }) => withinRange(market, query, day))
          const minutes = grouped(market.bars(query), ({ day }) => day).filter(([bar]) =>
            whole.some(({ day }) => day === bar?.day),
          )
          expect(minutes.map(joined)).toEqual(whole.map(shape))
        }
      }),
      { numRuns: 60 },
    )
  })

  test("five seconds make up minutes", () => {
    fc.assert(
      fc.property(anyMarket, anyContract, anyDay, fc.integer({ min: 0, max: 23 }), (market, conId, day, hour) => {
        const from = day + hour * 3_600_000
        for (const what of kindsOf(conId)) {
          const query: BarQuery = { conId, from, to: from + 20 * 60_000, barSeconds: 5, what, regularHoursOnly: false }
          const minutes = market.bars({ ...query, barSeconds: 60 })
          const seconds = grouped(market.bars(query), ({ at }) => String(Math.floor(at / 60_000)))
          expect(seconds.map(joined)).toEqual(minutes.map(shape))
        }
      }),
      { numRuns: 150 },
    )
  })

  test("minutes make up odd sizes up to eight hours, cut where the range ends", () => {
    fc.assert(
      fc.property(
        anyMarket,
        anyContract,
        anyDay,
        fc.constantFrom(120, 180, 300, 900, 1800, 3600, 14_400, 28_800),
        fc.integer({ min: 1, max: 86_400 }),
        (market, conId, from, barSeconds, seconds) => {
          const what = kindsOf(conId)[0] ?? "TRADES"
          const query: BarQuery = {
            conId,
            from,
            to: from + DAY + seconds * 1000,
            barSeconds,
            what,
            regularHoursOnly: false,
          }
          const big = market.bars(query)
          const minutes = market.bars({ ...query, barSeconds: 60 })
          for (const [index, bar] of big.entries()) {
            const next = big[index + 1]?.at ?? query.to
            expect(joined(minutes.filter(({ at }) => at >= bar.at && at < next))).toEqual(shape(bar))
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  test("days make up weeks and months, dated by their last day", () => {
    for (const conId of contracts) {
      const what = kindsOf(conId)[0] ?? "TRADES"
      const query: BarQuery = {
        conId,
        from: Date.parse("2026-08-31T00:00:00Z"),
        to: Date.parse("2026-11-28T12:00:00Z"),
        barSeconds: 86_400,
        what,
        regularHoursOnly: true,
      }
      const days = markets[0]?.bars(query) ?? []
      const months = markets[0]?.bars({ ...query, barSeconds: 30 * 86_400 }) ?? []
      const byMonth = grouped(days, ({ day }) => day.slice(0, 6))
      expect(months.map(shape)).toEqual(byMonth.map(joined))
      expect(months.map(({ day }) => day)).toEqual(byMonth.map((month) => month.at(-1)?.day ?? ""))
      const weeks = markets[0]?.bars({ ...query, barSeconds: 7 * 86_400 }) ?? []
      const byWeek = grouped(days, ({ day }) => monday(day))
      expect(weeks.map(shape)).toEqual(byWeek.map(joined))
      expect(weeks.map(({ day }) => day)).toEqual(byWeek.map((week) => week.at(-1)?.day ?? ""))
    }
  })
})

describe("a snapshot is the day so far", () => {
  test("its last trade closes the bar in progress, its open, high, low and volume are the day's until then", () => {
    fc.assert(
      fc.property(
        anyMarket,
        anyContract,
        anyDay,
        fc.integer({ min: 0, max: DAY - 1 }),
        (market, conId, day, offset) => {
          const at = day + offset
          const snapshot = market.snapshot(conId, at)
          const secType = universe.listing(conId)?.secType ?? ""
          const what = secType === "CASH" ? "MIDPOINT" : "TRADES"
          const from = day - 5 * DAY
          const query: BarQuery = { conId, from, to: at, barSeconds: 60, what, regularHoursOnly: false }
          const minute = market.bars(query).at(-1)
          if (minute === undefined) return
          if (what === "TRADES") expect(snapshot.last).toBe(minute.close)
          const whole = ["CASH", "CRYPTO", "FUT"].includes(secType)
          const today = market
            .bars({ ...query, barSeconds: 86_400, regularHoursOnly: !whole })
            .find(({ day: date }) => date === minute.day)
          const extended = market.bars({ ...query, barSeconds: 86_400 }).at(-1)
          // Before the regular open a stock's figures are those of the early session.
          const expected = today ?? extended
          expect([snapshot.open, snapshot.high, snapshot.low]).toEqual([
            expected?.open ?? null,
            expected?.high ?? null,
            expected?.low ?? null,
          ])
          if (snapshot.volume !== null) {
            expect(snapshot.volume).toBe(expected?.volume ?? -1)
            expect(snapshot.tradeCount).toBe(expected?.count ?? -1)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test("bid, ask and the last trade stand together: a trade is at one of the two when it happens", () => {
    const conId = conIdOf(universe, "AAPL")
    for (let second = 0; second < 600; second++) {
      const at = Date.parse("2026-11-20T16:00:00.500Z") + second * 1000
      const { bid, ask, last, current } = markets[0]?.snapshot(conId, at) ?? {}
      expect(current).toBe(true)
      expect([bid, ask]).toContain(last ?? null)
      expect((ask ?? 0) - (bid ?? 0)).toBeGreaterThan(0)
    }
  })
})

/** Whether all sessions of a trade date lie inside a query's range. */
function withinRange(market: Market, { conId, from, to, regularHoursOnly }: BarQuery, day: string): boolean {
  const sessions = market
    .sessions(conId, from - 2 * DAY, to + 2 * DAY, regularHoursOnly)
    .filter(({ tradeDate }) => tradeDate === day)
  return sessions.every(({ open, close }) => open >= from && close <= to)
}

function monday(day: string): string {
  const at = Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6, 8)))
  return String(at - ((new Date(at).getUTCDay() + 6) % 7) * DAY)
}
