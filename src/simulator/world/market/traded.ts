import { ianaZone, wallTime } from "../../../calendar/zones.ts"
import type { Universe } from "../instrument.ts"
import type { Listing } from "../world.ts"
import { dateMs } from "./price-level.ts"
import type { StretchPrices } from "./prices.ts"
import type { Stretch, TradingDay, TradingDays } from "./trading-day.ts"

/** One contract as the market model sees it: its trading days and the prices in each stretch of them. */
export interface Traded {
  readonly listing: Listing
  readonly seed: number
  readonly hasTrades: boolean
  readonly hasQuotes: boolean
  readonly hasVolume: boolean
  /** Volume is counted in lots, so many to a unit: coins trade in thousandths. */
  readonly lotsPerUnit: number
  /** Whether a day's open, high, low and volume count from its first session or from the regular open. */
  readonly countsWholeDay: boolean
  /** First day with data, `YYYYMMDD`. */
  readonly since: string
  /** From its first day with data to its last day of trading. */
  readonly days: TradingDays
  prices(stretch: Stretch): StretchPrices
  /** Ticks to a price, half ticks allowed. */
  price(ticks: number): number
}

export type FindTraded = (conId: number) => Traded | undefined

/** Trade date of the prices that instruments are anchored to. */
export const ANCHOR_DATE = "20261120"

/** The days from `first` to `last`, the last one cut off at `end` where the contract stops trading before its exchange does. */
export function daysWithin(days: TradingDays, first: string, last: string, end: number | undefined): TradingDays {
  const lastDay = bounded<string, TradingDay | undefined>(1)
  const ended = (day: TradingDay | undefined): TradingDay | undefined =>
    day === undefined || end === undefined || day.date !== last ? day : lastDay.get(last, () => cutOff(day, end))
  const inside = (day: TradingDay | undefined): TradingDay | undefined =>
    day !== undefined && day.date >= first ? ended(day) : undefined
  const notLater = (day: TradingDay | undefined): TradingDay | undefined =>
    inside(day !== undefined && day.date > last ? (days.on(last) ?? days.before(last)) : day)
  const cut = (list: readonly TradingDay[]): readonly TradingDay[] =>
    end !== undefined && list.at(-1)?.date === last ? list.map((day) => ended(day) ?? day) : list
  return {
    openedBy: (at) => notLater(days.openedBy(at)),
    before: (date) => notLater(days.before(date)),
    on: (date) => (date >= first && date <= last ? ended(days.on(date)) : undefined),
    between: (from, to) => cut(days.between(from, to).filter((day) => day.date >= first && day.date <= last)),
    dated: (from, to) => cut(days.dated(later(from, first), to > last ? last : to)),
  }
}

function cutOff(day: TradingDay, end: number): TradingDay {
  const cut = <T extends { readonly open: number; readonly close: number }>(list: readonly T[]): readonly T[] =>
    list.filter(({ open }) => open < end).map((item) => ({ ...item, close: Math.min(item.close, end) }))
  return {
    ...day,
    close: Math.min(day.close, end),
    regular: cut(day.regular),
    all: cut(day.all),
    stretches: cut(day.stretches),
  }
}

/** The instant that a listing gives as its last (`08:30:00 US/Central` on its expiry); undefined when it gives none. */
export function lastTradeAt({ expiry, lastTradeTime }: Listing): number | undefined {
  const [time, zoneName] = lastTradeTime.split(" ")
  const zone = zoneName === undefined ? null : ianaZone(zoneName)
  const [hour, minute, second] = (time ?? "").split(":").map(Number)
  if (zone === null || hour === undefined || minute === undefined || second === undefined) return undefined
  const date = new Date(dateMs(expiry))
  const wall = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
  return wallTime(zone, { ...wall, hour, minute, second }, "end")
}

/** A cache that forgets everything when it is full: what it holds can always be worked out again. */
export function bounded<K, V>(limit: number): { get(key: K, make: (key: K) => V): V } {
  const entries = new Map<K, V>()
  return {
    get(key, make) {
      const found = entries.get(key)
      if (found !== undefined) return found
      const made = make(key)
      if (entries.size >= limit) entries.clear()
      entries.set(key, made)
      return made
    },
  }
}

export function hoursOf(universe: Universe, conId: number) {
  const hours = universe.hours(conId)
  if (hours === undefined) throw new Error(`Contract ${conId} is listed without hours`)
  return hours
}

/** The later of two `YYYYMMDD` dates. */
export function later(a: string, b: string): string {
  if (a > b) return a
  return b
}

/** The date (`YYYYMMDD`) so many days after another. */
export function daysAfter(date: string, days: number): string {
  return new Date(dateMs(date) + days * 86_400_000).toISOString().slice(0, 10).replaceAll("-", "")
}
