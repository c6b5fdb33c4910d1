import type { Contract } from "../contracts/contract.ts"
import type { ZonedInstant } from "./zoned-instant.ts"

/** What any order says of itself, open or completed. Prices are in the contract's currency, as the Gateway quotes them. */
export interface Order {
  readonly account: string
  readonly contract: Contract
  /** IBKR's own number of the order, the same for every client. Text, because it can exceed what a double holds. */
  readonly permId: string | null
  /** `BUY` or `SELL`, or whatever else the Gateway said. */
  readonly action: string
  /** Null for an order that is given as an amount of cash. */
  readonly quantity: number | null
  /** The Gateway's name: `LMT`, `STP LMT`, `TRAIL`. */
  readonly type: string
  /** Null where the type has none. */
  readonly limitPrice: number | null
  /** The price that triggers it (stop, market or limit if touched); null where the type has none. */
  readonly stopPrice: number | null
  /** The stop of a trailing order as it stands now. */
  readonly trailingStopPrice: number | null
  /** How far the stop of a trailing order stays behind, in currency or in percent. */
  readonly trailingAmount: number | null
  readonly trailingPct: number | null
  /** How far a relative or pegged order stays off the price that it follows. */
  readonly offset: number | null
  /** `DAY`, `GTC`, `IOC`, `GTD`, … */
  readonly timeInForce: string
  /** Until when, of GTD orders, as the Gateway writes it. */
  readonly goodTill: string | null
  readonly outsideRegularHours: boolean | null
  /** One that fills cancels the others of its group. */
  readonly ocaGroup: string | null
  /** What whoever placed it calls it. */
  readonly reference: string | null
  /** `Submitted`, `PreSubmitted`, `Filled`, `Cancelled`, …; null when the Gateway has not said. */
  readonly status: string | null
  readonly filled: number | null
}

export interface OpenOrder extends Order {
  /** Zero for what was entered in TWS, or by another client that the Gateway does not name. */
  readonly clientId: number
  /** The number that the client gave it; zero when that is not for us to know. */
  readonly orderId: number
  /** The order it hangs on, by that one's order id; null when on none. */
  readonly parentId: number | null
  readonly remaining: number | null
  readonly averagePrice: number | null
  /** Why the Gateway holds it back: `locate` for shares to sell short. */
  readonly whyHeld: string | null
}

export interface CompletedOrder extends Order {
  /** Null when the Gateway has not said, or names no zone that is known. */
  readonly completedAt: ZonedInstant | null
  /** In the Gateway's words: `Filled Size: 200`, `Cancelled by Trader`. */
  readonly outcome: string | null
}

/** What the Gateway says of an open order after it. Told apart by `permId`, where there is one. */
export interface OrderStatus {
  readonly orderId: number
  readonly clientId: number
  readonly permId: string | null
  readonly status: string
  readonly filled: number | null
  readonly remaining: number | null
  readonly averagePrice: number | null
  readonly parentId: number | null
  readonly whyHeld: string | null
}

/** Orders as far as they could be read. */
export interface Orders<Kind extends Order> {
  readonly orders: readonly Kind[]
  /** How many more there are that could not. */
  readonly unreadable: number
}
