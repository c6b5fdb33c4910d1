import type { Clock } from "../clock/clock.ts"

/** A signal that ends a request with its asker's, or when patience runs out. */
export interface Patience {
  readonly signal: AbortSignal
  /** To be called when the answer is in. */
  end(): void
}

/** Patience for what is worth waiting `ms` for and no longer, because the rest of the answer is complete without it. */
export function patience(clock: Clock, ms: number, asker: AbortSignal | undefined): Patience {
  const controller = new AbortController()
  const timer = clock.after(ms, () => controller.abort())
  const signal = asker ? AbortSignal.any([asker, controller.signal]) : controller.signal
  return { signal, end: timer.cancel }
}
