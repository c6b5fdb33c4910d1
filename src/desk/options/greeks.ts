import type { MarketData, OptionComputation } from "../../gateway/quotes/market-data.ts"
import { modelled } from "../number.ts"

/** Which of the Gateway's option computations the Greeks are: `mid` is the mean of its bid and its ask computation. */
export type GreeksComputation = "model" | "last" | "mid" | "bid" | "ask"

/** An option's sensitivities, per share of the underlying. `iv` is a fraction (0.25), theta per day, vega per point of volatility. */
export interface Greeks {
  readonly delta: number | null
  readonly gamma: number | null
  readonly theta: number | null
  readonly vega: number | null
  readonly iv: number | null
  readonly optionPrice: number | null
  readonly underlyingPrice: number | null
  readonly computation: GreeksComputation
}

/**
 * The Greeks to show of the Gateway's four computations: its model's, else those of the last trade, else the mean of bid
 * and ask, else of the one side there is. Null when nothing was computed. Never mixes fields of two computations.
 */
export function greeksOf({ model, last, bid, ask }: MarketData["computations"]): Greeks | null {
  if (isComputed(model)) return greeks(model, "model")
  if (isComputed(last)) return greeks(last, "last")
  if (isComputed(bid) && isComputed(ask)) return greeks(middle(bid, ask), "mid")
  if (isComputed(bid)) return greeks(bid, "bid")
  if (isComputed(ask)) return greeks(ask, "ask")
  return null
}

const isComputed = (computation: OptionComputation | undefined): computation is OptionComputation =>
  computation !== undefined && (computation.delta !== null || computation.impliedVolatility !== null)

const greeks = (from: OptionComputation, computation: GreeksComputation): Greeks => ({
  delta: modelled(from.delta),
  gamma: modelled(from.gamma),
  theta: modelled(from.theta),
  vega: modelled(from.vega),
  iv: modelled(from.impliedVolatility),
  optionPrice: modelled(from.optionPrice),
  underlyingPrice: from.underlyingPrice,
  computation,
})

function middle(bid: OptionComputation, ask: OptionComputation): OptionComputation {
  const mean = (a: number | null, b: number | null) => (a === null || b === null ? null : (a + b) / 2)
  return {
    impliedVolatility: mean(bid.impliedVolatility, ask.impliedVolatility),
    delta: mean(bid.delta, ask.delta),
    gamma: mean(bid.gamma, ask.gamma),
    vega: mean(bid.vega, ask.vega),
    theta: mean(bid.theta, ask.theta),
    optionPrice: mean(bid.optionPrice, ask.optionPrice),
    presentValueOfDividends: mean(bid.presentValueOfDividends, ask.presentValueOfDividends),
    underlyingPrice: mean(bid.underlyingPrice, ask.underlyingPrice),
  }
}
