import type { BarQuery, SimulatedBar } from "../world.ts"
import { Aggregate, type PriceKind, secondsBegun } from "./prices.ts"
import type { Traded } from "./traded.ts"
import type { Stretch, TradingDay } from "./trading-day.ts"

const DAY_SECONDS = 86_400
const WEEK_SECONDS = 7 * DAY_SECONDS

/** Bars of one kind of price. Seconds that have not begun before the end of the range are not in them. */
export function priceBars(traded: Traded, query: BarQuery, kind: PriceKind): readonly SimulatedBar[] {
  return query.barSeconds < DAY_SECONDS ? intradayBars(traded, query, kind) : dailyBars(traded, query, kind)
}

/** IBKR's BID_ASK: average bid and ask as open and close, lowest bid and highest ask as low and high. */
export function bidAskBars(traded: Traded, query: BarQuery): readonly SimulatedBar[] {
  const asks = priceBars(traded, query, "ASK")
  return priceBars(traded, query, "BID").map((bid, index) => {
    const ask = asks[index] ?? bid
    return { ...bid, open: mean(bid), high: ask.high, low: bid.low, close: mean(ask) }
  })
}

const mean = ({ open, high, low, close }: SimulatedBar): number => rounded((open + high + low + close) / 4)

const stretchesOf = (day: TradingDay, regularHoursOnly: boolean): readonly Stretch[] =>
  regularHoursOnly ? day.stretches.filter(({ regular }) => regular) : day.stretches

/**
 * Bars of whole days, weeks and months by trade date. A bar of a week or a month is dated by the last day in it, as a
 * Gateway does (seen live: a week that ends on a holiday Friday is dated Thursday).
 */
function dailyBars(traded: Traded, { from, to, barSeconds, regularHoursOnly }: BarQuery, kind: PriceKind) {
  const bars: SimulatedBar[] = []
  let sum = new Aggregate()
  let period = ""
  let last: TradingDay | undefined
  const finish = (): void => {
    if (last !== undefined && !sum.empty) bars.push(bar(traded, kind, last.midnight, last.date, sum))
  }
  for (const day of traded.days.between(from, to)) {
    const stretches = stretchesOf(day, regularHoursOnly).filter(({ open }) => open < to)
    if (stretches.length === 0 || (stretches.at(-1)?.close ?? 0) <= from) continue
    const key = periodOf(day, barSeconds)
    if (key !== period) {
      finish()
      sum = new Aggregate()
      period = key
    }
    last = day
    for (const stretch of stretches) {
      const prices = traded.prices(stretch)
      sum.addSeconds(prices, kind, 0, secondsBegun(prices, to))
    }
  }
  finish()
  return bars
}

/** What days have in common that belong to one bar. */
export function periodOf({ date, midnight }: Pick<TradingDay, "date" | "midnight">, barSeconds: number): string {
  if (barSeconds < WEEK_SECONDS) return date
  if (barSeconds > WEEK_SECONDS) return date.slice(0, 6)
  // Half a day on, so that the hour a clock is put forward or back cannot move a Monday.
  const days = Math.floor((midnight + DAY_SECONDS * 500) / (DAY_SECONDS * 1000))
  return String(Math.floor((days + 3) / 7))
}

/** Bars that start on multiples of their size from the exchange's midnight, cut short where a session opens or closes. */
function intradayBars(traded: Traded, { from, to, barSeconds, regularHoursOnly }: BarQuery, kind: PriceKind) {
  const bars: SimulatedBar[] = []
  const size = barSeconds * 1000
  for (const day of traded.days.between(from, to)) {
    let sum = new Aggregate()
    let start = Number.NaN
    let slot = Number.NaN
    const finish = (): void => {
      if (start >= from && start < to && !sum.empty) bars.push(bar(traded, kind, start, day.date, sum))
    }
    for (const stretch of stretchesOf(day, regularHoursOnly)) {
      if (stretch.open >= to || stretch.close <= from - size) continue
      const prices = traded.prices(stretch)
      const end = secondsBegun(prices, to)
      const firstSlot = Math.floor((Math.max(stretch.open, from - size) - day.midnight) / size)
      let second = Math.max(0, (day.midnight + firstSlot * size - stretch.open) / 1000)
      while (second < end) {
        const at = stretch.open + second * 1000
        const inSlot = Math.floor((at - day.midnight) / size)
        if (inSlot !== slot) {
          finish()
          sum = new Aggregate()
          slot = inSlot
          start = at
        }
        const next = Math.min(end, (day.midnight + (inSlot + 1) * size - stretch.open) / 1000)
        sum.addSeconds(prices, kind, second, next)
        second = next
      }
    }
    finish()
  }
  return bars
}

function bar(traded: Traded, kind: PriceKind, at: number, day: string, sum: Aggregate): SimulatedBar {
  const { open, high, low, close } = sum
  if (kind !== "TRADES") return { at, day, open, high, low, close, volume: -1, average: -1, count: -1 }
  const average = traded.hasVolume ? rounded((high + low + close) / 3) : 0
  return { at, day, open, high, low, close, volume: sum.volume / traded.lotsPerUnit, average, count: sum.count }
}

export const rounded = (value: number): number => Math.round(value * 1e6) / 1e6
