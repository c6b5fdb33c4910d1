import { dayMs } from "./day-number.ts"
import type { Interval } from "./hours.ts"
import { dateInZone } from "./zones.ts"

/** `unknown` is time in which an exchange may or may not have traded: nobody has said. */
export type SessionName = "pre" | "regular" | "post" | "overnight" | "unknown"

/** One session, half-open, in ms since the epoch. */
export interface TradingSession extends Interval {
  readonly session: SessionName
}

/** Sorted sessions that do not overlap; within `covers` what is in none of them is closed, beyond it nothing is known. */
export interface Timetable {
  readonly sessions: readonly TradingSession[]
  readonly covers: Interval
}

/**
 * Where an instant stands in a timetable. Instants are ms since the epoch, null when they lie beyond what is covered.
 * `nextOpen` and `nextClose` are of what counts as open, sessions that follow each other without a gap being one.
 */
export interface SessionState {
  readonly session: SessionName | "closed"
  /** Null when not known. */
  readonly isOpen: boolean | null
  readonly nextOpen: number | null
  readonly nextClose: number | null
  /** When `session` next becomes another one. */
  readonly nextChange: number | null
}

/**
 * Names the sessions of an exchange: what lies in `regular` is regular, and of the rest what comes before it is `pre`, or
 * `overnight` when it began on an evening before, and what comes after it `post`. Times of day are those of `zone` (IANA).
 */
export function nameSessions(
  trading: readonly Interval[],
  regular: readonly Interval[],
  zone: string,
): readonly TradingSession[] {
  const found: TradingSession[] = regular.map(({ start, end }) => ({ start, end, session: "regular" }))
  for (const whole of trading) {
    const inside = regular.filter(({ start, end }) => start < whole.end && end > whole.start)
    const opening = inside[0]
    const isNight = dateInZone(whole.start, zone) !== dateInZone(whole.end - 1, zone)
    if (!opening) {
      found.push({ ...whole, session: isNight ? "overnight" : apart(whole, regular, zone) })
      continue
    }
    let from = whole.start
    for (const { start, end } of inside) {
      if (from < start)
        found.push({ start: from, end: start, session: start > opening.start ? "post" : before(isNight) })
      from = Math.max(from, end)
    }
    if (from < whole.end) found.push({ start: from, end: whole.end, session: "post" })
  }
  return found.toSorted((a, b) => a.start - b.start)
}

const before = (isNight: boolean): SessionName => (isNight ? "overnight" : "pre")

/** A session of its own, on one day: after the day's regular hours, or before them. */
function apart(session: Interval, regular: readonly Interval[], zone: string): SessionName {
  const date = dateInZone(session.start, zone)
  return regular.some(({ start, end }) => end <= session.start && dateInZone(start, zone) === date) ? "post" : "pre"
}

/** Where `at` stands. What counts as open is the caller's to say: a share's regular hours, any of a future's. */
export function stateAt(
  { sessions, covers }: Timetable,
  at: number,
  countsAsOpen: (session: SessionName) => boolean,
): SessionState {
  const isCovered = at >= covers.start && at < covers.end
  if (!isCovered) return { session: "unknown", isOpen: null, nextOpen: null, nextClose: null, nextChange: null }
  const open = joined(sessions.filter(({ session }) => countsAsOpen(session)))
  const steps = joined(sessions, (a, b) => a.session === b.session)
  const current = steps.find(({ start, end }) => start <= at && at < end)
  const next = steps.find(({ start }) => start > at)
  return {
    session: current?.session ?? "closed",
    isOpen: open.some(({ start, end }) => start <= at && at < end),
    nextOpen: open.find(({ start }) => start > at)?.start ?? null,
    nextClose: endOf(
      open.find(({ end }) => end > at),
      covers,
    ),
    nextChange: current ? endOf(current, covers) : (next?.start ?? null),
  }
}

/** A market that never closes is listed day by day: what has run for a day and ends where the list ends may go on. */
function endOf(session: Interval | undefined, covers: Interval): number | null {
  if (!session) return null
  return session.end === covers.end && session.end - session.start >= dayMs ? null : session.end
}

/** Sessions that touch, made one. */
function joined(
  sessions: readonly TradingSession[],
  mayJoin: (a: TradingSession, b: TradingSession) => boolean = () => true,
): readonly TradingSession[] {
  const result: TradingSession[] = []
  for (const session of sessions) {
    const last = result.at(-1)
    if (last && session.start <= last.end && mayJoin(last, session))
      result[result.length - 1] = { ...last, end: Math.max(last.end, session.end) }
    else result.push(session)
  }
  return result
}
