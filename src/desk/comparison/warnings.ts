import { dateInZone, wallTime } from "../../calendar/zones.ts"
import type { Compared, Comparison } from "./figures.ts"
import { areAllPositive, fewestReturns } from "./return-statistics.ts"
import { byTime, daysBetween, type Moment } from "./shared-moments.ts"

/** Most names in one warning. */
const mostNames = 5

/** How far apart markets' clocks may be before closes of one date are no longer about the same moment. */
const farApartHours = 4

/** How much later an instrument's prices may begin, or earlier end, than the others' before it is said. */
const raggedDays = 7

/** What a reader of the figures must know to read them right. `currency` as in the comparison. */
export function comparisonWarnings(
  all: readonly Compared[],
  comparison: Comparison,
  currency: string | null,
  now: number,
): readonly string[] {
  return [
    ...raggedEnds(all),
    ...tooFew(comparison),
    ...droppedMoments(all, comparison),
    ...unfitPrices(all),
    ...missingDividends(all),
    ...(currency === null ? mixedCurrencies(all) : conversion(all, comparison, currency)),
    ...farApart(all, comparison),
    ...unfinished(all, comparison, now),
  ]
}

function raggedEnds(all: readonly Compared[]): readonly string[] {
  const spans = all.flatMap(({ instrument, closes }) => {
    const moments = [...closes.keys()]
    const [from, to] = [moments.at(0), moments.at(-1)]
    return from === undefined || to === undefined ? [] : [{ instrument, from, to }]
  })
  const byStart = spans.toSorted((a, b) => byTime(a.from, b.from))
  const byEnd = spans.toSorted((a, b) => byTime(a.to, b.to))
  const [first, youngest] = [byStart.at(0), byStart.at(-1)]
  const [oldest, last] = [byEnd.at(0), byEnd.at(-1)]
  const warnings: string[] = []
  if (first && youngest && daysBetween(first.from, youngest.from) > raggedDays)
    warnings.push(`${youngest.instrument} has prices only from ${dateOf(youngest.from)}: the comparison begins there.`)
  if (oldest && last && daysBetween(oldest.to, last.to) > raggedDays)
    warnings.push(`${oldest.instrument} has prices only up to ${dateOf(oldest.to)}: the comparison ends there.`)
  return warnings
}

function tooFew({ returns, shared, sampling }: Comparison): readonly string[] {
  if (shared.moments.length < 2) return ["The instruments share fewer than two prices: nothing can be measured."]
  if (returns >= fewestReturns) return []
  return [
    `${returns} returns of ${sampling} are too few for volatility and correlation, which take ${fewestReturns}: lengthen duration or sample more often.`,
  ]
}

function droppedMoments(all: readonly Compared[], { shared, sampling }: Comparison): readonly string[] {
  if (shared.dropped === 0) return []
  const lacking = all
    .map(({ instrument }, index) => ({ instrument, lacks: shared.lacking[index] ?? 0 }))
    .filter(({ lacks }) => lacks > 0)
    .sort((a, b) => b.lacks - a.lacks)
    .slice(0, mostNames)
    .map(({ instrument, lacks }) => `${instrument} lacks ${lacks}`)
  const what = sampling === "1 hour" ? "hours" : "dates"
  return [`${shared.dropped} ${what} that not all have were left out: ${lacking.join(", ")}.`]
}

function unfitPrices(all: readonly Compared[]): readonly string[] {
  const unfit = all.filter(({ closes }) => !areAllPositive([...closes.values()]))
  return unfit.length === 0 ? [] : [`Prices at or below nought have no return: ${namesOf(unfit)}.`]
}

/** Said when some returns count dividends and others do not, and of any that should. */
function missingDividends(all: readonly Compared[]): readonly string[] {
  const without = all.filter(({ source }) => source !== "ADJUSTED_LAST")
  const lacking = without.length < all.length ? without : without.filter(({ lacksDividends }) => lacksDividends)
  if (lacking.length === 0) return []
  return [`Dividends and interest count for ADJUSTED_LAST only, not for ${namesOf(lacking)}.`]
}

function mixedCurrencies(all: readonly Compared[]): readonly string[] {
  const currencies = [...new Set(all.map(({ currency }) => currency))]
  if (currencies.length < 2) return []
  return [`Each return is in the instrument's own currency (${currencies.join(", ")}): give currency to have one.`]
}

function conversion(all: readonly Compared[], { shared, sampling }: Comparison, currency: string): readonly string[] {
  const converted = all.flatMap(({ rates }) => (rates === null || rates.pairs.length === 0 ? [] : [rates]))
  if (converted.length === 0) return []
  const pairs = [...new Set(converted.flatMap((rates) => rates.pairs))].join(", ")
  const warnings = [
    `Converted to ${currency} with the midpoint closes of ${pairs} of the same ${sampling === "1 hour" ? "hours" : "dates"}.`,
  ]
  if (sampling === "1 hour") return warnings
  const carried = shared.moments.filter((at) => converted.some((rates) => rates.isCarried(at))).length
  if (carried > 0) warnings.push(`On ${carried} dates without an exchange rate the last one before was taken.`)
  return warnings
}

function farApart(all: readonly Compared[], { shared, sampling }: Comparison): readonly string[] {
  const at = shared.moments.at(-1)
  if (sampling !== "1 day" || typeof at !== "string") return []
  const zones = [...new Set(all.flatMap(({ zone }) => zone ?? []))]
  const noons = zones.map((zone) => ({ zone, noon: noonOf(at, zone) })).sort((a, b) => a.noon - b.noon)
  const [east, west] = [noons.at(0), noons.at(-1)]
  if (!east || !west) return []
  const hours = Math.round((west.noon - east.noon) / 3_600_000)
  if (hours < farApartHours) return []
  return [
    `Closes of one date in ${east.zone} and ${west.zone} are about ${hours} hours apart, which lowers correlations by the day: sampling "1 week" does not have that.`,
  ]
}

/** Noon of a date on the wall of a zone, ms since the epoch. */
function noonOf(date: string, zone: string): number {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number)
  return wallTime(zone, { year, month, day, hour: 12, minute: 0, second: 0 }, "start")
}

function unfinished(all: readonly Compared[], { shared }: Comparison, now: number): readonly string[] {
  const at = shared.moments.at(-1)
  if (typeof at !== "string") return []
  const still = all.filter(({ zone, isOpen }) => isOpen && at >= dateInZone(now, zone ?? "UTC"))
  return still.length === 0
    ? []
    : [`${at} is still under way: prices of ${namesOf(still)} are as of now, not of a close.`]
}

const namesOf = (some: readonly Compared[]): string => {
  const more = some.length > mostNames ? ` and ${some.length - mostNames} more` : ""
  return (
    some
      .slice(0, mostNames)
      .map(({ instrument }) => instrument)
      .join(", ") + more
  )
}

const dateOf = (at: Moment): string => (typeof at === "number" ? new Date(at).toISOString() : at)
