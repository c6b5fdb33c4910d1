import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { type Body, number, rowsOf, type Served, saturday, served } from "./mcp-client.ts"

const risk = "ibkr_portfolio_risk"
const all = { limit: 200 }

let monday: Served
beforeAll(async () => {
  monday = await served()
})
afterAll(() => monday.close())

const sumOf = (rows: readonly Body[], column: string): number =>
  rows.reduce((sum, row) => sum + number(row[column] ?? 0), 0)

describe("the picture of two accounts in two currencies", () => {
  test("is added up in the first account's base, at rates that the Gateway gave and that it names", async () => {
    const body = await monday.answer(risk, all)
    expect(body.currency).toBe("USD")
    const rates = rowsOf(body.exchange_rates)
    expect(rates.map(({ currency }) => currency)).toEqual(["EUR", "GBP", "HKD", "JPY"])
    const { accounts } = await monday.answer("ibkr_account_summary")
    const [dollars, euros] = accounts as readonly Body[]
    const euro = number(rates.find(({ currency }) => currency === "EUR")?.rate)
    const sum = number(dollars?.net_liquidation) + number(euros?.net_liquidation) * euro
    // The two answers are a moment apart, and the market moves meanwhile.
    expect(number(body.net_liquidation) / sum).toBeCloseTo(1, 3)
  })

  test("counts what ibkr_positions values, in every dimension the same sum", async () => {
    const body = await monday.answer(risk, all)
    const { positions } = await monday.answer("ibkr_positions")
    const rates = new Map(rowsOf(body.exchange_rates).map(({ currency, rate }) => [currency, number(rate)]))
    const plain = (positions as readonly Body[]).filter(({ sec_type }) => sec_type !== "OPT")
    const worth = plain.reduce(
      (sum, one) => sum + number(one.market_value) * (one.currency === "USD" ? 1 : (rates.get(one.currency) ?? 0)),
      0,
    )
    const kinds = rowsOf(body.by_asset_class)
    expect(
      sumOf(
        kinds.filter(({ asset_class }) => asset_class !== "option"),
        "net",
      ) / worth,
    ).toBeCloseTo(1, 3)
    const { net, long, short } = body.exposure as Body
    expect(number(long) + number(short)).toBeCloseTo(number(net), 1)
    for (const table of [body.by_currency, body.by_asset_class, body.by_sector, body.by_underlying])
      expect(sumOf(rowsOf(table), "net")).toBeCloseTo(number(net), 1)
    expect(sumOf(rowsOf(body.by_currency), "net_liquidation")).toBeCloseTo(number(body.net_liquidation), 0)
    expect(sumOf(rowsOf(body.by_currency), "cash")).toBeCloseTo(number(body.cash), 1)
    expect(rowsOf(body.left_out)).toEqual([])
  })

  test("has the Greeks of its options as ibkr_quote has them, each with its computation and data type", async () => {
    const body = await monday.answer(risk, { ...all, detail: "detailed" })
    const options = rowsOf(body.positions).filter(({ asset_class }) => asset_class === "option")
    expect(options.length).toBe(2)
    const { quotes } = await monday.answer("ibkr_quote", { symbols: options.map(({ instrument }) => instrument) })
    for (const option of options) {
      const quote = (quotes as readonly Body[]).find(({ con_id }) => con_id === option.con_id)
      const { delta, computation } = (quote?.greeks ?? {}) as Body
      expect(number(option.delta)).toBeCloseTo(number(delta), 2)
      expect([option.computation, option.data_type]).toEqual([computation, quote?.data_type])
      expect(number(option.delta_shares)).toBeCloseTo(number(option.delta) * number(option.quantity) * 100, 4)
      expect(number(option.exposure)).toBeCloseTo(number(option.delta_shares) * number(option.underlying_price), 1)
    }
    const sums = rowsOf(body.greeks)
    const together = sums.at(-1)
    expect(together).toMatchObject({ underlying: null, options: 2, delta_shares: null, from: "2 model live" })
    for (const name of ["delta_money", "gamma_money", "vega", "theta"])
      expect(sumOf(sums.slice(0, -1), name)).toBeCloseTo(number(together?.[name]), 1)
    const option = options.find(({ instrument }) => String(instrument).startsWith("OPT:AAPL"))
    const ofApple = sums.find(({ underlying }) => underlying === "AAPL")
    const gamma = number(option?.gamma) * number(option?.quantity) * 100
    expect(number(ofApple?.gamma_shares)).toBeCloseTo(gamma, 5)
    expect(number(ofApple?.gamma_money)).toBeCloseTo((gamma * number(option?.underlying_price) ** 2) / 100, 1)
  })

  test("puts a stock and the options on it under one underlying, months of a future under another", async () => {
    const rows = rowsOf((await monday.answer(risk, { ...all, detail: "detailed" })).by_underlying)
    const apple = rows.find(({ instrument }) => instrument === "AAPL")
    expect(apple).toMatchObject({ con_id: 265598, positions: 2 })
    expect(number(apple?.short)).toBeLessThan(0)
    expect(rows.find(({ instrument }) => instrument === "CONTFUT:CL@NYMEX")).toMatchObject({
      con_id: null,
      long: 0,
      delta_shares: -1000,
    })
  })

  test("says how concentrated it is: weights are sizes of net exposures by underlying", async () => {
    const body = await monday.answer(risk, all)
    const sizes = rowsOf(body.by_underlying)
      .map(({ net }) => Math.abs(number(net)))
      .sort((a, b) => b - a)
    const total = sizes.reduce((sum, size) => sum + size, 0)
    const weights = sizes.map((size) => size / total)
    const top = (count: number) => 100 * weights.slice(0, count).reduce((sum, weight) => sum + weight, 0)
    const concentration = body.concentration as Body
    expect(concentration.underlyings).toBe(sizes.length)
    expect(number(concentration.top_1_pct)).toBeCloseTo(top(1), 1)
    expect(number(concentration.top_5_pct)).toBeCloseTo(top(5), 1)
    const hhi = weights.reduce((sum, weight) => sum + weight ** 2, 0)
    expect(number(concentration.hhi)).toBeCloseTo(hhi, 4)
    expect(number(concentration.effective_number)).toBeCloseTo(1 / hhi, 1)
  })

  test("shows the margin of each account in its base, and of both together", async () => {
    const margin = rowsOf((await monday.answer(risk)).margin)
    expect(margin.map(({ account, currency }) => [account, currency])).toEqual([
      ["DU1234567", "USD"],
      ["DU7654321", "EUR"],
      [null, "USD"],
    ])
    for (const row of margin)
      expect(number(row.margin_use_pct)).toBeCloseTo(
        (100 * number(row.maintenance_margin)) / number(row.net_liquidation),
        1,
      )
  })

  test("can be of one account, and in another currency", async () => {
    const body = await monday.answer(risk, { account: "DU7654321", currency: "usd" })
    expect(body).toMatchObject({ currency: "USD", meta: { account: "DU7654321" } })
    expect(rowsOf(body.margin)).toHaveLength(1)
    const own = await monday.answer(risk, { account: "DU7654321" })
    expect(own.currency).toBe("EUR")
    expect(number(body.net_liquidation) / number(own.net_liquidation)).toBeCloseTo(1.159, 2)
  })

  test("is bounded: tables say how much they hold back", async () => {
    const body = await monday.answer(risk, { limit: 2 })
    expect(body.by_underlying).toMatchObject({ truncated: true })
    expect(rowsOf(body.by_underlying)).toHaveLength(2)
    expect(body.positions).toBeUndefined()
    expect(JSON.stringify(await monday.answer(risk)).length).toBeLessThan(5000)
  })

  test("is reported as it comes, and takes little more than a third of the bytes of the same as indented objects", async () => {
    const said: string[] = []
    const { body } = await monday.call(
      risk,
      { detail: "detailed", limit: 30 },
      {
        onprogress: ({ message }) => said.push(message ?? ""),
      },
    )
    expect(said.join()).toMatch(/Valued 2 of 2 accounts.*contracts.*Greeks of 2 of 2 options/)
    const objects = Object.fromEntries(
      Object.entries(body).map(([name, value]) => [
        name,
        typeof value === "object" && value !== null && "rows" in value ? rowsOf(value) : value,
      ]),
    )
    expect(JSON.stringify(body).length).toBeLessThan(JSON.stringify(objects, null, 2).length / 2.8)
  })
})

describe("what it cannot know", () => {
  test("an account that is none, a currency without a rate, a limit beyond bounds are refused and say what fits", async () => {
    const account = await monday.call(risk, { account: "DU9999999" })
    expect(account.body).toMatchObject({ error: { code: "account_not_allowed" } })
    const currency = await monday.call(risk, { currency: "XXX" })
    expect(currency.body).toMatchObject({ error: { code: "invalid_request" } })
    expect(JSON.stringify(currency.body)).toContain("EUR, GBP, HKD, JPY, USD")
    for (const args of [{ limit: 0 }, { limit: 201 }, { detail: "all" }, { currency: "U\u0000" }, { what: 1 }])
      expect((await monday.call(risk, args)).body).toMatchObject({ error: { code: "invalid_request" } })
  })
})

test("delayed data is said to be delayed, of each sum of Greeks too", async () => {
  const delayed = await served({ scenarios: ["delayed-only"] })
  const body = await delayed.answer(risk, { ...all, detail: "detailed" })
  expect(body.meta).toMatchObject({ source: "delayed" })
  for (const row of rowsOf(body.greeks)) expect(String(row.from)).toContain("delayed")
  await delayed.close()
})

test("on a weekend everything is still there", async () => {
  const closed = await served({ startAt: saturday })
  const body = await closed.answer(risk, all)
  expect(number((body.exposure as Body).positions)).toBeGreaterThan(15)
  expect(rowsOf(body.greeks).at(-1)).toMatchObject({ options: 2 })
  await closed.close()
})

test("an advisor's clients are one picture, other accounts are counted and never named", async () => {
  const advisor = await served({
    scenarios: ["advisor"],
    config: { accounts: ["DU1000001", "DU1000003"], maskAccounts: true },
  })
  const body = await advisor.answer(risk, { ...all, detail: "detailed" })
  expect(JSON.stringify(body)).not.toMatch(/D[FU]1000/)
  expect(rowsOf(body.margin).map(({ account }) => account)).toEqual(["DU***0001", "DU***0003", null])
  expect(JSON.stringify(body.meta)).toContain("2 other accounts are not shown")
  await advisor.close()
})

test("when the Gateway has gone the last picture is shown, as old as it is", async () => {
  const lost = await served()
  const before = await lost.answer(risk)
  await lost.simulator.close()
  while (lost.gateway.status().state === "connected") await new Promise(setImmediate)
  const { meta, ...after } = await lost.answer(risk)
  expect(meta).toMatchObject({ stale: true, source: "cache" })
  expect(after).toEqual(Object.fromEntries(Object.entries(before).filter(([name]) => name !== "meta")))
  expect((await lost.call(risk, { account: "DU7654321" })).body).toMatchObject({ error: { code: "not_connected" } })
  await lost.close()
})

test("cancelled, it stops asking", async () => {
  const product = await served()
  const abort = new AbortController()
  const call = product.call(risk, {}, { signal: abort.signal, onprogress: () => abort.abort() })
  await expect(call).rejects.toThrow()
  const asked = () => product.simulator.seen.filter(({ fields: [id] }) => id === "1").length
  const answer = await product.answer("ibkr_connection_status")
  expect([asked(), answer.connected]).toEqual([0, true])
  await product.close()
})
