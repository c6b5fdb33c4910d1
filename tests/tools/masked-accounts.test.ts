import { afterAll, beforeAll, expect, test } from "bun:test"
import { scenarioFromDocument } from "../../src/simulator/scenario-document.ts"
import { type Body, rowsOf, type Served, served } from "./mcp-client.ts"

/** Two accounts that end alike, in two currencies, holding the same. */
const accounts = [
  { account: "DU1230001", base_currency: "USD", quantity: 10 },
  { account: "DU9990001", base_currency: "EUR", quantity: 20 },
].map(({ quantity, ...account }) => ({
  ...account,
  positions: ["AAPL", "MSFT"].map((symbol) => ({ symbol, quantity, average_cost: 100 })),
}))

let product: Served
beforeAll(async () => {
  const reading = scenarioFromDocument({ accounts })
  if (!reading.ok) throw new Error(reading.problem)
  product = await served({ scenarios: [reading.scenario], config: { maskAccounts: true } })
})
afterAll(() => product.close())

test("accounts that end alike are told apart, and never added up as one", async () => {
  const body = await product.answer("ibkr_positions")
  expect(rowsOf(body.totals)).toMatchObject([
    { account: "DU***0001-2", currency: "EUR", positions: 2 },
    { account: "DU***0001", currency: "USD", positions: 2 },
    { account: null, positions: 4 },
  ])
  expect(JSON.stringify(body)).not.toMatch(/DU\d/)
  const summary = await product.answer("ibkr_account_summary")
  expect((summary.accounts as readonly Body[]).map(({ account }) => account)).toEqual(["DU***0001", "DU***0001-2"])
})

test("each can be asked about by the name that answers give it", async () => {
  for (const [account, currency] of [
    ["DU***0001", "USD"],
    ["du***0001-2", "EUR"],
    ["DU9990001", "EUR"],
  ] as const) {
    const { accounts } = await product.answer("ibkr_account_summary", { account })
    expect(accounts).toMatchObject([{ base_currency: currency }])
  }
})

test("pages of what they have end, and repeat nothing", async () => {
  const seen: string[] = []
  let cursor: unknown = null
  do {
    const body = await product.answer("ibkr_positions", { limit: 1, ...(cursor === null ? {} : { cursor }) })
    seen.push(...(body.positions as readonly Body[]).map(({ account, instrument }) => `${account} ${instrument}`))
    cursor = body.cursor
  } while (cursor !== null && seen.length < 10)
  expect(seen.toSorted()).toEqual(["DU***0001 AAPL", "DU***0001 MSFT", "DU***0001-2 AAPL", "DU***0001-2 MSFT"])
})
