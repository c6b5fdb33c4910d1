import { dateOfDay, dayMs } from "../../../calendar/day-number.ts"

/** A calendar date as whole days since 1970-01-01: arithmetic on dates that needs no time zone. */
export type Day = number

export function dayOf(year: number, month: number, dayOfMonth: number): Day {
  return Date.UTC(year, month - 1, dayOfMonth) / dayMs
}

/** The UTC date of an instant. */
export function utcDay(at: number): Day {
  return Math.floor(at / dayMs)
}

export function dateOf(day: Day): { readonly year: number; readonly month: number; readonly day: number } {
  const date = new Date(day * dayMs)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** `YYYYMMDD`. */
export function compact(day: Day): string {
  return dateOfDay(day).replaceAll("-", "")
}

/** Reads `YYYYMMDD` or `YYYY-MM-DD`. */
export function dayFrom(text: string): Day {
  const digits = text.replaceAll("-", "")
  return dayOf(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6, 8)))
}

export const [SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY] = [0, 1, 2, 3, 4, 5, 6] as const

/** 0 is Sunday. */
export function weekday(day: Day): number {
  return (((day + THURSDAY) % 7) + 7) % 7
}

/** The nth (1 is the first) such weekday of a month. */
export function nthWeekday(year: number, month: number, name: number, nth: number): Day {
  const first = dayOf(year, month, 1)
  return first + ((name - weekday(first) + 7) % 7) + (nth - 1) * 7
}

/** Western Easter Sunday, by the anonymous Gregorian computation (Meeus, "Astronomical Algorithms", chapter 8). */
export function easterSunday(year: number): Day {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  const dayOfMonth = ((h + l - 7 * m + 114) % 31) + 1
  return dayOf(year, month, dayOfMonth)
}
