import { ianaZone, isoInZone, wallTime } from "../../calendar/zones.ts"

/** The zone of the computer that the simulated Gateway pretends to run on. */
export const loginZone = "US/Eastern"

const ianaOf = (zone: string): string => ianaZone(zone) ?? "UTC"

/** Date `20260402` and time `09:30:00` that clocks in a zone of IBKR's naming show at an instant. */
export function wallClock(at: number, zone: string): { readonly date: string; readonly time: string } {
  const iso = isoInZone(at, ianaOf(zone))
  return { date: iso.slice(0, 10).replaceAll("-", ""), time: iso.slice(11, 19) }
}

/** `20260405 23:49:26 Eastern Daylight Time`: Gateways name their zone as their operating system does. */
export function connectionTime(at: number): string {
  const { date, time } = wallClock(at, loginZone)
  const isSummer = isoInZone(at, ianaOf(loginZone)).endsWith("-04:00")
  return `${date} ${time} Eastern ${isSummer ? "Daylight" : "Standard"} Time`
}

/** `HH:MM` of the account update time. */
export const updateTime = (at: number): string => wallClock(at, loginZone).time.slice(0, 5)

/** `20260312-09:30:00` in the zone. */
export function dashedTime(at: number, zone: string): string {
  const { date, time } = wallClock(at, zone)
  return `${date}-${time}`
}

export type ReadTime =
  | { readonly kind: "instant"; readonly at: number; readonly hasZone: boolean }
  | { readonly kind: "invalid" }

/**
 * A date and time as clients write them: `20261120 16:00:00 US/Eastern`, without a zone (the Gateway's own), or
 * `20261120-21:00:00` (UTC). Without a date: today in the zone.
 */
export function readTime(text: string, now: number): ReadTime {
  const utc = /^(\d{8})-(\d{1,2}):(\d{2}):(\d{2})$/.exec(text)
  if (utc) return instant(utc[1] ?? "", utc.slice(2), "UTC", true)
  const local = /^(?:(\d{8}) +)?(\d{1,2}):(\d{2}):(\d{2})(?: +(\S.*))?$/.exec(text)
  if (!local) return { kind: "invalid" }
  const zone = ianaZone(local[5] ?? loginZone)
  if (zone === null) return { kind: "invalid" }
  const date = local[1] ?? isoInZone(now, zone).slice(0, 10).replaceAll("-", "")
  return instant(date, local.slice(2, 5), zone, local[5] !== undefined)
}

function instant(date: string, time: readonly string[], zone: string, hasZone: boolean): ReadTime {
  const [hour = 99, minute = 99, second = 99] = time.map(Number)
  const year = Number(date.slice(0, 4))
  const month = Number(date.slice(4, 6))
  const day = Number(date.slice(6, 8))
  const real = new Date(Date.UTC(year, month - 1, day))
  const isDate = year >= 1970 && real.getUTCMonth() === month - 1 && real.getUTCDate() === day
  if (!isDate || hour > 23 || minute > 59 || second > 59) return { kind: "invalid" }
  return { kind: "instant", at: wallTime(zone, { year, month, day, hour, minute, second }, "end"), hasZone }
}
