import type { AccountRow, Listing, SimulatedPosition } from "../world/world.ts"
import type { Message } from "./message.ts"
import { decimal, integer, javaDouble, sevenDecimals } from "./numbers.ts"

export const accountValue = ({ tag, value, currency }: AccountRow, account: string): Message => [
  "6",
  "2",
  tag,
  value,
  currency,
  account,
]

export function portfolioValue(position: SimulatedPosition, listing: Listing): Message {
  return [
    "7",
    "8",
    integer(listing.conId),
    listing.symbol,
    listing.secType,
    listing.expiry,
    decimal(listing.strike),
    listing.right || "0",
    listing.multiplier,
    listing.primaryExchange,
    listing.currency,
    listing.localSymbol,
    listing.tradingClass,
    decimal(position.quantity),
    sevenDecimals(position.marketPrice),
    decimal(position.marketValue),
    sevenDecimals(position.averageCost),
    decimal(position.unrealizedPnl),
    decimal(position.realizedPnl),
    position.account,
  ]
}

/** Of the values and positions before it: `HH:MM`. */
export const accountUpdateTime = (time: string): Message => ["8", "1", time]

export const accountDownloadEnd = (account: string): Message => ["54", "1", account]

export const accountSummary = (requestId: number, account: string, { tag, value, currency }: AccountRow): Message => [
  "63",
  "1",
  integer(requestId),
  account,
  tag,
  value,
  currency,
]

export const accountSummaryEnd = (requestId: number): Message => ["64", "1", integer(requestId)]

export const position = (held: SimulatedPosition, listing: Listing): Message => [
  "61",
  "3",
  ...positionFields(held, listing),
]

/** The same of one account for one request, with the model it belongs to. */
export const positionMulti = (requestId: number, held: SimulatedPosition, listing: Listing): Message => [
  "71",
  "1",
  integer(requestId),
  ...positionFields(held, listing),
  "",
]

export const positionMultiEnd = (requestId: number): Message => ["72", "1", integer(requestId)]

export const accountUpdateMulti = (
  requestId: number,
  account: string,
  { tag, value, currency }: AccountRow,
): Message => ["73", "1", integer(requestId), account, "", tag, value, currency]

export const accountUpdateMultiEnd = (requestId: number): Message => ["74", "1", integer(requestId)]

function positionFields({ account, quantity, averageCost }: SimulatedPosition, listing: Listing): readonly string[] {
  return [
    account,
    integer(listing.conId),
    listing.symbol,
    listing.secType,
    listing.expiry,
    javaDouble(listing.strike),
    listing.right,
    listing.multiplier,
    listing.primaryExchange || listing.exchange,
    listing.currency,
    listing.localSymbol,
    listing.tradingClass,
    decimal(quantity),
    sevenDecimals(averageCost),
  ]
}

export const positionsEnd: Message = ["62", "1"]

export interface Pnl {
  readonly daily: number | null
  readonly unrealized: number | null
  readonly realized: number | null
}

export const accountPnl = (requestId: number, { daily, unrealized, realized }: Pnl): Message => [
  "94",
  integer(requestId),
  javaDouble(daily),
  javaDouble(unrealized),
  javaDouble(realized),
]

export const positionPnl = (
  requestId: number,
  quantity: number,
  { daily, unrealized, realized }: Pnl,
  value: number | null,
): Message => [
  "95",
  integer(requestId),
  decimal(quantity),
  javaDouble(daily),
  javaDouble(unrealized),
  javaDouble(realized),
  javaDouble(value),
]
