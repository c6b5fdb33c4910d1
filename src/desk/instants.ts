import { wallTime } from "../calendar/zones.ts"
import { fail, type Outcome, success } from "../outcome/outcome.ts"
import { quoted } from "./argument.ts"
import { readDay } from "./calendar-date.ts"

/**
 * Instants as they are asked for, ms since the epoch. ISO 8601 with offset is that instant, without offset it is the wall
 * clock of the exchange's zone (IANA; UTC when that is not known). `YYYYMMDD-HH:MM:SS` is UTC, as in IBKR's own API.
 * `invalid_request` for anything else.
 */

/** The first instant wanted: a date alone is the start of that day. */
export const readStart = (text: string, zone: string | null): Outcome<number> => read("start", text, zone, "start")

/** The last instant wanted: a date alone is the end of that day. */
export const readEnd = (text: string, zone: string | null): Outcome<number> => read("end", text, zone, "end")

/** The only instant wanted: a date alone is the start of that day. */
export const readAt = (text: string, zone: string | null): Outcome<number> => read("at", text, zone, "start")

export interface Stretch {
  readonly start: number | null
  readonly end: number | null
}

/** Both ends of a stretch of time, each null when it is left open. */
export function readStretch({ start, end }: StretchAsked, zone: string | null): Outcome<Stretch> {
  const from = start === null ? success(null) : readStart(start, zone)
  if (!from.ok) return from
  const to = end === null ? success(null) : readEnd(end, zone)
  if (!to.ok) return to
  if (from.value !== null && to.value !== null && from.value > to.value)
    return fail("invalid_request", "start is after end.", "Give start before end, or only one of them.")
  return success({ start: from.value, end: to.value })
}

interface StretchAsked {
  readonly start: string | null
  readonly end: string | null
}

function read(name: string, text: string, zone: string | null, dateMeans: "start" | "end"): Outcome<number> {
  const match =
    /^(\d{4}-\d{2}-\d{2}|\d{8})(?:([T -])(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(
      text.trim(),
    )
  const [, date = "", separator, h, m, s = "0", offset] = match ?? []
  const day8 = readDay(date)
  const dateOnly = h === undefined
  const ofDate = dateMeans === "start" ? [0, 0, 0] : [23, 59, 59]
  const [hour = 0, minute = 0, second = 0] = dateOnly ? ofDate : [Number(h), Number(m), Number(s)]
  if (!match || day8 === null || hour > 23 || minute > 59 || second > 59 || (dateOnly && offset !== undefined))
    return fail(
      "invalid_request",
      `${quoted(text)} is no instant.`,
      `Write ${name} as ISO 8601 (2026-11-20T16:00:00-05:00; without offset in the exchange's time; 2026-11-20 for the ${dateMeans} of that day) or as IBKR does, 20261120-21:00:00 in UTC.`,
    )
  const [year, month, day] = [Number(day8.slice(0, 4)), Number(day8.slice(4, 6)), Number(day8.slice(6))]
  const utc = Date.UTC(year, month - 1, day, hour, minute, second)
  if (offset !== undefined) return success(utc - offsetMinutes(offset) * 60_000)
  if (separator === "-" || zone === null) return success(utc)
  const side = dateOnly ? dateMeans : "end"
  return success(wallTime(zone, { year, month, day, hour, minute, second }, side))
}

function offsetMinutes(offset: string): number {
  if (offset.toUpperCase() === "Z") return 0
  const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(-2))]
  return (offset.startsWith("-") ? -1 : 1) * (hours * 60 + minutes)
}
