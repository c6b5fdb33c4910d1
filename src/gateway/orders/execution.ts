import type { Contract } from "../contracts/contract.ts"
import type { ZonedInstant } from "./zoned-instant.ts"

/** One fill, or a part of one. `price` is in the contract's currency, as the Gateway quotes it, without commission. */
export interface Execution {
  /** One that differs from another only behind the last point corrects it: `….01.02` is what `….01.01` should have been. */
  readonly execId: string
  /** To the second; null when the Gateway names no zone, or none that is known. */
  readonly executedAt: ZonedInstant | null
  readonly account: string
  /** Its exchange is where it was executed. */
  readonly contract: Contract
  /** `BOT` or `SLD`. */
  readonly side: string
  readonly quantity: number | null
  readonly price: number | null
  /** IBKR's own number of the order, see `Order`. */
  readonly permId: string | null
  /** Zero for TWS, or another client that the Gateway does not name. */
  readonly clientId: number
  readonly orderId: number
  /** How much of the order had been filled by then, and at what average price. */
  readonly cumulativeQuantity: number | null
  readonly averagePrice: number | null
  readonly orderReference: string | null
  /** IBKR closed the position of its own accord. */
  readonly isLiquidation: boolean
  /** Whether it added liquidity to the market, took it, or was routed out; null when not said. */
  readonly liquidity: "added" | "removed" | "routed_out" | null
}

/** What an execution cost, and what it earned where it closed something. IBKR names one currency for both. */
export interface CommissionReport {
  readonly execId: string
  readonly commission: number | null
  readonly currency: string
  readonly realizedPnl: number | null
}

/** An execution with its commission, which is null while the Gateway has not reported it. */
export interface Fill extends Execution {
  readonly report: CommissionReport | null
}
