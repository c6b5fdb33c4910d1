import type { Listing, Market, Snapshot } from "../world.ts"
import { type Auction, auctionAt } from "./auction.ts"
import { type OptionActivity, optionActivity } from "./option-activity.ts"
import { type Pace, paceAt } from "./pace.ts"
import { type PriceRange, priceRange } from "./price-range.ts"

/** What is known of an instrument beyond its quote; what is not asked about is not worked out. */
export interface Figures {
  readonly options: OptionActivity | null
  readonly pace: Pace
  readonly auction: Auction | null
  range(weeks: number): PriceRange | null
}

export function figuresAt(market: Market, listing: Listing, snapshot: Snapshot, at: number): Figures {
  return {
    get options() {
      return optionActivity(listing, snapshot, at)
    },
    get pace() {
      return paceAt(market, listing.conId, at)
    },
    get auction() {
      return auctionAt(market, listing, snapshot, at)
    },
    range: (weeks) => priceRange(market, listing.conId, weeks, at),
  }
}
