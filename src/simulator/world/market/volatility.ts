import { dateMs } from "./price-level.ts"
import { bits, normal, seedOf } from "./random.ts"

const DAY = 86_400_000
/** Days between two independent values; in between the level moves evenly. */
const WAVE = 8

/** A level that wanders slowly around a usual value, by trade date: implied volatility, the fee to borrow a stock. */
export function wanderingLevel(seed: number, name: string, usual: number, spread: number): (date: string) => number {
  const own = seedOf(seed, name)
  const phase = bits(own, 0, 0) % WAVE
  return (date) => {
    const day = dateMs(date) / DAY + phase
    const wave = Math.floor(day / WAVE)
    const share = day / WAVE - wave
    const height = normal(own, wave, 1) * (1 - share) + normal(own, wave + 1, 1) * share
    return usual * Math.exp(spread * height)
  }
}

const WING = 0.25
const LEAN = -0.8

/**
 * The volatility of a strike: dearer below the money, dearest far from it. Variance is a hyperbola in the distance from the
 * money in standard deviations (Gatheral's SVI form), straight far out, so that no butterfly of strikes costs less than nothing.
 */
export function smile(atTheMoney: number, forward: number, strike: number, years: number): number {
  const distance = Math.log(strike / forward) / (atTheMoney * Math.sqrt(Math.max(years, 1 / 52)))
  const term = 1 + 0.08 * Math.exp(-4 * years)
  return atTheMoney * term * Math.sqrt(1 + WING * (LEAN * distance + Math.hypot(distance, 1) - 1))
}

const TRADING_DAYS = 252

/** Annualised standard deviation of daily log returns. */
export function realisedVolatility(closes: readonly number[]): number {
  const returns: number[] = []
  for (let i = 1; i < closes.length; i++) returns.push(Math.log((closes[i] ?? 1) / (closes[i - 1] ?? 1)))
  if (returns.length < 2) return 0
  const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length
  const variance = returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (returns.length - 1)
  return Math.sqrt(variance * TRADING_DAYS)
}
