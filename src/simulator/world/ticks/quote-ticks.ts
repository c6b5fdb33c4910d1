import type { Market } from "../world.ts"

/** Bid and ask from one second on. */
export interface QuoteTick {
  readonly at: number
  readonly bid: number
  readonly ask: number
  readonly bidSize: number
  readonly askSize: number
}

/**
 * What the market quotes in the seconds that begin in [from, to), which must lie in a session: one tick a second, none for a
 * second that shows what the one before it showed, and none where either side is missing.
 */
export function quotesIn(
  market: Market,
  conId: number,
  from: number,
  to: number,
  pricesOnly = false,
): readonly QuoteTick[] {
  const ticks: QuoteTick[] = []
  const first = Math.ceil(from / 1000) * 1000
  let last = quoteAt(market, conId, first - 1000)
  for (let at = first; at < to; at += 1000) {
    const quote = quoteAt(market, conId, at)
    if (!quote || (last && isSame(last, quote, pricesOnly))) continue
    last = quote
    ticks.push(quote)
  }
  return ticks
}

/** What is quoted in the second that begins at `at`. */
export function quoteAt(market: Market, conId: number, at: number): QuoteTick | undefined {
  const { current, bid, ask, bidSize, askSize } = market.snapshot(conId, at + 1)
  if (!current || bid === null || ask === null) return undefined
  return { at, bid, ask, bidSize: bidSize ?? 0, askSize: askSize ?? 0 }
}

const isSame = (before: QuoteTick, now: QuoteTick, pricesOnly: boolean): boolean =>
  before.bid === now.bid &&
  before.ask === now.ask &&
  (pricesOnly || (before.bidSize === now.bidSize && before.askSize === now.askSize))
