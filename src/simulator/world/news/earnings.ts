import { uniform } from "../market/random.ts"
import type { Listing, Market } from "../world.ts"
import { type Move, movesIn } from "./moves.ts"

/** A company's results of one quarter. */
export interface Earnings {
  readonly fiscalYear: number
  readonly quarter: 1 | 2 | 3 | 4
  /** Last day of the quarter, `YYYYMMDD`. */
  readonly quarterEnd: string
  /** Day of the announcement, `YYYYMMDD`. */
  readonly date: string
  readonly timeOfDay: "BEFORE MARKET" | "AFTER MARKET"
  /** ms since the epoch. */
  readonly at: number
  /** Per share, in the price's currency. */
  readonly actual: number
  readonly expected: number
  /** The session in which the price answered. */
  readonly reaction: Move
}

const dayMs = 86_400_000
const minuteMs = 60_000
/** Results come out this many days after a quarter has ended. */
const firstDay = 13
const lastDay = 48
/** Price of a share for each unit that it earns in a year. */
const priceToEarnings = 24

/** Whether it is a company, with results: no fund, index or currency is. */
export const hasEarnings = ({ secType, stockType }: Listing): boolean =>
  secType === "STK" && (stockType === "COMMON" || stockType === "ADR")

/**
 * Results announced in [from, to), ascending. They come out right before the quarter's largest move in the weeks when
 * companies report, after the market or before it as the company is used to, and are better than expected when the price
 * rose. So they fit the price, and since prices are a function of the seed so are they, those to come too.
 */
export function earningsIn(market: Market, listing: Listing, from: number, to: number): readonly Earnings[] {
  if (!hasEarnings(listing)) return []
  const found: Earnings[] = []
  const last = quarterOf(to) + 1
  for (let quarter = quarterOf(from) - 2; quarter <= last; quarter++) {
    const end = endOf(quarter)
    // An announcement may come out in the session before the first day of the season, over a long weekend.
    if (end + (firstDay - 5) * dayMs >= to || end + lastDay * dayMs <= from) continue
    const earnings = earningsOf(market, listing, quarter)
    if (earnings && earnings.at >= from && earnings.at < to) found.push(earnings)
  }
  return found
}

/** Quarters are counted from the first one of 1970. */
const quarterOf = (at: number): number => {
  const date = new Date(at)
  return (date.getUTCFullYear() - 1970) * 4 + Math.floor(date.getUTCMonth() / 3)
}

/** The last day of a quarter. */
const endOf = (quarter: number): number => Date.UTC(1970, (quarter + 1) * 3, 0)

function earningsOf(market: Market, listing: Listing, quarter: number): Earnings | undefined {
  const end = endOf(quarter)
  const moves = movesIn(market, listing, end + firstDay * dayMs, end + lastDay * dayMs)
  const [first, ...others] = moves
  if (!first) return undefined
  const reaction = others.reduce(
    (most, one) => (Math.abs(one.change) > Math.abs(most.change) ? one : most),
    others[0] ?? first,
  )
  const before = moves[moves.indexOf(reaction) - 1]
  const isAfter = before !== undefined && uniform(listing.conId, 7, 0) < 0.55
  const expected = Math.max(
    0.01,
    (reaction.previousClose / priceToEarnings / 4) * (0.8 + 0.4 * uniform(listing.conId, quarter, 1)),
  )
  const surprise = Math.sign(reaction.change) * (0.01 + Math.min(0.3, 1.5 * Math.abs(reaction.change)))
  const cents = (value: number): number => Math.round(value * 100) / 100
  return {
    fiscalYear: 1970 + Math.floor(quarter / 4),
    quarter: quarters[((quarter % 4) + 4) % 4] ?? 1,
    quarterEnd: new Date(end).toISOString().slice(0, 10).replaceAll("-", ""),
    date: isAfter ? before.date : reaction.date,
    timeOfDay: isAfter ? "AFTER MARKET" : "BEFORE MARKET",
    at: isAfter ? before.close + 5 * minuteMs : reaction.open - 105 * minuteMs,
    actual: cents(expected * (1 + surprise)),
    expected: cents(expected),
    reaction,
  }
}

const quarters = [1, 2, 3, 4] as const
