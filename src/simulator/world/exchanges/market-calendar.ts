import { isWeekend } from "../../../calendar/day-number.ts"
import type { ExchangeHours } from "../instrument.ts"
import { type Day, dateOf, dayFrom, easterSunday } from "./day.ts"
import { createExchangeHours, type DayPlan } from "./exchange-hours.ts"

/**
 * Holidays outside the US are a table of the two years that a simulated day usually falls in; before and after, only the
 * days that a rule gives for every year. Sources: the exchanges' published calendars.
 */
export interface MarketCalendar {
  readonly timeZoneId: string
  readonly zone: string
  readonly full: (day: Day) => DayPlan
  readonly half: DayPlan | undefined
  /** `MM-DD` closed every year. */
  readonly yearly: readonly string[]
  /** Days from Easter Sunday on which it is closed. */
  readonly easter: readonly number[]
  readonly closed: readonly string[]
  readonly halfDays: readonly string[]
}

export function marketHours(calendar: MarketCalendar): ExchangeHours {
  const closed = new Set(calendar.closed.map(dayFrom))
  const halfDays = new Set(calendar.halfDays.map(dayFrom))
  const yearly = new Set(calendar.yearly)
  return createExchangeHours(calendar.timeZoneId, calendar.zone, (day) => {
    const { year, month, day: dayOfMonth } = dateOf(day)
    const monthDay = `${String(month).padStart(2, "0")}-${String(dayOfMonth).padStart(2, "0")}`
    if (isWeekend(day) || closed.has(day) || yearly.has(monthDay)) return undefined
    if (calendar.easter.includes(day - easterSunday(year))) return undefined
    return calendar.half !== undefined && halfDays.has(day) ? calendar.half : calendar.full(day)
  })
}
