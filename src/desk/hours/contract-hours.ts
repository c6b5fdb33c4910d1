import { LRUCache } from "lru-cache"
import { dayMs } from "../../calendar/day-number.ts"
import { type Hours, type Interval, readHours } from "../../calendar/hours.ts"
import { nameSessions, type Timetable, type TradingSession } from "../../calendar/trading-sessions.ts"
import { dateInZone, isoInZone } from "../../calendar/zones.ts"
import type { Clock } from "../../clock/clock.ts"
import type { ContractDetails } from "../../gateway/contracts/contract.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import type { Asking } from "../answer.ts"
import { patience } from "../patience.ts"
import {
  anySession,
  expiredReason,
  type HoursKnown,
  type HoursSource,
  mostHolidays,
  nothingKnown,
  onlyRegular,
} from "./hours-known.ts"
import { lastTradeAt, sessionsUntil } from "./last-trade.ts"
import { zoneOf } from "./trading-hours.ts"
import { isNightVenue } from "./us-stock-hours.ts"
import { closesOf, dayAfter, holidaysIn, isEarly, type UsualWeek, usualWeek, weekday } from "./usual-week.ts"

/** How far back sessions are asked for: enough to tell an ordinary week. */
const weeksBack = 5 * 7
/** How far past the instant asked about, so that the next opening is there. */
const daysAhead = 10
/** How long it is worth waiting for sessions of the past that only tell whether a day is a holiday. */
const forHolidaysMs = 5000

/** Security types that trade around the clock: any of their sessions is as open as another. */
const aroundTheClock: ReadonlySet<string> = new Set(["FUT", "CONTFUT", "FOP", "CASH", "CRYPTO", "CMDTY", "CFD"])

/**
 * The hours of any contract around an instant: from its own trading hours (today and some days ahead), before them from
 * the historical schedule; what is further ahead is not known. The schedule is asked for only when it is needed: for the past,
 * and to tell holidays from ordinary days when the hours ahead are not all alike.
 */
export type ContractHours = (details: ContractDetails, at: number, asking: Asking) => Promise<HoursKnown>

export function createContractHours(gateway: Gateway, clock: Clock): ContractHours {
  /** Ordinary weeks by contract and day: they tell holidays from ordinary days, and stay what they are for the day. */
  const weeks = new LRUCache<string, Ordinary>({ max: 500 })

  async function weekOf(details: ContractDetails, ahead: Timetable, zone: string, asking: Asking): Promise<Ordinary> {
    const asFarAsAhead = { week: usualWeek(closesOf(ahead, zone), zone), before: null }
    if (!isOdd(ahead, zone)) return asFarAsAhead
    const now = clock.now()
    const key = `${details.contract.conId} ${details.contract.exchange} ${dateInZone(now, zone)} ${ahead.covers.start}`
    const known = weeks.get(key)
    if (known) return known
    const patient = patience(clock, forHolidaysMs, asking.signal)
    const past = await pastSessions(gateway, details, zone, now, now, patient)
    patient.end()
    if (!past.ok) return asFarAsAhead
    const ordinary = {
      week: usualWeek(closesOf(past.timetable, zone), zone),
      before: past.timetable.sessions.filter(({ end }) => end > ahead.covers.start - dayMs),
    }
    weeks.set(key, ordinary)
    return ordinary
  }

  return async (details, at, asking) => {
    const zone = zoneOf(details)
    const trading = readHours(details.tradingHours, details.timeZoneId)
    const liquid = readHours(details.liquidHours, details.timeZoneId)
    if (zone === null) return nothingKnown(null, trading.known ? notThatFar(trading) : trading.reason)
    const ahead = timetableOf(trading, liquid, zone)
    const lastTrade = lastTradeIn(ahead, lastTradeAt(details, zone))
    if (lastTrade !== null && at >= lastTrade) return expired(zone, lastTrade, at)
    const now = clock.now()
    const isAhead = ahead !== null && at >= ahead.covers.start
    if (ahead === null ? at > now : at >= ahead.covers.end) return nothingKnown(zone, notThatFar(trading))

    if (isAhead) {
      const ordinary = await weekOf(details, ahead, zone, asking)
      const found = { details, zone, timetable: ahead, ...ordinary, lastTrade, at, source: "trading_hours" as const }
      return known(found, oneKind(trading, liquid))
    }

    const past = await pastSessions(gateway, details, zone, at, now, asking)
    if (!past.ok) return nothingKnown(zone, past.reason)
    const whole = ahead === null ? past.timetable : continued(past.timetable, ahead)
    const week = usualWeek(closesOf(past.timetable, zone), zone)
    const found = { details, zone, timetable: whole, week, before: [], lastTrade, at }
    return known({ ...found, source: "historical_schedule" }, [])
  }
}

interface Ordinary {
  readonly week: UsualWeek
  /** Sessions of the days before the timetable begins; null when they are not known. */
  readonly before: readonly TradingSession[] | null
}

interface Found extends Ordinary {
  readonly details: ContractDetails
  readonly zone: string
  readonly timetable: Timetable
  /** Null for what does not expire. */
  readonly lastTrade: number | null
  readonly at: number
  readonly source: HoursSource
}

function known(found: Found, warnings: readonly string[]): HoursKnown {
  const { details, zone, week, before, lastTrade, at, source } = found
  const timetable = sessionsUntil(found.timetable, lastTrade)
  const closes = closesOf(timetable, zone)
  const night = isNightVenue(details.contract.exchange)
  const sessions = night
    ? timetable.sessions.map((one): TradingSession => ({ ...one, session: "overnight" }))
    : timetable.sessions
  const allDay = { ...timetable, sessions: [...(before ?? []), ...sessions] }
  const dates = new Set(allDay.sessions.flatMap((one) => [dateInZone(one.start, zone), dateInZone(one.end - 1, zone)]))
  const firstTold = firstToldDate(timetable, before, zone)
  return {
    timetable: { ...timetable, sessions },
    zone,
    sourceAt: () => source,
    countsAsOpen: night || aroundTheClock.has(details.contract.secType) ? anySession : onlyRegular,
    closesEarly: (date) => isEarly(closes.get(date), week, zone),
    closedBecause(instant) {
      const date = dateInZone(instant, zone)
      if (dates.has(date)) return null
      if (!week.weekdays.has(weekday(date))) return "Weekend"
      return date < firstTold ? null : "Holiday"
    },
    holidays: holidaysIn(allDay, week, zone, later(dateInZone(at, zone), firstTold))
      .filter(
        ({ date, close }) => lastTrade === null || (date <= dateInZone(lastTrade - 1, zone) && close !== lastTrade),
      )
      .slice(0, mostHolidays),
    warnings: [...warnings, ...auctionAt(timetable, details, at, zone)],
  }
}

/** The end of the last session of the last day, when that is listed. */
function lastTradeIn(ahead: Timetable | null, lastTrade: number | null): number | null {
  if (ahead === null || lastTrade === null || ahead.covers.end < lastTrade) return lastTrade
  return sessionsUntil(ahead, lastTrade).sessions.at(-1)?.end ?? lastTrade
}

/** Closed, and never to open again. */
const expired = (zone: string, lastTrade: number, at: number): HoursKnown => ({
  timetable: { sessions: [], covers: { start: lastTrade, end: at + 1 } },
  zone,
  sourceAt: () => "trading_hours",
  countsAsOpen: onlyRegular,
  closesEarly: () => false,
  closedBecause: () => expiredReason,
  holidays: [],
  warnings: [`Its last trade was on ${dateInZone(lastTrade - 1, zone)}: it trades no more.`],
})

/**
 * From which date on a day without sessions can be told from one whose session is over and no longer listed: where sessions
 * run over midnight, that of the evening before the first date is.
 */
function firstToldDate({ sessions, covers }: Timetable, before: Found["before"], zone: string): string {
  const first = dateInZone(covers.start, zone)
  const runsOver = sessions.some(({ start, end }) => dateInZone(start, zone) !== dateInZone(end - 1, zone))
  return before === null && runsOver ? dayAfter(first) : first
}

const later = (a: string, b: string): string => (a > b ? a : b)

/** The contract's own hours; null when they cannot be read. */
function timetableOf(trading: Hours, liquid: Hours, zone: string): Timetable | null {
  const all = trading.known ? trading : liquid
  if (!all.known) return null
  const regular = liquid.known ? liquid.intervals : all.intervals
  return { sessions: nameSessions(all.intervals, regular, zone), covers: all.covers }
}

/**
 * Where IBKR's regular hours reach over the closing auction, and when continuous trading ends on full and half days, by the
 * exchanges' own timetables: London 16:30 and 12:30, Hong Kong 16:00 and 12:00.
 */
const continuousUntil: Readonly<Record<string, readonly [full: string, half: string]>> = {
  LSE: ["16:30", "12:30"],
  LSEETF: ["16:30", "12:30"],
  SEHK: ["16:00", "12:00"],
}

/** A warning when an instant lies in the closing auction, which the hours do not tell from trading. */
function auctionAt(
  { sessions }: Timetable,
  { contract }: ContractDetails,
  at: number,
  zone: string,
): readonly string[] {
  const exchange = contract.exchange === "SMART" ? (contract.primaryExchange ?? "") : contract.exchange
  const usual = Object.hasOwn(continuousUntil, exchange) ? continuousUntil[exchange] : undefined
  const current = sessions.find(({ session, start, end }) => session === "regular" && start <= at && at < end)
  if (usual === undefined || current === undefined) return []
  // London's hours may be given in Brussels' time.
  const clock = (instant: number) => isoInZone(instant, exchangeZone(exchange, zone)).slice(11, 16)
  const [full, half] = usual
  const ends = clock(current.end) < full ? half : full
  if (clock(at) < ends) return []
  return [`${exchange} is in its closing auction: continuous trading ended at ${ends} local time.`]
}

const exchangeZone = (exchange: string, zone: string): string => (exchange.startsWith("LSE") ? "Europe/London" : zone)

const oneKind = (trading: Hours, liquid: Hours): readonly string[] =>
  trading.known && liquid.known
    ? []
    : ["The Gateway gave only one kind of hours for this contract: they are shown as regular."]

function notThatFar(trading: Hours): string {
  return trading.known
    ? `IBKR gives the hours of this contract for ${trading.firstDate} to ${trading.lastDate} only: what lies further ahead cannot be known. Ask again nearer to the date.`
    : trading.reason
}

/** Whether a day ahead looks unlike the others: a weekday without session, or another close. */
function isOdd(ahead: Timetable, zone: string): boolean {
  const week = usualWeek(closesOf(ahead, zone), zone)
  const guess: UsualWeek = { closes: week.closes, weekdays: new Set([1, 2, 3, 4, 5]) }
  const from = dateInZone(ahead.covers.start, zone)
  return week.closes === null || holidaysIn(ahead, guess, zone, from).length > 0
}

type Past = { readonly ok: true; readonly timetable: Timetable } | { readonly ok: false; readonly reason: string }

/** Sessions of the past around an instant, from the Gateway's historical schedule. */
async function pastSessions(
  gateway: Gateway,
  details: ContractDetails,
  zone: string,
  at: number,
  now: number,
  asking: Asking,
): Promise<Past> {
  const { contract } = details
  const until = Math.min(now, at + daysAhead * dayMs)
  // What has no end of its own can be asked for up to now only (error 10339).
  const endsNow = contract.secType === "CONTFUT" || until === now
  const days = Math.ceil(((endsNow ? now : until) - at) / dayMs) + weeksBack
  const options = endsNow ? asking : { ...asking, until }
  const [all, regular] = await Promise.all([
    gateway.schedule(contract, days, false, options),
    gateway.schedule(contract, days, true, options),
  ])
  if (!all.ok) return { ok: false, reason: unanswered(all.failure.message) }
  if (!regular.ok) return { ok: false, reason: unanswered(regular.failure.message) }
  const sessions = nameSessions(intervals(all.value), intervals(regular.value), zone)
  const start = sessions[0]?.start ?? at
  if (at < start) return { ok: false, reason: "The Gateway's historical schedule does not reach back so far." }
  return { ok: true, timetable: { sessions, covers: { start, end: Math.max(until + 1, sessions.at(-1)?.end ?? 0) } } }
}

const unanswered = (message: string): string => `The Gateway's historical schedule was not given: ${message}`

const intervals = ({ sessions }: { sessions: readonly { open: number; close: number }[] }): readonly Interval[] =>
  sessions.map(({ open, close }) => ({ start: open, end: close }))

/** Sessions of the past, and from where the contract's own hours begin those. */
function continued(past: Timetable, ahead: Timetable): Timetable {
  const { start } = ahead.covers
  if (past.covers.end < start) return past
  return {
    sessions: [
      ...past.sessions.filter((one) => one.start < start),
      ...ahead.sessions.filter((one) => one.start >= start),
    ],
    covers: { start: past.covers.start, end: ahead.covers.end },
  }
}
