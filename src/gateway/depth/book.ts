import { realPrice } from "../quotes/real-price.ts"
import type { Book, BookRow } from "./depth.ts"
import type { WireDepthChange } from "./messages.ts"

/** A row keeps its place while the Gateway has no price for it: the places behind it are counted from there. */
type Place = BookRow | null

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
  const sides: Record<"bid" | "ask", Place[]> = { bid: [], ask: [] }
  const rowsOf = (places: readonly Place[]): readonly BookRow[] => places.filter((place) => place !== null)

  return {
    change({ position, operation, side, price: said, size, maker }, secType) {
      const places = sides[side]
      const before = rowsOf(places).length
      if (operation === "delete") {
        places.splice(position, 1)
        return false
      }
      const price = realPrice(said, size, secType)
      const place = price === null ? null : { price, size: size === null || size < 0 ? null : size, maker }
      if (operation === "insert" || position >= places.length) places.splice(position, 0, place)
      else places[position] = place
      places.length = Math.min(places.length, most)
      return rowsOf(places).length > before
    },
    reset() {
      sides.bid = []
      sides.ask = []
    },
    book: () => ({ bids: rowsOf(sides.bid), asks: rowsOf(sides.ask) }),
  }
}
