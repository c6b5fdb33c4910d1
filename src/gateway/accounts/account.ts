import type { Contract } from "../contracts/contract.ts"

/** A value that the Gateway keeps for an account. `value` is the Gateway's text: some are words, some money. */
export interface AccountValue {
  readonly account: string
  /** The Gateway's name, `NetLiquidation`. */
  readonly tag: string
  readonly value: string
  /** `BASE`, a currency, or empty. */
  readonly currency: string
}

/** A position as `reqPositions` says it. Average cost is per contract, multiplier included, in the contract's currency. */
export interface Position {
  readonly account: string
  readonly contract: Contract
  readonly quantity: number
  readonly averageCost: number | null
}

/** A position as the account's portfolio stream values it, in the contract's currency, refreshed every three minutes. */
export interface PortfolioItem extends Position {
  readonly marketPrice: number | null
  readonly marketValue: number | null
  readonly unrealizedPnl: number | null
  readonly realizedPnl: number | null
}

/** One account's stream of values and positions. `asOf` is when the Gateway last sent any of it (ms since the epoch). */
export interface AccountUpdates {
  readonly account: string
  readonly values: readonly AccountValue[]
  readonly portfolio: readonly PortfolioItem[]
  readonly asOf: number
}

/** Profit and loss of a whole account in its base currency. */
export interface AccountPnl {
  readonly daily: number | null
  readonly unrealized: number | null
  readonly realized: number | null
}

/** Profit and loss of one position, in the account's base currency. */
export interface PositionPnl extends AccountPnl {
  readonly quantity: number | null
  readonly value: number | null
}
