import { dateOfDay, isWeekend } from "../../../calendar/day-number.ts"
import { type NyseDay, nyseDay } from "../../../calendar/nyse.ts"
import type { Day } from "./day.ts"

const days = new Map<Day, NyseDay | "unknown">()

/** NYSE's day; outside the embedded table, which the simulator has nothing better for, every weekday is an ordinary session. */
export function nyseDayOf(day: Day): NyseDay | "unknown" {
  const known = days.get(day)
  if (known !== undefined) return known
  const found = nyseDay(dateOfDay(day))
  days.set(day, found)
  return found
}

export function isNyseSession(day: Day): boolean {
  const found = nyseDayOf(day)
  return found === "unknown" ? !isWeekend(day) : found.kind === "session"
}

export function isNyseHalfDay(day: Day): boolean {
  const found = nyseDayOf(day)
  return found !== "unknown" && found.kind === "session" && found.early
}

/** The name of a weekday's holiday; undefined on a session or a weekend. */
export function nyseHoliday(day: Day): string | undefined {
  const found = nyseDayOf(day)
  return found !== "unknown" && found.kind === "closed" && !isWeekend(day) ? found.name : undefined
}

export function nextNyseSession(day: Day): Day {
  let next = day + 1
  while (!isNyseSession(next)) next++
  return next
}

export function previousNyseSession(day: Day): Day {
  let previous = day - 1
  while (!isNyseSession(previous)) previous--
  return previous
}
