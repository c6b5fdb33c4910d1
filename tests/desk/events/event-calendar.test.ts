import { describe, expect, test } from "bun:test"
import { manualClock } from "../../../src/clock/manual-clock.ts"
import { createDesk } from "../../../src/desk/desk.ts"
import { type EventsQuestion, mostCompanies } from "../../../src/desk/events/events-question.ts"
import type { CompanyEvent } from "../../../src/gateway/events/events.ts"
import { failure } from "../../../src/outcome/outcome.ts"
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

const apple = contract({ conId: 265598, symbol: "AAPL" })
const microsoft = contract({ conId: 272093, symbol: "MSFT" })
const call = contract({
  conId: 700001,
  symbol: "AAPL",
  secType: "OPT",
  expiry: "20261218",
  strike: 200,
  right: "C",
  multiplier: "100",
  primaryExchange: null,
})
const euro = contract({ conId: 12087792, symbol: "EUR", secType: "CASH", exchange: "IDEALPRO", primaryExchange: null })
const kinds = [
  { tag: "wshe_ed", name: "Earnings Date" },
  { tag: "wshe_eps", name: "Earnings Report" },
  { tag: "wshe_div", name: "WSHE Dividend" },
  { tag: "wshe_fq", name: "Future Quarter" },
  { tag: "wshe_splits", name: "Splits" },
]
const notSubscribed = failure("not_subscribed", "Not subscribed.", "Subscribe.", { ibCode: 10276 })

const event = (
  date: string | null,
  tag: string,
  fields: Readonly<Record<string, string | number>> = {},
): CompanyEvent => ({
  tag,
  date,
  conIds: [],
  fields: Object.entries(fields).map(([name, value]) => ({ name, value })),
})

function room(settings: Partial<typeof config> = {}) {
  const gateway = inMemoryGateway()
  const { known } = gateway
  known.accounts = ["U1111111", "U2222222"]
  known.contracts = [
    details(apple),
    details(microsoft),
    details(call, { underConId: apple.conId, underSecType: "STK" }),
    details(euro),
  ]
  known.news.eventTypes = [...kinds]
  const desk = createDesk({ gateway, config: { ...config, ...settings }, clock: manualClock(monday) })
  const told: string[] = []
  const ask = (question: Partial<EventsQuestion> = {}, signal?: AbortSignal) =>
    desk.events(
      { instruments: ["AAPL"], account: null, types: [], start: null, end: null, limit: 50, cursor: null, ...question },
      { signal },
      (done, total) => told.push(`${done}/${total}`),
    )
  return { gateway, known, desk, ask, told }
}

const holding = (account: string, of: typeof apple, quantity = 10) => ({
  account,
  contract: of,
  quantity,
  averageCost: 100,
})

describe("events", () => {
  test("of the next 90 days by default, counted from today in New York; ascending", async () => {
    const { ask, known, gateway } = room()
    known.news.events.set(apple.conId, [event("20270128", "wshe_ed"), event("20261210", "wshe_div")])
    const { data } = value(await ask())
    expect([data.from, data.to]).toEqual(["2026-11-23", "2027-02-21"])
    expect(gateway.asked.news.events).toEqual([{ conId: 265598, from: "20261123", to: "20270221" }])
    expect(data.events.map(({ date, type, instrument }) => [date, type, instrument])).toEqual([
      ["2026-12-10", "WSHE Dividend", "AAPL"],
      ["2027-01-28", "Earnings Date", "AAPL"],
    ])
  })

  test("of other days, though the Gateway answers more than it was asked; without a day of their own they are told", async () => {
    const { ask, known } = room()
    const days = ["20261231", "20270101", "20270131", "20270201", null]
    known.news.events.set(
      apple.conId,
      days.map((day) => event(day, "wshe_x")),
    )
    const { data } = value(await ask({ start: "2027-01-01", end: "20270131" }))
    expect(data.events.map(({ date, type }) => [date, type])).toEqual([
      ["2027-01-01", "wshe_x"],
      ["2027-01-31", "wshe_x"],
      [null, "wshe_x"],
    ])
  })

  test.each([
    [["earnings"], ["Earnings Date", "Earnings Report", "Future Quarter"]],
    [["Dividends"], ["WSHE Dividend"]],
    [
      ["DIV", "split"],
      ["WSHE Dividend", "Splits"],
    ],
    [["wshe_ed"], ["Earnings Date"]],
    [[" "], kinds.map(({ name }) => name)],
  ])("of the kinds that %p means: %p", async (types, names) => {
    const { ask, known } = room()
    known.news.events.set(
      apple.conId,
      kinds.map(({ tag }) => event("20261201", tag)),
    )
    expect(value(await ask({ types })).data.events.map(({ type }) => type)).toEqual(names)
  })

  test("in pages that keep their days when the day changes", async () => {
    const { ask, known } = room()
    known.news.events.set(
      apple.conId,
      [1, 2, 3, 4, 5].map((day) => event(`2026120${day}`, "wshe_ed")),
    )
    const first = value(await ask({ limit: 2 })).data
    expect([first.events.length, first.total, first.cursor]).toEqual([2, 5, "20261123~20270221~2"])
    const last = value(await ask({ limit: 2, cursor: "20261123~20270221~4" })).data
    expect([last.events.map(({ date }) => date), last.cursor]).toEqual([["2026-12-05"], null])
  })

  test("tell the most telling facts first, without what is known, empty or long", async () => {
    const { ask, known } = room()
    const fields = {
      "company.name": "APPLE INC",
      transcript_url: "https://evil.example/transcript",
      quarter: "Q1",
      earnings_date: "20270128",
      filing_due_date: "20270201",
      note: `<b>${"x".repeat(400)}</b>`,
      time_of_day: "AFTER\u202e MARKET",
      wshe_earnings_date_status: "CONFIRMED",
      event_desc: "Earnings Date",
    }
    known.news.events.set(apple.conId, [event("20270128", "wshe_ed", fields)])
    const [found] = value(await ask()).data.events
    expect(found?.facts).toEqual([
      ["wshe_earnings_date_status", "CONFIRMED"],
      ["time_of_day", "AFTER MARKET"],
      ["filing_due_date", "2027-02-01"],
      ["quarter", "Q1"],
      ["note", `${"x".repeat(157)}...`],
      ["transcript_url", "https://evil.example/transcript"],
    ])
  })

  test("that may have been cut by IBKR are said to be", async () => {
    const { ask, known } = room()
    known.news.events.set(
      apple.conId,
      Array.from({ length: 100 }, () => event("20261201", "wshe_option")),
    )
    expect(value(await ask()).provenance.warnings.join()).toContain("narrow start and end")
  })
})

describe("the companies", () => {
  test("are those held in accounts that may be read, options by their underlying, each once", async () => {
    const { ask, known, gateway, told } = room({ accounts: ["U1111111"] })
    known.positions = [
      holding("U1111111", call),
      holding("U1111111", apple),
      holding("U1111111", euro),
      holding("U1111111", microsoft, 0),
      holding("U2222222", microsoft),
    ]
    const { data, provenance } = value(await ask({ instruments: [] }))
    expect(gateway.asked.news.events.map(({ conId }) => conId)).toEqual([apple.conId])
    expect(data.errors).toEqual([])
    expect(provenance.warnings).toEqual(["1 other account is not shown."])
    expect(told).toEqual(["0/null", "0/1", "1/1"])
    expect(failureOf(await ask({ instruments: [], account: "U2222222" })).code).toBe("account_not_allowed")
  })

  test("of one account", async () => {
    const { ask, known, gateway } = room()
    known.positions = [holding("U1111111", apple), holding("U2222222", microsoft)]
    await ask({ instruments: [], account: "U2222222" })
    expect(gateway.asked.news.events.map(({ conId }) => conId)).toEqual([microsoft.conId])
  })

  test("are none when none is held", async () => {
    const { data, provenance } = value(await room().ask({ instruments: [] }))
    expect([data.total, provenance.warnings]).toEqual([0, ["No company's stock is held: give symbols."]])
  })

  test("that cannot be are named beside the others; when none can be it is an error", async () => {
    const { ask, known } = room()
    known.news.events.set(apple.conId, [event("20261201", "wshe_ed")])
    const { data } = value(await ask({ instruments: ["OPT:AAPL:20261218:C:200", "FX:EURUSD", "ZZZZ", "AAPL"] }))
    expect(data.events.map(({ instrument }) => instrument)).toEqual(["AAPL"])
    expect(data.errors.map(({ instrument, failure: { code } }) => [instrument, code])).toEqual([
      ["FX:EURUSD", "unsupported"],
      ["ZZZZ", "not_found"],
    ])
    expect(failureOf(await ask({ instruments: ["FX:EURUSD"] }))).toMatchObject({ code: "unsupported" })
  })

  test("of which the Gateway has no events for a reason are named with it", async () => {
    const { ask, known } = room()
    known.news.events.set(microsoft.conId, failure("gateway_error", "It could not.", "Later."))
    const { errors } = value(await ask({ instruments: ["AAPL", "MSFT"] })).data
    expect(errors).toMatchObject([{ instrument: "MSFT", failure: { code: "gateway_error" } }])
    expect(failureOf(await ask({ instruments: ["MSFT"] })).code).toBe("gateway_error")
  })
})

describe("without an answer", () => {
  test("for want of the subscription, one question is enough to know", async () => {
    const { ask, known, gateway } = room()
    known.news.eventTypes = notSubscribed
    expect(failureOf(await ask({ instruments: ["AAPL", "MSFT"] })).code).toBe("not_subscribed")
    expect([gateway.asked.contracts, gateway.asked.news.events]).toEqual([[], []])
    known.news.eventTypes = []
    known.news.events.set(apple.conId, notSubscribed)
    expect(failureOf(await ask({ instruments: ["AAPL", "MSFT"] })).code).toBe("not_subscribed")
    expect(gateway.asked.news.events).toHaveLength(1)
  })

  test("as the Gateway is gone, the last one is given", async () => {
    const { ask, known } = room()
    known.news.events.set(apple.conId, [event("20261201", "wshe_ed")])
    await ask()
    known.down = notConnected
    const { data, provenance } = value(await ask())
    expect([data.total, provenance.source]).toEqual([1, "cache"])
    expect(failureOf(await ask({ instruments: ["MSFT"] })).code).toBe("not_connected")
  })

  test("as whoever asked has gone, no further company is asked about", async () => {
    const { ask, gateway } = room()
    const abort = new AbortController()
    const asked = ask({ instruments: ["AAPL", "MSFT"] }, abort.signal)
    abort.abort()
    expect(failureOf(await asked).code).toBe("request_timeout")
    expect(gateway.asked.news.events.length).toBeLessThan(2)
  })

  test.each([
    [{ start: "soon" }],
    [{ start: "2026-12-01", end: "2026-11-30" }],
    [{ end: "2026-11-01" }],
    [{ cursor: "20261123~20270221" }],
    [{ cursor: "99999999~20270221~1" }],
    [{ limit: 0 }],
    [{ limit: 201 }],
    [{ types: ["meteor"] }],
    [{ types: ["\u0000"] }],
    [{ types: Array.from({ length: 25 }, () => "earnings") }],
    [{ instruments: Array.from({ length: mostCompanies + 1 }, (_, index) => `A${index}`) }],
    [{ instruments: ["AAPL\n"] }],
  ])("as %p cannot be", async (question) => {
    const { ask, gateway } = room()
    expect(failureOf(await ask(question)).code).toBe("invalid_request")
    expect(gateway.asked.news.events).toEqual([])
  })

  test("of a kind that there is none of, the kinds are named", async () => {
    expect(failureOf(await room().ask({ types: ["meteor"] })).hint).toContain("Earnings Date, Earnings Report")
  })
})
