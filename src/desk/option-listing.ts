import type { ContractDetails, OptionParameters } from "../gateway/contract.ts"
import { fail, type Outcome, success } from "../outcome/outcome.ts"
import { quoted } from "./argument.ts"
import type { Resolved } from "./contracts.ts"
import { noOptions } from "./option-chain.ts"
import type { OptionTableQuestion } from "./option-question.ts"
import { chooseClass } from "./option-selection.ts"

/** The exchange and trading class to list an expiry from, and the other classes of that day. */
export function chooseListing(
  rows: readonly OptionParameters[],
  { details, instrument }: Resolved,
  expiry: string,
  question: OptionTableQuestion,
): Outcome<{ readonly row: OptionParameters; readonly others: readonly string[] }> {
  const venue = question.exchange?.trim().toUpperCase() || null
  const there = rows.filter((row) => venue === null || row.exchange === venue)
  if (there.length === 0) return noOptions(instrument, venue, rows)
  const expiring = there.filter((row) => row.expirations.includes(expiry))
  if (expiring.length === 0) {
    const near = [...new Set(there.flatMap((row) => row.expirations))].toSorted()
    const after = near.filter((day) => day > expiry).slice(0, 3)
    const before = near.filter((day) => day < expiry).slice(-3)
    return fail(
      "not_found",
      `No options on ${instrument} expire on ${expiry}.`,
      `Expirations near it: ${[...before, ...after].join(", ")}. Without expiry this tool lists them all.`,
    )
  }
  const asked = question.tradingClass?.trim().toUpperCase() || null
  const chosen = chooseClass(expiring, details.contract.symbol, asked)
  if (chosen) return success({ row: chosen.chosen, others: chosen.others })
  return fail(
    "not_found",
    `No options of trading class ${quoted(asked ?? "")} on ${instrument} expire on ${expiry}.`,
    `Classes of that day: ${[...new Set(expiring.map((row) => row.tradingClass))].join(", ")}.`,
  )
}

/** The strike in the middle of those listed, to stand for the money when the underlying has no price. */
export function middleStrike(listed: readonly ContractDetails[]): number {
  const strikes = listed.flatMap(({ contract }) => contract.strike ?? []).toSorted((a, b) => a - b)
  return strikes[Math.floor(strikes.length / 2)] ?? 0
}

/** What is said when no option of an expiry passes the filters. */
export function nothingPasses(listed: readonly ContractDetails[]): Outcome<never> {
  const strikes = listed.flatMap(({ contract }) => contract.strike ?? [])
  return fail(
    "not_found",
    "No option of that expiry passes the filters.",
    `Strikes listed are ${Math.min(...strikes)} to ${Math.max(...strikes)}: widen strikes, min_strike, max_strike or right.`,
  )
}
