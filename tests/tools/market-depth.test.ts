import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { type Body, number, rowsOf, type Served, saturday, served } from "./mcp-client.ts"

const depth = "ibkr_market_depth"

let monday: Served
beforeAll(async () => {
  monday = await served()
})
afterAll(() => monday.close())

const errorOf = async (by: Served, args: Body): Promise<Body> => {
  const { isError, body } = await by.call(depth, args)
  if (!isError) throw new Error(`no error: ${JSON.stringify(body).slice(0, 200)}`)
  return body.error as Body
}

const released = async (by: Served) => {
  while (by.simulator.state.held.depth > 0) await new Promise(setImmediate)
}

describe("a look at the book", () => {
  test("of a US stock is that of all exchanges together, best first, with where each row is from", async () => {
    const body = await monday.answer(depth, { symbol: "AAPL" })
    expect(body).toMatchObject({ instrument: "AAPL", con_id: 265598, currency: "USD", exchange: "SMART" })
    const rows = rowsOf(body)
    expect(rows).toHaveLength(5)
    const column = (name: string) => rows.map((row) => number(row[name]))
    expect(column("bid")).toEqual(column("bid").toSorted((a, b) => b - a))
    expect(column("ask")).toEqual(column("ask").toSorted((a, b) => a - b))
    expect(number(body.spread)).toBeCloseTo(number(rows[0]?.ask) - number(rows[0]?.bid), 9)
    expect(number(body.spread)).toBeGreaterThan(0)
    const deep = ["NASDAQ", "NYSE", "ARCA", "BATS", "IEX", "BEX", "DRCTEDGE"]
    for (const { bid_maker, ask_maker } of rows)
      expect([deep.includes(String(bid_maker)), deep.includes(String(ask_maker))]).toEqual([true, true])
    let [bids, asks] = [0, 0]
    for (const row of rows) {
      bids += number(row.bid_size)
      asks += number(row.ask_size)
      expect([row.bid_cumulative, row.ask_cumulative]).toEqual([bids, asks])
    }
    expect(number(body.bid_share)).toBeCloseTo(bids / (bids + asks), 4)
    await released(monday)
  })

  test("of one exchange has its market makers, or nobody's name", async () => {
    const makers = await monday.answer(depth, { symbol: "AAPL", exchange: "nasdaq", rows: 3 })
    expect(makers).toMatchObject({ exchange: "NASDAQ" })
    for (const { bid_maker } of rowsOf(makers)) expect(bid_maker).toMatch(/^[A-Z]{4}$/)
    const anonymous = await monday.answer(depth, { symbol: "AAPL", exchange: "ARCA", rows: 3 })
    for (const { bid_maker, ask_maker } of rowsOf(anonymous)) expect([bid_maker, ask_maker]).toEqual([null, null])
    for (const symbol of ["FX:EURUSD", "FUT:ES:202612@CME"]) {
      const rows = rowsOf(await monday.answer(depth, { symbol, rows: 20 }))
      expect(rows).toHaveLength(20)
      for (const { bid, ask } of rows) expect(number(bid)).toBeLessThan(number(ask))
    }
  })

  test("begins with what ibkr_quote says", async () => {
    const { rows } = (await monday.answer(depth, { symbol: "FUT:ES:202612@CME", rows: 1 })) as {
      readonly rows: unknown
    }
    const { quotes } = await monday.answer("ibkr_quote", { symbols: "FUT:ES:202612@CME" })
    const [quote] = quotes as readonly Body[]
    const [row] = rows as readonly (readonly number[])[]
    expect(Math.abs(number(row?.[3]) - number(quote?.bid))).toBeLessThan(2)
  })

  test("of a CFD on a stock is the stock's", async () => {
    const body = await monday.answer(depth, { symbol: "CFD:AAPL", rows: 2 })
    expect(rowsOf(body)).toHaveLength(2)
    await released(monday)
  })

  test("by many at once is taken three at a time", async () => {
    const symbols = ["MSFT", "NVDA", "TSLA", "META", "AMZN"]
    const looks = await Promise.all(symbols.map((symbol) => monday.answer(depth, { symbol, rows: 2 })))
    expect(looks.map(({ instrument }) => instrument)).toEqual(symbols)
    await released(monday)
  }, 20_000)

  test("says that it is waited for, and is given up when the client cancels", async () => {
    const abort = new AbortController()
    const told: unknown[] = []
    const call = monday.call(
      depth,
      { symbol: "GOOGL" },
      { signal: abort.signal, onprogress: ({ message }) => void told.push(message) },
    )
    while (monday.simulator.state.held.depth === 0) await new Promise(setImmediate)
    abort.abort()
    await expect(call).rejects.toThrow()
    expect(told).toEqual(["Waiting for the book on SMART"])
    await released(monday)
  })
})

describe("where there is no book", () => {
  test("of an instrument at all, it says so and names what there is", async () => {
    const { code, hint } = await errorOf(monday, { symbol: "IND:SPX@CBOE" })
    expect(code).toBe("unsupported")
    expect(hint).toContain("ibkr_quote")
  })

  test("on an exchange, it names those that have one", async () => {
    const { code, hint } = await errorOf(monday, { symbol: "AAPL", exchange: "AMEX" })
    expect(code).toBe("unsupported")
    expect(hint).toMatch(/ARCA.*NASDAQ/)
    const notThere = await errorOf(monday, { symbol: "AAPL", exchange: "LSE" })
    expect(notThere.code).toBe("invalid_request")
    expect(notThere.hint).toContain("NASDAQ")
  })

  test("of an option together, one of the exchanges that it names has one", async () => {
    const symbol = "OPT:AAPL:20261218:C:275"
    const { hint } = await errorOf(monday, { symbol })
    const [, exchange = ""] = /book of it: (\w+)/.exec(String(hint)) ?? []
    expect(rowsOf(await monday.answer(depth, { symbol, exchange, rows: 2 }))).toHaveLength(2)
  })

  test("now, it says that the market is closed", async () => {
    const weekend = await served({ startAt: saturday })
    const { code, message, hint } = await errorOf(weekend, { symbol: "AAPL" })
    expect(code).toBe("no_data")
    expect(message).toContain("does not trade now")
    expect(hint).toContain("ibkr_market_hours")
    await released(weekend)
    await weekend.close()
  }, 20_000)

  test("for this login, it says that there is no delayed one", async () => {
    const delayed = await served({ scenarios: ["delayed-only"] })
    for (const args of [{ symbol: "AAPL" }, { symbol: "AAPL", exchange: "NASDAQ" }, { symbol: "VOD@LSE/GBP" }]) {
      const { code, hint } = await errorOf(delayed, args)
      expect(code).toBe("not_subscribed")
      expect(hint).toContain("no delayed market depth")
    }
    await released(delayed)
    await delayed.close()
  }, 20_000)
})

test.each([{ rows: 0 }, { rows: 21 }, { exchange: "NAS\u0000DAQ" }, { exchange: "X".repeat(30) }, { symbol: "" }])(
  "%p is no question",
  async (args) => {
    expect((await errorOf(monday, { symbol: "AAPL", ...args })).code).toBe("invalid_request")
  },
)

test("while the Gateway is away there is no book, and an old one is never shown for it", async () => {
  const lost = await served()
  await lost.answer(depth, { symbol: "AAPL" })
  await lost.simulator.close()
  while (lost.gateway.status().state === "connected") await new Promise(setImmediate)
  expect((await errorOf(lost, { symbol: "AAPL" })).code).toMatch(/not_connected|connecting/)
  await lost.close()
})

test("a whole book costs at most a third of the bytes of the same as indented objects", async () => {
  const body = await monday.answer(depth, { symbol: "AAPL", rows: 20 })
  const objects = JSON.stringify({ ...body, columns: undefined, rows: rowsOf(body) }, null, 2)
  expect(Buffer.byteLength(JSON.stringify(body)) * 3).toBeLessThan(Buffer.byteLength(objects))
})
