import { type Day, dateOf, dayFrom } from "../exchanges/day.ts"
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

/** What a portfolio holds on a day: the same stocks always, futures and options rolled as months end. */
export function createHoldings(universe: Universe, market: Market) {
  const known = new Map<string, readonly Holding[]>()

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

  function security(holding: SecurityHolding, today: Day): Holding | undefined {
    const { conId, quantity, years, month, day, averageCost } = holding
    const listing = universe.listing(conId)
    if (averageCost !== undefined) return listing && { listing, quantity, averageCost }
    const bought = `${dateOf(today).year - years}${String(month).padStart(2, "0")}${String(day).padStart(2, "0")}`
    return bookedAt(conId, quantity, dayFrom(bought))
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

  function closeOn(conId: number, day: Day): number | undefined {
    if (universe.listing(conId) === undefined) return undefined
    const dayMs = 86_400_000
    const from = day * dayMs
    const query = { conId, from, to: from + 10 * dayMs, barSeconds: 86_400, what: "TRADES", regularHoursOnly: true }
    return market.bars(query)[0]?.close
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
