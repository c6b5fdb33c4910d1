import { bounded } from "../market/traded.ts"
import type { Market } from "../world.ts"

export interface PriceRange {
  readonly low: number
  readonly high: number
}

const dayMs = 86_400_000
const weekMs = 7 * dayMs
const known = new WeakMap<Market, { get(key: string, make: () => PriceRange | null): PriceRange | null }>()

/** Lowest and highest price of so many weeks up to an instant; null when nothing traded. */
export function priceRange(market: Market, conId: number, weeks: number, at: number): PriceRange | null {
  const ranges = known.get(market) ?? bounded<string, PriceRange | null>(2000)
  known.set(market, ranges)
  const today = Math.floor(at / dayMs) * dayMs
  const before = ranges.get(`${conId} ${weeks} ${today}`, () => {
    const bars = market.bars({
      conId,
      from: today - weeks * weekMs,
      to: today,
      barSeconds: 86_400,
      what: market.headTimestamp(conId, "TRADES") === undefined ? "MIDPOINT" : "TRADES",
      regularHoursOnly: true,
    })
    if (bars.length === 0) return null
    return { low: Math.min(...bars.map(({ low }) => low)), high: Math.max(...bars.map(({ high }) => high)) }
  })
  const { low, high } = market.snapshot(conId, at)
  if (before === null) return low === null || high === null ? null : { low, high }
  return { low: Math.min(before.low, low ?? before.low), high: Math.max(before.high, high ?? before.high) }
}
