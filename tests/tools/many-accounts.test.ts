import { afterAll, beforeAll, expect, test } from "bun:test"
import { scenarioFromDocument } from "../../src/simulator/scenario-document.ts"
import { type Body, number, rowsOf, type Served, served } from "./mcp-client.ts"

/** As an advisor has them, holding three each. */
const count = 40
const symbols = ["AAPL", "MSFT", "KO"]
const accounts = Array.from({ length: count }, (_, index) => ({
  account: `DU${2_000_000 + index}`,
  cash: { USD: 100_000 },
  positions: symbols.map((symbol) => ({ symbol, quantity: index + 1, average_cost: 100 })),
}))

let product: Served
beforeAll(async () => {
  const reading = scenarioFromDocument({ accounts })
  if (!reading.ok) throw new Error(reading.problem)
  product = await served({ scenarios: [reading.scenario] })
})
afterAll(() => product.close())

test("the totals of positions end with all accounts, however many are held back", async () => {
  const { totals, positions } = await product.answer("ibkr_positions", { limit: 500 })
  const rows = rowsOf(totals)
  expect(totals).toMatchObject({ total: count + 1, truncated: true })
  expect(rows.length).toBe(31)
  const worth = (positions as readonly { readonly market_value: number }[]).reduce(
    (all, one) => all + one.market_value,
    0,
  )
  expect(rows.at(-1)).toMatchObject({ account: null, positions: count * symbols.length })
  expect(number(rows.at(-1)?.market_value)).toBeCloseTo(worth, 2)
})

test("a resource holds every position, for it has no pages", async () => {
  const { contents } = await product.client.readResource({ uri: "portfolio://positions" })
  const { positions, truncated } = JSON.parse(String(contents[0] && "text" in contents[0] && contents[0].text))
  expect([positions.length, truncated]).toEqual([count * symbols.length, false])
})

test("margin is that of a few accounts, and of all of them together", async () => {
  const { margin, net_liquidation } = await product.answer("ibkr_portfolio_risk", { limit: 3 })
  expect(margin).toMatchObject({ total: count + 1, truncated: true })
  expect(rowsOf(margin).map(({ account }) => account)).toEqual(["DU2000000", "DU2000001", "DU2000002", null])
  expect(rowsOf(margin).at(-1)?.net_liquidation).toBe(net_liquidation)
})

test.each(["summary", "currencies"])("a %s of all accounts comes page by page, none twice", async (detail) => {
  const seen: unknown[] = []
  let cursor: unknown = null
  do {
    const args = { detail, limit: 15, ...(cursor === null ? {} : { cursor }) }
    const body = await product.answer("ibkr_account_summary", args)
    const shown = (body.accounts as readonly Body[]).map(({ account }) => account)
    expect(shown.length).toBeLessThanOrEqual(15)
    expect(body).toMatchObject({ total: count, truncated: true })
    if (detail === "currencies")
      expect([...new Set(rowsOf(body.currencies).map(({ account }) => account))]).toEqual(shown)
    seen.push(...shown)
    cursor = body.cursor
  } while (cursor !== null && seen.length < 2 * count)
  expect(seen).toEqual(accounts.map(({ account }) => account))
})

test("an account that there is not is refused with the names of a few that there are", async () => {
  const { body } = await product.call("ibkr_account_summary", { account: "DU1" })
  const { code, hint } = body.error as Body
  expect(code).toBe("account_not_allowed")
  expect(hint).toContain("DU2000000, DU2000001")
  expect(hint).toContain("DU2000019 and 20 more. IB_ACCOUNTS")
})

test("an account summary says how far it is", async () => {
  const said: string[] = []
  await product.call("ibkr_account_summary", {}, { onprogress: ({ message }) => said.push(message ?? "") })
  expect(said).toEqual(["Profit and loss of 25 of 40 accounts", "Profit and loss of 40 of 40 accounts"])
})

test("values are those of a page, with as many accounts, and tell an advisor's setup once", async () => {
  const first = await product.answer("ibkr_account_summary", { detail: "all", limit: 5 })
  expect(first).toMatchObject({ total: count, truncated: true })
  expect(first.accounts).toHaveLength(5)
  expect(first).toHaveProperty("advisor")
  const { cursor } = first.values as Body
  const second = await product.answer("ibkr_account_summary", { detail: "all", limit: 5, cursor })
  expect(rowsOf(second.values)).toHaveLength(5)
  expect(second).not.toHaveProperty("advisor")
})

test("what no position has is said once of each account", async () => {
  const silent = await served({ scenarios: ["sentinels"] })
  const { left_out } = await silent.answer("ibkr_positions")
  const rows = rowsOf(left_out)
  expect(left_out).not.toHaveProperty("truncated")
  expect(
    rows.filter(({ from }) => from === "daily_pnl").map(({ account, instrument }) => [account, instrument]),
  ).toEqual([
    ["DU1234567", null],
    ["DU7654321", null],
  ])
  await silent.close()
})
