import type { Clock, Timer } from "../clock/clock.ts"
import type { Log } from "../log/log.ts"
import { openWire, type WireEnd } from "./adapter.ts"
import type { Message, RequestMessage, SessionMessage } from "./messages.ts"
import { createSendPace } from "./send-pace.ts"
import type { WireRequests } from "./wire-requests.ts"

/** How long each step of the way to an accepted session may take. Loopback needs milliseconds, a busy Gateway seconds. */
export const handshakeDeadlines = { connectMs: 5000, versionMs: 5000, acceptMs: 8000 } as const

/** How far a connection attempt came. */
export type SessionPhase = "connect" | "version" | "accept" | "accepted"

export type SessionEnd =
  | { readonly kind: "wire"; readonly end: WireEnd; readonly phase: SessionPhase }
  | { readonly kind: "deadline"; readonly phase: SessionPhase }
  /** Error 326 while being accepted. */
  | { readonly kind: "client_id_taken" }
  /** Decided here. */
  | { readonly kind: "dropped"; readonly why: DropReason }

/** A silent Gateway, or one that has told its new port (1300); null when its text does not say which. */
export type DropReason = "silent" | { readonly newPort: number | null }

export interface SessionEvents {
  /** The Gateway has accepted the client: requests may be sent. */
  onAccepted(session: Session): void
  onMessage(message: SessionMessage): void
  onEnd(end: SessionEnd): void
  onFault(what: string): void
}

/** One connection to the Gateway, from TCP to its end. Requests and their answers meet here, by request id. */
export interface Session {
  readonly clientId: number
  readonly serverVersion: number
  /** Milliseconds since the Gateway has accepted it. */
  readonly ageMs: number
  /** When the newest frame came, ms since the epoch. */
  readonly lastHeardAt: number
  /** Milliseconds since then. */
  readonly silentMs: number
  /** Sends within the pace. Answers how to take it back: true when it had not been sent yet, and now never is. */
  send(write: (requests: WireRequests) => void): () => boolean
  /** How long, in ms, what is sent now would wait for its turn. */
  readonly sendDelayMs: number
  /** Sends before everything that waits: for cancels. */
  sendFirst(write: (requests: WireRequests) => void): void
  /** Takes a new request id and hears every message for it until `forget`. */
  listen(onMessage: (message: RequestMessage) => void): number
  forget(reqId: number): void
  /** How many request ids are being listened for. */
  readonly listeners: number
  /** Ends it from this side, with a reason for whoever listens, or none when it is no longer of interest. */
  close(why?: DropReason): void
}

/** Far from the small numbers that other fields of a frame hold, and from the ids of orders. */
const firstRequestId = 1001

export function openSession(
  options: { host: string; port: number; clientId: number; clock: Clock; log: Log },
  events: SessionEvents,
): Session {
  const { clock, log } = options
  const pace = createSendPace(clock)
  const listeners = new Map<number, (message: RequestMessage) => void>()
  let phase: SessionPhase = "connect"
  let serverVersion = 0
  let accepted = 0
  let lastHeardAt = clock.now()
  /** The same, by the clock's `elapsed`. */
  let heard = clock.elapsed()
  let nextRequestId = firstRequestId
  let ended = false
  let deadline: Timer | null = null

  const finish = (end: SessionEnd | null) => {
    if (ended) return
    ended = true
    deadline?.cancel()
    pace.stop()
    listeners.clear()
    wire.close()
    if (end) events.onEnd(end)
  }

  const enter = (next: SessionPhase, ms: number | null) => {
    phase = next
    deadline?.cancel()
    deadline = ms === null ? null : clock.after(ms, () => finish({ kind: "deadline", phase: next }))
  }

  const hear = (message: Message) => {
    if ("reqId" in message) {
      listeners.get(message.reqId)?.(message)
      return
    }
    if (message.type === "nextId" && phase === "accept") {
      enter("accepted", null)
      accepted = clock.elapsed()
      events.onAccepted(session)
      return
    }
    if (message.type === "notice" && message.code === 326 && phase !== "accepted") {
      finish({ kind: "client_id_taken" })
      return
    }
    if (message.type === "notice" && message.code === 100) pace.slowDown()
    events.onMessage(message)
  }

  enter("connect", handshakeDeadlines.connectMs)
  const wire = openWire(options, {
    onConnect: () => enter("version", handshakeDeadlines.versionMs),
    onVersion: (version) => {
      serverVersion = version
      pace.count()
      enter("accept", handshakeDeadlines.acceptMs)
    },
    onHeard: () => {
      lastHeardAt = clock.now()
      heard = clock.elapsed()
    },
    onMessage: hear,
    onEnd: (end) => finish({ kind: "wire", end, phase }),
    onRefused: (reason) => {
      log.error(`The read-only guard held a frame back: ${reason}`)
      events.onFault(`The read-only guard held a frame back: ${reason}.`)
    },
    onTrouble: (what) => {
      log.warn(`Unreadable from the Gateway: ${what}`)
      events.onFault(`A message of the Gateway could not be read: ${what}.`)
    },
  })

  const session: Session = {
    clientId: options.clientId,
    get serverVersion() {
      return serverVersion
    },
    get ageMs() {
      return clock.elapsed() - accepted
    },
    get lastHeardAt() {
      return lastHeardAt
    },
    get silentMs() {
      return clock.elapsed() - heard
    },
    get listeners() {
      return listeners.size
    },
    send: (write) => (ended ? () => true : pace.send(() => write(wire.requests))),
    get sendDelayMs() {
      return pace.delay()
    },
    sendFirst(write) {
      if (!ended) pace.sendFirst(() => write(wire.requests))
    },
    listen(onMessage) {
      const reqId = nextRequestId++
      listeners.set(reqId, onMessage)
      return reqId
    },
    forget: (reqId) => listeners.delete(reqId),
    close: (why) => finish(why ? { kind: "dropped", why } : null),
  }
  return session
}
