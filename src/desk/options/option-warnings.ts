import type { ContractDetails } from "../../gateway/contracts/contract.ts"
import type { Outcome } from "../../outcome/outcome.ts"
import { dashed } from "../calendar-date.ts"
import { zoneOf } from "../hours/trading-hours.ts"
import type { Quote } from "../quotes.ts"
import { daysTo, hasSettled, settlementDay, settlementOf } from "./option-expiry.ts"
import type { Series, SeriesChoice } from "./option-series.ts"
import { firstFailure, type Looked } from "./option-waves.ts"
import { assumptions } from "./own-greeks.ts"

/** What the quotes of a table have against them. */
export function quoteWarnings(
  looked: readonly Looked[],
  spot: Outcome<Quote>,
  price: number | null,
  now: number,
): readonly string[] {
  const warnings = new Set<string>()
  if (!spot.ok)
    warnings.add(`The underlying has no price, so the middle of the strikes is shown: ${spot.failure.message}`)
  for (const { outcome } of looked) if (outcome.ok) for (const warning of outcome.value.warnings) warnings.add(warning)
  const first = firstFailure(looked)
  const failed = looked.filter(({ outcome }) => !outcome.ok).length
  if (first) warnings.add(`${failed} of ${looked.length} options have no quote: ${first.message}`)
  for (const warning of greeksWarnings(looked, price, now)) warnings.add(warning)
  return [...warnings]
}

const seriesName = ({ details: { contract } }: Looked): string =>
  `${contract.tradingClass ?? ""} ${contract.expiry}`.trim()

const daysAhead = ({ details }: Looked, now: number): number =>
  daysTo(details.contract.expiry ?? "", now, zoneOf(details))

/** By how much the underlying moves between two ticks without a word. */
const apart = 0.003

/**
 * What is to know of Greeks beside the underlying's price that is shown: what our own assume, for each expiry and class that
 * has some; why what has settled has none; and what price the Gateway's are of, when it is another.
 */
export function greeksWarnings(looked: readonly Looked[], price: number | null, now: number): readonly string[] {
  const own = looked.filter(({ forward }) => forward !== null)
  const warnings = [...Map.groupBy(own, seriesName)].flatMap(([which, [first, ...rest]]) =>
    first?.forward ? [assumptions(rest.length + 1, which, first.forward, daysAhead(first, now))] : [],
  )
  const settled = looked.filter(({ details, greeks }) => greeks === null && hasSettled(details, now))
  if (settled.length > 0)
    warnings.push(`Settled already, so without Greeks: ${[...new Set(settled.map(seriesName))].join(", ")}.`)
  const theirs = looked.flatMap(({ greeks }) =>
    greeks?.underlyingPrice == null || greeks.computation === "own" ? [] : [greeks.underlyingPrice],
  )
  const middle = theirs.toSorted((a, b) => a - b)[Math.floor(theirs.length / 2)]
  if (price !== null && middle !== undefined && Math.abs(middle / price - 1) > apart)
    warnings.push(`The Gateway's Greeks are of the underlying at ${middle}, not at ${price}.`)
  return warnings
}

/** What a choice by delta leaves open: how many pass is not known before all were looked at. */
export function deltaWarnings(
  looked: readonly Looked[],
  passing: number,
  left: number,
  isShort: boolean,
): readonly string[] {
  if (left > 0 && isShort)
    return [
      `Only ${looked.length} of ${looked.length + left} options were looked at for their delta: go on with cursor, or narrow the strikes.`,
    ]
  if (left > 0) return [`total is at most: ${left} options were not looked at for their delta.`]
  return passing === 0 ? [`No delta is in that range: ${deltasSeen(looked)}.`] : []
}

function deltasSeen(looked: readonly Looked[]): string {
  const seen = (["C", "P"] as const).flatMap((right) => {
    const deltas = looked.flatMap(({ details, delta }) =>
      delta === null || details.contract.right !== right ? [] : [delta],
    )
    if (deltas.length === 0) return []
    return [
      `of the ${right === "C" ? "calls" : "puts"} looked at they go from ${Math.min(...deltas)} to ${Math.max(...deltas)}`,
    ]
  })
  return seen.length === 0 ? "none of the options looked at has one now" : seen.join(", ")
}

/** A class that is not shown, with one of its contracts when the Gateway has told of one. */
export interface OtherClass {
  readonly series: Series
  readonly details: ContractDetails | null
}

/** Of one expiry: which class is shown, and which others end or settle on that day. `shown` is any contract of the table. */
export function classWarnings(
  expiry: string,
  shown: ContractDetails | null,
  others: readonly OtherClass[],
  before: readonly OtherClass[],
): readonly string[] {
  const warnings: string[] = []
  if (others.length > 0) {
    const them = others.map(({ series, details }) => series.tradingClass + settles(details)).join(", ")
    const which = shown?.contract.tradingClass ?? "One class"
    warnings.push(`${which}${settles(shown)} is shown; ${them} expires that day too: choose with trading_class.`)
  }
  for (const { series, details } of before)
    if (details !== null && settlementDay(details) === expiry)
      warnings.push(
        `${series.tradingClass} options that settle on the morning of ${dashed(expiry)} last trade on ${dashed(series.expiry)} and are listed under that day: for them ask with expiry ${series.expiry} and trading_class ${series.tradingClass}.`,
      )
  return warnings
}

/** Of several expiries: how many are left out, and which classes share a day with one that is shown. */
export function rangeWarnings({ series, others }: SeriesChoice, shown: readonly Series[]): readonly string[] {
  const warnings: string[] = []
  const more = series.length - shown.length
  const last = shown.at(-1)
  if (more > 0 && last)
    warnings.push(
      `${more} later expiries within these days are left out after ${last.expiry}: narrow min_dte and max_dte.`,
    )
  const days = new Set(shown.map(({ expiry }) => expiry))
  const sharing = others.filter(({ expiry }) => days.has(expiry))
  const them = sharing.map(({ tradingClass, expiry }) => `${tradingClass} on ${expiry}`).join(", ")
  if (sharing.length > 0) warnings.push(`One class a day is shown; also listed: ${them}. Choose with trading_class.`)
  return warnings
}

function settles(details: ContractDetails | null): string {
  const settlement = details === null ? null : settlementOf(details)
  const day = details === null ? null : settlementDay(details)
  if (settlement === null || day === null) return ""
  return ` (settles ${dashed(day)} ${settlement.toUpperCase()})`
}
