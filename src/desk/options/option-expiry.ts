import { dayMs } from "../../calendar/day-number.ts"
import { readHours } from "../../calendar/hours.ts"
import { dateInZone, ianaZone, isoInZone, wallTime } from "../../calendar/zones.ts"
import type { ContractDetails } from "../../gateway/contracts/contract.ts"
import { dashed, readDay } from "../calendar-date.ts"
import { zoneOf } from "../hours/trading-hours.ts"

/** At which end of its last day an option settles: `am` by the opening prices after its last trade, `pm` by the close. */
export type Settlement = "am" | "pm"

/** Calendar days from today in a zone to a day `YYYYMMDD`; below nought when it has passed. */
export function daysTo(day: string, at: number, zone: string | null): number {
  return Math.round((Date.parse(dashed(day)) - Date.parse(dateInZone(at, zone ?? "UTC"))) / dayMs)
}

/** The day by whose prices an option settles: the morning after its last trade for some (SPX), else its last day itself. */
export function settlementDay(details: ContractDetails): string | null {
  return settlesNextMorning(details) ? details.settlementDay : details.contract.expiry
}

/** A later day counts when it is one of trading: the Saturday after a Friday's last trade is a formality. */
function settlesNextMorning({ contract: { expiry }, settlementDay: day }: ContractDetails): boolean {
  if (day === null || expiry === null || readDay(day) === null || day <= expiry) return false
  return ![0, 6].includes(new Date(dashed(day)).getUTCDay())
}

/** Null where the Gateway says neither the day of settlement nor the time of the last trade. */
export function settlementOf(details: ContractDetails): Settlement | null {
  const { settlementDay: day, lastTradeTime } = details
  if (day === null && lastTradeTime === null) return null
  return settlesNextMorning(details) || (lastTradeTime !== null && lastTradeTime < "12") ? "am" : "pm"
}

/**
 * When an option settles, ms since the epoch: at the time of the last trade that the Gateway names, else at the open (of what
 * settles in the morning) or close of its regular hours of that day. Null when neither is known.
 */
export function settlesAt(details: ContractDetails): number | null {
  const day = settlementDay(details)
  if (day === null || readDay(day) === null) return null
  const nextDay = settlesNextMorning(details)
  const named = nextDay ? null : /^(\d\d:\d\d)(?::\d\d)?(?:\s+(\S.*))?$/.exec(details.lastTradeTime ?? "")
  const zone = named?.[2] === undefined ? zoneOf(details) : ianaZone(named[2])
  const time = named?.[1] ?? (zone === null ? null : usualTime(details, zone, nextDay ? "start" : "end", day))
  if (zone === null || time === null) return null
  const [year = 0, month = 0, date = 0] = dashed(day).split("-").map(Number)
  const [hour = 0, minute = 0] = time.split(":").map(Number)
  if (hour > 23 || minute > 59) return null
  return wallTime(zone, { year, month, day: date, hour, minute, second: 0 }, "end")
}

/** Whether an option is known to have settled: it has no volatility and no Greeks any more. */
export function hasSettled(details: ContractDetails, at: number): boolean {
  const settled = settlesAt(details)
  return settled !== null && settled <= at
}

/**
 * `16:00`: the start or end of the regular session that the Gateway lists for that day, which may be a half day; where it
 * does not look so far ahead, the earliest start or latest end that it lists.
 */
function usualTime(details: ContractDetails, zone: string, side: "start" | "end", day: string): string | null {
  const hours = readHours(details.liquidHours, details.timeZoneId)
  if (!hours.known) return null
  const times = hours.intervals.map((interval) => isoInZone(interval[side], zone))
  const thatDay = times.filter((time) => time.startsWith(dashed(day)))
  const clock = (thatDay.length > 0 ? thatDay : times).map((time) => time.slice(11, 16)).toSorted()
  return clock.at(side === "start" ? 0 : -1) ?? null
}
