import type { Listing, SimulatedExecution } from "../world/world.ts"
import { dateTime } from "./history-messages.ts"
import type { Message } from "./message.ts"
import { decimal, integer, javaDouble, unsetDouble } from "./numbers.ts"
import { since } from "./versions.ts"

export function execution(
  version: number,
  requestId: number,
  fill: SimulatedExecution,
  seen: { readonly orderId: number; readonly clientId: number },
  listing: Listing,
): Message {
  return [
    "11",
    integer(requestId),
    integer(seen.orderId),
    integer(listing.conId),
    listing.symbol,
    listing.secType,
    listing.expiry,
    javaDouble(listing.strike),
    listing.right,
    listing.multiplier,
    fill.exchange,
    listing.currency,
    listing.localSymbol,
    listing.tradingClass,
    fill.execId,
    dateTime(fill.at, { version, zone: listing.timeZoneId }),
    fill.account,
    fill.exchange,
    fill.side,
    decimal(fill.shares),
    decimal(fill.price),
    integer(fill.permId),
    integer(seen.clientId),
    "0", // liquidation
    decimal(fill.cumulative),
    decimal(fill.averagePrice),
    "", // order reference
    "", // economic value rule
    "", // economic value multiplier
    "", // model
    "2", // removed liquidity
    ...(version >= since.pendingPriceRevision ? ["0"] : []),
  ]
}

export const executionsEnd = (requestId: number): Message => ["55", "1", integer(requestId)]

/** What an execution cost and, when it closed something, what it earned. */
export const commissionReport = (fill: SimulatedExecution): Message => [
  "59",
  "1",
  fill.execId,
  decimal(fill.commission),
  fill.commissionCurrency,
  fill.realizedPnl === null ? unsetDouble : decimal(fill.realizedPnl),
  unsetDouble, // yield
  "", // yield redemption date
]
