import type { Clock } from "../../../clock/clock.ts"
import type { AccountUpdates } from "../../../gateway/accounts/account.ts"
import type { Asking } from "../../answer.ts"
import type { FxDesk } from "../../fx.ts"
import { patience } from "../../patience.ts"
import { ledgerOf } from "../position-ledger.ts"
import { type Conversion, conversionInto } from "./conversion.ts"

/** How long quotes may take: what they are missing from can be named instead. */
const quotesMs = 3000

/**
 * Into `currency` by the accounts' own rates. An account tells rates of the currencies that it has something in: where none of
 * them leads from one account's base to another's, the Gateway's quote of the pair does, and `warnings` say so.
 */
export async function conversionWithQuotes(
  currency: string,
  updates: readonly AccountUpdates[],
  { fx, clock }: { readonly fx: FxDesk; readonly clock: Clock },
  asking: Asking,
): Promise<{ readonly conversion: Conversion; readonly warnings: readonly string[] }> {
  const told = conversionInto(currency, updates)
  const bases = updates.map((update) => ({ account: update.account, base: ledgerOf(update).baseCurrency }))
  const missing = bases.flatMap(({ account, base }) => (base && told.rate(account, base) === null ? [base] : []))
  if (missing.length === 0) return { conversion: told, warnings: [] }

  const quoted = new Map<string, number>()
  const warnings: string[] = []
  const waiting = patience(clock, quotesMs, asking.signal)
  await Promise.all(
    [...new Set(missing)].map(async (base) => {
      const answer = await fx.fxRate(base + currency, null, { signal: waiting.signal })
      if (!answer.ok || answer.value.provenance.staleS !== null) return
      const { midpoint, last, close, instrument, dataType } = answer.value.data
      const rate = midpoint ?? last ?? close
      if (rate === null) return
      quoted.set(base, rate)
      const price = midpoint === null ? "last price" : "midpoint"
      warnings.push(
        `${base} to ${currency} at the ${price} of ${instrument} (${dataType ?? "unknown data"}): no account tells an ExchangeRate of it.`,
      )
    }),
  )
  waiting.end()
  return { conversion: conversionInto(currency, updates, quoted), warnings: warnings.sort() }
}
