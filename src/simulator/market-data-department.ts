import { type Client, type Department, request } from "./department.ts"
import { news, readGenericTicks } from "./generic-ticks.ts"
import { marketDataLines } from "./limits.ts"
import { feedFor } from "./market-data-entitlement.ts"
import { type Line, marketDataLine } from "./market-data-line.ts"
import { feedLine } from "./news-feed-line.ts"
import { newsFeeds } from "./news-feeds.ts"
import { readContract } from "./protocol/contract-request.ts"
import { newsNotAllowed } from "./protocol/data-refusals.ts"
import { type DataType, rerouteMarketData, snapshotEnd, tickParameters } from "./protocol/market-data-messages.ts"
import {
  displayingDelayed,
  duplicateTicker,
  invalidRequest,
  notServed,
  type Refusal,
  snapshotWithGenericTicks,
  tooManyLines,
  unknownTicker,
} from "./protocol/refusals.ts"
import type { RequestFields } from "./protocol/request-fields.ts"
import { errorMessage } from "./protocol/session-messages.ts"
import { completeSnapshot } from "./quote-ticks.ts"
import { resolveContract } from "./resolve-contract.ts"
import type { ContractFilter, Listing } from "./world/world.ts"

/** A snapshot that has not got everything by then ends with what it has. */
const snapshotMs = 11_000

const readRequest = (fields: RequestFields) => {
  fields.skip()
  const tickerId = fields.requestId()
  const contract = readContract(fields)
  if (contract.secType === "BAG") fields.skip(4 * fields.integer())
  if (fields.flag()) fields.skip(3)
  const genericTicks = fields.text()
  const isSnapshot = fields.flag()
  const isRegulatory = fields.flag()
  return { tickerId, contract, genericTicks, isSnapshot: isSnapshot || isRegulatory, isRegulatory }
}

const readCancel = (fields: RequestFields): number => {
  fields.skip()
  return fields.requestId()
}

const readType = (fields: RequestFields): number => {
  fields.skip()
  return fields.integer()
}

/** An opaque key of the exchanges behind a best bid and offer; only US stocks show one here. */
const bboExchange = ({ secType, currency }: Listing): string =>
  secType === "STK" && currency === "USD" ? "9c0001" : ""
const allSnapshotPermissions = 3

/** Quotes: streams and snapshots, and the data type that this client has settled for. */
export function marketDataDepartment(client: Client): Department {
  const { gateway } = client
  const lines = new Map<number, Line>()
  /** Cancelled since the last pulse: what was on its way then still arrives. */
  let cancelled: Line[] = []
  let settledFor: DataType = 1

  const end = (line: Line): void => {
    if (lines.get(line.tickerId) !== line) return
    lines.delete(line.tickerId)
    gateway.held.marketDataLines -= 1
  }

  const endSnapshot = (line: Line): void => {
    if (lines.get(line.tickerId) !== line) return
    end(line)
    client.send(snapshotEnd(line.tickerId))
  }

  const subscribe = ({
    tickerId,
    contract,
    genericTicks,
    isSnapshot,
    isRegulatory,
  }: ReturnType<typeof readRequest>) => {
    const refuse = (refusal: Refusal): void => client.refuse(tickerId, refusal)
    if (lines.has(tickerId)) return refuse(duplicateTicker)
    if (contract.secType === "BAG") return refuse(notServed("combinations"))
    if (contract.secType === "NEWS") return follow(tickerId, contract, genericTicks)
    const resolved = resolveContract(client, contract)
    if (resolved.kind === "refused") return refuse(resolved.refusal)
    const { listing } = resolved
    if (isRegulatory) bill(listing)
    if (isSnapshot && genericTicks.trim() !== "") return refuse(snapshotWithGenericTicks)
    const generic = readGenericTicks(genericTicks, listing.secType)
    if (generic.kind === "refused") return refuse(generic.refusal)
    if (gateway.held.marketDataLines >= marketDataLines) return refuse(tooManyLines)
    if (listing.reroute)
      return client.send(rerouteMarketData(tickerId, listing.reroute.conId, listing.reroute.exchange))
    const feed = feedFor(gateway.world, listing, settledFor, gateway.seed)
    if (feed.kind === "refused") return refuse(feed.refusal)
    const line = marketDataLine(client, {
      tickerId,
      listing,
      feed: feed.kind,
      settledFor,
      genericCodes: generic.codes,
      withoutDefaults: generic.withoutDefaults,
      newsFrom: generic.newsFrom,
      isSnapshot,
    })
    lines.set(tickerId, line)
    gateway.held.marketDataLines += 1
    const notice =
      feed.kind === "model" ? feed.notice : feed.kind === "delayed" && !isSnapshot ? displayingDelayed : undefined
    open(line, notice)
  }

  /** A feed of news has headlines and nothing else. */
  const follow = (tickerId: number, contract: ContractFilter, genericTicks: string) => {
    const refuse = (refusal: Refusal): void => client.refuse(tickerId, refusal)
    const generic = readGenericTicks(genericTicks, "NEWS")
    if (generic.kind === "refused") return refuse(generic.refusal)
    if (!generic.codes.has(news)) return refuse(invalidRequest("News feeds have generic tick 292 only"))
    const [feed] = newsFeeds(contract)
    const line = feed && feedLine(client, tickerId, feed)
    if (!line) return refuse(newsNotAllowed)
    if (gateway.held.marketDataLines >= marketDataLines) return refuse(tooManyLines)
    lines.set(tickerId, line)
    gateway.held.marketDataLines += 1
    client.send(...line.news(gateway.clock.now()))
  }

  /** A snapshot begins with its data type, a stream with its parameters; a notice comes behind both. */
  const open = (line: Line, notice: Refusal | undefined): void => {
    const [type, ...ticks] = line.news(gateway.clock.now())
    const parameters = tickParameters(
      line.tickerId,
      line.listing.minTick,
      bboExchange(line.listing),
      allSnapshotPermissions,
    )
    const types = type ? [type] : []
    client.send(
      ...(line.isSnapshot ? [...types, parameters] : [parameters, ...types]),
      ...(notice ? [errorMessage(client.version, line.tickerId, notice)] : []),
      ...ticks,
    )
    if (!line.isSnapshot) return
    if (line.told >= completeSnapshot) endSnapshot(line)
    else client.after(snapshotMs, () => endSnapshot(line))
  }

  const bill = ({ symbol, currency }: Listing): void => {
    gateway.billSnapshot()
    const fee = currency === "USD" ? "0.01 USD" : "0.03 USD"
    gateway.log(`client ${client.id}: REGULATORY SNAPSHOT of ${symbol}: a real Gateway bills ${fee} for it`)
  }

  const cancel = (tickerId: number) => {
    const line = lines.get(tickerId)
    if (!line) return client.refuse(tickerId, unknownTicker(tickerId))
    end(line)
    cancelled.push(line)
  }

  const settle = (type: number): void => {
    if (type === 1 || type === 2 || type === 3 || type === 4) settledFor = type
    else client.refuse(-1, invalidRequest(`Invalid market data type ${type}`))
  }

  return {
    requests: {
      1: request(client, readRequest, subscribe),
      2: request(client, readCancel, cancel),
      59: request(client, readType, settle),
    },
    pulse(now) {
      for (const line of cancelled) client.send(...line.news(now))
      cancelled = []
      for (const line of lines.values()) {
        client.send(...line.news(now))
        if (line.isSnapshot && line.told >= completeSnapshot) endSnapshot(line)
      }
    },
    close() {
      for (const line of [...lines.values()]) end(line)
    },
  }
}
