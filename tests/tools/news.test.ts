import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { type Body, rowsOf, type Served, saturday, served } from "./mcp-client.ts"

const news = "ibkr_news"

let monday: Served
beforeAll(async () => {
  monday = await served()
})
afterAll(() => monday.close())

const instant = (row: Body): number => Date.parse(String(row.time))

describe("headlines of an instrument", () => {
  test("come newest first from every provider, with what ibkr_news takes to show one whole", async () => {
    const body = await monday.answer(news, { symbol: "AAPL" })
    expect(body).toMatchObject({ instrument: "AAPL", con_id: 265598, untrusted: true, truncated: true, total: null })
    const rows = rowsOf(body)
    expect(rows).toHaveLength(20)
    expect(rows.map(instant)).toEqual(rows.map(instant).toSorted((a, b) => b - a))
    expect(String(rows[0]?.time)).toEndWith("-05:00")
    for (const { article_id, provider, headline } of rows.slice(0, 3)) {
      const article = await monday.answer(news, { article_id })
      expect(article).toMatchObject({
        provider,
        article_id,
        format: "text",
        truncated: false,
        cursor: null,
        untrusted: true,
      })
      expect(String(article.text)).toStartWith(`${headline}\n`)
      expect(String(article.text)).not.toContain("&#10;")
    }
  })

  test("page by page are the same as in one piece", async () => {
    const span = { symbol: "AAPL", start: "2026-06-01" }
    const whole = rowsOf(await monday.answer(news, { ...span, limit: 100 }))
    expect(whole.length).toBeGreaterThan(20)
    const paged: Body[] = []
    let body = await monday.answer(news, { ...span, limit: 9 })
    paged.push(...rowsOf(body))
    while (typeof body.cursor === "string") {
      body = await monday.answer(news, { ...span, limit: 9, cursor: body.cursor })
      paged.push(...rowsOf(body))
    }
    const ids = (rows: readonly Body[]) => rows.map(({ article_id }) => article_id)
    expect(ids(paged)).toEqual(ids(whole))
    expect(body).toMatchObject({ truncated: false, cursor: null })
  })

  test("of some providers, between two instants", async () => {
    const span = { symbol: "AAPL", start: "2026-10-01", end: "2026-11-20", limit: 100 }
    const actions = rowsOf(await monday.answer(news, { ...span, provider: "brfupdn" }))
    const all = rowsOf(await monday.answer(news, { ...span, provider: "BRFG+BRFUPDN" }))
    expect(actions).toEqual(all.filter(({ provider }) => provider === "BRFUPDN"))
    for (const { headline, sentiment, confidence } of actions) {
      expect(Math.sign(Number(sentiment))).toBe(String(headline).includes("downgraded") ? -1 : 1)
      expect(confidence).toBe(0.97)
    }
    for (const { time } of all) expect(["2026-10", "2026-11"]).toContain(String(time).slice(0, 7))
    for (const { time } of all) expect(String(time) < "2026-11-21").toBe(true)
    expect(rowsOf(await monday.answer(news, { symbol: "FX:EURUSD" }))).toEqual([])
  })

  test("that are none say whose none, and where else to look", async () => {
    for (const args of [{ symbol: "FX:EURUSD" }, { symbol: "AAPL", start: "2027-11-25" }]) {
      const body = await monday.answer(news, args)
      expect(body).toMatchObject({ rows: [], total: 0, truncated: false, cursor: null })
      expect(String((body.meta as Body).warnings)).toContain(`No headlines of ${args.symbol} from BRFG, BRFUPDN, DJNL`)
    }
  })

  test("of every kind of contract that has any, in its exchange's time", async () => {
    for (const [symbol, offset] of [
      ["VOD@LSE/GBP", "+00:00"],
      ["7203@TSEJ/JPY", "+09:00"],
      ["IND:SPX@CBOE", "-06:00"],
      ["CONID:265598", "-05:00"],
    ] as const) {
      const [first] = rowsOf(await monday.answer(news, { symbol, limit: 1, start: "2026-11-05" }))
      expect([symbol, String(first?.time).slice(-6)]).toEqual([symbol, offset])
    }
  })

  test("cost a model at most a third of what they would as indented objects", async () => {
    const body = await monday.answer(news, { symbol: "AAPL" })
    const { columns: _, rows: __, ...rest } = body
    const objects = JSON.stringify({ ...rest, headlines: rowsOf(body) }, null, 2)
    expect(JSON.stringify(body).length).toBeLessThan(objects.length * 0.75)
  })
})

describe("without an instrument", () => {
  test("the providers that may be read are listed", async () => {
    const { providers } = await monday.answer(news)
    expect((providers as readonly Body[]).map(({ code }) => code)).toEqual(["BRFG", "BRFUPDN", "DJNL", "BULLETINS"])
  })

  test("a provider's tape is listened to, and its line given back", async () => {
    const heard: number[] = []
    const onprogress = ({ progress }: { readonly progress: number }) => heard.push(progress)
    const { body } = await monday.call(news, { provider: "BRFG", limit: 3 }, { onprogress })
    expect(heard).toEqual([0, 1])
    expect(rowsOf(body).map(({ provider }) => provider)).toEqual(["BRFG", "BRFG", "BRFG"])
    expect(body).toMatchObject({ total: null, truncated: true, cursor: null })
    expect((body.meta as Body).warnings).toEqual([expect.stringContaining("ask with symbol")])
    while (monday.simulator.state.held.marketDataLines > 0) await new Promise(setImmediate)
  })

  test("what has no effect there is said", async () => {
    const body = await monday.answer(news, { start: "2026-11-01" })
    expect((body.meta as Body).warnings).toEqual(["Only headlines of a symbol have a past: start had no effect."])
  })

  test("an article is read whole, whatever else is said of headlines", async () => {
    const [row] = rowsOf(await monday.answer(news, { symbol: "AAPL", provider: "BRFG", limit: 1 }))
    const args = { article_id: row?.article_id, symbol: "AAPL", start: "2026-11-01", end: "2026-11-02" }
    const body = await monday.answer(news, args)
    expect((body.meta as Body).warnings).toEqual(["An article is found by its id: symbol, start, end had no effect."])
  })
})

test("a newsletter is a PDF: its size, and where to read it", async () => {
  const [row] = rowsOf(await monday.answer(news, { symbol: "IND:SPX@CBOE", provider: "DJNL", limit: 1 }))
  const body = await monday.answer(news, { article_id: row?.article_id })
  expect(body).toMatchObject({ format: "pdf", text: null, untrusted: true })
  expect(Number(body.size_bytes)).toBeGreaterThan(500)
})

describe("a refusal", () => {
  test.each([
    [{ symbol: "ZZZZQX" }, "not_found", "ibkr_contract_search"],
    [{ symbol: "AAPL", provider: "NOPE" }, "not_subscribed", "BRFG, BRFUPDN, DJNL"],
    [{ provider: "NOPE" }, "not_subscribed", "BRFG, BRFUPDN, DJNL"],
    [{ article_id: "BRFG$nothing" }, "no_data", "article_id"],
    [{ article_id: "NOPE$1" }, "not_subscribed", "BRFG, BRFUPDN, DJNL"],
    [{ article_id: "nothing" }, "invalid_request", "article_id"],
    [{ symbol: "AAPL", cursor: "x" }, "invalid_request", "cursor"],
    [{ symbol: "AAPL", start: "x" }, "invalid_request", "2026-11-20 for the start of that day"],
    [{ symbol: "AAPL", limit: 1000 }, "invalid_request", "limit"],
    [{ symbol: "AAPL\u0000" }, "invalid_request", "printable"],
    [{ provider: "BRFG\u0000" }, "invalid_request", "printable"],
    [{ article_id: "BRFG$\u0007" }, "invalid_request", "printable"],
  ])("of %p is %s and says what to change", async (args, code, hint) => {
    const { isError, body } = await monday.call(news, args)
    const error = body.error as Body
    expect([isError, error.code]).toEqual([true, code])
    expect(`${error.message} ${error.hint}`).toContain(hint)
  })
})

test("on a weekend, with a login that has delayed data only, news is as on any other day", async () => {
  const calm = await served({ startAt: saturday, scenarios: ["delayed-only"] })
  expect(rowsOf(await calm.answer(news, { symbol: "AAPL", limit: 5 }))).toHaveLength(5)
  await calm.close()
})

test("when the Gateway is gone, what was read before is given with its age, and the rest is an honest error", async () => {
  const own = await served()
  const before = await own.answer(news, { symbol: "AAPL", limit: 2 })
  const [row] = rowsOf(before)
  const article = await own.answer(news, { article_id: row?.article_id })
  await own.simulator.close()
  while (own.gateway.status().state === "connected") await new Promise(setImmediate)
  const after = await own.answer(news, { symbol: "AAPL", limit: 2 })
  expect(rowsOf(after)).toEqual(rowsOf(before))
  expect(after.meta).toMatchObject({ stale: true, source: "cache" })
  expect((await own.answer(news, { article_id: row?.article_id })).text).toBe(String(article.text))
  expect((await own.call(news, { symbol: "MSFT" })).body.error).toMatchObject({ code: "not_connected" })
  await own.client.close()
  await own.gateway.stop()
})

describe("IBKR's own bulletins", () => {
  test("are listed among the providers, and told without the lines that rule them off", async () => {
    const eve = await served({ startAt: "2026-11-25T21:30:00Z" })
    try {
      const { providers } = await eve.answer(news)
      expect(providers).toContainEqual({ code: "BULLETINS", name: expect.stringContaining("IBKR's own") })
      const body = await eve.answer(news, { provider: "bulletins" })
      expect(rowsOf(body)).toEqual([
        {
          id: expect.any(Number),
          kind: "notice",
          exchanges: "NYSE,NASDAQ",
          text: "To NYSE,NASDAQ traders:\nUS stock and option markets are closed on 2026-11-26.",
        },
      ])
      expect(body).toMatchObject({ total: 1, truncated: false, untrusted: true, meta: { warnings: [] } })
    } finally {
      await eve.close()
    }
  })

  test("of a day that has none are said to be none", async () => {
    const body = await monday.answer(news, { provider: "BULLETINS" })
    expect(body).toMatchObject({ rows: [], total: 0, meta: { warnings: ["IBKR has sent no bulletin today."] } })
  })
})

test("a call that is cancelled listens to no tape any more", async () => {
  const abort = new AbortController()
  const asked = monday.call(news, { provider: "DJNL" }, { signal: abort.signal }).catch(() => "cancelled")
  while (monday.simulator.state.held.marketDataLines === 0) await new Promise(setImmediate)
  abort.abort()
  expect(await asked).toBe("cancelled")
  while (monday.simulator.state.held.marketDataLines > 0) await new Promise(setImmediate)
})
