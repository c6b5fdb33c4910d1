import { dateOfDay, dayMs, dayNumber, isWeekend } from "./day-number.ts"
import { nyseTable } from "./nyse-table.generated.ts"

/**
 * One date at the New York Stock Exchange. `open` and `close` are the regular session of the trading floor in ms since the
 * epoch, the close exclusive: 09:30 to 16:00 New York time, on half days to 13:00 (until 1992 to 14:00). `name` of a
 * session says why it is a half day and is null on full days; of a closed day it is the holiday's, or "Weekend".
 */
export type NyseDay =
  | {
      readonly kind: "session"
      readonly open: number
      readonly close: number
      readonly early: boolean
      readonly name: string | null
    }
  | { readonly kind: "closed"; readonly name: string }

/** Whether the regular session runs, the next opening after now and the next closing after now, in ms since the epoch. */
export interface NyseStatus {
  readonly isOpen: boolean
  readonly nextOpen: number
  readonly nextClose: number
}

/** A year of the exchange in the JSON form that `ibkr-mcp calendar` prints. Dates are New York's, instants ISO 8601 UTC. */
export interface NyseYear {
  readonly year: number
  readonly timezone: "America/New_York"
  readonly sessions: readonly {
    readonly date: string
    readonly open: string
    readonly close: string
    readonly early: boolean
  }[]
  /** Closed weekdays. */
  readonly closures: readonly { readonly date: string; readonly name: string }[]
  readonly early_closes: readonly { readonly date: string; readonly close: string; readonly name: string }[]
  /** The last date of the years that NYSE has announced; what follows is projected from its rules. */
  readonly announced_through: string
  readonly valid_through: string
}

/** The dates that the table covers, and the last one that NYSE has announced itself (the rest follows from its rules). */
export const nyseRange: { readonly from: string; readonly announcedThrough: string; readonly validThrough: string } = {
  from: nyseTable.from,
  announcedThrough: nyseTable.announcedThrough,
  validThrough: nyseTable.validThrough,
}

const standardOffset = -300
const daylightOffset = -240
const minuteMs = 60_000
const openingMinute = 9 * 60 + 30
const closingMinute = 16 * 60

const firstDay = tableDay(nyseTable.from)
const lastDay = tableDay(nyseTable.validThrough)
// Both ends of the range are in winter.
const rangeStart = firstDay * dayMs - standardOffset * minuteMs
const rangeEnd = (lastDay + 1) * dayMs - standardOffset * minuteMs

/** Instants at which New York's clocks change, the first one forward, then back and forward in turn. */
const clockChanges = Float64Array.from(nyseTable.daylightTime.flat(), (instant) => Date.parse(instant))

const closureNames = new Map<number, string>(
  nyseTable.closures.flatMap(({ name, dates }) => dates.map((date) => [tableDay(date), name] as const)),
)
const earlyCloses = new Map<number, { readonly minute: number; readonly name: string }>(
  nyseTable.earlyCloses.flatMap(({ name, closesAt, dates }) =>
    dates.map((date) => [tableDay(date), { minute: Number(closesAt.slice(0, 2)) * 60, name }] as const),
  ),
)

/**
 * New York's offset from UTC in minutes at an instant (ms since the epoch): -300 in winter, -240 in summer, from a table
 * made at build time. "unknown" outside 1990 to 2035.
 */
export function newYorkOffsetMinutes(at: number): number | "unknown" {
  return at >= rangeStart && at < rangeEnd ? offsetInRange(at) : "unknown"
}

/**
 * What NYSE does on a date (YYYY-MM-DD, New York's). "unknown" outside 1990 to 2035 and for text that is not a date.
 * Rules: NYSE Rule 7.2 and the exchange's yearly announcements.
 */
export function nyseDay(date: string): NyseDay | "unknown" {
  const day = dayNumber(date)
  return day === null || day < firstDay || day > lastDay ? "unknown" : dayInRange(day)
}

/**
 * Whether NYSE's regular session runs at an instant (ms since the epoch), when it next opens (strictly after the instant)
 * and when it next closes. "unknown" outside 1990 to 2035, and from the last opening of 2035 on, as the next is not known.
 */
export function nyseStatus(at: number): NyseStatus | "unknown" {
  if (!(at >= rangeStart && at < rangeEnd)) return "unknown"
  const today = Math.floor((at + offsetInRange(at) * minuteMs) / dayMs)
  const current = firstSession(today, ({ close }) => close > at)
  if (!current) return "unknown"
  if (at < current.open) return { isOpen: false, nextOpen: current.open, nextClose: current.close }
  const next = firstSession(today, ({ open }) => open > at)
  return next ? { isOpen: true, nextOpen: next.open, nextClose: current.close } : "unknown"
}

/** All sessions, closed weekdays and half days of a year. "unknown" outside 1990 to 2035. */
export function nyseYear(year: number): NyseYear | "unknown" {
  const from = dayNumber(`${year}-01-01`)
  const to = dayNumber(`${year}-12-31`)
  if (from === null || to === null || from < firstDay || to > lastDay) return "unknown"
  const days = Array.from({ length: to - from + 1 }, (_, index) => ({
    date: dateOfDay(from + index),
    weekend: isWeekend(from + index),
    ...dayInRange(from + index),
  }))
  const sessionDays = days.filter((day) => day.kind === "session")
  return {
    year,
    timezone: "America/New_York",
    sessions: sessionDays.map(({ date, open, close, early }) => ({ date, open: iso(open), close: iso(close), early })),
    closures: days.flatMap(({ date, weekend, kind, name }) => (kind === "closed" && !weekend ? [{ date, name }] : [])),
    early_closes: sessionDays.flatMap(({ date, close, name }) =>
      name === null ? [] : [{ date, close: iso(close), name }],
    ),
    announced_through: nyseRange.announcedThrough,
    valid_through: nyseRange.validThrough,
  }
}

type Session = Extract<NyseDay, { readonly kind: "session" }>

/** The first session from a day on that is as wanted. Never far: NYSE has not been closed for a whole week. */
function firstSession(from: number, wanted: (session: Session) => boolean): Session | null {
  for (let day = from; day <= lastDay; day++) {
    const found = dayInRange(day)
    if (found.kind === "session" && wanted(found)) return found
  }
  return null
}

function dayInRange(day: number): NyseDay {
  if (isWeekend(day)) return { kind: "closed", name: "Weekend" }
  const closure = closureNames.get(day)
  if (closure !== undefined) return { kind: "closed", name: closure }
  const early = earlyCloses.get(day)
  // Clocks change on Sunday mornings only, so one offset holds for the whole of a trading day.
  const midnight = day * dayMs - offsetInRange(day * dayMs + dayMs / 2) * minuteMs
  return {
    kind: "session",
    open: midnight + openingMinute * minuteMs,
    close: midnight + (early?.minute ?? closingMinute) * minuteMs,
    early: early !== undefined,
    name: early?.name ?? null,
  }
}

function offsetInRange(at: number): number {
  return countUpTo(clockChanges, at) % 2 === 0 ? standardOffset : daylightOffset
}

/** How many of the sorted numbers are at most `limit`. */
function countUpTo(sorted: Float64Array, limit: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? Number.POSITIVE_INFINITY) <= limit) low = middle + 1
    else high = middle
  }
  return low
}

function tableDay(date: string): number {
  const day = dayNumber(date)
  if (day === null) throw new Error(`The NYSE table has no such date as ${date}`)
  return day
}

const iso = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`
