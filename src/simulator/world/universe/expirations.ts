import {
  compact,
  type Day,
  dateOf,
  dayOf,
  FRIDAY,
  MONDAY,
  nthWeekday,
  THURSDAY,
  WEDNESDAY,
  weekday,
} from "../exchanges/day.ts"
import { isNyseSession, nextNyseSession, previousNyseSession } from "../exchanges/nyse-days.ts"
import { crudeOilLastDay } from "./futures.ts"

/** How many days ahead an expiration on that day is listed; undefined when nothing expires on it. */
export type ExpirationRule = (day: Day) => number | undefined

const DAILY_AHEAD = 14
const WEEKLY_AHEAD = 56
const MONTHLY_AHEAD = 400
const HALF_YEARLY_AHEAD = 800
const LEAPS_AHEAD = 1_150

/** Expirations listed further ahead than weeklies have every strike; the others only those around the money. */
export function isLongDated(ahead: number): boolean {
  return ahead > WEEKLY_AHEAD
}

/** The third Friday of a month, or the Thursday before when NYSE is closed on it. */
export function monthlyExpiration(year: number, month: number): Day {
  return sessionAtOrBefore(nthWeekday(year, month, FRIDAY, 3))
}

function sessionAtOrBefore(day: Day): Day {
  return isNyseSession(day) ? day : previousNyseSession(day)
}

/** Monthlies, with January and June listed longer (LEAPS). */
function monthlyAhead(day: Day): number | undefined {
  const { year, month } = dateOf(day)
  if (day !== monthlyExpiration(year, month)) return undefined
  if (month === 1) return LEAPS_AHEAD
  return month === 6 ? HALF_YEARLY_AHEAD : MONTHLY_AHEAD
}

/** The last session of a week: Friday, or Thursday when Friday is a holiday. */
function isWeekly(day: Day): boolean {
  return isNyseSession(day) && (weekday(day) === FRIDAY || (weekday(day) === THURSDAY && !isNyseSession(day + 1)))
}

/** Stock options: monthlies and weeklies. */
export const weeklyExpirations: ExpirationRule = (day) =>
  monthlyAhead(day) ?? (isWeekly(day) ? WEEKLY_AHEAD : undefined)

/** The most traded stocks have Mondays and Wednesdays as well. */
export const mondayWednesdayExpirations: ExpirationRule = (day) =>
  weeklyExpirations(day) ??
  (isNyseSession(day) && (weekday(day) === MONDAY || weekday(day) === WEDNESDAY) ? DAILY_AHEAD : undefined)

/** Options on the broad ETFs and SPXW: every session has one. */
export const dailyExpirations: ExpirationRule = (day) =>
  weeklyExpirations(day) ?? (isNyseSession(day) ? DAILY_AHEAD : undefined)

/** SPX: settled at the opening of the monthly's day, so that trading ends on the session before it. */
export const morningSettledExpirations: ExpirationRule = (day) =>
  isNyseSession(day) ? monthlyAhead(nextNyseSession(day)) : undefined

/** Options on quarterly futures, which end with their future. */
export const quarterlyExpirations: ExpirationRule = (day) => {
  const { month } = dateOf(day)
  return month % 3 === 0 && monthlyAhead(day) !== undefined ? MONTHLY_AHEAD : undefined
}

/** Weekly options of the nth Friday; those of the third leave the quarterly months out, which have options of their own. */
export function nthFridayExpirations(nth: 1 | 2 | 3 | 4): ExpirationRule {
  return (day) => {
    const friday = weekday(day) === THURSDAY ? day + 1 : day
    const { year, month } = dateOf(friday)
    if (nth === 3 && month % 3 === 0) return undefined
    return isWeekly(day) && nthWeekday(year, month, FRIDAY, nth) === friday ? WEEKLY_AHEAD : undefined
  }
}

/** Options on crude oil (LO) end three business days before their future, which ends in the month before its own. */
export const crudeOilExpirations: ExpirationRule = (day) => {
  if (!isNyseSession(day)) return undefined
  const futureEnds = nextNyseSession(nextNyseSession(nextNyseSession(day)))
  const { year, month } = dateOf(futureEnds)
  const [contractYear, contractMonth] = month === 12 ? [year + 1, 1] : [year, month + 1]
  return crudeOilLastDay(contractYear, contractMonth) === futureEnds ? MONTHLY_AHEAD : undefined
}

/** The last session of a month. */
export const monthEndExpirations: ExpirationRule = (day) => {
  const { year, month } = dateOf(day)
  const nextMonth = month === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + 1, 1)
  return day === previousNyseSession(nextMonth) ? MONTHLY_AHEAD : undefined
}

const listedOn = new Map<ExpirationRule, { readonly today: Day; readonly days: readonly Day[] }>()

/** The expirations listed on a day, ascending, that day's own included. */
export function listedExpirations(rule: ExpirationRule, today: Day): readonly Day[] {
  const known = listedOn.get(rule)
  if (known?.today === today) return known.days
  const days: Day[] = []
  for (let day = today; day <= today + LEAPS_AHEAD; day++) {
    const ahead = rule(day)
    if (ahead !== undefined && day - today <= ahead) days.push(day)
  }
  listedOn.set(rule, { today, days })
  return days
}

/** What expired in the year before a day, which a Gateway tells of when asked to include expired contracts. */
export function expiredExpirations(rule: ExpirationRule, today: Day): readonly Day[] {
  const days: Day[] = []
  for (let day = today - 365; day < today; day++) if (rule(day) !== undefined) days.push(day)
  return days
}

/** `YYYYMMDD` of each. */
export function expirationDates(days: readonly Day[]): readonly string[] {
  return days.map(compact)
}
