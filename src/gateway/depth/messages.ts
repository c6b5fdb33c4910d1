import type { DepthExchange } from "./depth.ts"

/** One change of one row of the book, as the Gateway writes it; numbers are sanitised. */
export interface WireDepthChange {
  /** Row of the side, 0 for the best. */
  readonly position: number
  readonly operation: "insert" | "update" | "delete"
  readonly side: "bid" | "ask"
  readonly price: number | null
  readonly size: number | null
  /** Market maker, or in a SMART book the exchange; null where the Gateway names neither. */
  readonly maker: string | null
}

export type DepthMessage =
  | { readonly type: "depth"; readonly reqId: number; readonly change: WireDepthChange }
  /** A CFD's book is another contract's (message 92): ask for that one instead. */
  | { readonly type: "depthReroute"; readonly reqId: number; readonly conId: number; readonly exchange: string }

/** The answer to the question where books are, which carries no request id. */
export interface DepthExchangesMessage {
  readonly type: "depthExchanges"
  readonly exchanges: readonly DepthExchange[]
}
