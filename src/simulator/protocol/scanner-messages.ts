import type { Listing } from "../world/world.ts"
import type { Message } from "./message.ts"
import { decimal, integer } from "./numbers.ts"

export const scannerParametersDocument = (xml: string): Message => ["19", "1", xml]

/** What a scan has found, ranked from 0. Distance, benchmark, projection and legs are empty, as in every scan seen. */
export const scannerData = (requestId: number, found: readonly Listing[]): Message => [
  "20",
  "3",
  integer(requestId),
  integer(found.length),
  ...found.flatMap((listing, rank) => [
    integer(rank),
    integer(listing.conId),
    listing.symbol,
    listing.secType,
    listing.expiry,
    decimal(listing.strike),
    listing.right,
    listing.exchange,
    listing.currency,
    listing.localSymbol,
    listing.marketName,
    listing.tradingClass,
    "",
    "",
    "",
    "",
  ]),
]
