import type { ContractDetails } from "../../gateway/contracts/contract.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import { isClosed } from "../hours/trading-hours.ts"

/** What some history reaches up to. */
export interface HistoryReach {
  /** The last instant asked for, ms since the epoch; null for now. */
  readonly end: number | null
  /** When the newest bar below a day begins; null when nothing tells so exactly. */
  readonly newest: number | null
}

export interface HistorySource {
  readonly source: "live" | "delayed"
  /** Said where the newest may be missing and nothing tells. */
  readonly warning: string | null
}

const minute = 60_000
/** Every exchange's delay is longer than this, and no exchange's longer than `longestDelayMs`. */
const shortestDelayMs = 5 * minute
const longestDelayMs = 20 * minute

/**
 * Whether history ends now or, without a live subscription, a quarter of an hour ago. The Gateway does not say it of history:
 * it is known from what it last said of the instrument's quotes, or from a bar that is younger than any delay.
 */
export function historySource(
  gateway: Gateway,
  details: ContractDetails,
  { end, newest }: HistoryReach,
  now: number,
): HistorySource {
  const type = gateway.quoteDataType(details.contract)
  if (type === "delayed" || type === "delayed_frozen") return { source: "delayed", warning: null }
  const isProven = type !== null || (newest !== null && newest > now - shortestDelayMs)
  const isPast = end !== null && end < now - longestDelayMs
  return { source: "live", warning: isProven || isPast || isClosed(details, now) ? null : unsaid }
}

const unsaid =
  "Without a live subscription the newest quarter of an hour is missing: ibkr_quote says whether there is one."
