import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { type Body, mondayMorning, number, rowsOf, type Served, saturday, served } from "./mcp-client.ts"

const ticks = "ibkr_ticks"
const start = "2026-11-20T10:00:00-05:00"

let monday: Served
beforeAll(async () => {
  monday = await served()
})
afterAll(() => monday.close())

const codeOf = async (by: Served, args: Body) => {
  const { isError, body } = await by.call(ticks, args)
  return isError ? (body.error as Body).code : `no error: ${JSON.stringify(body).slice(0, 200)}`
}

describe("ticks of the past", () => {
  test("are the newest trades before now, with the exchange's offset and everything that the tape says", async () => {
    const body = await monday.answer(ticks, { symbol: "AAPL", limit: 50 })
    expect(body).toMatchObject({ instrument: "AAPL", con_id: 265598, currency: "USD", timezone: "America/New_York" })
    const rows = rowsOf(body)
    expect(rows).toHaveLength(50)
    expect([body.day, body.utc_offset]).toEqual(["2026-11-23", "-05:00"])
    for (const { time, price, size, exchange, conditions, flags } of rows) {
      expect(time).toMatch(/^1[01]:\d\d:\d\d$/)
      expect([number(price) > 0, number(size) > 0, typeof exchange]).toEqual([true, true, "string"])
      // An odd lot is printed as one, and does not count.
      expect([conditions, flags]).toEqual(number(size) < 100 ? ["   I", "unreported"] : [null, null])
    }
    expect(rows.map(({ time }) => time)).toEqual(rows.map(({ time }) => time).toSorted())
    expect([body.total, body.truncated]).toEqual([null, true])
  })

  test("are summed up as their rows say", async () => {
    const body = await monday.answer(ticks, { symbol: "AAPL", limit: 200 })
    const rows = rowsOf(body)
    const counted = rows.filter(({ flags }) => flags === null).map(({ price }) => number(price))
    const volume = rows.reduce((sum, { size }) => sum + number(size), 0)
    const money = rows.reduce((sum, { size, price }) => sum + number(size) * number(price), 0)
    const summary = body.summary as Body
    expect(summary).toMatchObject({
      count: 200,
      from: `2026-11-23T${rows[0]?.time}-05:00`,
      to: `2026-11-23T${rows.at(-1)?.time}-05:00`,
      first: counted[0],
      last: counted.at(-1),
      high: Math.max(...counted),
      low: Math.min(...counted),
      volume,
      unreported: { count: rows.length - counted.length },
    })
    expect(number(summary.vwap)).toBeCloseTo(money / volume, 6)
  })

  test("from a start to an end come page by page, none lost and none twice", async () => {
    const span = { symbol: "AAPL", start, end: "2026-11-20T10:00:30-05:00" }
    const whole = rowsOf(await monday.answer(ticks, { ...span, limit: 1000 }))
    expect(whole.length).toBeGreaterThan(60)
    expect(whole.every(({ time }) => String(time) >= "10:00:00" && String(time) < "10:00:30")).toBe(true)
    const paged: Body[] = []
    let cursor: unknown = null
    do {
      const page = await monday.answer(ticks, { ...span, limit: 37, ...(cursor === null ? {} : { cursor }) })
      paged.push(...rowsOf(page))
      expect(page.truncated).toBe(page.cursor !== null)
      cursor = page.cursor
    } while (cursor !== null)
    expect(paged).toEqual([...whole])
  }, 30_000)

  test("before an end go back page by page", async () => {
    const question = { symbol: "MSFT", kind: "bid_ask", end: "2026-11-20T10:00:30", limit: 20 }
    const newest = await monday.answer(ticks, question)
    const older = await monday.answer(ticks, { ...question, cursor: newest.cursor })
    const both = rowsOf(await monday.answer(ticks, { ...question, limit: 40 }))
    expect([...rowsOf(older), ...rowsOf(newest)]).toEqual([...both])
    for (const { bid, ask, bid_size, ask_size } of both) {
      expect(number(bid)).toBeLessThan(number(ask))
      expect(Math.min(number(bid_size), number(ask_size))).toBeGreaterThan(0)
    }
    const { spread } = newest.summary as { readonly spread: Body }
    const widths = rowsOf(newest).map(({ bid, ask }) => number(ask) - number(bid))
    expect(number(spread.max)).toBeCloseTo(Math.max(...widths), 9)
  })

  test("of several days have whole times", async () => {
    const body = await monday.answer(ticks, { symbol: "FX:EURUSD", start: "2026-11-20T16:59:50-05:00", limit: 50 })
    expect([body.day, body.utc_offset]).toEqual([null, null])
    const times = rowsOf(body).map(({ time }) => String(time))
    expect(times[0]).toMatch(/^2026-11-20T16:59:\d\d-05:00$/)
    expect(times.at(-1)).toMatch(/^2026-11-22T17:\d\d:\d\d-05:00$/)
    expect(body.summary).toMatchObject({ from: times[0], to: times.at(-1) })
  })

  test("asked for twice are asked of the Gateway once, which would refuse", async () => {
    const question = { symbol: "NVDA", start, limit: 10 }
    const first = await monday.answer(ticks, question)
    const again = await monday.answer(ticks, question)
    expect(rowsOf(again)).toEqual([...rowsOf(first)])
    expect([first.meta, again.meta]).toMatchObject([{ source: "live" }, { source: "cache", stale: false }])
  })

  test("of a pair are its quotes, of an index its levels, each in its own zone", async () => {
    const pair = await monday.answer(ticks, { symbol: "FX:EURUSD", limit: 3 })
    expect(pair).toMatchObject({ kind: "bid_ask", columns: expect.arrayContaining(["bid"]) })
    expect(JSON.stringify(pair.meta)).toContain("Currency pairs have no trades: bid_ask is shown.")
    const middle = await monday.answer(ticks, { symbol: "FX:EURUSD", kind: "midpoint", limit: 3 })
    expect(middle.columns).toEqual(["time", "midpoint"])
    const index = await monday.answer(ticks, { symbol: "IND:SPX@CBOE", limit: 3 })
    expect(index.utc_offset).toBe("-06:00")
    expect(index.summary).toMatchObject({ volume: null, vwap: null })
    expect(rowsOf(index).map(({ size }) => size)).toEqual([null, null, null])
    expect(await codeOf(monday, { symbol: "IND:SPX@CBOE", kind: "bid_ask" })).toBe("invalid_request")
  })

  test("that are not subscribed say what to ask for instead, and not to settle for delayed ones", async () => {
    const { body } = await monday.call(ticks, { symbol: "VOD@LSE/GBP" })
    const { code, hint } = body.error as Body
    expect(code).toBe("not_subscribed")
    expect(hint).toContain("IBKR has no delayed ticks")
    expect(hint).toContain("ibkr_historical_bars")
  })

  test.each([
    { start: "2026-11-23T12:00:00-05:00" },
    { start, end: "2026-11-20T09:00:00-05:00" },
    { start: "soon" },
    { end: "x\u0000" },
    { cursor: "from~x~1" },
    { cursor: "from~1763649000~0" },
    { start, cursor: "before~1763649000~0" },
    { seconds: 61 },
    { limit: 1001 },
    { limit: 0 },
    { kind: "volume" },
    { kind: "volume_at_price", duration: "1 X" },
    { symbol: "A\u0000" },
  ])("%p is no question, and nothing of it reaches the Gateway", async (args) => {
    const before = monday.simulator.seen.filter(({ fields }) => ["88", "96", "97"].includes(fields[0] ?? "")).length
    expect(await codeOf(monday, { symbol: "AAPL", ...args })).toBe("invalid_request")
    const after = monday.simulator.seen.filter(({ fields }) => ["88", "96", "97"].includes(fields[0] ?? "")).length
    expect(after).toBe(before)
  })

  test("cost at most a third of the bytes of the same as indented objects", async () => {
    const body = await monday.answer(ticks, { symbol: "AAPL" })
    const objects = JSON.stringify({ ...body, columns: undefined, rows: rowsOf(body) }, null, 2)
    expect(Buffer.byteLength(JSON.stringify(body)) * 3).toBeLessThan(Buffer.byteLength(objects))
  })
})

describe("live ticks", () => {
  test("are listened to for some seconds, with progress, and summed up; the newest are shown", async () => {
    const told: number[] = []
    const { body } = await monday.call(
      ticks,
      { symbol: "TSLA", seconds: 3, limit: 2 },
      { onprogress: ({ progress }) => void told.push(progress) },
    )
    const { count, volume } = body.summary as { readonly count: number; readonly volume: number }
    expect(body.total).toBe(count)
    expect(count).toBeGreaterThan(2)
    expect(volume).toBeGreaterThan(0)
    expect(rowsOf(body)).toHaveLength(2)
    expect(body.truncated).toBe(true)
    expect(told.length).toBeGreaterThanOrEqual(2)
    while (monday.simulator.state.held.tickByTick > 0) await new Promise(setImmediate)
  }, 20_000)

  test("are given up when the client cancels, and their stream with them", async () => {
    const abort = new AbortController()
    const call = monday.call(
      ticks,
      { symbol: "META", seconds: 60 },
      { signal: abort.signal, onprogress: () => abort.abort() },
    )
    await expect(call).rejects.toThrow()
    while (monday.simulator.state.held.tickByTick > 0) await new Promise(setImmediate)
    expect(monday.simulator.seen.findLast(({ fields }) => fields[0] === "98")).toBeDefined()
  }, 20_000)

  test("of an option there are none: its ticks of the past are named", async () => {
    const option = "OPT:AAPL:20261218:C:275"
    const { body } = await monday.call(ticks, { symbol: option, seconds: 1 })
    const { code, hint } = body.error as Body
    expect(code).toBe("unsupported")
    expect(hint).toContain("past")
    await monday.answer(ticks, { symbol: option, kind: "bid_ask", limit: 2 })
  })

  test("of a closed market are none, and it says so", async () => {
    const weekend = await served({ startAt: saturday })
    const body = await weekend.answer(ticks, { symbol: "AAPL", seconds: 1 })
    expect(body).toMatchObject({ total: 0, rows: [], summary: { count: 0, volume: 0, vwap: null, first: null } })
    expect(JSON.stringify(body.meta)).toContain("does not trade now")
    // Ticks of the past are Friday's.
    expect(await weekend.answer(ticks, { symbol: "AAPL", limit: 1 })).toMatchObject({ day: "2026-11-20" })
    await weekend.close()
  }, 20_000)

  test("have no use for what belongs to the past", async () => {
    const body = await monday.answer(ticks, { symbol: "AMD", seconds: "1", start, duration: "1 D", use_rth: true })
    expect(JSON.stringify(body.meta)).toContain("start, duration, use_rth had no effect")
  })
})

describe("volume at price", () => {
  test("is all that was traded, in as many rows as were asked for", async () => {
    const question = { symbol: "AAPL", kind: "volume_at_price", use_rth: true }
    const few = await monday.answer(ticks, { ...question, limit: 10 })
    const many = await monday.answer(ticks, { ...question, limit: 1000 })
    const sum = (body: Body) => rowsOf(body).reduce((all, { volume }) => all + number(volume), 0)
    const profile = few.profile as { readonly volume: number; readonly most_traded: number }
    // The session goes on: the second answer can be newer.
    expect([sum(few), sum(many) >= sum(few)]).toEqual([profile.volume, true])
    expect(rowsOf(few).length).toBeWithin(2, 11)
    expect(rowsOf(many).length).toBeGreaterThan(10)
    expect(many.profile).toMatchObject({ price_step: null, prices: rowsOf(many).length })
    const best = rowsOf(many).toSorted((a, b) => number(b.volume) - number(a.volume))[0]
    expect((many.profile as Body).most_traded).toBe(number(best?.price))
  })

  test("of what has no trades there is none", async () => {
    expect(await codeOf(monday, { symbol: "FX:EURUSD", kind: "volume_at_price" })).toBe("unsupported")
  })
})

test("a login without live data has no ticks; volume at price comes with delayed data too", async () => {
  const delayed = await served({ startAt: mondayMorning, scenarios: ["delayed-only"] })
  expect(await codeOf(delayed, { symbol: "AAPL" })).toBe("not_subscribed")
  expect(await codeOf(delayed, { symbol: "AAPL", seconds: 1 })).toBe("not_subscribed")
  expect(rowsOf(await delayed.answer(ticks, { symbol: "AAPL", kind: "volume_at_price" })).length).toBeGreaterThan(10)
  await delayed.close()
})

test("while the Gateway is away the last good page is given, and live ticks say why there are none", async () => {
  const lost = await served()
  const question = { symbol: "AAPL", start, limit: 5 }
  const before = await lost.answer(ticks, question)
  await lost.answer(ticks, { symbol: "AAPL", kind: "volume_at_price" })
  await lost.simulator.close()
  while (lost.gateway.status().state === "connected") await new Promise(setImmediate)
  const after = await lost.answer(ticks, question)
  expect(rowsOf(after)).toEqual([...rowsOf(before)])
  expect(after.meta).toMatchObject({ source: "cache", stale: true })
  const profile = await lost.answer(ticks, { symbol: "AAPL", kind: "volume_at_price" })
  expect(profile.meta).toMatchObject({ stale: true })
  expect(await codeOf(lost, { symbol: "AAPL", seconds: 1 })).toMatch(/not_connected|connecting/)
  expect(await codeOf(lost, { symbol: "AAPL", limit: 6 })).toMatch(/not_connected|connecting/)
  await lost.close()
})

test("where the Gateway has no figures there are nulls and errors, never its ways to write none", async () => {
  const none = await served({ scenarios: ["sentinels"] })
  const question = { symbol: "AAPL", limit: 5, start }
  expect(await codeOf(none, question)).toBe("no_data")
  expect(await codeOf(none, { ...question, kind: "midpoint" })).toBe("no_data")
  expect(await codeOf(none, { symbol: "AAPL", kind: "volume_at_price" })).toBe("no_data")
  const quotes = await none.answer(ticks, { ...question, kind: "bid_ask" })
  for (const { bid, ask, bid_size, ask_size } of rowsOf(quotes))
    expect([bid, ask, bid_size, ask_size]).toEqual([null, null, null, null])
  expect(quotes.summary).toMatchObject({ count: 5, high: null, spread: { mean: null, one_sided: 5 } })
  expect(JSON.stringify(quotes)).not.toMatch(/:-1[,}]|,-1[,\]]|e\+308/)
  await none.close()
})
