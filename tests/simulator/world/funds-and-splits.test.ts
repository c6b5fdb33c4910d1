import { describe, expect, test } from "bun:test"
import { createMarket } from "../../../src/simulator/world/market/index.ts"
import { sharesSince, splitsOf } from "../../../src/simulator/world/universe/splits.ts"
import { createUniverse } from "../../../src/simulator/world/universe/universe.ts"
import type { BarQuery } from "../../../src/simulator/world/world.ts"
import { conIdOf } from "./contracts.ts"

const universe = createUniverse()
const market = createMarket(universe, 1)
const at = (iso: string): number => Date.parse(iso)
const year: BarQuery = {
  conId: conIdOf(universe, "VFIAX", "FUND"),
  from: at("2025-11-20T05:00:00Z"),
  to: at("2026-11-22T05:00:00Z"),
  barSeconds: 86_400,
  what: "TRADES",
  regularHoursOnly: true,
}

describe("a fund", () => {
  test.each(["2026-11-20T20:59:30Z", "2026-11-20T23:00:00Z", "2026-11-22T15:00:00Z"])(
    "has no bid and no ask at %s",
    (when) => {
      const { bid, ask, bidSize, askSize, volume, last, mark, close } = market.snapshot(year.conId, at(when))
      expect({ bid, ask, bidSize, askSize, volume }).toEqual({
        bid: null,
        ask: null,
        bidSize: null,
        askSize: null,
        volume: null,
      })
      expect(last).toBe(628)
      expect(mark).toBe(628)
      const priced = at("2026-11-20T21:00:00Z")
      expect(market.snapshot(year.conId, at(when)).lastAt).toBe(Math.min(priced, at(when) - 1000))
      expect(close).not.toBeNull()
    },
  )

  test("has one price a day, which moves with its index", () => {
    const prices = market.bars(year)
    const index = market.bars({ ...year, conId: conIdOf(universe, "SPX", "IND") })
    expect(prices.length).toBe(index.length)
    for (const [day, { open, high, low, close }] of prices.entries()) {
      expect([open, high, low]).toEqual([close, close, close])
      // The fund is rounded to the cent, the index shows a last price a tick from its level.
      expect(Math.abs(close / 628 / ((index[day]?.close ?? 0) / 6800) - 1)).toBeLessThan(0.0001)
    }
    for (const what of ["BID", "ASK", "MIDPOINT"]) expect(market.bars({ ...year, what })).toEqual([])
  })
})

describe("a split", () => {
  test.each([
    ["NVDA", "20240610", 10, 10],
    ["AAPL", "20200831", 4, 4],
    ["TSLA", "20220825", 3, 3],
    ["TSLA", "20200831", 5, 15],
    ["AMZN", "20220606", 20, 20],
    ["GOOGL", "20220718", 20, 20],
  ])(
    "of %s on %s: TRADES before it are in new shares and move in ticks of the old ones",
    (symbol, date, ratio, shares) => {
      const conId = conIdOf(universe, symbol)
      expect(splitsOf(conId)).toContainEqual({ date, ratio })
      const day = at(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T05:00:00Z`)
      expect(sharesSince(conId, day - 12 * 3_600_000) / sharesSince(conId, day + 12 * 3_600_000)).toBe(ratio)
      const bars = market.bars({ ...year, conId, from: day - 30 * 86_400_000, to: day + 30 * 86_400_000 })
      const closes = bars.map(({ close }) => close)
      for (const [index, close] of closes.slice(1).entries()) {
        expect(Math.abs(Math.log(close / (closes[index] ?? 1)))).toBeLessThan(0.25)
      }
      const before = bars.filter((bar) => bar.day < date)
      for (const { open, high, low, close } of before) {
        for (const price of [open, high, low, close]) {
          expect(Math.abs(price * shares * 100 - Math.round(price * shares * 100))).toBeLessThan(0.002)
        }
      }
      expect(before.some(({ close }) => Math.round(close * 1e4) % 100 !== 0)).toBe(true)
    },
  )

  test("minutes still make up days before one", () => {
    const query = {
      ...year,
      conId: conIdOf(universe, "TSLA"),
      from: at("2020-08-24T05:00:00Z"),
      to: at("2020-08-29T05:00:00Z"),
    }
    const minutes = market.bars({ ...query, barSeconds: 60 })
    for (const day of market.bars(query)) {
      const own = minutes.filter((minute) => minute.day === day.day)
      expect(own).toHaveLength(390)
      expect([own[0]?.open, own.at(-1)?.close]).toEqual([day.open, day.close])
      expect(Math.max(...own.map(({ high }) => high))).toBe(day.high)
      expect(Math.min(...own.map(({ low }) => low))).toBe(day.low)
      expect(own.reduce((sum, { volume }) => sum + volume, 0)).toBe(day.volume)
    }
  })

  test("ADJUSTED_LAST takes off dividends as well: Apple before its split", () => {
    const query = {
      ...year,
      conId: conIdOf(universe, "AAPL"),
      from: at("2020-08-03T05:00:00Z"),
      to: at("2026-11-21T05:00:00Z"),
    }
    const [trade] = market.bars(query)
    const [adjusted] = market.bars({ ...query, what: "ADJUSTED_LAST" })
    const quarters = 25
    const factor = (1 - 0.004 / 4) ** quarters
    expect((adjusted?.close ?? 0) / (trade?.close ?? 1)).toBeCloseTo(factor, 2)
    expect(adjusted?.close).toBeLessThan(trade?.close ?? 0)
  })
})
