import type { Clock, Timer } from "../../clock/clock.ts"
import { type Failure, failed, type Outcome, success } from "../../outcome/outcome.ts"
import { classify } from "../classify.ts"
import type { Connection } from "../connection.ts"
import type { RequestOptions } from "../gateway.ts"
import type { RequestMessage } from "../messages.ts"
import { cancelled, controlCharacter, timedOut } from "../refusals.ts"
import { hasControlCharacter } from "../sanitise.ts"
import type { Session } from "../session.ts"
import type { WireRequests } from "../wire-requests.ts"
import type { AccountPnl, PositionPnl } from "./account.ts"

/** A stream that nobody has asked for in this long is ended; until then a second call is answered at once. */
const warmMs = 60_000
/** The first values are often all unset, with the real ones a moment behind them. */
const unsetPatienceMs = 1000

export interface PnlStreams {
  accountPnl(account: string, options?: RequestOptions): Promise<Outcome<AccountPnl>>
  positionPnl(account: string, conId: number, options?: RequestOptions): Promise<Outcome<PositionPnl>>
  stop(): void
}

export function createPnlStreams(connection: Connection, clock: Clock, timeoutMs: number): PnlStreams {
  const shared = { connection, clock, timeoutMs }
  const ofAccounts = createPnlKind<AccountPnl>({
    ...shared,
    read: (message) => (message.type === "pnl" ? message.pnl : null),
    cancel: (requests, reqId) => requests.cancelPnl(reqId),
  })
  const ofPositions = createPnlKind<PositionPnl>({
    ...shared,
    read: (message) => (message.type === "positionPnl" ? message.pnl : null),
    cancel: (requests, reqId) => requests.cancelPositionPnl(reqId),
  })
  return {
    accountPnl(account, options) {
      if (hasControlCharacter(account)) return Promise.resolve(failed(controlCharacter("The account")))
      return ofAccounts.ask(account, (requests, reqId) => requests.pnl(reqId, account), options?.signal)
    },
    positionPnl(account, conId, options) {
      if (hasControlCharacter(account)) return Promise.resolve(failed(controlCharacter("The account")))
      const send = (requests: WireRequests, reqId: number) => requests.positionPnl(reqId, account, conId)
      return ofPositions.ask(`${account} ${conId}`, send, options?.signal)
    },
    stop() {
      ofAccounts.stop()
      ofPositions.stop()
    },
  }
}

interface Stream<T> {
  readonly key: string
  readonly waiters: Set<(outcome: Outcome<T>) => void>
  send(requests: WireRequests, reqId: number): void
  subscription: { readonly session: Session; readonly reqId: number; withdraw(): boolean } | null
  value: T | null
  timer: Timer | null
  /** Runs while only unset values have come. */
  patience: Timer | null
}

interface PnlKind<T> {
  ask(key: string, send: Stream<T>["send"], signal: AbortSignal | undefined): Promise<Outcome<T>>
  stop(): void
}

function createPnlKind<T extends AccountPnl>(options: {
  connection: Connection
  clock: Clock
  timeoutMs: number
  read(message: RequestMessage): T | null
  cancel(requests: WireRequests, reqId: number): void
}): PnlKind<T> {
  const { connection, clock, timeoutMs, read, cancel } = options
  const streams = new Map<string, Stream<T>>()

  const answer = (stream: Stream<T>, outcome: Outcome<T>) => {
    for (const resolve of [...stream.waiters]) resolve(outcome)
  }

  const unsubscribe = (stream: Stream<T>, tellGateway: boolean) => {
    const { subscription } = stream
    stream.subscription = null
    stream.value = null
    stream.timer?.cancel()
    stream.patience?.cancel()
    stream.patience = null
    if (!subscription) return
    const { session, reqId, withdraw } = subscription
    session.forget(reqId)
    if (!withdraw() && tellGateway) session.sendFirst((requests) => cancel(requests, reqId))
  }

  const drop = (stream: Stream<T>, tellGateway: boolean) => {
    unsubscribe(stream, tellGateway)
    streams.delete(stream.key)
  }

  const end = (stream: Stream<T>, failure: Failure, tellGateway: boolean) => {
    drop(stream, tellGateway)
    answer(stream, failed(failure))
  }

  const keepWarm = (stream: Stream<T>) => {
    stream.timer?.cancel()
    stream.timer = clock.after(warmMs, () => drop(stream, true))
  }

  const deliver = (stream: Stream<T>) => {
    stream.patience?.cancel()
    if (stream.value === null) return
    keepWarm(stream)
    answer(stream, success(stream.value))
  }

  const onMessage = (stream: Stream<T>, message: RequestMessage) => {
    if (message.type === "error") {
      const meaning = classify(message.code, message.text)
      if (meaning.kind === "terminal") end(stream, meaning.failure, false)
      return
    }
    const value = read(message)
    if (value === null) return
    const first = stream.value === null
    stream.value = value
    if (stream.waiters.size === 0) {
      // Renewed with the session: it has come in time, and nobody has asked for it yet.
      if (first) keepWarm(stream)
      return
    }
    if (value.daily !== null || value.unrealized !== null || value.realized !== null) deliver(stream)
    else if (first) stream.patience = clock.after(unsetPatienceMs, () => deliver(stream))
  }

  const subscribe = (stream: Stream<T>, session: Session) => {
    const reqId = session.listen((message) => onMessage(stream, message))
    const withdraw = session.send((requests) => stream.send(requests, reqId))
    stream.subscription = { session, reqId, withdraw }
    stream.timer = clock.after(timeoutMs, () => {
      end(stream, timedOut("the request for profit and loss", timeoutMs), true)
    })
  }

  connection.join({
    onAccepted(session) {
      for (const stream of streams.values()) subscribe(stream, session)
    },
    onDataLost(session) {
      for (const stream of streams.values()) {
        unsubscribe(stream, true)
        subscribe(stream, session)
      }
    },
    onTrouble(failure, sessionGone) {
      for (const stream of streams.values()) {
        if (sessionGone) unsubscribe(stream, false)
        answer(stream, failed(failure))
      }
    },
  })

  return {
    async ask(key, send, signal) {
      const ready = await connection.ready(timeoutMs, signal)
      if (signal?.aborted) return failed(cancelled())
      if (!ready.ok) return ready
      const known = streams.get(key)
      if (known?.value && !known.patience) {
        keepWarm(known)
        return success(known.value)
      }
      const { promise, resolve } = Promise.withResolvers<Outcome<T>>()
      const stream: Stream<T> = known ?? {
        key,
        send,
        waiters: new Set(),
        subscription: null,
        value: null,
        timer: null,
        patience: null,
      }
      const done = (outcome: Outcome<T>) => {
        stream.waiters.delete(done)
        signal?.removeEventListener("abort", aborted)
        resolve(outcome)
      }
      const aborted = () => {
        done(failed(cancelled()))
        if (stream.waiters.size === 0 && stream.value === null) drop(stream, true)
      }
      stream.waiters.add(done)
      signal?.addEventListener("abort", aborted)
      if (!known) {
        streams.set(key, stream)
        subscribe(stream, ready.value)
      }
      return promise
    },
    stop() {
      for (const stream of [...streams.values()]) drop(stream, false)
    },
  }
}
