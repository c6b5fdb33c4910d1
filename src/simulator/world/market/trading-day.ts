import { ianaZone, wallTime } from "../../../calendar/zones.ts"
import type { ExchangeHours } from "../instrument.ts"
import type { Session } from "../world.ts"
import { dateMs } from "./price-level.ts"

/** One uninterrupted piece of a trading day: before, in or after regular hours, or one side of a lunch break. */
export interface Stretch {
  readonly open: number
  readonly close: number
  readonly regular: boolean
}

export interface TradingDay {
  /** Trade date, `YYYYMMDD`. */
  readonly date: string
  /** When its first session of any kind opens. */
  readonly open: number
  readonly close: number
  readonly regular: readonly Session[]
  readonly all: readonly Session[]
  readonly stretches: readonly Stretch[]
  /** The exchange's midnight of the trade date, ms since the epoch. */
  readonly midnight: number
}

/** An exchange's trading days, each worked out once, a year at a time. */
export interface TradingDays {
  /** The last day that has opened by `at`. */
  openedBy(at: number): TradingDay | undefined
  /** The day before a trade date. */
  before(date: string): TradingDay | undefined
  on(date: string): TradingDay | undefined
  /** Days with a session that overlaps [from, to), ascending. */
  between(from: number, to: number): readonly TradingDay[]
  /** Days by trade date, both ends included. */
  dated(first: string, last: string): readonly TradingDay[]
}

const FIRST_YEAR = 1960
const LAST_YEAR = 2060
const MARGIN = 8 * 86_400_000

const known = new WeakMap<ExchangeHours, TradingDays>()

export function tradingDays(hours: ExchangeHours): TradingDays {
  const found = known.get(hours)
  if (found !== undefined) return found
  const made = createTradingDays(hours)
  known.set(hours, made)
  return made
}

function createTradingDays(hours: ExchangeHours): TradingDays {
  const years = new Map<number, readonly TradingDay[]>()
  const zone = ianaZone(hours.timeZoneId)
  if (zone === null) throw new Error(`No such time zone: ${hours.timeZoneId}`)

  const daysOf = (year: number): readonly TradingDay[] => {
    if (year < FIRST_YEAR || year > LAST_YEAR) return []
    const existing = years.get(year)
    if (existing !== undefined) return existing
    const from = Date.UTC(year, 0, 1) - MARGIN
    const to = Date.UTC(year + 1, 0, 1) + MARGIN
    const all = byDate(hours.sessions(from, to, false), year)
    const regular = byDate(hours.sessions(from, to, true), year)
    const dates = [...new Set([...all.keys(), ...regular.keys()])].sort()
    const days = dates.map((date) => tradingDay(date, zone, all.get(date) ?? [], regular.get(date) ?? []))
    years.set(year, days)
    return days
  }

  const lastWhere = (year: number, holds: (day: TradingDay) => boolean): TradingDay | undefined => {
    for (let y = year + 1; y >= year - 1; y--) {
      const days = daysOf(y)
      const index = firstIndex(days, (day) => !holds(day)) - 1
      if (index >= 0) return days[index]
    }
    return undefined
  }

  const selected = (
    firstYear: number,
    lastYear: number,
    from: (day: TradingDay) => boolean,
    to: (day: TradingDay) => boolean,
  ) => {
    const found: TradingDay[] = []
    for (let year = Math.max(firstYear, FIRST_YEAR); year <= Math.min(lastYear, LAST_YEAR); year++) {
      const days = daysOf(year)
      for (const day of days.slice(
        firstIndex(days, from),
        firstIndex(days, (d) => !to(d)),
      ))
        found.push(day)
    }
    return found
  }

  return {
    openedBy: (at) => lastWhere(utcYear(at), (day) => day.open <= at),
    before: (date) => lastWhere(Number(date.slice(0, 4)), (day) => day.date < date),
    on(date) {
      const days = daysOf(Number(date.slice(0, 4)))
      const day = days[firstIndex(days, (d) => d.date >= date)]
      return day?.date === date ? day : undefined
    },
    between: (from, to) =>
      selected(
        utcYear(from) - 1,
        utcYear(to) + 1,
        (day) => day.close > from,
        (day) => day.open < to,
      ),
    dated: (first, last) =>
      selected(
        Number(first.slice(0, 4)),
        Number(last.slice(0, 4)),
        (day) => day.date >= first,
        (day) => day.date <= last,
      ),
  }
}

const utcYear = (at: number): number => new Date(at).getUTCFullYear()

/** Where `holds` begins to be true in a list that is false first and true after. */
function firstIndex<T>(list: readonly T[], holds: (item: T) => boolean): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const item = list[middle]
    if (item !== undefined && holds(item)) high = middle
    else low = middle + 1
  }
  return low
}

function byDate(sessions: readonly Session[], year: number): Map<string, Session[]> {
  const dates = new Map<string, Session[]>()
  for (const session of sessions) {
    if (Number(session.tradeDate.slice(0, 4)) !== year) continue
    const list = dates.get(session.tradeDate)
    if (list === undefined) dates.set(session.tradeDate, [session])
    else list.push(session)
  }
  return dates
}

function tradingDay(date: string, zone: string, all: readonly Session[], regular: readonly Session[]): TradingDay {
  const stretches: Stretch[] = regular.map(({ open, close }) => ({ open, close, regular: true }))
  for (const session of all) {
    let open = session.open
    for (const core of regular) {
      if (core.close <= open || core.open >= session.close) continue
      if (core.open > open) stretches.push({ open, close: core.open, regular: false })
      open = core.close
    }
    if (open < session.close) stretches.push({ open, close: session.close, regular: false })
  }
  stretches.sort((a, b) => a.open - b.open)
  const utc = new Date(dateMs(date))
  const wall = { year: utc.getUTCFullYear(), month: utc.getUTCMonth() + 1, day: utc.getUTCDate() }
  return {
    date,
    open: stretches[0]?.open ?? Number.POSITIVE_INFINITY,
    close: stretches.at(-1)?.close ?? Number.NEGATIVE_INFINITY,
    regular,
    all,
    stretches,
    midnight: wallTime(zone, { ...wall, hour: 0, minute: 0, second: 0 }, "start"),
  }
}
