import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import type { Scenario } from "../../src/simulator/scenarios.ts"
import { type Body, rowsOf, type Served, served } from "./mcp-client.ts"

const tool = "ibkr_market_hours"

let live: Served
beforeAll(async () => {
  live = await served()
})
afterAll(() => live.close())

const meta = ({ meta }: Body): Body => meta as Body
const warnings = (body: Body): string => JSON.stringify(meta(body).warnings)
const error = ({ error }: Body): Body => error as Body
const sessionsOf = ({ sessions }: Body) =>
  rowsOf(sessions).map(({ session, open, close }) =>
    [session, String(open).slice(5, 16), String(close).slice(5, 16)].join(" "),
  )

describe("an exchange of any country", () => {
  /** The world's calendars say so: Japan's Labour Thanksgiving Day is Monday the 23rd, Tokyo and Hong Kong break for lunch. */
  test.each<[Body, Body]>([
    [
      { exchange: "Tokyo", at: "2026-11-23T10:00" },
      { session: "closed", reason: "Holiday", next_open: "2026-11-24T09:00:00+09:00" },
    ],
    [
      { exchange: "TSEJ", at: "2026-11-24T11:00" },
      { session: "regular", is_open: true, next_close: "2026-11-24T11:30:00+09:00", minutes_to_change: 30 },
    ],
    [
      { symbol: "7203@TSEJ/JPY", at: "2026-11-24T12:00:00+09:00" },
      { session: "closed", reason: "Break", next_open: "2026-11-24T12:30:00+09:00", minutes_to_change: 30 },
    ],
    [
      { symbol: "700@SEHK/HKD", at: "2026-11-24T12:00" },
      { session: "closed", reason: "Break", next_open: "2026-11-24T13:00:00+08:00", timezone: "Asia/Hong_Kong" },
    ],
    [
      { exchange: "xetra", at: "2026-11-28T12:00" },
      { session: "closed", reason: "Weekend", exchange: "IBIS", instrument: "SAP@IBIS/EUR" },
    ],
    [
      { symbol: "FX:EURUSD", at: "2026-11-24T17:05:00-05:00" },
      { session: "closed", next_open: "2026-11-24T17:15:00-05:00", minutes_to_change: 10 },
    ],
    [
      { symbol: "CRYPTO:BTC@PAXOS", at: "2026-11-26T12:00" },
      { session: "regular", is_open: true, early_close: false },
    ],
  ])("%p: %p", async (args, expected) => {
    expect(await live.answer(tool, args)).toMatchObject(expected)
  })

  test("in its closing auction says so: IBKR counts it among regular hours", async () => {
    for (const [args, note] of [
      [{ exchange: "LSE", at: "2026-11-24T16:40" }, "continuous trading ended at 16:30"],
      [{ symbol: "700@SEHK/HKD", at: "2026-11-24T16:05" }, "continuous trading ended at 16:00"],
    ] as const) {
      const body = await live.answer(tool, args)
      expect(body).toMatchObject({ session: "regular", is_open: true })
      expect(warnings(body)).toContain(note)
    }
    expect(warnings(await live.answer(tool, { exchange: "LSE", at: "2026-11-24T16:29" }))).toBe("[]")
  })

  test("on a half day too: London's continuous trading ends at 12:30 then", async () => {
    const eve = await served({ startAt: "2026-12-24T12:40:00Z" })
    try {
      const body = await eve.answer(tool, { exchange: "LSE" })
      expect(body).toMatchObject({ session: "regular", early_close: true })
      expect(warnings(body)).toContain("continuous trading ended at 12:30")
      expect(warnings(await eve.answer(tool, { exchange: "LSE", at: "2026-12-24T12:29" }))).toBe("[]")
    } finally {
      await eve.close()
    }
  })

  test("keeps the hours of a share that trades there, which says its name", async () => {
    expect(await live.answer(tool, { exchange: "LSE" })).toMatchObject({
      instrument: "VOD@LSE/GBP",
      exchange: "LSE",
      timezone: "Europe/London",
      source: "trading_hours",
    })
    const cme = await live.answer(tool, { exchange: "CME" })
    expect(cme).toMatchObject({ instrument: "CONTFUT:ES@CME", session: "regular" })
    expect(warnings(cme)).toContain("hours of their own")
  })
})

describe("a future that trades through the night", () => {
  const es = "FUT:ES:202612@CME"

  test.each<[string, Body]>([
    ["2026-11-22T18:00:00-06:00", { session: "overnight", is_open: true, next_close: "2026-11-23T16:00:00-06:00" }],
    ["2026-11-23T08:30:00-06:00", { session: "regular", is_open: true, minutes_to_change: 450 }],
    ["2026-11-23T16:30:00-06:00", { session: "closed", is_open: false, next_open: "2026-11-23T17:00:00-06:00" }],
    ["2026-11-26T11:00:00-06:00", { is_open: true, early_close: true, next_close: "2026-11-26T12:00:00-06:00" }],
    ["2026-11-26T13:00:00-06:00", { is_open: false, next_open: "2026-11-26T17:00:00-06:00" }],
    ["2026-11-27T13:00:00-06:00", { is_open: false, early_close: true }],
  ])("at %s: %p", async (at, expected) => {
    expect(await live.answer(tool, { symbol: es, at })).toMatchObject(expected)
  })

  test("is closed for good after its last trade, whatever hours its product has", async () => {
    const expired = await live.answer(tool, { symbol: "FUT:ES:202609@CME" })
    expect(expired).toMatchObject({
      session: "closed",
      is_open: false,
      reason: "Expired",
      next_open: null,
      holidays: [],
    })
    expect(warnings(expired)).toContain("2026-09-18")
    // The last trade is at 08:30 Chicago time; the days after it are no holidays.
    const before = await live.answer(tool, { symbol: "FUT:ES:202609@CME", at: "2026-09-18T08:00" })
    expect(before).toMatchObject({
      is_open: true,
      next_close: "2026-09-18T08:30:00-05:00",
      next_open: null,
      holidays: [],
    })
    const lastDay = await served({ startAt: "2026-12-18T16:00:00Z" })
    try {
      expect(await lastDay.answer(tool, { symbol: es })).toMatchObject({ is_open: false, reason: "Expired" })
      expect(await lastDay.answer(tool, { symbol: "CONTFUT:ES@CME" })).toMatchObject({ is_open: true, reason: null })
      const option = { symbol: "OPT:AAPL:20261218:C:200" }
      expect(await lastDay.answer(tool, option)).toMatchObject({ is_open: true, next_open: null })
      expect(await lastDay.answer(tool, { ...option, at: "2026-12-21T12:00" })).toMatchObject({ reason: "Expired" })
    } finally {
      await lastDay.close()
    }
  })

  test("ends with the last session of its last day, which is no holiday", async () => {
    const friday = await served({ startAt: "2026-11-27T19:00:00Z" })
    try {
      const option = { symbol: "OPT:AAPL:20261127:C:275" }
      expect(await friday.answer(tool, option)).toMatchObject({ is_open: false, reason: "Expired", next_open: null })
    } finally {
      await friday.close()
    }
    // The last trade of the January oil future is on 21 December at 14:30 New York time.
    const monday = await served({ startAt: "2026-12-21T17:00:00Z" })
    try {
      const oil = await monday.answer(tool, { symbol: "FUT:CL:202701@NYMEX" })
      expect(oil).toMatchObject({
        is_open: true,
        next_close: "2026-12-21T14:30:00-05:00",
        next_open: null,
        holidays: [],
      })
    } finally {
      await monday.close()
    }
  })

  test("shows the short days of Thanksgiving ahead", async () => {
    const { holidays } = await live.answer(tool, { symbol: es })
    expect(holidays).toEqual([
      { date: "2026-11-26", close: "2026-11-26T12:00:00-06:00" },
      { date: "2026-11-27", close: "2026-11-27T12:15:00-06:00" },
    ])
    const { holidays: named } = await live.answer(tool, { symbol: "AAPL" })
    expect(named).toContainEqual({ date: "2026-11-26", name: "Thanksgiving Day" })
  })
})

describe("currencies", () => {
  /** The week's last session ends on Friday at 17:00 New York time; at Christmas there is none. */
  test.each<[string, Body]>([
    ["2026-11-27T17:30:00-05:00", { session: "closed", reason: null, holidays: [] }],
    ["2026-12-25T18:00:00-05:00", { session: "closed", reason: "Holiday" }],
    ["2026-11-28T12:00:00-05:00", { session: "closed", reason: "Weekend", holidays: [] }],
  ])("at %s: %p", async (startAt, expected) => {
    const then = await served({ startAt })
    try {
      expect(await then.answer(tool, { symbol: "FX:EURUSD" })).toMatchObject(expected)
    } finally {
      await then.close()
    }
  })

  test("of which no past is to be had say of Friday evening no more than that they are closed", async () => {
    const silent: Scenario = {
      summary: "schedules are not answered",
      start: () => ({ connect: () => ({ outgoing: (message) => (message[0] === "106" ? [] : [message]) }) }),
    }
    const friday = await served({ startAt: "2026-11-27T17:30:00-05:00", scenarios: [silent], speed: 20 })
    try {
      expect(await friday.answer(tool, { symbol: "FX:EURUSD" })).toMatchObject({ reason: null, holidays: [] })
    } finally {
      await friday.close()
    }
  })
})

describe("the past", () => {
  test.each<[Body, Body]>([
    [
      { symbol: "VOD@LSE/GBP", at: "2026-08-31T10:00" },
      { session: "closed", reason: "Holiday", next_open: "2026-09-01T08:00:00+01:00" },
    ],
    // Europe's clocks went back on 25 October 2026, America's a week later.
    [
      { symbol: "VOD@LSE/GBP", at: "2026-10-23T12:00" },
      { next_close: "2026-10-23T16:50:00+01:00", next_open: "2026-10-26T08:00:00+00:00" },
    ],
    [
      { symbol: "FUT:ES:202612@CME", at: "2026-03-08T18:00" },
      { session: "overnight", next_close: "2026-03-09T16:00:00-05:00" },
    ],
    [
      { exchange: "CME", at: "2026-07-03T12:30" },
      { is_open: false, early_close: true, next_open: "2026-07-05T17:00:00-05:00" },
    ],
  ])("%p, from the historical schedule: %p", async (args, expected) => {
    expect(await live.answer(tool, args)).toMatchObject({ source: "historical_schedule", ...expected })
  })

  test("of yesterday goes on in the days ahead", async () => {
    expect(await live.answer(tool, { symbol: "700@SEHK/HKD", at: "2026-11-20T17:00" })).toMatchObject({
      session: "closed",
      next_open: "2026-11-23T09:30:00+08:00",
      next_close: "2026-11-23T12:00:00+08:00",
    })
  })
})

describe("what cannot be known", () => {
  test("is unknown in every field, with a warning that says why and until when it is", async () => {
    const far = await live.answer(tool, { symbol: "VOD@LSE/GBP", at: "2027-12-24T10:00" })
    expect(far).toMatchObject({
      session: "unknown",
      is_open: null,
      early_close: null,
      next_open: null,
      next_close: null,
      minutes_to_change: null,
      source: null,
      holidays: [],
    })
    expect(sessionsOf(far)).toEqual([])
    expect(warnings(far)).toContain("2026-11-28 only")
    const nowhere = await live.answer(tool, { exchange: "MOSCOW" })
    expect(nowhere).toMatchObject({ session: "unknown", instrument: null, con_id: null, exchange: "MOSCOW" })
    expect(warnings(nowhere)).toContain("Ask with the symbol")
  })

  test("the next opening beyond what IBKR gives is null and says so", async () => {
    const friday = await live.answer(tool, { symbol: "OPT:SPX:20261218:C:6800", at: "2026-11-27T14:00:00-06:00" })
    expect(friday).toMatchObject({ session: "closed", is_open: false, early_close: true, next_open: null })
    expect(warnings(friday)).toContain("beyond the hours that are known")
  })

  test.each<[Body, string]>([
    [{}, "invalid_request"],
    [{ symbol: "AAPL", at: "noon" }, "invalid_request"],
    [{ exchange: "N Y" }, "invalid_request"],
    [{ symbol: "QZXW" }, "not_found"],
    [{ symbol: "AAPL", exchange: "TSEJ" }, "not_found"],
    [{ symbol: "AAPL", when: "now" }, "invalid_request"],
  ])("%p is an error: %s", async (args, code) => {
    const { isError, body } = await live.call(tool, args)
    expect([isError, error(body).code]).toEqual([true, code])
  })
})

describe("US stocks", () => {
  test("trade in four sessions, the night's on venues of its own", async () => {
    const monday = await live.answer(tool, { symbol: "AAPL" })
    expect(monday).toMatchObject({ con_id: 265598, exchange: "NASDAQ", session: "regular", source: "nyse_table" })
    expect(sessionsOf(monday)).toEqual([
      "overnight 11-22T20:00 11-23T03:50",
      "pre 11-23T04:00 11-23T09:30",
      "regular 11-23T09:30 11-23T16:00",
      "post 11-23T16:00 11-23T20:00",
      "overnight 11-23T20:00 11-24T03:50",
    ])
    const at = "2026-11-23T21:00:00-05:00"
    expect(await live.answer(tool, { symbol: "AAPL", at })).toMatchObject({ session: "overnight", is_open: false })
    const night = {
      session: "overnight",
      is_open: true,
      exchange: "OVERNIGHT",
      next_close: "2026-11-24T03:50:00-05:00",
    }
    for (const args of [
      { symbol: "AAPL@OVERNIGHT" },
      { symbol: "AAPL", exchange: "overnight" },
      { exchange: "OVERNIGHT" },
    ])
      expect(await live.answer(tool, { ...args, at })).toMatchObject(night)
    expect(await live.answer(tool, { exchange: "NYSE", at })).toMatchObject({ session: "closed", is_open: false })
  })

  test("are closed on a day of mourning that only the Gateway's own hours know", async () => {
    /** Tuesday the 24th is struck from the hours of every contract. */
    const mourning: Scenario = {
      summary: "a day of mourning is declared",
      start: () => ({
        connect: () => ({
          outgoing: (message) => [
            message[0] === "10"
              ? message.map((field) => field.replace(/20261124:\d{4}-20261124:\d{4}/, "20261124:CLOSED"))
              : message,
          ],
        }),
      }),
    }
    const sad = await served({ scenarios: [mourning] })
    try {
      for (const args of [{ symbol: "AAPL" }, { exchange: "NASDAQ" }]) {
        const body = await sad.answer(tool, { ...args, at: "2026-11-24T12:00" })
        expect(body).toMatchObject({ session: "closed", is_open: false, next_open: "2026-11-25T09:30:00-05:00" })
        expect(warnings(body)).toContain("2026-11-24: the Gateway's own hours say closed")
      }
    } finally {
      await sad.close()
    }
  })
})

describe("other Gateways", () => {
  test("hours need no market data subscription, and are of the one login or the other", async () => {
    for (const scenario of ["delayed-only", "one-account"]) {
      const other = await served({ scenarios: [scenario] })
      try {
        expect(await other.answer(tool, { exchange: "TSEJ", at: "2026-11-20T10:00" })).toMatchObject({
          session: "regular",
          source: "historical_schedule",
        })
      } finally {
        await other.close()
      }
    }
  })

  test("that are not there leave US stocks to the calendar, and say of others that they are not", async () => {
    const away = await served({ config: { port: 1 } })
    try {
      for (const args of [{ symbol: "AAPL" }, { exchange: "NYSE" }]) {
        const body = await away.answer(tool, { ...args, at: "2031-07-03T12:30:00-04:00" })
        expect(body).toMatchObject({ session: "regular", early_close: true, next_close: "2031-07-03T13:00:00-04:00" })
      }
      expect(warnings(await away.answer(tool, { exchange: "NYSE" }))).toContain("day of mourning")
      const { isError, body } = await away.call(tool, { exchange: "TSEJ" })
      expect([isError, error(body).code]).toEqual([true, "not_connected"])
    } finally {
      await away.close()
    }
  })

  test("that never answer leave US stocks to the calendar after four seconds", async () => {
    const silent: Scenario = {
      summary: "contract details are not answered",
      start: () => ({
        connect: () => ({ outgoing: (message) => (message[0] === "10" || message[0] === "52" ? [] : [message]) }),
      }),
    }
    const slow = await served({ scenarios: [silent], speed: 20 })
    try {
      const body = await slow.answer(tool, { symbol: "AAPL", at: "2026-11-24T12:00" })
      expect(body).toMatchObject({ session: "regular", con_id: null, source: "nyse_table" })
      expect(warnings(body)).toContain("did not answer in time")
      expect(await slow.answer(tool, { exchange: "NYSE" })).toMatchObject({ session: "regular" })
    } finally {
      await slow.close()
    }
  })

  test("a call that is cancelled takes its requests back", async () => {
    /** Schedules are never answered. */
    const silent: Scenario = {
      summary: "schedules are not answered",
      start: () => ({ connect: () => ({ outgoing: (message) => (message[0] === "106" ? [] : [message]) }) }),
    }
    const slow = await served({ scenarios: [silent] })
    try {
      const controller = new AbortController()
      const sent = (id: string) => slow.simulator.seen.filter(({ fields }) => fields[0] === id).length
      const asked = Promise.withResolvers<void>()
      const call = slow.call(
        tool,
        { symbol: "VOD@LSE/GBP", at: "2026-06-01T12:00" },
        { signal: controller.signal, onprogress: () => asked.resolve() },
      )
      await asked.promise
      while (sent("20") < 2) await new Promise(setImmediate)
      controller.abort("enough")
      expect(await call.catch(() => "gone")).toBe("gone")
      while (sent("25") < 2) await new Promise(setImmediate)
      expect(sent("25")).toBe(2)
    } finally {
      await slow.close()
    }
  })
})

test("now is the default, and can be said", async () => {
  for (const at of ["now", " "])
    expect(await live.answer(tool, { symbol: "AAPL", at })).toMatchObject({ session: "regular", is_open: true })
})

test("a date is its first moment, however it is written", async () => {
  for (const at of ["2026-11-27", "20261127"])
    expect(await live.answer(tool, { symbol: "AAPL", at })).toMatchObject({ at: "2026-11-27T00:00:00-05:00" })
})

test("where an instrument does not trade is said, with where it does", async () => {
  const { body } = await live.call(tool, { symbol: "AAPL", exchange: "LSE" })
  expect(String(error(body).message)).toContain("AAPL does not trade on LSE")
  expect(String(error(body).hint)).toContain("NASDAQ")
})

test("an answer stays short", async () => {
  const body = await live.answer(tool, { symbol: "AAPL" })
  expect(JSON.stringify(body).length).toBeLessThan(1400)
})
