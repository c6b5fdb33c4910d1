import { type EventTag, eventTypes } from "./world/news/event-types.ts"

export interface EventFilter {
  readonly conIds: readonly number[]
  /** Kinds of events that are wanted; empty for all. */
  readonly types: readonly EventTag[]
  /** Half-open range of instants; undefined where nothing was given. */
  readonly from: number | undefined
  readonly to: number | undefined
  readonly limit: number | undefined
}

export interface EventQuestion {
  readonly conId: string
  /** JSON: `{"country": "All", "watchlist": ["8314"], "limit": 10, "wshe_ed": "true"}`. */
  readonly filter: string
  readonly dates: { readonly start: string; readonly end: string; readonly limit: string } | undefined
}

export type FilterReading =
  | { readonly kind: "filter"; readonly filter: EventFilter }
  | { readonly kind: "unreadable"; readonly problem: string }

/** Clients write "not set" as the largest integer, or leave it empty. */
const largest = 2147483647
const dayMs = 86_400_000

const whole = (value: unknown): number | undefined => {
  const read =
    typeof value === "number" ? value : typeof value === "string" && value !== "" ? Number(value) : Number.NaN
  return Number.isInteger(read) && read > 0 && read < largest ? read : undefined
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** `20261122`, midnight in UTC; undefined for nothing and for what is no date. */
function dateAt(text: string): number | undefined {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(text)
  return match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) : undefined
}

/** Either a contract or a filter says what is asked about; both may say how much. */
export function readEventFilter({ conId, filter, dates }: EventQuestion, now: number): FilterReading {
  const fields = filter === "" ? {} : parsed(filter)
  if (fields === undefined) return { kind: "unreadable", problem: "Invalid filter" }
  const own = whole(conId)
  const { watchlist } = fields
  const listed = Array.isArray(watchlist) ? watchlist.map(whole).filter((one) => one !== undefined) : []
  const types = eventTypes.map(({ tag }) => tag).filter((tag) => String(fields[tag]) === "true")
  const to = dateAt(dates?.end ?? "")
  return {
    kind: "filter",
    filter: {
      conIds: own === undefined ? listed : [own, ...listed],
      types,
      from: dateAt(dates?.start ?? "") ?? (fields.limit_region === undefined ? undefined : startOfDay(now)),
      to: to === undefined ? undefined : to + dayMs,
      limit: whole(dates?.limit) ?? whole(fields.limit),
    },
  }
}

const startOfDay = (at: number): number => Math.floor(at / dayMs) * dayMs

function parsed(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}
