import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { refuse } from "../../src/simulator/faults.ts"
import type { Scenario } from "../../src/simulator/scenarios.ts"
import { type Body, number, rowsOf, type Served, saturday, served } from "./mcp-client.ts"

let live: Served
beforeAll(async () => {
  live = await served()
})
afterAll(() => live.close())

const tool = "ibkr_scanner"
const meta = (body: Body): Body => body.meta as Body
const error = (body: Body): Body => body.error as Body

describe("a scan", () => {
  test("pitfall 9: ranks contracts by their ids, named so that any tool takes them", async () => {
    const body = await live.answer(tool, { scan_code: "TOP_PERC_GAIN" })
    expect(body).toMatchObject({
      scan_code: "TOP_PERC_GAIN",
      scan_name: "Top % Gainers",
      instrument: "STK",
      location: "STK.US.MAJOR",
      untrusted: true,
    })
    const rows = rowsOf(body)
    expect(rows.map(({ rank }) => rank)).toEqual(rows.map((_, at) => at + 1))
    const { quotes } = await live.answer("ibkr_quote", { symbols: rows.map(({ instrument }) => instrument) })
    expect((quotes as Body[]).map((quote) => quote.con_id)).toEqual(rows.map((row) => row.con_id))
  })

  test("by a code that is no library's, in any case", async () => {
    const body = await live.answer(tool, { scan_code: "scan_sharesavailablemanual_desc", limit: 3 })
    expect(body).toMatchObject({ scan_code: "SCAN_sharesAvailableManual_DESC", truncated: true })
    expect(rowsOf(body)).toHaveLength(3)
  })

  test("with quotes gives the prices that it ranked by", async () => {
    const progress: string[] = []
    const { body } = await live.call(
      tool,
      { scan_code: "TOP_PERC_GAIN", quotes: "true", limit: 5 },
      { onprogress: ({ message }) => progress.push(message ?? "") },
    )
    const rows = rowsOf(body)
    const changes = rows.map((row) => number(row.change_pct))
    expect(changes).toEqual(changes.toSorted((a, b) => b - a))
    expect(changes.every((change) => change > 0)).toBe(true)
    for (const row of rows) {
      expect(row).toMatchObject({ currency: "USD", data_type: "live" })
      expect(String(row.as_of)).toEndWith("-05:00")
    }
    expect(progress).toContain("Scanning STK.US.MAJOR for Top % Gainers")
  })

  test("keeps to its filters", async () => {
    const filters = { priceAbove: 100, priceBelow: "200", volumeAbove: 1000 }
    const body = await live.answer(tool, { scan_code: "MOST_ACTIVE", filters, quotes: true })
    const prices = rowsOf(body).map((row) => number(row.last ?? row.bid))
    expect(prices.length).toBeGreaterThan(0)
    // The market has moved a little since the scan.
    expect(prices.filter((price) => price < 99 || price > 202)).toEqual([])
    const asText = await live.answer(tool, { scan_code: "MOST_ACTIVE", filters: JSON.stringify(filters) })
    expect(asText.total).toBe(body.total)
  })

  test("of other markets is in their currencies, with prices in what the exchange quotes", async () => {
    const body = await live.answer(tool, { scan_code: "MOST_ACTIVE", location: "STK.EU.LSE", quotes: true, limit: 3 })
    expect(body.instrument).toBe("STOCK.EU")
    for (const row of rowsOf(body)) {
      expect(row).toMatchObject({ currency: "GBP", price_magnifier: 100 })
      expect(String(row.instrument)).toEndWith("@LSE/GBP")
    }
  })

  test("comes in pages", async () => {
    const question = { scan_code: "HIGH_DIVIDEND_YIELD", limit: 4 }
    const first = await live.answer(tool, question)
    const second = await live.answer(tool, { ...question, cursor: first.cursor })
    expect([...rowsOf(first), ...rowsOf(second)].map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })

  test("that nothing fits says so", async () => {
    const body = await live.answer(tool, { scan_code: "MOST_ACTIVE", filters: { priceAbove: 1e9 } })
    expect(body).toMatchObject({ rows: [], total: 0, cursor: null })
    expect(meta(body).warnings).toEqual([expect.stringContaining("Nothing fits now")])
  })

  test.each([
    [{ scan_code: "TOP_GAINERS" }, "TOP_PERC_GAIN (Top % Gainers)"],
    [{ scan_code: "MOST_ACTIVE", instrument: "STOCKS" }, "STOCK.EU"],
    [{ scan_code: "MOST_ACTIVE", location: "STK.NYSEE" }, "STK.NYSE (NYSE)"],
    [{ scan_code: "MOST_ACTIVE", filters: { minPrice: 5 } }, "priceAbove"],
    [{ scan_code: "MOST_ACTIVE", filters: { priceAbove: "five" } }, "takes a number"],
    [{ scan_code: "HIGH_COUPON_RATE" }, "BOND"],
    [{ scan_code: "MOST_ACTIVE", limit: 51 }, ""],
    [{ scan_code: "MOST_ACTIVE", filters: [1] }, ""],
    [{ scan_code: "MOST\0ACTIVE" }, "control characters"],
  ])("%j is invalid_request, naming what is near: %s", async (args, hint) => {
    const { isError, body } = await live.call(tool, args)
    expect(isError).toBe(true)
    expect(error(body)).toMatchObject({ code: "invalid_request", hint: expect.stringContaining(hint) })
  })

  test("leaves no subscription behind: many more than the Gateway's ten can be run", async () => {
    const scans = Array.from({ length: 24 }, (_, at) =>
      live.answer(tool, { scan_code: "MOST_ACTIVE", filters: { priceAbove: at } }),
    )
    for (const body of await Promise.all(scans)) expect(number(body.total)).toBeGreaterThan(0)
  })
})

describe("without scan_code", () => {
  test("the catalogue is searched by words, kind by kind", async () => {
    const body = await live.answer(tool, { search: "implied volatility" })
    expect(body.scan_code).toBeUndefined()
    expect(rowsOf(body)).toContainEqual({
      kind: "scan",
      code: "HIGH_OPT_IMP_VOLAT",
      name: "Highest Option Imp Vol",
      note: "STK, ETF.EQ.US, ETF.FI.US",
    })
    expect(meta(body).source).toBe("cache")
  })

  test("every scan that is found can be run", async () => {
    const found = rowsOf(await live.answer(tool, { search: "europe", limit: 50 }))
    for (const { code } of found.filter(({ kind }) => kind === "location")) {
      const body = await live.answer(tool, { scan_code: "TOP_PERC_GAIN", location: code })
      expect(body.location).toBe(code)
    }
  })

  test("an instrument keeps what goes with it, in pages, and what had no effect is said", async () => {
    const body = await live.answer(tool, { instrument: "fut.us", limit: 10, location: "FUT.CME" })
    expect(rowsOf(body)).toHaveLength(10)
    expect(meta(body).warnings).toEqual(["Without scan_code nothing is scanned: location had no effect."])
    const more = await live.answer(tool, { instrument: "fut.us", limit: 50, cursor: body.cursor })
    expect(number(more.total)).toBe(10 + rowsOf(more).length)
  })

  test("nothing found names what is near", async () => {
    const body = await live.answer(tool, { search: "winning topp" })
    expect(meta(body).warnings).toEqual([expect.stringContaining("Nearest: TOP_PERC_GAIN")])
  })
})

test("on a Saturday the quotes are Friday's", async () => {
  const { answer, close } = await served({ startAt: saturday })
  const body = await answer(tool, { scan_code: "HIGH_DIVIDEND_YIELD", quotes: true, limit: 2 })
  expect(rowsOf(body)).toHaveLength(2)
  for (const row of rowsOf(body)) expect(String(row.as_of)).toStartWith("2026-11-20T")
  await close()
})

test("with delayed data only the quotes say that they are delayed", async () => {
  const { answer, close } = await served({ scenarios: ["delayed-only"] })
  const body = await answer(tool, { scan_code: "TOP_PERC_GAIN", quotes: true, limit: 3 })
  for (const row of rowsOf(body)) expect(row.data_type).toBe("delayed")
  expect(meta(body).source).toBe("delayed")
  await close()
})

test("a login without any market data gets a list or an honest error", async () => {
  const { call, close } = await served({ scenarios: ["not-subscribed"] })
  const { isError, body } = await call(tool, { scan_code: "TOP_PERC_GAIN" })
  if (isError) expect(error(body).code).toBe("not_subscribed")
  else expect(body.total).toBe(0)
  await close()
})

test("fewer lines than rows are enough: quotes go in waves", async () => {
  const { answer, close, gateway } = await served({ config: { maxLines: 3 } })
  const body = await answer(tool, { scan_code: "TOP_PERC_GAIN", quotes: true, limit: 7 })
  expect(rowsOf(body).filter(({ last }) => last === null)).toEqual([])
  expect(gateway.status().marketDataLines).toBeLessThanOrEqual(3)
  await close()
})

/** A Gateway that takes a scan and never answers it; it tells of each request that it hears, by its message id. */
const silent = (hear: (id: string | undefined) => void): Scenario => ({
  summary: "scans are not answered",
  start: () => ({
    connect: () => ({
      incoming([id]) {
        hear(id)
        return id === "22" ? { kind: "ignore" } : undefined
      },
    }),
  }),
})

test("a scan that the client gives up is cancelled at the Gateway", async () => {
  const [asking, cancelling] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const hear = (id: string | undefined) => {
    if (id === "22") asking.resolve()
    if (id === "23") cancelling.resolve()
  }
  const { call, close } = await served({ scenarios: [silent(hear)] })
  const giving = new AbortController()
  const asked = call(tool, { scan_code: "MOST_ACTIVE" }, { signal: giving.signal }).catch(() => "given up")
  await asking.promise
  giving.abort()
  expect(await asked).toBe("given up")
  await cancelling.promise
  await close()
})

test("ten scans of others are a pacing error that says when to come back", async () => {
  const full: Scenario = {
    summary: "the scanner is full",
    start: () => ({
      connect: () => ({
        incoming: (fields) =>
          fields[0] === "22"
            ? refuse(Number(fields[1]), {
                code: 322,
                text: "Error processing request.-'bQ' : cause - Only 10 simultaneous API scanner subscriptions are allowed.",
              })
            : undefined,
      }),
    }),
  }
  const { call, close } = await served({ scenarios: [full] })
  const { body } = await call(tool, { scan_code: "MOST_ACTIVE" })
  expect(error(body)).toMatchObject({ code: "pacing", retry_after_s: 5 })
  await close()
})

test("without the Gateway the last good scan and the catalogue are given, and nothing else", async () => {
  const { answer, call, gateway, close } = await served()
  const before = await answer(tool, { scan_code: "MOST_ACTIVE" })
  await gateway.stop()
  const body = await answer(tool, { scan_code: "MOST_ACTIVE" })
  expect(body.rows).toEqual(before.rows)
  expect(meta(body)).toMatchObject({ stale: true, source: "cache" })
  expect(number((await answer(tool, { search: "gain" })).total)).toBeGreaterThan(0)
  expect(error((await call(tool, { scan_code: "TOP_PERC_LOSE" })).body).code).toBe("not_connected")
  await close()
})

test("costs a model two fifths of the same data as indented objects: names are most of it", async () => {
  const body = await live.answer(tool, { scan_code: "MOST_ACTIVE", quotes: true })
  const { columns: _columns, rows: _rows, common: _common, ...rest } = body
  const indented = JSON.stringify({ ...rest, contracts: rowsOf(body) }, null, 2)
  expect(JSON.stringify(body).length * 2.5).toBeLessThan(indented.length)
})
