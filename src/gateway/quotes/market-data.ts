import type { Outcome } from "../../outcome/outcome.ts"

/** What kind of data the Gateway says it sends for one request (message 58). */
export type DataType = "live" | "frozen" | "delayed" | "delayed_frozen"

export type OptionComputationKind = "bid" | "ask" | "last" | "model"

/** One of the Gateway's option computations. What was not computed is null. Volatility is a fraction (0.25), theta per day. */
export interface OptionComputation {
  readonly impliedVolatility: number | null
  readonly delta: number | null
  readonly gamma: number | null
  readonly vega: number | null
  readonly theta: number | null
  readonly optionPrice: number | null
  readonly presentValueOfDividends: number | null
  readonly underlyingPrice: number | null
}

/**
 * What is known of one instrument's market, live and delayed ticks under the same names. Prices are in the contract's
 * currency as the Gateway sends them; sizes in shares or contracts; null is "not said" or "none". Sentinel values never get
 * here, nor negative ones, except prices of futures and what is made of them, which can be below nought. Times are ms
 * since the epoch.
 */
export interface MarketData {
  readonly bid: number | null
  readonly ask: number | null
  readonly bidSize: number | null
  readonly askSize: number | null
  readonly last: number | null
  readonly lastSize: number | null
  /** When the last trade was. */
  readonly lastAt: number | null
  readonly open: number | null
  readonly high: number | null
  readonly low: number | null
  /** The previous session's close. */
  readonly close: number | null
  readonly volume: number | null
  readonly markPrice: number | null
  readonly halted: boolean | null
  readonly callOpenInterest: number | null
  readonly putOpenInterest: number | null
  /** Kept apart: they differ, and one must never overwrite another. */
  readonly computations: Readonly<Partial<Record<OptionComputationKind, OptionComputation>>>
  /** Null until the Gateway has said it. */
  readonly dataType: DataType | null
  /** When the newest tick came; null when none has come. */
  readonly updatedAt: number | null
  /** The Gateway's notices on this request (10167, 10090), in plain words. */
  readonly warnings: readonly string[]
}

/** What a caller waits for before a quote is worth answering. */
export interface QuoteWish {
  /** Wait for Greeks too (8 s instead of 4 s at most). */
  readonly greeks: boolean
  readonly signal?: AbortSignal | undefined
}

/** One look at a stream: the data, or why there is none (354, 10197, 200, no line left, not connected, …). */
export type QuoteOutcome = Outcome<MarketData>
