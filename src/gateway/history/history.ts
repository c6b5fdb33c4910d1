import type { Contract } from "../contracts/contract.ts"

export const barSizes = [
  "1 secs",
  "5 secs",
  "10 secs",
  "15 secs",
  "30 secs",
  "1 min",
  "2 mins",
  "3 mins",
  "5 mins",
  "10 mins",
  "15 mins",
  "20 mins",
  "30 mins",
  "1 hour",
  "2 hours",
  "3 hours",
  "4 hours",
  "8 hours",
  "1 day",
  "1 week",
  "1 month",
] as const
export type BarSize = (typeof barSizes)[number]

export const barSources = [
  "TRADES",
  "MIDPOINT",
  "BID",
  "ASK",
  "BID_ASK",
  "ADJUSTED_LAST",
  "HISTORICAL_VOLATILITY",
  "OPTION_IMPLIED_VOLATILITY",
  "FEE_RATE",
  "YIELD_BID",
  "YIELD_ASK",
  "YIELD_BID_ASK",
  "YIELD_LAST",
  "AGGTRADES",
] as const
export type BarSource = (typeof barSources)[number]

export interface BarsRequest {
  readonly contract: Contract
  /** Last instant wanted, ms since the epoch; null for now. */
  readonly end: number | null
  /** As the API writes it: `1 M`, `3600 S`. */
  readonly duration: string
  readonly barSize: BarSize
  readonly source: BarSource
  readonly regularHoursOnly: boolean
}

/** One bar. `at` is the bar's start: a trading date `YYYY-MM-DD` for bars of a day and more, ms since the epoch below. */
export interface Bar {
  readonly at: string | number
  readonly open: number | null
  readonly high: number | null
  readonly low: number | null
  readonly close: number | null
  readonly volume: number | null
  /** Volume-weighted average price. */
  readonly average: number | null
  readonly count: number | null
}

/** One session of the exchange's historical schedule; instants ms since the epoch, `tradeDate` is `YYYY-MM-DD`. */
export interface ScheduleSession {
  readonly open: number
  readonly close: number
  readonly tradeDate: string
}

export interface Schedule {
  readonly timeZoneId: string
  readonly sessions: readonly ScheduleSession[]
}
