import { ianaZone } from "../../calendar/zones.ts"
import { turnOfTheLoop } from "../../clock/turn-of-the-loop.ts"
import { fail, failed, type Outcome, success } from "../../outcome/outcome.ts"
import type { Contract } from "../contracts/contract.ts"
import type { Gateway } from "../gateway.ts"
import { readInstant } from "../instant.ts"
import type { WireBar } from "../messages.ts"
import { controlCharacter } from "../refusals.ts"
import { createAsker, type RequestRoom } from "../requests.ts"
import { hasControlCharacter } from "../sanitise.ts"
import { knownContract, type WireContract } from "../wire-requests.ts"
import type { Bar, Schedule, ScheduleSession } from "./history.ts"
import { type HistoryPace, pauseAfterViolationMs } from "./history-pace.ts"

const manyBars = 2000

export function createHistoryRequests(
  room: RequestRoom,
  pace: HistoryPace,
): Pick<Gateway, "bars" | "headTimestamp" | "schedule"> {
  const askBars = createAsker<readonly Bar[]>(room)
  const askHead = createAsker<number>(room)
  const askSchedule = createAsker<Schedule>(room)

  return {
    async bars(request, options) {
      const contract = pastContract(request.contract)
      if (hasControlCharacter(`${contract.symbol}${contract.exchange}${request.duration}`))
        return failed(controlCharacter("The request"))
      const ask = {
        end: request.end === null ? "" : utcInstant(request.end),
        duration: request.duration,
        barSize: request.barSize,
        source: request.source,
        regularHoursOnly: request.regularHoursOnly,
      }
      const key = JSON.stringify([contract, ask])
      const outcome = await askBars(
        {
          key,
          what: "the request for bars",
          lane: pace.lane(request, key),
          againAfterPacingMs: pauseAfterViolationMs(request.barSize),
          send: (requests, reqId) => requests.bars(reqId, contract, ask),
          cancel: (requests, reqId) => requests.cancelBars(reqId),
          take(message, answer) {
            if (message.type !== "bars") return
            const bars = message.bars.flatMap((bar) => readBar(bar, request.contract) ?? [])
            answer(bars.length > 0 ? success(inOrder(bars)) : noBars())
          },
        },
        options?.signal,
      )
      // Reading so many has taken its time: others have a turn before they are made an answer of.
      if (outcome.ok && outcome.value.length > manyBars) await turnOfTheLoop()
      return outcome
    },

    headTimestamp(known, source, options) {
      const contract = pastContract(known)
      return askHead(
        {
          key: JSON.stringify([contract, source]),
          what: "the request for the earliest data",
          lane: pace.plain,
          againAfterPacingMs: pauseAfterViolationMs("1 day"),
          send: (requests, reqId) => requests.headTimestamp(reqId, contract, source),
          cancel: (requests, reqId) => requests.cancelHeadTimestamp(reqId),
          // Without this the Gateway counts the request as still open.
          cancelAfterAnswer: true,
          take(message, answer) {
            if (message.type !== "headTimestamp") return
            const at = readEpoch(message.text) ?? readInstant(message.text)
            answer(at === null ? unreadableTime(message.text) : success(at))
          },
        },
        options?.signal,
      )
    },

    schedule(known, days, regular, options) {
      const contract = pastContract(known)
      const ask = {
        end: options?.until === undefined ? "" : utcInstant(options.until),
        duration: days <= 365 ? `${Math.max(1, Math.ceil(days))} D` : `${Math.ceil(days / 365)} Y`,
        barSize: "1 day",
        source: "SCHEDULE",
        regularHoursOnly: regular,
      }
      return askSchedule(
        {
          key: JSON.stringify([contract, ask]),
          what: "the request for past sessions",
          lane: pace.plain,
          againAfterPacingMs: pauseAfterViolationMs("1 day"),
          send: (requests, reqId) => requests.bars(reqId, contract, ask),
          cancel: (requests, reqId) => requests.cancelBars(reqId),
          take(message, answer) {
            if (message.type === "schedule") answer(readSchedule(message))
          },
        },
        options?.signal,
      )
    },
  }
}

/** A future's history outlives it, and is found only when expired ones are asked for too. */
export const pastContract = (contract: Contract): WireContract =>
  contract.secType === "FUT" ? { ...knownContract(contract), includeExpired: true } : knownContract(contract)

/** `20261120-21:00:00`: the API's form for UTC. */
export function utcInstant(at: number): string {
  const iso = new Date(at).toISOString()
  return `${iso.slice(0, 10).replaceAll("-", "")}-${iso.slice(11, 19)}`
}

/** Prices may be below nought for futures and combinations only; elsewhere that is another way to say "none". */
const belowNought = new Set(["FUT", "CONTFUT", "FOP", "BAG", "CMDTY"])

/** Levels of an index and prices of a fund are published, not traded at. */
const untraded = new Set(["IND", "FUND"])

function readBar(bar: WireBar, contract: Contract): Bar | null {
  const { date, volume, count } = bar
  const at = /^\d{8}$/.test(date) ? `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}` : readInstant(date)
  if (at === null) return null
  const price = (value: number | null) =>
    value !== null && value < 0 && !belowNought.has(contract.secType) ? null : value
  // Of what nothing was traded there is no average, and of what nobody trades no volume: the Gateway writes 0.
  const isTraded = volume !== null && volume > 0
  return {
    at,
    open: price(bar.open),
    high: price(bar.high),
    low: price(bar.low),
    close: price(bar.close),
    volume: !isTraded && untraded.has(contract.secType) ? null : volume,
    average: !isTraded && bar.average === 0 ? null : price(bar.average),
    count,
  }
}

/** They come in order as a rule, and sorting twenty thousand holds everything else up. */
function inOrder(bars: readonly Bar[]): readonly Bar[] {
  if (bars.every(({ at }, index) => at >= (bars[index - 1]?.at ?? at))) return bars
  return bars.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

interface WireSchedule {
  readonly timeZoneId: string
  readonly sessions: readonly { readonly start: string; readonly end: string; readonly date: string }[]
}

/** Sessions are written in the exchange's own time, which the message names. */
function readSchedule({ timeZoneId, sessions }: WireSchedule): Outcome<Schedule> {
  if (ianaZone(timeZoneId) === null) return unreadableTime(`time zone ${timeZoneId}`)
  const read: ScheduleSession[] = []
  for (const { start, end, date } of sessions) {
    const open = readInstant(`${start.replace("-", " ")} ${timeZoneId}`)
    const close = readInstant(`${end.replace("-", " ")} ${timeZoneId}`)
    if (open === null || close === null || !/^\d{8}$/.test(date)) return unreadableTime(`${start} ${timeZoneId}`)
    read.push({ open, close, tradeDate: `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}` })
  }
  if (read.length === 0) return noBars()
  return success({ timeZoneId, sessions: read.toSorted((a, b) => a.open - b.open) })
}

/** Seconds since the epoch, before 1970 below nought: some indices reach back that far. Null for any other text. */
const readEpoch = (text: string): number | null => (/^-?\d{1,11}$/.test(text) ? Number(text) * 1000 : null)

const noBars = () =>
  fail(
    "no_data",
    "The Gateway has no historical data for this request.",
    "Try another time span, bar size or what_to_show; FX, bonds and CFDs have MIDPOINT, BID and ASK but no TRADES.",
  )

const unreadableTime = (text: string) =>
  fail(
    "gateway_error",
    `The Gateway wrote a time that cannot be read: ${text.slice(0, 60)}.`,
    "Please report it to the makers of ibkr-mcp, with the instrument.",
  )
