import { dayMs } from "../../../calendar/day-number.ts"
import type { Instrument, Universe } from "../instrument.ts"
import { bridgeKnots, busyShare, createPriceLevel, KNOTS, type LevelOptions, type PriceLevel } from "./price-level.ts"
import { bounded } from "./traded.ts"

const DOLLAR = "USD"
const HOUR = 3_600_000
/** News about currencies comes while London and New York are at work. */
const BUSY = { from: 12.5, to: 21 } as const
/** Days whose knots are kept: bars are made day by day. */
const REMEMBERED_DAYS = 8

/** The price level of a currency pair, also as the chain of straight lines that it is in every UTC day. */
export interface PairLevel {
  readonly at: PriceLevel
  /** The level where each line of a UTC day (counted from 1970) begins, and where the last one ends. */
  knots(day: number): Float64Array
}

/** How many lines of its UTC day have gone by at an instant, the one that it is in by its part. */
export function linesBefore(at: number): number {
  const time = at / dayMs
  return busyShare((time - Math.floor(time)) * 24, BUSY) * KNOTS
}

/** When each line of a day begins and the last one ends, ms after midnight UTC. */
export const knotTimes: readonly number[] = Array.from({ length: KNOTS + 1 }, (_, knot) => timeOf(knot / KNOTS))

function timeOf(share: number): number {
  const [start, end] = [busyShare(BUSY.from, BUSY), busyShare(BUSY.to, BUSY)]
  const between = (a: number, b: number, hour: number, hours: number): number =>
    (hour + ((share - a) / (b - a)) * hours) * HOUR
  if (share <= start) return between(0, start, 0, BUSY.from)
  return share <= end ? between(start, end, BUSY.from, BUSY.to - BUSY.from) : between(end, 1, BUSY.to, 24 - BUSY.to)
}

/**
 * Levels of the currency pairs. Each one with the dollar moves by itself; a cross is the difference of the two that its
 * currencies make with the dollar, at every instant, so that no two ways around can disagree.
 */
export function createPairLevels(universe: Universe, optionsOf: (pair: Instrument) => Omit<LevelOptions, "busy">) {
  const levels = new Map<Instrument, PairLevel>()

  function levelOf(pair: Instrument): PairLevel {
    const known = levels.get(pair)
    if (known !== undefined) return known
    const { symbol, currency } = pair.listing
    const made = symbol === DOLLAR || currency === DOLLAR ? dollarPair(pair) : cross(symbol, currency)
    const remembered = bounded<number, Float64Array>(REMEMBERED_DAYS)
    const level: PairLevel = { at: made.at, knots: (day) => remembered.get(day, made.knots) }
    levels.set(pair, level)
    return level
  }

  function dollarPair(pair: Instrument): PairLevel {
    const options = { ...optionsOf(pair), busy: BUSY }
    const at = createPriceLevel(options)
    return {
      at,
      knots(day) {
        const start = at(day * dayMs)
        const rise = at((day + 1) * dayMs) - start
        return bridgeKnots(options, day).map((noise, knot) => start + (rise * knot) / KNOTS + noise)
      },
    }
  }

  function cross(base: string, quote: string): PairLevel {
    const [first, second] = [dollars(base), dollars(quote)]
    return {
      at: (at) => first.sign * first.level.at(at) - second.sign * second.level.at(at),
      knots(day) {
        const other = second.level.knots(day)
        return first.level.knots(day).map((level, knot) => first.sign * level - second.sign * (other[knot] ?? 0))
      },
    }
  }

  /** A currency's level in dollars: that of its pair, upside down when the dollar comes first in it. */
  function dollars(currency: string): { readonly level: PairLevel; readonly sign: 1 | -1 } {
    for (const pair of universe.instruments) {
      const { secType, symbol, currency: quote } = pair.listing
      if (secType !== "CASH") continue
      if (symbol === currency && quote === DOLLAR) return { level: levelOf(pair), sign: 1 }
      if (symbol === DOLLAR && quote === currency) return { level: levelOf(pair), sign: -1 }
    }
    throw new Error(`No pair of ${currency} and the dollar is listed`)
  }

  return levelOf
}
