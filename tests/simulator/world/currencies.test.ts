import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { createMarket } from "../../../src/simulator/world/market/index.ts"
import { createUniverse } from "../../../src/simulator/world/universe/universe.ts"
import type { BarQuery } from "../../../src/simulator/world/world.ts"

const universe = createUniverse()
const markets = [1, 2, 77].map((seed) => createMarket(universe, seed))
const pairs = universe.instruments.map(({ listing }) => listing).filter(({ secType }) => secType === "CASH")
const crosses = pairs.filter(({ symbol, currency }) => symbol !== "USD" && currency !== "USD")

const anyMarket = fc.constantFrom(...markets)
const anyCross = fc.constantFrom(...crosses)
const anyMoment = fc.integer({ min: Date.UTC(2025, 5, 1), max: Date.UTC(2027, 1, 1) })

interface Range {
  readonly bid: number
  readonly ask: number
}

/** What a currency can be sold and bought for in dollars. */
function inDollars(market: (typeof markets)[number], currency: string, at: number): Range {
  const pair = pairs.find(
    ({ symbol, currency: quote }) => [symbol, quote].sort().join() === [currency, "USD"].sort().join(),
  )
  const { bid, ask } = market.snapshot(pair?.conId ?? 0, at)
  if (bid === null || ask === null) throw new Error(`No price of ${currency}`)
  return pair?.symbol === currency ? { bid, ask } : { bid: 1 / ask, ask: 1 / bid }
}

describe("crosses", () => {
  test("the well-known ones are listed, none twice", () => {
    const names = crosses.map(({ localSymbol }) => localSymbol)
    for (const name of ["EUR.GBP", "EUR.JPY", "EUR.CHF", "GBP.JPY"]) expect(names).toContain(name)
    expect(new Set(pairs.map(({ localSymbol }) => localSymbol)).size).toBe(pairs.length)
  })

  test("nothing can be gained on the way around three pairs, at any second", () => {
    fc.assert(
      fc.property(anyMarket, anyCross, anyMoment, (market, { conId, symbol, currency }, at) => {
        const { bid, ask } = market.snapshot(conId, at)
        const base = inDollars(market, symbol, at)
        const quote = inDollars(market, currency, at)
        expect(bid ?? Number.NaN).toBeLessThanOrEqual((base.ask / quote.bid) * (1 + 1e-12))
        expect(ask ?? Number.NaN).toBeGreaterThanOrEqual((base.bid / quote.ask) * (1 - 1e-12))
      }),
      { numRuns: 500 },
    )
  })

  test("their closes of a year agree with the two pairs they are made of, within the spread", () => {
    const [market] = markets
    const closes = (name: string): readonly number[] => {
      const pair = pairs.find(({ localSymbol }) => localSymbol === name)
      const [from, to] = [Date.UTC(2025, 10, 20), Date.UTC(2026, 10, 21)]
      const query: BarQuery = {
        conId: pair?.conId ?? 0,
        from,
        to,
        barSeconds: 86_400,
        what: "MIDPOINT",
        regularHoursOnly: true,
      }
      return market?.bars(query).map(({ close }) => close) ?? []
    }
    const [cross, euro, sterling] = [closes("EUR.GBP"), closes("EUR.USD"), closes("GBP.USD")]
    expect(cross.length).toBeGreaterThan(250)
    for (const [day, close] of cross.entries()) {
      // Half a tick of each pair: what rounding to the tick can make of it.
      const off = close / ((euro[day] ?? 0) / (sterling[day] ?? 1)) - 1
      expect(Math.abs(off)).toBeLessThan(0.000025 * (1 / close + 1 / (euro[day] ?? 1) + 1 / (sterling[day] ?? 1)))
    }
  })
})

test("a dollar pair's high and low are those of its seconds", () => {
  fc.assert(
    fc.property(anyMarket, fc.constantFrom(...pairs), anyMoment, (market, { conId }, at) => {
      const from = Math.floor(at / 300_000) * 300_000
      const query: BarQuery = { conId, from, to: from + 300_000, barSeconds: 300, what: "BID", regularHoursOnly: false }
      const [bar] = market.bars(query)
      if (bar === undefined) return
      const seconds: number[] = []
      for (let second = from; second < query.to; second += 1000) {
        const { bid, current } = market.snapshot(conId, second + 1)
        if (current) seconds.push(bid ?? Number.NaN)
      }
      expect(bar.high).toBe(Math.max(...seconds))
      expect(bar.low).toBe(Math.min(...seconds))
    }),
    { numRuns: 40 },
  )
})
