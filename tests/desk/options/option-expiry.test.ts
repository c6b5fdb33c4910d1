import { describe, expect, test } from "bun:test"
import { daysTo, settlementDay, settlementOf, settlesAt } from "../../../src/desk/options/option-expiry.ts"
import type { ContractDetails } from "../../../src/gateway/contracts/contract.ts"
import { contract, details } from "../in-memory-gateway.ts"

const newYork = "America/New_York"

function option(expiry: string | null, fields: Partial<ContractDetails> = {}): ContractDetails {
  const liquidHours = "20261123:0930-20261123:1600;20261127:0930-20261127:1300;20261128:CLOSED"
  return details(contract({ conId: 1, symbol: "XYZ", secType: "OPT", expiry, strike: 100, right: "C" }), {
    liquidHours,
    ...fields,
  })
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

describe("days to expiry", () => {
  test.each([
    ["20261123", "2026-11-23T16:00:00Z", 0],
    ["20261124", "2026-11-23T16:00:00Z", 1],
    ["20261123", "2026-11-24T04:59:00Z", 0],
    ["20261123", "2026-11-24T05:00:00Z", -1],
    ["20270119", "2026-11-23T16:00:00Z", 57],
    // Over the change of clocks in March a day is a day.
    ["20270315", "2027-03-13T16:00:00Z", 2],
  ])("of %s at %s in New York are %p", (day, at, days) => {
    expect(daysTo(day, Date.parse(at), newYork)).toBe(days)
  })

  test("without a zone are those of UTC", () => {
    expect(daysTo("20261124", Date.parse("2026-11-23T23:59:00Z"), null)).toBe(1)
    expect(daysTo("20261124", Date.parse("2026-11-24T00:00:00Z"), null)).toBe(0)
  })
})

describe("an option settles", () => {
  test("at the usual close of its last day, in the exchange's time of that day", () => {
    expect(iso(settlesAt(option("20261218")))).toBe("2026-12-18T21:00:00.000Z")
    expect(iso(settlesAt(option("20270618")))).toBe("2027-06-18T20:00:00.000Z")
    expect(settlementOf(option("20261218", { settlementDay: "20261218" }))).toBe("pm")
  })

  test("early on a half day that the Gateway lists, at the usual close of one that it does not list yet", () => {
    expect(iso(settlesAt(option("20261127")))).toBe("2026-11-27T18:00:00.000Z")
    expect(iso(settlesAt(option("20261224")))).toBe("2026-12-24T21:00:00.000Z")
  })

  test("on the morning after its last day where the Gateway says so, as SPX does", () => {
    const monthly = option("20261217", { settlementDay: "20261218" })
    expect([settlementOf(monthly), settlementDay(monthly)]).toEqual(["am", "20261218"])
    expect(iso(settlesAt(monthly))).toBe("2026-12-18T14:30:00.000Z")
  })

  test("with its last trade on a Friday although the Gateway names the Saturday after it", () => {
    const friday = option("20261218", { settlementDay: "20261219", lastTradeTime: "16:00:00 US/Eastern" })
    expect([settlementOf(friday), settlementDay(friday)]).toEqual(["pm", "20261218"])
    expect(iso(settlesAt(friday))).toBe("2026-12-18T21:00:00.000Z")
  })

  test("at the time of the last trade that the Gateway names, as options on quarterly futures do", () => {
    const quarterly = option("20261218", { lastTradeTime: "08:30:00 US/Central" })
    expect(settlementOf(quarterly)).toBe("am")
    expect(iso(settlesAt(quarterly))).toBe("2026-12-18T14:30:00.000Z")
    expect(settlementOf(option("20261218", { lastTradeTime: "15:00:00 US/Central" }))).toBe("pm")
  })

  test.each([
    ["no day is known", option(null)],
    ["only a month is known", option("202612")],
    ["the day does not exist", option("20261399")],
    ["hours are not known", option("20261218", { liquidHours: null })],
    ["the zone is not known", option("20261218", { timeZoneId: "XYZ" })],
    ["the time makes no sense", option("20261218", { lastTradeTime: "99:99 US/Central" })],
  ])("nobody knows when if %s", (_, one) => {
    expect(settlesAt(one)).toBeNull()
  })

  test("in the morning or the afternoon is not guessed", () => {
    expect(settlementOf(option("20261218"))).toBeNull()
  })
})
