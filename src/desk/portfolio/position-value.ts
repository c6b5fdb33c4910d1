import type { AccountUpdates, Position } from "../../gateway/accounts/account.ts"
import type { Contract } from "../../gateway/contracts/contract.ts"
import { percent, tidied, tidy } from "../number.ts"

/** A position as its account's portfolio last valued it. Money is in the contract's currency; what is not known is null. */
export interface PositionValue {
  /** With the primary exchange where only the portfolio names it. */
  readonly contract: Contract
  readonly avgCost: number | null
  readonly marketPrice: number | null
  /** Of a future at full contract value, as the Gateway says it. */
  readonly marketValue: number | null
  readonly unrealizedPnl: number | null
  /** Against the cost of the position, positive for a gain whichever the side. */
  readonly unrealizedPnlPct: number | null
  readonly realizedPnl: number | null
}

export function positionValue(position: Position, updates: AccountUpdates | undefined): PositionValue {
  const { quantity } = position
  const item = updates?.portfolio.find((one) => one.contract.conId === position.contract.conId)
  // The portfolio stream names the primary exchange, without which a foreign stock cannot be named.
  const contract = item
    ? { ...position.contract, primaryExchange: position.contract.primaryExchange ?? item.contract.primaryExchange }
    : position.contract
  // Between a trade and the next refresh the portfolio values the quantity of before.
  const current = item?.quantity === quantity ? item : undefined
  const perUnit = item && item.marketValue !== null && item.quantity !== 0 ? item.marketValue / item.quantity : null
  const marketValue = current ? current.marketValue : perUnit === null ? null : tidy(perUnit * quantity)
  const avgCost = position.averageCost ?? item?.averageCost ?? null
  const cost = avgCost === null ? null : avgCost * quantity
  const unrealizedPnl = current
    ? tidied(current.unrealizedPnl)
    : marketValue === null || cost === null
      ? null
      : tidy(marketValue - cost)
  return {
    contract,
    avgCost: tidied(avgCost),
    marketPrice: item?.marketPrice ?? null,
    marketValue,
    unrealizedPnl,
    unrealizedPnlPct:
      unrealizedPnl === null || cost === null || cost === 0 ? null : percent(unrealizedPnl, Math.abs(cost)),
    realizedPnl: tidied(item?.realizedPnl ?? null),
  }
}
