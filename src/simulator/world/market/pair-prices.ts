import { dayMs } from "../../../calendar/day-number.ts"
import { knotTimes, linesBefore, type PairLevel } from "./pair-levels.ts"
import type { Piece, PriceKind, StretchPrices } from "./prices.ts"
import type { Stretch } from "./trading-day.ts"

interface PairSource {
  readonly level: PairLevel
  /** The price in ticks at a level of 0. */
  readonly ticks: number
  readonly spread: number
  readonly price: (ticks: number) => number
}

/**
 * A currency pair's quotes in one stretch: in every second they lie around its level, rounded to the tick and otherwise
 * untouched, so that three pairs of the same three currencies never offer a gain. Extremes are found where the level turns.
 */
export function pairPrices({ level, ticks, spread, price }: PairSource, stretch: Stretch): StretchPrices {
  const seconds = Math.max(1, Math.round((stretch.close - stretch.open) / 60_000)) * 60
  const instantOf = (second: number): number => stretch.open + second * 1000

  const levelIn = (second: number): number => {
    const at = instantOf(second)
    const knots = level.knots(Math.floor(at / dayMs))
    const lines = linesBefore(at)
    const line = Math.floor(lines)
    const start = knots[line] ?? 0
    return start + ((knots[line + 1] ?? start) - start) * (lines - line)
  }
  const bidAt = (height: number): number => Math.max(1, Math.round(ticks * Math.exp(height) - spread / 2))
  const offset = (kind: PriceKind): number => (kind === "BID" ? 0 : kind === "ASK" ? spread : spread / 2)

  /** Bids in the seconds [from, to). The extremes of a line are in its first and last second, and never beyond its ends. */
  const bids = (from: number, to: number) => {
    const [open, close] = [levelIn(from), levelIn(to - 1)]
    let high = Math.max(open, close)
    let low = Math.min(open, close)
    const look = (second: number): void => {
      if (second < from || second >= to) return
      const found = levelIn(second)
      if (found > high) high = found
      if (found < low) low = found
    }
    const [start, end] = [instantOf(from), instantOf(to - 1)]
    for (let day = Math.floor(start / dayMs); day * dayMs <= end; day++) {
      const first = day * dayMs > start ? 0 : Math.ceil(linesBefore(start))
      const last = (day + 1) * dayMs <= end ? knotTimes.length - 1 : Math.floor(linesBefore(end))
      const knots = level.knots(day)
      for (let knot = first; knot <= last; knot++) {
        const height = knots[knot] ?? high
        if (height <= high && height >= low) continue
        const second = (day * dayMs + (knotTimes[knot] ?? 0) - stretch.open) / 1000
        look(Math.floor(second))
        look(Math.ceil(second))
      }
    }
    return { open: bidAt(open), high: bidAt(high), low: bidAt(low), close: bidAt(close) }
  }

  type Bids = ReturnType<typeof bids>
  const piece = ({ open, high, low, close }: Bids, kind: PriceKind): Piece => ({
    open: price(open + offset(kind)),
    high: price(high + offset(kind)),
    low: price(low + offset(kind)),
    close: price(close + offset(kind)),
    volume: 0,
    count: 0,
  })

  let all: Bids | undefined
  return {
    stretch,
    minutes: seconds / 60,
    whole(kind) {
      all ??= bids(0, seconds)
      return piece(all, kind)
    },
    minute: (kind, minute) => piece(bids(minute * 60, minute * 60 + 60), kind),
    second(kind, second) {
      const bid = bidAt(levelIn(second))
      return piece({ open: bid, high: bid, low: bid, close: bid }, kind)
    },
    steady: () => false,
    lastTrade: (second) => second,
  }
}
