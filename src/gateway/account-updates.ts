import type { Clock, Timer } from "../clock/clock.ts"
import { type Failure, failed, type Outcome, success } from "../outcome/outcome.ts"
import type { AccountUpdates, AccountValue, PortfolioItem } from "./account.ts"
import type { Connection } from "./connection.ts"
import type { RequestOptions } from "./gateway.ts"
import type { SessionMessage } from "./messages.ts"
import { cancelled, controlCharacter, timedOut } from "./refusals.ts"
import { hasControlCharacter } from "./sanitise.ts"
import type { Session } from "./session.ts"

/** A stream that nobody has asked for in this long is ended; until then a second call is answered at once. */
const warmMs = 60_000

/** One account's values and portfolio. The Gateway streams one account to a client at a time, so calls take turns. */
export interface AccountStreams {
  accountUpdates(account: string, options?: RequestOptions): Promise<Outcome<AccountUpdates>>
  stop(): void
}

interface Call {
  readonly account: string
  done(outcome: Outcome<AccountUpdates>): void
}

interface Stream {
  readonly account: string
  readonly session: Session
  readonly withdraw: () => boolean
  readonly values: Map<string, AccountValue>
  readonly portfolio: Map<number, PortfolioItem>
  complete: boolean
  asOf: number
  timer: Timer
}

export function createAccountStreams(connection: Connection, clock: Clock, timeoutMs: number): AccountStreams {
  const calls = new Set<Call>()
  let stream: Stream | null = null

  const end = (tellGateway: boolean) => {
    const ending = stream
    stream = null
    if (!ending) return
    ending.timer.cancel()
    if (!ending.withdraw() && tellGateway)
      ending.session.sendFirst((requests) => requests.accountUpdates(false, ending.account))
  }

  const begin = (account: string, session: Session) => {
    end(true)
    const timer = clock.after(timeoutMs, () => {
      end(true)
      for (const call of [...calls])
        if (call.account === account) call.done(failed(timedOut("the request for an account's values", timeoutMs)))
      serve()
    })
    const withdraw = session.send((requests) => requests.accountUpdates(true, account))
    const empty = { values: new Map(), portfolio: new Map(), complete: false, asOf: clock.now() }
    stream = { account, session, withdraw, timer, ...empty }
  }

  /** Answers the calls for the account that is streamed, then turns to the next one. */
  const serve = () => {
    if (stream?.complete) {
      const look = lookAt(stream)
      let served = false
      for (const call of [...calls]) {
        if (call.account !== stream.account) continue
        call.done(success(look))
        served = true
      }
      if (served) keepWarm(stream)
    }
    if (stream && !stream.complete) return
    const [next] = calls
    const session = connection.session()
    if (!next) return
    if (session.ok) begin(next.account, session.value)
    else for (const call of [...calls]) call.done(session)
  }

  const keepWarm = (warm: Stream) => {
    warm.timer.cancel()
    warm.timer = clock.after(warmMs, () => {
      if (stream === warm) end(true)
    })
  }

  const take = (message: SessionMessage) => {
    if (!stream) return
    if (message.type === "accountValue" && message.value.account === stream.account)
      stream.values.set(`${message.value.tag} ${message.value.currency}`, message.value)
    else if (message.type === "portfolio" && message.item.account === stream.account)
      stream.portfolio.set(message.item.contract.conId, message.item)
    else if (message.type === "accountEnd" && message.account === stream.account) stream.complete = true
    else if (message.type !== "accountTime") return
    stream.asOf = clock.now()
    if (message.type === "accountEnd") serve()
  }

  connection.join({
    onDataLost(session) {
      if (stream) begin(stream.account, session)
    },
    onTrouble(failure: Failure, sessionGone) {
      // What the old session said is no longer true; the next call opens the stream again.
      if (sessionGone) end(false)
      for (const call of [...calls]) call.done(failed(failure))
    },
    onMessage: take,
  })

  return {
    async accountUpdates(account, options) {
      const signal = options?.signal
      if (hasControlCharacter(account)) return failed(controlCharacter("The account"))
      const ready = await connection.ready(timeoutMs, signal)
      if (signal?.aborted) return failed(cancelled())
      if (!ready.ok) return ready
      const { promise, resolve } = Promise.withResolvers<Outcome<AccountUpdates>>()
      const call: Call = {
        account,
        done(outcome) {
          calls.delete(call)
          timer.cancel()
          signal?.removeEventListener("abort", aborted)
          resolve(outcome)
        },
      }
      const aborted = () => call.done(failed(cancelled()))
      // Its own deadline: the calls before it may use the time up.
      const timer = clock.after(timeoutMs, () => call.done(failed(timedOut("an account's values", timeoutMs))))
      calls.add(call)
      signal?.addEventListener("abort", aborted)
      serve()
      return promise
    },
    stop: () => end(false),
  }
}

function lookAt({ account, values, portfolio, asOf }: Stream): AccountUpdates {
  return { account, values: [...values.values()], portfolio: [...portfolio.values()], asOf }
}
