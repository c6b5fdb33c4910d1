import { describe, expect, test } from "bun:test"
import { readSpan } from "../../../src/desk/comparison/span.ts"
import { readDuration } from "../../../src/desk/history/bar-request.ts"
import type { Bar } from "../../../src/gateway/history/history.ts"
import { failureOf, monday, value } from "../in-memory-gateway.ts"

const bar = (at: string | number): Bar => ({
  at,
  open: 1,
  high: 1,
  low: 1,
  close: 1,
  volume: null,
  average: null,
  count: null,
})

const dayMs = 86_400_000
const newYork = "America/New_York"

/** Every date of the two years up to Monday 2026-11-23. */
const everyDate = Array.from({ length: 731 }, (_, index) =>
  bar(new Date(monday - (730 - index) * dayMs).toISOString().slice(0, 10)),
)

const span = (duration: string, end: string | null) => readSpan(value(readDuration(duration)), end, monday)
const ends = (bars: readonly Bar[]) => [bars.at(0)?.at, bars.at(-1)?.at, bars.length]

describe("the span of a comparison", () => {
  test("up to now is what the Gateway makes of the duration", () => {
    const { duration, cut } = value(span("6 M", null))
    expect(duration).toBe("6 M")
    expect(cut(everyDate, newYork)).toBe(everyDate)
  })

  test.each([
    ["1 M", "2026-10-31", ["2026-09-30", "2026-10-31", 32]],
    ["1 M", "2026-03-31", ["2026-02-28", "2026-03-31", 32]],
    ["1 Y", "2026-06-30", ["2025-06-30", "2026-06-30", 366]],
    ["2 W", "2026-06-30", ["2026-06-16", "2026-06-30", 15]],
    ["5 D", "2026-06-30", ["2026-06-26", "2026-06-30", 5]],
    ["1 M", "2026-11-20T16:00:00-05:00", ["2026-10-20", "2026-11-20", 32]],
  ] as const)("%s up to %s", (duration, end, expected) => {
    expect(ends(value(span(duration, end)).cut(everyDate, newYork))).toEqual([...expected])
  })

  test("up to a day asks from now back to before its beginning", () => {
    // From the end of 30 June to 23 November are 145 days and 16 hours, a month is at most 31 days, and one is margin.
    expect(value(span("1 M", "2026-06-30")).duration).toBe("178 D")
    expect(value(span("1 Y", "2025-06-30")).duration).toBe("3 Y")
    expect(value(span("1 M", "2030-01-01")).duration).toBe("32 D")
  })

  test("of hours ends with the exchange's own evening, and counts days that have any", () => {
    const hours = ["13", "14", "15"].flatMap((hour) =>
      ["2026-11-18", "2026-11-19", "2026-11-20", "2026-11-23"].map((date) => Date.parse(`${date}T${hour}:00:00Z`)),
    )
    const bars = hours.sort((a, b) => a - b).map(bar)
    const kept = value(span("2 D", "2026-11-20")).cut(bars, newYork)
    expect(ends(kept)).toEqual([Date.parse("2026-11-19T13:00:00Z"), Date.parse("2026-11-20T15:00:00Z"), 6])
    const lastHour = value(span("3600 S", "2026-11-20T15:30:00Z")).cut(bars, newYork)
    expect(ends(lastHour)).toEqual([Date.parse("2026-11-20T15:00:00Z"), Date.parse("2026-11-20T15:00:00Z"), 1])
  })

  test("with an end that is none is refused", () => {
    expect(failureOf(span("1 Y", "yesterday")).code).toBe("invalid_request")
  })
})
