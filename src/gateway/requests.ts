import type { Clock } from "../clock/clock.ts"
import { type Failure, fail, failed, type Outcome } from "../outcome/outcome.ts"
import { classify } from "./classify.ts"
import type { Connection } from "./connection.ts"
import { type Lane, pacingFailure, pause } from "./lanes.ts"
import type { RequestMessage, SessionMessage } from "./messages.ts"
import { cancelled, timedOut, unreadable } from "./refusals.ts"
import type { WireRequests } from "./wire-requests.ts"

/** One question to the Gateway. */
export interface Question<T> {
  /** What is asked, whole: two questions of a kind with the same key are one while the first is under way. */
  readonly key: string
  /** How the thing asked for is called in a message to a person. */
  readonly what: string
  readonly lane?: Lane
  send(requests: WireRequests, reqId: number): void
  /** Tells the Gateway that nobody waits any more. */
  cancel?(requests: WireRequests, reqId: number): void
  /** The Gateway keeps sending after its end marker: it is told to stop even when it has answered. */
  readonly cancelAfterAnswer?: boolean
  /** After how many ms to ask once more, by the lane's rules, when the Gateway refuses with `pacing`; never when left out. */
  readonly againAfterPacingMs?: number
  /** Every message of the request but errors; calls `answer` when it is complete. */
  take?(message: RequestMessage, answer: (outcome: Outcome<T>) => void): void
  /**
   * Every message without a request id that comes while the question is under way: the answers to some questions carry
   * none (open orders, market rules, news providers), nor do the errors on them, which come as notices.
   */
  hear?(message: SessionMessage, answer: (outcome: Outcome<T>) => void): void
  /** The Gateway's notices on the request, which goes on: in the catalogue's words, and in its own. */
  notice?(notice: { readonly code: number; readonly text: string; readonly words: string }): void
  /**
   * For what has no last message, but ends by time, which it must see to itself: there is no other deadline for it. Called
   * when it is sent; gives back what to call when it has ended.
   */
  begin?(answer: (outcome: Outcome<T>) => void): () => void
}

/** What all requests share. */
export interface RequestRoom {
  readonly connection: Connection
  readonly clock: Clock
  readonly timeoutMs: number
  /** How to end each request that has been sent and not been answered. */
  readonly underWay: Set<(failure: Failure, sessionGone: boolean) => void>
  /** Whom messages without a request id are told to. */
  readonly hearing: Set<(message: SessionMessage) => void>
}

export function createRequestRoom(connection: Connection, clock: Clock, timeoutMs: number): RequestRoom {
  const underWay: RequestRoom["underWay"] = new Set()
  const hearing: RequestRoom["hearing"] = new Set()
  connection.join({
    onTrouble(failure, sessionGone) {
      for (const end of [...underWay]) end(failure, sessionGone)
    },
    onMessage(message) {
      for (const hear of [...hearing]) hear(message)
    },
  })
  return { connection, clock, timeoutMs, underWay, hearing }
}

interface Flight<T> {
  readonly outcome: Promise<Outcome<T>>
  readonly abort: AbortController
  askers: number
}

/** Asks questions of one kind: joins equal ones, and cancels a flight when its last asker has gone. */
export function createAsker<T>(
  room: RequestRoom,
): (question: Question<T>, signal: AbortSignal | undefined) => Promise<Outcome<T>> {
  const flights = new Map<string, Flight<T>>()

  const takeOff = (question: Question<T>): Flight<T> => {
    const abort = new AbortController()
    const outcome = fly(room, question, abort.signal).finally(() => {
      if (flights.get(question.key) === flight) flights.delete(question.key)
    })
    const flight: Flight<T> = { outcome, abort, askers: 0 }
    flights.set(question.key, flight)
    return flight
  }

  return (question, signal) => {
    if (signal?.aborted) return Promise.resolve(failed(cancelled()))
    const flight = flights.get(question.key) ?? takeOff(question)
    flight.askers++
    if (!signal) return flight.outcome
    const { promise, resolve } = Promise.withResolvers<Outcome<T>>()
    const leave = () => {
      resolve(failed(cancelled()))
      if (--flight.askers > 0) return
      // A later equal question must not join a flight that is being cancelled.
      if (flights.get(question.key) === flight) flights.delete(question.key)
      flight.abort.abort()
    }
    signal.addEventListener("abort", leave)
    flight.outcome.then((outcome) => {
      signal.removeEventListener("abort", leave)
      resolve(outcome)
    })
    return promise
  }
}

/** The one path of every request: wait for the connection, for a place in the lane, send, hear, end. */
async function fly<T>(room: RequestRoom, question: Question<T>, signal: AbortSignal): Promise<Outcome<T>> {
  const { connection, clock, timeoutMs } = room
  const deadlineAt = clock.elapsed() + timeoutMs
  const first = await connection.ready(timeoutMs, signal)
  if (signal.aborted) return failed(cancelled())
  if (!first.ok) return first
  const outcome = await inLane(room, question, signal, deadlineAt)
  const waitMs = question.againAfterPacingMs
  const refused = !outcome.ok && outcome.failure.code === "pacing" && outcome.failure.ibCode !== null
  if (!refused || waitMs === undefined || clock.elapsed() + waitMs >= deadlineAt) return outcome
  if (waitMs > 0 && !(await pause(clock, waitMs, signal))) return failed(cancelled())
  const again = await inLane(room, question, signal, deadlineAt)
  // Refused here, by our own book of the limits: it knows better than the Gateway's text when the next place is free.
  if (again.ok || again.failure.code !== "pacing" || again.failure.ibCode !== null) return again
  return failed({ ...outcome.failure, retryAfterS: again.failure.retryAfterS })
}

async function inLane<T>(
  room: RequestRoom,
  question: Question<T>,
  signal: AbortSignal,
  deadlineAt: number,
): Promise<Outcome<T>> {
  const place = question.lane ? await question.lane.enter(deadlineAt, signal) : null
  if (place && !place.ok) return place
  try {
    return await exchange(room, question, signal, deadlineAt)
  } finally {
    place?.value()
  }
}

function exchange<T>(
  room: RequestRoom,
  question: Question<T>,
  signal: AbortSignal,
  deadlineAt: number,
): Promise<Outcome<T>> {
  const { connection, clock, underWay, hearing } = room
  // Waiting in a lane takes time: the session may be another one by now, or gone.
  const now = connection.session()
  if (!now.ok) return Promise.resolve(now)
  if (signal.aborted) return Promise.resolve(failed(cancelled()))
  const session = now.value
  const askedAt = clock.now()
  const delayMs = session.sendDelayMs
  if (clock.elapsed() + delayMs >= deadlineAt && delayMs > 0)
    return Promise.resolve(failed(pacingFailure(tooMany, delayMs)))
  const { promise, resolve } = Promise.withResolvers<Outcome<T>>()

  const finish = (outcome: Outcome<T>, tellGateway: boolean) => {
    session.forget(reqId)
    underWay.delete(end)
    hearing.delete(hear)
    timer?.cancel()
    start?.cancel()
    stop?.()
    signal.removeEventListener("abort", aborted)
    if (!withdraw() && tellGateway) session.sendFirst((requests) => question.cancel?.(requests, reqId))
    resolve(outcome)
  }
  const end = (failure: Failure, sessionGone: boolean) => finish(failed(failure), !sessionGone)
  const aborted = () => finish(failed(cancelled()), true)
  const hear = (message: SessionMessage) => question.hear?.(message, answer)
  const answer = (outcome: Outcome<T>) => finish(outcome, question.cancelAfterAnswer ?? false)

  const reqId = session.listen((message) => {
    if (message.type === "error") {
      const meaning = classify(message.code, message.text)
      if (meaning.kind === "terminal") finish(failed(inContext(meaning.failure, connection, askedAt)), false)
      else if (meaning.kind === "notice")
        question.notice?.({ code: message.code, text: meaning.text, words: message.text })
    } else if (message.type === "unreadable") finish(failed(unreadable(question.what)), true)
    else question.take?.(message, answer)
  })
  const timer = question.begin
    ? null
    : clock.after(Math.max(0, deadlineAt - clock.elapsed()), () => {
        finish(failed(timedOut(question.what, room.timeoutMs)), true)
      })
  underWay.add(end)
  if (question.hear) hearing.add(hear)
  signal.addEventListener("abort", aborted)
  const withdraw = session.send((requests) => question.send(requests, reqId))
  let stop: (() => void) | undefined
  const begin = () => {
    stop = question.begin?.(answer)
  }
  // What waits for its turn to be sent has not begun.
  const start = question.begin && delayMs > 0 ? clock.after(delayMs, begin) : null
  if (!start) begin()
  return promise
}

const tooMany = "IBKR takes 50 messages a second, and as many as are sent until the deadline wait already."

/** While the Gateway's security definition farm is away it answers "no such contract" to everything. */
function inContext(failure: Failure, connection: Connection, askedAt: number): Failure {
  if (failure.ibCode !== 200 || !connection.definitionsLostSince(askedAt)) return failure
  return fail(
    "connectivity_lost",
    "The Gateway has lost IBKR's security definition farm, so that it cannot look contracts up now.",
    "Wait: the Gateway reconnects by itself. If it lasts, look at the Gateway's window.",
    { ibCode: 200, retryAfterS: 30 },
  ).failure
}
