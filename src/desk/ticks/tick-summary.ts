import type { BidAsk, Tick, TickKind, Trade } from "../../gateway/ticks/tick.ts"
import { difference, tidy } from "../number.ts"

/** What some ticks come to. Prices of trades are those of reported ones; of bid and ask they are the midpoints. */
export interface TickSummary {
  readonly count: number
  /** First and last second, ms since the epoch; null without ticks. */
  readonly from: number | null
  readonly to: number | null
  readonly first: number | null
  readonly last: number | null
  readonly high: number | null
  readonly low: number | null
  /**
   * Of trades only. Volume and its average price count every trade, unreported ones too; null where no trade has a size, as
   * the levels of an index.
   */
  readonly trades: {
    readonly volume: number | null
    readonly vwap: number | null
    readonly unreported: Unreported
  } | null
  /** Of bid and ask only. */
  readonly spread: Spread | null
}

/** Trades that do not count in last, high and low. */
export interface Unreported {
  readonly count: number
  readonly volume: number
}

/** Ask less bid, over the ticks that have both; each tick counts once, however long it stood. */
export interface Spread {
  readonly mean: number | null
  readonly min: number | null
  readonly max: number | null
  /** The mean in hundredths of a percent of the midpoint. */
  readonly meanBps: number | null
  /** Ticks without a bid or without an ask. */
  readonly oneSided: number
}

/** A summary that grows tick by tick, whatever becomes of the ticks themselves. */
export interface Summing {
  add(tick: Tick): void
  summary(): TickSummary
}

export function createSumming(kind: TickKind): Summing {
  let count = 0
  let from: number | null = null
  let to: number | null = null
  let first: number | null = null
  let last: number | null = null
  let high = Number.NEGATIVE_INFINITY
  let low = Number.POSITIVE_INFINITY
  const trades = { volume: 0, money: 0, sized: 0, unreported: { count: 0, volume: 0 } }
  const spread = { sum: 0, bps: 0, count: 0, bpsCount: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY }

  const price = (value: number) => {
    first ??= value
    last = value
    high = Math.max(high, value)
    low = Math.min(low, value)
  }
  const trade = ({ price: paid, size, unreported }: Trade) => {
    const volume = size ?? 0
    if (size !== null) trades.sized++
    trades.volume += volume
    trades.money += volume * paid
    if (unreported) {
      trades.unreported.count++
      trades.unreported.volume += volume
    } else price(paid)
  }
  const quote = ({ bid, ask }: BidAsk) => {
    if (bid === null || ask === null) return
    const [width, middle] = [difference(ask, bid), (bid + ask) / 2]
    price(tidy(middle))
    spread.count++
    spread.sum += width
    spread.min = Math.min(spread.min, width)
    spread.max = Math.max(spread.max, width)
    if (middle <= 0) return
    spread.bps += (width / middle) * 10_000
    spread.bpsCount++
  }

  return {
    add(tick) {
      count++
      from ??= tick.at
      to = tick.at
      if (tick.kind === "trades") trade(tick)
      else if (tick.kind === "bid_ask") quote(tick)
      else price(tick.price)
    },
    summary() {
      const { volume, money, unreported } = trades
      return {
        count,
        from,
        to,
        first,
        last,
        high: first === null ? null : high,
        low: first === null ? null : low,
        trades:
          kind === "trades"
            ? {
                volume: count > 0 && trades.sized === 0 ? null : tidy(volume),
                vwap: volume > 0 ? tidy(money / volume) : null,
                unreported: { count: unreported.count, volume: tidy(unreported.volume) },
              }
            : null,
        spread:
          kind === "bid_ask"
            ? {
                mean: spread.count > 0 ? tidy(spread.sum / spread.count) : null,
                min: spread.count > 0 ? tidy(spread.min) : null,
                max: spread.count > 0 ? tidy(spread.max) : null,
                meanBps: spread.bpsCount > 0 ? Number((spread.bps / spread.bpsCount).toFixed(4)) : null,
                oneSided: count - spread.count,
              }
            : null,
      }
    },
  }
}

export function summaryOf(kind: TickKind, ticks: readonly Tick[]): TickSummary {
  const summing = createSumming(kind)
  for (const tick of ticks) summing.add(tick)
  return summing.summary()
}
