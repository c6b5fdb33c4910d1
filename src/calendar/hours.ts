import { dateOfDay, dayMs, dayNumber } from "./day-number.ts"
import { ianaZone, wallTime } from "./zones.ts"

/** A span of time in ms since the epoch: `start` belongs to it, `end` does not. */
export interface Interval {
  readonly start: number
  readonly end: number
}

/**
 * The trading or liquid hours of one contract at one exchange. `intervals` are sorted and do not overlap; two may touch.
 * `closedDates` are dates on which no session starts, which does not mean that nothing trades: a session of the evening
 * before may run into them. `firstDate` and `lastDate` are the first and last that the text lists and `covers` the time of
 * which it says something; beyond it nothing is known. Dates are YYYY-MM-DD in the contract's own zone.
 */
export type Hours =
  | {
      readonly known: true
      readonly intervals: readonly Interval[]
      readonly closedDates: readonly string[]
      readonly firstDate: string
      readonly lastDate: string
      readonly covers: Interval
    }
  | { readonly known: false; readonly reason: string }

/** `nextChange` is when trading next starts or stops, in ms since the epoch; null when that lies beyond what is covered. */
export type OpenState =
  | { readonly known: true; readonly isOpen: boolean; readonly nextChange: number | null }
  | { readonly known: false; readonly reason: string }

/**
 * Reads the `tradingHours` or `liquidHours` that a Gateway gives with a contract's details, in the zone of its `timeZoneId`.
 *
 * Both forms are read: `20260514:0400-20260514:2000;20260516:CLOSED` and the older `20090507:0700-1830,1830-2330` without
 * a date at the end. Where the older form ends before it starts, IBKR's users disagree on which midnight is meant, so that is
 * not known. Nor is anything else that cannot be read for certain: no hours, no zone, a zone that stands for several.
 */
export function readHours(text: string | null, timeZoneId: string | null): Hours {
  const entries = (text ?? "").split(";").flatMap((entry) => entry.trim() || [])
  if (entries.length === 0) return unknown("The Gateway gave no trading hours for this contract.")
  const zone = ianaZone((timeZoneId ?? "").trim())
  if (zone === null) return unknown(unknownZone(timeZoneId))

  const days: number[] = []
  const closedDays: number[] = []
  const intervals: Interval[] = []
  for (const entry of entries) {
    const read = readEntry(entry, zone)
    if (typeof read === "string") return unknown(read)
    days.push(read.day)
    if (read.intervals.length === 0) closedDays.push(read.day)
    for (const interval of read.intervals) if (interval.end > interval.start) intervals.push(interval)
  }

  const sorted = disjoint(intervals)
  const firstDay = days.reduce((first, day) => Math.min(first, day))
  const lastDay = days.reduce((last, day) => Math.max(last, day))
  return {
    known: true,
    intervals: sorted,
    closedDates: [...new Set(closedDays)].sort((a, b) => a - b).map(dateOfDay),
    firstDate: dateOfDay(firstDay),
    lastDate: dateOfDay(lastDay),
    covers: {
      start: Math.min(instant(zone, firstDay, 0, "start"), sorted[0]?.start ?? Number.POSITIVE_INFINITY),
      end: Math.max(instant(zone, lastDay + 1, 0, "start"), sorted.at(-1)?.end ?? Number.NEGATIVE_INFINITY),
    },
  }
}

/** Whether trading runs at an instant (ms since the epoch). Not known before the first and after the last time covered. */
export function openAt(hours: Hours, at: number): OpenState {
  if (!hours.known) return hours
  if (!(at >= hours.covers.start && at < hours.covers.end))
    return unknown(
      `The contract's trading hours were given for ${hours.firstDate} to ${hours.lastDate} only; ask for its details again.`,
    )
  const { intervals } = hours
  const index = intervals.findIndex((interval) => interval.end > at)
  const interval = intervals[index]
  if (interval === undefined) return { known: true, isOpen: false, nextChange: null }
  if (at < interval.start) return { known: true, isOpen: false, nextChange: interval.start }
  let end = interval.end
  for (let next = index + 1; intervals[next]?.start === end; next++) end = intervals[next]?.end ?? end
  return { known: true, isOpen: true, nextChange: end }
}

interface Entry {
  readonly day: number
  /** Empty when the entry says CLOSED. */
  readonly intervals: readonly Interval[]
}

/** One `;` separated entry, or the reason why it cannot be read. */
function readEntry(entry: string, zone: string): Entry | string {
  const unreadable = `The Gateway's trading hours have ${quoted(entry)}, which is not a date with its hours.`
  const [, date = "", rest = ""] = /^(\d{8}):(.+)$/.exec(entry) ?? []
  const day = compactDay(date)
  if (day === null) return unreadable
  if (rest === "CLOSED") return { day, intervals: [] }

  const intervals: Interval[] = []
  for (const range of rest.split(",")) {
    const match = /^(?:(\d{8}):)?(\d{4})-(?:(\d{8}):)?(\d{4})$/.exec(range.trim())
    if (match === null) return unreadable
    const [, startDate, startClock = "", endDate, endClock = ""] = match
    const startDay = startDate === undefined ? day : compactDay(startDate)
    const endDay = endDate === undefined ? startDay : compactDay(endDate)
    const startMinute = minuteOfDay(startClock)
    const endMinute = minuteOfDay(endClock)
    if (startDay === null || endDay === null || startMinute === null || endMinute === null) return unreadable
    if (endDate === undefined && endMinute <= startMinute)
      return `The Gateway's trading hours have ${quoted(entry)}: a session over midnight that does not say on which date it starts.`
    intervals.push({
      start: instant(zone, startDay, startMinute, "start"),
      end: instant(zone, endDay, endMinute, "end"),
    })
  }
  return { day, intervals }
}

/** Days since 1970-01-01 of YYYYMMDD; null when there is no such date or no exchange with electronic hours that early. */
function compactDay(date: string): number | null {
  const day = dayNumber(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`)
  return day !== null && date.length === 8 && day >= 0 ? day : null
}

/** Minutes since midnight of HHMM; 2400 is the midnight that ends the day. Null when there is no such time. */
function minuteOfDay(clock: string): number | null {
  const hour = Number(clock.slice(0, 2))
  const minute = Number(clock.slice(2))
  return minute < 60 && (hour < 24 || (hour === 24 && minute === 0)) ? hour * 60 + minute : null
}

function instant(zone: string, day: number, minuteOfDay: number, side: "start" | "end"): number {
  const wall = new Date(day * dayMs + minuteOfDay * 60_000)
  return wallTime(
    zone,
    {
      year: wall.getUTCFullYear(),
      month: wall.getUTCMonth() + 1,
      day: wall.getUTCDate(),
      hour: wall.getUTCHours(),
      minute: wall.getUTCMinutes(),
      second: 0,
    },
    side,
  )
}

/** Sorted, with those that overlap or repeat made one. Those that only touch stay apart: they are two sessions. */
function disjoint(intervals: readonly Interval[]): Interval[] {
  const result: Interval[] = []
  for (const interval of intervals.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = result.at(-1)
    if (last !== undefined && interval.start < last.end)
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, interval.end) }
    else result.push(interval)
  }
  return result
}

function unknownZone(timeZoneId: string | null): string {
  return timeZoneId === null || timeZoneId.trim() === ""
    ? "The Gateway gave trading hours for this contract but no time zone to read them in."
    : `The Gateway gave trading hours in the time zone ${quoted(timeZoneId)}, which does not say for certain what it means.`
}

const quoted = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)

const unknown = (reason: string): { readonly known: false; readonly reason: string } => ({ known: false, reason })
