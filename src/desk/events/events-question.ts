import { dayMs } from "../../calendar/day-number.ts"
import { isoInZone } from "../../calendar/zones.ts"
import type { EventType } from "../../gateway/events/events.ts"
import { type Failure, fail, failed, type Outcome, success } from "../../outcome/outcome.ts"
import { noCursor, quoted, unusableCount, unusableText, unusableTexts } from "../argument.ts"
import { dashed, readDay } from "../calendar-date.ts"
import { unusableNames } from "../instruments/several-instruments.ts"

export interface EventsQuestion {
  /** In the notation; those held when empty. */
  readonly instruments: readonly string[]
  /** Whose holdings, when no instrument is named; null for every account that may be read. */
  readonly account: string | null
  /** Words of the calendar's names for kinds of events, or their tags; all when empty. */
  readonly types: readonly string[]
  /** Days; null for today, and for `spanDays` after start. */
  readonly start: string | null
  readonly end: string | null
  /** 1 to `mostEventRows`. */
  readonly limit: number
  readonly cursor: string | null
}

/** Days, `YYYYMMDD`, both included, and how many events of them were shown before. */
export interface EventsPage {
  readonly from: string
  readonly to: string
  readonly skip: number
}

export const mostCompanies = 30
export const defaultEventRows = 50
export const mostEventRows = 200
export const spanDays = 90
const mostTypes = 24
/** Why the question cannot be asked at all; null when it can. Nothing of it is sent anywhere. */
export function unusableEvents(question: EventsQuestion): Failure | null {
  const { instruments, types, start, end, cursor, limit } = question
  const names = instruments.length === 0 ? null : unusableNames(instruments, mostCompanies)
  if (names) return names
  if (types.length > mostTypes)
    return fail("invalid_request", `${types.length} types were given.`, `Give at most ${mostTypes}.`).failure
  for (const type of types) {
    const unusable = unusableText("types", type, 64)
    if (unusable) return unusable
  }
  return unusableTexts({ start, end, cursor }, 64) ?? unusableCount("limit", limit, mostEventRows)
}

/** The days that are asked about. Today is New York's, as the calendar's days are the companies' own and most are there. */
export function readEventsPage({ start, end, cursor }: EventsQuestion, now: number): Outcome<EventsPage> {
  if (cursor !== null) {
    const [, from = "", to = "", skip = ""] = /^(\d{8})~(\d{8})~(\d{1,7})$/.exec(cursor.trim()) ?? []
    if (readDay(from) !== null && readDay(to) !== null) return success({ from, to, skip: Number(skip) })
    return failed(noCursor(cursor))
  }
  const from = start === null ? success(dayIn(now)) : day("start", start)
  if (!from.ok) return from
  const to = end === null ? success(daysAfter(from.value, spanDays)) : day("end", end)
  if (!to.ok) return to
  if (from.value > to.value) {
    const hint = start === null ? "For past events give start, too." : "Give start before end."
    return fail("invalid_request", `start ${dashed(from.value)} is after end ${dashed(to.value)}.`, hint)
  }
  return success({ from: from.value, to: to.value, skip: 0 })
}

export const writeEventsPage = ({ from, to, skip }: EventsPage): string => `${from}~${to}~${skip}`

const dayIn = (at: number): string => isoInZone(at, "America/New_York").slice(0, 10).replaceAll("-", "")

const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${dashed(day)}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10).replaceAll("-", "")

function day(name: string, text: string): Outcome<string> {
  const read = readDay(text.trim().slice(0, 10)) ?? readDay(text.trim().slice(0, 8))
  return read === null
    ? fail("invalid_request", `${quoted(text)} is no day.`, `Write ${name} as 2026-12-18.`)
    : success(read)
}

/** What a word means besides the kinds that are named with it: "Future Quarter" has the inferred dates of earnings. */
const alsoMeant: Readonly<Record<string, string>> = { earning: "wshe_fq", earnings: "wshe_fq" }

/**
 * The kinds of events that words mean: `earnings` both "Earnings Date" and "Earnings Report", `wshe_div` or `div` the one of
 * that tag. Null for all of them.
 */
export function wantedTypes(
  words: readonly string[],
  types: readonly EventType[],
): Outcome<readonly EventType[] | null> {
  const asked = words.map((word) => word.trim().toLowerCase()).filter((word) => word !== "")
  if (asked.length === 0) return success(null)
  const wanted: EventType[] = []
  for (const word of asked) {
    const exact = types.filter(({ tag }) => [word, `wshe_${word}`].includes(tag.toLowerCase()))
    const stem = word.replace(/(?<=.{3})s$/, "")
    const meant =
      exact.length > 0
        ? exact
        : types.filter(({ name, tag }) => name.toLowerCase().includes(stem) || tag === alsoMeant[word])
    if (meant.length === 0)
      return failed({
        ...fail("invalid_request", `The calendar has no kind of event ${quoted(word)}.`, "").failure,
        hint: `Its kinds: ${types.map(({ name }) => name).join(", ")}. A word of a name is enough: earnings.`,
      })
    wanted.push(...meant)
  }
  return success(wanted)
}
