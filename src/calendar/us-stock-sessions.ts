import { dateOfDay, dayMs, dayNumber } from "./day-number.ts"
import { newYorkOffsetMinutes, nyseDay, nyseRange } from "./nyse.ts"
import type { Timetable, TradingSession } from "./trading-sessions.ts"
import { dateInZone } from "./zones.ts"

export const newYork = "America/New_York"

const hour = 3_600_000

/**
 * When IBKR routes US stocks outside regular hours, New York time: 04:00 to 20:00, on half days to 17:00 (the hours that its
 * Gateways report; NYSE Group's announcements for the late session). Of dates before 2021, whose half days ended at other
 * times, it is not said.
 */
const extended = { from: "2021-01-01", preOpens: 4 * hour, postCloses: 20 * hour, halfDayPostCloses: 17 * hour }

/**
 * IBKR's own night venues, OVERNIGHT and IBEOS: 20:00 to 03:50 before every session, half days included (IBKR's page on
 * overnight trading, which it began in November 2022).
 */
const night = { from: "2022-12-01", opens: 20 * hour, closes: 3 * hour + 50 * 60_000 }

/** Which sessions of US stocks are meant: those of the exchanges, those of the night venues too, or the night's only. */
export type UsSessions = "day" | "day and night" | "night"

/** What another source than the NYSE table knows of a date: its sessions of that date, or none. Undefined: nothing. */
export type KnownDay = (date: string) => readonly TradingSession[] | undefined

/**
 * Sessions of US stocks around an instant, some days back and enough days ahead for the longest closure, from the NYSE
 * table and, where it knows better, from `known`. Null outside 1990 to 2035.
 */
export function usStockTimetable(at: number, which: UsSessions, known: KnownDay = () => undefined): Timetable | null {
  if (nyseDay(dateInZone(at, newYork)) === "unknown") return null
  const today = dayNumber(dateInZone(at, newYork)) ?? 0
  const first = Math.max(today - 3, dayNumber(nyseRange.from) ?? today)
  const last = Math.min(today + 12, dayNumber(nyseRange.validThrough) ?? today)
  const sessions: TradingSession[] = []
  for (let day = first; day <= last; day++) {
    const date = dateOfDay(day)
    const ofDay = known(date) ?? tableSessions(date)
    const trades = ofDay.some(({ session }) => session === "regular")
    if (which !== "day" && trades && date >= night.from) sessions.push(...nightBefore(day, ofDay[0]?.start))
    if (which !== "night") sessions.push(...ofDay)
  }
  return { sessions, covers: { start: midnight(first), end: midnight(last + 1) } }
}

/** The sessions of a date by the NYSE table: none when it is closed. */
export function tableSessions(date: string): readonly TradingSession[] {
  const found = nyseDay(date)
  if (found === "unknown" || found.kind === "closed") return []
  const start = midnight(dayNumber(date) ?? 0)
  const known = date >= extended.from
  const postCloses = found.early ? extended.halfDayPostCloses : extended.postCloses
  return [
    { session: known ? "pre" : "unknown", start: start + extended.preOpens, end: found.open },
    { session: "regular", start: found.open, end: found.close },
    {
      session: known ? "post" : "unknown",
      start: found.close,
      end: start + (known ? postCloses : extended.postCloses),
    },
  ]
}

/** The night before a session, unless the exchange's own hours begin in it already. */
function nightBefore(day: number, opens: number | undefined): readonly TradingSession[] {
  const start = midnight(day - 1) + night.opens
  const end = midnight(day) + night.closes
  return opens !== undefined && opens < end ? [] : [{ session: "overnight", start, end }]
}

/** Clocks change on Sundays at two, before any session: what holds in the evening holds for all of a trading day. */
function midnight(day: number): number {
  const offset = newYorkOffsetMinutes(day * dayMs + 20 * hour)
  return day * dayMs - (offset === "unknown" ? -300 : offset) * 60_000
}
