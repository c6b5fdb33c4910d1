import type { AccountUpdates } from "../../../gateway/accounts/account.ts"
import { ledgerOf } from "../position-ledger.ts"

/** What turns amounts of several accounts into one currency: the Gateway's own `ExchangeRate` values, else its quotes. */
export interface Conversion {
  /** The currency that everything is turned into. */
  readonly currency: string
  /** Units of `currency` for one unit of `from`, as the account sees it; null when the Gateway has not said. */
  rate(account: string, from: string): number | null
}

/** A rate that was used: units of the currency of the picture for one unit of `currency`. */
export interface UsedRate {
  readonly currency: string
  readonly rate: number
}

/** Currencies that at least one account has a rate for, its base among them. */
export function knownCurrencies(updates: readonly AccountUpdates[]): readonly string[] {
  const found = new Set<string>()
  for (const update of updates) {
    const ledger = ledgerOf(update)
    if (ledger.baseCurrency !== null) found.add(ledger.baseCurrency)
    for (const { tag, currency } of update.values)
      if (tag === "ExchangeRate" && currency !== "BASE" && ledger.rate(currency) !== null) found.add(currency)
  }
  return [...found].sort()
}

/**
 * From an account's base into the currency asked for goes by its own rate of that currency; where it has none, by the rate
 * of an account whose base that currency is, and where there is none either, by the quoted one of its base.
 */
export function conversionInto(
  currency: string,
  updates: readonly AccountUpdates[],
  quoted: ReadonlyMap<string, number> = new Map(),
): Conversion {
  const ledgers = new Map(updates.map((update) => [update.account, ledgerOf(update)]))
  const fromBase = (account: string): number | null => {
    const ledger = ledgers.get(account)
    const base = ledger?.baseCurrency ?? null
    if (!ledger || base === null) return null
    const own = ledger.rate(currency)
    if (own !== null) return 1 / own
    for (const other of ledgers.values()) {
      const rate = other.baseCurrency === currency ? other.rate(base) : null
      if (rate !== null) return rate
    }
    return quoted.get(base) ?? null
  }
  return {
    currency,
    rate(account, from) {
      if (from === currency) return 1
      const [toBase, beyond] = [ledgers.get(account)?.rate(from) ?? null, fromBase(account)]
      return toBase === null || beyond === null ? null : toBase * beyond
    },
  }
}

/** The rates behind a list of accounts and currencies, equal ones once. */
export function usedRates(
  conversion: Conversion,
  used: Iterable<{ readonly account: string; readonly currency: string }>,
): readonly UsedRate[] {
  const rates = new Map<string, UsedRate>()
  for (const { account, currency } of used) {
    const rate = conversion.rate(account, currency)
    if (rate === null || currency === conversion.currency) continue
    // As many digits as the Gateway gives: more of them would only tell conversions by two rates from those by one.
    const shown = Number(rate.toPrecision(7))
    rates.set(`${currency} ${shown}`, { currency, rate: shown })
  }
  return [...rates.values()].toSorted((a, b) => a.currency.localeCompare(b.currency) || a.rate - b.rate)
}
