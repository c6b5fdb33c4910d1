import type { World } from "./world/world.ts"

/** Bar sizes as a Gateway lists them, and in seconds. */
const barSizes: ReadonlyMap<string, number> = new Map([
  ["1 secs", 1],
  ["5 secs", 5],
  ["10 secs", 10],
  ["15 secs", 15],
  ["30 secs", 30],
  ["1 min", 60],
  ["2 mins", 120],
  ["3 mins", 180],
  ["5 mins", 300],
  ["10 mins", 600],
  ["15 mins", 900],
  ["20 mins", 1200],
  ["30 mins", 1800],
  ["1 hour", 3600],
  ["2 hours", 7200],
  ["3 hours", 10_800],
  ["4 hours", 14_400],
  ["8 hours", 28_800],
  ["1 day", 86_400],
  ["1W", 604_800],
  ["1M", 2_592_000],
])

/** Names that Gateways take for the two longest as well. */
const aliases: ReadonlyMap<string, string> = new Map([
  ["1 week", "1W"],
  ["1 month", "1M"],
])

export const legalBarSizes = [...barSizes.keys()].join(", ")

export const barSeconds = (barSize: string): number | undefined => barSizes.get(aliases.get(barSize) ?? barSize)

export type DurationUnit = "S" | "D" | "W" | "M" | "Y"

export interface Duration {
  readonly count: number
  readonly unit: DurationUnit
}

/** `1800 S`, `2 D`, `1 W`, `6 M`, `1 Y`; a number alone means seconds. */
export function readDuration(text: string): Duration | undefined {
  const match = /^(\d{1,6})(?: ([SDWMY]))?$/.exec(text.trim())
  const count = Number(match?.[1] ?? 0)
  if (!match || count === 0) return undefined
  return { count, unit: isUnit(match[2]) ? match[2] : "S" }
}

const isUnit = (text: string | undefined): text is DurationUnit => text !== undefined && "SDWMY".includes(text)

const dayMs = 86_400_000

/**
 * Where a duration that ends at `end` begins. Days count the instrument's sessions and seconds its session time, so that a
 * weekend takes nothing away; weeks, months and years are those of the calendar.
 */
export function spanStart(
  world: World,
  conId: number,
  { count, unit }: Duration,
  end: number,
  regularHoursOnly: boolean,
): number {
  switch (unit) {
    case "W":
      return end - count * 7 * dayMs
    case "M":
      return monthsBefore(end, count)
    case "Y":
      return monthsBefore(end, 12 * count)
    case "D":
    case "S": {
      const days = unit === "D" ? count : Math.ceil(count / 3600)
      const sessions = world.market
        .sessions(conId, end - (days * 2 + 14) * dayMs, end + dayMs, regularHoursOnly)
        .filter(({ open }) => open < end)
      return unit === "D" ? daysBack(sessions, count, end) : secondsBack(sessions, count * 1000, end)
    }
  }
}

interface Span {
  readonly open: number
  readonly close: number
  readonly tradeDate: string
}

function daysBack(sessions: readonly Span[], count: number, end: number): number {
  const dates = [...new Set(sessions.map(({ tradeDate }) => tradeDate))].slice(-count)
  return sessions.find(({ tradeDate }) => tradeDate === dates[0])?.open ?? end - count * dayMs
}

function secondsBack(sessions: readonly Span[], ms: number, end: number): number {
  let left = ms
  for (const { open, close } of sessions.toReversed()) {
    const until = Math.min(close, end)
    if (until - left >= open) return until - left
    left -= until - open
  }
  return end - ms
}

function monthsBefore(at: number, months: number): number {
  const date = new Date(at)
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1))
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(date.getUTCDate(), lastDay))
  return first.getTime() + (at % dayMs)
}
