import { historyError, type Refusal } from "./protocol/refusals.ts"

/** Messages that one client may send in a second. */
export const messagesPerSecond = 50
/** How often a client may exceed that before it is cut off. */
export const toleratedExcesses = 3
/** Market data lines of one login, snapshots that have not ended among them. */
export const marketDataLines = 100
/** Historical requests of one login that are being answered. */
export const concurrentHistory = 50
/** Market depth subscriptions of one login, and as many tick-by-tick ones, with the usual hundred lines. */
export const deepSubscriptions = 3
/** Scanner subscriptions of one login. */
export const scannerSubscriptions = 10
/** Account summary subscriptions of one client. */
export const accountSummaries = 2

const second = 1000

export type Rate =
  | { readonly kind: "allowed" }
  | { readonly kind: "exceeded"; readonly received: number; readonly times: number }

/** Counts a client's messages in a sliding second; an excess that lasts is told once a second. */
export function messageRate(): { arrived(now: number): Rate } {
  let recent: number[] = []
  let toldAt = Number.NEGATIVE_INFINITY
  let times = 0
  return {
    arrived(now) {
      recent = recent.filter((at) => at > now - second)
      recent.push(now)
      if (recent.length <= messagesPerSecond || now - toldAt < second) return { kind: "allowed" }
      toldAt = now
      times += 1
      return { kind: "exceeded", received: recent.length, times }
    },
  }
}

export interface HistoryRequest {
  /** Everything that was asked: two requests with the same are identical. */
  readonly whole: string
  /** Contract, exchange and kind of data. */
  readonly series: string
  readonly barSeconds: number
  readonly what: string
}

const pacingViolation = historyError("Historical data request pacing violation")
const smallBarSeconds = 30

/**
 * The pacing rules for bars of thirty seconds and less, over all clients of the login: no identical request within fifteen
 * seconds, fewer than six of one series within two seconds, at most sixty in ten minutes with BID_ASK counting twice
 * (interactivebrokers.github.io/tws-api/historical_limitations.html).
 */
export function historyPacing(): { asked(request: HistoryRequest, now: number): Refusal | undefined } {
  let recent: { readonly at: number; readonly whole: string; readonly series: string; readonly weight: number }[] = []
  return {
    asked({ whole, series, barSeconds, what }, now) {
      if (barSeconds > smallBarSeconds) return undefined
      recent = recent.filter(({ at }) => at > now - 600 * second)
      const weight = what === "BID_ASK" ? 2 : 1
      const isIdentical = recent.some((past) => past.whole === whole && past.at > now - 15 * second)
      const inSeries = recent.filter((past) => past.series === series && past.at > now - 2 * second).length + 1
      const total = recent.reduce((sum, past) => sum + past.weight, weight)
      recent.push({ at: now, whole, series, weight })
      return isIdentical || inSeries >= 6 || total > 60 ? pacingViolation : undefined
    },
  }
}

const tickByTickAgainMs = 15 * second

/**
 * One tick-by-tick request for an instrument in fifteen seconds, of whatever kind, over all clients of the login
 * (interactivebrokers.github.io/tws-api/tick_data.html).
 */
export function tickByTickPacing(): { mayAsk(conId: number, now: number): boolean } {
  const asked = new Map<number, number>()
  return {
    mayAsk(conId, now) {
      for (const [other, at] of asked) if (at <= now - tickByTickAgainMs) asked.delete(other)
      if (asked.has(conId)) return false
      asked.set(conId, now)
      return true
    },
  }
}
