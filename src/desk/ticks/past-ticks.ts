import type { Clock } from "../../clock/clock.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import { mostTicks, type PastTicks, type Tick, type TickKind } from "../../gateway/ticks/tick.ts"
import { fail, failed, type Outcome, success } from "../../outcome/outcome.ts"
import type { Answer, Asking, Progress } from "../answer.ts"
import { unusableCount, unusableTexts } from "../argument.ts"
import type { Contracts } from "../contracts/contracts.ts"
import { type PricedInstrument, pricedInstrument } from "../contracts/priced-instrument.ts"
import { sayExpired } from "../history/expired.ts"
import { zoneOf } from "../hours/trading-hours.ts"
import { readStretch, type Stretch } from "../instants.ts"
import { spell } from "../instruments/instrument.ts"
import { readInstrument } from "../instruments/instrument-grammar.ts"
import { createLastGood } from "../last-good.ts"
import { createRecentAnswers } from "../recent-answers.ts"
import { noDelayedTicks } from "./tick-failures.ts"
import { fittingKind } from "./tick-kinds.ts"
import { readPlace, readTickPage, type TickPlace, writePlace } from "./tick-pages.ts"
import { summaryOf, type TickSummary } from "./tick-summary.ts"

export interface PastTicksQuestion {
  readonly instrument: string
  readonly kind: TickKind
  /** First instant; null to look back from `end`. */
  readonly start: string | null
  /** The instant that the last tick is before; null for now. */
  readonly end: string | null
  readonly regularHoursOnly: boolean
  /** 1 to 1000. */
  readonly limit: number
  readonly cursor: string | null
}

/** Ticks in ascending order. Prices in `currency` divided by `priceMagnifier`. */
export interface Ticks extends PricedInstrument {
  readonly kind: TickKind
  /** The exchange's IANA zone; null when not known. */
  readonly zone: string | null
  readonly ticks: readonly Tick[]
  /** How many there are in all; null when that is not known. */
  readonly total: number | null
  readonly truncated: boolean
  /** For the next page: later ones when there was a start, else earlier ones; null when there are no more. */
  readonly cursor: string | null
  /** Of `ticks`; of live ones, of all `total`. */
  readonly summary: TickSummary
}

export const defaultTicks = 100

export interface PastTickDesk {
  /**
   * Ticks of the past: from `start` on, or the newest before `end`. IBKR knows the second of a tick and no finer time, and
   * has no delayed form of them: `not_subscribed` says what to ask for instead. `no_data` when there are none near.
   */
  pastTicks(question: PastTicksQuestion, asking: Asking, progress: Progress): Promise<Outcome<Answer<Ticks>>>
}

/** IBKR refuses a request that is identical to one before for so long, as for small bars. */
const refusedAgainMs = 15_000

export function createPastTickDesk(gateway: Gateway, contracts: Contracts, clock: Clock): PastTickDesk {
  const lastGood = createLastGood<Ticks>(clock, 30)
  const recent = createRecentAnswers<PastTicks>(gateway, clock, 30)

  return {
    async pastTicks(question, asking, progress) {
      const refused = unusable(question)
      if (refused) return failed(refused)
      const instrument = readInstrument(question.instrument)
      if (!instrument.ok) return instrument
      const cursor = question.cursor === null ? success(null) : readPlace(question.cursor)
      if (!cursor.ok) return cursor

      const key = JSON.stringify({ ...question, instrument: spell(instrument.value) })
      return lastGood.ask(key, async () => {
        const resolved = await contracts.of(instrument.value, asking)
        if (!resolved.ok) return resolved
        const { details } = resolved.value
        const { contract } = details
        const chosen = fittingKind(question.kind, contract.secType)
        if (!chosen.ok) return chosen
        const { kind, warning } = chosen.value
        const zone = zoneOf(details)
        const span = readSpan(question, zone, clock.now())
        if (!span.ok) return span
        const { start, end } = span.value
        const place = cursor.value ?? (start === null ? before(end, clock.now()) : from(start))
        if ((place.direction === "from") !== (start !== null)) return otherQuestion()

        let asOf = clock.now()
        let repeated = false
        let read = 0
        const { regularHoursOnly, limit } = question
        const page = await readTickPage(place, limit, end === null ? null : upTo(end), async (ask) => {
          const request = { contract, kind, regularHoursOnly, ...ask }
          const said = await recent(
            JSON.stringify([contract.conId, contract.exchange, kind, regularHoursOnly, ask]),
            refusedAgainMs,
            () => gateway.pastTicks(request, asking),
          )
          asOf = said.at
          repeated ||= said.repeated
          if (said.outcome.ok) read += said.outcome.value.ticks.length
          progress(Math.min(read, limit), limit, `${read} ticks read`)
          return said.outcome
        })
        if (!page.ok) return failed(noDelayedTicks(page.failure))
        const { ticks, next } = page.value
        if (ticks.length === 0 && cursor.value === null) {
          const none = noTicks(question).failure
          return failed(start === null && end === null ? sayExpired(none, contract, clock.now()) : none)
        }
        return success({
          data: {
            ...pricedInstrument(resolved.value),
            kind,
            zone,
            ticks,
            total: next === null && cursor.value === null ? ticks.length : null,
            truncated: next !== null,
            cursor: next === null ? null : writePlace(next),
            summary: summaryOf(kind, ticks),
          },
          provenance: { asOf, source: repeated ? "cache" : "live", staleS: null, warnings: warning ? [warning] : [] },
        })
      })
    },
  }
}

function unusable({ start, end, cursor, limit }: PastTicksQuestion) {
  return unusableTexts({ start, end, cursor }, 64) ?? unusableCount("limit", limit, mostTicks)
}

/** Ticks lie before `end`, and live ones are asked for otherwise. */
function readSpan(question: PastTicksQuestion, zone: string | null, now: number): Outcome<Stretch> {
  const stretch = readStretch(question, zone)
  if (!stretch.ok) return stretch
  const { start, end } = stretch.value
  if (start !== null && start === end)
    return fail("invalid_request", "start is not before end.", "Give start before end, or only one of them.")
  if (start !== null && start > now)
    return fail(
      "invalid_request",
      "start lies in the future.",
      "Give a start in the past, or seconds to listen to live ticks.",
    )
  return stretch
}

const second = 1000
const from = (at: number): TickPlace => ({ direction: "from", at: Math.floor(at / second) * second, skip: 0 })
const upTo = (at: number): number => Math.ceil(at / second) * second
/** A second that has not ended can still get ticks, and pages count from its end: it is left out. */
const before = (end: number | null, now: number): TickPlace => ({
  direction: "before",
  at: Math.min(end === null ? Number.POSITIVE_INFINITY : upTo(end), Math.floor(now / second) * second),
  skip: 0,
})

const otherQuestion = () =>
  fail(
    "invalid_request",
    "The cursor is of another question.",
    "Give back the cursor of the answer before with the same other arguments, start among them.",
  )

const noTicks = ({ kind, start, end }: PastTicksQuestion) =>
  fail(
    "no_data",
    `IBKR has no ${kind} ticks ${start === null ? "before then" : end === null ? "from then on" : "in that span"}.`,
    "Try another start or end within trading hours (ibkr_market_hours), or ibkr_historical_bars, which reach back further.",
  )
