import type { Instrument } from "../instrument.ts"
import { countedStretches, principalKind, regularClose } from "./progress.ts"
import { bounded, daysAfter, type Traded } from "./traded.ts"
import type { TradingDay } from "./trading-day.ts"
import { realisedVolatility } from "./volatility.ts"
import { dailyFigureAt } from "./volatility-bars.ts"

/** What is known of an instrument before a trading day begins; null for what has no such figure. */
export interface DayFacts {
  readonly week52High: number | null
  readonly week52Low: number | null
  readonly historicalVolatility: number | null
  impliedVolatility(at: number): number | null
}

export type Facts = (traded: Traded, day: TradingDay) => DayFacts

const VOLATILITY_DAYS = 30
const YEAR_DAYS = 364
/** What has a volatility of its own: stocks, indices and futures. */
const UNDERLYINGS = new Set(["STK", "IND", "FUT"])
const OPTIONS = new Set(["OPT", "FOP", "WAR"])

export function createFacts(
  implied: (instrument: Instrument) => (date: string) => number,
  find: (traded: Traded) => Instrument,
): Facts {
  const known = bounded<string, DayFacts>(2_000)
  return (traded, day) =>
    known.get(`${traded.listing.conId} ${day.date}`, () => {
      if (OPTIONS.has(traded.listing.secType)) return unknown
      const level = implied(find(traded))
      const hasVolatility = UNDERLYINGS.has(traded.listing.secType)
      return {
        ...yearRange(traded, day),
        historicalVolatility: hasVolatility ? historicalVolatility(traded, day.date) : null,
        impliedVolatility: (at) => (hasVolatility ? (dailyFigureAt(traded, at, level) ?? null) : null),
      }
    })
}

const unknown: DayFacts = {
  week52High: null,
  week52Low: null,
  historicalVolatility: null,
  impliedVolatility: () => null,
}

/** Highest and lowest price of the 52 weeks before a day. */
function yearRange(traded: Traded, { date }: TradingDay): Pick<DayFacts, "week52High" | "week52Low"> {
  const from = daysAfter(date, -YEAR_DAYS)
  const kind = principalKind(traded)
  let high = Number.NEGATIVE_INFINITY
  let low = Number.POSITIVE_INFINITY
  for (const day of traded.days.dated(from, date)) {
    if (day.date === date) continue
    for (const stretch of countedStretches(traded, day, Number.POSITIVE_INFINITY)) {
      const prices = traded.prices(stretch).whole(kind)
      high = Math.max(high, prices.high)
      low = Math.min(low, prices.low)
    }
  }
  return high < low ? { week52High: null, week52Low: null } : { week52High: high, week52Low: low }
}

/** Of the 30 daily returns that end with the day before a date. */
export function historicalVolatility(traded: Traded, date: string): number {
  const closes: number[] = []
  let day = traded.days.before(date)
  while (day !== undefined && closes.length <= VOLATILITY_DAYS) {
    const close = regularClose(traded, day)
    if (close !== undefined) closes.unshift(close)
    day = traded.days.before(day.date)
  }
  return realisedVolatility(closes)
}
