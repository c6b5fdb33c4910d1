import type { Computation, Supposed } from "../world.ts"
import type { TradedOption } from "./option-model.ts"
import { impliedVolatility, type OptionTerms, optionGreeks, optionValue } from "./option-pricing.ts"
import { progressAt } from "./progress.ts"

/**
 * An option's price, the volatility it implies and its Greeks, all from the same underlying price: that of the last second
 * in which the option traded. Undefined when the price holds no time value, there is no such price, or the option has ended.
 */
export function computationAt(
  option: TradedOption,
  at: number,
  kind: "bid" | "ask" | "last" | "model",
): Computation | undefined {
  const progress = progressAt(option, at)
  if (progress === undefined || at >= option.expiresAt) return undefined
  const { prices, second, stretch } = progress
  const moment = stretch.open + second * 1000
  const valuation = option.valuation(stretch)
  const terms = valuation.terms(stretch.open + Math.floor(second / 60) * 60_000)
  const underlying = underlyingAt(option, moment)
  if (underlying === undefined || terms.years <= 0) return undefined
  const price = priceOf()
  const volatility =
    kind === "model" ? valuation.volatility : price > 0 ? impliedVolatility(terms, underlying, price) : undefined
  if (volatility === undefined) return undefined
  return computed(option, terms, underlying, volatility, price)

  function priceOf(): number {
    if (kind === "model") return optionValue(terms, underlying ?? 0, valuation.volatility)
    if (kind === "last") return prices.second("TRADES", prices.lastTrade(second)).close
    return prices.second(kind === "bid" ? "BID" : "ASK", second).close
  }
}

/** The model with a client's own price or volatility, and its own price of the underlying. */
export function suppose(option: TradedOption, at: number, supposed: Supposed): Computation | undefined {
  const progress = progressAt(option, at)
  if (progress === undefined || at >= option.expiresAt) return undefined
  const terms = option.valuation(progress.stretch).terms(at)
  if (terms.years <= 0) return undefined
  const { kind, value, underlyingPrice } = supposed
  const volatility = kind === "volatility" ? value : impliedVolatility(terms, underlyingPrice, value)
  if (volatility === undefined) return undefined
  const price = kind === "price" ? value : optionValue(terms, underlyingPrice, volatility)
  return computed(option, terms, underlyingPrice, volatility, price)
}

function computed(
  { underlying: { listing } }: TradedOption,
  terms: OptionTerms,
  underlyingPrice: number,
  volatility: number,
  optionPrice: number,
): Computation {
  const dividends = listing.secType === "FUT" ? 0 : underlyingPrice * (1 - Math.exp(-terms.yield * terms.years))
  return {
    impliedVolatility: volatility,
    optionPrice,
    pvDividend: dividends,
    underlyingPrice,
    ...optionGreeks(terms, underlyingPrice, volatility),
  }
}

/** Middle of the underlying's market in the second that has begun at an instant. */
function underlyingAt({ underlying }: TradedOption, moment: number): number | undefined {
  const progress = progressAt(underlying, moment + 1)
  return progress?.prices.second("MIDPOINT", progress.second).close
}
