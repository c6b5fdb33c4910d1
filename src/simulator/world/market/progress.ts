import { Aggregate, type PriceKind, type StretchPrices, secondsBegun } from "./prices.ts"
import type { Traded } from "./traded.ts"
import type { Stretch, TradingDay } from "./trading-day.ts"

/** How far trading in a contract has come at an instant: the last second that has begun. */
export interface Progress {
  readonly day: TradingDay
  readonly stretch: Stretch
  readonly prices: StretchPrices
  readonly second: number
}

/** Undefined before the first second of the contract's life. */
export function progressAt(traded: Traded, at: number): Progress | undefined {
  let day = traded.days.openedBy(at)
  if (day !== undefined && day.open >= at) day = traded.days.before(day.date)
  const stretch = day?.stretches.findLast(({ open }) => open < at)
  if (day === undefined || stretch === undefined) return undefined
  const prices = traded.prices(stretch)
  return { day, stretch, prices, second: secondsBegun(prices, at) - 1 }
}

/** Whether the contract trades at an instant. */
export function tradesAt(traded: Traded, at: number): boolean {
  const day = traded.days.openedBy(at)
  return day?.stretches.some(({ open, close }) => open <= at && at < close) ?? false
}

/** Stretches that a day's open, high, low and volume count: the regular ones as soon as there are any. */
export function countedStretches(traded: Traded, day: TradingDay, before: number): readonly Stretch[] {
  const begun = day.stretches.filter(({ open }) => open < before)
  const regular = begun.filter((stretch) => stretch.regular)
  return traded.countsWholeDay || regular.length === 0 ? begun : regular
}

/** The day's prices so far. */
export function daySoFar(traded: Traded, { day, stretch, second }: Progress, kind: PriceKind, at: number): Aggregate {
  const sum = new Aggregate()
  for (const counted of countedStretches(traded, day, at)) {
    const prices = traded.prices(counted)
    if (counted.open !== stretch.open) sum.add(prices.whole(kind))
    else addBeginning(sum, prices, kind, second + 1)
  }
  return sum
}

interface Memory {
  minutes: number
  sum: Aggregate
}

/** The minutes already added up, so that a clock that moves on pays only for the minute it is in. */
const memories = new WeakMap<StretchPrices, Map<PriceKind, Memory>>()

function addBeginning(sum: Aggregate, prices: StretchPrices, kind: PriceKind, seconds: number): void {
  if (seconds >= prices.minutes * 60) {
    sum.add(prices.whole(kind))
    return
  }
  const whole = Math.floor(seconds / 60)
  const kinds = memories.get(prices) ?? new Map<PriceKind, Memory>()
  memories.set(prices, kinds)
  let memory = kinds.get(kind)
  if (memory === undefined || memory.minutes > whole) {
    memory = { minutes: 0, sum: new Aggregate() }
    kinds.set(kind, memory)
  }
  for (; memory.minutes < whole; memory.minutes++) memory.sum.add(prices.minute(kind, memory.minutes))
  if (whole > 0) sum.add(memory.sum)
  if (whole * 60 < seconds) sum.addSeconds(prices, kind, whole * 60, seconds)
}

/** What a contract's official prices are made of: its trades, or the middle of its quotes where no trades are published. */
export const principalKind = (traded: Traded): PriceKind => (traded.hasTrades ? "TRADES" : "MIDPOINT")

/** The regular close of a day; undefined when the day has no regular hours. */
export function regularClose(traded: Traded, day: TradingDay): number | undefined {
  const stretch = day.stretches.findLast(({ regular }) => regular) ?? day.stretches.at(-1)
  return stretch === undefined ? undefined : traded.prices(stretch).whole(principalKind(traded)).close
}
