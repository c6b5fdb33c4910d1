import type { Clock, Timer } from "../clock/clock.ts"
import { type Failure, fail, failed, type Outcome, success } from "../outcome/outcome.ts"
import { cancelled } from "./refusals.ts"

/** A place to wait in before a request may be sent. Entering answers how to leave again. */
export interface Lane {
  /** `pacing` when the place would come only after `deadlineAt` (of `clock.elapsed`). */
  enter(deadlineAt: number, signal: AbortSignal): Promise<Outcome<() => void>>
}

/** Waits for `ms` of the clock, or less when aborted; answers whether it waited to the end. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false)
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const done = (whole: boolean) => {
    timer.cancel()
    signal.removeEventListener("abort", aborted)
    resolve(whole)
  }
  const aborted = () => done(false)
  const timer = clock.after(ms, () => done(true))
  signal.addEventListener("abort", aborted)
  return promise
}

export function pacingFailure(what: string, waitMs: number): Failure {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000))
  return fail("pacing", `${what} The next place is free in ${seconds} s.`, `Ask again in ${seconds} s.`, {
    retryAfterS: seconds,
  }).failure
}

/** At most `places` at once; the others wait in order. `what` says which limit it is. */
export function createParallelLane(clock: Clock, places: number, what: string): Lane {
  const queue: (() => void)[] = []
  let free = places

  const leave = () => {
    const next = queue.shift()
    if (next) next()
    else free++
  }
  const once = () => {
    let left = false
    return () => {
      if (left) return
      left = true
      leave()
    }
  }

  return {
    enter(deadlineAt, signal) {
      if (signal.aborted) return Promise.resolve(failed(cancelled()))
      if (free > 0) {
        free--
        return Promise.resolve(success(once()))
      }
      const { promise, resolve } = Promise.withResolvers<Outcome<() => void>>()
      const timers: Timer[] = []
      const done = (outcome: Outcome<() => void>) => {
        for (const timer of timers) timer.cancel()
        signal.removeEventListener("abort", aborted)
        const index = queue.indexOf(turn)
        if (index >= 0) queue.splice(index, 1)
        resolve(outcome)
      }
      const turn = () => done(success(once()))
      const aborted = () => done(failed(cancelled()))
      timers.push(clock.after(deadlineAt - clock.elapsed(), () => done(failed(pacingFailure(what, 1000)))))
      signal.addEventListener("abort", aborted)
      queue.push(turn)
      return promise
    },
  }
}

/** One every `ms`, in order; whoever leaves the queue makes the others move up. */
export function createIntervalLane(clock: Clock, ms: number, what: string): Lane {
  const queue: (() => void)[] = []
  let freeAt = Number.NEGATIVE_INFINITY
  let timer: Timer | null = null

  const arm = () => {
    timer?.cancel()
    timer = queue.length === 0 ? null : clock.after(Math.max(0, freeAt - clock.elapsed()), next)
  }
  const next = () => {
    freeAt = clock.elapsed() + ms
    queue.shift()?.()
    arm()
  }

  return {
    enter(deadlineAt, signal) {
      if (signal.aborted) return Promise.resolve(failed(cancelled()))
      const now = clock.elapsed()
      const turn = Math.max(now, freeAt) + queue.length * ms
      if (turn >= deadlineAt) return Promise.resolve(failed(pacingFailure(what, turn - now)))
      if (turn === now) {
        freeAt = now + ms
        return Promise.resolve(success(() => {}))
      }
      const { promise, resolve } = Promise.withResolvers<Outcome<() => void>>()
      const proceed = () => {
        signal.removeEventListener("abort", leave)
        resolve(success(() => {}))
      }
      const leave = () => {
        signal.removeEventListener("abort", leave)
        queue.splice(queue.indexOf(proceed), 1)
        arm()
        resolve(failed(cancelled()))
      }
      signal.addEventListener("abort", leave)
      queue.push(proceed)
      if (queue.length === 1) arm()
      return promise
    },
  }
}
