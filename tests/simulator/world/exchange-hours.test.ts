import { describe, expect, test } from "bun:test"
import { openAt, readHours } from "../../../src/calendar/hours.ts"
import { isoInZone } from "../../../src/calendar/zones.ts"
import { ibisHours, lseHours } from "../../../src/simulator/world/exchanges/european-markets.ts"
import { cmeEquityHours, nymexHours } from "../../../src/simulator/world/exchanges/futures-markets.ts"
import { hoursText } from "../../../src/simulator/world/exchanges/hours-text.ts"
import { hongKongHours, tokyoHours, torontoHours } from "../../../src/simulator/world/exchanges/other-markets.ts"
import {
  bondHours,
  cryptoHours,
  forexHours,
  fundHours,
  spxIndexHours,
  spxOptionHours,
  usEtfOptionHours,
  usOptionHours,
  usStockHours,
} from "../../../src/simulator/world/exchanges/us-markets.ts"
import type { ExchangeHours } from "../../../src/simulator/world/instrument.ts"

const day = 86_400_000
const at = (iso: string): number => Date.parse(iso)

/** Sessions of the trade dates in a range as local times, `20261127 09:30-13:00`. */
function sessionsOf(hours: ExchangeHours, zone: string, from: string, to: string, regular: boolean): readonly string[] {
  const clock = (instant: number) => isoInZone(instant, zone).slice(11, 16)
  return hours
    .sessions(at(from), at(to), regular)
    .map(({ open, close, tradeDate }) => `${tradeDate} ${clock(open)}-${clock(close)}`)
}

describe("hours strings, as Gateways have been seen to send them", () => {
  test("US stock on a Sunday: today and five days", () => {
    const sunday = at("2026-04-05T12:00:00Z")
    expect(hoursText(usStockHours, sunday, false)).toBe(
      "20260405:CLOSED;20260406:0400-20260406:2000;20260407:0400-20260407:2000;20260408:0400-20260408:2000;20260409:0400-20260409:2000;20260410:0400-20260410:2000",
    )
    expect(hoursText(usStockHours, sunday, true)).toBe(
      "20260405:CLOSED;20260406:0930-20260406:1600;20260407:0930-20260407:1600;20260408:0930-20260408:1600;20260409:0930-20260409:1600;20260410:0930-20260410:1600",
    )
  })

  test("US stock around Thanksgiving: closed, then a half day to 13:00 and 17:00", () => {
    const wednesday = at("2025-11-26T15:00:00Z")
    expect(hoursText(usStockHours, wednesday, false)).toContain(";20251127:CLOSED;20251128:0400-20251128:1700;")
    expect(hoursText(usStockHours, wednesday, true)).toContain(";20251127:CLOSED;20251128:0930-20251128:1300;")
  })

  test("SPX in Chicago time", () => {
    expect(hoursText(spxIndexHours, at("2026-05-14T15:00:00Z"), true)).toStartWith("20260514:0830-20260514:1500;")
  })

  test("E-mini before Memorial Day 2025: the holiday's session is listed whole, in the liquid hours too", () => {
    const friday = at("2025-05-23T15:00:00Z")
    expect(hoursText(cmeEquityHours, friday, false)).toContain(
      "20250525:1700-20250526:1200;20250526:1700-20250527:1600",
    )
    expect(hoursText(cmeEquityHours, friday, true)).toStartWith(
      "20250523:0830-20250523:1600;20250524:CLOSED;20250525:1700-20250526:1200;",
    )
  })

  test("crude oil", () => {
    expect(hoursText(nymexHours, at("2022-12-07T15:00:00Z"), false)).toStartWith("20221206:1800-20221207:1700;")
  })

  test("EUR.USD: the session that began yesterday, and a Friday that is CLOSED though it trades", () => {
    const text = hoursText(forexHours, at("2026-05-14T22:00:00Z"), false)
    expect(text).toStartWith("20260514:1715-20260515:1700;20260515:CLOSED;20260516:CLOSED;20260517:1715-20260518:1700;")
    expect(hoursText(forexHours, at("2026-05-15T15:00:00Z"), false)).toStartWith(
      "20260514:1715-20260515:1700;20260515:CLOSED;",
    )
    expect(hoursText(forexHours, at("2026-08-30T12:00:00Z"), false)).toStartWith("20260830:1715-20260831:1700;")
  })

  test("bitcoin trades at the weekend", () => {
    expect(hoursText(cryptoHours, at("2026-05-09T12:00:00Z"), false)).toStartWith(
      "20260508:1601-20260509:1600;20260509:1601-20260510:1600;",
    )
  })

  test("Hong Kong and Tokyo: a lunch break makes two entries of one date", () => {
    expect(hoursText(hongKongHours, at("2026-10-05T02:00:00Z"), false)).toStartWith(
      "20261005:0930-20261005:1200;20261005:1300-20261005:1610;20261006:",
    )
    expect(hoursText(tokyoHours, at("2026-10-05T02:00:00Z"), false)).toStartWith(
      "20261005:0900-20261005:1130;20261005:1230-20261005:1530;20261006:",
    )
  })

  test("Xetra, London, a Treasury bond, a fund", () => {
    expect(hoursText(ibisHours, at("2026-10-05T08:00:00Z"), true)).toStartWith("20261005:0900-20261005:1730;")
    expect(hoursText(lseHours, at("2026-07-24T08:00:00Z"), true)).toStartWith(
      "20260724:0800-20260724:1650;20260725:CLOSED;",
    )
    expect(hoursText(bondHours, at("2026-09-14T14:00:00Z"), false)).toStartWith("20260914:0800-20260914:1700;")
    expect(hoursText(fundHours, at("2026-04-15T14:00:00Z"), false)).toBe(
      "20260415:1559-20260415:2200;20260416:1559-20260416:2200;20260417:1559-20260417:2200;20260418:CLOSED;20260419:CLOSED;20260420:1559-20260420:2200",
    )
  })

  test("today is the exchange's own: late on a Sunday in London it is Monday in Tokyo", () => {
    const lateSunday = at("2026-10-04T18:00:00Z")
    expect(hoursText(lseHours, lateSunday, true)).toStartWith("20261004:CLOSED;")
    expect(hoursText(tokyoHours, lateSunday, true)).toStartWith("20261005:0900-")
  })
})

describe("sessions", () => {
  const zones = { NY: "America/New_York", CHI: "America/Chicago", LON: "Europe/London", BER: "Europe/Berlin" } as const

  test("US options close with the stocks, on ETFs and indices a quarter of an hour later", () => {
    const week = ["2026-11-25T12:00:00Z", "2026-11-28T00:00:00Z"] as const
    expect(sessionsOf(usOptionHours, zones.NY, ...week, true)).toEqual(["20261125 09:30-16:00", "20261127 09:30-13:00"])
    expect(sessionsOf(usEtfOptionHours, zones.NY, ...week, true)).toEqual([
      "20261125 09:30-16:15",
      "20261127 09:30-13:15",
    ])
    expect(sessionsOf(spxOptionHours, zones.CHI, ...week, true)).toEqual([
      "20261125 08:30-15:15",
      "20261127 08:30-12:15",
    ])
  })

  test("futures on Thanksgiving stop early and count towards Friday", () => {
    const range = ["2026-11-25T12:00:00Z", "2026-11-29T00:00:00Z"] as const
    expect(sessionsOf(cmeEquityHours, zones.CHI, ...range, false)).toEqual([
      "20261125 17:00-16:00",
      "20261127 17:00-12:00",
      "20261127 17:00-12:15",
    ])
    expect(sessionsOf(nymexHours, zones.NY, ...range, false)).toEqual([
      "20261125 18:00-17:00",
      "20261127 18:00-14:30",
      "20261127 18:00-13:45",
    ])
  })

  test("futures are closed for Christmas and open again on the Sunday evening", () => {
    // 2026-12-25 is a Friday.
    expect(sessionsOf(cmeEquityHours, zones.CHI, "2026-12-24T12:00:00Z", "2026-12-28T23:00:00Z", false)).toEqual([
      "20261224 17:00-12:15",
      "20261228 17:00-16:00",
    ])
  })

  test("a Good Friday with the employment report has a short session of equity futures, another has none", () => {
    expect(sessionsOf(cmeEquityHours, zones.CHI, "2026-04-02T22:30:00Z", "2026-04-05T12:00:00Z", false)).toEqual([
      "20260403 17:00-08:15",
    ])
    expect(sessionsOf(cmeEquityHours, zones.CHI, "2027-03-25T22:30:00Z", "2027-03-28T12:00:00Z", false)).toEqual([])
    expect(sessionsOf(nymexHours, zones.NY, "2026-04-02T22:30:00Z", "2026-04-05T12:00:00Z", false)).toEqual([])
  })

  test("Tokyo's afternoon ended at 15:00 before 2024-11-05", () => {
    const tokyo = (from: string, to: string) => sessionsOf(tokyoHours, "Asia/Tokyo", from, to, true)
    // Monday the 4th was a holiday (Culture Day, observed) that the table of later years does not have.
    expect(tokyo("2024-11-01T00:00:00Z", "2024-11-02T00:00:00Z")).toEqual([
      "20241101 09:00-11:30",
      "20241101 12:30-15:00",
    ])
    expect(tokyo("2024-11-05T00:00:00Z", "2024-11-06T00:00:00Z")).toEqual([
      "20241105 09:00-11:30",
      "20241105 12:30-15:30",
    ])
    expect(tokyo("2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z").map((s) => s.slice(0, 8))).toEqual([])
  })

  test("half days outside the US", () => {
    expect(sessionsOf(lseHours, zones.LON, "2026-12-24T00:00:00Z", "2026-12-29T12:00:00Z", true)).toEqual([
      "20261224 08:00-12:50",
      "20261229 08:00-16:50",
    ])
    expect(sessionsOf(ibisHours, zones.BER, "2026-12-23T00:00:00Z", "2027-01-04T12:00:00Z", true)).toEqual([
      "20261223 09:00-17:30",
      "20261228 09:00-17:30",
      "20261229 09:00-17:30",
      "20261230 09:00-14:00",
      "20270104 09:00-17:30",
    ])
    expect(sessionsOf(hongKongHours, "Asia/Hong_Kong", "2026-12-24T00:00:00Z", "2026-12-25T12:00:00Z", true)).toEqual([
      "20261224 09:30-12:00",
    ])
    expect(sessionsOf(torontoHours, "America/Toronto", "2026-12-24T00:00:00Z", "2026-12-28T23:00:00Z", true)).toEqual([
      "20261224 09:30-13:00",
    ])
  })

  test("clocks change between two sessions: a wall clock's hours keep their place", () => {
    // Europe went back on 2026-10-25, the US on 2026-11-01.
    const opens = (hours: ExchangeHours, from: string, to: string) =>
      hours.sessions(at(from), at(to), true).map(({ open }) => new Date(open).toISOString().slice(0, 16))
    expect(opens(ibisHours, "2026-10-23T00:00:00Z", "2026-10-27T00:00:00Z")).toEqual([
      "2026-10-23T07:00",
      "2026-10-26T08:00",
    ])
    expect(opens(usStockHours, "2026-10-30T00:00:00Z", "2026-11-03T00:00:00Z")).toEqual([
      "2026-10-30T13:30",
      "2026-11-02T14:30",
    ])
    // The futures' Sunday session opens after the change of that morning.
    expect(cmeEquityHours.sessions(at("2026-11-01T12:00:00Z"), at("2026-11-02T12:00:00Z"), false)).toEqual([
      { open: at("2026-11-01T23:00:00Z"), close: at("2026-11-02T22:00:00Z"), tradeDate: "20261102" },
    ])
  })

  test("a range is half-open: a session that ends or begins at its edge is not in it", () => {
    const open = at("2026-11-23T14:30:00Z")
    const close = at("2026-11-23T21:00:00Z")
    expect(usStockHours.sessions(close, close + 3_600_000, true)).toEqual([])
    expect(usStockHours.sessions(open - 3_600_000, open, true)).toEqual([])
    expect(usStockHours.sessions(close - 1, close, true)).toHaveLength(1)
  })
})

describe("every exchange", () => {
  const exchanges: readonly (readonly [string, ExchangeHours])[] = [
    ["US stocks", usStockHours],
    ["US options", usOptionHours],
    ["SPX", spxIndexHours],
    ["CME", cmeEquityHours],
    ["NYMEX", nymexHours],
    ["FX", forexHours],
    ["crypto", cryptoHours],
    ["bonds", bondHours],
    ["London", lseHours],
    ["Xetra", ibisHours],
    ["Tokyo", tokyoHours],
    ["Hong Kong", hongKongHours],
    ["Toronto", torontoHours],
  ]

  test.each(exchanges)(
    "%s: sessions are in order, do not overlap, and the regular ones lie within all",
    (_name, hours) => {
      const from = at("2025-01-01T00:00:00Z")
      const all = hours.sessions(from, from + 3 * 365 * day, false)
      const regular = hours.sessions(from, from + 3 * 365 * day, true)
      expect(all.length).toBeGreaterThan(600)
      for (const [index, { open, close }] of all.entries()) {
        expect(close).toBeGreaterThan(open)
        expect(open).toBeGreaterThanOrEqual(all[index - 1]?.close ?? 0)
      }
      for (const session of regular) {
        expect(all.some(({ open, close }) => open <= session.open && session.close <= close)).toBe(true)
      }
    },
  )

  test.each(exchanges)("%s: the string read back says the same as the sessions", (_name, hours) => {
    for (let now = at("2026-10-20T00:37:00Z"); now < at("2027-01-10T00:00:00Z"); now += day / 2) {
      const read = readHours(hoursText(hours, now, false), hours.timeZoneId)
      const open = hours.sessions(now, now + 1, false).length > 0
      expect(openAt(read, now)).toMatchObject({ known: true, isOpen: open })
    }
  })
})
