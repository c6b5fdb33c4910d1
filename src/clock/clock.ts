/** A pending timer. Cancelling twice, or after it fired, does nothing. */
export interface Timer {
  cancel(): void
}

/** Where all time in the project comes from, so that sessions, caches, backoff and pacing can be tested without waiting. */
export interface Clock {
  /** Milliseconds since the Unix epoch, UTC: for when something was. It can be set, and so go backwards or jump. */
  now(): number
  /** Milliseconds that pass as `after` counts them, since some instant: for how long something took or may take. */
  elapsed(): number
  /** Runs `task` once after `ms` milliseconds of this clock. */
  after(ms: number, task: () => void): Timer
  /** Runs `task` every `ms` milliseconds of this clock until cancelled. */
  every(ms: number, task: () => void): Timer
}

/** The machine's own clock. */
export const systemClock: Clock = movingClock({ startAt: undefined, speed: 1 })

export interface MovingClock {
  /** Instant the clock shows when it is made (ms since the epoch); the machine's time when undefined. */
  readonly startAt: number | undefined
  /** How many times as fast as the machine's clock it runs. */
  readonly speed: number
}

/** A clock that starts at an instant and runs `speed` times as fast as the machine's. */
export function movingClock({ startAt, speed }: MovingClock): Clock {
  const origin = Date.now()
  const start = startAt ?? origin
  const identity = startAt === undefined && speed === 1
  const begun = performance.now()
  return {
    now: identity ? Date.now : () => start + (Date.now() - origin) * speed,
    elapsed: () => (performance.now() - begun) * speed,
    after(ms, task) {
      const timer = setTimeout(task, ms / speed)
      return { cancel: () => clearTimeout(timer) }
    },
    every(ms, task) {
      const timer = setInterval(task, ms / speed)
      return { cancel: () => clearInterval(timer) }
    },
  }
}
