import { describe, expect, test } from "bun:test"
import { isoInZone } from "../../../src/calendar/zones.ts"
import { manualClock } from "../../../src/clock/manual-clock.ts"
import { createDesk } from "../../../src/desk/desk.ts"
import type { HoursQuestion, MarketHours } from "../../../src/desk/hours/market-hours.ts"
import type { ContractDetails } from "../../../src/gateway/contracts/contract.ts"
import { failure, success } from "../../../src/outcome/outcome.ts"
import {
  config,
  contract,
  details,
  failureOf,
  inMemoryGateway,
  monday,
  notConnected,
  value,
} from "../in-memory-gateway.ts"

/** The week of Thanksgiving as a Gateway writes it on Monday 2026-11-23. */
const stockHours = {
  tradingHours:
    "20261123:0400-20261123:2000;20261124:0400-20261124:2000;20261125:0400-20261125:2000;20261126:CLOSED;20261127:0400-20261127:1700;20261128:CLOSED",
  liquidHours:
    "20261123:0930-20261123:1600;20261124:0930-20261124:1600;20261125:0930-20261125:1600;20261126:CLOSED;20261127:0930-20261127:1300;20261128:CLOSED",
}

const apple = details(contract({ conId: 265598, symbol: "AAPL" }), {
  ...stockHours,
  validExchanges: ["SMART", "NASDAQ", "OVERNIGHT"],
})

function room(contracts: ContractDetails[] = [apple], at = monday) {
  const gateway = inMemoryGateway()
  gateway.known.contracts = contracts
  const desk = createDesk({ gateway, config, clock: manualClock(at) })
  const ask = (question: Partial<HoursQuestion>) =>
    desk.marketHours({ instrument: null, exchange: null, at: null, ...question }, {}, () => {})
  const hours = async (question: Partial<HoursQuestion>) => inWords(value(await ask(question)).data)
  const warnings = async (question: Partial<HoursQuestion>) => value(await ask(question)).provenance.warnings.join(" ")
  return { gateway, ask, hours, warnings }
}

/** Instants as the exchange's clock shows them, without seconds. */
function inWords({ zone, nextOpen, nextClose, ...rest }: MarketHours) {
  const clock = (at: number | null) => (at === null ? null : isoInZone(at, zone ?? "UTC").slice(0, 16))
  return { ...rest, zone, nextOpen: clock(nextOpen), nextClose: clock(nextClose) }
}

describe("US stocks", () => {
  test.each([
    ["2026-11-23T02:00:00-05:00", "overnight", false, 110, "2026-11-23T09:30", "2026-11-23T16:00"],
    ["2026-11-23T03:55:00-05:00", "closed", false, 5, "2026-11-23T09:30", "2026-11-23T16:00"],
    ["2026-11-23T04:00:00-05:00", "pre", false, 330, "2026-11-23T09:30", "2026-11-23T16:00"],
    ["2026-11-23T09:30:00-05:00", "regular", true, 390, "2026-11-24T09:30", "2026-11-23T16:00"],
    ["2026-11-23T15:59:30-05:00", "regular", true, 1, "2026-11-24T09:30", "2026-11-23T16:00"],
    ["2026-11-23T16:00:00-05:00", "post", false, 240, "2026-11-24T09:30", "2026-11-24T16:00"],
    ["2026-11-23T20:00:00-05:00", "overnight", false, 470, "2026-11-24T09:30", "2026-11-24T16:00"],
    ["2026-11-25T21:00:00-05:00", "closed", false, 1380, "2026-11-27T09:30", "2026-11-27T13:00"],
    ["2026-11-26T21:00:00-05:00", "overnight", false, 410, "2026-11-27T09:30", "2026-11-27T13:00"],
    ["2026-11-27T13:00:00-05:00", "post", false, 240, "2026-11-30T09:30", "2026-11-30T16:00"],
    ["2026-11-27T17:00:00-05:00", "closed", false, 3060, "2026-11-30T09:30", "2026-11-30T16:00"],
  ])("at %s: %s", async (at, session, isOpen, minutesToChange, nextOpen, nextClose) => {
    expect(await room().hours({ instrument: "AAPL", at })).toMatchObject({
      instrument: "AAPL",
      conId: 265598,
      exchange: "NASDAQ",
      zone: "America/New_York",
      session,
      isOpen,
      minutesToChange,
      nextOpen,
      nextClose,
    })
  })

  test("say on which days they close early, and why they are closed", async () => {
    const { hours } = room()
    expect(await hours({ instrument: "AAPL", at: "2026-11-27" })).toMatchObject({ earlyClose: true })
    expect(await hours({ instrument: "AAPL", at: "2026-11-26T12:00" })).toMatchObject({
      earlyClose: false,
      reason: "Thanksgiving Day",
      source: "nyse_table",
    })
    expect(await hours({ instrument: "AAPL", at: "2026-11-29T12:00" })).toMatchObject({ reason: "Weekend" })
    const { holidays } = await hours({ instrument: "AAPL" })
    expect(
      holidays.map(({ date, name, close }) => [date, name, close && isoInZone(close, "America/New_York")]),
    ).toEqual([
      ["2026-11-26", "Thanksgiving Day", null],
      ["2026-11-27", "Day after Thanksgiving", "2026-11-27T13:00:00-05:00"],
      ["2026-12-24", "Christmas Eve", "2026-12-24T13:00:00-05:00"],
      ["2026-12-25", "Christmas Day", null],
      ["2027-01-01", "New Year's Day", null],
      ["2027-01-18", "Martin Luther King Jr. Day", null],
    ])
  })

  test.each([
    ["1994-04-27T12:00:00-04:00", "closed", "1994-04-28T09:30", "Richard Nixon"],
    ["2001-09-11T12:00:00-04:00", "closed", "2001-09-17T09:30", ""],
    ["2027-07-05T12:00:00-04:00", "closed", "2027-07-06T09:30", "Independence Day"],
    ["2026-03-09T09:45:00-04:00", "regular", "2026-03-10T09:30", ""],
    ["2026-11-02T09:45:00-05:00", "regular", "2026-11-03T09:30", ""],
  ])("at %s, by the table, far from what the Gateway says: %s", async (at, session, nextOpen, reason) => {
    const found = await room().hours({ instrument: "AAPL", at })
    expect(found).toMatchObject({ session, nextOpen, source: "nyse_table" })
    if (reason !== "") expect(found.reason).toContain(reason)
  })

  test("at night are of the day that the night runs into", async () => {
    const { hours } = room()
    const night = async (at: string) => {
      const { holidays, isOpen, reason } = await hours({ exchange: "OVERNIGHT", at })
      return [isOpen, reason, holidays[0]?.date]
    }
    expect(await night("2026-11-25T21:00")).toEqual([false, "Thanksgiving Day", "2026-11-26"])
    expect(await night("2026-11-26T19:00")).toEqual([false, "Thanksgiving Day", "2026-11-26"])
    expect(await night("2026-11-26T21:00")).toEqual([true, null, "2026-12-25"])
    expect(await night("2026-11-27T21:00")).toEqual([false, "Weekend", "2026-12-25"])
  })

  test("of times before extended hours are known say so, and that the market is not open", async () => {
    const { hours } = room()
    expect(await hours({ instrument: "AAPL", at: "2005-06-01T08:00" })).toMatchObject({
      session: "unknown",
      isOpen: false,
      minutesToChange: 90,
      nextOpen: "2005-06-01T09:30",
    })
    expect(await hours({ instrument: "AAPL", at: "2005-06-01T02:00" })).toMatchObject({ session: "closed" })
  })

  test("beyond 1990 to 2035 are not known, and beyond what NYSE has announced are said to be projected", async () => {
    const { hours, warnings } = room()
    const unknown = { session: "unknown", isOpen: null, earlyClose: null, nextOpen: null, source: null, holidays: [] }
    for (const at of ["1989-12-29T12:00", "2036-01-02T12:00"])
      expect(await hours({ instrument: "AAPL", at })).toMatchObject(unknown)
    expect(await warnings({ instrument: "AAPL", at: "2036-01-02T12:00" })).toContain("2035-12-31")
    expect(await hours({ instrument: "AAPL", at: "2030-07-03T12:00" })).toMatchObject({ earlyClose: true })
    expect(await warnings({ instrument: "AAPL", at: "2030-07-03T12:00" })).toContain("announced")
  })
})

describe("a closure that nobody could know beforehand", () => {
  /** A day of mourning on Tuesday the 24th. */
  const mourning = details(contract({ conId: 265598, symbol: "AAPL" }), {
    tradingHours: stockHours.tradingHours.replace("20261124:0400-20261124:2000", "20261124:CLOSED"),
    liquidHours: stockHours.liquidHours.replace("20261124:0930-20261124:1600", "20261124:CLOSED"),
    validExchanges: ["SMART", "OVERNIGHT"],
  })
  const fund = { ...mourning, contract: contract({ conId: 756733, symbol: "SPY", primaryExchange: "ARCA" }) }

  test("is seen in the Gateway's own hours, which win over the table", async () => {
    const { hours, warnings } = room([mourning, fund])
    const closed = {
      session: "closed",
      isOpen: false,
      nextOpen: "2026-11-25T09:30",
      reason: "Closed by the Gateway's own hours",
      source: "trading_hours",
    }
    for (const question of [{ instrument: "AAPL" }, { exchange: "NYSE" }]) {
      expect(await hours({ ...question, at: "2026-11-24T12:00" })).toMatchObject(closed)
      expect(await warnings(question)).toContain("2026-11-24: the Gateway's own hours say closed")
      expect((await hours({ ...question, at: null })).holidays[0]).toMatchObject({ date: "2026-11-24", close: null })
    }
    expect(await hours({ instrument: "AAPL" })).toMatchObject({ session: "regular", nextOpen: "2026-11-25T09:30" })
  })

  test("has no night before it", async () => {
    const { hours } = room([mourning, fund])
    for (const question of [{ instrument: "AAPL" }, { exchange: "OVERNIGHT" }]) {
      expect(await hours({ ...question, at: "2026-11-23T21:00" })).toMatchObject({ session: "closed" })
      expect(await hours({ ...question, at: "2026-11-24T21:00" })).toMatchObject({ session: "overnight" })
    }
  })

  test("that is only a shorter day is seen too", async () => {
    const shorter = { ...mourning, ...stockHours, liquidHours: stockHours.liquidHours.replace("24:1600", "24:1200") }
    const { hours, warnings } = room([shorter])
    expect(await hours({ instrument: "AAPL", at: "2026-11-24T11:00" })).toMatchObject({
      earlyClose: true,
      nextClose: "2026-11-24T12:00",
    })
    expect(await warnings({ instrument: "AAPL" })).toContain("until 2026-11-24T12:00:00-05:00")
  })
})

test("a share with longer regular hours of its own is no news of the market", async () => {
  const longer = {
    ...apple,
    liquidHours: stockHours.liquidHours.replaceAll(":1600", ":1615").replace(":1300", ":1315"),
  }
  const { hours, warnings } = room([longer])
  expect(await hours({ instrument: "AAPL" })).toMatchObject({
    nextClose: "2026-11-23T16:15",
    source: "trading_hours",
    earlyClose: false,
  })
  expect(await warnings({ instrument: "AAPL" })).toBe(
    "It keeps regular hours of its own, shown as far as the Gateway lists them (2026-11-27); later ones are NYSE's.",
  )
})

describe("with the Gateway away", () => {
  test("US stocks and exchanges are answered from the table, saying what that cannot see", async () => {
    const { gateway, hours, warnings } = room()
    gateway.known.down = notConnected
    for (const question of [{ instrument: "brk.b" }, { instrument: "AAPL@NASDAQ" }, { exchange: "nasdaq" }])
      expect(await hours(question)).toMatchObject({
        session: "regular",
        isOpen: true,
        conId: null,
        source: "nyse_table",
      })
    expect(await warnings({ instrument: "AAPL" })).toContain("Taken for a US stock by its name")
    expect(await warnings({ exchange: "XNYS" })).toContain("day of mourning")
    expect(await hours({ instrument: "AAPL", at: "2026-11-23T21:00" })).toMatchObject({
      session: "unknown",
      isOpen: false,
    })
  })

  test("or answering what cannot be read, US stocks are answered from the table; one that it does not know is not", async () => {
    const { gateway, ask, hours } = room()
    gateway.known.down = failure("gateway_error", "The answer could not be read.", "Ask again.")
    expect(await hours({ instrument: "AAPL" })).toMatchObject({ session: "regular", conId: null, source: "nyse_table" })
    gateway.known.down = null
    expect(failureOf(await ask({ instrument: "NOPE" })).code).toBe("not_found")
  })

  test("other instruments fail as anything does, unless their hours are known from before", async () => {
    const toyota = details(contract({ conId: 14094, symbol: "7203", primaryExchange: "TSEJ", currency: "JPY" }), {
      timeZoneId: "Japan",
      tradingHours: "20261124:0900-20261124:1130;20261124:1230-20261124:1530;20261125:0900-20261125:1130",
      liquidHours: "20261124:0900-20261124:1130;20261124:1230-20261124:1530;20261125:0900-20261125:1130",
    })
    const gateway = inMemoryGateway()
    gateway.known.contracts = [toyota]
    const desk = createDesk({ gateway, config: { ...config, cacheTtlS: 0 }, clock: manualClock(monday) })
    const ask = (at: string) => desk.marketHours({ instrument: "7203@TSEJ/JPY", exchange: null, at }, {}, () => {})
    gateway.known.down = notConnected
    expect(failureOf(await ask("2026-11-24T12:00")).code).toBe("not_connected")
    gateway.known.down = null
    value(await ask("2026-11-24T12:00"))
    gateway.known.down = notConnected
    const { data, provenance } = value(await ask("2026-11-24T12:45"))
    expect(data).toMatchObject({ session: "regular", isOpen: true })
    expect(provenance).toMatchObject({ source: "cache", staleS: 0 })
  })
})

test("hours of a contract that was kept for longer than they reach are asked for again", async () => {
  const clock = manualClock(monday)
  const gateway = inMemoryGateway()
  const london = (day: number) =>
    details(contract({ conId: 1, symbol: "VOD", primaryExchange: "LSE", currency: "GBP" }), {
      timeZoneId: "GB-Eire",
      tradingHours: `202611${day}:0800-202611${day}:1650`,
      liquidHours: `202611${day}:0800-202611${day}:1650`,
    })
  const desk = createDesk({ gateway, config: { ...config, cacheTtlS: 1e6 }, clock })
  const ask = () => desk.marketHours({ instrument: "VOD@LSE/GBP", exchange: null, at: null }, {}, () => {})
  gateway.known.contracts = [london(23)]
  expect(value(await ask()).data).toMatchObject({ session: "regular", nextClose: Date.parse("2026-11-23T16:50Z") })
  gateway.known.contracts = [london(25)]
  await clock.advance(2 * 86_400_000)
  expect(value(await ask()).data).toMatchObject({ session: "regular", nextClose: Date.parse("2026-11-25T16:50Z") })
})

test("a contract without hours is known by its past alone, and not ahead", async () => {
  const gateway = inMemoryGateway()
  const session = (date: string) => ({
    open: Date.parse(`${date}T14:30Z`),
    close: Date.parse(`${date}T21:00Z`),
    tradeDate: date,
  })
  const sessions = ["2026-11-18", "2026-11-19", "2026-11-20", "2026-11-23"].map(session)
  const room = {
    ...inMemoryGateway(),
    contractDetails: gateway.contractDetails,
    schedule: () => Promise.resolve(success({ timeZoneId: "US/Eastern", sessions })),
  }
  gateway.known.contracts = [details(contract({ conId: 2, symbol: "SPX", secType: "IND", exchange: "CBOE" }))]
  const desk = createDesk({ gateway: room, config, clock: manualClock(monday) })
  const ask = async (at: string | null) =>
    value(await desk.marketHours({ instrument: "IND:SPX@CBOE", exchange: null, at }, {}, () => {}))
  expect((await ask(null)).data).toMatchObject({ session: "regular", source: "historical_schedule" })
  expect((await ask("2026-11-21T12:00")).data).toMatchObject({ session: "closed", reason: "Weekend" })
  const ahead = await ask("2026-11-24T12:00")
  expect(ahead.data).toMatchObject({ session: "unknown", isOpen: null })
  expect(ahead.provenance.warnings.join()).toContain("no trading hours")
  const before = await ask("2026-09-01T12:00")
  expect(before.data).toMatchObject({ session: "unknown" })
  expect(before.provenance.warnings.join()).toContain("does not reach back")
})

describe("what is asked", () => {
  test.each([
    [{}, "invalid_request"],
    [{ instrument: " ", exchange: "" }, "invalid_request"],
    [{ instrument: "AAPL", at: "tomorrow" }, "invalid_request"],
    [{ instrument: "AAPL", at: "2026-02-30T10:00" }, "invalid_request"],
    [{ instrument: "AAPL\n" }, "invalid_request"],
    [{ exchange: "NY;SE" }, "invalid_request"],
    [{ instrument: "NOPE" }, "not_found"],
  ])("%p: %s", async (question, code) => {
    expect<string>(failureOf(await room().ask(question)).code).toBe(code)
  })

  test("an exchange that only an instrument can tell about is not guessed at", async () => {
    const { hours, warnings } = room()
    for (const exchange of ["XYZEX", "TSEJ"]) {
      expect(await hours({ exchange })).toMatchObject({ session: "unknown", isOpen: null, instrument: null, exchange })
      expect(await warnings({ exchange })).toContain("Ask with the symbol")
    }
  })
})
