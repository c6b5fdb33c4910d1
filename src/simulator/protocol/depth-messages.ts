import type { Message } from "./message.ts"
import { decimal, flag, integer } from "./numbers.ts"
import type { SizeText } from "./tick-messages.ts"

export type DepthOperation = "insert" | "update" | "delete"
export type DepthSide = "ask" | "bid"

/** One change of one row of a book that the client keeps. */
export interface DepthChange {
  readonly position: number
  readonly operation: DepthOperation
  readonly side: DepthSide
  readonly price: number
  readonly size: number
  readonly maker: string
}

const operations = { insert: "0", update: "1", delete: "2" } as const
const sides = { ask: "0", bid: "1" } as const

/** A row of a book that does not say whose it is. */
export const depth = (requestId: number, change: DepthChange, size: SizeText): Message => [
  "12",
  "1",
  integer(requestId),
  integer(change.position),
  operations[change.operation],
  sides[change.side],
  decimal(change.price),
  size(change.size),
]

/** A row with its market maker, or in smart depth its exchange. */
export const depthWithMaker = (requestId: number, change: DepthChange, isSmart: boolean, size: SizeText): Message => [
  "13",
  "1",
  integer(requestId),
  integer(change.position),
  change.maker,
  operations[change.operation],
  sides[change.side],
  decimal(change.price),
  size(change.size),
  flag(isSmart),
]

/** Where a CFD's book comes from: the client is to ask again with this con id. */
export const rerouteDepth = (requestId: number, conId: number, exchange: string): Message => [
  "92",
  integer(requestId),
  integer(conId),
  exchange,
]

export interface DepthExchange {
  readonly exchange: string
  readonly secType: string
  readonly listingExchange: string
  /** `Deep` for anonymous books (message 12), `Deep2` for books with makers (message 13). */
  readonly service: "Deep" | "Deep2"
  readonly aggGroup: number
}

export const depthExchanges = (exchanges: readonly DepthExchange[]): Message => [
  "80",
  integer(exchanges.length),
  ...exchanges.flatMap(({ exchange, secType, listingExchange, service, aggGroup }) => [
    exchange,
    secType,
    listingExchange,
    service,
    integer(aggGroup),
  ]),
]

/** Exchanges by the bit that stands for them in a bid or ask exchange mask. */
export const smartComponents = (
  requestId: number,
  components: readonly { readonly exchange: string; readonly letter: string }[],
): Message => [
  "82",
  integer(requestId),
  integer(components.length),
  ...components.flatMap(({ exchange, letter }, bit) => [integer(bit), exchange, letter]),
]
