import { dateOfDay, dayNumber } from "../../calendar/day-number.ts"
import type { Timetable } from "../../calendar/trading-sessions.ts"
import { dateInZone, isoInZone } from "../../calendar/zones.ts"
import type { Holiday } from "./hours-known.ts"

/** How an exchange's ordinary week looks. */
export interface UsualWeek {
  /** When the last regular session of an ordinary day ends, minutes since midnight; null when the days do not agree. */
  readonly closes: number | null
  /** Days of the week with a regular session, 0 for Sunday. */
  readonly weekdays: ReadonlySet<number>
}

/** A close so many minutes before the usual one is early, and no change of a closing auction. */
const earlyByMinutes = 15

const mondayToFriday: ReadonlySet<number> = new Set([1, 2, 3, 4, 5])

/** The ordinary week, by the closes of many days: what most of them have in common. */
export function usualWeek(closes: ReadonlyMap<string, number>, zone: string): UsualWeek {
  const times = Map.groupBy(closes.values(), (close) => minuteOfDay(close, zone))
  const [usual] = [...times].toSorted(([, a], [, b]) => b.length - a.length)
  const agreed = usual !== undefined && usual[1].length * 2 > closes.size
  const weekdays = Map.groupBy(closes.keys(), weekday)
  const often = [...weekdays].filter(([, dates]) => dates.length > 1).map(([day]) => day)
  return { closes: agreed ? usual[0] : null, weekdays: often.length > 0 ? new Set(often) : mondayToFriday }
}

/** When the last regular session that ends on each date ends. */
export function closesOf({ sessions }: Timetable, zone: string): ReadonlyMap<string, number> {
  const closes = new Map<string, number>()
  for (const { session, end } of sessions) if (session === "regular") closes.set(dateInZone(end, zone), end)
  return closes
}

/** Whether a date's last regular session ends before its usual time; null when that is not known. */
export function isEarly(close: number | undefined, { closes }: UsualWeek, zone: string): boolean | null {
  if (close === undefined) return false
  return closes === null ? null : minuteOfDay(close, zone) <= closes - earlyByMinutes
}

/** Days of an ordinary week from a date on that have no session at all, or end early, as far as the timetable goes. */
export function holidaysIn(timetable: Timetable, week: UsualWeek, zone: string, from: string): readonly Holiday[] {
  const closes = closesOf(timetable, zone)
  const touched = new Set(
    timetable.sessions.flatMap(({ start, end }) => [dateInZone(start, zone), dateInZone(end - 1, zone)]),
  )
  const last = dateInZone(timetable.covers.end - 1, zone)
  const found: Holiday[] = []
  for (let date = from; date <= last; date = dayAfter(date)) {
    const close = closes.get(date)
    if (isEarly(close, week, zone)) found.push({ date, name: null, close: close ?? null })
    else if (!touched.has(date) && week.weekdays.has(weekday(date))) found.push({ date, name: null, close: null })
  }
  return found
}

export const weekday = (date: string): number => ((dayNumber(date) ?? 0) + 4) % 7

export const dayAfter = (date: string): string => dateOfDay((dayNumber(date) ?? 0) + 1)

function minuteOfDay(at: number, zone: string): number {
  const iso = isoInZone(at, zone)
  return Number(iso.slice(11, 13)) * 60 + Number(iso.slice(14, 16))
}
