import type { Failure } from "../../outcome/outcome.ts"
import type { Contract } from "../contracts/contract.ts"

/** What ticks are of: trades, the best bid and ask, or the middle between them. */
export type TickKind = Tick["kind"]

/**
 * One tick. `at` is the second it belongs to, ms since the epoch: the Gateway tells no finer time, and ticks of a second
 * come in their order. Prices as the Gateway sends them, sizes in shares or contracts; null is "none".
 */
export type Tick = Trade | BidAsk | Midpoint

export interface Trade {
  readonly kind: "trades"
  readonly at: number
  readonly price: number
  readonly size: number | null
  /** Null where the Gateway names none. */
  readonly exchange: string | null
  /** Sale conditions as the tape prints them, `   I` for an odd lot; null when there are none. */
  readonly conditions: string | null
  /** Beyond the exchange's price limit. */
  readonly pastLimit: boolean
  /** Not to be counted in last, high and low, as odd lots and average price trades are not. */
  readonly unreported: boolean
}

export interface BidAsk {
  readonly kind: "bid_ask"
  readonly at: number
  readonly bid: number | null
  readonly ask: number | null
  readonly bidSize: number | null
  readonly askSize: number | null
  /** Whether the bid is below the day's lowest price, or the ask above its highest. */
  readonly bidPastLow: boolean
  readonly askPastHigh: boolean
}

export interface Midpoint {
  readonly kind: "midpoint"
  readonly at: number
  readonly price: number
}

export interface PastTicksRequest {
  readonly contract: Contract
  readonly kind: TickKind
  /** From `at` on, or before it. The Gateway leaves open whether a tick of `at` itself is among those before it. */
  readonly direction: "from" | "before"
  /** Ms since the epoch, a whole second. */
  readonly at: number
  /** 1 to 1000. More can come: a second is never cut in two. */
  readonly count: number
  readonly regularHoursOnly: boolean
}

export interface PastTicks {
  /** Ascending. */
  readonly ticks: readonly Tick[]
  /** Instants of all that came, ascending: those of ticks without a price too, which count against what was asked for. */
  readonly times: readonly number[]
}

/** IBKR's most ticks of one request (TWS API documentation, "Historical Time and Sales Data"). */
export const mostTicks = 1000

export interface LiveTicksRequest {
  readonly contract: Contract
  readonly kind: TickKind
  /** How long to listen. */
  readonly ms: number
}

/** Who listens to live ticks. */
export interface TickListener {
  /** The request has been sent, after what waiting IBKR's pace asked for: the time begins. */
  begun?(): void
  tick(tick: Tick): void
}

/** How listening came to its end. */
export interface LiveTicksEnd {
  /** Why it ended before its time; null when it did not. */
  readonly cutShort: Failure | null
  /** The Gateway's notices on the request, in plain words. */
  readonly notices: readonly string[]
}

/** So much trading, up to now. */
export interface TradingSpan {
  readonly count: number
  readonly unit: "second" | "day" | "week" | "month" | "year"
}

/** What was traded at one price. */
export interface PriceVolume {
  readonly price: number
  readonly volume: number
}
