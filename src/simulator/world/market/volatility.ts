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

/** What a strike adds to the volatility of the underlying: dearer below the money, dearest far from it. */
export function smile(atTheMoney: number, forward: number, strike: number, years: number): number {
  const time = Math.sqrt(Math.max(years, 1 / 52))
  const distance = Math.log(strike / forward) / (atTheMoney * time)
  const term = 1 + 0.08 * Math.exp(-4 * years)
  const skewed = 1 - 0.1 * distance + 0.025 * distance * distance
  return atTheMoney * term * Math.min(Math.max(skewed, 0.7), 2)
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
