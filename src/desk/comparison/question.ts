import type { BarSize } from "../../gateway/history/history.ts"
import { fail, failed, type Outcome, success } from "../../outcome/outcome.ts"
import { quoted, unusableTexts } from "../argument.ts"
import { misfit, readDuration } from "../history/bar-request.ts"
import type { Sampling } from "./sampling.ts"
import { type ComparisonSpan, readSpan } from "./span.ts"

export interface ComparisonQuestion {
  /** One to `mostCompared`, in the notation. */
  readonly instruments: readonly string[]
  readonly duration: string
  readonly end: string | null
  readonly sampling: Sampling
  /** To convert all prices to; null for each instrument's own. */
  readonly currency: string | null
}

export const mostCompared = 20

/** A question that can be asked. */
export interface ReadQuestion {
  readonly span: ComparisonSpan
  readonly sampling: Sampling
  /** In capitals. */
  readonly currency: string | null
}

/** The bars that a comparison is made of: weeks and months are taken out of days. */
export const barSizeOf = (sampling: Sampling): BarSize => (sampling === "1 hour" ? "1 hour" : "1 day")

/** How far back at most, so that twenty instruments have a hundred and fifty thousand bars. */
const longestDays = { hours: 800, days: 30 * 366 }

/** `invalid_request` for a duration, end or currency that cannot be, or that reaches back too far. `now` in ms since the epoch. */
export function readQuestion(question: ComparisonQuestion, now: number): Outcome<ReadQuestion> {
  const { duration, end, sampling, currency } = question
  const unusable = unusableTexts({ duration, end, currency }, 64)
  if (unusable) return failed(unusable)
  if (currency !== null && !/^[A-Za-z]{3}$/.test(currency.trim()))
    return fail("invalid_request", `${quoted(currency)} is no currency.`, "Give its three letters: USD.")
  const length = readDuration(duration)
  if (!length.ok) return length
  const tooShort = length.value.seconds < 86_400 ? misfit(barSizeOf(sampling), length.value) : null
  if (tooShort) return tooShort
  const span = readSpan(length.value, end, now)
  if (!span.ok) return span
  const reach = readDuration(span.value.duration)
  const isHourly = sampling === "1 hour"
  const most = isHourly ? longestDays.hours : longestDays.days
  if (!reach.ok || reach.value.seconds > most * 86_400)
    return fail(
      "invalid_request",
      isHourly
        ? `Hours can be compared over the last ${longestDays.hours} days only.`
        : "A comparison reaches back at most 30 years.",
      `Shorten duration or choose a later end${isHourly ? ", or sample by the day" : ""}.`,
    )
  return success({ span: span.value, sampling, currency: currency === null ? null : currency.trim().toUpperCase() })
}
