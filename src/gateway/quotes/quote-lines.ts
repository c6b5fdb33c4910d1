import { LRUCache } from "lru-cache"
import type { Clock, Timer } from "../../clock/clock.ts"
import { type Failure, failed } from "../../outcome/outcome.ts"
import { classify } from "../classify.ts"
import type { Connection } from "../connection.ts"
import type { Contract } from "../contracts/contract.ts"
import { isOption } from "../contracts/contract.ts"
import type { RequestMessage } from "../messages.ts"
import { cancelled, controlCharacter } from "../refusals.ts"
import { hasControlCharacter } from "../sanitise.ts"
import type { Session } from "../session.ts"
import { exchangeOf, knownContract, monthOf, type WireContract } from "../wire-requests.ts"
import { emptyLook, hear, type Look } from "./look.ts"
import type { DataType, QuoteOutcome, QuoteWish } from "./market-data.ts"
import { combination, noLine, ofAnother, quoteAnswer } from "./quote-answers.ts"
import { patience, waitFor } from "./quote-settling.ts"

/** A line that nobody has asked for in this long is given back. */
const warmMs = 60_000

interface Waiter {
  readonly greeks: boolean
  timer: Timer | null
  done(outcome: QuoteOutcome): void
}

/**
 * A Gateway may handle a subscription before the data type that was asked for just ahead of it, and refuse it with 10168
 * although delayed data is enabled (seen live): in a session as young as this it is asked once more, a moment later.
 */
const delayedRace = { sessionMs: 5000, retryMs: 300 } as const

/** One contract's stream. It outlives sessions: `subscription` is null while there is none to carry it. */
interface Line {
  readonly key: string
  readonly contract: Contract
  readonly waiters: Set<Waiter>
  request: WireContract
  genericTicks: string
  look: Look
  subscription: { readonly session: Session; readonly reqId: number; withdraw(): boolean } | null
  subscribedAt: number
  newsAt: number
  usedAt: number
  /** Whether it has ever served anyone. */
  served: boolean
  /** Runs until a refused subscription is tried again; there is one such second try. */
  secondTry: Timer | null
}

export interface QuoteLines {
  quote(contract: Contract, wish: QuoteWish): Promise<QuoteOutcome>
  /** What the Gateway has last said of a contract's data in this session, whether or not its line is open; null for nothing. */
  dataTypeOf(contract: Contract): DataType | null
  /** Gives a contract's line back now, unless somebody waits on it, and not only when nobody has asked in a minute. */
  release(contract: Contract): void
  /** Lines held at the Gateway now. */
  readonly count: number
  stop(): void
}

export function createQuoteLines(options: {
  connection: Connection
  clock: Clock
  maxLines: number
  timeoutMs: number
}): QuoteLines {
  const { connection, clock, maxLines, timeoutMs } = options
  const lines = new Map<string, Line>()
  const dataTypes = new LRUCache<string, DataType>({ max: 1000 })
  const expiries = new Map<Line, Timer>()
  /** Calls that wait for a line to become idle. */
  const queue = new Set<() => void>()

  const subscribe = (line: Line, session: Session) => {
    line.look = emptyLook()
    if (line.request.conId !== line.contract.conId) line.look.warnings.add(ofAnother(line.request))
    // Patience begins when the subscription leaves, which at the limit of 50 messages a second is not at once.
    line.subscribedAt = clock.elapsed() + session.sendDelayMs
    line.newsAt = line.subscribedAt
    const reqId = session.listen((message) => onMessage(line, message))
    const { request, genericTicks } = line
    const withdraw = session.send((requests) => requests.marketData(reqId, request, genericTicks))
    line.subscription = { session, reqId, withdraw }
    for (const waiter of line.waiters) watch(line, waiter)
  }

  const unsubscribe = (line: Line, tellGateway: boolean) => {
    const { subscription } = line
    line.subscription = null
    if (!subscription) return
    const { session, reqId, withdraw } = subscription
    session.forget(reqId)
    if (!withdraw() && tellGateway) session.sendFirst((requests) => requests.cancelMarketData(reqId))
  }

  const drop = (line: Line, tellGateway: boolean) => {
    unsubscribe(line, tellGateway)
    line.secondTry?.cancel()
    expiries.get(line)?.cancel()
    expiries.delete(line)
    lines.delete(line.key)
    for (const wake of [...queue]) wake()
  }

  const refuse = (line: Line, failure: Failure) => {
    for (const waiter of [...line.waiters]) waiter.done(failed(failure))
  }

  const onMessage = (line: Line, message: RequestMessage) => {
    if (message.type === "error") onError(line, message.code, message.text)
    else if (message.type === "reroute") {
      line.request = { conId: message.conId, exchange: message.exchange }
      resubscribe(line)
    } else {
      if (message.type === "dataType") dataTypes.set(line.key, message.dataType)
      if (hear(line.look, message, line.contract.secType, clock.now())) line.newsAt = clock.elapsed()
      for (const waiter of [...line.waiters]) watch(line, waiter)
    }
  }

  const onError = (line: Line, code: number, text: string) => {
    if (code === 321 && /generic tick/i.test(text) && line.genericTicks !== "") {
      // Which extra ticks a kind of instrument may have is the Gateway's to know: the quote itself matters more.
      line.genericTicks = ""
      resubscribe(line)
      return
    }
    const age = line.subscription?.session.ageMs ?? 0
    if (code === 10168 && line.secondTry === null && age < delayedRace.sessionMs) {
      line.secondTry = clock.after(delayedRace.retryMs, () => resubscribe(line))
      return
    }
    const meaning = classify(code, text)
    if (meaning.kind === "notice") line.look.warnings.add(meaning.text)
    if (meaning.kind !== "terminal") return
    refuse(line, meaning.failure)
    drop(line, false)
  }

  const resubscribe = (line: Line) => {
    const session = line.subscription?.session
    unsubscribe(line, false)
    if (session) subscribe(line, session)
  }

  /** Answers a waiter when the quote is worth it, else looks again when that could be. */
  const watch = (line: Line, waiter: Waiter) => {
    waiter.timer?.cancel()
    const wait = waitFor(line.contract, waiter.greeks, line, clock.elapsed())
    if (wait === 0) waiter.done(quoteAnswer(line.look, line.contract, waiter.greeks))
    else waiter.timer = clock.after(wait, () => watch(line, waiter))
  }

  const expire = (line: Line) => {
    const idleFor = clock.elapsed() - line.usedAt
    if (idleFor >= warmMs && line.waiters.size === 0) drop(line, true)
    else
      expiries.set(
        line,
        clock.after(Math.max(1000, warmMs - idleFor), () => expire(line)),
      )
  }

  const open = (contract: Contract, key: string, session: Session): Line => {
    const line: Line = {
      key,
      contract,
      waiters: new Set(),
      request: knownContract(monthOf(contract)),
      // Open interest. Greeks come without asking; most other extras need subscriptions and would only be refused.
      genericTicks: isOption(contract.secType) ? "101" : "",
      look: emptyLook(),
      subscription: null,
      subscribedAt: 0,
      newsAt: 0,
      usedAt: clock.elapsed(),
      served: false,
      secondTry: null,
    }
    lines.set(key, line)
    expiries.set(
      line,
      clock.after(warmMs, () => expire(line)),
    )
    subscribe(line, session)
    return line
  }

  /** Makes room for one more line by giving back the idle one that was used longest ago. */
  const makeRoom = (): boolean => {
    if (lines.size < maxLines) return true
    let oldest: Line | undefined
    for (const line of lines.values())
      if (line.waiters.size === 0 && (!oldest || line.usedAt < oldest.usedAt)) oldest = line
    if (oldest) drop(oldest, true)
    return oldest !== undefined
  }

  const wait = (line: Line, { greeks, signal }: QuoteWish): Promise<QuoteOutcome> => {
    const { promise, resolve } = Promise.withResolvers<QuoteOutcome>()
    const waiter: Waiter = {
      greeks,
      timer: null,
      done(outcome) {
        waiter.timer?.cancel()
        line.waiters.delete(waiter)
        signal?.removeEventListener("abort", aborted)
        line.usedAt = clock.elapsed()
        if (outcome.ok) line.served = true
        resolve(outcome)
        if (line.waiters.size === 0) for (const wake of [...queue]) wake()
      },
    }
    const aborted = () => {
      waiter.done(failed(cancelled()))
      if (line.waiters.size === 0 && !line.served) drop(line, true)
    }
    line.waiters.add(waiter)
    line.usedAt = clock.elapsed()
    signal?.addEventListener("abort", aborted)
    watch(line, waiter)
    return promise
  }

  const keyOf = (contract: Contract) => `${contract.conId} ${exchangeOf(contract)}`

  /** Waits on the contract's line, which is opened when there is room for it in time. */
  const waitOnLine = async (contract: Contract, wish: QuoteWish): Promise<QuoteOutcome> => {
    const key = keyOf(contract)
    const { signal } = wish
    const until = clock.elapsed() + patience(wish.greeks)
    while (true) {
      if (signal?.aborted) return failed(cancelled())
      const session = connection.session()
      if (!session.ok) return session
      // No pause between finding the line and waiting on it: an idle one may be given away in between.
      const line = lines.get(key)
      if (line) return wait(line, wish)
      if (makeRoom()) return wait(open(contract, key, session.value), wish)
      if (clock.elapsed() >= until) return noLine(maxLines)
      const { promise, resolve } = Promise.withResolvers<void>()
      const wake = () => resolve()
      const timer = clock.after(until - clock.elapsed(), wake)
      queue.add(wake)
      signal?.addEventListener("abort", wake)
      await promise
      timer.cancel()
      queue.delete(wake)
      signal?.removeEventListener("abort", wake)
    }
  }

  connection.join({
    onAccepted(session) {
      dataTypes.clear()
      for (const line of [...lines.values()]) subscribe(line, session)
    },
    onTrouble(failure, sessionGone) {
      for (const line of [...lines.values()]) {
        refuse(line, failure)
        if (sessionGone) line.subscription = null
      }
    },
    onDataLost(session) {
      for (const line of [...lines.values()]) {
        unsubscribe(line, true)
        subscribe(line, session)
      }
    },
  })

  return {
    async quote(contract, wish) {
      if (contract.secType === "BAG") return combination()
      if (hasControlCharacter(`${contract.symbol}${contract.exchange}${contract.currency}`))
        return failed(controlCharacter("The contract"))
      const ready = await connection.ready(timeoutMs, wish.signal)
      if (wish.signal?.aborted) return failed(cancelled())
      return ready.ok ? waitOnLine(contract, wish) : ready
    },
    dataTypeOf: (contract) => dataTypes.get(keyOf(contract)) ?? null,
    release(contract) {
      const line = lines.get(keyOf(contract))
      if (line && line.waiters.size === 0) drop(line, true)
    },
    get count() {
      let held = 0
      for (const line of lines.values()) if (line.subscription) held++
      return held
    },
    stop() {
      for (const line of [...lines.values()]) drop(line, false)
    },
  }
}
