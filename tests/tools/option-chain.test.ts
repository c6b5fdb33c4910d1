import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { type Body, number, rowsOf, type Served, saturday, served } from "./mcp-client.ts"

const chain = "ibkr_option_chain"

let live: Served
beforeAll(async () => {
  live = await served()
})
afterAll(() => live.close())

const warnings = ({ meta }: Body): string => JSON.stringify((meta as Body).warnings)
const source = ({ meta }: Body): unknown => (meta as Body).source
const error = (body: Body): Body => body.error as Body
const days = (from: string, to: unknown) =>
  (Date.parse(String(to).replace(/(....)(..)(..)/, "$1-$2-$3")) - Date.parse(from)) / 86_400_000

describe("the expirations of an underlying", () => {
  test("have the days that are left of each", async () => {
    const { chains } = await live.answer(chain, { symbol: "AAPL" })
    const [apple] = chains as readonly Body[]
    const expirations = apple?.expirations as readonly string[]
    expect(apple?.days_to_expiry).toEqual(expirations.map((day) => days("2026-11-23", day)))
    expect(expirations[0]).toBe("20261123")
  })

  test("have on request their volatility and implied move, which the quotes at the money bear out", async () => {
    const body = await live.answer(chain, { symbol: "AAPL", volatility: true, limit: 12 })
    const rows = rowsOf(body)
    expect(rows).toHaveLength(12)
    expect(rows.map(({ days_to_expiry }) => days_to_expiry)).toEqual(
      rows.map(({ expiry }) => days("2026-11-23", expiry)),
    )
    const spot = number(body.underlying_price)
    for (const row of rows) {
      expect(row).toMatchObject({ trading_class: "AAPL", settlement: "pm", computation: "model", data_type: "live" })
      expect(row.move_priced_by).toBe("quotes")
      expect(Math.abs(number(row.strike) - spot) / spot).toBeLessThan(0.02)
      expect(number(row.implied_move_pct)).toBeCloseTo((100 * number(row.implied_move)) / spot, 4)
      // A straddle at the money costs about 0.8 of volatility times the root of time (Brenner and Subrahmanyam, 1988).
      const years = (number(row.days_to_expiry) + 0.21) / 365
      const about = 0.8 * number(row.iv) * Math.sqrt(years) * spot
      expect(number(row.implied_move) / about).toBeWithin(0.85, 1.2)
    }
    const one = rows[8] ?? {}
    const table = await live.answer(chain, { symbol: "AAPL", expiry: one.expiry, strikes: [one.strike] })
    const [call, put] = rowsOf(table)
    expect(number(one.iv)).toBeCloseTo((number(call?.iv) + number(put?.iv)) / 2, 2)
    const middle = (row: Body | undefined) => (number(row?.bid) + number(row?.ask)) / 2
    expect(number(one.implied_move)).toBeCloseTo(middle(call) + middle(put), 0)
  })

  test("come page by page, each once, and are chosen by days", async () => {
    const seen: unknown[] = []
    let cursor: unknown
    do {
      const body = await live.answer(chain, {
        symbol: "AAPL",
        volatility: true,
        limit: 15,
        ...(cursor ? { cursor } : {}),
      })
      expect(body.total).toBe(27)
      seen.push(...rowsOf(body).map(({ expiry }) => expiry))
      cursor = body.cursor
      expect(body.truncated).toBe(rowsOf(body).length < 27)
    } while (cursor !== null)
    const { chains } = await live.answer(chain, { symbol: "AAPL" })
    expect<unknown>(seen).toEqual((chains as readonly Body[])[0]?.expirations)
    const soon = await live.answer(chain, { symbol: "AAPL", volatility: true, min_dte: 5, max_dte: 12 })
    expect(rowsOf(soon).map(({ days_to_expiry }) => days_to_expiry)).toEqual([7, 9, 11])
  })

  test("of an index are those of both its classes, told apart", async () => {
    const rows = rowsOf(
      await live.answer(chain, { symbol: "IND:SPX@CBOE", volatility: true, min_dte: 20, max_dte: 30 }),
    )
    expect(rows.map(({ expiry, trading_class, settlement }) => [expiry, trading_class, settlement])).toEqual([
      ["20261217", "SPX", "am"],
      ["20261218", "SPXW", "pm"],
    ])
    const monthly = await live.answer(chain, { symbol: "SPX", volatility: true, trading_class: "SPX", limit: 2 })
    expect(rowsOf(monthly).map(({ expiry }) => expiry)).toEqual(["20261217", "20270114"])
  })

  test("of a future are those of all classes on that month", async () => {
    const rows = rowsOf(await live.answer(chain, { symbol: "FUT:ES:202612@CME", volatility: true }))
    expect(rows.map(({ trading_class, settlement }) => [trading_class, settlement])).toEqual([
      ["EW4", "pm"],
      ["EW", "pm"],
      ["EW1", "pm"],
      ["EW2", "pm"],
      ["ES", "am"],
    ])
    for (const { iv, implied_move } of rows) expect(number(iv) * number(implied_move)).toBeGreaterThan(0)
  })
})

describe("the options within some days", () => {
  test("are those nearest the money of every expiry", async () => {
    const body = await live.answer(chain, { symbol: "AAPL", min_dte: 20, max_dte: 60, limit: 10 })
    expect(rowsOf(body.expiries)).toMatchObject([
      { expiry: "20261218", days_to_expiry: 25, trading_class: "AAPL", multiplier: "100", settlement: "pm" },
      { expiry: "20261224", days_to_expiry: 31 },
      { expiry: "20261231", days_to_expiry: 38 },
      { expiry: "20270108", days_to_expiry: 46 },
      { expiry: "20270115", days_to_expiry: 53 },
    ])
    expect(body).not.toHaveProperty("expiry")
    const rows = rowsOf(body)
    expect(new Set(rows.map(({ strike }) => strike)).size).toBe(1)
    expect(new Set(rows.map(({ instrument }) => String(instrument).split(":")[2])).size).toBe(5)
    const next = rowsOf(
      await live.answer(chain, { symbol: "AAPL", min_dte: 20, max_dte: 60, limit: 10, cursor: body.cursor }),
    )
    for (const { instrument } of next) expect(rows.map((row) => row.instrument)).not.toContain(instrument)
  })

  test("are chosen by delta, strike and side as those of one", async () => {
    const within = { symbol: "AAPL", min_dte: 20, max_dte: 40, right: "P", min_delta: 0.25, max_delta: 0.35 }
    const rows = rowsOf(await live.answer(chain, { ...within, limit: 6 }))
    expect(rows).toHaveLength(6)
    for (const { right, delta } of rows) {
      expect(right).toBe("P")
      expect(number(delta)).toBeWithin(-0.36, -0.24)
    }
    const bounded = rowsOf(await live.answer(chain, { symbol: "AAPL", max_dte: 4, min_strike: 280, max_strike: 285 }))
    for (const { strike } of bounded) expect(number(strike)).toBeWithin(280, 285.1)
  })

  test("are of six expiries at most, and it is said how many more there are", async () => {
    const body = await live.answer(chain, { symbol: "AAPL", min_dte: 0, max_dte: 60, limit: 12 })
    expect(rowsOf(body.expiries)).toHaveLength(6)
    expect(warnings(body)).toContain("7 later expiries within these days are left out after 20261204")
  })

  test("of an index are of one class a day", async () => {
    const body = await live.answer(chain, { symbol: "SPX", min_dte: 24, max_dte: 25, limit: 4, right: "C" })
    const series = rowsOf(body.expiries)
    expect(series.map(({ expiry, trading_class }) => `${expiry} ${trading_class}`)).toEqual([
      "20261217 SPX",
      "20261218 SPXW",
    ])
  })
})

describe("the classes of an index", () => {
  test("that settles in the morning of the day asked for, but is listed under the day before, is named", async () => {
    const body = await live.answer(chain, { symbol: "SPX", expiry: "20261218", limit: 2 })
    expect(body).toMatchObject({ trading_class: "SPXW", settlement: "pm", days_to_expiry: 25 })
    expect(warnings(body)).toContain("ask with expiry 20261217 and trading_class SPX")
    const morning = await live.answer(chain, { symbol: "SPX", expiry: "20261217", trading_class: "SPX", limit: 2 })
    expect(morning).toMatchObject({ trading_class: "SPX", settlement: "am" })
    expect(warnings(morning)).toBe("[]")
  })

  test("that share a day are both named, with when they settle", async () => {
    const later = await served({ startAt: "2026-12-14T16:00:00Z" })
    const body = await later.answer(chain, { symbol: "SPX", expiry: "20261217", limit: 2 })
    expect(body.trading_class).toBe("SPX")
    expect(warnings(body)).toContain(
      "SPX (settles 2026-12-18 AM) is shown; SPXW (settles 2026-12-17 PM) expires that day too: choose with trading_class.",
    )
    const days = await later.answer(chain, { symbol: "SPX", min_dte: 3, max_dte: 3, limit: 2 })
    expect(warnings(days)).toContain("also listed: SPXW on 20261217")
    const both = rowsOf(await later.answer(chain, { symbol: "SPX", volatility: true, min_dte: 3, max_dte: 3 }))
    expect(both.map(({ trading_class }) => trading_class)).toEqual(["SPX", "SPXW"])
    await later.close()
  })

  test("that does not expire that day is refused with the days on which it does", async () => {
    const { body } = await live.call(chain, { symbol: "SPX", expiry: "20261218", trading_class: "SPX" })
    expect(error(body).code).toBe("not_found")
    expect(error(body).hint).toContain('"SPX" expires on 20261217')
  })
})

describe("without live data, or a market", () => {
  test("delayed Greeks say that they are", async () => {
    const delayed = await served({ scenarios: ["delayed-only"] })
    const body = await delayed.answer(chain, { symbol: "AAPL", expiry: "20261218", limit: 4 })
    expect(source(body)).toBe("delayed")
    for (const row of rowsOf(body)) expect([row.data_type, typeof row.delta]).toEqual(["delayed", "number"])
    const expiries = await delayed.answer(chain, { symbol: "AAPL", volatility: true, limit: 2 })
    expect(source(expiries)).toBe("delayed")
    for (const row of rowsOf(expiries)) expect(row.data_type).toBe("delayed")
    await delayed.close()
  }, 30_000)

  test("out of session nothing is made up, and nothing claims to be live that is not", async () => {
    const closed = await served({ startAt: saturday })
    const body = await closed.answer(chain, { symbol: "AAPL", volatility: true, limit: 3 })
    for (const row of rowsOf(body)) {
      expect(row.expiry).not.toBe("20261120")
      if (row.move_priced_by === null) expect(row.implied_move).toBeNull()
      if (row.computation === null) expect(row.iv).toBeNull()
    }
    await closed.close()
  }, 30_000)

  test("a login without any data is told so", async () => {
    const none = await served({ scenarios: ["not-subscribed"] })
    const { isError, body } = await none.call(chain, { symbol: "AAPL", volatility: true, limit: 2 })
    expect([isError, error(body).code]).toEqual([true, "not_subscribed"])
    await none.close()
  })
})

describe("a long question", () => {
  test("holds no more lines than it may, and says how far it is", async () => {
    const narrow = await served({ config: { maxLines: 7 } })
    const told: number[] = []
    const held: number[] = []
    const { isError, body } = await narrow.call(
      chain,
      { symbol: "AAPL", volatility: true, limit: 8 },
      {
        onprogress({ progress }) {
          told.push(progress)
          held.push(narrow.gateway.status().marketDataLines)
        },
      },
    )
    expect(isError).toBe(false)
    expect(rowsOf(body)).toHaveLength(8)
    expect(Math.max(...held)).toBeLessThanOrEqual(7)
    expect(told.length).toBeGreaterThan(4)
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(new Set(told).size).toBe(told.length)
    await narrow.close()
  }, 30_000)

  test.each([
    { symbol: "AAPL", volatility: true, limit: 20 },
    { symbol: "AAPL", min_dte: 0, max_dte: 60, min_delta: 0.1, max_delta: 0.2, limit: 100 },
  ])(
    "%j that is cancelled asks for no more",
    async (args) => {
      const narrow = await served({ config: { maxLines: 5 } })
      const leaving = new AbortController()
      const asked = narrow.call(chain, args, {
        signal: leaving.signal,
        onprogress({ progress }) {
          if (progress > 0) leaving.abort()
        },
      })
      await expect(asked).rejects.toThrow()
      // What was under way when the cancellation came is one wave of four options, beside the underlying.
      await narrow.answer("ibkr_contract_search", { pattern: "apple" })
      const lines = () => narrow.simulator.seen.filter(({ fields }) => fields[0] === "1").length
      const before = lines()
      expect(before).toBeLessThanOrEqual(9)
      await narrow.answer("ibkr_contract_search", { pattern: "intel" })
      expect(lines()).toBe(before)
      await narrow.close()
    },
    30_000,
  )
})

test("a question over several expiries says how far it is, ever further", async () => {
  const told: number[] = []
  const args = { symbol: "AAPL", min_dte: 100, max_dte: 400, limit: 6 }
  const { isError } = await live.call(chain, args, { onprogress: ({ progress }) => told.push(progress) })
  expect(isError).toBe(false)
  expect(told.slice(0, 3)).toEqual([0, 2, 4])
  expect(told).toEqual([...new Set(told)].toSorted((a, b) => a - b))
})

test("options on a continuous future are those on its month now", async () => {
  for (const args of [{}, { volatility: true, limit: 2 }, { expiry: "20261218", limit: 2 }]) {
    const now = await live.answer(chain, { symbol: "FUT:ES:202612@CME", ...args })
    const body = await live.answer(chain, { symbol: "CONTFUT:ES@CME", ...args })
    expect([body.instrument, body.con_id]).toEqual(["FUT:ES:20261218@CME", now.con_id])
    expect(rowsOf({ columns: [], rows: [], ...body }).map((row) => row.instrument)).toEqual(
      rowsOf({ columns: [], rows: [], ...now }).map((row) => row.instrument),
    )
  }
})

describe("bad questions", () => {
  test.each([
    [{ symbol: "OPT:AAPL:20261218:C:280" }, "invalid_request", "ibkr_option_calculator"],
    [{ min_dte: 10, max_dte: 5 }, "invalid_request", "Swap"],
    [{ min_dte: -1 }, "invalid_request", "whole calendar days"],
    [{ max_dte: 1.5 }, "invalid_request", "whole calendar days"],
    [{ volatility: true, min_dte: 10, max_dte: 5 }, "invalid_request", "Swap"],
    [{ volatility: true, cursor: "EVIL" }, "invalid_request", "cursor"],
    [{ volatility: true, trading_class: "EVIL" }, "not_found", "AAPL"],
    [{ volatility: true, exchange: "EVIL" }, "not_found", "SMART"],
    [{ min_dte: 3000 }, "not_found", "20261123 (0)"],
    [{ min_dte: 20, max_dte: 30, min_strike: 9000 }, "not_found", "widen"],
  ])("%j is %s", async (args, code, hint) => {
    const { isError, body } = await live.call(chain, { symbol: "AAPL", ...args })
    expect([isError, error(body).code]).toEqual([true, code])
    expect(String(error(body).hint)).toContain(hint)
  })

  test("what has no effect is said", async () => {
    const one = await live.answer(chain, { symbol: "AAPL", expiry: "20261218", min_dte: 3, volatility: true, limit: 2 })
    expect(warnings(one)).toContain("min_dte, volatility had no effect")
    const whole = await live.answer(chain, { symbol: "AAPL", expiry: "20261218", volatility: false, limit: 2 })
    expect(warnings(whole)).toBe("[]")
    const many = await live.answer(chain, { symbol: "AAPL", volatility: true, right: "C", limit: 1 })
    expect(warnings(many)).toContain("right had no effect")
  })
})
