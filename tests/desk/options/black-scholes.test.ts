import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { impliedVolatility, modelValue, type OptionTerms } from "../../../src/desk/options/black-scholes.ts"

/** Worked examples of Hull, "Options, Futures, and Other Derivatives". */
describe("known values", () => {
  const half = { strike: 40, years: 0.5, rate: 0.1, dividendYield: 0 }
  test.each([
    ["a stock's call", { right: "C", ...half }, 42, 0.2, 4.76],
    ["a stock's put", { right: "P", ...half }, 42, 0.2, 0.81],
    ["an index's call", { right: "C", strike: 900, years: 2 / 12, rate: 0.08, dividendYield: 0.03 }, 930, 0.2, 51.83],
    ["a future's put", { right: "P", strike: 20, years: 4 / 12, rate: 0.09, dividendYield: 0.09 }, 20, 0.25, 1.12],
  ] as const)("%s", (_, terms, underlying, volatility, price) => {
    expect(modelValue(terms, underlying, volatility).price).toBeCloseTo(price, 2)
    expect(impliedVolatility(terms, underlying, modelValue(terms, underlying, volatility).price)).toBeCloseTo(
      volatility,
      9,
    )
  })

  test("the Greeks of a call", () => {
    const terms = { right: "C", strike: 50, years: 0.3846, rate: 0.05, dividendYield: 0 } as const
    const { price, delta, gamma, vega, theta } = modelValue(terms, 49, 0.2)
    expect(price).toBeCloseTo(2.4, 2)
    expect(delta).toBeCloseTo(0.522, 3)
    expect(gamma).toBeCloseTo(0.066, 3)
    expect(vega).toBeCloseTo(0.121, 3)
    expect(theta).toBeCloseTo(-4.31 / 365, 4)
  })
})

const within = (min: number, max: number) => fc.double({ min, max, noNaN: true })

/** An option in any market, as [terms without right, underlying, volatility]. */
const market = fc
  .record({
    underlying: within(1, 5000),
    moneyness: within(0.5, 2),
    years: within(1 / 365, 3),
    rate: within(-0.02, 0.15),
    dividendYield: within(0, 0.1),
    volatility: within(0.05, 2),
  })
  .map(({ underlying, moneyness, years, rate, dividendYield, volatility }) => ({
    terms: { strike: underlying * moneyness, years, rate, dividendYield },
    underlying,
    volatility,
  }))

const call = (terms: Omit<OptionTerms, "right">): OptionTerms => ({ right: "C", ...terms })
const put = (terms: Omit<OptionTerms, "right">): OptionTerms => ({ right: "P", ...terms })

describe("whatever the market", () => {
  test("a call less a put is the forward less the strike, of today", () => {
    fc.assert(
      fc.property(market, ({ terms, underlying, volatility }) => {
        const got = underlying * Math.exp(-terms.dividendYield * terms.years)
        const paid = terms.strike * Math.exp(-terms.rate * terms.years)
        const difference =
          modelValue(call(terms), underlying, volatility).price - modelValue(put(terms), underlying, volatility).price
        expect(Math.abs(difference - (got - paid))).toBeLessThan(1e-9 * (got + paid))
      }),
    )
  })

  test("the Greeks are how the price changes", () => {
    fc.assert(
      fc.property(market, fc.constantFrom(call, put), ({ terms, underlying, volatility }, side) => {
        const at = (spot: number, sigma: number, years = terms.years) =>
          modelValue(side({ ...terms, years }), spot, sigma)
        const { delta, gamma, vega, theta } = at(underlying, volatility)
        const scale = underlying
        const step = underlying * 1e-4
        const [up, down] = [at(underlying + step, volatility), at(underlying - step, volatility)]
        expect(delta).toBeCloseTo((up.price - down.price) / (2 * step), 3)
        expect(gamma * scale).toBeCloseTo(((up.delta - down.delta) / (2 * step)) * scale, 1)
        const [calm, wild] = [at(underlying, volatility - 1e-4), at(underlying, volatility + 1e-4)]
        expect((vega * 100) / scale).toBeCloseTo((wild.price - calm.price) / 2e-4 / scale, 4)
        const span = terms.years * 1e-4
        const [later, sooner] = [
          at(underlying, volatility, terms.years - span),
          at(underlying, volatility, terms.years + span),
        ]
        expect((theta * 365) / scale).toBeCloseTo((later.price - sooner.price) / (2 * span) / scale, 3)
      }),
    )
  })

  test("the volatility that a price implies gives that price", () => {
    fc.assert(
      fc.property(market, fc.constantFrom(call, put), ({ terms, underlying, volatility }, side) => {
        const { price } = modelValue(side(terms), underlying, volatility)
        const implied = impliedVolatility(side(terms), underlying, price)
        if (implied === null) return
        expect(Math.abs(modelValue(side(terms), underlying, implied).price - price)).toBeLessThan(1e-9 * underlying)
      }),
    )
  })

  test("a price that no volatility gives implies none", () => {
    fc.assert(
      fc.property(market, ({ terms, underlying }) => {
        const got = underlying * Math.exp(-terms.dividendYield * terms.years)
        const paid = terms.strike * Math.exp(-terms.rate * terms.years)
        expect(impliedVolatility(call(terms), underlying, 1.001 * got)).toBeNull()
        expect(impliedVolatility(put(terms), underlying, 1.001 * paid)).toBeNull()
        expect(impliedVolatility(call(terms), underlying, Math.max(0, 0.999 * (got - paid)))).toBeNull()
        expect(impliedVolatility(put(terms), underlying, Math.max(0, 0.999 * (paid - got)))).toBeNull()
      }),
    )
  })

  test("nothing is implied without time, strike or underlying", () => {
    const terms = { right: "C", strike: 100, years: 0.1, rate: 0, dividendYield: 0 } as const
    expect(impliedVolatility({ ...terms, years: 0 }, 100, 5)).toBeNull()
    expect(impliedVolatility({ ...terms, strike: 0 }, 100, 5)).toBeNull()
    expect(impliedVolatility(terms, 0, 5)).toBeNull()
    expect(impliedVolatility(terms, 100, Number.NaN)).toBeNull()
  })
})
