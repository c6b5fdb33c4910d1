import type { ExchangeHours, Instrument, Universe } from "../instrument.ts"
import { createPairLevels, type PairLevel } from "./pair-levels.ts"
import { type BusyHours, createPriceLevel, dateMs, type LevelOptions, type PriceLevel } from "./price-level.ts"
import { seedOf } from "./random.ts"
import { ANCHOR_DATE, bounded, later } from "./traded.ts"
import { type TradingDay, tradingDays } from "./trading-day.ts"

/** What moves exactly with something else: funds and futures with their index, gold with gold, one share class with another. */
const leaders: ReadonlyMap<string, string> = new Map([
  ...["SPY", "VOO", "IVV", "VFIAX", "FXAIX", "ES", "MES"].map((symbol) => [symbol, "SPX"] as const),
  ...["QQQ", "NQ", "MNQ"].map((symbol) => [symbol, "NDX"] as const),
  ...["IWM", "RTY", "M2K"].map((symbol) => [symbol, "RUT"] as const),
  ...["GLD", "GC", "MGC"].map((symbol) => [symbol, "XAUUSD"] as const),
  ["GOOG", "GOOGL"] as const,
])

/** Stocks listed abroad as well, by symbol and currency, with their home: there they cost the same at the rate of the moment. */
const homes: ReadonlyMap<string, string> = new Map([
  ["VOD USD", "VOD GBP"],
  ["SAP USD", "SAP EUR"],
  ["SHOP CAD", "SHOP USD"],
  ["5 HKD", "HSBA GBP"],
  ["BABA USD", "9988 HKD"],
])

/** What an instrument moves with, itself when with nothing else. */
export function leaderOf(universe: Universe, instrument: Instrument): Instrument {
  const { symbol, reroute } = instrument.listing
  if (reroute !== undefined) return universe.instrument(reroute.conId) ?? instrument
  const leader = leaders.get(symbol)
  if (leader === undefined) return instrument
  return universe.instruments.find(({ listing }) => listing.symbol === leader) ?? instrument
}

export const NEWER_THAN_THE_CALENDAR = "19600104"

/** Where prices come from: the level of every instrument, and of a currency pair its lines. */
export interface Levels {
  levelOf(instrument: Instrument): PriceLevel
  pairLevelOf(pair: Instrument): PairLevel
}

/** The price level of every instrument, those that belong together from one source. */
export function createLevels(universe: Universe, seed: number): Levels {
  const marketSeed = seedOf(seed, "market")
  const levels = bounded<Instrument, PriceLevel>(1_000)
  const levelOf = (instrument: Instrument): PriceLevel => levels.get(leaderOf(universe, instrument), make)
  const pairLevelOf = createPairLevels(universe, optionsOf)
  return { levelOf, pairLevelOf }

  function make(instrument: Instrument): PriceLevel {
    const { listing, hours } = instrument
    if (listing.secType === "CASH") return pairLevelOf(instrument).at
    const home = stock(homes.get(`${listing.symbol} ${listing.currency}`), listing.secType)
    if (home !== undefined) {
      const [local, there, here] = [levelOf(home), dollars(home.listing.currency), dollars(listing.currency)]
      return (at) => local(at) + there(at) - here(at)
    }
    return createPriceLevel({ ...optionsOf(instrument), busy: busyHours(hours) })
  }

  function optionsOf({ listing, behaviour }: Instrument): Omit<LevelOptions, "busy"> {
    return {
      seed: seedOf(seed, `${listing.symbol} ${listing.secType} ${listing.currency}`),
      marketSeed,
      behaviour: { ...behaviour, since: later(behaviour.since, NEWER_THAN_THE_CALENDAR) },
      everyDay: listing.secType === "CRYPTO",
    }
  }

  function stock(key: string | undefined, secType: string): Instrument | undefined {
    if (key === undefined || secType !== "STK") return undefined
    return universe.instruments.find(
      ({ listing }) => listing.secType === "STK" && `${listing.symbol} ${listing.currency}` === key,
    )
  }

  /** Level of a currency in dollars, from the pair that it makes with the dollar. */
  function dollars(currency: string): PriceLevel {
    for (const pair of universe.instruments) {
      if (pair.listing.secType !== "CASH") continue
      const level = levelOf(pair)
      if (pair.listing.symbol === currency && pair.listing.currency === "USD") return level
      if (pair.listing.symbol === "USD" && pair.listing.currency === currency) return (at) => -level(at)
    }
    return () => 0
  }
}

/** The last trading day up to the date of the reference prices. */
export function anchorDay(hours: ExchangeHours): TradingDay | undefined {
  const days = tradingDays(hours)
  return days.on(ANCHOR_DATE) ?? days.before(ANCHOR_DATE)
}

/** The regular close at which instruments stand at their reference price. */
export function anchorInstant(hours: ExchangeHours): number {
  return anchorDay(hours)?.regular.at(-1)?.close ?? dateMs(ANCHOR_DATE)
}

/** News comes around an exchange's own opening hours; around London's and New York's for what trades day and night. */
function busyHours(hours: ExchangeHours): BusyHours {
  const session = anchorDay(hours)?.regular[0]
  if (session === undefined || session.close - session.open > 12 * 3_600_000) return { from: 12.5, to: 21 }
  const from = Math.min(Math.max(((session.open / 3_600_000) % 24) - 1, 0), 15.5)
  return { from, to: from + 8.5 }
}
