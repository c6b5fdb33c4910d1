import { tickAt } from "../exchanges/market-rules.ts"
import type { ExchangeHours, Instrument, Universe } from "../instrument.ts"
import { sharesSince } from "../universe/splits.ts"
import type { Listing } from "../world.ts"
import { rounded } from "./bars.ts"
import { fixedPrices } from "./fixed-prices.ts"
import { anchorDay, anchorInstant, createLevels, leaderOf, NEWER_THAN_THE_CALENDAR } from "./levels.ts"
import { pairPrices } from "./pair-prices.ts"
import { dateMs } from "./price-level.ts"
import { priceGrid, type StretchPrices } from "./prices.ts"
import { seedOf } from "./random.ts"
import { drawTape, type TapeSource } from "./tape.ts"
import { tapePrices } from "./tape-prices.ts"
import { bounded, daysAfter, daysWithin, hoursOf, lastTradeAt, later, type Traded } from "./traded.ts"
import { type Stretch, tradingDays } from "./trading-day.ts"

/** Flat interest rate of every currency in this world. */
export const INTEREST_RATE = 0.04

const YEAR = 365 * 86_400_000
/** The furthest month of crude oil is listed three years ahead. */
const FUTURE_LIFE_DAYS = 1_200

/** Prices of everything that is not an option: stocks, indices, pairs, future months and the rest. */
export function createInstrumentModel(universe: Universe, seed: number) {
  const { levelOf, pairLevelOf } = createLevels(universe, seed)
  const tapes = bounded<string, StretchPrices>(8_000)

  return (instrument: Instrument, listing: Listing): Traded => {
    const { behaviour } = instrument
    const hours = hoursOf(universe, listing.conId)
    const days = tradingDays(hours)
    const level = levelOf(instrument)
    const own = seedOf(seed, `contract ${listing.conId}`)
    const hasQuotes = !UNQUOTED.has(listing.secType)
    const hasVolume = hasQuotes && behaviour.averageVolume > 0
    const lotsPerUnit = listing.secType === "CRYPTO" ? COIN_LOTS : 1
    const price = priceGrid(listing.minTick)
    const since = later(later(behaviour.since, NEWER_THAN_THE_CALENDAR), bornOn(listing))
    // A future month stands to what it follows as its cost of carry says, whenever the two of them close; so does a fund.
    const follows = listing.secType === "FUT" || listing.secType === "FUND"
    const anchor = level(anchorInstant(follows ? leaderOf(universe, instrument).hours : hours))
    const source: Omit<TapeSource, "fair"> = {
      seed: own,
      minuteVolatility: behaviour.volatility / Math.sqrt(252 * 600),
      spread: (stretch) => (hasQuotes ? Math.max(1, behaviour.spreadTicks) * (stretch.regular ? 1 : 2) : 0),
      volume: volumeShare(hours, behaviour.averageVolume * lotsPerUnit, listing),
      tradeSize: TRADE_SIZE.get(listing.secType) ?? 100,
      hasVolume,
    }
    const reference = behaviour.referencePrice / listing.minTick
    return {
      listing,
      seed: own,
      hasTrades: !QUOTED_ONLY.has(listing.secType),
      hasQuotes,
      hasVolume,
      lotsPerUnit,
      countsWholeDay: !REGULAR_DAY.has(listing.secType),
      since,
      days: daysWithin(days, since, listing.expiry || NEVER, lastTradeAt(listing)),
      price,
      prices: (stretch) =>
        tapes.get(`${listing.conId} ${stretch.open}`, () => {
          if (listing.secType === "CASH") {
            const ticks = reference * Math.exp(-anchor)
            return pairPrices({ level: pairLevelOf(instrument), ticks, spread: source.spread(stretch), price }, stretch)
          }
          if (listing.secType === "FUND") {
            const close = stretch.open + FUND_CUT_OFF
            return fixedPrices(stretch, price(Math.round(reference * Math.exp(level(close) - anchor))), close)
          }
          const shares = sharesSince(listing.conId, stretch.open)
          const worth = behaviour.referencePrice * shares * carry(instrument, listing, stretch.close)
          const tick = tickIn(listing, worth * Math.exp(level(stretch.open) - anchor))
          const fair = (at: number): number => (worth / tick) * Math.exp(level(at) - anchor)
          const priceThen =
            shares === 1 ? (tick === listing.minTick ? price : priceGrid(tick)) : inNewShares(tick, shares)
          return tapePrices(drawTape({ ...source, fair }, stretch), priceThen)
        }),
    }
  }
}

/** A fund's hours begin a minute before the close that it is priced at. */
const FUND_CUT_OFF = 60_000
const NEVER = "99991231"
const COIN_LOTS = 1_000
/** Pairs, metals and CFDs are quoted; nobody publishes their trades. */
const QUOTED_ONLY = new Set(["CASH", "CMDTY", "CFD"])
/** Indices and funds are worth something, but nobody bids for them. */
const UNQUOTED = new Set(["IND", "FUND"])
/** Where the daily high and low are those of regular hours. */
const REGULAR_DAY = new Set(["STK", "IND", "OPT", "BOND", "FUND", "WAR"])
const TRADE_SIZE: ReadonlyMap<string, number> = new Map([
  ["STK", 90],
  ["FUT", 3],
  ["CRYPTO", 50],
  ["BOND", 20_000],
])

/** Share of an ordinary day's volume that trades outside regular hours. */
const EXTENDED_SHARE: ReadonlyMap<string, number> = new Map([["FUT", 0.2]])
const ORDINARY_EXTENDED_SHARE = 0.02

/** Beyond the front month a future's volume falls off, to a fifth for every quarter of a year. */
function monthShare({ secType, expiry }: Listing, at: number): number {
  return secType === "FUT" ? 5 ** -Math.max(0, (4 * (dateMs(expiry) - at)) / YEAR - 1) : 1
}

function volumeShare(hours: ExchangeHours, average: number, listing: Listing): (stretch: Stretch) => number {
  const day = anchorDay(hours)
  const length = (regular: boolean): number =>
    (day?.stretches ?? []).reduce((sum, s) => sum + (s.regular === regular ? s.close - s.open : 0), 0)
  const regularLength = length(true)
  const extendedLength = length(false)
  const extended = average * (EXTENDED_SHARE.get(listing.secType) ?? ORDINARY_EXTENDED_SHARE)
  return ({ open, close, regular }) => {
    const share = regular ? average / Math.max(regularLength, 1) : extended / Math.max(extendedLength, 1)
    return share * (close - open) * monthShare(listing, open)
  }
}

/**
 * A future costs its spot price plus interest less dividends until it expires. The cost is that at the end of the stretch,
 * the same for all of it, so that the future moves with its spot price inside a session.
 */
function carry({ behaviour }: Instrument, listing: Listing, at: number): number {
  if (listing.secType !== "FUT") return 1
  const years = Math.max(0, dateMs(listing.expiry) - at) / YEAR
  return Math.exp((INTEREST_RATE - behaviour.dividendYield) * years)
}

/** The tick of a stretch: of a share that of its market rule where it opens, of everything else always the same. */
function tickIn({ secType, minTick, marketRuleIds }: Listing, opening: number): number {
  return secType === "STK" ? tickAt(Number(marketRuleIds.split(",")[0]), opening) : minTick
}

/**
 * A price of old shares in today's: it moved in whole ticks of its own time. Everything in this world counts in today's shares,
 * whatever the clock, so that no position, option or order has to change on the day of a split.
 */
function inNewShares(tick: number, shares: number): (ticks: number) => number {
  return (ticks) => rounded((ticks * tick) / shares)
}

function bornOn(listing: Listing): string {
  if (listing.secType !== "FUT") return ""
  return daysAfter(listing.expiry, -FUTURE_LIFE_DAYS)
}
