import { dateInZone, ianaZone } from "../../../calendar/zones.ts"
import type { Instrument, Universe } from "../instrument.ts"
import type { BarQuery, Market, Session, SimulatedBar } from "../world.ts"
import { bidAskBars, priceBars, rounded } from "./bars.ts"
import { computationAt, suppose } from "./computation.ts"
import { dividendFactor } from "./dividends.ts"
import { createExchangeRate } from "./exchange-rate.ts"
import { createFacts, historicalVolatility } from "./facts.ts"
import { createInstrumentModel } from "./instrument-model.ts"
import { createImpliedLevels, createOptionModel, type TradedOption } from "./option-model.ts"
import { snapshotOf } from "./snapshot.ts"
import { bounded, daysAfter, type Traded } from "./traded.ts"
import { wanderingLevel } from "./volatility.ts"
import { dailyFigureBars } from "./volatility-bars.ts"

const OPTIONS = new Set(["OPT", "FOP", "WAR"])
/** What volatility figures exist for. */
const UNDERLYINGS = new Set(["STK", "IND", "FUT"])
const BORROWING_FEE = 0.0035

/** The market of a universe: prices of every contract at every instant, each a pure function of the seed and the instant. */
export function createMarket(universe: Universe, seed: number): Market {
  const implied = createImpliedLevels(universe, seed)
  const makeInstrument = createInstrumentModel(universe, seed)
  const makeOption = createOptionModel(universe, seed, implied)
  const contracts = bounded<number, Traded | undefined>(3_000)
  const options = new WeakMap<Traded, TradedOption>()

  const find = (conId: number): Traded | undefined => contracts.get(conId, make)

  function make(conId: number): Traded | undefined {
    const listing = universe.listing(conId)
    const instrument = universe.instrument(conId)
    if (listing === undefined || instrument === undefined || universe.hours(conId) === undefined) return undefined
    if (!OPTIONS.has(listing.secType)) return makeInstrument(instrument, listing)
    const underlying = find(listing.underConId)
    if (underlying === undefined) return undefined
    const option = makeOption(instrument, listing, underlying)
    options.set(option, option)
    return option
  }

  const known = (conId: number): { readonly traded: Traded; readonly instrument: Instrument } => {
    const traded = find(conId)
    const instrument = universe.instrument(conId)
    if (traded === undefined || instrument === undefined)
      throw new Error(`Nothing in this universe has con id ${conId}`)
    return { traded, instrument }
  }

  const facts = createFacts(implied, (traded) => known(traded.listing.conId).instrument)
  const sessions = (conId: number, from: number, to: number, regularHoursOnly: boolean): readonly Session[] => {
    const { traded } = known(conId)
    const zone = ianaZone(universe.hours(conId)?.timeZoneId ?? "") ?? "UTC"
    const date = (at: number): string => dateInZone(at, zone).replaceAll("-", "")
    const days = to > from ? traded.days.dated(date(from), date(to - 1)) : []
    return days.flatMap((day) => (regularHoursOnly ? day.regular : day.all))
  }

  return {
    entitlement: (conId) => universe.instrument(conId)?.behaviour.entitlement ?? "none",
    snapshot(conId, at) {
      const { traded, instrument } = known(conId)
      return snapshotOf(traded, instrument, facts, at)
    },
    computation(conId, at, kind) {
      const { traded } = known(conId)
      const option = options.get(traded)
      return option === undefined ? undefined : computationAt(option, at, kind)
    },
    calculate(conId, at, supposed) {
      const option = options.get(known(conId).traded)
      return option === undefined ? undefined : suppose(option, at, supposed)
    },
    bars(query) {
      const { traded, instrument } = known(query.conId)
      return has(traded, query.what) ? barsOf(traded, instrument, query) : []
    },
    sessions,
    headTimestamp(conId, what) {
      const { traded } = known(conId)
      const [first] = has(traded, what) ? traded.days.dated(traded.since, daysAfter(traded.since, 30)) : []
      return first === undefined ? undefined : (first.regular[0]?.open ?? first.open)
    },
    exchangeRate: createExchangeRate(universe, find),
  }

  function barsOf(traded: Traded, instrument: Instrument, query: BarQuery): readonly SimulatedBar[] {
    switch (query.what) {
      case "TRADES":
      case "BID":
      case "ASK":
      case "MIDPOINT":
        return priceBars(traded, query, query.what)
      case "BID_ASK":
        return bidAskBars(traded, query)
      case "ADJUSTED_LAST": {
        const factor = dividendFactor(
          traded.seed,
          instrument.behaviour,
          new Date(query.to).toISOString().slice(0, 10).replaceAll("-", ""),
        )
        return priceBars(traded, query, "TRADES").map((bar) => scaled(bar, factor(bar.day)))
      }
      case "HISTORICAL_VOLATILITY":
        return dailyFigureBars(
          traded,
          query,
          remembered((date) => historicalVolatility(traded, date)),
        )
      case "OPTION_IMPLIED_VOLATILITY":
        return dailyFigureBars(traded, query, implied(instrument))
      default:
        return dailyFigureBars(traded, query, wanderingLevel(seed, `fee ${traded.listing.conId}`, BORROWING_FEE, 0.3))
    }
  }
}

function has(traded: Traded, what: string): boolean {
  switch (what) {
    case "TRADES":
      return traded.hasTrades
    case "ADJUSTED_LAST":
    case "FEE_RATE":
      return traded.listing.secType === "STK"
    case "BID":
    case "ASK":
    case "MIDPOINT":
    case "BID_ASK":
      return traded.hasQuotes
    case "HISTORICAL_VOLATILITY":
    case "OPTION_IMPLIED_VOLATILITY":
      return UNDERLYINGS.has(traded.listing.secType)
    default:
      return false
  }
}

function scaled(bar: SimulatedBar, factor: number): SimulatedBar {
  const { open, high, low, close, average } = bar
  return {
    ...bar,
    open: rounded(open * factor),
    high: rounded(high * factor),
    low: rounded(low * factor),
    close: rounded(close * factor),
    average: rounded(average * factor),
  }
}

/** A figure asked for twice, as its day's own value and as the next day's beginning, and worked out once. */
function remembered(figure: (date: string) => number): (date: string) => number {
  const known = new Map<string, number>()
  return (date) => {
    const value = known.get(date) ?? figure(date)
    known.set(date, value)
    return value
  }
}
