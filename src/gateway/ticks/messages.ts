/** A tick as the Gateway writes it: numbers are sanitised, what is a price and what is "none" is not decided yet. */
export type WireTick =
  | {
      readonly kind: "trades"
      readonly epochS: number
      readonly price: number | null
      readonly size: number | null
      readonly exchange: string
      readonly conditions: string
      readonly mask: number
    }
  | {
      readonly kind: "bid_ask"
      readonly epochS: number
      readonly bid: number | null
      readonly ask: number | null
      readonly bidSize: number | null
      readonly askSize: number | null
      readonly mask: number
    }
  | { readonly kind: "midpoint"; readonly epochS: number; readonly price: number | null }

export type TickMessage =
  | {
      readonly type: "pastTicks"
      readonly reqId: number
      readonly ticks: readonly WireTick[]
      /** Whether these are the last of the request. */
      readonly done: boolean
    }
  | { readonly type: "liveTick"; readonly reqId: number; readonly tick: WireTick }
  | {
      readonly type: "histogram"
      readonly reqId: number
      readonly rows: readonly { readonly price: number | null; readonly size: number | null }[]
    }
