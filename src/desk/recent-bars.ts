import { LRUCache } from "lru-cache"
import type { Clock } from "../clock/clock.ts"
import type { Gateway, RequestOptions } from "../gateway/gateway.ts"
import type { Bar, BarsRequest } from "../gateway/history.ts"
import { refusedAgainMs } from "../gateway/history-pace.ts"
import type { Outcome } from "../outcome/outcome.ts"

/** Bars, or why there are none, and when the Gateway said so, ms since the epoch. */
export interface BarsSaid {
  readonly outcome: Outcome<readonly Bar[]>
  readonly at: number
  /** Whether this was said to an identical request before. */
  readonly repeated: boolean
}

/**
 * Asks the Gateway for bars. IBKR refuses small bars to whoever asks for the same again within 15 seconds, so that a
 * connected Gateway's answer is given once more until then.
 */
export function createRecentBars(
  gateway: Gateway,
  clock: Clock,
): (request: BarsRequest, options: RequestOptions) => Promise<BarsSaid> {
  const kept = new LRUCache<string, { readonly said: BarsSaid; readonly until: number }>({ max: 60 })
  return async (request, options) => {
    const holdsMs = refusedAgainMs(request.barSize)
    const { contract, ...rest } = request
    const key = JSON.stringify([contract.conId, contract.exchange, rest])
    const before = kept.get(key)
    if (before && clock.elapsed() < before.until && gateway.status().state === "connected")
      return { ...before.said, repeated: true }
    const outcome = await gateway.bars(request, options)
    const said = { outcome, at: clock.now(), repeated: false }
    if (holdsMs > 0 && (outcome.ok || outcome.failure.code === "no_data"))
      kept.set(key, { said, until: clock.elapsed() + holdsMs })
    return said
  }
}
