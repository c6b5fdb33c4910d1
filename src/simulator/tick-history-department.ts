import { type Client, type Department, request } from "./department.ts"
import { barSizeForHistogram, readPeriod, volumeAtPrice } from "./histogram.ts"
import { inLots, lotSize } from "./lots.ts"
import { permissionVenue } from "./permissions.ts"
import { readContract } from "./protocol/contract-request.ts"
import { historicalTicksNotSubscribed } from "./protocol/data-refusals.ts"
import type { Message } from "./protocol/message.ts"
import { decimal } from "./protocol/numbers.ts"
import { historyError, invalidRequest } from "./protocol/refusals.ts"
import type { RequestFields } from "./protocol/request-fields.ts"
import { histogram, historicalMidpoints, historicalQuotes, historicalTrades } from "./protocol/tick-messages.ts"
import { impliedZone, invalidTime } from "./protocol/time-refusals.ts"
import { since } from "./protocol/versions.ts"
import { readTime } from "./protocol/wall-clock.ts"
import { resolveContract } from "./resolve-contract.ts"
import { collect, type Wanted } from "./world/ticks/collect.ts"
import { quotesIn } from "./world/ticks/quote-ticks.ts"
import { tradesIn } from "./world/ticks/trade-ticks.ts"
import type { Listing } from "./world/world.ts"

/** More ticks than this are never sent, whatever was asked for. */
const mostTicks = 1000
/** How long the data service takes. */
const answerMs = 40

const tickKinds = ["TRADES", "BID_ASK", "MIDPOINT"] as const
type TickKind = (typeof tickKinds)[number]

const readTicks = (fields: RequestFields) => ({
  id: fields.requestId(),
  contract: { ...readContract(fields), includeExpired: fields.flag() },
  start: fields.text().trim(),
  end: fields.text().trim(),
  count: fields.integer(),
  what: fields.text().toUpperCase(),
  regularHoursOnly: fields.flag(),
  pricesOnly: fields.flag(),
})

const readHistogram = (fields: RequestFields) => ({
  id: fields.requestId(),
  contract: { ...readContract(fields), includeExpired: fields.flag() },
  regularHoursOnly: fields.flag(),
  period: fields.text().trim(),
})

/** Ticks of the past and volume at price. */
export function tickHistoryDepartment(client: Client): Department {
  const { gateway } = client
  const { market } = gateway.world
  const histograms = new Map<number, { cancel(): void }>()

  const ticks = (asked: ReturnType<typeof readTicks>) => {
    const { id, contract, start, end, what } = asked
    const resolved = resolveContract(client, contract)
    if (resolved.kind === "refused") return client.refuse(id, resolved.refusal)
    const { listing } = resolved
    const kind = tickKinds.find((one) => one === (what === "AGGTRADES" ? "TRADES" : what))
    if (!kind) return client.refuse(id, invalidRequest("What to show field is missing or incorrect."))
    if ((start === "") === (end === "")) {
      return client.refuse(id, invalidRequest("Either start or end date/time must be specified, not both."))
    }
    if (asked.count <= 0) return client.refuse(id, invalidRequest("Number of ticks must be positive"))
    const now = gateway.clock.now()
    const time = readTime(start || end, now)
    if (time.kind === "invalid") return client.refuse(id, invalidTime(start ? "Start" : "End"))
    const { id: _, ...whole } = asked
    const series = `${listing.conId} ${listing.exchange} ${what}`
    const paced = { whole: JSON.stringify(whole), series, barSeconds: 1, what }
    const violation = gateway.historyPacing.asked(paced, now)
    if (violation) return client.refuse(id, violation)
    if (!time.hasZone) client.refuse(id, impliedZone)
    if (market.entitlement(listing.conId) !== "live") {
      return client.refuse(id, historicalTicksNotSubscribed(permissionVenue(listing), listing.secType))
    }
    const wanted = {
      conId: listing.conId,
      from: start ? time.at : undefined,
      to: start ? undefined : time.at,
      count: Math.min(asked.count, mostTicks),
      regularHoursOnly: asked.regularHoursOnly,
    }
    client.after(answerMs, () =>
      client.send(tickHistory(client, id, kind, listing, { ...wanted, now: gateway.clock.now() }, asked.pricesOnly)),
    )
  }

  const ask = ({ id, contract, regularHoursOnly, period }: ReturnType<typeof readHistogram>) => {
    const resolved = resolveContract(client, contract)
    if (resolved.kind === "refused") return client.refuse(id, resolved.refusal)
    const { listing } = resolved
    const span = readPeriod(period)
    if (!span)
      return client.refuse(id, invalidRequest("Histogram data period is invalid. Format is 'integer{SPACE}unit'."))
    if (market.entitlement(listing.conId) === "none") {
      const cause = `No market data permissions for ${permissionVenue(listing)} ${listing.secType}`
      return client.refuse(id, historyError(cause))
    }
    const timer = client.after(answerMs, () => {
      histograms.delete(id)
      const now = gateway.clock.now()
      const from = span.from(gateway.world, listing.conId, now, regularHoursOnly)
      const barSeconds = barSizeForHistogram(now - from)
      const bars = market.bars({ conId: listing.conId, from, to: now, barSeconds, what: "TRADES", regularHoursOnly })
      client.send(histogram(id, volumeAtPrice(bars), historySize(client, listing)))
    })
    histograms.set(id, timer)
  }

  const cancel = (id: number) => {
    histograms.get(id)?.cancel()
    histograms.delete(id)
  }

  return {
    requests: {
      88: request(client, readHistogram, ask),
      89: request(client, (fields) => fields.requestId(), cancel),
      96: request(client, readTicks, ticks),
    },
  }
}

/** Sizes as the data service gives them: of US stocks in lots of a hundred until server version 175. */
export function historySize({ version }: Client, listing: Listing): (size: number) => string {
  const lot = version < since.historyInShares ? lotSize(listing) : 1
  return (size) => decimal(inLots(size, lot))
}

/** The message with the ticks of one kind that are next to an instant. */
export function tickHistory(
  client: Client,
  id: number,
  kind: TickKind,
  listing: Listing,
  wanted: Wanted,
  pricesOnly: boolean,
): Message {
  const { market } = client.gateway.world
  const size = historySize(client, listing)
  if (kind === "TRADES") {
    const trades = collect(market, wanted, (from, to) => tradesIn(market, listing, from, to, wanted.regularHoursOnly))
    return historicalTrades(id, trades, size)
  }
  const onlyPrices = pricesOnly || kind === "MIDPOINT"
  const quotes = collect(market, wanted, (from, to) => quotesIn(market, listing.conId, from, to, onlyPrices))
  return kind === "BID_ASK" ? historicalQuotes(id, quotes, size) : historicalMidpoints(id, quotes)
}
