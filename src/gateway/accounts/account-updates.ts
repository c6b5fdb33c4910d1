import type { Clock, Timer } from "../../clock/clock.ts"
import { type Failure, failed, type Outcome, success } from "../../outcome/outcome.ts"
import { classify } from "../classify.ts"
import type { Connection } from "../connection.ts"
import type { RequestOptions } from "../gateway.ts"
import type { SessionMessage } from "../messages.ts"
import { cancelled, controlCharacter, timedOut, unreadable } from "../refusals.ts"
import { hasControlCharacter } from "../sanitise.ts"
import type { Session } from "../session.ts"
import type { AccountUpdates, AccountValue, PortfolioItem } from "./account.ts"

/** A stream that nobody has asked for in this long is ended; until then a second call is answered at once. */
const warmMs = 60_000
/**
 * After a rapid reconnect an account's stream can fail to start, or to come to its end (seen live): silent for a third
 * of its deadline, and no less than this, it is ended and begun once more.
 */
const silentAtLeastMs = 3000

/**
 * Of several accounts the Gateway streams one at a time, and takes a moment to turn to another one. What an account's stream
 * had said when it was left answers for this long, unless one of its positions has changed: far less than the three minutes
 * that the Gateway itself leaves between two valuations.
 */
const parkedMs = 5000

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
  /** When it last said something, ms since the epoch; when it was begun until then. */
  asOf: number
  /** The same, by the clock's `elapsed`. */
  heard: number
}

export function createAccountStreams(connection: Connection, clock: Clock, timeoutMs: number): AccountStreams {
  const calls = new Set<Call>()
  let stream: Stream | null = null
  /** Ends the stream: when its deadline has come, or once complete when nobody has asked for it in a while. */
  let ending: Timer | null = null
  let secondTry: Timer | null = null
  /** The account that was streamed when the session ended. */
  let renewal: string | null = null
  /** The last looks at streams that were left for another account's. */
  const parked = new Map<string, { readonly look: AccountUpdates; readonly at: number }>()

  const close = (tellGateway: boolean) => {
    const closing = stream
    stream = null
    if (closing?.complete && tellGateway) parked.set(closing.account, { look: lookAt(closing), at: clock.elapsed() })
    secondTry?.cancel()
    if (closing && !closing.withdraw() && tellGateway)
      closing.session.sendFirst((requests) => requests.accountUpdates(false, closing.account))
  }

  const end = (tellGateway: boolean) => {
    ending?.cancel()
    close(tellGateway)
  }

  const open = (account: string, session: Session): Stream => {
    close(true)
    const withdraw = session.send((requests) => requests.accountUpdates(true, account))
    const empty = { values: new Map(), portfolio: new Map(), complete: false }
    stream = { account, session, withdraw, ...empty, asOf: clock.now(), heard: clock.elapsed() }
    return stream
  }

  const begin = (account: string, session: Session) => {
    end(true)
    ending = clock.after(timeoutMs, () => {
      fail(account, timedOut("the request for an account's values", timeoutMs))
    })
    watchForSilence(open(account, session))
  }

  /** Ends the stream without an answer, tells who waits for it why, and turns to the others. */
  const fail = (account: string, failure: Failure) => {
    end(true)
    for (const call of [...calls]) if (call.account === account) call.done(failed(failure))
    serve()
  }

  const watchForSilence = ({ account, session }: Stream) => {
    const silentMs = Math.max(silentAtLeastMs, timeoutMs / 3)
    const look = () => {
      const silentFor = clock.elapsed() - (stream?.heard ?? 0)
      if (silentFor < silentMs) secondTry = clock.after(silentMs - silentFor, look)
      else open(account, session)
    }
    secondTry = clock.after(silentMs, look)
  }

  /** Answers the calls for the account that is streamed, then turns to the next one. */
  const serve = () => {
    const streamed = stream
    const waiting = [...calls].filter((call) => call.account === streamed?.account)
    if (streamed?.complete) {
      for (const call of waiting) call.done(success(lookAt(streamed)))
      if (waiting.length > 0) keepWarm(streamed)
    } else if (waiting.length > 0) return
    const [next] = calls
    const session = connection.session()
    if (!next) return
    if (session.ok) begin(next.account, session.value)
    else for (const call of [...calls]) call.done(session)
  }

  const keepWarm = (warm: Stream) => {
    ending?.cancel()
    ending = clock.after(warmMs, () => {
      if (stream === warm) end(true)
    })
  }

  const parkedLook = (account: string): AccountUpdates | null => {
    const found = parked.get(account)
    return found && clock.elapsed() - found.at < parkedMs ? found.look : null
  }

  /** Refusals of this request have no request id: those that speak of accounts are meant for it while it is under way. */
  const refuse = (code: number, text: string) => {
    if (!stream || stream.complete || !/account/i.test(text)) return
    const meaning = classify(code, text)
    if (meaning.kind === "terminal") fail(stream.account, meaning.failure)
  }

  const take = (message: SessionMessage) => {
    if (message.type === "position") parked.delete(message.position.account)
    if (!stream) return
    if (message.type === "notice") return refuse(message.code, message.text)
    if (message.type === "accountValue" && message.value.account === stream.account)
      stream.values.set(`${message.value.tag} ${message.value.currency}`, message.value)
    else if (message.type === "portfolio" && message.item.account === stream.account)
      stream.portfolio.set(message.item.contract.conId, message.item)
    else if (message.type === "unreadableRow" && message.of === "account") {
      fail(stream.account, unreadable("the request for an account's values"))
      return
    } else if (message.type !== "accountTime" && message.type !== "accountEnd") return
    if (message.type === "accountEnd" && message.account !== stream.account) return
    stream.asOf = clock.now()
    stream.heard = clock.elapsed()
    if (message.type !== "accountEnd") return
    if (!stream.complete) keepWarm(stream)
    stream.complete = true
    secondTry?.cancel()
    serve()
  }

  connection.join({
    onAccepted(session) {
      if (renewal !== null) begin(renewal, session)
      renewal = null
    },
    onDataLost(session) {
      parked.clear()
      if (stream) begin(stream.account, session)
    },
    onTrouble(failure: Failure, sessionGone) {
      parked.clear()
      if (sessionGone) {
        renewal ??= stream?.account ?? null
        end(false)
      }
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
      const look = stream?.account === account ? null : parkedLook(account)
      if (look) return success(look)
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
      const aborted = () => {
        call.done(failed(cancelled()))
        if (stream?.complete || [...calls].some((other) => other.account === stream?.account)) return
        end(true)
        serve()
      }
      // Its own deadline: the calls before it may use the time up.
      const timer = clock.after(timeoutMs, () => call.done(failed(timedOut("an account's values", timeoutMs))))
      calls.add(call)
      signal?.addEventListener("abort", aborted)
      serve()
      return promise
    },
    stop() {
      renewal = null
      end(false)
    },
  }
}

function lookAt({ account, values, portfolio, asOf }: Stream): AccountUpdates {
  return { account, values: [...values.values()], portfolio: [...portfolio.values()], asOf }
}
