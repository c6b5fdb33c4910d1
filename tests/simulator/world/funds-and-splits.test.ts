import { describe, expect, test } from "bun:test"
import { createMarket } from "../../../src/simulator/world/market/index.ts"
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
