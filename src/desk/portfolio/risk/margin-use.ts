import type { AccountUpdates, AccountValue } from "../../../gateway/accounts/account.ts"
import { readNumber, tidy } from "../../number.ts"
import { share } from "./exposure.ts"

/** What an account has, and how much of it margin takes. Money is in `currency`; what the Gateway does not say is null. */
export interface MarginUse {
  /** Null for all accounts together. */
  readonly account: string | null
  readonly currency: string | null
  readonly netLiquidation: number | null
  readonly initialMargin: number | null
  readonly maintenanceMargin: number | null
  readonly availableFunds: number | null
  readonly excessLiquidity: number | null
  /** Maintenance margin, of the net liquidation value. */
  readonly marginUsePct: number | null
  /** The Gateway's: excess liquidity as a fraction of net liquidation. */
  readonly cushion: number | null
  /** The Gateway's: gross value of positions over net liquidation. Futures count nothing in it. */
  readonly leverage: number | null
}

const amounts = {
  netLiquidation: "NetLiquidation",
  initialMargin: "InitMarginReq",
  maintenanceMargin: "MaintMarginReq",
  availableFunds: "AvailableFunds",
  excessLiquidity: "ExcessLiquidity",
} as const

type Amounts = Record<keyof typeof amounts, number | null>

export function marginUse(account: string, currency: string | null, { values }: AccountUpdates): MarginUse {
  const number = (tag: string) => readNumber(values.find((row) => row.tag === tag && isOwn(row))?.value)
  const own: Amounts = {
    netLiquidation: number(amounts.netLiquidation),
    initialMargin: number(amounts.initialMargin),
    maintenanceMargin: number(amounts.maintenanceMargin),
    availableFunds: number(amounts.availableFunds),
    excessLiquidity: number(amounts.excessLiquidity),
  }
  return { account, currency, ...own, ...usePct(own), cushion: number("Cushion"), leverage: number("Leverage") }
}

/** An account's own rows are in its base currency, or in none; those of `BASE` belong to its ledger. */
const isOwn = ({ currency }: AccountValue): boolean => currency !== "BASE"

const usePct = ({ maintenanceMargin, netLiquidation }: Amounts) => ({
  marginUsePct: maintenanceMargin === null ? null : share(maintenanceMargin, netLiquidation),
})

/** All accounts together, each at its rate. A figure that one of them lacks is null: half a sum would pass for a whole. */
export function marginTogether(
  each: readonly { readonly use: MarginUse; readonly rate: number | null }[],
  currency: string,
): MarginUse {
  const total = (name: keyof Amounts): number | null => {
    let all = 0
    for (const { use, rate } of each) {
      const amount = use[name]
      if (amount === null || rate === null) return null
      all += amount * rate
    }
    return tidy(all)
  }
  const own: Amounts = {
    netLiquidation: total("netLiquidation"),
    initialMargin: total("initialMargin"),
    maintenanceMargin: total("maintenanceMargin"),
    availableFunds: total("availableFunds"),
    excessLiquidity: total("excessLiquidity"),
  }
  const { excessLiquidity, netLiquidation } = own
  const cushion =
    excessLiquidity === null || netLiquidation === null || netLiquidation <= 0
      ? null
      : Number((excessLiquidity / netLiquidation).toFixed(6))
  return { account: null, currency, ...own, ...usePct(own), cushion, leverage: null }
}
