import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { modelValue, type OptionTerms } from "../../../src/desk/options/black-scholes.ts"
import { forwardOf, middleOf, ownGreeks, ownValue, type QuotedOption } from "../../../src/desk/options/own-greeks.ts"
import type { Quote } from "../../../src/desk/quotes.ts"
import type { ContractDetails, OptionRight } from "../../../src/gateway/contracts/contract.ts"
import { contract, details, monday } from "../in-memory-gateway.ts"

/** A Friday, settled at 16:00 in New York: 25 days and 5 hours from Monday 11:00. */
const expiry = "20261218"
const years = (Date.parse("2026-12-18T21:00:00Z") - monday) / (365 * 86_400_000)

const option = (strike: number, right: OptionRight, fields: Partial<ContractDetails> = {}): ContractDetails =>
  details(contract({ conId: strike * 2, symbol: "XYZ", secType: "OPT", expiry, strike, right, tradingClass: "XYZ" }), {
    liquidHours: "20261123:0930-20261123:1600;20261127:0930-20261127:1300",
    ...fields,
  })

const quote = (fields: Partial<Quote>): Quote => ({
  instrument: "XYZ",
  symbol: "XYZ",
  conId: 1,
  secType: "OPT",
  exchange: "SMART",
  currency: "USD",
  priceMagnifier: 1,
  bid: null,
  ask: null,
  bidSize: null,
  askSize: null,
  last: null,
  lastSize: null,
  close: null,
  open: null,
  high: null,
  low: null,
  change: null,
  changePct: null,
  volume: null,
  mark: null,
  halted: null,
  closed: false,
  dataType: "live",
  asOf: monday,
  zone: "America/New_York",
  greeks: null,
  openInterest: null,
  warnings: [],
  ...fields,
})

/** Options of a market in which Black's formula holds exactly, quoted 1 % around their value. */
function market(forward: number, volatility: number, strikes: readonly number[]): readonly QuotedOption[] {
  return strikes.flatMap((strike) =>
    (["C", "P"] as const).map((right) => {
      const terms: OptionTerms = { right, strike, years, rate: 0, dividendYield: 0 }
      const { price } = modelValue(terms, forward, volatility)
      return { details: option(strike, right), quote: quote({ bid: price * 0.99, ask: price * 1.01 }) }
    }),
  )
}

describe("the forward", () => {
  test("of any market is what puts and calls agree on, whatever the underlying's own price", () => {
    const size = fc.double({ min: 20, max: 500, noNaN: true })
    fc.assert(
      fc.property(size, fc.double({ min: 0.1, max: 1.5, noNaN: true }), (forward, volatility) => {
        const strikes = [0.9, 0.95, 1, 1.05, 1.1].map((share) => Math.round(forward * share))
        const found = forwardOf(market(forward, volatility, strikes), quote({ last: 1 }))
        expect(found?.price).toBeCloseTo(forward, 6)
        expect(Math.abs((found?.parityStrike ?? 0) - forward)).toBeLessThanOrEqual(forward * 0.06)
      }),
    )
  })

  test("without a pair is the underlying's price, of the same kind of data only", () => {
    const calls = market(100, 0.3, [95, 100]).filter(({ details: { contract: of } }) => of.right === "C")
    expect(forwardOf(calls, quote({ bid: 99, ask: 101 }))).toEqual({ price: 100, parityStrike: null })
    expect(forwardOf(calls, quote({ last: 99.5 }))).toEqual({ price: 99.5, parityStrike: null })
    expect(forwardOf(calls, quote({ last: 99.5, dataType: "delayed" }))).toBeNull()
    expect(forwardOf(calls, quote({ last: 99.5, dataType: null }))).toBeNull()
    expect(forwardOf(calls, quote({}))).toBeNull()
    expect(forwardOf(calls, null)).toBeNull()
  })
})

describe("our own Greeks", () => {
  test("of any market are those that its prices were made with", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 50, max: 500, noNaN: true }),
        fc.double({ min: 0.15, max: 1.5, noNaN: true }),
        (forward, volatility) => {
          const strikes = [0.95, 1, 1.05].map((share) => Math.round(forward * share))
          const options = market(forward, volatility, strikes)
          const found = forwardOf(options, null)
          if (!found) throw new Error("no forward")
          for (const one of options) {
            const { right, strike } = one.details.contract
            if (right === null || strike === null) throw new Error("no option")
            const greeks = ownGreeks(one, found, monday)
            const made = modelValue({ right, strike, years, rate: 0, dividendYield: 0 }, forward, volatility)
            expect(greeks?.iv).toBeCloseTo(volatility, 4)
            expect(greeks?.delta).toBeCloseTo(made.delta, 4)
            expect(greeks?.computation).toBe("own")
          }
        },
      ),
    )
  })

  const forward = { price: 100, parityStrike: 100 }
  const fine = { details: option(100, "C"), quote: quote({ bid: 3, ask: 3.2 }) }

  test("are labelled, with the price that they are of", () => {
    expect(ownGreeks(fine, forward, monday)).toMatchObject({
      computation: "own",
      optionPrice: 3.1,
      underlyingPrice: 100,
    })
  })

  test.each([
    ["without a quote", { ...fine, quote: null }],
    ["without a bid", { ...fine, quote: quote({ ask: 3.2 }) }],
    ["with a bid of nought", { ...fine, quote: quote({ bid: 0, ask: 3.2 }) }],
    ["with a crossed market", { ...fine, quote: quote({ bid: 3.3, ask: 3.2 }) }],
    ["of a price without time value", { details: option(80, "C"), quote: quote({ bid: 19.9, ask: 20.1 }) }],
    ["quoted in pence", { ...fine, details: option(100, "C", { priceMagnifier: 100 }) }],
    ["without known hours", { ...fine, details: option(100, "C", { liquidHours: null }) }],
    ["without a known zone", { ...fine, details: option(100, "C", { timeZoneId: "Nowhere" }) }],
  ])("are none %s", (_, one) => {
    expect(ownGreeks(one, forward, monday)).toBeNull()
  })

  test("are none after the expiry", () => {
    expect(ownGreeks(fine, forward, Date.parse("2026-12-18T21:00:00Z"))).toBeNull()
    expect(ownGreeks(fine, forward, Date.parse("2026-12-17T21:00:00Z"))).not.toBeNull()
  })
})

test("a supposed price and the volatility that it implies belong together", () => {
  const at = ownValue(option(100, "P"), { kind: "volatility", value: 0.4, underlyingPrice: 98 }, monday)
  const back = ownValue(option(100, "P"), { kind: "price", value: at?.optionPrice ?? 0, underlyingPrice: 98 }, monday)
  expect(back?.iv).toBeCloseTo(0.4, 6)
  expect(back?.delta).toBeCloseTo(at?.delta ?? 0, 6)
})

test("the middle of a market is between two real sides", () => {
  expect(middleOf(quote({ bid: 0.1, ask: 0.2 }))).toBe(0.15)
  expect(middleOf(quote({ bid: 0.1 }))).toBeNull()
  expect(middleOf(undefined)).toBeNull()
})
