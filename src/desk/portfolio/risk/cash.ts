import type { AccountUpdates } from "../../../gateway/accounts/account.ts"
import { readNumber, tidy } from "../../number.ts"
import type { Conversion } from "./conversion.ts"
import { type CurrencyExposure, exposureOf, share } from "./exposure.ts"
import type { Holding } from "./holding.ts"

/** Amounts of one kind by currency, in the picture's currency, and what could not be turned into it. */
interface ByCurrency {
  readonly amounts: ReadonlyMap<string, number>
  readonly withoutRate: ReadonlySet<string>
}

/** An account's ledger has a row a currency and one of `BASE`, their sum, which is left alone. */
function ledgerAmounts(updates: readonly AccountUpdates[], tag: string, conversion: Conversion): ByCurrency {
  const amounts = new Map<string, number>()
  const withoutRate = new Set<string>()
  for (const { account, values } of updates)
    for (const row of values) {
      if (row.tag !== tag || row.currency === "BASE" || row.currency === "") continue
      const amount = readNumber(row.value)
      const rate = conversion.rate(account, row.currency)
      if (amount === null) continue
      if (rate !== null) amounts.set(row.currency, (amounts.get(row.currency) ?? 0) + amount * rate)
      else if (amount !== 0) withoutRate.add(row.currency)
    }
  return { amounts, withoutRate }
}

export interface Cash {
  readonly currencies: readonly CurrencyExposure[]
  /** All cash together; null when the Gateway named none. */
  readonly total: number | null
  /** Currencies whose cash is in no sum, because the Gateway has not said their rate. */
  readonly withoutRate: readonly string[]
}

/** Cash, positions and everything by currency, the largest first. */
export function cashOf(
  updates: readonly AccountUpdates[],
  holdings: readonly Holding[],
  net: number | null,
  conversion: Conversion,
): Cash {
  const cash = ledgerAmounts(updates, "CashBalance", conversion)
  const worth = ledgerAmounts(updates, "NetLiquidationByCurrency", conversion)
  const held = Map.groupBy(holdings, ({ currency }) => currency)
  const names = new Set([...cash.amounts.keys(), ...worth.amounts.keys(), ...held.keys()])
  const rounded = (amounts: ReadonlyMap<string, number>, name: string): number | null => {
    const amount = amounts.get(name)
    return amount === undefined ? null : tidy(amount)
  }
  const currencies = [...names]
    .map((name): CurrencyExposure => {
      const netLiquidation = rounded(worth.amounts, name)
      const exposure = exposureOf(name, held.get(name) ?? [], net)
      return {
        ...exposure,
        name,
        cash: rounded(cash.amounts, name),
        netLiquidation,
        pctOfNet: netLiquidation === null ? null : share(netLiquidation, net),
      }
    })
    .filter((one) => one.positions > 0 || (one.cash ?? 0) !== 0 || (one.netLiquidation ?? 0) !== 0)
    .toSorted((a, b) => Math.abs(b.netLiquidation ?? b.net) - Math.abs(a.netLiquidation ?? a.net))
  const all = [...cash.amounts.values()]
  return {
    currencies,
    total: all.length === 0 ? null : tidy(all.reduce((sum, amount) => sum + amount, 0)),
    withoutRate: [...new Set([...cash.withoutRate, ...worth.withoutRate])].sort(),
  }
}
