import { describe, expect, test } from "bun:test"
import type { Timetable, TradingSession } from "../../../src/calendar/trading-sessions.ts"
import { closesOf, holidaysIn, isEarly, usualWeek } from "../../../src/desk/hours/usual-week.ts"

const dayMs = 86_400_000

/** Regular sessions in UTC on the given dates, until 16:30 or as said. */
const sessions = (...days: readonly (readonly [date: string, close?: string])[]): readonly TradingSession[] =>
  days.map(([date, close = "16:30"]) => ({
    session: "regular",
    start: Date.parse(`${date}T08:00Z`),
    end: Date.parse(`${date}T${close}Z`),
  }))

const timetable = (of: readonly TradingSession[], from: string, days: number): Timetable => {
  const start = Date.parse(`${from}T00:00Z`)
  return { sessions: of, covers: { start, end: start + days * dayMs } }
}

/** Four weeks before Christmas, on the given days of the week. */
const ordinary = (weekdays: readonly number[]): ReadonlyMap<string, number> =>
  closesOf(
    timetable(
      Array.from({ length: 28 }, (_, day) => new Date(Date.parse("2026-11-22T00:00Z") + day * dayMs))
        .filter((date) => weekdays.includes(date.getUTCDay()))
        .flatMap((date) => sessions([date.toISOString().slice(0, 10)])),
      "2026-11-22",
      28,
    ),
    "UTC",
  )

const mondayToFriday = [1, 2, 3, 4, 5]

describe("an ordinary week", () => {
  test("closes when most of its days do", () => {
    expect(usualWeek(ordinary(mondayToFriday), "UTC")).toEqual({ closes: 990, weekdays: new Set(mondayToFriday) })
  })

  test("has no usual close when its days do not agree, and Monday to Friday when there are too few to tell", () => {
    const two = closesOf(timetable(sessions(["2026-12-23"], ["2026-12-24", "12:30"]), "2026-12-23", 2), "UTC")
    expect(usualWeek(two, "UTC")).toEqual({ closes: null, weekdays: new Set(mondayToFriday) })
    expect(isEarly(two.get("2026-12-24"), usualWeek(two, "UTC"), "UTC")).toBeNull()
  })
})

describe("holidays", () => {
  const week = usualWeek(ordinary(mondayToFriday), "UTC")
  const christmas = timetable(
    sessions(["2026-12-22"], ["2026-12-23", "16:20"], ["2026-12-24", "12:30"], ["2026-12-29"]),
    "2026-12-22",
    8,
  )

  test("are days of the ordinary week without a session, or with an early end, from a date on", () => {
    const half = { date: "2026-12-24", name: null, close: Date.parse("2026-12-24T12:30Z") }
    const closed = ["2026-12-25", "2026-12-28"].map((date) => ({ date, name: null, close: null }))
    expect(holidaysIn(christmas, week, "UTC", "2026-12-22")).toEqual([half, ...closed])
    expect(holidaysIn(christmas, week, "UTC", "2026-12-25")).toEqual(closed)
  })

  test("are not the days on which another country's week ends", () => {
    const sundayToThursday = usualWeek(ordinary([0, 1, 2, 3, 4]), "UTC")
    const days = timetable(sessions(["2026-12-20"], ["2026-12-22"], ["2026-12-23"], ["2026-12-24"]), "2026-12-20", 7)
    expect(holidaysIn(days, sundayToThursday, "UTC", "2026-12-20").map(({ date }) => date)).toEqual(["2026-12-21"])
  })

  test("are not days into which a session of the evening before runs", () => {
    const night: TradingSession = {
      session: "regular",
      start: Date.parse("2026-12-24T17:00Z"),
      end: Date.parse("2026-12-25T16:30Z"),
    }
    expect(holidaysIn(timetable([night], "2026-12-24", 2), week, "UTC", "2026-12-24")).toEqual([])
  })
})
