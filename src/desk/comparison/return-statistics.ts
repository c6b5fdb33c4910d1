/** Fewer returns than this say nothing about volatility or correlation. */
export const fewestReturns = 5

/** What is smaller than this beside a return of 1 is noise of binary arithmetic: prices that did not move. */
const noise = 1e-12

/** From the first price to the last as a fraction, 0.25 for a quarter more; null unless there are two or more, all above nought. */
export function totalReturn(prices: readonly number[]): number | null {
  const [first, last] = [prices.at(0), prices.at(-1)]
  if (prices.length < 2 || first === undefined || last === undefined || !areAllPositive(prices)) return null
  return last / first - 1
}

/** The natural logarithms of each price over the one before: they add up to that of the last over the first. Prices above nought. */
export function logReturns(prices: readonly number[]): readonly number[] {
  return prices.slice(1).map((price, index) => Math.log(price / (prices[index] ?? price)))
}

/**
 * Standard deviation of a year's return as a fraction, from the sample's (n - 1) and how many of its returns make a year.
 * Null below `fewestReturns`.
 */
export function annualVolatility(returns: readonly number[], periodsPerYear: number): number | null {
  if (returns.length < fewestReturns) return null
  return Math.sqrt((squares(returns, returns) / (returns.length - 1)) * periodsPerYear)
}

/** The return that, compounded over `years`, makes the whole one; null under most of a year, where it would exaggerate. */
export function annualReturn(whole: number, years: number): number | null {
  return years < mostOfAYear ? null : (1 + whole) ** (1 / years) - 1
}

/** A year of sessions begins and ends up to a few days inside the calendar's. */
export const mostOfAYear = 350 / 365.25

/** The deepest fall from a price to a later one. Nought with no fall, both positions then the first. */
export interface Drawdown {
  /** A fraction, never above nought. */
  readonly depth: number
  /** Positions in the list of prices. */
  readonly peak: number
  readonly trough: number
}

/** Null unless there are two prices or more, all above nought. */
export function deepestDrawdown(prices: readonly number[]): Drawdown | null {
  const [first] = prices
  if (first === undefined || prices.length < 2 || !areAllPositive(prices)) return null
  let highest = { price: first, at: 0 }
  let deepest: Drawdown = { depth: 0, peak: 0, trough: 0 }
  for (const [at, price] of prices.entries()) {
    if (price > highest.price) highest = { price, at }
    const depth = price / highest.price - 1
    if (depth < deepest.depth) deepest = { depth, peak: highest.at, trough: at }
  }
  return deepest
}

/** Pearson's correlation of two lists of the same length; null below `fewestReturns`, or when either did not move. */
export function correlation(a: readonly number[], b: readonly number[]): number | null {
  if (a.length < fewestReturns || a.length !== b.length) return null
  const [ofA, ofB] = [squares(a, a), squares(b, b)]
  const still = noise ** 2 * a.length
  if (ofA <= still || ofB <= still) return null
  return Math.min(1, Math.max(-1, squares(a, b) / Math.sqrt(ofA * ofB)))
}

export const areAllPositive = (prices: readonly number[]): boolean => prices.every((price) => price > 0)

/** The sum of products of both lists' distances from their means. */
function squares(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)]
  return a.reduce((sum, value, index) => sum + (value - meanA) * ((b[index] ?? meanB) - meanB), 0)
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
