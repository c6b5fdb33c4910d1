import type { Right } from "../world.ts"

/** What an option is worth depends on. Rates, yields and volatility are continuous annual fractions, time is in years. */
export interface OptionTerms {
  readonly right: Right
  readonly strike: number
  readonly years: number
  readonly rate: number
  /** Dividend yield; for an option on a future equal to the rate, which makes the formula Black's of 1976. */
  readonly yield: number
  /** Whether it can be exercised at any time, and so is never worth less than that. */
  readonly american: boolean
}

export interface Greeks {
  readonly delta: number
  /** Change of delta per point of the underlying. */
  readonly gamma: number
  /** Change of price per volatility point (1%). */
  readonly vega: number
  /** Change of price per calendar day. */
  readonly theta: number
}

/** Black-Scholes-Merton, held above what exercise pays when the option is American. Never negative. */
export function optionValue(terms: OptionTerms, underlying: number, volatility: number): number {
  const { right, strike, american } = terms
  const sign = right === "C" ? 1 : -1
  const european = europeanValue(terms, underlying, volatility)
  return Math.max(european, american ? sign * (underlying - strike) : 0, 0)
}

function europeanValue(
  { right, strike, years, rate, yield: dividends }: OptionTerms,
  underlying: number,
  volatility: number,
): number {
  const sign = right === "C" ? 1 : -1
  const discounted = strike * Math.exp(-rate * years)
  const forward = underlying * Math.exp(-dividends * years)
  const spread = volatility * Math.sqrt(years)
  if (spread < 1e-9) return sign * (forward - discounted)
  const d1 = Math.log(forward / discounted) / spread + spread / 2
  return sign * (forward * normalBelow(sign * d1) - discounted * normalBelow(sign * (d1 - spread)))
}

export function optionGreeks(terms: OptionTerms, underlying: number, volatility: number): Greeks {
  const { right, strike, years, rate, yield: dividends, american } = terms
  const sign = right === "C" ? 1 : -1
  const exercised = american && sign * (underlying - strike) > europeanValue(terms, underlying, volatility)
  const spread = volatility * Math.sqrt(years)
  if (exercised || spread < 1e-9) {
    const inMoney = sign * (underlying - strike) > 0
    return { delta: inMoney ? sign : 0, gamma: 0, vega: 0, theta: 0 }
  }
  const discount = Math.exp(-rate * years)
  const carry = Math.exp(-dividends * years)
  const d1 = (Math.log(underlying / strike) + (rate - dividends) * years) / spread + spread / 2
  const d2 = d1 - spread
  const density = Math.exp((-d1 * d1) / 2) / Math.sqrt(2 * Math.PI)
  const decay = (-underlying * carry * density * volatility) / (2 * Math.sqrt(years))
  const interest = -sign * rate * strike * discount * normalBelow(sign * d2)
  const dividend = sign * dividends * underlying * carry * normalBelow(sign * d1)
  return {
    delta: sign * carry * normalBelow(sign * d1),
    gamma: (carry * density) / (underlying * spread),
    vega: (underlying * carry * density * Math.sqrt(years)) / 100,
    theta: (decay + interest + dividend) / 365,
  }
}

const LOWEST_VOLATILITY = 1e-4
const HIGHEST_VOLATILITY = 10
const BISECTIONS = 60

/** The volatility at which the model gives a price; undefined when none does, as for a price without time value. */
export function impliedVolatility(terms: OptionTerms, underlying: number, price: number): number | undefined {
  if (terms.years <= 0) return undefined
  let low = LOWEST_VOLATILITY
  let high = HIGHEST_VOLATILITY
  if (price <= optionValue(terms, underlying, low) || price >= optionValue(terms, underlying, high)) return undefined
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2
    if (optionValue(terms, underlying, middle) < price) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Standard normal distribution function, good to 1e-15 (Hart's rational approximation as given by West, 2005). */
function normalBelow(x: number): number {
  const z = Math.abs(x)
  if (z > 37) return x > 0 ? 1 : 0
  const tail = z < 7.07106781186547 ? hart(z) : continuedFraction(z)
  return x > 0 ? 1 - tail : tail
}

function hart(z: number): number {
  const above =
    (((((3.52624965998911e-2 * z + 0.700383064443688) * z + 6.37396220353165) * z + 33.912866078383) * z +
      112.079291497871) *
      z +
      221.213596169931) *
      z +
    220.206867912376
  const below =
    ((((((8.83883476483184e-2 * z + 1.75566716318264) * z + 16.064177579207) * z + 86.7807322029461) * z +
      296.564248779674) *
      z +
      637.333633378831) *
      z +
      793.826512519948) *
      z +
    440.413735824752
  return (Math.exp((-z * z) / 2) * above) / below
}

function continuedFraction(z: number): number {
  const fraction = z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65))))
  return Math.exp((-z * z) / 2) / (fraction * 2.506628274631)
}
