import type { Clock } from "../clock/clock.ts"

/** Those who wait for one thing to happen. */
export interface Waiters {
  /** Resolves when it happens, or after `ms`, or when the signal says so; never rejects. */
  wait(ms: number, signal?: AbortSignal): Promise<void>
  /** It has happened. */
  wake(): void
}

export function createWaiters(clock: Clock): Waiters {
  const waiting = new Set<() => void>()
  return {
    wait(ms, signal) {
      if (signal?.aborted) return Promise.resolve()
      const { promise, resolve } = Promise.withResolvers<void>()
      const done = () => {
        timer.cancel()
        waiting.delete(done)
        signal?.removeEventListener("abort", done)
        resolve()
      }
      const timer = clock.after(ms, done)
      waiting.add(done)
      signal?.addEventListener("abort", done)
      return promise
    },
    wake() {
      for (const done of [...waiting]) done()
    },
  }
}
