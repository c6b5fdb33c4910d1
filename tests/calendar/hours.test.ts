import { describe, expect, test } from "bun:test"
import { type Hours, openAt, readHours } from "../../src/calendar/hours.ts"

function known(text: string, zone: string): Extract<Hours, { known: true }> {
  const hours = readHours(text, zone)
  if (!hours.known) throw new Error(hours.reason)
  return hours
}

/** The intervals as "from/to" in UTC to the minute. */
const spans = (text: string, zone: string): string[] =>
  known(text, zone).intervals.map(
    ({ start, end }) => `${new Date(start).toISOString().slice(0, 16)}/${new Date(end).toISOString().slice(0, 16)}`,
  )

describe("hours strings of each kind of instrument", () => {
  test.each([
    ["US stock", "20260514:0400-20260514:2000;20260516:CLOSED", "US/Eastern", ["2026-05-14T08:00/2026-05-15T00:00"]],
    ["US stock, half day", "20251128:0400-20251128:1700", "US/Eastern", ["2025-11-28T09:00/2025-11-28T22:00"]],
    [
      "US stock, liquid hours of a half day",
      "20261127:0930-20261127:1300",
      "US/Eastern",
      ["2026-11-27T14:30/2026-11-27T18:00"],
    ],
    ["overnight", "20260823:2000-20260824:0350", "America/New_York", ["2026-08-24T00:00/2026-08-24T07:50"]],
    ["SPX", "20260514:0830-20260514:1500", "US/Central", ["2026-05-14T13:30/2026-05-14T20:00"]],
    [
      "ES over Memorial Day",
      "20250525:1700-20250526:1200;20250526:1700-20250527:1600",
      "US/Central",
      ["2025-05-25T22:00/2025-05-26T17:00", "2025-05-26T22:00/2025-05-27T21:00"],
    ],
    [
      "ES over Memorial Day, liquid hours",
      "20250523:0830-20250523:1600;20250524:CLOSED;20250525:1700-20250526:1200",
      "US/Central",
      ["2025-05-23T13:30/2025-05-23T21:00", "2025-05-25T22:00/2025-05-26T17:00"],
    ],
    ["CL", "20221206:1800-20221207:1700", "US/Eastern", ["2022-12-06T23:00/2022-12-07T22:00"]],
    ["EUR.USD", "20260830:1715-20260831:1700", "US/Eastern", ["2026-08-30T21:15/2026-08-31T21:00"]],
    ["crypto", "20260507:1601-20260508:1600", "EST", ["2026-05-07T20:01/2026-05-08T20:00"]],
    [
      "Hong Kong stock with a lunch break",
      "20261005:0930-20261005:1200;20261005:1300-20261005:1610",
      "Hongkong",
      ["2026-10-05T01:30/2026-10-05T04:00", "2026-10-05T05:00/2026-10-05T08:10"],
    ],
    [
      "Tokyo stock with a lunch break",
      "20261005:0900-20261005:1130;20261005:1230-20261005:1530",
      "Japan",
      ["2026-10-05T00:00/2026-10-05T02:30", "2026-10-05T03:30/2026-10-05T06:30"],
    ],
    ["Xetra", "20261005:0900-20261005:1730", "MET", ["2026-10-05T07:00/2026-10-05T15:30"]],
    ["London ETF, told in MET", "20260724:0900-20260724:1750", "MET", ["2026-07-24T07:00/2026-07-24T15:50"]],
    ["Sydney", "20260821:0959-20260821:1611", "Australia/NSW", ["2026-08-20T23:59/2026-08-21T06:11"]],
    [
      "Korean future, told in Japan's time",
      "20260701:1800-20260702:0600;20260702:0845-20260702:1545",
      "Japan",
      ["2026-07-01T09:00/2026-07-01T21:00", "2026-07-01T23:45/2026-07-02T06:45"],
    ],
    ["US Treasury bond", "20260914:0800-20260914:1700", "US/Eastern", ["2026-09-14T12:00/2026-09-14T21:00"]],
    [
      "old form without dates at the end",
      "20090507:0700-1830,1830-2330;20090508:CLOSED",
      "US/Central",
      ["2009-05-07T12:00/2009-05-07T23:30", "2009-05-07T23:30/2009-05-08T04:30"],
    ],
    [
      "full dates after a comma",
      "20180323:0930-20180323:1200,20180323:1300-20180323:1600",
      "Hongkong",
      ["2018-03-23T01:30/2018-03-23T04:00", "2018-03-23T05:00/2018-03-23T08:00"],
    ],
    ["midnight as 2400", "20180323:0000-2400", "GMT", ["2018-03-23T00:00/2018-03-24T00:00"]],
  ])("%s", (_, text, zone, expected) => {
    expect(spans(text, zone)).toEqual(expected)
  })

  test("dates: closed ones, the first and the last", () => {
    const hours = known("20180323:0400-20180323:2000;20180324:CLOSED;20180326:0400-20180326:2000;", "US/Eastern")
    expect(hours).toMatchObject({ closedDates: ["2018-03-24"], firstDate: "2018-03-23", lastDate: "2018-03-26" })
  })

  test("entries out of order, twice or overlapping make sorted intervals apart; one that ends as it starts is none", () => {
    const text =
      "20260102:0900-20260102:1200; 20260101:0900-20260101:1200 ;;20260102:0900-20260102:1200;20260102:1100-20260102:1300;20260103:0900-20260103:0900"
    expect(spans(text, "GMT")).toEqual(["2026-01-01T09:00/2026-01-01T12:00", "2026-01-02T09:00/2026-01-02T13:00"])
  })

  test("only closed dates are known hours without an interval", () => {
    expect(known("20261225:CLOSED;20261226:CLOSED", "Europe/London")).toMatchObject({
      intervals: [],
      closedDates: ["2026-12-25", "2026-12-26"],
    })
  })

  test("an hour that clocks skip or show twice", () => {
    expect(spans("20260308:0230-20260308:0500", "US/Eastern")).toEqual(["2026-03-08T07:30/2026-03-08T09:00"])
    expect(spans("20261101:0130-20261101:0130", "US/Eastern")).toEqual(["2026-11-01T05:30/2026-11-01T06:30"])
  })
})

describe("hours that are not known", () => {
  test.each([
    ["a session over midnight in the old form", "20130114:1700-1515,1530-1615", "US/Central", "over midnight"],
    ["no hours", "", "US/Eastern", "gave no trading hours"],
    ["nothing at all", null, null, "gave no trading hours"],
    ["only separators", " ; ;", "US/Eastern", "gave no trading hours"],
    ["no zone", "20260514:0400-20260514:2000", "", "no time zone"],
    ["null for a zone", "20260514:0400-20260514:2000", null, "no time zone"],
    ["a zone with two meanings", "20260514:0400-20260514:2000", "CST", '"CST"'],
    ["a date that does not exist", "20260230:0400-20260230:2000", "US/Eastern", '"20260230'],
    ["an hour that does not exist", "20260514:0400-20260514:2500", "US/Eastern", "not a date with its hours"],
    ["a minute that does not exist", "20260514:0460-20260514:2000", "US/Eastern", "not a date with its hours"],
    ["a date alone", "20260514", "US/Eastern", "not a date with its hours"],
    ["a range without an end", "20260514:0400-", "US/Eastern", "not a date with its hours"],
    ["one bad entry among good ones", "20260514:0400-20260514:2000;soon", "US/Eastern", '"soon"'],
  ])("%s", (_, text, zone, reason) => {
    const hours = readHours(text, zone)
    expect(hours).toEqual({ known: false, reason: expect.stringContaining(reason) })
    expect(openAt(hours, Date.parse("2026-05-14T15:00Z"))).toEqual({
      known: false,
      reason: expect.stringContaining(reason),
    })
  })

  test("a reason never repeats a long text whole", () => {
    const hours = readHours(`20260514:${"x".repeat(1_000_000)}`, "US/Eastern")
    expect(!hours.known && hours.reason.length).toBeLessThan(200)
  })
})

describe("open at an instant", () => {
  const stock = known(
    "20261125:0930-20261125:1600;20261126:CLOSED;20261127:0930-20261127:1300;20261128:CLOSED",
    "US/Eastern",
  )
  const at = (iso: string) => {
    const state = openAt(stock, Date.parse(iso))
    if (!state.known) return "unknown"
    return [state.isOpen, state.nextChange === null ? null : new Date(state.nextChange).toISOString().slice(0, 16)]
  }

  test("the opening belongs to a session, its close does not", () => {
    expect(at("2026-11-25T14:29:59.999Z")).toEqual([false, "2026-11-25T14:30"])
    expect(at("2026-11-25T14:30Z")).toEqual([true, "2026-11-25T21:00"])
    expect(at("2026-11-25T20:59:59.999Z")).toEqual([true, "2026-11-25T21:00"])
    expect(at("2026-11-25T21:00Z")).toEqual([false, "2026-11-27T14:30"])
    expect(at("2026-11-26T16:00Z")).toEqual([false, "2026-11-27T14:30"])
    expect(at("2026-11-27T18:00Z")).toEqual([false, null])
  })

  test("is not known before the first and after the last date that was given", () => {
    expect(at("2026-11-25T04:59:59.999Z")).toBe("unknown")
    expect(at("2026-11-25T05:00Z")).toEqual([false, "2026-11-25T14:30"])
    expect(at("2026-11-29T04:59:59.999Z")).toEqual([false, null])
    expect(at("2026-11-29T05:00Z")).toBe("unknown")
    expect(openAt(stock, Number.NaN)).toMatchObject({ known: false })
  })

  test("a session of the evening before runs into a date that says CLOSED, and into one that is not listed", () => {
    const euro = known("20260514:1715-20260515:1700;20260515:CLOSED", "US/Eastern")
    expect(openAt(euro, Date.parse("2026-05-15T16:00Z"))).toEqual({
      known: true,
      isOpen: true,
      nextChange: Date.parse("2026-05-15T21:00Z"),
    })
    const last = known("20250526:1700-20250527:1600", "US/Central")
    expect(openAt(last, Date.parse("2025-05-27T20:59Z"))).toMatchObject({ isOpen: true })
    expect(openAt(last, Date.parse("2025-05-27T21:00Z"))).toMatchObject({ known: false })
  })

  test("two sessions that touch are one stretch of being open", () => {
    const touching = known("20090507:0700-1830,1830-2330", "US/Central")
    expect(openAt(touching, Date.parse("2009-05-07T13:00Z"))).toEqual({
      known: true,
      isOpen: true,
      nextChange: Date.parse("2009-05-08T04:30Z"),
    })
  })
})
