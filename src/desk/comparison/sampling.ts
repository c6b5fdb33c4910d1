import { dayOf, daysBetween, type Moment } from "./shared-moments.ts"

export const samplings = ["1 hour", "1 day", "1 week", "1 month"] as const
export type Sampling = (typeof samplings)[number]

/**
 * Which of ascending dates to measure at: all, or the last of each week (Monday to Sunday) or month. The newest week or
 * month may not be over, so that it is left out.
 */
export function sampled(moments: readonly Moment[], sampling: Sampling): readonly Moment[] {
  if (sampling !== "1 week" && sampling !== "1 month") return moments
  const period = sampling === "1 week" ? weekOf : monthOf
  return moments.filter((at, index) => {
    const next = moments[index + 1]
    return next !== undefined && period(next) !== period(at)
  })
}

// The first of January 1970 was a Thursday.
const weekOf = (date: Moment): number => Math.floor((dayOf(date) + 3) / 7)
const monthOf = (date: Moment): string => String(date).slice(0, 7)

/** At most `most` of a list, evenly apart, the first and the last among them. */
export function thinned<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list
  const step = (list.length - 1) / (most - 1)
  return Array.from({ length: most }, (_, index) => list[Math.round(index * step)]).filter((one) => one !== undefined)
}

/** How many returns make a year, and from what that is known. */
export interface Annualisation {
  readonly periodsPerYear: number
  readonly basis: "counted" | "convention"
}

/**
 * Over most of a year or more, the returns that there are for each year of the calendar. Under that the convention: 252
 * days, 365 where weekends trade too, 52 weeks, 12 months; of hours, as many as a day of them has.
 */
export function annualisation(samples: readonly Moment[], sampling: Sampling, counts: boolean): Annualisation {
  const [from, to] = [samples.at(0), samples.at(-1)]
  if (counts && from !== undefined && to !== undefined && samples.length > 1)
    return { periodsPerYear: (samples.length - 1) / (daysBetween(from, to) / 365.25), basis: "counted" }
  return { periodsPerYear: convention(samples, sampling), basis: "convention" }
}

function convention(samples: readonly Moment[], sampling: Sampling): number {
  if (sampling === "1 week") return 52
  if (sampling === "1 month") return 12
  const days = new Set(samples.map(dayOf))
  const weekends = [...days].some((day) => (day + 3) % 7 >= 5)
  const daysPerYear = weekends ? 365 : 252
  return sampling === "1 day" || days.size === 0 ? daysPerYear : (samples.length / days.size) * daysPerYear
}
