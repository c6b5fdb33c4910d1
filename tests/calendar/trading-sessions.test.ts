import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import type { Interval } from "../../src/calendar/hours.ts"
import {
  nameSessions,
  type SessionName,
  stateAt,
  type Timetable,
  type TradingSession,
} from "../../src/calendar/trading-sessions.ts"
import { tableSessions, usStockTimetable } from "../../src/calendar/us-stock-sessions.ts"
import { isoInZone } from "../../src/calendar/zones.ts"

const newYork = "America/New_York"
const at = (text: string) => Date.parse(text)
const span = (start: string, end: string): Interval => ({ start: at(start), end: at(end) })
const onlyRegular = (session: SessionName) => session === "regular"

/** `pre 04:00-09:30`, in New York's time. */
const inWords = (sessions: readonly TradingSession[]) =>
  sessions.map(({ session, start, end }) => {
    const clock = (instant: number) => isoInZone(instant, newYork).slice(11, 16)
    return `${session} ${clock(start)}-${clock(end)}`
  })

describe("sessions are named", () => {
  test("by where they lie to the regular ones of their day", () => {
    const trading = [span("2026-11-23T04:00-05:00", "2026-11-23T20:00-05:00")]
    const regular = [span("2026-11-23T09:30-05:00", "2026-11-23T16:00-05:00")]
    expect(inWords(nameSessions(trading, regular, newYork))).toEqual([
      "pre 04:00-09:30",
      "regular 09:30-16:00",
      "post 16:00-20:00",
    ])
  })

  test("overnight when they began on an evening before", () => {
    const trading = [span("2026-11-22T18:00-05:00", "2026-11-23T17:00-05:00")]
    const regular = [span("2026-11-23T09:30-05:00", "2026-11-23T16:00-05:00")]
    expect(inWords(nameSessions(trading, regular, newYork))).toEqual([
      "overnight 18:00-09:30",
      "regular 09:30-16:00",
      "post 16:00-17:00",
    ])
    expect(inWords(nameSessions(trading, [], newYork))).toEqual(["overnight 18:00-17:00"])
  })

  test("apart from the regular ones too: before them, after them", () => {
    const trading = [
      span("2026-11-23T07:00-05:00", "2026-11-23T09:00-05:00"),
      span("2026-11-23T09:30-05:00", "2026-11-23T12:00-05:00"),
      span("2026-11-23T13:00-05:00", "2026-11-23T16:00-05:00"),
      span("2026-11-23T17:00-05:00", "2026-11-23T19:00-05:00"),
    ]
    expect(inWords(nameSessions(trading, trading.slice(1, 3), newYork))).toEqual([
      "pre 07:00-09:00",
      "regular 09:30-12:00",
      "regular 13:00-16:00",
      "post 17:00-19:00",
    ])
  })
})

describe("the sessions of US stocks", () => {
  test.each([
    ["2026-11-23", ["pre 04:00-09:30", "regular 09:30-16:00", "post 16:00-20:00"]],
    ["2026-11-27", ["pre 04:00-09:30", "regular 09:30-13:00", "post 13:00-17:00"]],
    ["2026-11-26", []],
    ["2026-11-22", []],
    ["2026-03-09", ["pre 04:00-09:30", "regular 09:30-16:00", "post 16:00-20:00"]],
    ["1991-12-24", ["unknown 04:00-09:30", "regular 09:30-14:00", "unknown 14:00-20:00"]],
  ])("on %s are %p", (date, sessions) => {
    expect(inWords(tableSessions(date))).toEqual(sessions)
  })

  test("at night run before sessions only, by the clock of the evening when clocks change", () => {
    const nights = (of: string) =>
      usStockTimetable(at(of), "night")?.sessions.map(({ start, end }) =>
        [start, end].map((instant) => isoInZone(instant, newYork)).join(" "),
      )
    expect(nights("2026-11-25T12:00-05:00")).toContain("2026-11-26T20:00:00-05:00 2026-11-27T03:50:00-05:00")
    expect(nights("2026-11-25T12:00-05:00")?.join()).not.toMatch(/2026-11-2[578]T20/)
    expect(nights("2026-03-08T12:00-04:00")).toContain("2026-03-08T20:00:00-04:00 2026-03-09T03:50:00-04:00")
    expect(nights("2026-11-01T12:00-05:00")).toContain("2026-11-01T20:00:00-05:00 2026-11-02T03:50:00-05:00")
    expect(nights("2022-06-01T12:00-04:00")).toEqual([])
  })
})

describe("the state at an instant", () => {
  const daily: Timetable = {
    sessions: [
      { session: "regular", ...span("2026-11-21T00:00Z", "2026-11-22T00:00Z") },
      { session: "regular", ...span("2026-11-22T00:00Z", "2026-11-23T00:00Z") },
    ],
    covers: span("2026-11-21T00:00Z", "2026-11-23T00:00Z"),
  }

  test("of a market that never closes has no end that only the list has", () => {
    expect(stateAt(daily, at("2026-11-22T12:00Z"), onlyRegular)).toEqual({
      session: "regular",
      isOpen: true,
      nextOpen: null,
      nextClose: null,
      nextChange: null,
    })
  })

  test("is not known beyond what is covered", () => {
    for (const instant of ["2026-11-20T23:59Z", "2026-11-23T00:00Z"])
      expect(stateAt(daily, at(instant), onlyRegular)).toMatchObject({ session: "unknown", isOpen: null })
  })

  const timetable = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 30 })), { maxLength: 8 })
    .chain((steps) =>
      fc.tuple(
        fc.constant(steps),
        fc.array(fc.constantFrom<SessionName>("pre", "regular", "post", "overnight"), { minLength: 8, maxLength: 8 }),
      ),
    )
    .map(([steps, names]): Timetable => {
      const sessions: TradingSession[] = []
      let from = 0
      for (const [index, [gap, length]] of steps.entries()) {
        const start = from + gap
        from = start + length
        sessions.push({ start, end: from, session: names[index] ?? "regular" })
      }
      return { sessions, covers: { start: 0, end: from + 10 } }
    })

  test("lasts exactly until its next change, and is open exactly between an opening and a closing", () => {
    fc.assert(
      fc.property(timetable, fc.nat(300), (table, instant) => {
        fc.pre(instant < table.covers.end)
        const state = stateAt(table, instant, onlyRegular)
        const named = table.sessions.find(({ start, end }) => start <= instant && instant < end)?.session ?? "closed"
        expect(state.session).toBe(named)
        expect(state.isOpen).toBe(named === "regular")
        const until = state.nextChange ?? table.covers.end
        for (let later = instant; later < until; later++)
          expect(stateAt(table, later, onlyRegular).session).toBe(state.session)
        if (state.nextChange !== null)
          expect(stateAt(table, state.nextChange, onlyRegular).session).not.toBe(state.session)
        for (const [next, isOpen] of [
          [state.nextOpen, true],
          [state.nextClose, false],
        ] as const) {
          if (next === null) continue
          expect(next).toBeGreaterThan(instant)
          expect(stateAt(table, next, onlyRegular).isOpen).toBe(isOpen)
          expect(stateAt(table, next - 1, onlyRegular).isOpen).toBe(!isOpen)
        }
      }),
      { numRuns: 300 },
    )
  })
})
