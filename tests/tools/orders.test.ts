import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import type { Scenario } from "../../src/simulator/scenarios.ts"
import { type Body, number, rowsOf, type Served, served } from "./mcp-client.ts"

/** Monday 23 November 2026, 15:00 in New York. */
const afternoon = "2026-11-23T20:00:00Z"

let writable: Served
let readOnly: Served
beforeAll(async () => {
  writable = await served({ startAt: afternoon, scenarios: ["read-only-off"] })
  readOnly = await served({ startAt: afternoon })
})
afterAll(async () => {
  await writable.close()
  await readOnly.close()
})

const tool = "ibkr_orders"
const meta = (body: Body): Body => body.meta as Body
const error = (body: Body): Body => body.error as Body

describe("open orders", () => {
  test("pitfall 12: are told under the Read-Only API setting too, of both accounts", async () => {
    const body = await readOnly.answer(tool)
    expect(rowsOf(body)).toEqual(rowsOf(await writable.answer(tool)))
    expect(new Set(rowsOf(body).map(({ account }) => account))).toEqual(new Set(["DU1234567", "DU7654321"]))
    expect(body).toMatchObject({ total: 7, truncated: false, cursor: null })
    expect(meta(body).warnings).toEqual([])
  })

  test("have the prices of their type, in what the exchange quotes", async () => {
    const rows = rowsOf(await readOnly.answer(tool, { account: "DU1234567" }))
    expect(rows).toMatchObject([
      { instrument: "AAPL", side: "BUY", type: "LMT", quantity: 50, stop_price: null, status: "Submitted" },
      { instrument: "FUT:ES:20261218@CME", type: "STP LMT", status: "PreSubmitted" },
      { instrument: "SPY", type: "STP", limit_price: null, status: "PreSubmitted" },
      { instrument: "VOD@LSE/GBP", type: "LMT", currency: "GBP", price_magnifier: 100 },
    ])
    for (const { type, limit_price: limit, stop_price: stop } of rows) {
      if (String(type).includes("LMT")) expect(number(limit)).toBeGreaterThan(0)
      if (String(type).includes("STP")) expect(number(stop)).toBeGreaterThan(0)
    }
    expect(rows).toEqual(
      rows.map((row) => ({ ...row, filled: 0, remaining: row.quantity, avg_price: null, tif: "GTC" })),
    )
  })

  test("wait while the market is closed", async () => {
    const { answer, close } = await served({ startAt: "2026-11-21T16:00:00Z" })
    const [apple] = rowsOf(await answer(tool, { symbol: "AAPL" }))
    expect(apple).toMatchObject({ status: "PreSubmitted" })
    await close()
  })

  test("by symbol, in detail and in pages", async () => {
    const [row] = rowsOf(await readOnly.answer(tool, { symbol: "CRYPTO:ETH@PAXOS", detail: "detailed" }))
    expect(row).toMatchObject({ account: "DU7654321", perm_id: expect.stringMatching(/^\d+$/), exchange: "PAXOS" })
    const all = rowsOf(await readOnly.answer(tool, { detail: "detailed" }))
    const first = await readOnly.answer(tool, { detail: "detailed", limit: 4 })
    const second = await readOnly.answer(tool, { detail: "detailed", limit: 4, cursor: first.cursor })
    expect(first.truncated).toBe(true)
    expect([...rowsOf(first), ...rowsOf(second)].map(({ perm_id: id }) => id)).toEqual(all.map(({ perm_id: id }) => id))
    expect(second.cursor).toBeNull()
  })
})

describe("completed orders", () => {
  test("say how they ended and when, newest first", async () => {
    const body = await writable.answer(tool, { status: "completed", detail: "detailed" })
    const rows = rowsOf(body)
    const times = rows.map(({ completed_at: at }) => Date.parse(String(at)))
    expect(times).toEqual(times.toSorted((a, b) => b - a))
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(["Filled", "Cancelled"]))
    for (const { status, quantity, filled, remaining, outcome } of rows) {
      expect([filled, remaining]).toEqual(status === "Filled" ? [quantity, 0] : [0, quantity])
      expect(outcome).toBe(status === "Filled" ? `Filled Size: ${filled}` : "Cancelled by Trader")
    }
  })

  test("stand behind the open ones when all are asked for", async () => {
    const open = rowsOf(await writable.answer(tool))
    const rows = rowsOf(await writable.answer(tool, { status: "all" }))
    expect(rows.slice(0, open.length).map(({ completed_at: at }) => at)).toEqual(open.map(() => null))
    expect(rows.length).toBeGreaterThan(open.length)
  })

  test("are read_only where the Gateway hides them, with what helps instead", async () => {
    const { isError, body } = await readOnly.call(tool, { status: "completed" })
    expect(isError).toBe(true)
    expect(error(body)).toMatchObject({
      code: "read_only",
      ib_code: 321,
      hint: expect.stringContaining("ibkr_executions"),
    })
    const all = await readOnly.answer(tool, { status: "all" })
    expect(all.total).toBe(7)
    expect(meta(all).warnings).toEqual([expect.stringMatching(/^No completed orders are shown: .*"Read-Only API"/)])
  })

  test("are not waited for as long as anything else by a Gateway in Read-Only mode that says nothing at all", async () => {
    const silent: Scenario = {
      summary: "no completed orders and no refusal of them",
      start: () => ({
        connect: () => ({ incoming: (fields) => (fields[0] === "99" ? { kind: "ignore" } : undefined) }),
      }),
    }
    const { call, close } = await served({ startAt: afternoon, speed: 20, scenarios: [silent] })
    const { body } = await call(tool, { status: "completed" })
    expect(error(body)).toMatchObject({ code: "read_only", hint: expect.stringContaining('"Read-Only API"') })
    await close()
  })
})

test.each([
  [{ status: "cancelled" }, "invalid_request"],
  [{ cancel: "all" }, "invalid_request"],
  [{ account: "U0000000" }, "account_not_allowed"],
  [{ limit: 501 }, "invalid_request"],
  [{ symbol: "AA\nPL" }, "invalid_request"],
])("%j is refused: %s", async (args, code) => {
  const { isError, body } = await readOnly.call(tool, args)
  expect(isError).toBe(true)
  expect(error(body).code).toBe(code)
})

test("cost a model at most a third of the same data as indented objects", async () => {
  const body = await readOnly.answer(tool)
  const { columns: _columns, rows: _rows, common: _common, ...rest } = body
  const indented = JSON.stringify({ ...rest, orders: rowsOf(body) }, null, 2)
  expect(JSON.stringify(body).length * 3).toBeLessThanOrEqual(indented.length)
})

test("the answer stays the same when a client that gives up is cancelled half way", async () => {
  const giving = new AbortController()
  const asked = readOnly.call(tool, { status: "completed" }, { signal: giving.signal })
  giving.abort()
  await asked.catch(() => undefined)
  expect((await readOnly.answer(tool)).total).toBe(7)
})
