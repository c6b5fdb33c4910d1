import type { Clock, Timer } from "./clock.ts"

/** A clock that stands still until it is moved: the clock of tests, and of a simulated Gateway told to stand still. */
export interface ManualClock extends Clock {
  /** Moves time on by `ms`, running every timer that falls due, in order; awaits pending promise callbacks after each. */
  advance(ms: number): Promise<void>
  /** How many timers are pending. */
  readonly pending: number
}

interface Entry {
  due: number
  readonly order: number
  readonly period: number | undefined
  readonly task: () => void
}

export function manualClock(startAt: number): ManualClock {
  let now = startAt
  let order = 0
  const entries = new Set<Entry>()

  const add = (ms: number, task: () => void, period: number | undefined): Timer => {
    const entry: Entry = { due: now + Math.max(0, ms), order: order++, period, task }
    entries.add(entry)
    return { cancel: () => entries.delete(entry) }
  }

  const nextDue = (until: number): Entry | undefined => {
    let first: Entry | undefined
    for (const entry of entries) {
      if (entry.due > until) continue
      if (!first || entry.due < first.due || (entry.due === first.due && entry.order < first.order)) first = entry
    }
    return first
  }

  return {
    now: () => now,
    elapsed: () => now,
    after: (ms, task) => add(ms, task, undefined),
    every: (ms, task) => add(Math.max(1, ms), task, Math.max(1, ms)),
    get pending() {
      return entries.size
    },
    async advance(ms) {
      const until = now + ms
      for (let entry = nextDue(until); entry; entry = nextDue(until)) {
        now = Math.max(now, entry.due)
        if (entry.period === undefined) entries.delete(entry)
        else entry.due += entry.period
        entry.task()
        await Promise.resolve()
      }
      now = until
      await Promise.resolve()
    },
  }
}
