import type { Clock, Timer } from "../clock/clock.ts"

/**
 * The Gateway takes 50 messages a second and drops a client that keeps sending more ("Max rate of messages per second
 * has been exceeded", error 100; TWS API documentation, "Pacing limitations"). Counted over any second, with a tenth on
 * top: the Gateway counts when they arrive, and a burst that was held up on its way arrives closer to the next one.
 */
const messages = 50
const usualWindowMs = 1100

/** What is added each time that the Gateway says it was too much all the same: after the third it closes the connection. */
const moreMs = 500

/** Sends at once while the limit allows, then in order as places come free; cancels go before everything else. */
export interface SendPace {
  /** Answers how to take it back: true when it had not been sent yet, and now never is. */
  send(write: () => void): () => boolean
  /** How long, in ms, a message given to `send` now would wait. */
  delay(): number
  /** For what frees the Gateway's resources. */
  sendFirst(write: () => void): void
  /** Counts a message that something else has sent. */
  count(): void
  /** To be called when the Gateway complains of the pace: from now on it is slower. */
  slowDown(): void
  /** Drops what still waits. */
  stop(): void
}

export function createSendPace(clock: Clock): SendPace {
  /** When the last messages were sent, oldest first; never longer than the limit. */
  const sent: number[] = []
  const urgent: (() => void)[] = []
  const waiting: (() => void)[] = []
  let windowMs = usualWindowMs
  let timer: Timer | null = null
  let stopped = false

  const count = () => {
    sent.push(clock.elapsed())
    if (sent.length > messages) sent.shift()
  }

  const drain = () => {
    timer?.cancel()
    timer = null
    while (!stopped && (urgent.length > 0 || waiting.length > 0)) {
      const oldest = sent[0]
      const freeIn = sent.length < messages || oldest === undefined ? 0 : oldest + windowMs - clock.elapsed()
      if (freeIn > 0) {
        timer = clock.after(freeIn, drain)
        return
      }
      const write = urgent.shift() ?? waiting.shift()
      count()
      write?.()
    }
  }

  const delay = () => {
    const ahead = urgent.length + waiting.length
    const free = messages - sent.length
    if (ahead < free) return 0
    // Each message takes the place of the one that was sent as many places before it.
    const before = sent[(ahead - free) % messages] ?? clock.elapsed()
    const windows = Math.floor((ahead - free) / messages) + 1
    return Math.max(0, before + windows * windowMs - clock.elapsed())
  }

  return {
    delay,
    send(write) {
      waiting.push(write)
      if (!timer) drain()
      return () => {
        const index = waiting.indexOf(write)
        if (index >= 0) waiting.splice(index, 1)
        return index >= 0
      }
    },
    sendFirst(write) {
      urgent.push(write)
      if (!timer) drain()
    },
    count,
    slowDown() {
      windowMs += moreMs
    },
    stop() {
      stopped = true
      timer?.cancel()
      urgent.length = 0
      waiting.length = 0
    },
  }
}
