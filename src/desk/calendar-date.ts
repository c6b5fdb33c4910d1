/** A day of the calendar that exists, from `YYYYMMDD` or `YYYY-MM-DD`, as `YYYYMMDD`; null otherwise. */
export function readDay(text: string): string | null {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(text)
  if (!match || text.length === 9) return null
  const [, year = "", month = "", day = ""] = match
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const written = date.toISOString().slice(0, 10)
  return written === `${year}-${month}-${day}` && Number(year) >= 1900 ? `${year}${month}${day}` : null
}

/** A month, from `YYYYMM` or `YYYY-MM`, as `YYYYMM`; null otherwise. */
export function readMonth(text: string): string | null {
  const match = /^(\d{4})-?(\d{2})$/.exec(text)
  if (!match) return null
  const [, year = "", month = ""] = match
  return readDay(`${year}${month}01`) === null ? null : `${year}${month}`
}

/** `YYYYMMDD` as `YYYY-MM-DD`. */
export const dashed = (day: string): string => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`
