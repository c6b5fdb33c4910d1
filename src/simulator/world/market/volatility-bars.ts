import type { BarQuery, SimulatedBar } from "../world.ts"
import { periodOf, rounded } from "./bars.ts"
import type { Traded } from "./traded.ts"
import type { TradingDay } from "./trading-day.ts"

const DAY_SECONDS = 86_400
const WEEK_SECONDS = 7 * DAY_SECONDS

/**
 * Bars of a figure that has one value a day (volatilities, fee rates): it moves evenly from the last day's value at the
 * regular open to the day's own at the regular close, so bars of all sizes agree.
 */
export function dailyFigureBars(
  traded: Traded,
  query: BarQuery,
  figure: (date: string) => number,
): readonly SimulatedBar[] {
  const { from, to, barSeconds } = query
  const size = barSeconds * 1000
  const bars: SimulatedBar[] = []
  for (const day of traded.days.between(from, to)) {
    const path = dayPath(traded, day, figure)
    if (path === undefined || path.open >= to || path.close <= from) continue
    if (barSeconds < DAY_SECONDS) {
      const first = Math.max(0, Math.floor((Math.max(path.open, from) - day.midnight) / size))
      for (let slot = first; day.midnight + slot * size < Math.min(path.close, to); slot++) {
        const start = Math.max(path.open, day.midnight + slot * size)
        const end = Math.min(path.close, to, day.midnight + (slot + 1) * size)
        if (start >= from && end > start) bars.push(figureBar(start, day.date, path.at(start), path.at(end)))
      }
    } else {
      bars.push(figureBar(day.midnight, day.date, path.at(path.open), path.at(Math.min(path.close, to))))
    }
  }
  return barSeconds >= WEEK_SECONDS ? joined(bars, barSeconds) : bars
}

/** The figure at an instant; undefined before the contract's first day. */
export function dailyFigureAt(traded: Traded, at: number, figure: (date: string) => number): number | undefined {
  const day = traded.days.openedBy(at)
  if (day === undefined) return undefined
  const path = dayPath(traded, day, figure)
  return path === undefined ? figure(day.date) : path.at(Math.min(Math.max(at, path.open), path.close))
}

function dayPath(traded: Traded, day: TradingDay, figure: (date: string) => number) {
  const open = day.regular[0]?.open
  const close = day.regular.at(-1)?.close
  if (open === undefined || close === undefined) return undefined
  const value = figure(day.date)
  const previous = traded.days.before(day.date)
  const before = previous === undefined ? value : figure(previous.date)
  return { open, close, at: (at: number) => rounded(before + ((value - before) * (at - open)) / (close - open)) }
}

function figureBar(at: number, day: string, open: number, close: number): SimulatedBar {
  const [high, low] = [Math.max(open, close), Math.min(open, close)]
  return { at, day, open, high, low, close, volume: -1, average: -1, count: -1 }
}

function joined(days: readonly SimulatedBar[], barSeconds: number): readonly SimulatedBar[] {
  const bars: SimulatedBar[] = []
  let period = ""
  for (const day of days) {
    const key = periodOf({ date: day.day, midnight: day.at }, barSeconds)
    const bar = bars.at(-1)
    if (key !== period || bar === undefined) bars.push(day)
    else {
      const [high, low] = [Math.max(bar.high, day.high), Math.min(bar.low, day.low)]
      bars[bars.length - 1] = { ...day, open: bar.open, high, low }
    }
    period = key
  }
  return bars
}
