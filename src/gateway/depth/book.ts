import { realPrice } from "../ticks.ts"
import type { WireDepthChange } from "./messages.ts"

/** One row of one side of a book. Size in shares or contracts, odd lots left out; null is "not said". */
export interface BookRow {
  readonly price: number
  readonly size: number | null
  /** Market maker, or in a SMART book the exchange; null in books that name neither. */
  readonly maker: string | null
}

/** Both sides, best rows first. */
export interface Book {
  readonly bids: readonly BookRow[]
  readonly asks: readonly BookRow[]
}

/** Which exchanges a SMART book is made of, by the Gateway's own notice (2152). */
export interface BookVenues {
  /** Whole books. */
  readonly deep: readonly string[]
  /** Best prices only. */
  readonly topOnly: readonly string[]
  /** Books that exist and that the account does not subscribe to. */
  readonly notSubscribed: readonly string[]
}

export interface DepthLook {
  readonly book: Book
  /** Null where the Gateway has not said it. */
  readonly venues: BookVenues | null
  /** Whether the book had come to rest, rather than patience to its end. */
  readonly settled: boolean
}

/** Where there are books of a kind of instrument. */
export interface DepthExchange {
  readonly exchange: string
  readonly secType: string
}

/** A book that is built from the Gateway's changes. */
export interface BookBuilder {
  /** Answers whether the book has a row more than before. */
  change(change: WireDepthChange, secType: string): boolean
  /** The Gateway begins anew (317). */
  reset(): void
  book(): Book
}

/**
 * At most `most` rows a side. An insert pushes the rows behind it back, as IBKR's documentation has it; a row that is
 * said to change and is not there yet is put at the end, which real Gateways were seen to mean.
 */
export function createBook(most: number): BookBuilder {
  const sides: Record<"bid" | "ask", BookRow[]> = { bid: [], ask: [] }

  return {
    change({ position, operation, side, price: said, size, maker }, secType) {
      const rows = sides[side]
      const before = rows.length
      if (operation === "delete") {
        rows.splice(position, 1)
        return false
      }
      const price = realPrice(said, size, secType)
      if (price === null) return false
      const row = { price, size: size === null || size < 0 ? null : size, maker }
      if (operation === "insert" || position >= rows.length) rows.splice(position, 0, row)
      else rows[position] = row
      rows.length = Math.min(rows.length, most)
      return rows.length > before
    },
    reset() {
      sides.bid = []
      sides.ask = []
    },
    book: () => ({ bids: [...sides.bid], asks: [...sides.ask] }),
  }
}
