import { dayMs } from "./day-number.ts"
import { newYorkOffsetMinutes } from "./nyse.ts"

/** A reading of a calendar and a clock on some wall: month and day from 1, hour 0 to 23. */
export interface WallTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

const newYork = "America/New_York"
const minuteMs = 60_000

/**
 * Time zone names that IBKR sends, from its own list and from what Gateways are known to report. "EST" is in it because a
 * time zone database takes it for a fixed -05:00, while IBKR means New York with its summer time.
 */
const aliases: ReadonlyMap<string, string> = new Map([
  ["America/New_York", newYork],
  ["US/Eastern", newYork],
  ["EST", newYork],
  ["EST5EDT", newYork],
  ["EST (Eastern Standard Time)", newYork],
  ["US/Central", "America/Chicago"],
  ["CST (Central Standard Time)", "America/Chicago"],
  ["US/Mountain", "America/Denver"],
  ["US/Pacific", "America/Los_Angeles"],
  ["PST (Pacific Standard Time)", "America/Los_Angeles"],
  ["Australia/NSW", "Australia/Sydney"],
  ["Japan", "Asia/Tokyo"],
  ["JST (Japan Standard Time)", "Asia/Tokyo"],
  ["Hongkong", "Asia/Hong_Kong"],
  ["Asia/Calcutta", "Asia/Kolkata"],
  ["Israel", "Asia/Jerusalem"],
  // The time zone database made MET another name of Brussels in its release 2024b.
  ["MET", "Europe/Brussels"],
  ["GB-Eire", "Europe/London"],
  ["GB", "Europe/London"],
  ["GMT", "UTC"],
  ["UTC", "UTC"],
])

/**
 * The IANA time zone that a name in a Gateway's answer means, or null when that cannot be known: IBKR's own names by a
 * list, and any Area/City name of the time zone database. Abbreviations like CST or IST stand for several zones: null.
 */
export function ianaZone(ibkrZone: string): string | null {
  const alias = aliases.get(ibkrZone)
  if (alias !== undefined) return alias
  if (!/^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)+$/.test(ibkrZone)) return null
  try {
    return new Temporal.ZonedDateTime(0n, ibkrZone).timeZoneId
  } catch {
    return null
  }
}

/**
 * The instant (ms since the epoch) at which clocks in an IANA zone show a wall time. A time that clocks skip is moved
 * forward by what they skip. Of a time that they show twice, an interval's start is the first and its end the second.
 * The fields must be a real date and time: anything else is a bug of the caller and throws.
 */
export function wallTime(zone: string, w: WallTime, side: "start" | "end"): number {
  if (zone === newYork) {
    const asUtc = asIfUtc(w)
    const before = newYorkOffsetMinutes(asUtc - dayMs / 2)
    const after = newYorkOffsetMinutes(asUtc + dayMs / 2)
    if (before !== "unknown" && before === after) return asUtc - before * minuteMs
  }
  const disambiguation = side === "start" ? "compatible" : "later"
  return Temporal.PlainDateTime.from(w, { overflow: "reject" }).toZonedDateTime(zone, { disambiguation })
    .epochMilliseconds
}

/** NaN for what is not a real date and time, so that no shortcut rolls it over into the next month. */
function asIfUtc(w: WallTime): number {
  const at = new Date(Date.UTC(w.year, w.month - 1, w.day, w.hour, w.minute, w.second))
  const same =
    at.getUTCFullYear() === w.year &&
    at.getUTCMonth() === w.month - 1 &&
    at.getUTCDate() === w.day &&
    at.getUTCHours() === w.hour &&
    at.getUTCMinutes() === w.minute &&
    at.getUTCSeconds() === w.second
  return same ? at.getTime() : Number.NaN
}

/** An instant (ms since the epoch) as ISO 8601 with the zone's offset, to the second: 2026-11-20T09:30:00-05:00. */
export function isoInZone(at: number, zone: string): string {
  const offset = offsetMinutes(at, zone)
  const sign = offset < 0 ? "-" : "+"
  const hours = twoDigits(Math.trunc(Math.abs(offset) / 60))
  const minutes = twoDigits(Math.abs(offset) % 60)
  return `${shifted(at, offset).slice(0, 19)}${sign}${hours}:${minutes}`
}

/** The date (YYYY-MM-DD) that a calendar in an IANA zone shows at an instant (ms since the epoch). */
export function dateInZone(at: number, zone: string): string {
  return shifted(at, offsetMinutes(at, zone)).slice(0, 10)
}

const shifted = (at: number, offset: number): string => new Date(at + offset * minuteMs).toISOString()

const twoDigits = (value: number): string => String(value).padStart(2, "0")

/** Whole minutes: no zone has had an offset with seconds since 1972. */
function offsetMinutes(at: number, zone: string): number {
  const fromTable = zone === newYork ? newYorkOffsetMinutes(at) : zone === "UTC" ? 0 : "unknown"
  if (fromTable !== "unknown") return fromTable
  const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(zone)
  return Math.round(offsetNanoseconds / 60e9)
}
