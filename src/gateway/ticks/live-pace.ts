import type { Clock } from "../../clock/clock.ts"
import { failed } from "../../outcome/outcome.ts"
import { createParallelLane, type Lane, pacingFailure, pause } from "../lanes.ts"
import { cancelled } from "../refusals.ts"

/**
 * IBKR's limits on ticks as they happen (TWS API documentation, "Tick-by-Tick Data"): not more than one request for an
 * instrument within 15 seconds, and as many streams at once as there may be books, which is three with the usual hundred
 * market data lines ("Market Depth", "Limitations").
 */
const againMs = 15_000
/** The time from one that was held up on its way to the next is shorter for IBKR. */
const marginMs = 100
const atOnce = 3
const apartMs = againMs + marginMs

/** Lets a request for live ticks through when the limits allow it, or says `pacing` when that would be after its deadline. */
export interface LivePace {
  lane(conId: number): Lane
}

export function createLivePace(clock: Clock): LivePace {
  const places = createParallelLane(clock, atOnce, `${atOnce} streams of ticks are open, which is IBKR's limit.`)
  /** From when on each instrument may be asked for again. */
  const freeAt = new Map<number, number>()

  return {
    lane: (conId) => ({
      async enter(deadlineAt, signal) {
        const now = clock.elapsed()
        for (const [other, at] of freeAt) if (at <= now) freeAt.delete(other)
        const at = Math.max(now, freeAt.get(conId) ?? now)
        if (at > deadlineAt)
          return failed(pacingFailure("IBKR takes one request for an instrument's live ticks in 15 seconds.", at - now))
        freeAt.set(conId, at + apartMs)
        const fine = at === now || (await pause(clock, at - now, signal))
        const place = fine ? await places.enter(deadlineAt, signal) : failed(cancelled())
        const next = freeAt.get(conId) ?? 0
        // What is never sent counts for nothing, unless someone has queued behind it meanwhile; the place can come late.
        if (!place.ok && next === at + apartMs) freeAt.set(conId, at)
        else freeAt.set(conId, Math.max(next, clock.elapsed() + apartMs))
        return place
      },
    }),
  }
}
