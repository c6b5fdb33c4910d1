import { afterAll, beforeAll, expect, test } from "bun:test"
import { type Body, number, rowsOf, type Served, served } from "./mcp-client.ts"

const positions = "ibkr_positions"

let product: Served
beforeAll(async () => {
  product = await served()
})
afterAll(() => product.close())

const held = (body: Body) => body.positions as readonly Body[]

test("come page by page, largest first, none twice, with the totals of all on every page", async () => {
  const whole = await product.answer(positions)
  const seen: string[] = []
  let cursor: unknown = null
  do {
    const body = await product.answer(positions, { limit: 5, ...(cursor === null ? {} : { cursor }) })
    seen.push(...held(body).map(({ account, con_id }) => `${account} ${con_id}`))
    expect(body.total).toBe(held(whole).length)
    expect(body.truncated).toBe(held(body).length < held(whole).length)
    expect(rowsOf(body.totals)[0]?.positions).toBe(13)
    cursor = body.cursor
  } while (cursor !== null)
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.toSorted()).toEqual(
    held(whole)
      .map(({ account, con_id }) => `${account} ${con_id}`)
      .toSorted(),
  )
})

test("add up to what the account itself has: results of the day and unrealized, in each base", async () => {
  const body = await product.answer(positions)
  const { accounts } = await product.answer("ibkr_account_summary")
  for (const account of accounts as readonly Body[]) {
    const total = rowsOf(body.totals).find((one) => one.account === account.account)
    expect(total?.currency).toBe(account.base_currency)
    // The market moves between the two calls, by less than a thousandth of what is held.
    const moved = Math.abs(number(total?.market_value)) / 1000
    expect(Math.abs(number(total?.unrealized_pnl) - number(account.unrealized_pnl))).toBeLessThan(moved)
    const own = held(body).filter((one) => one.account === account.account)
    const known = own.filter(({ daily_pnl }) => daily_pnl !== null)
    const left = rowsOf(body.left_out).filter(({ from, account: of }) => from === "daily_pnl" && of === account.account)
    expect(left.length).toBe(own.length - known.length)
    const gross = own.filter(({ sec_type }) => ["STK", "OPT", "CRYPTO"].includes(String(sec_type)))
    const worth = gross.reduce((sum, one) => sum + number(one.market_value_base), 0)
    expect(number(total?.market_value)).toBeCloseTo(worth, 1)
  }
})

test("convert at rates that are named, each account into its base, all into the first one's", async () => {
  const body = await product.answer(positions)
  const rates = new Map(rowsOf(body.exchange_rates).map(({ from, to, rate }) => [`${from} ${to}`, number(rate)]))
  for (const one of held(body)) {
    const rate = one.currency === one.base_currency ? 1 : rates.get(`${one.currency} ${one.base_currency}`)
    expect(number(one.market_value) * (rate ?? Number.NaN)).toBeCloseTo(number(one.market_value_base), 1)
  }
  const [dollars, euros, together] = rowsOf(body.totals)
  const euro = rates.get("EUR USD") ?? Number.NaN
  expect(together).toMatchObject({ account: null, currency: "USD" })
  expect(number(together?.market_value)).toBeCloseTo(
    number(dollars?.market_value) + number(euros?.market_value) * euro,
    0,
  )
})

test("of one symbol and account have totals of their own, in one currency", async () => {
  const body = await product.answer(positions, { symbol: "AAPL", account: "DU1234567" })
  expect(rowsOf(body.totals)).toMatchObject([{ account: "DU1234567", positions: 2 }])
  expect(rowsOf(body.exchange_rates)).toEqual([])
})

test("none at all is an answer too", async () => {
  const body = await product.answer(positions, { symbol: "ZZZZ" })
  expect(body).toMatchObject({ positions: [], total: 0, truncated: false, cursor: null })
  expect(rowsOf(body.totals)).toEqual([])
})

test("progress is reported while the day's results come", async () => {
  const said: string[] = []
  await product.call(positions, {}, { onprogress: ({ message }) => said.push(message ?? "") })
  expect(said.join()).toContain("Profit and loss of 23 of 23 positions")
})

test("a page that is not there, a limit beyond bounds are refused", async () => {
  for (const args of [{ cursor: "DU1234567~1" }, { limit: 0 }, { limit: 501 }, { limit: 1.5 }])
    expect((await product.call(positions, args)).body).toMatchObject({ error: { code: "invalid_request" } })
})
