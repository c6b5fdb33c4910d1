import { dayMs } from "../../../calendar/day-number.ts"
import { dateInZone, ianaZone, isoInZone } from "../../../calendar/zones.ts"
import type { ExchangeHours } from "../instrument.ts"
import type { Session } from "../world.ts"
import { compact, type Day, dayFrom } from "./day.ts"

/** A Gateway's strings cover today and the five days after it. */
const DAYS = 6

/**
 * IBKR's hours string as Gateways since 970 write it: `20261123:0400-20261123:2000;20261126:CLOSED`. A day stands for the
 * sessions of that trade date, whichever evening they begin on; a day without any is `CLOSED`, unless one begins or ends on
 * it (a futures exchange's Sunday, its shortened holiday). FX is labelled by the day on which a session begins instead, so
 * that its Friday is `CLOSED` although it trades until the afternoon.
 */
export function hoursText(hours: ExchangeHours, now: number, regularHoursOnly: boolean): string {
  const zone = ianaZone(hours.timeZoneId)
  if (zone === null) throw new Error(`No zone of the tz database is known for ${hours.timeZoneId}`)
  const today = dayFrom(dateInZone(now, zone))
  const sessions = hours.sessions(now - 2 * dayMs, now + (DAYS + 6) * dayMs, regularHoursOnly)
  const opensOn = (session: Session): Day => dayFrom(dateInZone(session.open, zone))
  const closesOn = (session: Session): Day => dayFrom(dateInZone(session.close, zone))
  const byStart = hours.labelledBy === "start"
  const labelOf = (session: Session): Day => (byStart ? opensOn(session) : dayFrom(session.tradeDate))

  const isTouched = (session: Session, day: Day): boolean =>
    opensOn(session) === day || (!byStart && closesOn(session) === day)

  const entries: string[] = []
  if (byStart) {
    const running = sessions.filter((session) => session.close > now && opensOn(session) < today)
    entries.push(...running.map((session) => write(session, zone)))
  }
  for (let day = today; day < today + DAYS; day++) {
    const labelled = sessions.filter((session) => labelOf(session) === day)
    if (labelled.length > 0) entries.push(...labelled.map((session) => write(session, zone)))
    else if (!sessions.some((session) => isTouched(session, day))) entries.push(`${compact(day)}:CLOSED`)
  }
  return entries.join(";")
}

function write({ open, close }: Session, zone: string): string {
  return `${stamp(open, zone)}-${stamp(close, zone)}`
}

/** `20261123:0400`. */
function stamp(at: number, zone: string): string {
  const local = isoInZone(at, zone)
  return `${local.slice(0, 10).replaceAll("-", "")}:${local.slice(11, 13)}${local.slice(14, 16)}`
}
