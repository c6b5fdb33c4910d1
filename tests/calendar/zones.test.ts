import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { dateInZone, ianaZone, isoInZone, type WallTime, wallTime } from "../../src/calendar/zones.ts"

const newYork = "America/New_York"

function wall(text: string): WallTime {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = text.split(/[- :]/).map(Number)
  return { year, month, day, hour, minute, second }
}

const instant = (zone: string, text: string, side: "start" | "end"): string =>
  new Date(wallTime(zone, wall(text), side)).toISOString()

describe("names of time zones", () => {
  test.each([
    ["US/Eastern", newYork],
    ["America/New_York", newYork],
    ["EST", newYork],
    ["EST5EDT", newYork],
    ["EST (Eastern Standard Time)", newYork],
    ["US/Central", "America/Chicago"],
    ["US/Pacific", "America/Los_Angeles"],
    ["MET", "Europe/Brussels"],
    ["Japan", "Asia/Tokyo"],
    ["Hongkong", "Asia/Hong_Kong"],
    ["Australia/NSW", "Australia/Sydney"],
    ["Asia/Calcutta", "Asia/Kolkata"],
    ["Israel", "Asia/Jerusalem"],
    ["GB-Eire", "Europe/London"],
    ["GMT", "UTC"],
    ["Europe/Riga", "Europe/Riga"],
    ["Europe/Warsaw", "Europe/Warsaw"],
    ["Europe/Tallinn", "Europe/Tallinn"],
    ["Europe/London", "Europe/London"],
    ["Africa/Johannesburg", "Africa/Johannesburg"],
    ["Europe/Vilnius", "Europe/Vilnius"],
    ["Europe/Helsinki", "Europe/Helsinki"],
    ["Europe/Budapest", "Europe/Budapest"],
    ["Europe/Moscow", "Europe/Moscow"],
    ["America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"],
  ])("%s is %s", (name, zone) => {
    expect(ianaZone(name)).toBe(zone)
  })

  test("a name that stands for several zones, or for none, is not guessed at", () => {
    for (const name of [
      "",
      " ",
      "CST",
      "IST",
      "BST",
      "HKT",
      "SGT",
      "Korea",
      "Mars/Olympus",
      "US/",
      "+05:00",
      "Etc/Unknown",
    ])
      expect(ianaZone(name)).toBeNull()
  })

  test("any text is answered without a throw, and what it names can be used", () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const zone = ianaZone(name)
        if (zone !== null) expect(isoInZone(0, zone)).toStartWith("19")
      }),
    )
  })
})

describe("wall times", () => {
  test("in winter, in summer, and east of UTC", () => {
    expect(instant(newYork, "2026-11-20 09:30", "start")).toBe("2026-11-20T14:30:00.000Z")
    expect(instant(newYork, "2026-06-18 16:00", "end")).toBe("2026-06-18T20:00:00.000Z")
    expect(instant("Asia/Tokyo", "2026-10-05 09:00", "start")).toBe("2026-10-05T00:00:00.000Z")
    expect(instant("UTC", "2026-10-05 09:00", "start")).toBe("2026-10-05T09:00:00.000Z")
  })

  test.each([newYork, "America/Toronto"])("skipped hour in %s: forward, for a start and an end", (zone) => {
    expect(instant(zone, "2026-03-08 01:59", "start")).toBe("2026-03-08T06:59:00.000Z")
    expect(instant(zone, "2026-03-08 02:30", "start")).toBe("2026-03-08T07:30:00.000Z")
    expect(instant(zone, "2026-03-08 02:30", "end")).toBe("2026-03-08T07:30:00.000Z")
    expect(instant(zone, "2026-03-08 03:00", "start")).toBe("2026-03-08T07:00:00.000Z")
  })

  test.each([newYork, "America/Toronto"])("repeated hour in %s: a start is the first, an end the second", (zone) => {
    expect(instant(zone, "2026-11-01 00:59", "start")).toBe("2026-11-01T04:59:00.000Z")
    expect(instant(zone, "2026-11-01 01:30", "start")).toBe("2026-11-01T05:30:00.000Z")
    expect(instant(zone, "2026-11-01 01:30", "end")).toBe("2026-11-01T06:30:00.000Z")
    expect(instant(zone, "2026-11-01 02:00", "start")).toBe("2026-11-01T07:00:00.000Z")
    // The overnight session opens on the evening after the change.
    expect(instant(zone, "2026-11-01 20:00", "start")).toBe("2026-11-02T01:00:00.000Z")
  })

  test("what is no date or time is a bug of the caller", () => {
    for (const text of ["2026-02-30 10:00", "2026-13-01 10:00", "2026-01-01 24:00", "2026-01-01 10:60"])
      for (const zone of [newYork, "Asia/Tokyo"]) expect(() => wallTime(zone, wall(text), "start")).toThrow()
  })

  test("come back as the date and time they were, for New York and others", () => {
    const noon = fc.integer({ min: Date.UTC(1980, 0, 1), max: Date.UTC(2040, 0, 1) })
    fc.assert(
      fc.property(noon, fc.constantFrom(newYork, "Europe/London", "Australia/Sydney", "Asia/Kolkata"), (at, zone) => {
        const seconds = Math.floor(at / 1000) * 1000
        const iso = isoInZone(seconds, zone)
        expect(Date.parse(iso)).toBe(seconds)
        expect(dateInZone(seconds, zone)).toBe(iso.slice(0, 10))
        const fields = wall(iso.slice(0, 19).replace("T", "-"))
        const first = wallTime(zone, fields, "start")
        const second = wallTime(zone, fields, "end")
        expect([first, second]).toContain(seconds)
      }),
    )
  })
})

test("instants as text in a zone", () => {
  const at = Date.parse("2026-11-20T14:30:00.987Z")
  expect(isoInZone(at, newYork)).toBe("2026-11-20T09:30:00-05:00")
  expect(isoInZone(at, "Asia/Kolkata")).toBe("2026-11-20T20:00:00+05:30")
  expect(isoInZone(at, "UTC")).toBe("2026-11-20T14:30:00+00:00")
  expect(isoInZone(Date.parse("1960-07-01T12:00:00Z"), newYork)).toBe("1960-07-01T08:00:00-04:00")
  expect(dateInZone(Date.parse("2026-11-21T03:00:00Z"), newYork)).toBe("2026-11-20")
  expect(dateInZone(Date.parse("2026-11-20T15:00:00Z"), "Asia/Tokyo")).toBe("2026-11-21")
})
