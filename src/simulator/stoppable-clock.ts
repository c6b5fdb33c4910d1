import type { Clock, Timer } from "../clock/clock.ts"

/** A clock whose timers all end with what they were set for. */
export interface StoppableClock extends Clock {
  /** Cancels every timer; later ones are not set. */
  stop(): void
}

export function stoppableClock(clock: Clock): StoppableClock {
  const timers = new Set<Timer>()
  let isStopped = false
  const never: Timer = { cancel: () => undefined }

  const keep = (timer: Timer): Timer => {
    timers.add(timer)
    return {
      cancel() {
        timers.delete(timer)
        timer.cancel()
      },
    }
  }

  return {
    now: () => clock.now(),
    elapsed: () => clock.elapsed(),
    after(ms, task) {
      if (isStopped) return never
      const timer = clock.after(ms, () => {
        timers.delete(timer)
        task()
      })
      return keep(timer)
    },
    every: (ms, task) => (isStopped ? never : keep(clock.every(ms, task))),
    stop() {
      isStopped = true
      for (const timer of timers) timer.cancel()
      timers.clear()
    },
  }
}
