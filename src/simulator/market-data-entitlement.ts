import type { DataType } from "./protocol/market-data-messages.ts"
import {
  delayedNotEnabled,
  needsSubscription,
  notSubscribed,
  partlySubscribed,
  type Refusal,
} from "./protocol/refusals.ts"
import type { Listing, World } from "./world/world.ts"

/** Exchange data reaches those who are not subscribed this much later. */
export const delayMs = 15 * 60_000

/** What a market data request is answered with. */
export type Feed =
  | { readonly kind: "live" }
  | { readonly kind: "delayed" }
  /** Only what IBKR computes itself: an option's model. */
  | { readonly kind: "model"; readonly notice: Refusal }
  | { readonly kind: "refused"; readonly refusal: Refusal }

/** `AAPL NASDAQ.NMS/TOP/ALL`, `VIX CBOE Volatility Index/TOP/ALL`: what a Gateway says one is not subscribed to. */
function feedName({ symbol, secType, longName, primaryExchange, exchange, tradingClass }: Listing): string {
  if (secType === "IND") return `${symbol} ${longName}/TOP/ALL`
  const venue = primaryExchange || exchange
  return venue === "NASDAQ" ? `${symbol} ${venue}.${tradingClass}/TOP/ALL` : `${symbol} ${venue}/TOP/ALL`
}

/** The same for the book: `AAPL NASDAQ.NMS/DEEP/ALL`. */
export const deepFeedName = (listing: Listing): string => feedName(listing).replace("/TOP/", "/DEEP/")

/**
 * Which feed a request gets, by what the login is entitled to and what the client has settled for with reqMarketDataType.
 * Live comes first whatever that is; delayed only to those who have asked for 3 or 4. The same lack is told as 10089 or
 * 10168 by different runs of a Gateway; here the seed decides.
 */
export function feedFor(world: World, listing: Listing, settledFor: DataType, seed: number): Feed {
  const entitlement = world.market.entitlement(listing.conId)
  if (entitlement === "live") return { kind: "live" }
  const feed = feedName(listing)
  if (entitlement === "none") {
    const isOption = listing.secType === "OPT" || listing.secType === "FOP"
    const seesUnderlying = isOption && world.market.entitlement(listing.underConId) !== "none"
    if (seesUnderlying) return { kind: "model", notice: partlySubscribed(feed) }
    return { kind: "refused", refusal: notSubscribed(false, feed) }
  }
  if (settledFor >= 3) return { kind: "delayed" }
  if (listing.secType === "IND") return { kind: "refused", refusal: notSubscribed(true, feed) }
  return { kind: "refused", refusal: seed % 2 === 0 ? delayedNotEnabled : needsSubscription(feed) }
}

/** The type that the Gateway reports: frozen and delayed-frozen only where they were settled for and nothing is current. */
export function dataType(feed: Feed["kind"], settledFor: DataType, isCurrent: boolean): DataType {
  if (feed === "delayed") return settledFor === 4 && !isCurrent ? 4 : 3
  return settledFor === 2 && !isCurrent ? 2 : 1
}
