import { type Client, type Department, request } from "./department.ts"
import { deepSubscriptions } from "./limits.ts"
import { inLots, lotSize } from "./lots.ts"
import { permissionVenue } from "./permissions.ts"
import { readContract } from "./protocol/contract-request.ts"
import { tickByTickNotOffered, tickByTickNotSubscribed, tooManyTickByTick } from "./protocol/data-refusals.ts"
import type { Message } from "./protocol/message.ts"
import { decimal } from "./protocol/numbers.ts"
import { duplicateTicker, invalidRequest, unknownTicker } from "./protocol/refusals.ts"
import type { RequestFields } from "./protocol/request-fields.ts"
import { midpointByMidpoint, quoteByQuote, tradeByTrade } from "./protocol/tick-messages.ts"
import { since } from "./protocol/versions.ts"
import { resolveContract } from "./resolve-contract.ts"
import { tickHistory } from "./tick-history-department.ts"
import { quoteAt } from "./world/ticks/quote-ticks.ts"
import { tradesIn } from "./world/ticks/trade-ticks.ts"
import type { Listing } from "./world/world.ts"

const readTickByTick = (fields: RequestFields) => ({
  id: fields.requestId(),
  contract: readContract(fields),
  kind: fields.text(),
  count: fields.integer(),
  pricesOnly: fields.flag(),
})

const kinds = ["Last", "AllLast", "BidAsk", "MidPoint"] as const
type Kind = (typeof kinds)[number]

/** What each kind's ticks of the past are called, for those who want some before the live ones. */
const history = { Last: "TRADES", AllLast: "TRADES", BidAsk: "BID_ASK", MidPoint: "MIDPOINT" } as const

/** A move of the clock over more than this begins the stream anew: nobody wants a night of ticks in one piece. */
const longestGapMs = 60_000

interface Stream {
  /** What there is to say about the time since it was last asked. */
  news(now: number): readonly Message[]
}

/** Every trade, quote or midpoint as it happens. */
export function tickByTickDepartment(client: Client): Department {
  const { gateway, version } = client
  const { market } = gateway.world
  const streams = new Map<number, Stream>()

  const subscribe = ({ id, contract, kind: asked, count, pricesOnly }: ReturnType<typeof readTickByTick>) => {
    if (streams.has(id)) return client.refuse(id, duplicateTicker)
    const resolved = resolveContract(client, contract)
    if (resolved.kind === "refused") return client.refuse(id, resolved.refusal)
    const { listing } = resolved
    const kind = kinds.find((one) => one === asked)
    if (!kind) return client.refuse(id, invalidRequest(`Invalid tick-by-tick type '${asked}'`))
    if (market.entitlement(listing.conId) !== "live") {
      return client.refuse(id, tickByTickNotSubscribed(permissionVenue(listing), listing.secType))
    }
    if (!isOffered(listing, kind)) return client.refuse(id, tickByTickNotOffered(kind, contractName(listing)))
    const now = gateway.clock.now()
    const isFree = gateway.held.tickByTick < deepSubscriptions && gateway.tickByTickPacing.mayAsk(listing.conId, now)
    if (!isFree) return client.refuse(id, tooManyTickByTick)
    gateway.held.tickByTick += 1
    if (count > 0) {
      const wanted = { conId: listing.conId, from: undefined, to: now, count, regularHoursOnly: false, now }
      client.send(tickHistory(client, id, history[kind], listing, wanted, pricesOnly))
    }
    streams.set(
      id,
      kind === "Last" || kind === "AllLast" ? trades(id, kind, listing) : quotes(id, kind, listing, pricesOnly),
    )
  }

  /** Options have ticks of the past only; indices and pairs have no trades, indices no quotes. */
  const isOffered = ({ secType, conId }: Listing, kind: Kind): boolean => {
    if (secType === "OPT" || secType === "FOP" || secType === "CFD") return false
    const what = kind === "BidAsk" || kind === "MidPoint" ? "BID" : "TRADES"
    return market.headTimestamp(conId, what) !== undefined
  }

  const sizeText = (listing: Listing) => {
    const lot = version < since.marketDataInShares ? lotSize(listing) : 1
    return (size: number): string => decimal(inLots(size, lot))
  }

  const trades = (id: number, kind: "Last" | "AllLast", listing: Listing): Stream => {
    const size = sizeText(listing)
    let toldUntil = gateway.clock.now()
    return {
      news(now) {
        const from = Math.max(toldUntil, now - longestGapMs)
        toldUntil = now
        return tradesIn(market, listing, Math.floor(from / 1000) * 1000, now)
          .filter(({ at, isUnreported }) => at >= from && at < now && (kind === "AllLast" || !isUnreported))
          .map((tick) => tradeByTrade(id, kind === "Last" ? 1 : 2, tick, size))
      },
    }
  }

  const quotes = (id: number, kind: "BidAsk" | "MidPoint", listing: Listing, pricesOnly: boolean): Stream => {
    const size = sizeText(listing)
    let told = ""
    return {
      news(now) {
        const quote = quoteAt(market, listing.conId, Math.ceil(now / 1000) * 1000 - 1000)
        if (!quote) return []
        const message = kind === "BidAsk" ? quoteByQuote(id, quote, size) : midpointByMidpoint(id, quote)
        const content =
          kind === "BidAsk" && !pricesOnly
            ? [quote.bid, quote.ask, quote.bidSize, quote.askSize]
            : [quote.bid, quote.ask]
        if (content.join() === told) return []
        told = content.join()
        return [message]
      },
    }
  }

  const end = (id: number): boolean => {
    if (!streams.delete(id)) return false
    gateway.held.tickByTick -= 1
    return true
  }

  return {
    requests: {
      97: request(client, readTickByTick, subscribe),
      98: request(
        client,
        (fields) => fields.requestId(),
        (id) => {
          if (!end(id)) client.refuse(id, unknownTicker(id))
        },
      ),
    },
    pulse(now) {
      for (const stream of streams.values()) client.send(...stream.news(now))
    },
    close() {
      for (const id of [...streams.keys()]) end(id)
    },
  }
}

const contractName = ({ symbol, secType, currency }: Listing): string =>
  secType === "CASH" ? `${symbol}.${currency}` : secType
