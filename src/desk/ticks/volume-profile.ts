import type { PriceVolume } from "../../gateway/ticks/tick.ts"
import { tidy } from "../number.ts"

/** What was traded at each price, or where there are too many prices, in each step of prices. */
export interface VolumeProfile {
  /** Ascending. `price` is the lowest of its step. */
  readonly rows: readonly PriceVolume[]
  /** How wide the steps are; null when every row is one price. */
  readonly step: number | null
  /** How many prices were traded at. */
  readonly prices: number
  readonly volume: number
  /** Mean price, weighted with volume; of the prices themselves, not of steps. */
  readonly vwap: number | null
  /** The price with the most volume. */
  readonly mostTraded: number | null
  /** The usual "value area": that price and its neighbours, the fuller side first, until they have 70 % of the volume. */
  readonly valueLow: number | null
  readonly valueHigh: number | null
}

const valueShare = 0.7

/** At most `most` rows, nothing left out: prices are put together in steps of 1, 2 or 5 times a power of ten of ticks. */
export function volumeProfile(traded: readonly PriceVolume[], minTick: number | null, most: number): VolumeProfile {
  const prices = merged(traded)
  const volume = prices.reduce((sum, row) => sum + row.volume, 0)
  const money = prices.reduce((sum, row) => sum + row.volume * row.price, 0)
  const step = prices.length <= most ? null : stepFor(prices, minTick, most)
  const value = valueArea(prices, volume)
  return {
    rows: step === null ? prices : inSteps(prices, step),
    step,
    prices: prices.length,
    volume: tidy(volume),
    vwap: volume > 0 ? tidy(money / volume) : null,
    ...value,
  }
}

/** One row a price, ascending. */
function merged(traded: readonly PriceVolume[]): readonly PriceVolume[] {
  const volumes = new Map<number, number>()
  for (const { price, volume } of traded) volumes.set(price, (volumes.get(price) ?? 0) + volume)
  return [...volumes].map(([price, volume]) => ({ price, volume: tidy(volume) })).sort((a, b) => a.price - b.price)
}

/** The least step that puts the prices into at most `limit` rows; two where they lie on both sides of nought. */
function stepFor(prices: readonly PriceVolume[], minTick: number | null, limit: number): number {
  const tick = minTick !== null && minTick > 0 ? minTick : smallestGap(prices)
  const [lowest, highest] = [prices[0]?.price ?? 0, prices.at(-1)?.price ?? 0]
  const most = Math.max(limit, lowest < 0 && highest >= 0 ? 2 : 1)
  for (let power = 1; ; power *= 10)
    for (const factor of [1, 2, 5]) {
      const step = tidy(tick * factor * power)
      if (inSteps(prices, step).length <= most) return step
    }
}

function smallestGap(prices: readonly PriceVolume[]): number {
  let gap = Number.POSITIVE_INFINITY
  prices.forEach(({ price }, index) => {
    const next = prices[index + 1]
    if (next) gap = Math.min(gap, tidy(next.price - price))
  })
  return gap
}

function inSteps(prices: readonly PriceVolume[], step: number): readonly PriceVolume[] {
  // A price that lies on a step's edge must not fall below it by the noise of division.
  return merged(prices.map(({ price, volume }) => ({ price: tidy(Math.floor(tidy(price / step)) * step), volume })))
}

function valueArea(
  prices: readonly PriceVolume[],
  volume: number,
): Pick<VolumeProfile, "mostTraded" | "valueLow" | "valueHigh"> {
  let peak = 0
  prices.forEach((row, index) => {
    if (row.volume > (prices[peak]?.volume ?? 0)) peak = index
  })
  let [low, high] = [peak, peak]
  let inside = prices[peak]?.volume ?? 0
  while (inside < valueShare * volume && (low > 0 || high < prices.length - 1)) {
    const [below, above] = [prices[low - 1]?.volume ?? -1, prices[high + 1]?.volume ?? -1]
    if (above >= below) high++
    else low--
    inside += Math.max(below, above)
  }
  const price = (index: number) => prices[index]?.price ?? null
  return { mostTraded: price(peak), valueLow: price(low), valueHigh: price(high) }
}
