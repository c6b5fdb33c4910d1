import { type Client, type Department, request } from "./department.ts"
import { allDepthExchanges, depthService, hasBook } from "./depth-exchanges.ts"
import { deepSubscriptions } from "./limits.ts"
import { inLots, lotSize } from "./lots.ts"
import { deepFeedName } from "./market-data-entitlement.ts"
import { readContract } from "./protocol/contract-request.ts"
import {
  depthExchangesNotice,
  depthNotOffered,
  depthReset,
  noDepthSubscription,
  tooMuchDepth,
  unknownSmartComponents,
} from "./protocol/data-refusals.ts"
import {
  type DepthChange,
  type DepthSide,
  depth,
  depthExchanges,
  depthWithMaker,
  rerouteDepth,
  smartComponents,
} from "./protocol/depth-messages.ts"
import type { Message } from "./protocol/message.ts"
import { decimal } from "./protocol/numbers.ts"
import { duplicateTicker, notSubscribed } from "./protocol/refusals.ts"
import type { RequestFields } from "./protocol/request-fields.ts"
import { since } from "./protocol/versions.ts"
import { resolveContract } from "./resolve-contract.ts"
import { type Book, type BookKind, type BookRow, bookAt, deepVenues } from "./world/ticks/book.ts"
import { isUsStock, usVenues } from "./world/ticks/venues.ts"
import type { Listing } from "./world/world.ts"

const defaultRows = 20
const mostRows = 60

const readDepth = (fields: RequestFields) => {
  fields.skip()
  return {
    id: fields.requestId(),
    contract: readContract(fields),
    rows: fields.integer(),
    isSmart: fields.flag(),
  }
}

const readCancel = (fields: RequestFields): number => {
  fields.skip()
  return fields.requestId()
}

const readComponents = (fields: RequestFields) => ({ id: fields.requestId(), bboExchange: fields.text() })

interface Stream {
  readonly listing: Listing
  readonly kind: BookKind
  readonly rows: number
  /** What the client's copy of the book looks like. */
  shown: Book
  /** Whether the market was open when it was last looked at; undefined before the first look. */
  wasOpen: boolean | undefined
}

/** Books of orders, and which exchanges have them. */
export function depthDepartment(client: Client): Department {
  const { gateway, version } = client
  const { market } = gateway.world
  const streams = new Map<number, Stream>()

  const subscribe = ({ id, contract, rows, isSmart }: ReturnType<typeof readDepth>) => {
    if (streams.has(id)) return client.refuse(id, duplicateTicker)
    const resolved = resolveContract(client, contract)
    if (resolved.kind === "refused") return client.refuse(id, resolved.refusal)
    const { listing } = resolved
    const { reroute } = listing
    if (reroute?.depth) return client.send(rerouteDepth(id, reroute.conId, reroute.exchange))
    const offered = isSmart
      ? isUsStock(listing) && listing.exchange === "SMART"
      : hasBook(listing.exchange, listing.secType)
    if (!offered) return client.refuse(id, depthNotOffered)
    if (gateway.held.depth >= deepSubscriptions) return client.refuse(id, tooMuchDepth(deepSubscriptions))
    const isSeen = market.entitlement(listing.conId) === "live"
    // A smart book without subscriptions is no error: it stays empty.
    if (!isSeen && !isSmart) return client.refuse(id, notSubscribed(false, deepFeedName(listing)))
    gateway.held.depth += 1
    const kind = isSmart ? "smart" : depthService(listing.exchange) === "Deep2" ? "makers" : "anonymous"
    const stream: Stream = {
      listing,
      kind,
      rows: isSeen ? Math.min(rows > 0 ? rows : defaultRows, mostRows) : 0,
      shown: { bids: [], asks: [] },
      wasOpen: undefined,
    }
    streams.set(id, stream)
    if (isSmart) client.refuse(id, depthExchangesNotice(deepVenues(listing), topOnly(listing), isSeen))
    look(id, stream, gateway.clock.now())
  }

  /** Brings the client's copy up to date; a market that opens anew begins with an empty book. */
  const look = (id: number, stream: Stream, now: number): void => {
    const book = bookAt(market, stream.listing, stream.kind, stream.rows, now)
    const isOpen = book.bids.length > 0 || book.asks.length > 0
    if (isOpen && stream.wasOpen === false) {
      client.refuse(id, depthReset)
      stream.shown = { bids: [], asks: [] }
    }
    stream.wasOpen = isOpen
    const changes = [
      ...differences("ask", stream.shown.asks, book.asks),
      ...differences("bid", stream.shown.bids, book.bids),
    ]
    stream.shown = book
    client.send(...changes.map((change) => message(id, stream, change)))
  }

  const message = (id: number, { listing, kind }: Stream, change: DepthChange): Message => {
    const lot = version < since.marketDataInShares ? lotSize(listing) : 1
    const size = (shares: number): string => decimal(inLots(shares, lot))
    return kind === "anonymous" ? depth(id, change, size) : depthWithMaker(id, change, kind === "smart", size)
  }

  const end = (id: number): boolean => {
    if (!streams.delete(id)) return false
    gateway.held.depth -= 1
    return true
  }

  const components = ({ id, bboExchange }: ReturnType<typeof readComponents>) => {
    if (!/^9c[0-9a-f]{4}$/.test(bboExchange)) return client.refuse(id, unknownSmartComponents)
    client.send(smartComponents(id, usVenues))
  }

  return {
    requests: {
      10: request(client, readDepth, subscribe),
      11: request(client, readCancel, (id) => {
        if (!end(id)) client.refuse(id, noDepthSubscription(id))
      }),
      82: request(
        client,
        () => undefined,
        () => client.send(depthExchanges(allDepthExchanges(gateway.world))),
      ),
      83: request(client, readComponents, components),
    },
    pulse(now) {
      for (const [id, stream] of streams) look(id, stream, now)
    },
    close() {
      for (const id of [...streams.keys()]) end(id)
    },
  }
}

/** Exchanges that show their best prices only. */
function topOnly({ validExchanges }: Listing): readonly string[] {
  const valid = new Set(validExchanges.split(","))
  return usVenues.filter(({ exchange, hasDepth }) => !hasDepth && valid.has(exchange)).map(({ exchange }) => exchange)
}

/** What turns one side of a book into another: rows that differ, rows that are new, and from the end rows that have gone. */
export function differences(
  side: DepthSide,
  before: readonly BookRow[],
  now: readonly BookRow[],
): readonly DepthChange[] {
  const changes: DepthChange[] = []
  now.forEach((row, position) => {
    const old = before[position]
    if (old === undefined) changes.push({ ...row, position, operation: "insert", side })
    else if (!Bun.deepEquals(old, row)) changes.push({ ...row, position, operation: "update", side })
  })
  for (let position = before.length - 1; position >= now.length; position--) {
    changes.push({ price: 0, size: 0, maker: before[position]?.maker ?? "", position, operation: "delete", side })
  }
  return changes
}
