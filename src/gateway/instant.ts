import { ianaZone, wallTime } from "../calendar/zones.ts"

/**
 * The Gateway's ways to write an instant: epoch seconds, `20261120-14:30:00` (UTC), or with a zone behind it
 * (`20261120 09:30:00 US/Eastern`). Null when it is none of them, or in a zone that is not known.
 */
export function readInstant(text: string): number | null {
  if (/^\d{9,11}$/.test(text)) return Number(text) * 1000
  const parts = /^(\d{4})(\d\d)(\d\d)[- ]+(\d\d):(\d\d):(\d\d)(?: +(\S.*))?$/.exec(text.trim())
  if (!parts) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number)
  const zone = parts[7] === undefined ? "UTC" : ianaZone(parts[7])
  if (zone === null || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return null
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null
  return wallTime(zone, { year, month, day, hour, minute, second }, "start")
}
