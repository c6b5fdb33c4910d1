import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { type Body, number, rowsOf, type Served, served } from "./mcp-client.ts"

/** An advisor's clients: two in dollars who hold nothing in euros, and one in euros who holds nothing in dollars. */
let advisor: Served
beforeAll(async () => {
  advisor = await served({ scenarios: ["advisor"] })
})
afterAll(() => advisor.close())

const warningsOf = ({ meta }: Body): string => String((meta as Body).warnings)

/** What all accounts have in dollars, by their own summaries and the Gateway's quote. */
async function worth(): Promise<number> {
  const { accounts } = await advisor.answer("ibkr_account_summary")
  const { midpoint } = await advisor.answer("ibkr_fx_rate", { pair: "EURUSD" })
  return (accounts as readonly Body[]).reduce((sum, { base_currency, net_liquidation }) => {
    return sum + number(net_liquidation) * (base_currency === "EUR" ? number(midpoint) : 1)
  }, 0)
}

describe("accounts whose bases no account tells a rate between", () => {
  test("are one picture by the Gateway's quote, which is said, and leave nothing out", async () => {
    const body = await advisor.answer("ibkr_portfolio_risk")
    expect(number(body.net_liquidation) / (await worth())).toBeCloseTo(1, 4)
    expect(rowsOf(body.left_out)).toEqual([])
    expect(rowsOf(body.exchange_rates).map(({ currency }) => currency)).toEqual(["CHF", "EUR"])
    expect(warningsOf(body)).toContain(
      "EUR to USD at the midpoint of FX:EURUSD (live): no account tells an ExchangeRate",
    )
  })

  test("in another currency too, the pair turned round", async () => {
    const body = await advisor.answer("ibkr_portfolio_risk", { currency: "EUR" })
    const { midpoint } = await advisor.answer("ibkr_fx_rate", { pair: "EURUSD" })
    expect((number(body.net_liquidation) * number(midpoint)) / (await worth())).toBeCloseTo(1, 4)
    expect(warningsOf(body)).toContain("USD to EUR at the midpoint of FX:EURUSD")
  })

  test("have totals of positions together", async () => {
    const body = await advisor.answer("ibkr_positions")
    expect(rowsOf(body.left_out)).toEqual([])
    const [first, second, third, together] = rowsOf(body.totals)
    const rate = rowsOf(body.exchange_rates).find(({ from, to }) => from === "EUR" && to === "USD")?.rate
    expect(number(together?.market_value)).toBeCloseTo(
      number(first?.market_value) + number(second?.market_value) + number(third?.market_value) * number(rate),
      0,
    )
    expect(warningsOf(body)).toContain("FX:EURUSD")
  })
})

test("without a quote either, an account is left out by name", async () => {
  const blind = await served({ scenarios: ["advisor", "not-subscribed"] })
  const body = await blind.answer("ibkr_positions")
  expect(rowsOf(body.left_out)).toMatchObject([{ from: "all_accounts", account: "DU1000003" }])
  const risk = await blind.answer("ibkr_portfolio_risk")
  expect(risk.net_liquidation).toBeNull()
  expect(rowsOf(risk.left_out)[0]).toMatchObject({ from: "everything", account: "DU1000003" })
  await blind.close()
})
