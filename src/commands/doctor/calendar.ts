import { dayMs } from "../../calendar/day-number.ts"
import { nyseRange } from "../../calendar/nyse.ts"
import { type Check, failing, ok, warn } from "./check.ts"

/** Sessions ahead are asked for: a calendar that ends sooner than this will soon have gaps in its answers. */
const nearEndDays = 90

const update =
  "Update ibkr-mcp: a newer version has a newer calendar (ibkr-mcp --version --json tells this one's range)."

/** Whether the embedded NYSE calendar covers the days to come, and how much of them NYSE itself has announced. */
export function calendarCheck(at: number): Check {
  const { from, announcedThrough, validThrough } = nyseRange
  const daysTo = (date: string) => (Date.parse(date) - at) / dayMs
  const covers = `NYSE's sessions from ${from} to ${validThrough}`
  if (at < Date.parse(from) || daysTo(validThrough) < 0)
    return failing("calendar", `${covers} do not hold today: market hours are unknown`, update)
  if (daysTo(validThrough) < nearEndDays) return warn("calendar", `${covers} end soon`, update)
  if (daysTo(announcedThrough) < nearEndDays)
    return warn("calendar", `${covers}; those after ${announcedThrough} follow from NYSE's rules`, update)
  return ok("calendar", `${covers}, as announced until ${announcedThrough}`)
}
