import { uniform } from "../market/random.ts"
import type { Listing, Market, Snapshot } from "../world.ts"

/** What would trade, and what would be left over, if the opening or closing auction were held now. */
export interface Auction {
  readonly volume: number
  readonly price: number
  /** Shares without another side: more to buy when positive. */
  readonly imbalance: number
  /** The imbalance that the exchange must publish, from shortly before the auction on. */
  readonly regulatoryImbalance: number
}

const minuteMs = 60_000
const dayMs = 86_400_000
/** How long before an auction its figures are published. */
const openingMs = 5 * minuteMs
const closingMs = 10 * minuteMs
const regulatoryMs = 3 * minuteMs
/** Share of an ordinary day's volume that trades in the closing auction, and in the opening one. */
const closingShare = 0.08
const openingShare = 0.015

/** Null outside the minutes before an auction, and for everything that is no US stock. */
export function auctionAt(market: Market, listing: Listing, snapshot: Snapshot, at: number): Auction | null {
  const { averageVolume, mark } = snapshot
  if (listing.secType !== "STK" || listing.currency !== "USD" || averageVolume === null || mark === null) return null
  const session = market.sessions(listing.conId, at - dayMs, at + dayMs, true).find(({ close }) => at < close)
  if (!session) return null
  const isOpening = at < session.open
  const left = (isOpening ? session.open : session.close) - at
  const length = isOpening ? openingMs : closingMs
  if (left > length) return null
  const whole = averageVolume * (isOpening ? openingShare : closingShare)
  const volume = Math.round(whole * (0.3 + 0.7 * (1 - left / length)))
  const lean = uniform(listing.conId, Math.floor(at / minuteMs), 9) - 0.5
  const imbalance = Math.round(volume * 0.3 * lean)
  return { volume, price: mark, imbalance, regulatoryImbalance: left <= regulatoryMs ? imbalance : 0 }
}
