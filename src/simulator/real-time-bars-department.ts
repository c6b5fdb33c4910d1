import { type Client, type Department, request } from "./department.ts"
import { permissionVenue } from "./permissions.ts"
import { readContract } from "./protocol/contract-request.ts"
import { realTimeBarsNotSubscribed, realTimeQueryFailed } from "./protocol/data-refusals.ts"
import { duplicateTicker, invalidRequest, unknownTicker } from "./protocol/refusals.ts"
import type { RequestFields } from "./protocol/request-fields.ts"
import { realTimeBar } from "./protocol/tick-messages.ts"
import { resolveContract } from "./resolve-contract.ts"
import { historySize } from "./tick-history-department.ts"
import type { BarQuery, Listing } from "./world/world.ts"

const barMs = 5000

const readBars = (fields: RequestFields) => {
  fields.skip()
  return {
    id: fields.requestId(),
    contract: readContract(fields),
    barSeconds: fields.integer(),
    what: fields.text().toUpperCase(),
    regularHoursOnly: fields.flag(),
  }
}

const readCancel = (fields: RequestFields): number => {
  fields.skip()
  return fields.requestId()
}

const whats: ReadonlySet<string> = new Set(["TRADES", "MIDPOINT", "BID", "ASK", "AGGTRADES"])

interface Stream {
  readonly listing: Listing
  readonly query: Omit<BarQuery, "from" | "to">
  /** Bars that begin before have been sent, or were over before the request came. */
  sentUntil: number
}

/** Bars of five seconds, each sent when it is over. */
export function realTimeBarsDepartment(client: Client): Department {
  const { gateway } = client
  const { market } = gateway.world
  const streams = new Map<number, Stream>()

  const subscribe = ({ id, contract, barSeconds, what, regularHoursOnly }: ReturnType<typeof readBars>) => {
    if (streams.has(id)) return client.refuse(id, duplicateTicker)
    const resolved = resolveContract(client, contract)
    if (resolved.kind === "refused") return client.refuse(id, resolved.refusal)
    const { listing } = resolved
    if (!whats.has(what)) return client.refuse(id, invalidRequest("What to show field is missing or incorrect."))
    const now = gateway.clock.now()
    const whole = JSON.stringify({ contract, what, regularHoursOnly })
    const series = `${listing.conId} ${listing.exchange} ${what}`
    if (gateway.historyPacing.asked({ whole, series, barSeconds: barSeconds || 5, what }, now)) {
      return client.refuse(id, realTimeQueryFailed("Historical data request pacing violation"))
    }
    if (market.entitlement(listing.conId) !== "live") {
      return client.refuse(id, realTimeBarsNotSubscribed(permissionVenue(listing), listing.secType))
    }
    const kind = what === "AGGTRADES" ? "TRADES" : what
    if (market.headTimestamp(listing.conId, kind) === undefined) {
      return client.refuse(id, realTimeQueryFailed(`No data of type ${what} is available for ${listing.localSymbol}`))
    }
    const query = { conId: listing.conId, barSeconds: barMs / 1000, what: kind, regularHoursOnly }
    streams.set(id, { listing, query, sentUntil: Math.floor(now / barMs) * barMs })
  }

  const cancel = (id: number) => {
    if (!streams.delete(id)) client.refuse(id, unknownTicker(id))
  }

  return {
    requests: {
      50: request(client, readBars, subscribe),
      51: request(client, readCancel, cancel),
    },
    pulse(now) {
      const until = Math.floor(now / barMs) * barMs
      for (const [id, stream] of streams) {
        if (until <= stream.sentUntil) continue
        const bars = market.bars({ ...stream.query, from: stream.sentUntil, to: until })
        stream.sentUntil = until
        client.send(...bars.map((bar) => realTimeBar(id, bar, historySize(client, stream.listing))))
      }
    },
  }
}
