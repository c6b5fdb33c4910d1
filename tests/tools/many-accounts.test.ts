import { afterAll, beforeAll, expect, test } from "bun:test"
import { scenarioFromDocument } from "../../src/simulator/scenario-document.ts"
import { number, rowsOf, type Served, served } from "./mcp-client.ts"

/** As an advisor has them. */
const count = 40
const accounts = Array.from({ length: count }, (_, index) => ({
  account: `DU${2_000_000 + index}`,
  cash: { USD: 100_000 },
  positions: [{ symbol: "AAPL", quantity: index + 1, average_cost: 100 }],
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
  expect(rows.at(-1)).toMatchObject({ account: null, positions: count })
  expect(number(rows.at(-1)?.market_value)).toBeCloseTo(worth, 2)
})

test("margin is that of a few accounts, and of all of them together", async () => {
  const { margin, net_liquidation } = await product.answer("ibkr_portfolio_risk", { limit: 3 })
  expect(margin).toMatchObject({ total: count + 1, truncated: true })
  expect(rowsOf(margin).map(({ account }) => account)).toEqual(["DU2000000", "DU2000001", "DU2000002", null])
  expect(rowsOf(margin).at(-1)?.net_liquidation).toBe(net_liquidation)
})
