/** Futures and what is made of them can cost less than nothing (crude oil on 20 April 2020); nothing else can. */
const belowNought: ReadonlySet<string> = new Set(["FUT", "CONTFUT", "FOP", "BAG", "CMDTY"])

/**
 * The Gateway says "no price" as -1, or as 0, with no size behind it. Where prices cannot be negative every negative one
 * is none. Where they can, -1 and 0 are prices when a size stands behind them, as a bid, ask or trade has; a high, low,
 * open or close of exactly -1 or 0 comes without a size and cannot be told from "none".
 */
export function realPrice(price: number | null, size: number | null, secType: string): number | null {
  if (price === null) return null
  if (price < 0 && !belowNought.has(secType)) return null
  if (price === -1 || price === 0) return size !== null && size > 0 ? price : null
  return price
}
