import { LRUCache } from "lru-cache"
import type { Clock } from "../clock/clock.ts"
import type { Gateway } from "../gateway/gateway.ts"
import type { Outcome } from "../outcome/outcome.ts"

/** What the Gateway said, and when, ms since the epoch. */
export interface Said<T> {
  readonly outcome: Outcome<T>
  readonly at: number
  /** Whether this was said to an identical request before. */
  readonly repeated: boolean
}

/**
 * Asks the Gateway, unless the same was asked less than `holdsMs` ago, when IBKR would refuse it: a connected Gateway's
 * answer is given once more until then. At most `most` are kept.
 */
export function createRecentAnswers<T>(
  gateway: Gateway,
  clock: Clock,
  most: number,
): (key: string, holdsMs: number, ask: () => Promise<Outcome<T>>) => Promise<Said<T>> {
  const kept = new LRUCache<string, { readonly said: Said<T>; readonly until: number }>({ max: most })
  return async (key, holdsMs, ask) => {
    const before = kept.get(key)
    if (before && clock.elapsed() < before.until && gateway.status().state === "connected")
      return { ...before.said, repeated: true }
    const outcome = await ask()
    const said = { outcome, at: clock.now(), repeated: false }
    if (holdsMs > 0 && (outcome.ok || outcome.failure.code === "no_data"))
      kept.set(key, { said, until: clock.elapsed() + holdsMs })
    return said
  }
}
