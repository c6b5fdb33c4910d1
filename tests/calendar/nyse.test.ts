import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { newYorkOffsetMinutes, nyseDay, nyseRange, nyseStatus, nyseYear } from "../../src/calendar/nyse.ts"

const at = (iso: string): number => Date.parse(iso)

const session = (open: string, close: string, name: string | null = null) => ({
  kind: "session" as const,
  open: at(open),
  close: at(close),
  early: name !== null,
  name,
})

describe("a date at NYSE", () => {
  test("full days run from 09:30 to 16:00 in New York, winter and summer", () => {
    expect(nyseDay("2026-11-20")).toEqual(session("2026-11-20T14:30Z", "2026-11-20T21:00Z"))
    expect(nyseDay("2026-06-18")).toEqual(session("2026-06-18T13:30Z", "2026-06-18T20:00Z"))
  })

  test("half days end at 13:00, until 1992 at 14:00", () => {
    expect(nyseDay("2026-11-27")).toEqual(session("2026-11-27T14:30Z", "2026-11-27T18:00Z", "Day after Thanksgiving"))
    expect(nyseDay("1993-11-26")).toEqual(session("1993-11-26T14:30Z", "1993-11-26T18:00Z", "Day after Thanksgiving"))
    expect(nyseDay("1992-11-27")).toEqual(session("1992-11-27T14:30Z", "1992-11-27T19:00Z", "Day after Thanksgiving"))
    expect(nyseDay("1990-12-24")).toEqual(session("1990-12-24T14:30Z", "1990-12-24T19:00Z", "Christmas Eve"))
  })

  test("the half day around July 4 depends on its weekday and on the year", () => {
    const early = (date: string): boolean | null => {
      const day = nyseDay(date)
      return day !== "unknown" && day.kind === "session" ? day.early : null
    }
    expect(early("1994-07-01")).toBe(false)
    expect(early("1995-07-03")).toBe(true)
    expect([early("2002-07-03"), early("2002-07-05")]).toEqual([false, true])
    expect([early("2013-07-03"), early("2013-07-05")]).toEqual([true, false])
    expect([early("2026-07-02"), early("2026-07-03")]).toEqual([false, null])
    expect([early("2027-07-02"), early("2033-07-01")]).toEqual([false, false])
  })

  test("half days that NYSE decided once, and Fridays after Christmas that stayed full", () => {
    for (const date of ["1997-12-26", "2003-12-26"])
      expect(nyseDay(date)).toMatchObject({ name: "Day after Christmas" })
    expect(nyseDay("1999-12-31")).toMatchObject({ name: "New Year's Eve", early: true })
    for (const date of ["2008-12-26", "2014-12-26", "2025-12-26"]) expect(nyseDay(date)).toMatchObject({ early: false })
  })

  test.each([
    ["1994-04-27", "Mourning for Richard Nixon"],
    ["2001-09-11", "September 11 attacks"],
    ["2001-09-12", "September 11 attacks"],
    ["2001-09-13", "September 11 attacks"],
    ["2001-09-14", "September 11 attacks"],
    ["2004-06-11", "Mourning for Ronald Reagan"],
    ["2007-01-02", "Mourning for Gerald Ford"],
    ["2012-10-29", "Hurricane Sandy"],
    ["2012-10-30", "Hurricane Sandy"],
    ["2018-12-05", "Mourning for George H. W. Bush"],
    ["2025-01-09", "Mourning for Jimmy Carter"],
  ])("special closure %s: %s", (date, name) => {
    expect(nyseDay(date)).toEqual({ kind: "closed", name })
  })

  test("days that are holidays elsewhere are sessions at NYSE", () => {
    for (const date of ["2026-10-12", "2026-11-11", "1997-01-20", "2021-06-18", "2021-12-31", "2018-12-26"])
      expect(nyseDay(date)).toMatchObject({ kind: "session", early: false })
  })

  test("weekends are closed, whatever holiday falls on them", () => {
    expect(nyseDay("2026-11-22")).toEqual({ kind: "closed", name: "Weekend" })
    expect(nyseDay("2022-01-01")).toEqual({ kind: "closed", name: "Weekend" })
  })

  test("outside the table, and for what is no date, the answer is unknown", () => {
    for (const date of ["1989-12-29", "2036-01-01", "2026-02-30", "2026-13-01", "2026-1-5", "20261120", "", "today"])
      expect(nyseDay(date)).toBe("unknown")
    expect(nyseRange).toEqual({ from: "1990-01-01", announcedThrough: "2028-12-31", validThrough: "2035-12-31" })
    expect(nyseDay(nyseRange.from)).toEqual({ kind: "closed", name: "New Year's Day" })
    expect(nyseDay(nyseRange.validThrough)).toMatchObject({ kind: "session" })
  })
})

describe("status of NYSE", () => {
  const status = (iso: string) => {
    const found = nyseStatus(at(iso))
    if (found === "unknown") return found
    const { isOpen, nextOpen, nextClose } = found
    return [isOpen, new Date(nextOpen).toISOString().slice(0, 16), new Date(nextClose).toISOString().slice(0, 16)]
  }

  test("over Thanksgiving: closed Thursday, half day Friday, weekend", () => {
    expect(status("2026-11-25T20:59:59.999Z")).toEqual([true, "2026-11-27T14:30", "2026-11-25T21:00"])
    expect(status("2026-11-25T21:00Z")).toEqual([false, "2026-11-27T14:30", "2026-11-27T18:00"])
    expect(status("2026-11-26T16:00Z")).toEqual([false, "2026-11-27T14:30", "2026-11-27T18:00"])
    expect(status("2026-11-27T14:29:59.999Z")).toEqual([false, "2026-11-27T14:30", "2026-11-27T18:00"])
    expect(status("2026-11-27T14:30Z")).toEqual([true, "2026-11-30T14:30", "2026-11-27T18:00"])
    expect(status("2026-11-27T18:00Z")).toEqual([false, "2026-11-30T14:30", "2026-11-30T21:00"])
  })

  test("the opening moves by an hour of UTC when the clocks change", () => {
    expect(status("2026-03-07T00:00Z")).toEqual([false, "2026-03-09T13:30", "2026-03-09T20:00"])
    expect(status("2026-10-31T00:00Z")).toEqual([false, "2026-11-02T14:30", "2026-11-02T21:00"])
  })

  test("is unknown outside the table and when the next opening is", () => {
    expect(status("1990-01-01T04:59:59.999Z")).toBe("unknown")
    expect(status("1990-01-01T05:00Z")).toEqual([false, "1990-01-02T14:30", "1990-01-02T21:00"])
    expect(status("2035-12-31T14:29Z")).toEqual([false, "2035-12-31T14:30", "2035-12-31T21:00"])
    expect(status("2035-12-31T14:30Z")).toBe("unknown")
    expect(status("2036-06-01T00:00Z")).toBe("unknown")
    expect(nyseStatus(Number.NaN)).toBe("unknown")
    expect(nyseStatus(Number.POSITIVE_INFINITY)).toBe("unknown")
  })

  test("agrees with the days it is made of, at any instant", () => {
    fc.assert(
      fc.property(fc.integer({ min: at("1990-01-03T00:00Z"), max: at("2035-12-30T00:00Z") }), (instant) => {
        const found = nyseStatus(instant)
        if (found === "unknown") throw new Error("in range")
        const today = nyseDay(new Date(instant - 5 * 3_600_000).toISOString().slice(0, 10))
        if (today === "unknown") throw new Error("in range")
        expect(found.isOpen).toBe(today.kind === "session" && today.open <= instant && instant < today.close)
        expect(found.nextOpen).toBeGreaterThan(instant)
        expect(found.nextClose).toBeGreaterThan(instant)
        expect(found.nextClose < found.nextOpen).toBe(found.isOpen)
      }),
    )
  })
})

describe("a year of NYSE", () => {
  test("has the form that the calendar command prints", () => {
    const year = nyseYear(2026)
    if (year === "unknown") throw new Error("in range")
    expect(Object.keys(year)).toEqual([
      "year",
      "timezone",
      "sessions",
      "closures",
      "early_closes",
      "announced_through",
      "valid_through",
    ])
    expect(year).toMatchObject({ year: 2026, timezone: "America/New_York", announced_through: "2028-12-31" })
    expect(year.sessions[0]).toEqual({
      date: "2026-01-02",
      open: "2026-01-02T14:30:00Z",
      close: "2026-01-02T21:00:00Z",
      early: false,
    })
    expect(year.closures[0]).toEqual({ date: "2026-01-01", name: "New Year's Day" })
    expect(year.early_closes).toEqual([
      { date: "2026-11-27", close: "2026-11-27T18:00:00Z", name: "Day after Thanksgiving" },
      { date: "2026-12-24", close: "2026-12-24T18:00:00Z", name: "Christmas Eve" },
    ])
    expect(year.sessions.filter(({ early }) => early).map(({ date }) => date)).toEqual(["2026-11-27", "2026-12-24"])
  })

  test("is unknown outside 1990 to 2035", () => {
    for (const year of [1989, 2036, 0, -1, 2026.5, Number.NaN, 12026]) expect(nyseYear(year)).toBe("unknown")
    expect(nyseYear(1990)).toMatchObject({ year: 1990 })
    expect(nyseYear(2035)).toMatchObject({ year: 2035 })
  })

  test("1990 to 2035 has 424 closed weekdays and 98 half days", () => {
    const years = Array.from({ length: 46 }, (_, index) => nyseYear(1990 + index)).filter((year) => year !== "unknown")
    expect(years.flatMap(({ closures }) => closures)).toHaveLength(424)
    expect(years.flatMap(({ early_closes }) => early_closes)).toHaveLength(98)
  })
})

describe("New York's offset", () => {
  test.each([
    ["2026-03-08T07:00Z", -300, -240],
    ["2026-11-01T06:00Z", -240, -300],
    // First Sunday of April and last of October until 2006.
    ["2006-04-02T07:00Z", -300, -240],
    ["2006-10-29T06:00Z", -240, -300],
    ["1990-04-01T07:00Z", -300, -240],
    ["2035-11-04T06:00Z", -240, -300],
  ])("changes at %s", (instant, before, after) => {
    expect(newYorkOffsetMinutes(at(instant) - 1)).toBe(before)
    expect(newYorkOffsetMinutes(at(instant))).toBe(after)
  })

  test("is unknown outside the table", () => {
    expect(newYorkOffsetMinutes(at("1990-01-01T05:00Z") - 1)).toBe("unknown")
    expect(newYorkOffsetMinutes(at("1990-01-01T05:00Z"))).toBe(-300)
    expect(newYorkOffsetMinutes(at("2036-01-01T05:00Z") - 1)).toBe(-300)
    expect(newYorkOffsetMinutes(at("2036-01-01T05:00Z"))).toBe("unknown")
    expect(newYorkOffsetMinutes(Number.NaN)).toBe("unknown")
  })

  test("agrees with the time zone database at any instant", () => {
    fc.assert(
      fc.property(fc.integer({ min: at("1990-01-01T05:00Z"), max: at("2036-01-01T04:59Z") }), (instant) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO("America/New_York")
        expect(newYorkOffsetMinutes(instant)).toBe(zoned.offsetNanoseconds / 60e9)
      }),
    )
  })
})
