import { dayMs } from "../../../calendar/day-number.ts"
import { wallTime } from "../../../calendar/zones.ts"
import type { ExchangeHours } from "../instrument.ts"
import type { Session } from "../world.ts"
import { compact, type Day, dateOf, utcDay } from "./day.ts"

/** Minutes since local midnight of the trade date; below zero is an evening before it. Half-open. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** What an exchange does for one trade date. */
export interface DayPlan {
  readonly all: readonly Span[]
  readonly regular: readonly Span[]
}

/** The plan of a trade date; undefined when no session carries that date. */
export type Timetable = (day: Day) => DayPlan | undefined

const DAY_MINUTES = 1440

/** `at("17:00", -1)`: five in the afternoon on the day before. */
export function at(clock: string, dayOffset = 0): number {
  return dayOffset * DAY_MINUTES + Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
}

export function span(from: string, to: string, fromDay = 0, toDay = 0): Span {
  return { from: at(from, fromDay), to: at(to, toDay) }
}

/** A day whose extended hours are its regular ones. */
export function plan(...spans: readonly Span[]): DayPlan {
  return { all: spans, regular: spans }
}

/** A holiday's session can carry the trade date of the Monday after a long weekend. */
const FURTHEST_TRADE_DATE = 5

/** Turns an exchange's timetable into sessions, each day worked out once. */
export function createExchangeHours(timeZoneId: string, zone: string, timetable: Timetable): ExchangeHours {
  const days = new Map<Day, { readonly all: readonly Session[]; readonly regular: readonly Session[] }>()

  function instant(day: Day, minutes: number, side: "start" | "end"): number {
    const shifted = day + Math.floor(minutes / DAY_MINUTES)
    const rest = minutes - Math.floor(minutes / DAY_MINUTES) * DAY_MINUTES
    return wallTime(zone, { ...dateOf(shifted), hour: Math.floor(rest / 60), minute: rest % 60, second: 0 }, side)
  }

  function sessionsOn(day: Day) {
    const known = days.get(day)
    if (known !== undefined) return known
    const found = timetable(day)
    const tradeDate = compact(day)
    const toSessions = (spans: readonly Span[] = []): readonly Session[] =>
      spans.map(({ from, to }) => ({ open: instant(day, from, "start"), close: instant(day, to, "end"), tradeDate }))
    const made = { all: toSessions(found?.all), regular: toSessions(found?.regular) }
    days.set(day, made)
    return made
  }

  return {
    timeZoneId,
    sessions(from, to, regularHoursOnly) {
      const found: Session[] = []
      for (let day = utcDay(from) - 1; day <= utcDay(to) + FURTHEST_TRADE_DATE; day++) {
        const { all, regular } = sessionsOn(day)
        for (const session of regularHoursOnly ? regular : all) {
          if (session.close > from && session.open < to) found.push(session)
        }
      }
      return found
    },
  }
}

/** Whether an exchange has a session of a date. */
export function tradesOn(hours: ExchangeHours, day: Day): boolean {
  const date = compact(day)
  return hours.sessions((day - 1) * dayMs, (day + 2) * dayMs, true).some(({ tradeDate }) => tradeDate === date)
}
