import type { Clock, Timer } from "../../clock/clock.ts"
import { type Failure, failed, type Outcome, success } from "../../outcome/outcome.ts"
import type { Connection } from "../connection.ts"
import type { RequestOptions } from "../gateway.ts"
import { cancelled, timedOut, unreadable } from "../refusals.ts"
import type { Session } from "../session.ts"
import type { Position } from "./account.ts"

/** Every account's positions, from a stream that is opened when first asked for and kept from then on. */
export interface Positions {
  positions(options?: RequestOptions): Promise<Outcome<readonly Position[]>>
}

export function createPositions(connection: Connection, clock: Clock, timeoutMs: number): Positions {
  const rows = new Map<string, Position>()
  const waiters = new Set<(outcome: Outcome<readonly Position[]>) => void>()
  /** `filling` until the end marker has come. */
  let state: "closed" | "filling" | "open" = "closed"
  let deadline: Timer | null = null
  /** Ends the stream at the Gateway too. */
  let giveUp = () => {}

  const answer = (outcome: Outcome<readonly Position[]>) => {
    for (const resolve of [...waiters]) resolve(outcome)
  }

  const close = () => {
    state = "closed"
    deadline?.cancel()
    rows.clear()
  }

  const open = (session: Session) => {
    close()
    state = "filling"
    const withdraw = session.send((requests) => requests.positions())
    giveUp = () => {
      close()
      if (!withdraw()) session.sendFirst((requests) => requests.cancelPositions())
    }
    deadline = clock.after(timeoutMs, () => {
      giveUp()
      answer(failed(timedOut("the request for positions", timeoutMs)))
    })
  }

  connection.join({
    onAccepted(session) {
      if (state !== "closed") open(session)
    },
    onDataLost(session) {
      if (state === "closed") return
      session.sendFirst((requests) => requests.cancelPositions())
      open(session)
    },
    onTrouble(failure: Failure, sessionGone) {
      // Rows of an old session are no longer true; that they were wanted is remembered for the next one.
      if (sessionGone && state !== "closed") {
        close()
        state = "filling"
      }
      answer(failed(failure))
    },
    onMessage(message) {
      if (state === "closed") return
      if (message.type === "position") {
        const { account, contract } = message.position
        rows.set(`${account} ${contract.conId}`, message.position)
      } else if (message.type === "unreadableRow" && message.of === "positions") {
        // Without that row the others would pass for all there are.
        giveUp()
        answer(failed(unreadable("the request for positions")))
      } else if (message.type === "positionsEnd" && state === "filling") {
        state = "open"
        deadline?.cancel()
        answer(success([...rows.values()]))
      }
    },
  })

  return {
    async positions(options) {
      const signal = options?.signal
      const ready = await connection.ready(timeoutMs, signal)
      if (signal?.aborted) return failed(cancelled())
      if (!ready.ok) return ready
      if (state === "open") return success([...rows.values()])
      const { promise, resolve } = Promise.withResolvers<Outcome<readonly Position[]>>()
      const done = (outcome: Outcome<readonly Position[]>) => {
        waiters.delete(done)
        signal?.removeEventListener("abort", aborted)
        resolve(outcome)
      }
      const aborted = () => {
        done(failed(cancelled()))
        if (waiters.size === 0 && state === "filling") giveUp()
      }
      waiters.add(done)
      signal?.addEventListener("abort", aborted)
      if (state === "closed") open(ready.value)
      return promise
    },
  }
}
