import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { type Body, rowsOf, type Served, saturday, served } from "./mcp-client.ts"

const calendar = "ibkr_event_calendar"

let monday: Served
beforeAll(async () => {
  monday = await served()
})
afterAll(() => monday.close())

const dates = (body: Body): readonly string[] => rowsOf(body).map(({ date }) => String(date))

describe("the event calendar", () => {
  test("of a company, ahead, ascending", async () => {
    const body = await monday.answer(calendar, { symbols: "AAPL" })
    expect(body).toMatchObject({ from: "2026-11-23", to: "2027-02-21", truncated: false, errors: [], untrusted: true })
    expect(dates(body)).toEqual(dates(body).toSorted())
    const next = rowsOf(body).find(({ type }) => type === "Earnings Date")
    expect(next).toMatchObject({ instrument: "AAPL" })
    expect(String(next?.details)).toMatch(/^wshe_earnings_date_status=UNCONFIRMED; time_of_day=(BEFORE|AFTER) MARKET; /)
  })

  test("of the past tells results, detailed all of them", async () => {
    const past = { symbols: ["AAPL"], types: "earnings report", start: "2026-01-01", end: "2026-11-20" }
    const results = rowsOf(await monday.answer(calendar, past))
    expect(results.map(({ type }) => type)).toEqual([
      "Earnings Report",
      "Earnings Report",
      "Earnings Report",
      "Earnings Report",
    ])
    for (const { details } of results) expect(String(details)).toMatch(/amount_oc=\d.*estimated_eps=\d/)
    const [full] = rowsOf(await monday.answer(calendar, { ...past, detail: "detailed" }))
    expect(String(full?.details)).toMatch(/currency=USD.*quarter=Q\d; fiscal_year=20\d\d$/)
  })

  test("of the stocks held in both accounts by default, with progress, a page at a time", async () => {
    const heard: string[] = []
    const all = { types: "quarter end", limit: 200 }
    const called = await monday.call(calendar, all, { onprogress: ({ message }) => heard.push(message ?? "") })
    const whole = rowsOf(called.body)
    const { positions } = await monday.answer("ibkr_positions")
    const held = (positions as readonly Body[]).filter(({ sec_type }) => sec_type === "STK")
    expect(new Set(held.map(({ account }) => account)).size).toBe(2)
    const companies = new Set(whole.map(({ instrument }) => instrument))
    for (const company of companies) expect(held.map(({ instrument }) => instrument)).toContain(company)
    expect(companies.size).toBeGreaterThan(8)
    expect(heard.at(-1)).toMatch(/^Events of \d+ companies$/)
    const first = await monday.answer(calendar, { ...all, limit: 10 })
    const rest = await monday.answer(calendar, { ...all, limit: 200, cursor: first.cursor })
    expect([...rowsOf(first), ...rowsOf(rest)]).toEqual([...whole])
    expect([first.truncated, rest.truncated]).toEqual([true, false])
  })

  test("of one account", async () => {
    const { positions } = await monday.answer("ibkr_positions")
    const [{ account } = {}] = positions as readonly Body[]
    const own = (positions as readonly Body[]).filter((one) => one.account === account).map((one) => one.instrument)
    const body = await monday.answer(calendar, { account, types: "quarter end" })
    for (const { instrument } of rowsOf(body)) expect(own).toContain(instrument)
  })

  test("of named companies asks about no account's, and says so", async () => {
    const body = await monday.answer(calendar, { symbols: "AAPL", account: "DU7654321" })
    expect((body.meta as Body).warnings).toEqual(["With symbols nothing held is looked up: account had no effect."])
  })

  test("names what it has no events of, beside the others", async () => {
    const body = await monday.answer(calendar, { symbols: "AAPL, FX:EURUSD, ZZZZQX", types: "earnings" })
    expect((body.errors as readonly Body[]).map(({ instrument, code }) => [instrument, code])).toEqual([
      ["FX:EURUSD", "unsupported"],
      ["ZZZZQX", "not_found"],
    ])
    expect(new Set(rowsOf(body).map(({ instrument }) => instrument))).toEqual(new Set(["AAPL"]))
  })

  test("costs a model little", async () => {
    const body = await monday.answer(calendar, { symbols: "AAPL" })
    expect(JSON.stringify(body).length / rowsOf(body).length).toBeLessThan(250)
  })
})

test("without the subscription says what to subscribe to, and which tool has headlines instead", async () => {
  const own = await served({ scenarios: ["delayed-only"], startAt: saturday })
  const { isError, body } = await own.call(calendar, { symbols: "AAPL" })
  expect(isError).toBe(true)
  expect(body.error).toMatchObject({
    code: "not_subscribed",
    ib_code: 10276,
    hint: expect.stringMatching(/Wall Street Horizon Corporate Event Data.*Client Portal.*ibkr_news/),
  })
  await own.close()
})

test("when the Gateway is gone the calendar of before is given, and the rest is an honest error", async () => {
  const own = await served({ startAt: saturday })
  const before = await own.answer(calendar, { symbols: "AAPL" })
  await own.simulator.close()
  while (own.gateway.status().state === "connected") await new Promise(setImmediate)
  const after = await own.answer(calendar, { symbols: "AAPL" })
  expect(rowsOf(after)).toEqual(rowsOf(before))
  expect(after.meta).toMatchObject({ stale: true })
  expect((await own.call(calendar, { symbols: "MSFT" })).body.error).toMatchObject({ code: "not_connected" })
  await own.client.close()
  await own.gateway.stop()
})

test.each([
  [{ symbols: "AAPL", types: "meteor" }, "Earnings Date"],
  [{ symbols: "AAPL", start: "soon" }, "2026-12-18"],
  [{ symbols: "AAPL", end: "2026-01-01" }, "start"],
  [{ symbols: "AAPL", limit: 0 }, "limit"],
  [{ symbols: "AAPL", cursor: "7" }, "cursor"],
  [{ symbols: "AAPL\u0000" }, "printable"],
  [{ account: "X\u0000" }, "printable"],
])("%p cannot be, and says what can", async (args, hint) => {
  const { body } = await monday.call(calendar, args)
  const error = body.error as Body
  expect(error.code).toBe("invalid_request")
  expect(`${error.message} ${error.hint}`).toContain(hint)
})

test("cancelled, asks about no further company", async () => {
  const abort = new AbortController()
  const asked = monday
    .call(calendar, {}, { signal: abort.signal, onprogress: ({ progress }) => progress >= 1 && abort.abort() })
    .catch(() => "cancelled")
  expect(await asked).toBe("cancelled")
  const count = () => monday.simulator.seen.filter(({ fields: [id] }) => id === "102").length
  const then = count()
  await monday.answer(calendar, { symbols: "KO" })
  expect(count()).toBeLessThanOrEqual(then + 2)
})
