import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { createContractBook } from "../../../src/simulator/world/contracts/contract-book.ts"
import { createMarket } from "../../../src/simulator/world/market/index.ts"
import {
  impliedVolatility,
  type OptionTerms,
  optionGreeks,
  optionValue,
} from "../../../src/simulator/world/market/option-pricing.ts"
import { createUniverse } from "../../../src/simulator/world/universe/universe.ts"
import { conIdOf, esMonth, option } from "./contracts.ts"

const anyTerms: fc.Arbitrary<OptionTerms> = fc.record({
  right: fc.constantFrom("C", "P"),
  strike: fc.double({ min: 50, max: 200, noNaN: true }),
  years: fc.double({ min: 0.05, max: 3, noNaN: true }),
  rate: fc.double({ min: 0, max: 0.08, noNaN: true }),
  yield: fc.double({ min: 0, max: 0.08, noNaN: true }),
  american: fc.constant(false),
})
const anyVolatility = fc.double({ min: 0.1, max: 1.2, noNaN: true })

describe("the formula", () => {
  test("gives the textbook's prices", () => {
    // Hull, "Options, Futures, and Other Derivatives": S 42, K 40, r 10 %, volatility 20 %, half a year: 4.76 and 0.81.
    const hull: OptionTerms = { right: "C", strike: 40, years: 0.5, rate: 0.1, yield: 0, american: false }
    expect(optionValue(hull, 42, 0.2)).toBeCloseTo(4.7594, 4)
    expect(optionValue({ ...hull, right: "P" }, 42, 0.2)).toBeCloseTo(0.8086, 4)
    // The same book on a future, Black's model: F 20, K 20, r 9 %, volatility 25 %, four months: put 1.12.
    const future: OptionTerms = { right: "P", strike: 20, years: 4 / 12, rate: 0.09, yield: 0.09, american: false }
    expect(optionValue(future, 20, 0.25)).toBeCloseTo(1.1166, 4)
  })

  test("put and call differ by the forward, to the last digit", () => {
    fc.assert(
      fc.property(anyTerms, anyVolatility, (terms, volatility) => {
        const call = optionValue({ ...terms, right: "C" }, 100, volatility)
        const put = optionValue({ ...terms, right: "P" }, 100, volatility)
        const forward = 100 * Math.exp(-terms.yield * terms.years) - terms.strike * Math.exp(-terms.rate * terms.years)
        expect(Math.abs(call - put - forward)).toBeLessThan(1e-10)
      }),
    )
  })

  test("Greeks are the slopes of the price", () => {
    fc.assert(
      fc.property(anyTerms, anyVolatility, (terms, volatility) => {
        const value = (spot: number, v = volatility, years = terms.years) => optionValue({ ...terms, years }, spot, v)
        const greeks = optionGreeks(terms, 100, volatility)
        const step = 0.005
        expect(greeks.delta).toBeCloseTo((value(100 + step) - value(100 - step)) / (2 * step), 5)
        const up = optionGreeks(terms, 100 + step, volatility).delta
        const down = optionGreeks(terms, 100 - step, volatility).delta
        expect(greeks.gamma).toBeCloseTo((up - down) / (2 * step), 5)
        const point = 1e-4
        const vega = (value(100, volatility + point) - value(100, volatility - point)) / (2 * point)
        expect(greeks.vega).toBeCloseTo(vega / 100, 5)
        const moment = terms.years * 1e-4
        const later = value(100, volatility, terms.years - moment)
        const earlier = value(100, volatility, terms.years + moment)
        expect(greeks.theta).toBeCloseTo((later - earlier) / (2 * moment) / 365, 4)
      }),
      { numRuns: 300 },
    )
  })

  test("the implied volatility is the one that went in", () => {
    fc.assert(
      fc.property(anyTerms, anyVolatility, (terms, volatility) => {
        const price = optionValue(terms, 100, volatility)
        const floor = optionValue(terms, 100, 1e-4)
        // Without time value there is nothing to read a volatility from.
        fc.pre(price - floor > 1e-3)
        expect(impliedVolatility(terms, 100, price)).toBeCloseTo(volatility, 5)
      }),
    )
    expect(
      impliedVolatility({ right: "C", strike: 90, years: 1, rate: 0, yield: 0, american: true }, 100, 10),
    ).toBeUndefined()
  })
})

const universe = createUniverse()
const market = createMarket(universe, 1)
const at = Date.parse("2026-11-20T19:00:30Z")
const RATE = 0.04

const middle = (conId: number, moment = at): number => {
  const { bid, ask } = market.snapshot(conId, moment)
  return ((bid ?? 0) + (ask ?? 0)) / 2
}

describe("options of the market", () => {
  test("put-call parity holds within the spread", () => {
    const expiry = Date.parse("2026-12-18T21:00:00Z")
    const open = Date.parse("2026-11-20T14:30:00Z")
    const years = (expiry - open) / (365 * 86_400_000)
    const spx = conIdOf(universe, "SPX", "IND")
    const spot = market.snapshot(spx, at).last ?? 0
    const dividends = universe.instrument(spx)?.behaviour.dividendYield ?? 0
    for (let strike = 6500; strike <= 7100; strike += 100) {
      const call = market.snapshot(option("SPXW", "20261218", strike, "C"), at)
      const put = market.snapshot(option("SPXW", "20261218", strike, "P"), at)
      const forward = spot * Math.exp(-dividends * years) - strike * Math.exp(-RATE * years)
      // Buying one and selling the other must not pay.
      expect((call.ask ?? 0) - (put.bid ?? 0)).toBeGreaterThan(forward - 0.05)
      expect((call.bid ?? 0) - (put.ask ?? 0)).toBeLessThan(forward + 0.05)
    }
  })

  test("prices fall with the strike for calls, rise for puts, and never lie below intrinsic", () => {
    const spot = middle(conIdOf(universe, "AAPL"))
    for (const right of ["C", "P"] as const) {
      const strikes = [230, 240, 250, 260, 270, 280, 290, 300, 310, 320]
      const quotes = strikes.map((strike) => market.snapshot(option("AAPL", "20261218", strike, right), at))
      for (const [index, quote] of quotes.entries()) {
        const strike = strikes[index] ?? 0
        const intrinsic = Math.max(0, right === "C" ? spot - strike : strike - spot)
        expect(quote.bid ?? 0).toBeGreaterThanOrEqual(intrinsic - 1e-9)
        expect(quote.ask ?? 0).toBeGreaterThan(quote.bid ?? 0)
      }
      const asks = quotes.map(({ ask }) => ask ?? 0)
      expect(asks).toEqual(asks.toSorted((a, b) => (right === "C" ? b - a : a - b)))
    }
  })

  test("all computations come from one underlying price; the bid's volatility is below the ask's, the model between", () => {
    for (const strike of [260, 280, 300]) {
      const conId = option("AAPL", "20261218", strike, "C")
      const quote = market.snapshot(conId, at)
      const [bid, ask, last, model] = (["bid", "ask", "last", "model"] as const).map((kind) =>
        market.computation(conId, at, kind),
      )
      expect(bid?.optionPrice).toBe(quote.bid ?? 0)
      expect(ask?.optionPrice).toBe(quote.ask ?? 0)
      expect(last?.optionPrice).toBe(quote.last ?? 0)
      expect(bid?.underlyingPrice).toBe(middle(conIdOf(universe, "AAPL")))
      expect(model?.underlyingPrice).toBe(bid?.underlyingPrice ?? 0)
      expect(bid?.impliedVolatility ?? 9).toBeLessThan(model?.impliedVolatility ?? 0)
      expect(ask?.impliedVolatility ?? 0).toBeGreaterThan(model?.impliedVolatility ?? 9)
      expect(model?.delta).toBeGreaterThan(0)
      expect(model?.theta).toBeLessThan(0)
      expect(model?.vega).toBeGreaterThan(0)
    }
  })

  test("no spread and no butterfly of strikes costs less than nothing", () => {
    const chain = createContractBook(universe).find({ symbol: "AAPL", secType: "OPT", exchange: "SMART" }, at)
    const rows = Map.groupBy(chain, ({ expiry, right }) => `${expiry} ${right}`)
    expect(rows.size).toBeGreaterThan(20)
    for (const row of rows.values()) {
      const points = row
        .toSorted((a, b) => a.strike - b.strike)
        .map(({ conId, strike, right }) => {
          const price = market.computation(conId, at, "model")?.optionPrice ?? 0
          return { strike, price: right === "C" ? price : -price }
        })
      for (const [index, { strike, price }] of points.entries()) {
        const left = points[index - 1]
        if (left === undefined) continue
        expect(left.price - price).toBeGreaterThan(-1e-9)
        expect(left.price - price).toBeLessThan(strike - left.strike + 1e-9)
        const right = points[index + 1]
        if (right === undefined) continue
        const share = (right.strike - strike) / (right.strike - left.strike)
        const wings = Math.abs(left.price) * share + Math.abs(right.price) * (1 - share)
        // An American put that is exercised at once stands a little above the curve.
        expect(Math.abs(price)).toBeLessThan(wings + 0.02)
      }
    }
  })

  test("lower strikes have higher volatility: the smile leans", () => {
    const volatility = (strike: number) =>
      market.computation(option("AAPL", "20261218", strike, "P"), at, "model")?.impliedVolatility ?? 0
    expect(volatility(230)).toBeGreaterThan(volatility(260))
    expect(volatility(260)).toBeGreaterThan(volatility(290))
  })

  test("on its last day an option melts into what exercise pays", () => {
    const almost = Date.parse("2026-11-20T20:59:30Z")
    const spot = middle(conIdOf(universe, "AAPL"), almost)
    const call = market.snapshot(option("AAPL", "20261120", 270, "C"), almost)
    expect(Math.abs(((call.bid ?? 0) + (call.ask ?? 0)) / 2 - (spot - 270))).toBeLessThan(0.1)
    expect(market.computation(option("AAPL", "20261120", 270, "C"), almost + 60_000, "model")).toBeUndefined()
    expect(market.snapshot(option("AAPL", "20261120", 270, "C"), almost + 60_000).current).toBe(false)
  })

  test("an option on a future is priced on that future", () => {
    const call = market.computation(option("ES", "20261218", 6800, "C"), at, "model")
    expect(call?.underlyingPrice).toBe(middle(esMonth("20261120")))
    expect(call?.pvDividend).toBe(0)
    const put = market.computation(option("ES", "20261218", 6800, "P"), at, "model")
    expect((call?.delta ?? 0) - (put?.delta ?? 0)).toBeCloseTo(Math.exp((-RATE * 28) / 365), 3)
  })

  test("options on the index, its fund and its future agree about its volatility", () => {
    const volatility = (tradingClass: string, strike: number) =>
      market.computation(option(tradingClass, "20261218", strike, "C"), at, "model")?.impliedVolatility ?? 0
    expect(volatility("SPY", 680) / volatility("SPXW", 6800)).toBeCloseTo(1, 1)
    expect(volatility("ES", 6800) / volatility("SPXW", 6800)).toBeCloseTo(1, 1)
  })

  test("what is no option has no computation", () => {
    expect(market.computation(conIdOf(universe, "AAPL"), at, "model")).toBeUndefined()
  })
})
