import { expect, test } from "bun:test"
import { scenarioFromDocument } from "../../src/simulator/scenario-document.ts"
import { type Body, number, rowsOf, served } from "./mcp-client.ts"

/** A Treasury, a fund, an option on a future short and a stock, all in dollars. */
const positions = [
  { con_id: 590000021, quantity: 100, average_cost: 98.5 },
  { con_id: 590000020, quantity: 50, average_cost: 400 },
  { con_id: 1311156706, quantity: -2, average_cost: 7000 },
  { symbol: "AAPL", quantity: 10, average_cost: 200 },
]

test("bonds, funds and options on futures are in what an account is worth, its weights and its ledger", async () => {
  const reading = scenarioFromDocument({ accounts: [{ account: "DU1000001", cash: { USD: 50_000 }, positions }] })
  if (!reading.ok) throw new Error(reading.problem)
  const product = await served({ scenarios: [reading.scenario] })
  const body = await product.answer("ibkr_positions")
  const held = body.positions as readonly Body[]
  expect(held.map(({ sec_type }) => sec_type).toSorted()).toEqual(["BOND", "FOP", "FUND", "STK"])
  const worth = held.reduce((sum, { market_value }) => sum + number(market_value), 50_000)
  for (const { market_value, weight_pct } of held)
    expect(number(weight_pct)).toBeCloseTo((number(market_value) / worth) * 100, 1)

  const { accounts, currencies } = await product.answer("ibkr_account_summary", { detail: "currencies" })
  expect(number((accounts as readonly Body[])[0]?.net_liquidation) / worth).toBeCloseTo(1, 3)
  const [base] = rowsOf(currencies)
  const of = (kind: string) => number(held.find(({ sec_type }) => sec_type === kind)?.market_value)
  for (const [column, kind] of Object.entries({ bonds: "BOND", funds: "FUND", futures_options: "FOP", stocks: "STK" }))
    expect(number(base?.[column]) / of(kind)).toBeCloseTo(1, 2)
  await product.close()
})
