import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { summaryOf } from "../../../src/desk/ticks/tick-summary.ts"
import { volumeProfile } from "../../../src/desk/ticks/volume-profile.ts"
import type { BidAsk, Tick, Trade } from "../../../src/gateway/ticks/tick.ts"
import "../../property-seed.ts"

const at = Date.parse("2026-11-20T14:30:00Z")

const trade = (fields: Partial<Trade>): Trade => ({
  kind: "trades",
  at,
  price: 100,
  size: 1,
  exchange: null,
  conditions: null,
  pastLimit: false,
  unreported: false,
  ...fields,
})
const quote = (fields: Partial<BidAsk>): BidAsk => ({
  kind: "bid_ask",
  at,
  bid: 100,
  ask: 100.1,
  bidSize: 1,
  askSize: 1,
  bidPastLow: false,
  askPastHigh: false,
  ...fields,
})

describe("a summary", () => {
  test("of trades counts the volume of all, and the prices of those that are reported", () => {
    const ticks = [
      trade({ price: 50, size: 2, unreported: true }),
      trade({ at: at + 1000, price: 100, size: 300 }),
      trade({ at: at + 1000, price: 101, size: 100 }),
      trade({ at: at + 2000, price: 99.5, size: null }),
    ]
    expect(summaryOf("trades", ticks)).toEqual({
      count: 4,
      from: at,
      to: at + 2000,
      first: 100,
      last: 99.5,
      high: 101,
      low: 99.5,
      // (2 × 50 + 300 × 100 + 100 × 101) / 402
      trades: { volume: 402, vwap: 100, unreported: { count: 1, volume: 2 } },
      spread: null,
    })
  })

  test("of bid and ask has the middle between them and the spread, one-sided ones counted apart", () => {
    const ticks = [quote({}), quote({ bid: null, bidSize: null }), quote({ at: at + 1000, bid: 99.8, ask: 100.1 })]
    expect(summaryOf("bid_ask", ticks)).toEqual({
      count: 3,
      from: at,
      to: at + 1000,
      first: 100.05,
      last: 99.95,
      high: 100.05,
      low: 99.95,
      trades: null,
      // 10,000 × (0.1 / 100.05 + 0.3 / 99.95) / 2
      spread: { mean: 0.2, min: 0.1, max: 0.3, meanBps: 20.005, oneSided: 1 },
    })
  })

  test("of nothing is nothing, not nought", () => {
    const none = { count: 0, from: null, to: null, first: null, last: null, high: null, low: null }
    const trades = { volume: 0, vwap: null, unreported: { count: 0, volume: 0 } }
    expect(summaryOf("trades", [])).toEqual({ ...none, trades, spread: null })
    expect(summaryOf("midpoint", [])).toEqual({ ...none, trades: null, spread: null })
    expect(summaryOf("bid_ask", [quote({ ask: null })]).spread).toEqual({
      mean: null,
      min: null,
      max: null,
      meanBps: null,
      oneSided: 1,
    })
  })

  test("of the levels of an index has no volume, and not none of it", () => {
    const levels = [trade({ size: null }), trade({ price: 101, size: null })]
    expect(summaryOf("trades", levels)).toMatchObject({ high: 101, trades: { volume: null, vwap: null } })
  })

  test("of a pair has its spread without the noise of subtraction", () => {
    const { spread } = summaryOf("bid_ask", [
      quote({ bid: 1.1534, ask: 1.15345 }),
      quote({ bid: 1.15335, ask: 1.1534 }),
    ])
    expect(spread).toMatchObject({ mean: 0.00005, min: 0.00005, max: 0.00005 })
  })

  test("of prices below nought has no spread in hundredths of a percent", () => {
    const { spread, first } = summaryOf("bid_ask", [quote({ bid: -37.7, ask: -37.5 })])
    expect(first).toBe(-37.6)
    expect(spread).toEqual({ mean: 0.2, min: 0.2, max: 0.2, meanBps: null, oneSided: 0 })
  })

  test("of any trades has its prices between the lowest and the highest, and its average between those", () => {
    const price = fc.integer({ min: 1, max: 100_000 }).map((cents) => cents / 100)
    const any = fc.record({ price, size: fc.integer({ min: 1, max: 10_000 }) }).map((fields): Tick => trade(fields))
    fc.assert(
      fc.property(fc.array(any, { minLength: 1 }), (ticks) => {
        const { first, last, high, low, trades } = summaryOf("trades", ticks)
        for (const one of [first, last, trades?.vwap]) {
          expect(one).toBeGreaterThanOrEqual((low ?? 0) - 1e-9)
          expect(one).toBeLessThanOrEqual((high ?? 0) + 1e-9)
        }
      }),
    )
  })
})

describe("a profile", () => {
  const rows = (...volumes: readonly number[]) => volumes.map((volume, index) => ({ price: 100 + index / 100, volume }))

  test("has its prices in order, the most traded one, and its neighbours up to 70 % of the volume", () => {
    const profile = volumeProfile(rows(5, 10, 40, 30, 10, 5).toReversed(), 0.01, 100)
    expect(profile).toMatchObject({ step: null, prices: 6, volume: 100, mostTraded: 100.02 })
    // 40, then 30 above it: 70.
    expect([profile.valueLow, profile.valueHigh]).toEqual([100.02, 100.03])
    expect(profile.rows).toEqual(rows(5, 10, 40, 30, 10, 5))
    // 100 + (10 × 1 + 40 × 2 + 30 × 3 + 10 × 4 + 5 × 5) / 100 cents
    expect(profile.vwap).toBe(100.0245)
  })

  test("of too many prices puts them together in steps of 1, 2 or 5, each named by its lowest price", () => {
    const profile = volumeProfile(rows(...Array.from({ length: 10 }, () => 1)), 0.01, 5)
    expect(profile.step).toBe(0.02)
    expect(profile.rows).toEqual([100, 100.02, 100.04, 100.06, 100.08].map((price) => ({ price, volume: 2 })))
    expect(volumeProfile(rows(1, 1, 1), 0.01, 1)).toMatchObject({ step: 0.05, rows: [{ price: 100, volume: 3 }] })
  })

  test("makes its steps of the smallest gap where no tick is known", () => {
    const prices = [1, 1.25, 1.5, 2].map((price) => ({ price, volume: 1 }))
    expect(volumeProfile(prices, null, 2)).toMatchObject({
      step: 1.25,
      rows: [
        { price: 0, volume: 1 },
        { price: 1.25, volume: 3 },
      ],
    })
  })

  test("of one price, and of nothing", () => {
    expect(volumeProfile([{ price: 5, volume: 7 }], 0.01, 1)).toMatchObject({
      mostTraded: 5,
      valueLow: 5,
      valueHigh: 5,
    })
    expect(volumeProfile([], 0.01, 10)).toMatchObject({ rows: [], volume: 0, vwap: null, mostTraded: null })
  })

  test("loses no volume, keeps to its bound, and its steps hold what they say", () => {
    const row = fc.record({
      price: fc.integer({ min: -500, max: 20_000 }).map((cents) => cents / 100),
      volume: fc.integer({ min: 1, max: 100_000 }),
    })
    const tick = fc.option(fc.constantFrom(0.01, 0.05, 0.25, 0.005), { nil: null })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 200 }), tick, fc.integer({ min: 1, max: 50 }), (traded, minTick, most) => {
        const profile = volumeProfile(traded, minTick, most)
        const sum = traded.reduce((all, { volume }) => all + volume, 0)
        expect(profile.volume).toBe(sum)
        expect(profile.rows.reduce((all, { volume }) => all + volume, 0)).toBe(sum)
        // Prices of both signs share no step.
        const least = traded.some(({ price }) => price < 0) && traded.some(({ price }) => price >= 0) ? 2 : 1
        expect(profile.rows.length).toBeLessThanOrEqual(Math.max(most, least))
        expect(profile.rows.map(({ price }) => price)).toEqual(
          profile.rows.map(({ price }) => price).toSorted((a, b) => a - b),
        )
        const width = profile.step ?? 0
        for (const { price } of traded)
          expect(profile.rows.some((one) => price >= one.price - 1e-9 && price < one.price + width + 1e-6)).toBe(true)
        const inside = traded.filter(
          ({ price }) => price >= (profile.valueLow ?? 0) && price <= (profile.valueHigh ?? 0),
        )
        expect(inside.reduce((all, { volume }) => all + volume, 0)).toBeGreaterThanOrEqual(0.7 * sum)
      }),
    )
  })
})
