import { type Failure, fail, failed, type Outcome, success } from "../../outcome/outcome.ts"
import { noCursor, unusableCount, unusableText, unusableTexts } from "../argument.ts"
import type { DeltaBounds } from "./delta-range.ts"
import type { OptionFilter } from "./option-selection.ts"
import type { SeriesQuestion } from "./option-series.ts"

export interface OptionTableQuestion extends OptionFilter, DeltaBounds, SeriesQuestion {
  readonly underlying: string
  /** `YYYYMMDD` or `YYYY-MM-DD`; null asks for those within the days to expiry. */
  readonly expiry: string | null
  /** Most options of the answer, the nearest to the money; 1 to 200. */
  readonly limit: number
  readonly cursor: string | null
}

export const defaultOptions = 20
export const mostOptions = 200

/** What questions about options have in common. */
interface PagedSeriesQuestion extends SeriesQuestion {
  readonly limit: number
  readonly cursor: string | null
}

const backwards = (low: number | null, high: number | null) => low !== null && high !== null && low > high

/** Why no question of this kind can be asked; null when it can. */
export function refuseSeries(question: PagedSeriesQuestion): Failure | null {
  const { exchange, tradingClass, cursor, limit, minDte, maxDte } = question
  const unusable =
    unusableTexts({ exchange, trading_class: tradingClass, cursor }, 64) ?? unusableCount("limit", limit, mostOptions)
  if (unusable) return unusable
  for (const [name, days] of Object.entries({ min_dte: minDte, max_dte: maxDte }))
    if (days !== null && !(Number.isInteger(days) && days >= 0 && days < 10_000))
      return fail("invalid_request", `${name} is ${days}.`, `Give ${name} as whole calendar days: 30.`).failure
  if (backwards(minDte, maxDte)) return fail("invalid_request", "min_dte is above max_dte.", "Swap them.").failure
  return null
}

/** Why a table cannot be asked for; null when it can. */
export function refuseOptions(question: OptionTableQuestion): Failure | null {
  const refused = refuseSeries(question) ?? unusableText("expiry", question.expiry, 64)
  if (refused) return refused
  if (backwards(question.minStrike, question.maxStrike))
    return fail("invalid_request", "min_strike is above max_strike.", "Swap them.").failure
  for (const [name, delta] of Object.entries({ min_delta: question.minDelta, max_delta: question.maxDelta }))
    if (delta !== null && !(Math.abs(delta) <= 1))
      return fail("invalid_request", `${name} is ${delta}.`, "Deltas are from -1 to 1: 0.3 for what is called 30.")
        .failure
  if (backwards(question.minDelta, question.maxDelta))
    return fail("invalid_request", "min_delta is above max_delta.", "Swap them.").failure
  return null
}

export interface OptionPage {
  /** The price that the first page was centred on; null for the first. */
  readonly centre: number | null
  /** How many of the list, nearest that price first, have been gone through. */
  readonly skip: number
  /** How many of those were shown: with a delta filter fewer. */
  readonly shown: number
}

/** Where a page begins, from the cursor of the one before. */
export function readOptionCursor(text: string | null): Outcome<OptionPage> {
  if (text === null) return success({ centre: null, skip: 0, shown: 0 })
  const [, centre, skip, shown] = /^(-?\d{1,9}(?:\.\d{1,12})?(?:e-\d{1,2})?)~(\d{1,6})(?:~(\d{1,6}))?$/.exec(text) ?? []
  if (centre === undefined || skip === undefined) return failed(noCursor(text))
  return success({ centre: Number(centre), skip: Number(skip), shown: Number(shown ?? skip) })
}

export const writeOptionCursor = (centre: number, skip: number, shown = skip): string =>
  shown === skip ? `${centre}~${skip}` : `${centre}~${skip}~${shown}`
