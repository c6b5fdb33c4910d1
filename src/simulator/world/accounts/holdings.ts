import { dayMs } from "../../../calendar/day-number.ts"
import { compact, type Day, dateOf, dayFrom, dayOf } from "../exchanges/day.ts"
import type { Universe } from "../instrument.ts"
import { monthlyExpiration } from "../universe/expirations.ts"
import { type FutureFamily, frontMonth, futureConId, futureFamilies, futureListing } from "../universe/futures.ts"
import { optionClasses, strikesFor } from "../universe/option-classes.ts"
import { hasConIds, optionConId } from "../universe/options.ts"
import type { Listing, Market } from "../world.ts"
import { commission, pointValue } from "./money.ts"
import type { FutureHolding, OptionHolding, Portfolio, SecurityHolding } from "./portfolio.ts"

/** What is held of one contract and what it cost, before today's trades. */
export interface Holding {
  readonly listing: Listing
  readonly quantity: number
  /** Per share in the listing's currency (pounds in London), per contract for derivatives; commission included. */
  readonly averageCost: number
}

/** Days before its expiry at which a monthly option is written, and before which its next month takes over. */
const OPTION_WRITTEN = 60
const OPTION_ROLLED = 18

/** Day of November at which holdings have gained what they are meant to. */
const REFERENCE_DAY = 20
/** Months are counted from January of the year; what is bought is bought on the first session from this day of one. */
const BOUGHT_AFTER = 12
const YEARS_BEFORE: readonly number[] = Array.from({ length: 48 }, (_, index) => -index)
const THE_YEAR: readonly number[] = Array.from({ length: 11 }, (_, index) => 11 - index)
/** Logarithm of how far a purchase may lie from the price on the reference day: between a fifth less and a quarter more. */
const MOST_OFF = Math.log(1.24)

/** What a portfolio holds on a day: the same stocks always, futures and options rolled as months end. */
export function createHoldings(universe: Universe, market: Market) {
  const known = new Map<string, readonly Holding[]>()
  const boughtOn = new Map<string, Day | null>()

  return (portfolio: Portfolio, date: string): readonly Holding[] => {
    const key = `${portfolio.account} ${date}`
    const found = known.get(key)
    if (found !== undefined) return found
    const today = dayFrom(date)
    const made = [
      ...portfolio.securities.map((holding) => security(holding, today)),
      ...portfolio.futures.map((holding) => future(holding, today)),
      ...portfolio.options.map((holding) => option(holding, today)),
    ].filter((holding) => holding !== undefined)
    if (known.size > 100) known.clear()
    known.set(key, made)
    return made
  }

  function security({ conId, quantity, gain, averageCost }: SecurityHolding, today: Day): Holding | undefined {
    const listing = universe.listing(conId)
    if (listing === undefined) return undefined
    if (averageCost !== undefined) return { listing, quantity, averageCost }
    const { year } = dateOf(today)
    const key = `${conId} ${year} ${gain}`
    const bought = boughtOn.get(key) ?? dayOfPurchase(conId, year, gain ?? 0)
    boughtOn.set(key, bought)
    return bought === null ? undefined : bookedAt(conId, quantity, bought)
  }

  /**
   * The day on which a holding was bought: of one a month in the years before, the one whose price fits best what it will have
   * gained on 20 November, and is not far from the price then. A share that was never near that was bought in the year itself.
   */
  function dayOfPurchase(conId: number, year: number, gain: number): Day | null {
    const price = closeOn(conId, dayOf(year, 11, REFERENCE_DAY))
    if (price === undefined) return null
    const wanted = -Math.log(1 + gain)
    const best = (months: readonly number[]): Day | null => {
      const off = (day: Day): number => Math.log((closeOn(conId, day) ?? 0) / price)
      const days = months.map((month) => dayOf(year, month, BOUGHT_AFTER)).map((day) => ({ day, off: off(day) }))
      const near = days.filter((found) => Math.abs(found.off) < MOST_OFF)
      near.sort((a, b) => Math.abs(a.off - wanted) - Math.abs(b.off - wanted))
      return near[0]?.day ?? null
    }
    return best(YEARS_BEFORE) ?? best(THE_YEAR)
  }

  function future({ symbol, quantity }: FutureHolding, today: Day): Holding | undefined {
    const family = futureFamilies.find((candidate) => candidate.symbol === symbol)
    const front = family === undefined ? undefined : frontMonth(family, today)
    if (front === undefined) return undefined
    const betweenMonths = Math.ceil(365 / front.family.cycle.length)
    return bookedAt(futureConId(front), quantity, front.lastTradeDay - betweenMonths - 5)
  }

  function option({ tradingClass, right, moneyness, quantity }: OptionHolding, today: Day): Holding | undefined {
    const options = optionClasses.find((candidate) => candidate.tradingClass === tradingClass)
    if (options === undefined) return undefined
    const expiration = nextMonthly(today + OPTION_ROLLED)
    if (!hasConIds(expiration)) return undefined
    const written = expiration - OPTION_WRITTEN
    const target = (closeOn(options.rootConId, written) ?? 0) * moneyness
    const strikes = strikesFor(options, expiration)
    const strike = strikes.reduce((a, b) => (Math.abs(b - target) < Math.abs(a - target) ? b : a), strikes[0] ?? 0)
    return bookedAt(optionConId({ options, expiration, strike, right }), quantity, written)
  }

  /** The holding at the close of the first session from a day on, with its commission in the cost. */
  function bookedAt(conId: number, quantity: number, day: Day): Holding | undefined {
    const listing = universe.listing(conId)
    const price = closeOn(conId, day)
    if (listing === undefined || price === undefined) return undefined
    const perUnit = price * pointValue(listing)
    const fee = commission(listing, quantity, quantity * perUnit)
    return { listing, quantity, averageCost: perUnit + fee / quantity }
  }

  /** The regular close of the first session on a day or soon after it. */
  function closeOn(conId: number, day: Day): number | undefined {
    if (universe.listing(conId) === undefined) return undefined
    for (let later = day; later < day + 10; later++) {
      const from = later * dayMs
      const query = { conId, from, to: from + dayMs, barSeconds: 86_400, what: "TRADES", regularHoursOnly: true }
      const bar = market.bars(query).find((found) => found.day === compact(later))
      if (bar !== undefined) return bar.close
    }
    return undefined
  }
}

function nextMonthly(from: Day): Day {
  const { year, month } = dateOf(from)
  const expiration = monthlyExpiration(year, month)
  if (expiration >= from) return expiration
  return month === 12 ? monthlyExpiration(year + 1, 1) : monthlyExpiration(year, month + 1)
}

/** The front month of a family on a date, for orders in it. */
export function frontMonthListing(symbol: string, date: string): Listing | undefined {
  const family: FutureFamily | undefined = futureFamilies.find((candidate) => candidate.symbol === symbol)
  const front = family === undefined ? undefined : frontMonth(family, dayFrom(date))
  return front === undefined ? undefined : futureListing(front)
}
