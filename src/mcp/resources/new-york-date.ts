import { newYorkOffsetMinutes } from "../../calendar/nyse.ts"

/** The date in New York at an instant (ms since the epoch), `2026-11-20`; UTC's outside the embedded calendar. */
export function newYorkDate(at: number): string {
  const offset = newYorkOffsetMinutes(at)
  return new Date(at + (offset === "unknown" ? 0 : offset) * 60_000).toISOString().slice(0, 10)
}
