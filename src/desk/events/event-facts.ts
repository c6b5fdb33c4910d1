import type { CompanyEvent, EventField } from "../../gateway/events/events.ts"
import { dashed, readDay } from "../calendar-date.ts"
import { plainLine } from "../news/plain-text.ts"

/** Names and values say nothing new: whose event it is, and the bookkeeping of the calendar. */
const known = /^(company\.|stock_|exchange|audit_source|disclaimer|source|status$|wshe_company_id|record_id)/i
/** What a reader looks for first, most telling first. */
const telling = [
  /status/,
  /time_of_day|local_time|time_start/,
  /^(amount|dividend_oc|estimated|ratio|price)/,
  /change_percent|change_amount/,
  /(ex_div|pay|record|announce|start|end|due)_date/,
  /event_desc|title|name|type/,
  /currency|frequency/,
  /quarter$|fiscal/,
]
/** Of a value, longer ones are cut. */
const longestFact = 160

/** What an event says beyond its day, kind and company, the most telling first; dates as `YYYY-MM-DD`, addresses last. */
export function factsOf({ date, fields }: CompanyEvent): readonly (readonly [name: string, value: string])[] {
  return fields
    .filter(({ name, value }) => !known.test(name) && String(value) !== date)
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ name, value }) => [plainLine(name, 40), written(name, value)] as const)
    .filter(([name, value]) => name !== "" && value !== "")
}

function rank({ name, value }: EventField): number {
  if (isAddress(value)) return telling.length + 1
  const index = telling.findIndex((pattern) => pattern.test(name))
  return index < 0 ? telling.length : index
}

export const isAddress = (value: unknown): boolean => typeof value === "string" && /^\s*(https?:|www\.)/i.test(value)

function written(name: string, value: EventField["value"]): string {
  const text = String(value)
  const day = /date/.test(name) && /^\d{8}$/.test(text) ? readDay(text) : null
  return day === null ? plainLine(text, longestFact) : dashed(day)
}
