import type { Timer } from "../clock/clock.ts"
import { type Client, type Department, request } from "./department.ts"
import { type HistoryAsked, type HistoryPlan, planHistory, readHistoryRequest, seriesName } from "./history-request.ts"
import { spanStart } from "./history-span.ts"
import { concurrentHistory } from "./limits.ts"
import { lotSize } from "./lots.ts"
import { delayMs } from "./market-data-entitlement.ts"
import { readContract } from "./protocol/contract-request.ts"
import {
  type BarFormat,
  headTimestamp,
  historicalData,
  historicalDataUpdate,
  historicalSchedule,
} from "./protocol/history-messages.ts"
import { historyError, invalidRequest, processingFailed, type Refusal } from "./protocol/refusals.ts"
import type { RequestFields } from "./protocol/request-fields.ts"
import { since } from "./protocol/versions.ts"
import { resolveContract } from "./resolve-contract.ts"
import type { Listing, SimulatedBar } from "./world/world.ts"

/** How long the data service takes; within it a request can still be cancelled. */
const answerMs = 40
/** How often a request that is kept up to date is looked at. */
const updateMs = 5000

const noQuery = (id: number): Refusal => ({ code: 366, text: `No historical data query found for ticker id:${id}` })
const cancelledQuery = (id: number): Refusal => historyError(`API historical data query cancelled: ${id}`)
const noHeadTimestamp = historyError("No head time stamp")

/** Crypto's trades go by a name of their own on the wire, and by the common one in the world. */
const worldWhat = (what: string): string => (what === "AGGTRADES" ? "TRADES" : what)

const readHeadRequest = (fields: RequestFields) => ({
  id: fields.requestId(),
  contract: { ...readContract(fields), includeExpired: fields.flag() },
  regularHoursOnly: fields.flag(),
  what: fields.text().toUpperCase(),
  dateFormat: fields.integer(),
})

const readCancel = (fields: RequestFields): number => {
  fields.skip()
  return fields.requestId()
}

/** Bars, schedules and earliest data. */
export function historyDepartment(client: Client): Department {
  const { gateway, version } = client
  const { market } = gateway.world
  /** Requests on their way, and those that are kept up to date. */
  const running = new Map<number, Timer>()
  const updating = new Map<number, { update(now: number): void; lookedAt: number }>()

  /** Runs `answer` when the data service has had its time, unless the request is cancelled before. */
  const later = (id: number, answer: () => void) => {
    gateway.held.historyRequests += 1
    const timer = client.after(answerMs, () => {
      finish(id)
      answer()
    })
    running.set(id, timer)
  }

  const finish = (id: number): boolean => {
    const timer = running.get(id)
    if (!timer) return false
    timer.cancel()
    running.delete(id)
    gateway.held.historyRequests -= 1
    return true
  }

  /** Up to when bars are shown: without a live subscription the last quarter of an hour is missing. */
  const knownUntil = (conId: number, now: number): number =>
    market.entitlement(conId) === "delayed" ? now - delayMs : now

  const isTaken = (id: number): boolean => running.has(id) || updating.has(id)

  const ask = (asked: HistoryAsked) => {
    const { id, what } = asked
    const refuse = (refusal: Refusal): void => client.refuse(id, refusal)
    if (isTaken(id)) return refuse(processingFailed("Duplicate ticker id"))
    const resolved = resolveContract(client, asked.contract)
    if (resolved.kind === "refused") return refuse(resolved.refusal)
    const { listing } = resolved
    const now = gateway.clock.now()
    const reading = planHistory(asked, asked.contract.secType ?? listing.secType, now)
    if (reading.kind === "refused") return refuse(reading.refusal)
    const { plan } = reading
    if (gateway.held.historyRequests >= concurrentHistory) {
      return refuse(processingFailed(`Only ${concurrentHistory} simultaneous API historical data requests allowed.`))
    }
    const { id: _, ...whole } = asked
    const series = `${listing.conId} ${listing.exchange} ${what}`
    const paced = { whole: JSON.stringify(whole), series, barSeconds: plan.barSeconds, what }
    const violation = gateway.historyPacing.asked(paced, now)
    if (violation) return refuse(violation)
    if (plan.warning) refuse(plan.warning)
    if (market.entitlement(listing.conId) === "none") {
      return refuse(
        historyError(
          `No market data permissions for ${listing.primaryExchange || listing.exchange} ${listing.secType}`,
        ),
      )
    }
    later(id, () => (what === "SCHEDULE" ? schedule(asked, plan, listing) : bars(asked, plan, listing)))
  }

  const schedule = (asked: HistoryAsked, plan: HistoryPlan, listing: Listing) => {
    if (version < since.historicalSchedule || plan.barSeconds !== 86_400) {
      const cause = "Historical schedule is available with a bar size of 1 day only."
      return client.refuse(asked.id, invalidRequest(cause))
    }
    const from = spanStart(gateway.world, listing.conId, plan.duration, plan.end, asked.regularHoursOnly)
    const sessions = market.sessions(listing.conId, from, plan.end, asked.regularHoursOnly)
    client.send(historicalSchedule(asked.id, from, plan.end, listing.timeZoneId, sessions))
  }

  const bars = (asked: HistoryAsked, plan: HistoryPlan, listing: Listing) => {
    const { id, what, regularHoursOnly } = asked
    const { conId } = listing
    const from = spanStart(gateway.world, conId, plan.duration, plan.end, regularHoursOnly)
    const query = {
      conId,
      from,
      to: Math.min(plan.end, knownUntil(conId, gateway.clock.now())),
      barSeconds: plan.barSeconds,
      what: worldWhat(what),
      regularHoursOnly,
    }
    const found = market.bars(query)
    if (found.length === 0) {
      const series = seriesName(listing.localSymbol || listing.symbol, listing.exchange, what)
      return client.refuse(id, historyError(`HMDS query returned no data: ${series}`))
    }
    const format: BarFormat = {
      version,
      zone: listing.timeZoneId,
      dateFormat: plan.dateFormat,
      isDaily: plan.barSeconds >= 86_400,
      lot: lotSize(listing),
    }
    client.send(historicalData(id, from, plan.end, found, format))
    if (asked.keepUpToDate) keepUpToDate(id, query, found.at(-1), format)
  }

  const keepUpToDate = (
    id: number,
    query: Parameters<typeof market.bars>[0],
    newest: SimulatedBar | undefined,
    format: BarFormat,
  ): void => {
    let last = newest
    updating.set(id, {
      lookedAt: gateway.clock.now(),
      update(now) {
        const found = market.bars({ ...query, from: last?.at ?? query.from, to: knownUntil(query.conId, now) })
        for (const bar of found) {
          if (last && (bar.at < last.at || Bun.deepEquals(bar, last))) continue
          client.send(historicalDataUpdate(id, bar, format))
          last = bar
        }
      },
    })
  }

  const cancel = (id: number) => {
    const wasRunning = finish(id)
    const wasUpdating = updating.delete(id)
    client.refuse(id, wasRunning || wasUpdating ? cancelledQuery(id) : noQuery(id))
  }

  const head = ({ id, contract, what, dateFormat }: ReturnType<typeof readHeadRequest>) => {
    const resolved = resolveContract(client, contract)
    if (isTaken(id)) return client.refuse(id, processingFailed("Duplicate ticker id"))
    if (resolved.kind === "refused") return client.refuse(id, resolved.refusal)
    later(id, () => {
      const at = market.headTimestamp(resolved.listing.conId, worldWhat(what))
      if (at === undefined) client.refuse(id, noHeadTimestamp)
      else client.send(headTimestamp(id, at, dateFormat === 2 ? 2 : 1))
    })
  }

  return {
    requests: {
      20: request(client, readHistoryRequest, ask),
      25: request(client, readCancel, cancel),
      87: request(client, readHeadRequest, head),
      90: request(
        client,
        (fields) => fields.requestId(),
        (id) => void finish(id),
      ),
    },
    pulse(now) {
      for (const kept of updating.values()) {
        if (now - kept.lookedAt < updateMs) continue
        kept.lookedAt = now
        kept.update(now)
      }
    },
    close() {
      for (const id of [...running.keys()]) finish(id)
    },
  }
}
