import { dayMs } from "../../calendar/day-number.ts"
import { dateInZone } from "../../calendar/zones.ts"
import type { Bar } from "../../gateway/history/history.ts"
import { type Outcome, success } from "../../outcome/outcome.ts"
import type { Duration } from "../history/bar-request.ts"
import { readEnd } from "../instants.ts"

/** Which bars a comparison is of. */
export interface ComparisonSpan {
  /** How far back to ask, from now: dividend-adjusted prices cannot be asked for up to an earlier day. */
  readonly duration: string
  /** Of those bars, the ones that are meant. */
  cut(bars: readonly Bar[], zone: string | null): readonly Bar[]
}

/**
 * Up to now: what the Gateway makes of the duration. Up to an `end` (ISO 8601; without offset the wall clock of each
 * instrument's exchange): days are the last so many sessions, weeks, months and years those of the calendar.
 */
export function readSpan(duration: Duration, end: string | null, now: number): Outcome<ComparisonSpan> {
  if (end === null) return success({ duration: duration.text, cut: (bars) => bars })
  const inUtc = readEnd(end, null)
  if (!inUtc.ok) return inUtc
  const [count = 1, unit = "D"] = readUnit(duration.text)
  // A day's margin: the same wall clock is half a day earlier in the east.
  const reachDays = Math.ceil((Math.max(0, now - inUtc.value) + duration.seconds * 1000) / dayMs) + 1
  return success({
    duration: reachDays <= 365 ? `${reachDays} D` : `${Math.ceil(reachDays / 365)} Y`,
    cut(bars, zone) {
      const read = readEnd(end, zone)
      const last = read.ok ? read.value : inUtc.value
      const dateOf = (at: Bar["at"]) => (typeof at === "number" ? dateInZone(at, zone ?? "UTC") : at)
      const lastDate = dateOf(last)
      const upTo = bars.filter(({ at }) => (typeof at === "number" ? at <= last : at <= lastDate))
      if (unit === "S") return upTo.filter(({ at }) => typeof at === "string" || at > last - count * 1000)
      const firstDate =
        unit === "D"
          ? nthLast(
              upTo.map(({ at }) => dateOf(at)),
              count,
            )
          : dateBefore(lastDate, count, unit)
      return upTo.filter(({ at }) => dateOf(at) >= firstDate)
    },
  })
}

function readUnit(text: string): readonly [number, string] {
  const [count = "1", unit = "D"] = text.split(" ")
  return [Number(count), unit]
}

/** Of ascending dates with repetitions, the one from which on there are `count`. */
const nthLast = (dates: readonly string[], count: number): string => [...new Set(dates)].slice(-count)[0] ?? ""

/** The date so many weeks, months or years earlier: the same day of its month, or the month's last. */
function dateBefore(date: string, count: number, unit: string): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number)
  if (unit === "W") return isoDate(Date.UTC(year, month - 1, day - 7 * count))
  const earlier = month - 1 - (unit === "Y" ? 12 : 1) * count
  const lastOfMonth = new Date(Date.UTC(year, earlier + 1, 0)).getUTCDate()
  return isoDate(Date.UTC(year, earlier, Math.min(day, lastOfMonth)))
}

const isoDate = (at: number): string => new Date(at).toISOString().slice(0, 10)
