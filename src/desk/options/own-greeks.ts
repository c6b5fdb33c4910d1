import type { ContractDetails } from "../../gateway/contracts/contract.ts"
import type { SupposedOption } from "../../gateway/options/supposed-option.ts"
import { modelled, tidy } from "../number.ts"
import type { Quote } from "../quotes.ts"
import { impliedVolatility, modelValue, type OptionTerms } from "./black-scholes.ts"
import type { Greeks, GreeksComputation } from "./greeks.ts"
import { settlesAt } from "./option-expiry.ts"

/** Greeks with where they are from: one of the Gateway's computations, or `own`. */
export interface LabelledGreeks extends Omit<Greeks, "computation"> {
  readonly computation: GreeksComputation | "own"
}

/** An option that was looked at. */
export interface QuotedOption {
  readonly details: ContractDetails
  readonly quote: Quote | null
}

/** The price of the underlying at an expiry, and what it is taken from. */
export interface Forward {
  readonly price: number
  /** The strike of the pair whose parity gives it; null when it is the underlying's own price. */
  readonly parityStrike: number | null
}

/** What is discounted with: the Gateway says no rate, and for the next months it hardly matters. */
const assumedRate = 0

const yearMs = 365 * 86_400_000

/**
 * The forward of one expiry and class: by put-call parity of the pair nearest the money, which knows of dividends and
 * rates what the market does; without a pair the underlying's price, when it is of the same kind of data (live, delayed) as
 * the options'. Null when there is neither.
 */
export function forwardOf(options: readonly QuotedOption[], underlying: Quote | null): Forward | null {
  const pairs = [...Map.groupBy(options, ({ details }) => details.contract.strike).entries()].flatMap(
    ([strike, both]) => {
      const middle = (right: "C" | "P") => middleOf(both.find(({ details }) => details.contract.right === right)?.quote)
      const [call, put] = [middle("C"), middle("P")]
      return strike === null || call === null || put === null ? [] : [{ strike, apart: call - put }]
    },
  )
  const nearest = pairs.reduce<(typeof pairs)[number] | null>(
    (best, pair) => (best === null || Math.abs(pair.apart) < Math.abs(best.apart) ? pair : best),
    null,
  )
  if (nearest) return { price: tidy(nearest.strike + nearest.apart), parityStrike: nearest.strike }
  const price = underlying === null ? null : (middleOf(underlying) ?? underlying.last)
  const kinds = new Set(options.flatMap(({ quote }) => (quote ? [quote.dataType] : [])))
  const sameKind = underlying?.dataType != null && kinds.size === 1 && kinds.has(underlying.dataType)
  return price === null || !sameKind ? null : { price, parityStrike: null }
}

/** By how much US exchanges delay their prices. */
const delayMs = 15 * 60_000

/**
 * When the quotes of one expiry and class were true: now if they are live, else as far back as they are delayed, or when the
 * newest of their last trades was. Time to expiry counts from there: on a Sunday, Friday's prices still held three days to Monday.
 */
export function quotedAt(options: readonly QuotedOption[], now: number): number {
  const quotes = options.flatMap(({ quote }) => quote ?? [])
  if (quotes.every(({ dataType }) => dataType === "live" || dataType === null)) return now
  const traded = quotes.filter(({ last }) => last !== null).flatMap(({ asOf }) => asOf ?? [])
  if (quotes.some(({ dataType }) => dataType === "delayed")) return Math.max(now - delayMs, ...traded)
  return traded.length === 0 ? now : Math.min(now, Math.max(...traded))
}

/**
 * Our own Greeks of an option whose Greeks the Gateway does not give: Black's formula of 1976 on the forward, at the
 * volatility that the middle of bid and ask implies. European exercise and a rate of nought are assumed. Null when anything
 * it needs is missing, or the price holds no time value.
 */
export function ownGreeks({ details, quote }: QuotedOption, forward: Forward, at: number): LabelledGreeks | null {
  const middle = middleOf(quote)
  if (middle === null) return null
  const value = ownValue(details, { kind: "price", value: middle, underlyingPrice: forward.price }, at)
  return value === null ? null : { ...value, underlyingPrice: forward.price, computation: "own" }
}

/** The same of a supposed price or volatility, with the underlying's price as forward. */
export function ownValue(
  details: ContractDetails,
  { kind, value, underlyingPrice }: SupposedOption,
  at: number,
): Omit<Greeks, "computation" | "underlyingPrice"> | null {
  const { right, strike } = details.contract
  const ends = settlesAt(details)
  // Where prices are in pence, strikes may be in pounds: nothing says it.
  if (right === null || strike === null || ends === null || details.priceMagnifier !== 1) return null
  const years = (ends - at) / yearMs
  if (years <= 0 || strike <= 0 || underlyingPrice <= 0) return null
  const terms: OptionTerms = { right, strike, years, rate: assumedRate, dividendYield: assumedRate }
  const volatility = kind === "volatility" ? value : impliedVolatility(terms, underlyingPrice, value)
  if (volatility === null) return null
  const { price, delta, gamma, theta, vega } = modelValue(terms, underlyingPrice, volatility)
  return {
    delta: modelled(delta),
    gamma: modelled(gamma),
    theta: modelled(theta),
    vega: modelled(vega),
    iv: modelled(volatility),
    optionPrice: kind === "price" ? value : modelled(price),
  }
}

/** Further ahead than this the rate that is not known matters. */
const farDays = 180

/** What own Greeks assume, said once for all of an expiry, which is so many days ahead. */
export function assumptions(count: number, which: string, { price, parityStrike }: Forward, days: number): string {
  const from =
    parityStrike === null
      ? `the underlying's price ${price} as forward (dividends taken as nought)`
      : `the forward ${price} by put-call parity of the ${parityStrike} strike`
  const far = days > farDays ? ` (${days} days ahead that takes about rate x years off iv, as a share of it)` : ""
  return `The Gateway gave no Greeks for ${count} options of ${which}: those with computation own are our own, Black 1976 at the middle of bid and ask, ${from}, rate ${assumedRate}${far}, European exercise.`
}

/** What is said when our own model answers in the Gateway's place. */
export const assumedInstead = (reason: string): string =>
  `The Gateway's model did not answer (${reason}), so ours did: Black 1976 with the underlying's price as forward, which takes dividends and the rate as nought, European exercise.`

/** Between bid and ask; null without both. */
export function middleOf(quote: Quote | null | undefined): number | null {
  if (!quote || quote.bid === null || quote.ask === null) return null
  return quote.bid > 0 && quote.ask >= quote.bid ? tidy((quote.bid + quote.ask) / 2) : null
}
