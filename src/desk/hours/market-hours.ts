import { type SessionState, stateAt, type TradingSession } from "../../calendar/trading-sessions.ts"
import { dateInZone } from "../../calendar/zones.ts"
import type { Clock } from "../../clock/clock.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import { cancelled } from "../../gateway/refusals.ts"
import { fail, failed, type Outcome, success } from "../../outcome/outcome.ts"
import type { Answer, Asking, Progress } from "../answer.ts"
import { unusableTexts } from "../argument.ts"
import type { Contracts } from "../contracts/contracts.ts"
import { readAt } from "../instants.ts"
import { exchangeName } from "./exchange-directory.ts"
import { expiredReason, type Holiday, type HoursKnown, type HoursSource } from "./hours-known.ts"
import { createHoursSubjects, type HoursSubject } from "./hours-subject.ts"

/** One of `instrument` and `exchange` at least. `at` is ISO 8601, in the exchange's zone when it has no offset. */
export interface HoursQuestion {
  readonly instrument: string | null
  readonly exchange: string | null
  readonly at: string | null
}

/**
 * How an instrument or exchange stands at an instant. Instants are ms since the epoch; `null` is "not known". Open means
 * the regular session, or any of what trades around the clock (futures, currencies, crypto, the night venues).
 */
export interface MarketHours extends Omit<SessionState, "nextChange"> {
  /** Null when an exchange was asked about that keeps the hours of no one instrument. */
  readonly instrument: string | null
  readonly conId: number | null
  readonly exchange: string
  /** IANA. */
  readonly zone: string | null
  readonly at: number
  readonly earlyClose: boolean | null
  readonly minutesToChange: number | null
  /** Why it is shut: a holiday's name, "Weekend", "Break" between two sessions of a day; null otherwise. */
  readonly reason: string | null
  readonly source: HoursSource | null
  /** Of the date of `at`, or of the next one with a regular session. */
  readonly sessions: readonly TradingSession[]
  readonly holidays: readonly Holiday[]
}

export interface HoursDesk {
  /**
   * The hours of an instrument or exchange at an instant. US stocks and their exchanges are answered from the embedded NYSE
   * table with the Gateway down too; everything else from the contract's own hours and the historical schedule. What cannot
   * be known is answered as `unknown` with a warning that says why, never guessed.
   */
  marketHours(question: HoursQuestion, asking: Asking, progress: Progress): Promise<Outcome<Answer<MarketHours>>>
}

export function createHoursDesk(gateway: Gateway, contracts: Contracts, clock: Clock): HoursDesk {
  const { ofInstrument, ofExchange } = createHoursSubjects(gateway, contracts, clock)

  return {
    async marketHours(question, asking, progress) {
      const { instrument, exchange, at: text } = question
      const unusable = unusableTexts({ symbol: instrument, exchange, at: text }, 128)
      if (unusable) return failed(unusable)
      const venue = exchange?.trim() ? exchange : null
      if (!instrument?.trim() && venue === null)
        return fail(
          "invalid_request",
          "Neither symbol nor exchange was given.",
          "Give symbol (AAPL) or exchange (NYSE).",
        )
      const subject = instrument?.trim()
        ? await ofInstrument(instrument, venue === null ? null : exchangeName(venue), asking)
        : await ofExchange(venue ?? "", asking)
      if (!subject.ok) return subject
      const isNow = /^(now)?$/i.test(text?.trim() ?? "")
      const at = isNow || text === null ? success(clock.now()) : readAt(text, subject.value.zone)
      if (!at.ok) return at
      progress(1, 2, `Looking up the hours of ${subject.value.instrument ?? subject.value.exchange}`)
      const hours = await subject.value.hours(at.value)
      if (asking.signal?.aborted === true) return failed(cancelled())
      const { staleS, warnings } = subject.value
      const data = answer(subject.value, hours, at.value)
      return success({
        data,
        provenance: {
          asOf: clock.now(),
          source: staleS === null ? "live" : "cache",
          staleS,
          warnings: [...warnings, ...hours.warnings, ...notSaid(data)],
        },
      })
    },
  }
}

function answer({ instrument, conId, exchange }: HoursSubject, hours: HoursKnown, at: number): MarketHours {
  const { timetable, zone } = hours
  const state = timetable && stateAt(timetable, at, hours.countsAsOpen)
  const date = zone && dateInZone(state?.isOpen && state.nextClose !== null ? state.nextClose - 1 : at, zone)
  const isKnown = state !== null && state.isOpen !== null
  return {
    instrument,
    conId,
    exchange,
    zone,
    at,
    session: state?.session ?? "unknown",
    isOpen: state?.isOpen ?? null,
    earlyClose: isKnown && date ? hours.closesEarly(date) : null,
    nextOpen: state?.nextOpen ?? null,
    nextClose: state?.nextClose ?? null,
    minutesToChange: state && state.nextChange !== null ? Math.ceil((state.nextChange - at) / 60_000) : null,
    reason: state?.session === "closed" && zone ? reasonAt(hours, at, zone) : null,
    source: isKnown ? hours.sourceAt(at) : null,
    sessions: timetable && zone ? sessionsOfDay(timetable.sessions, at, zone) : [],
    holidays: isKnown ? hours.holidays : [],
  }
}

/** What the answer leaves open although the market is known to be shut. */
function notSaid({ session, isOpen, nextOpen, reason }: MarketHours): readonly string[] {
  if (isOpen !== false || reason === expiredReason) return []
  return [
    ...(session === "unknown" ? ["Whether there is trading outside regular hours at that time is not known."] : []),
    ...(nextOpen === null ? ["The next opening lies beyond the hours that are known now."] : []),
  ]
}

function reasonAt({ timetable, closedBecause }: HoursKnown, at: number, zone: string): string | null {
  const date = dateInZone(at, zone)
  const regular = (timetable?.sessions ?? []).filter(
    ({ session, start }) => session === "regular" && dateInZone(start, zone) === date,
  )
  const isBetween = regular.some(({ end }) => end <= at) && regular.some(({ start }) => start > at)
  return isBetween ? "Break" : closedBecause(at)
}

/** Sessions that touch the date of an instant, or the next date with a regular one where this one has none. */
function sessionsOfDay(all: readonly TradingSession[], at: number, zone: string): readonly TradingSession[] {
  const datesOf = ({ start, end }: TradingSession) => [dateInZone(start, zone), dateInZone(end - 1, zone)]
  const touching = (date: string) => all.filter((one) => datesOf(one).includes(date))
  const regular = all.filter(({ session }) => session === "regular")
  const main = regular.length > 0 ? regular : all
  const today = dateInZone(at, zone)
  if (main.some((one) => datesOf(one).includes(today))) return touching(today)
  const next = main.find(({ start }) => start > at)
  return next ? touching(dateInZone(next.end - 1, zone)) : []
}
