import { barSeconds, type Duration, legalBarSizes, readDuration } from "./history-span.ts"
import { readContract } from "./protocol/contract-request.ts"
import type { DateFormat } from "./protocol/history-messages.ts"
import { historyError, invalidRequest, type Refusal } from "./protocol/refusals.ts"
import type { RequestFields } from "./protocol/request-fields.ts"
import { impliedZone, invalidTime } from "./protocol/time-refusals.ts"
import { readTime } from "./protocol/wall-clock.ts"
import type { ContractFilter } from "./world/world.ts"

export interface HistoryAsked {
  readonly id: number
  readonly contract: ContractFilter
  readonly endDateTime: string
  readonly barSize: string
  readonly duration: string
  readonly regularHoursOnly: boolean
  readonly what: string
  readonly dateFormat: number
  readonly keepUpToDate: boolean
}

export function readHistoryRequest(fields: RequestFields): HistoryAsked {
  const id = fields.requestId()
  const contract = { ...readContract(fields), includeExpired: fields.flag() }
  const endDateTime = fields.text().trim()
  const barSize = fields.text().trim()
  const duration = fields.text()
  const regularHoursOnly = fields.flag()
  const what = fields.text().toUpperCase()
  const dateFormat = fields.integer()
  if (contract.secType === "BAG") fields.skip(4 * fields.integer())
  const keepUpToDate = fields.flag()
  return { id, contract, endDateTime, barSize, duration, regularHoursOnly, what, dateFormat, keepUpToDate }
}

/** What the request means, once all of it has been found valid. */
export interface HistoryPlan {
  readonly barSeconds: number
  readonly duration: Duration
  readonly end: number
  readonly dateFormat: DateFormat
  readonly warning: Refusal | undefined
}

export type HistoryReading =
  | { readonly kind: "plan"; readonly plan: HistoryPlan }
  | { readonly kind: "refused"; readonly refusal: Refusal }

const whats: ReadonlySet<string> = new Set([
  "TRADES",
  "MIDPOINT",
  "BID",
  "ASK",
  "BID_ASK",
  "ADJUSTED_LAST",
  "AGGTRADES",
  "HISTORICAL_VOLATILITY",
  "OPTION_IMPLIED_VOLATILITY",
  "FEE_RATE",
  "SCHEDULE",
  "YIELD_BID",
  "YIELD_ASK",
  "YIELD_BID_ASK",
  "YIELD_LAST",
])

const endWithContinuousFuture: Refusal = {
  code: 10339,
  text: "Setting end date/time for continuous future security type is not allowed.",
}
const expectsAggregatedTrades: Refusal = {
  code: 10299,
  text: "Expected what to show is AGGTRADES, please use that instead of TRADES.",
}

/** Longest duration in seconds for the bars that HMDS keeps short (historical_limitations.html, step sizes). */
const longestSeconds: ReadonlyMap<number, number> = new Map([
  [1, 2000],
  [5, 7200],
  [10, 14_400],
  [15, 14_400],
  [30, 28_800],
])
/** No answer has more bars than this. */
const mostBars = 200_000

const unitSeconds = { S: 1, D: 86_400, W: 604_800, M: 2_678_400, Y: 31_622_400 } as const

/** Checks a request in the order in which a Gateway does: the form first, then what the data service can do. */
export function planHistory(asked: HistoryAsked, secType: string, now: number): HistoryReading {
  const refused = (refusal: Refusal): HistoryReading => ({ kind: "refused", refusal })
  const seconds = barSeconds(asked.barSize)
  if (seconds === undefined) {
    return refused(invalidRequest(`Historical data bar size setting is invalid. Legal ones are: ${legalBarSizes}`))
  }
  const duration = readDuration(asked.duration)
  if (!duration) {
    const form = "Historical data query duration is invalid. Format is 'integer{SPACE}unit (S|D|W|M|Y)'."
    return refused(invalidRequest(form))
  }
  const tooLong = overUnit(duration)
  if (tooLong) return refused(tooLong)
  if (!whats.has(asked.what)) return refused(invalidRequest("What to show field is missing or incorrect."))
  if (asked.what === "TRADES" && secType === "CRYPTO") return refused(expectsAggregatedTrades)
  if (asked.dateFormat !== 1 && asked.dateFormat !== 2) {
    return refused(invalidRequest(`Date formatting selection of ${asked.dateFormat} rejected`))
  }
  if (asked.endDateTime !== "" && secType === "CONTFUT") return refused(endWithContinuousFuture)
  if (asked.endDateTime !== "" && (asked.what === "ADJUSTED_LAST" || asked.keepUpToDate)) {
    return refused(
      invalidRequest(`End Date/Time cannot be set with ${asked.keepUpToDate ? "keepUpToDate" : asked.what}`),
    )
  }
  const end = asked.endDateTime === "" ? undefined : readTime(asked.endDateTime, now)
  if (end?.kind === "invalid") return refused(invalidTime("End"))
  const total = duration.count * unitSeconds[duration.unit]
  if (total > (longestSeconds.get(seconds) ?? seconds * mostBars))
    return refused(historyError("Time length exceed max."))
  return {
    kind: "plan",
    plan: {
      barSeconds: seconds,
      duration,
      end: end?.at ?? now,
      dateFormat: asked.dateFormat,
      warning: end && !end.hasZone ? impliedZone : undefined,
    },
  }
}

function overUnit({ count, unit }: Duration): Refusal | undefined {
  const must = (longest: string, unitName: string): Refusal =>
    invalidRequest(`Historical data requests for durations longer than ${longest} must be made in ${unitName}.`)
  if (unit === "S" && count > 86_400) return must("86400 seconds", "days")
  if (unit === "D" && count > 365) return must("365 days", "years")
  if (unit === "W" && count > 52) return must("52 weeks", "years")
  if (unit === "M" && count > 12) return must("12 months", "years")
  return undefined
}

const labels: Readonly<Record<string, string>> = {
  TRADES: "Trades",
  ADJUSTED_LAST: "Trades",
  AGGTRADES: "AggTrades",
  MIDPOINT: "Midpoint",
  BID: "Bid",
  ASK: "Ask",
  BID_ASK: "BidAsk",
}

/** `AAPL@SMART Trades`: how the data service names a series in its errors. */
export const seriesName = (localSymbol: string, exchange: string, what: string): string =>
  `${localSymbol}@${exchange} ${labels[what] ?? what}`
