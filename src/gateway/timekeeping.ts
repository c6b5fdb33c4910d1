import type { Clock, Timer } from "../clock/clock.ts"
import { type Failure, fail, failed, type Outcome, success } from "../outcome/outcome.ts"
import type { Session } from "./session.ts"
import type { Probe } from "./status.ts"

/**
 * A Gateway does not answer a second time request within about 4.25 s of the first (seen live, not documented). Asking
 * sooner would make a healthy Gateway look dead.
 */
const gateMs = 4500
/** How long a probe of a silent Gateway waits for any frame at all. Longer than the gate, so that two can follow. */
const probeWaitMs = 5000

/** Asks one session's Gateway for its time, to know its clock and whether it is alive. */
export interface Timekeeping {
  /** The Gateway's time answer. */
  onTime(epochS: number): void
  probe(deadlineMs: number, signal: AbortSignal | undefined): Promise<Outcome<Probe>>
  /** The session is over: whoever waits is told why. */
  stop(failure: Failure): void
}

/** `onDead` is called when the Gateway was silent for `silenceMs` and then did not answer two probes. */
export function createTimekeeping(
  session: Session,
  options: { clock: Clock; silenceMs: number; onDead: () => void },
): Timekeeping {
  const { clock, silenceMs, onDead } = options
  const waiting = new Set<(outcome: Outcome<Probe>) => void>()
  /** When the time was asked for last, by the clock's `elapsed` and since the epoch. */
  let asked = Number.NEGATIVE_INFINITY
  let askedAt = 0
  let answered = true
  let last: Probe | null = null
  let heartbeat: Timer

  const ask = () => {
    if (clock.elapsed() - asked < gateMs) return
    asked = clock.elapsed()
    askedAt = clock.now()
    answered = false
    session.send((requests) => requests.time())
  }

  const watch = () => {
    const { silentMs } = session
    if (silentMs < silenceMs) heartbeat = clock.after(silenceMs - silentMs, watch)
    else miss(0)
  }
  const miss = (misses: number) => {
    if (misses === 2) {
      onDead()
      return
    }
    const since = clock.elapsed()
    ask()
    heartbeat = clock.after(probeWaitMs, () => {
      if (session.silentMs <= clock.elapsed() - since) watch()
      else miss(misses + 1)
    })
  }
  heartbeat = clock.after(silenceMs, watch)

  return {
    onTime(epochS) {
      if (answered) return
      answered = true
      const now = clock.now()
      // The Gateway cuts its time to whole seconds, so that half a second more is its best estimate.
      const skew = epochS + 0.5 - (askedAt + now) / 2000
      last = { clockSkewS: Math.round(skew * 10) / 10, roundTripMs: Math.round(clock.elapsed() - asked) }
      for (const done of [...waiting]) done(success(last))
    },
    probe(deadlineMs, signal) {
      const sinceAsked = clock.elapsed() - asked
      if (sinceAsked < gateMs && answered && last) return Promise.resolve(success(last))
      const { promise, resolve } = Promise.withResolvers<Outcome<Probe>>()
      const timers: Timer[] = []
      const done = (outcome: Outcome<Probe>) => {
        for (const timer of timers) timer.cancel()
        signal?.removeEventListener("abort", cancelled)
        waiting.delete(done)
        resolve(outcome)
      }
      const cancelled = () => done(fail("request_timeout", "The time request was cancelled.", "Ask again."))
      waiting.add(done)
      signal?.addEventListener("abort", cancelled)
      if (sinceAsked >= gateMs) ask()
      // One that was lost inside the gate is asked once more when the gate opens.
      else timers.push(clock.after(gateMs - sinceAsked, ask))
      timers.push(
        clock.after(deadlineMs, () =>
          done(
            fail(
              "request_timeout",
              `The Gateway did not answer the time request within ${Math.round(deadlineMs / 1000)} s.`,
              "Look at the Gateway's window; restart it if it hangs.",
            ),
          ),
        ),
      )
      if (signal?.aborted) cancelled()
      return promise
    },
    stop(failure) {
      heartbeat.cancel()
      for (const done of [...waiting]) done(failed(failure))
    },
  }
}
