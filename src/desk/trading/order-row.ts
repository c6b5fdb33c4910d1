import type { CompletedOrder, OpenOrder, Order } from "../../gateway/orders/order.ts"
import type { ZonedInstant } from "../../gateway/orders/zoned-instant.ts"
import { difference, tidied } from "../number.ts"
import type { TradedContract } from "./traded-contracts.ts"

/** One order as answers tell it. Prices divided by `priceMagnifier` are in `currency`. */
export interface OrderRow {
  readonly isOpen: boolean
  /** Masked where that is asked for. */
  readonly account: string
  readonly instrument: string
  readonly symbol: string
  readonly localSymbol: string | null
  readonly conId: number
  readonly currency: string
  readonly priceMagnifier: number | null
  readonly exchange: string | null
  /** `BUY` or `SELL`. */
  readonly side: string
  readonly quantity: number | null
  readonly type: string
  readonly limitPrice: number | null
  /** What triggers it; of a trailing order where its stop stands now. */
  readonly stopPrice: number | null
  readonly trailingAmount: number | null
  readonly trailingPct: number | null
  readonly offset: number | null
  readonly timeInForce: string
  readonly goodTill: string | null
  readonly outsideRegularHours: boolean | null
  /** The Gateway's word: `Submitted`, `PreSubmitted`, `Filled`, `Cancelled`, `Inactive`, … */
  readonly status: string | null
  readonly filled: number | null
  readonly remaining: number | null
  /** Of what was filled; of completed orders the Gateway does not say it. */
  readonly averagePrice: number | null
  readonly permId: string | null
  /** Null for completed orders, of which the Gateway does not say it. */
  readonly clientId: number | null
  readonly orderId: number | null
  readonly parentId: number | null
  readonly ocaGroup: string | null
  readonly reference: string | null
  readonly whyHeld: string | null
  readonly completed: ZonedInstant | null
  /** In the Gateway's words: `Filled Size: 200`. */
  readonly outcome: string | null
}

function terms(order: Order, { instrument, priceMagnifier }: TradedContract, account: string) {
  const { contract } = order
  return {
    account,
    instrument,
    symbol: contract.symbol,
    localSymbol: contract.localSymbol,
    conId: contract.conId,
    currency: contract.currency,
    priceMagnifier,
    exchange: contract.exchange || null,
    side: order.action,
    quantity: order.quantity,
    type: order.type,
    limitPrice: tidied(order.limitPrice),
    stopPrice: tidied(order.stopPrice ?? order.trailingStopPrice),
    trailingAmount: tidied(order.trailingAmount),
    trailingPct: tidied(order.trailingPct),
    offset: tidied(order.offset),
    timeInForce: order.timeInForce,
    goodTill: order.goodTill,
    outsideRegularHours: order.outsideRegularHours,
    status: order.status,
    filled: order.filled,
    permId: order.permId,
    ocaGroup: order.ocaGroup,
    reference: order.reference,
  }
}

export const openRow = (order: OpenOrder, contract: TradedContract, account: string): OrderRow => ({
  ...terms(order, contract, account),
  isOpen: true,
  remaining: order.remaining,
  averagePrice: tidied(order.averagePrice),
  clientId: order.clientId,
  orderId: order.orderId,
  parentId: order.parentId,
  whyHeld: order.whyHeld,
  completed: null,
  outcome: null,
})

export const completedRow = (order: CompletedOrder, contract: TradedContract, account: string): OrderRow => ({
  ...terms(order, contract, account),
  isOpen: false,
  remaining: order.quantity === null || order.filled === null ? null : difference(order.quantity, order.filled),
  averagePrice: null,
  clientId: null,
  orderId: null,
  parentId: null,
  whyHeld: null,
  completed: order.completedAt,
  outcome: order.outcome,
})
