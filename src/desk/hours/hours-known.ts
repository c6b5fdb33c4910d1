import type { SessionName, Timetable } from "../../calendar/trading-sessions.ts"

/** Where a timetable came from: the embedded NYSE table, the contract's own hours, or sessions of the past. */
export type HoursSource = "nyse_table" | "trading_hours" | "historical_schedule"

/** A day ahead on which an exchange is shut, or closes early. */
export interface Holiday {
  /** `YYYY-MM-DD` in the exchange's zone. */
  readonly date: string
  /** Null where only the hours tell of it. */
  readonly name: string | null
  /** Null when it is shut all day. */
  readonly close: number | null
}

/** Why a contract is closed that has traded for the last time. */
export const expiredReason = "Expired"

/** Most holidays of an answer. */
export const mostHolidays = 6

/** What is known of an exchange's hours around an instant. */
export interface HoursKnown {
  /** Null when nothing is; the warnings say why. */
  readonly timetable: Timetable | null
  /** IANA; null when not known. */
  readonly zone: string | null
  readonly sourceAt: (at: number) => HoursSource | null
  readonly countsAsOpen: (session: SessionName) => boolean
  /** Whether the regular session of a date ends before its usual time; null when not known. */
  readonly closesEarly: (date: string) => boolean | null
  /** Why the exchange is shut all of the trading day that an instant is of, as far as anyone says. */
  readonly closedBecause: (at: number) => string | null
  readonly holidays: readonly Holiday[]
  readonly warnings: readonly string[]
}

/** Regular hours only: what has a market before and after them. */
export const onlyRegular = (session: SessionName): boolean => session === "regular"

/** Any hours: what trades around the clock. */
export const anySession = (session: SessionName): boolean => session !== "unknown"

/** Nothing is known, for a reason. */
export const nothingKnown = (zone: string | null, ...warnings: readonly string[]): HoursKnown => ({
  timetable: null,
  zone,
  sourceAt: () => null,
  countsAsOpen: onlyRegular,
  closesEarly: () => null,
  closedBecause: () => null,
  holidays: [],
  warnings,
})
