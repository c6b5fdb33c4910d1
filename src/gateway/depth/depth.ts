import type { Contract } from "../contracts/contract.ts"

export interface DepthRequest {
  readonly contract: Contract
  /** Rows a side. */
  readonly rows: number
  /** The book of all exchanges together, for a contract on SMART; else that of the contract's own exchange. */
  readonly smart: boolean
  /** How long to wait for a whole book at most, in ms; four seconds when left out. */
  readonly patienceMs?: number
}

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
