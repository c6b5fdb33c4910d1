import { priceIncrements } from "../exchanges/market-rules.ts"
import type { Instrument, Universe } from "../instrument.ts"
import { optionFromConId } from "../universe/options.ts"
import type { Listing } from "../world.ts"
import { INTEREST_RATE } from "./instrument-model.ts"
import { leaderOf } from "./levels.ts"
import { type OptionTicks, optionPrices, type Valuation } from "./option-prices.ts"
import { dateMs } from "./price-level.ts"
import { priceGrid, type StretchPrices } from "./prices.ts"
import { normal, seedOf } from "./random.ts"
import { bounded, daysAfter, daysWithin, hoursOf, lastTradeAt, later, type Traded } from "./traded.ts"
import { type Stretch, type TradingDays, tradingDays } from "./trading-day.ts"
import { smile, wanderingLevel } from "./volatility.ts"

export interface TradedOption extends Traded {
  readonly underlying: Traded
  readonly expiresAt: number
  valuation(stretch: Stretch): Valuation
}

const YEAR = 365 * 86_400_000
/** How long an option that no rule of the universe tells of has been listed. */
const LIFE_DAYS = 365
/** Nearer to expiry than this, time decays by the minute; further away by the day. */
const NEAR = 7 * 86_400_000
/** Options traded per share of the underlying, at the money. */
const OPTIONS_PER_SHARE = 1e-4
const INDEX_OPTIONS = 4_000

/**
 * At-the-money volatility of an instrument by trade date, which its options are priced at. What moves together has one:
 * options on an index, its fund and its future agree.
 */
export function createImpliedLevels(universe: Universe, seed: number) {
  const levels = bounded<Instrument, (date: string) => number>(500)
  return (instrument: Instrument): ((date: string) => number) =>
    levels.get(leaderOf(universe, instrument), ({ listing, behaviour }) =>
      wanderingLevel(seed, `implied ${listing.conId}`, behaviour.volatility * 1.05, 0.12),
    )
}

export function createOptionModel(
  universe: Universe,
  seed: number,
  implied: (i: Instrument) => (date: string) => number,
) {
  const made = bounded<string, StretchPrices>(3_000)
  return (instrument: Instrument, listing: Listing, underlying: Traded): TradedOption => {
    const days = tradingDays(hoursOf(universe, listing.conId))
    const expiresAt = expiryOf(listing, days)
    const since = later(daysAfter(listing.expiry, -listedAhead(listing)), instrument.behaviour.since)
    const own = seedOf(seed, `option ${listing.symbol} ${listing.expiry} ${listing.strike} ${listing.right}`)
    const level = implied(instrument)
    const isFuture = underlying.listing.secType === "FUT"
    const price = priceGrid(listing.minTick)
    const ticks = ticksOf(listing)

    const valuation = (stretch: Stretch): Valuation => {
      const date = days.openedBy(stretch.open + 1)?.date ?? listing.expiry
      const atTheMoney = level(date)
      const years = Math.max(0, expiresAt - stretch.open) / YEAR
      const reference = previousClose(underlying, date)
      const dividends = isFuture ? INTEREST_RATE : instrument.behaviour.dividendYield
      const forward = reference * Math.exp((INTEREST_RATE - dividends) * years)
      const near = expiresAt - stretch.open < NEAR
      return {
        volatility: smile(atTheMoney, forward, listing.strike, years),
        terms: (at) => ({
          right: listing.right === "P" ? "P" : "C",
          strike: listing.strike,
          years: near ? Math.max(0, expiresAt - at) / YEAR : years,
          rate: INTEREST_RATE,
          yield: dividends,
          american: underlying.listing.secType !== "IND",
        }),
      }
    }

    const dailyVolume = (stretch: Stretch): number => {
      const { volatility, terms } = valuation(stretch)
      const { years } = terms(stretch.open)
      const date = days.openedBy(stretch.open + 1)?.date ?? listing.expiry
      const away = Math.log(listing.strike / previousClose(underlying, date)) / (volatility * Math.sqrt(years + 0.01))
      const { averageVolume } = instrument.behaviour
      const atTheMoney = averageVolume > 0 && !isFuture ? averageVolume * OPTIONS_PER_SHARE : INDEX_OPTIONS
      const luck = Math.exp(0.5 * normal(own, Math.floor(stretch.open / 60_000), 3))
      return atTheMoney * Math.exp(-(away * away) / 2 - years) * luck
    }

    return {
      listing,
      seed: own,
      hasTrades: true,
      hasQuotes: true,
      hasVolume: true,
      lotsPerUnit: 1,
      countsWholeDay: isFuture,
      since,
      days: daysWithin(days, since, listing.expiry, lastTradeAt(listing)),
      price,
      underlying,
      expiresAt,
      valuation,
      prices: (stretch) =>
        made.get(`${listing.conId} ${stretch.open}`, () =>
          optionPrices(
            { stretch, underlying, ticks, price, seed: own, ...valuation(stretch) },
            {
              near: expiresAt - stretch.open < NEAR,
              volume: dailyVolume(stretch),
            },
          ),
        ),
    }
  }
}

/** Below the first edge of its market rule an option moves in its tick, above it in a multiple of that. */
function ticksOf({ minTick, marketRuleIds }: Listing): OptionTicks {
  const [, above] = priceIncrements(Number(marketRuleIds.split(",")[0])) ?? []
  const inTicks = (amount: number): number => Math.round(amount / minTick)
  const coarse = above && { from: inTicks(above.lowEdge), step: inTicks(above.increment) }
  return { tick: minTick, coarse }
}

/** Middle of the underlying's market at the last regular close before a trade date, the centre of that day's smile. */
function previousClose(underlying: Traded, date: string): number {
  const day = underlying.days.before(date) ?? underlying.days.on(date)
  const stretch = day?.stretches.findLast(({ regular }) => regular)
  return stretch === undefined ? underlying.price(1) : underlying.prices(stretch).whole("MIDPOINT").close
}

/** Days before its expiry since which an option has been listed. */
function listedAhead({ conId }: Listing): number {
  const terms = optionFromConId(conId)
  return terms?.options.expirations(terms.expiration) ?? LIFE_DAYS
}

/** When the option is settled: on the morning after its last day where it says so, else with the last session it has. */
function expiryOf(listing: Listing, days: TradingDays): number {
  const morning = listing.realExpiry > listing.expiry ? days.on(listing.realExpiry)?.open : undefined
  return morning ?? lastTradeAt(listing) ?? days.on(listing.expiry)?.close ?? dateMs(listing.expiry)
}
