import { bits } from "../market/random.ts"
import type { Listing, Market } from "../world.ts"
import { isUsStock, usVenues } from "./venues.ts"

/** One row of one side of the book. */
export interface BookRow {
  readonly price: number
  readonly size: number
  /** Exchange (smart depth) or market maker; empty where books are anonymous. */
  readonly maker: string
}

export interface Book {
  readonly bids: readonly BookRow[]
  readonly asks: readonly BookRow[]
}

export type BookKind = "smart" | "makers" | "anonymous"

const nothing: Book = { bids: [], asks: [] }
/** How long an order behind the best prices stays as it is. */
const restMs = 3000
const makers = ["NSDQ", "CDRG", "JPMS", "GSCO", "MSCO", "UBSS", "SBSH", "VIRT"]

/**
 * The book at an instant, best rows first: its first row is the market's best price and size, the rows behind it lie on the
 * same price or ticks away. Empty while the instrument does not trade.
 */
export function bookAt(market: Market, listing: Listing, kind: BookKind, rows: number, at: number): Book {
  const { current, bid, ask, bidSize, askSize } = market.snapshot(listing.conId, at)
  if (!current || bid === null || ask === null) return nothing
  const usual = Math.max(1, Math.round(((bidSize ?? 1) + (askSize ?? 1)) / 2))
  const names = kind === "smart" ? deepVenues(listing) : kind === "makers" ? makers : [""]
  const side = (best: number, size: number, direction: 1 | -1): readonly BookRow[] => {
    const found: BookRow[] = []
    let ticks = 0
    for (let row = 0; row < rows; row++) {
      const price = onGrid(best + direction * ticks * listing.minTick, listing.minTick)
      if (price <= 0) break
      const level = Math.round(price / listing.minTick)
      const draw = bits(listing.conId ^ level, Math.floor(at / restMs), direction * (row + 1))
      const resting = Math.max(1, Math.round((usual * (4 + (draw & 31))) / 12))
      found.push({ price, size: row === 0 ? size : resting, maker: names[(draw >>> 8) % names.length] ?? "" })
      // Anonymous books have one row a price; the others may have several makers at one.
      ticks += names.length === 1 ? 1 : (draw >>> 16) % 3
    }
    return found
  }
  return { bids: side(bid, bidSize ?? 0, -1), asks: side(ask, askSize ?? 0, 1) }
}

const onGrid = (price: number, tick: number): number => Number((Math.round(price / tick) * tick).toPrecision(12))

/** Exchanges whose books make the smart book of an instrument. */
export function deepVenues(listing: Listing): readonly string[] {
  if (!isUsStock(listing)) return [listing.primaryExchange || listing.exchange]
  const valid = new Set(listing.validExchanges.split(","))
  const venues = usVenues.filter(({ exchange, hasDepth }) => hasDepth && valid.has(exchange))
  return venues.length === 0 ? [listing.primaryExchange] : venues.map(({ exchange }) => exchange)
}
