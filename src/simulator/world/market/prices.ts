import type { Stretch } from "./trading-day.ts"

export type PriceKind = "TRADES" | "BID" | "ASK" | "MIDPOINT"

/** Prices over some time. Volume and count are of trades, whatever the kind. */
export interface Piece {
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
  readonly count: number
}

/** The prices of one contract in one stretch of trading, readable in steps of all sizes that agree with one another. */
export interface StretchPrices {
  readonly stretch: Stretch
  readonly minutes: number
  whole(kind: PriceKind): Piece
  minute(kind: PriceKind, minute: number): Piece
  second(kind: PriceKind, second: number): Piece
  /** Whether prices of a kind stay as they are, and nothing trades, after the first second of a minute. */
  steady(kind: PriceKind): boolean
  /** The second of the last trade in or before this one. */
  lastTrade(second: number): number
}

/** Adds up pieces that follow one another. */
export class Aggregate {
  open = 0
  high = Number.NEGATIVE_INFINITY
  low = Number.POSITIVE_INFINITY
  close = 0
  volume = 0
  count = 0
  empty = true

  add(piece: Piece): void {
    if (this.empty) this.open = piece.open
    this.empty = false
    if (piece.high > this.high) this.high = piece.high
    if (piece.low < this.low) this.low = piece.low
    this.close = piece.close
    this.volume += piece.volume
    this.count += piece.count
  }

  /** Everything in the seconds [from, to) of a stretch. */
  addSeconds(prices: StretchPrices, kind: PriceKind, from: number, to: number): void {
    if (from === 0 && to >= prices.minutes * 60) {
      this.add(prices.whole(kind))
      return
    }
    let second = from
    while (second < to) {
      if (second % 60 === 0 && (second + 60 <= to || prices.steady(kind))) {
        this.add(prices.minute(kind, second / 60))
        second += 60
      } else {
        this.add(prices.second(kind, second))
        second += 1
      }
    }
  }
}

/** How many seconds of a stretch have begun before an instant. */
export function secondsBegun(prices: { readonly stretch: Stretch; readonly minutes: number }, before: number): number {
  return Math.min(Math.max(Math.ceil((before - prices.stretch.open) / 1000), 0), prices.minutes * 60)
}

/** Turns a count of ticks into the price it stands for, without the dust of binary fractions. */
export function priceGrid(tick: number): (ticks: number) => number {
  const perUnit = Math.round(1 / tick)
  if (tick < 1 && Math.abs(perUnit * tick - 1) < 1e-9) return (ticks) => ticks / perUnit
  return (ticks) => Number((ticks * tick).toPrecision(12))
}
