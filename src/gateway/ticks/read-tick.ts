import { realPrice } from "../quotes/real-price.ts"
import { cleanCount } from "../sanitise.ts"
import type { WireTick } from "./messages.ts"
import type { Tick } from "./tick.ts"

/** The bits of a trade's attributes, and of a quote's (TWS API, `TickAttribLast` and `TickAttribBidAsk`). */
const bits = { pastLimit: 1, unreported: 2, bidPastLow: 1, askPastHigh: 2 } as const

/** A tick with its prices decided on; null when it is a trade or a midpoint without one. */
export function readTick(tick: WireTick, secType: string): Tick | null {
  const at = tick.epochS * 1000
  if (tick.kind === "midpoint") {
    const price = realPrice(tick.price, null, secType)
    return price === null ? null : { kind: "midpoint", at, price }
  }
  if (tick.kind === "trades") {
    const price = realPrice(tick.price, tick.size, secType)
    if (price === null) return null
    return {
      kind: "trades",
      at,
      price,
      // An index has levels, and nothing is traded at them: no size is written as 0.
      size: secType === "IND" && tick.size === 0 ? null : cleanCount(tick.size),
      exchange: tick.exchange === "" ? null : tick.exchange,
      conditions: tick.conditions.trim() === "" ? null : tick.conditions,
      pastLimit: (tick.mask & bits.pastLimit) !== 0,
      unreported: (tick.mask & bits.unreported) !== 0,
    }
  }
  const bid = realPrice(tick.bid, tick.bidSize, secType)
  const ask = realPrice(tick.ask, tick.askSize, secType)
  return {
    kind: "bid_ask",
    at,
    bid,
    ask,
    bidSize: bid === null ? null : cleanCount(tick.bidSize),
    askSize: ask === null ? null : cleanCount(tick.askSize),
    bidPastLow: (tick.mask & bits.bidPastLow) !== 0,
    askPastHigh: (tick.mask & bits.askPastHigh) !== 0,
  }
}
