const firstMs = 1000
/** Up to this much of each wait is left to chance, so that many clients of one Gateway do not come back at once. */
const jitter = 0.25

/**
 * How long to wait before the next attempt to connect, in ms, after `failures` attempts (0 and up) have failed since the
 * last success: 1 s, doubling up to `mostMs`. `chance` is from 0 to 1.
 */
export function reconnectDelay(failures: number, mostMs: number, chance: number): number {
  return Math.min(firstMs * 2 ** failures, mostMs) * (1 - jitter * chance)
}
