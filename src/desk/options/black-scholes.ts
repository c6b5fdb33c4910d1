import type { OptionRight } from "../../gateway/contracts/contract.ts"

/** What a European option's value depends on. Rates are continuous annual fractions, time is in years. */
export interface OptionTerms {
  readonly right: OptionRight
  readonly strike: number
  readonly years: number
  readonly rate: number
  /** Of the underlying, as if paid continuously. Equal to the rate for an option on a future or a forward. */
  readonly dividendYield: number
}

/** A price with its sensitivities, in the Gateway's units: vega per point of volatility, theta per calendar day. */
export interface ModelValue {
  readonly price: number
  readonly delta: number
  readonly gamma: number
  readonly vega: number
  readonly theta: number
}

/**
 * Black, Scholes and Merton's value of a European option (Hull, "Options, Futures, and Other Derivatives"); with a dividend
 * yield equal to the rate it is Black's of 1976. `volatility` is an annual fraction; it, `years`, `strike` and `underlying` are
 * above nought.
 */
export function modelValue(terms: OptionTerms, underlying: number, volatility: number): ModelValue {
  const { right, strike, years, rate, dividendYield } = terms
  const sign = right === "C" ? 1 : -1
  const paid = strike * Math.exp(-rate * years)
  const carry = Math.exp(-dividendYield * years)
  const got = underlying * carry
  const spread = volatility * Math.sqrt(years)
  const d1 = Math.log(got / paid) / spread + spread / 2
  const above = normalBelow(sign * d1)
  const exercised = normalBelow(sign * (d1 - spread))
  const density = Math.exp((-d1 * d1) / 2) / Math.sqrt(2 * Math.PI)
  const decay = (-got * density * volatility) / (2 * Math.sqrt(years))
  return {
    price: sign * (got * above - paid * exercised),
    delta: sign * carry * above,
    gamma: (carry * density) / (underlying * spread),
    vega: (got * density * Math.sqrt(years)) / 100,
    theta: (decay + sign * (dividendYield * got * above - rate * paid * exercised)) / 365,
  }
}

const lowest = 1e-3
const highest = 10
const halvings = 50

/** The volatility at which an option costs `price`; null when it costs that at none from 0.1 % to 1,000 %. */
export function impliedVolatility(terms: OptionTerms, underlying: number, price: number): number | null {
  if (!(terms.years > 0 && terms.strike > 0 && underlying > 0)) return null
  const at = (volatility: number) => modelValue(terms, underlying, volatility).price
  if (!(price > Math.max(0, at(lowest)) && price < at(highest))) return null
  let [low, high] = [lowest, highest]
  for (let step = 0; step < halvings; step++) {
    const middle = (low + high) / 2
    if (at(middle) < price) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** The standard normal distribution function: Marsaglia's series, exact to the last digits of a double. */
function normalBelow(x: number): number {
  if (x < -8) return 0
  if (x > 8) return 1
  let sum = x
  for (let term = x, power = 3; ; power += 2) {
    term *= (x * x) / power
    if (sum + term === sum) break
    sum += term
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI)
}
