import { realPrice } from "../quotes/real-price.ts"
import type { Book, BookRow } from "./depth.ts"
import type { WireDepthChange } from "./messages.ts"

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
