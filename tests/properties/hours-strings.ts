import assert from "node:assert/strict"
import fc from "fast-check"
import { openAt, readHours } from "../../src/calendar/hours.ts"
import { target } from "./target.ts"

const two = (most: number) => fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(2, "0"))
const clock = fc.tuple(two(24), two(60)).map((parts) => parts.join(""))
const date = fc.tuple(fc.constantFrom("2025", "2026", "9999", "0000"), two(13), two(32)).map((parts) => parts.join(""))
const range = fc
  .tuple(fc.option(date), clock, fc.option(date), clock)
  .map(([from, start, to, end]) => `${from === null ? "" : `${from}:`}${start}-${to === null ? "" : `${to}:`}${end}`)
const entry = fc.oneof(
  date.map((day) => `${day}:CLOSED`),
  fc.tuple(date, fc.array(range, { minLength: 1, maxLength: 3 })).map(([day, ranges]) => `${day}:${ranges.join(",")}`),
  fc.string(),
)
const text = fc.oneof(
  fc.string(),
  fc.array(entry, { maxLength: 6 }).map((entries) => entries.join(";")),
)
const zone = fc.oneof(fc.string(), fc.constantFrom("US/Eastern", "MET", "Hongkong", "Australia/NSW", "CST"))

/** Read without a throw; intervals are sorted and apart; every instant has an answer. */
export const anyHours = target("hours strings: any text", 1_000, () => ({
  property: fc.property(text, zone, fc.integer({ min: 0, max: 4e12 }), (hoursText, zoneId, instant) => {
    const hours = readHours(hoursText, zoneId)
    const state = openAt(hours, instant)
    if (!hours.known) return assert.deepEqual(state, hours)
    hours.intervals.forEach(({ start, end }, index) => {
      assert(end > start)
      const next = hours.intervals[index + 1]
      assert(next === undefined || next.start >= end)
    })
    if (!state.known) return
    assert.equal(
      state.isOpen,
      hours.intervals.some(({ start, end }) => start <= instant && instant < end),
    )
    assert(state.nextChange === null || state.nextChange > instant)
  }),
}))

const dayNumber = fc.integer({ min: Date.UTC(2026, 0, 1) / 86_400_000, max: Date.UTC(2026, 11, 1) / 86_400_000 })
const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 2, maxLength: 2 })
const written = (at: number): string => new Date(at).toISOString().slice(0, 16).replaceAll("-", "").replace("T", ":")

export const writtenHours = target("hours strings: read back", 300, () => ({
  property: fc.property(dayNumber, minutes, (day, pair) => {
    const [open = 0, close = 0] = pair.toSorted((a, b) => a - b)
    const start = day * 86_400_000 + open * 60_000
    const end = day * 86_400_000 + close * 60_000
    const compact = (at: number) => written(at).replace(/:(\d\d):/, ":$1")
    const hours = readHours(`${compact(start)}-${compact(end)}`, "UTC")
    assert.deepEqual(hours.known && hours.intervals, [{ start, end }])
  }),
}))
