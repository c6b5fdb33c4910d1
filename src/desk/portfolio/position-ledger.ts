import type { AccountUpdates } from "../../gateway/accounts/account.ts"
import { readNumber } from "../number.ts"

/** What turns an account's positions into its base currency. */
export interface PositionLedger {
  readonly baseCurrency: string | null
  /** In base currency. */
  readonly netLiquidation: number | null
  /** Units of base currency for one unit of `currency`, the Gateway's own; null when it has not said. */
  rate(currency: string): number | null
}

/** Reads an account's own values: the currency of `NetLiquidation` is the base, `ExchangeRate` has a row a currency. */
export function ledgerOf({ values }: AccountUpdates): PositionLedger {
  const net = values.find((row) => row.tag === "NetLiquidation" && row.currency !== "BASE" && row.currency !== "")
  const baseCurrency = net?.currency ?? null
  return {
    baseCurrency,
    netLiquidation: readNumber(net?.value),
    rate(currency) {
      if (currency === baseCurrency) return 1
      const row = values.find((one) => one.tag === "ExchangeRate" && one.currency === currency)
      const rate = readNumber(row?.value)
      return rate !== null && rate > 0 ? rate : null
    },
  }
}
