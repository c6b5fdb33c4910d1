import type { Piece, StretchPrices } from "./prices.ts"
import type { Stretch } from "./trading-day.ts"

/** One price for a whole stretch, that of an instant in it, and not traded at: the net asset value of a fund. */
export function fixedPrices(stretch: Stretch, value: number, at: number): StretchPrices {
  const piece: Piece = { open: value, high: value, low: value, close: value, volume: 0, count: 0 }
  return {
    stretch,
    minutes: Math.max(1, Math.round((stretch.close - stretch.open) / 60_000)),
    whole: () => piece,
    minute: () => piece,
    second: () => piece,
    steady: () => true,
    lastTrade: (second) => Math.min(second, (at - stretch.open) / 1000),
  }
}
