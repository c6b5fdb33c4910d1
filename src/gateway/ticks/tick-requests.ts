import type { Clock } from "../../clock/clock.ts"
import { failed, success } from "../../outcome/outcome.ts"
import type { Contract } from "../contracts/contract.ts"
import type { Gateway } from "../gateway.ts"
import { type HistoryPace, pauseAfterViolationMs } from "../history/history-pace.ts"
import { pastContract, utcInstant } from "../history/history-requests.ts"
import { controlCharacter } from "../refusals.ts"
import { createAsker, type RequestRoom } from "../requests.ts"
import { hasControlCharacter } from "../sanitise.ts"
import { knownContract, monthOf } from "../wire-requests.ts"
import { createLivePace } from "./live-pace.ts"
import { readTick } from "./read-tick.ts"
import type { LiveTicksEnd, PastTicks, PriceVolume, Tick, TickKind } from "./tick.ts"

/** What the kinds are called in requests for ticks of the past, and in those for live ones. */
const pastNames = { trades: "TRADES", bid_ask: "BID_ASK", midpoint: "MIDPOINT" } as const
const liveNames = { trades: "AllLast", bid_ask: "BidAsk", midpoint: "MidPoint" } as const satisfies Record<
  TickKind,
  string
>

export function createTickRequests(
  room: RequestRoom,
  clock: Clock,
  pace: HistoryPace,
): Pick<Gateway, "pastTicks" | "liveTicks" | "volumeAtPrice"> {
  const askPast = createAsker<PastTicks>(room)
  const askLive = createAsker<LiveTicksEnd>(room)
  const askVolume = createAsker<readonly PriceVolume[]>(room)
  const livePace = createLivePace(clock)
  let listened = 0

  return {
    pastTicks({ contract: known, kind, direction, at, count, regularHoursOnly }, options) {
      const contract = pastContract(monthOf(known))
      if (unusable(known)) return Promise.resolve(failed(controlCharacter("The contract")))
      const instant = utcInstant(at)
      const source = pastNames[kind]
      const ask = {
        start: direction === "from" ? instant : "",
        end: direction === "before" ? instant : "",
        count,
        // Coins have trades by this name only.
        source: kind === "trades" && known.secType === "CRYPTO" ? "AGGTRADES" : source,
        regularHoursOnly,
      }
      const key = JSON.stringify([contract, ask])
      let ticks: Tick[] = []
      let times: number[] = []
      return askPast(
        {
          key,
          what: "the request for ticks",
          lane: pace.tickLane(known, source, key),
          againAfterPacingMs: pauseAfterViolationMs("1 secs"),
          send(requests, reqId) {
            ticks = []
            times = []
            requests.pastTicks(reqId, contract, ask)
          },
          // This version of the protocol has no cancel for it.
          take(message, answer) {
            if (message.type !== "pastTicks") return
            for (const one of message.ticks) {
              times.push(one.epochS * 1000)
              const tick = readTick(one, known.secType)
              if (tick) ticks.push(tick)
            }
            if (message.done) answer(success({ ticks, times }))
          },
        },
        options?.signal,
      )
    },

    async liveTicks({ contract: known, kind, ms }, listener, options) {
      if (unusable(known)) return failed(controlCharacter("The contract"))
      const contract = knownContract(monthOf(known))
      const notices: string[] = []
      let ticks = 0
      const outcome = await askLive(
        {
          // Everyone listens for a time of their own.
          key: `${listened++}`,
          what: "the request for live ticks",
          lane: livePace.lane(known.conId),
          send: (requests, reqId) => requests.liveTicks(reqId, contract, liveNames[kind]),
          cancel: (requests, reqId) => requests.cancelLiveTicks(reqId),
          cancelAfterAnswer: true,
          begin(answer) {
            listener.begun?.()
            return clock.after(ms, () => answer(success({ cutShort: null, notices }))).cancel
          },
          notice: ({ text }) => notices.push(text),
          take(message) {
            const tick = message.type === "liveTick" ? readTick(message.tick, known.secType) : null
            if (!tick) return
            ticks++
            listener.tick(tick)
          },
        },
        options?.signal,
      )
      // What was heard before the Gateway went away is worth having.
      const heardSome = ticks > 0 && !options?.signal?.aborted
      return outcome.ok || !heardSome ? outcome : success({ cutShort: outcome.failure, notices })
    },

    volumeAtPrice(known, span, regularHoursOnly, options) {
      const contract = pastContract(monthOf(known))
      if (unusable(known)) return Promise.resolve(failed(controlCharacter("The contract")))
      return askVolume(
        {
          key: JSON.stringify([contract, span, regularHoursOnly]),
          what: "the request for volume at price",
          lane: pace.plain,
          againAfterPacingMs: pauseAfterViolationMs("1 day"),
          send: (requests, reqId) => requests.histogram(reqId, contract, span, regularHoursOnly),
          cancel: (requests, reqId) => requests.cancelHistogram(reqId),
          take(message, answer) {
            if (message.type !== "histogram") return
            const rows = message.rows.flatMap(({ price, size }) =>
              price === null || size === null || size <= 0 ? [] : [{ price, volume: size }],
            )
            answer(success(rows.toSorted((a, b) => a.price - b.price)))
          },
        },
        options?.signal,
      )
    },
  }
}

const unusable = ({ symbol, exchange, currency }: Contract): boolean =>
  hasControlCharacter(symbol + exchange + currency)
