import { dateOfDay, dayNumber } from "../../calendar/day-number.ts"
import type { Timetable } from "../../calendar/trading-sessions.ts"
import { wallTime } from "../../calendar/zones.ts"
import type { ContractDetails } from "../../gateway/contracts/contract.ts"
import { dashed, readDay } from "../calendar-date.ts"
import { settlesAt } from "../options/option-expiry.ts"

/** A continuous future goes on with the next month. */
const expiring: ReadonlySet<string> = new Set(["FUT", "OPT", "FOP", "WAR"])

/**
 * When a contract has traded for the last time, ms since the epoch: at the time that the Gateway names, else at the end of
 * its last day. Null for what does not expire. The hours that the Gateway lists are of the product and go on after that.
 */
export function lastTradeAt(details: ContractDetails, zone: string): number | null {
  const { secType, expiry } = details.contract
  if (!expiring.has(secType) || expiry === null || expiry.length !== 8 || readDay(expiry) === null) return null
  const named = details.lastTradeTime === null ? null : settlesAt({ ...details, settlementDay: null })
  if (named !== null) return named
  const [year = 0, month = 0, day = 0] = dateOfDay((dayNumber(dashed(expiry)) ?? 0) + 1)
    .split("-")
    .map(Number)
  return wallTime(zone, { year, month, day, hour: 0, minute: 0, second: 0 }, "start")
}

/** The sessions before an instant, the one that it cuts shortened; all of them when it is null. */
export function sessionsUntil({ sessions, covers }: Timetable, end: number | null): Timetable {
  if (end === null) return { sessions, covers }
  const left = sessions.filter(({ start }) => start < end)
  return { sessions: left.map((one) => (one.end > end ? { ...one, end } : one)), covers }
}
