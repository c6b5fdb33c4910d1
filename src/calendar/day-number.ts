/** Milliseconds in a day of 24 hours. */
export const dayMs = 86_400_000

/** Days since 1970-01-01 of a date written YYYY-MM-DD, in no particular time zone; null for anything that is not a date. */
export function dayNumber(date: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null
  const midnight = Date.parse(`${date}T00:00:00Z`)
  // Date.parse refuses a 32nd but rolls a February 30th over into March.
  return Number.isFinite(midnight) && dateOfDay(midnight / dayMs) === date ? midnight / dayMs : null
}

/** YYYY-MM-DD of a day number between the years 0 and 9999. */
export const dateOfDay = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)

/** Saturday or Sunday, of a day number from 1970 on. Day 0 was a Thursday. */
export function isWeekend(day: number): boolean {
  const weekday = (day + 4) % 7
  return weekday === 0 || weekday === 6
}
