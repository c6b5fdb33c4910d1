import { newYorkOffsetMinutes } from "../../calendar/nyse.ts"

const dayMinutes = 24 * 60

/**
 * What ordinarily takes a Gateway away at this hour, as a sentence; null at any other. A Gateway restarts itself once a day,
 * unless set otherwise at 23:45, and asks for a whole login once a week, after one o'clock on Sunday, both in New York's
 * time (IBKR's IB Gateway guide: "Auto restart"; IBKR resets its servers around midnight).
 */
export function ordinaryOutage(now: number): string | null {
  const offset = newYorkOffsetMinutes(now)
  if (offset === "unknown") return null
  const there = new Date(now + offset * 60_000)
  const minute = there.getUTCHours() * 60 + there.getUTCMinutes()
  if (minute >= dayMinutes - 20 || minute < 45)
    return "It is the hour of the Gateway's nightly restart and of IBKR's reset (New York time): most likely it is back within minutes."
  if (there.getUTCDay() === 0 && minute >= 60)
    return "It is Sunday after 01:00 in New York, when the Gateway asks for its weekly login: most likely a person has to log in."
  return null
}
