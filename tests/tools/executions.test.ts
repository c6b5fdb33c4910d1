import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import type { Scenario } from "../../src/simulator/scenarios.ts"
import { type Body, number, rowsOf, type Served, saturday, served } from "./mcp-client.ts"

/** Monday 23 November 2026, 15:00 in New York: all of the day's trades on NYSE are done. */
const afternoon = "2026-11-23T20:00:00Z"

let live: Served
beforeAll(async () => {
  live = await served({ startAt: afternoon })
})
afterAll(() => live.close())

const tool = "ibkr_executions"
const meta = (body: Body): Body => body.meta as Body
const error = (body: Body): Body => body.error as Body

describe("trades of two accounts, in session", () => {
  test("come newest first, each with its account, its cost and what it earned", async () => {
    const body = await live.answer(tool)
    const rows = rowsOf(body)
    expect(rows).toHaveLength(number(body.total))
    expect(new Set(rows.map(({ account }) => account))).toEqual(new Set(["DU1234567", "DU7654321"]))
    const times = rows.map(({ time }) => Date.parse(String(time)))
    expect(times).toEqual(times.toSorted((a, b) => b - a))
    for (const { time, commission, realized_pnl: realized, side } of rows) {
      expect(String(time)).toEndWith("-05:00")
      expect(number(commission)).toBeGreaterThan(0)
      // Every purchase of the simulated day opens, every sale closes.
      expect(realized === null).toBe(side === "BUY")
    }
    expect(body.reaches_back_to).toBe(rows.at(-1)?.time)
    expect(meta(body)).toMatchObject({ source: "live", stale: false, warnings: [] })
  })

  test("add up to the totals, which say what they leave out", async () => {
    const body = await live.answer(tool)
    const [dollars, ...others] = body.totals as readonly Body[]
    const rows = rowsOf(body)
    const sum = (column: string) => rows.reduce((total, row) => total + Number(row[column] ?? 0), 0)
    expect(others).toEqual([])
    expect(dollars).toMatchObject({ currency: "USD", trades: rows.length, without_commission: 0 })
    expect(number(dollars?.commission)).toBeCloseTo(sum("commission"), 6)
    expect(number(dollars?.realized_pnl)).toBeCloseTo(sum("realized_pnl"), 6)
    expect(dollars?.without_realized_pnl).toBe(rows.filter(({ realized_pnl: one }) => one === null).length)
  })

  test("by account, symbol and time are the same trades, fewer of them", async () => {
    const all = rowsOf(await live.answer(tool))
    const one = await live.answer(tool, { account: "DU7654321" })
    expect(rowsOf(one)).toEqual(all.filter(({ account }) => account === "DU7654321"))
    expect(meta(one).account).toBe("DU7654321")
    expect(rowsOf(await live.answer(tool, { symbol: "f" }))).toEqual(all.filter(({ instrument }) => instrument === "F"))
    const late = await live.answer(tool, { start: "2026-11-23T12:00:00-05:00" })
    expect(rowsOf(late)).toEqual(all.filter(({ time }) => String(time) >= "2026-11-23T12"))
    expect(rowsOf(await live.answer(tool, { start: "2026-11-23T12:00" }))).toEqual(rowsOf(late))
    const early = await live.answer(tool, { start: "2026-11-01" })
    expect(meta(early).warnings).toEqual([expect.stringContaining("Earlier trades may be missing")])
  })

  test("come in pages, each once", async () => {
    const all = rowsOf(await live.answer(tool))
    const seen: Body[] = []
    let cursor: unknown
    do {
      const body = await live.answer(tool, { limit: "5", ...(cursor === undefined ? {} : { cursor }) })
      expect(body.truncated).toBe(body.cursor !== null || seen.length > 0)
      seen.push(...rowsOf(body))
      cursor = body.cursor
    } while (cursor !== null)
    expect(seen).toEqual([...all])
  })

  test("in detail say which order, of whose, and where", async () => {
    const [row] = rowsOf(await live.answer(tool, { detail: "detailed", symbol: "INTC" }))
    expect(row).toMatchObject({
      exchange: "NASDAQ",
      exec_id: expect.stringMatching(/^0000e0d5\.[0-9a-f]{8}\.01\.01$/),
      perm_id: expect.stringMatching(/^\d+$/),
      client_id: 0,
      order_filled: 150,
      liquidity: "removed",
      liquidation: false,
    })
  })

  test("name instruments that find their con_id again", async () => {
    const names = new Map(rowsOf(await live.answer(tool)).map((row) => [row.instrument, row.con_id]))
    const { quotes } = await live.answer("ibkr_quote", { symbols: [...names.keys()] })
    expect(new Map((quotes as Body[]).map((quote) => [quote.instrument, quote.con_id]))).toEqual(names)
  })

  test("cost a model at most a third of the same data as indented objects", async () => {
    const body = await live.answer(tool)
    const { columns: _columns, rows: _rows, common: _common, ...rest } = body
    const indented = JSON.stringify({ ...rest, executions: rowsOf(body) }, null, 2)
    expect(JSON.stringify(body).length * 3).toBeLessThan(indented.length)
  })

  test.each([
    [{ account: "U0000000" }, "account_not_allowed"],
    [{ limit: 0 }, "invalid_request"],
    [{ start: "lately" }, "invalid_request"],
    [{ detail: "all" }, "invalid_request"],
    [{ cancel: true }, "invalid_request"],
    [{ cursor: "elsewhere" }, "invalid_request"],
  ])("%j is refused: %s", async (args, code) => {
    const { isError, body } = await live.call(tool, args)
    expect(isError).toBe(true)
    expect(error(body)).toMatchObject({ code, hint: expect.stringMatching(/./) })
  })
})

test("before any trade of the day the answer is empty, and says that it is", async () => {
  const early = await served({ startAt: saturday, scenarios: ["one-account"] })
  const body = await early.answer(tool, { symbol: "F" })
  expect(body).toMatchObject({ rows: [], total: 0, truncated: false, cursor: null, totals: [] })
  expect(meta(body).account).toBe("DU1234567")
  await early.close()
})

/** A Gateway that corrects the first fill of every answer, and never reports what the correction cost. */
const correcting: Scenario = {
  summary: "executions are corrected",
  start: () => ({
    connect: () => {
      let corrected = false
      return {
        outgoing(message) {
          if (message[0] !== "11" || corrected) return [message]
          corrected = true
          const again = [...message]
          again[14] = String(message[14]).replace(/\d+$/, "07")
          again[20] = "1.25"
          return [message, again]
        },
      }
    },
  }),
}

test("a correction takes the place of the fill that it corrects; without its commission the sum says so", async () => {
  const plain = rowsOf(await live.answer(tool, { detail: "detailed" }))
  const { answer, close } = await served({ startAt: afternoon, scenarios: [correcting] })
  const body = await answer(tool, { detail: "detailed" })
  const rows = rowsOf(body)
  expect(rows).toHaveLength(plain.length)
  expect(rows.filter(({ exec_id: id }) => String(id).endsWith(".07"))).toMatchObject([
    { price: 1.25, commission: null, realized_pnl: null },
  ])
  expect(body.totals).toMatchObject([{ trades: rows.length, without_commission: 1 }])
  expect(meta(body).warnings).toEqual([
    "Executions shown as IBKR has corrected them: 1.",
    expect.stringContaining("Trades without a commission from the Gateway: 1 of"),
  ])
  await close()
})

test("accounts that may not be read are counted and never named; masked ones are asked for as they are written", async () => {
  const { answer, call, close } = await served({
    startAt: afternoon,
    config: { accounts: ["DU7654321"], maskAccounts: true },
  })
  const body = await answer(tool, { detail: "detailed", limit: 1 })
  expect(rowsOf(body)).toMatchObject([{ account: "DU***4321" }])
  expect(meta(body).warnings).toEqual(["1 other account is not shown."])
  expect(JSON.stringify(body)).not.toMatch(/1234567|7654321/)
  const named = await answer(tool, { account: "DU***4321", cursor: body.cursor })
  expect(new Set(rowsOf(named).map(({ account }) => account))).toEqual(new Set(["DU***4321"]))
  expect(error((await call(tool, { account: "DU1234567" })).body).code).toBe("account_not_allowed")
  await close()
})

test("without the Gateway the last good answer is given, and says how old it is", async () => {
  const { answer, call, gateway, close } = await served({ startAt: afternoon })
  const before = await answer(tool)
  await gateway.stop()
  const body = await answer(tool, { symbol: "F" })
  expect(rowsOf(body)).toEqual(rowsOf(before).filter(({ instrument }) => instrument === "F"))
  expect(meta(body)).toMatchObject({ stale: true, source: "cache" })
  expect(error((await call("ibkr_orders")).body).code).toBe("not_connected")
  await close()
})
