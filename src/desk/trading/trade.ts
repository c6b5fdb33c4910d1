import type { Fill } from "../../gateway/orders/execution.ts"
import type { ZonedInstant } from "../../gateway/orders/zoned-instant.ts"
import { tidied, tidy } from "../number.ts"
import type { TradedContract } from "./traded-contracts.ts"

/** One execution as answers tell it. `price` divided by `priceMagnifier` is in `currency`. */
export interface Trade {
  readonly executed: ZonedInstant | null
  /** Masked where that is asked for. */
  readonly account: string
  readonly instrument: string
  readonly symbol: string
  readonly localSymbol: string | null
  readonly conId: number
  readonly secType: string
  readonly side: "BUY" | "SELL"
  readonly quantity: number | null
  readonly price: number | null
  readonly currency: string
  readonly priceMagnifier: number | null
  readonly exchange: string | null
  /** Null while the Gateway has not reported it. */
  readonly commission: number | null
  /** Of the commission, and of what was realised as far as IBKR says. */
  readonly commissionCurrency: string | null
  /** Of what the trade closed; null when it closed nothing, or has not been reported on. */
  readonly realizedPnl: number | null
  /** Whether the Gateway has reported what it cost. */
  readonly isReported: boolean
  readonly execId: string
  readonly permId: string | null
  readonly clientId: number
  readonly orderId: number
  readonly cumulativeQuantity: number | null
  readonly averagePrice: number | null
  readonly orderReference: string | null
  readonly liquidity: Fill["liquidity"]
  readonly isLiquidation: boolean
}

export function tradeOf(fill: Fill, { instrument, priceMagnifier }: TradedContract, account: string): Trade {
  const { contract, report } = fill
  return {
    executed: fill.executedAt,
    account,
    instrument,
    symbol: contract.symbol,
    localSymbol: contract.localSymbol,
    conId: contract.conId,
    secType: contract.secType,
    side: fill.side.startsWith("S") ? "SELL" : "BUY",
    quantity: fill.quantity,
    price: tidied(fill.price),
    currency: contract.currency,
    priceMagnifier,
    exchange: contract.exchange || null,
    commission: tidied(report?.commission ?? null),
    commissionCurrency: report?.currency || null,
    realizedPnl: tidied(report?.realizedPnl ?? null),
    isReported: report !== null,
    execId: fill.execId,
    permId: fill.permId,
    clientId: fill.clientId,
    orderId: fill.orderId,
    cumulativeQuantity: fill.cumulativeQuantity,
    averagePrice: tidied(fill.averagePrice),
    orderReference: fill.orderReference,
    liquidity: fill.liquidity,
    isLiquidation: fill.isLiquidation,
  }
}

/**
 * Without those that a later one corrects: "A correction is indicated by an ExecId which differs from a previous ExecId in
 * only the digits after the final period, e.g. an ExecId ending in .02 would be a correction of a previous execution with an
 * ExecId ending in .01" (TWS API, class Execution).
 */
export function withoutCorrected(fills: readonly Fill[]): readonly Fill[] {
  const newest = new Map<string, Fill>()
  for (const fill of fills) {
    const key = `${fill.account} ${fill.execId.replace(/\.\d+$/, "")}`
    const known = newest.get(key)
    if (!known || revision(fill) >= revision(known)) newest.set(key, fill)
  }
  return [...newest.values()]
}

const revision = ({ execId }: Fill): number => Number(/\.(\d{1,9})$/.exec(execId)?.[1] ?? 0)

/** What trades cost and earned in one currency, and what these sums are without. */
export interface TradeTotals {
  readonly currency: string
  readonly trades: number
  /** Of those that have been reported on; null when none has. */
  readonly commission: number | null
  readonly withoutCommission: number
  /** Of those that closed something; null when none did. */
  readonly realizedPnl: number | null
  readonly withoutRealizedPnl: number
}

/** Sums by the currency of the commission. A combination itself is left out: its legs are trades of their own. */
export function totalsOf(trades: readonly Trade[]): readonly TradeTotals[] {
  const counted = trades.filter(({ secType }) => secType !== "BAG")
  const groups = Map.groupBy(counted, ({ commissionCurrency, currency }) => commissionCurrency ?? currency)
  return [...groups]
    .map(([currency, group]) => {
      const commissions = group.flatMap(({ commission }) => commission ?? [])
      const realized = group.flatMap(({ realizedPnl }) => realizedPnl ?? [])
      return {
        currency,
        trades: group.length,
        commission: sum(commissions),
        withoutCommission: group.length - commissions.length,
        realizedPnl: sum(realized),
        withoutRealizedPnl: group.length - realized.length,
      }
    })
    .toSorted((a, b) => b.trades - a.trades || a.currency.localeCompare(b.currency))
}

const sum = (values: readonly number[]): number | null =>
  values.length === 0 ? null : tidy(values.reduce((total, value) => total + value, 0))
