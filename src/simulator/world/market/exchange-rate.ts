import type { Universe } from "../instrument.ts"
import { type Progress, progressAt } from "./progress.ts"
import { daysAfter, type FindTraded, type Traded } from "./traded.ts"

const DOLLAR = "USD"

/** Rates between currencies from the currency pairs of the universe, crosses by way of the dollar. */
export function createExchangeRate(universe: Universe, find: FindTraded) {
  const pairs = new Map(
    universe.instruments
      .filter(({ listing: { secType, symbol, currency } }) => secType === "CASH" && [symbol, currency].includes(DOLLAR))
      .map(({ listing }) => [`${listing.symbol}.${listing.currency}`, listing.conId]),
  )

  const middle = (base: string, quote: string, at: number): number | undefined => {
    const traded = find(pairs.get(`${base}.${quote}`) ?? 0)
    if (traded === undefined) return undefined
    const progress = progressAt(traded, at) ?? firstProgress(traded)
    return progress?.prices.second("MIDPOINT", progress.second).close
  }

  const direct = (from: string, to: string, at: number): number | undefined => {
    if (from === to) return 1
    const straight = middle(from, to, at)
    if (straight !== undefined) return straight
    const turned = middle(to, from, at)
    return turned === undefined ? undefined : 1 / turned
  }

  return (from: string, to: string, at: number): number => {
    const straight = direct(from, to, at)
    if (straight !== undefined) return straight
    const toDollar = direct(from, DOLLAR, at)
    const fromDollar = direct(DOLLAR, to, at)
    if (toDollar === undefined || fromDollar === undefined)
      throw new Error(`No currency pair leads from ${from} to ${to}`)
    return toDollar * fromDollar
  }
}

/** Before a pair's data begin its first rate stands for all the time before. */
function firstProgress(traded: Traded): Progress | undefined {
  const [first] = traded.days.dated(traded.since, daysAfter(traded.since, 10))
  return first === undefined ? undefined : progressAt(traded, first.open + 1)
}
