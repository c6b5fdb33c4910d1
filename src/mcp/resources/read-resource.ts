import { nyseRange, nyseYear } from "../../calendar/nyse.ts"
import { fail, type Outcome, success } from "../../outcome/outcome.ts"
import type { Answer } from "../../tools/define-tool.ts"
import type { CallOptions, CallResult, Registry } from "../registry.ts"
import { newYorkDate } from "./new-york-date.ts"
import type { NamedResource } from "./read-uri.ts"

/** What a resource holds now: the answer of its tool, or a year of the embedded calendar. Never rejects. */
export function readResource(
  { kind, value }: NamedResource,
  registry: Registry,
  options: CallOptions,
): Promise<CallResult> {
  const now = registry.clock.now()
  if (kind.tool !== null) return registry.call(kind.tool, kind.args(value, newYorkDate(now)), options)
  return Promise.resolve(registry.result(calendarOf(value, now)))
}

/** A year in the shape of `ibkr-mcp calendar YEAR --json`. */
function calendarOf(year: string, asOf: number): Outcome<Answer<object>> {
  const found = /^\d{4}$/.test(year) ? nyseYear(Number(year)) : "unknown"
  if (found !== "unknown") {
    return success({ data: found, provenance: { asOf, source: "cache", staleS: null, warnings: [] } })
  }
  const { from, validThrough } = nyseRange
  return fail(
    "not_found",
    "There is no NYSE calendar of that year.",
    `The embedded one holds ${from.slice(0, 4)} to ${validThrough.slice(0, 4)}: calendar://nyse/${from.slice(0, 4)}.`,
  )
}
