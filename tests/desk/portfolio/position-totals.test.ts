import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { positionTotals } from "../../../src/desk/portfolio/position-totals.ts"
import type { HeldPosition } from "../../../src/desk/portfolio/positions.ts"
import { value } from "../in-memory-gateway.ts"
import { dollars, euros, twoAccounts } from "../two-accounts.ts"

const position = (fields: Partial<HeldPosition>): HeldPosition => ({
  instrument: "AAPL",
  symbol: "AAPL",
  secType: "STK",
  exchange: "NASDAQ",
  currency: "USD",
  account: dollars,
  baseCurrency: "USD",
  conId: 1,
  quantity: 10,
  avgCost: 150,
  marketPrice: 200,
  marketValue: 2000,
  exchangeRate: 1,
  marketValueBase: 2000,
  unrealizedPnl: 500,
  unrealizedPnlPct: 33.333333,
  realizedPnl: 0,
  dailyPnl: 20,
  dailyPnlCurrency: "USD",
  weightPct: 20,
  common: { currency: "USD", rate: 1 },
  ...fields,
})

const only = (fields: Partial<HeldPosition>) => {
  const { totals, leftOut } = positionTotals([position(fields)])
  return { total: totals[0], gaps: leftOut.map(({ from, reason }) => [from, reason]) }
}

describe("totals", () => {
  test("are of each account in its base, and of both in the first one's, at the Gateway's rates", async () => {
    const { totals, rates, leftOut } = positionTotals(value(await twoAccounts().positions()).data)
    // In dollars: 2000 of Apple, -600 EUR of SAP at 1.2, an option of -400; in euros: 2000 USD of Apple at 0.8.
    expect(totals).toEqual([
      {
        account: dollars,
        currency: "USD",
        positions: 3,
        marketValue: 880,
        contractValue: 0,
        unrealizedPnl: 500 - 100 * 1.2 + 100,
        dailyPnl: 20 - 7 + 1,
      },
      {
        account: euros,
        currency: "EUR",
        positions: 1,
        marketValue: 1600,
        contractValue: 0,
        unrealizedPnl: 400,
        dailyPnl: 16,
      },
      {
        account: null,
        currency: "USD",
        positions: 4,
        marketValue: 880 + 1600 / 0.8,
        contractValue: 0,
        unrealizedPnl: 480 + 400 / 0.8,
        dailyPnl: 14 + 16 / 0.8,
      },
    ])
    expect(rates).toEqual([
      { from: "USD", to: "EUR", rate: 0.8 },
      { from: "EUR", to: "USD", rate: 1.25 },
      { from: "EUR", to: "USD", rate: 1.2 },
    ])
    expect(leftOut).toEqual([])
  })

  test("keep what is not owned apart: a future and a CFD at full contract value", () => {
    for (const secType of ["FUT", "CFD"])
      expect(only({ secType }).total).toMatchObject({ marketValue: 0, contractValue: 2000, unrealizedPnl: 500 })
    for (const secType of ["OPT", "FOP", "BOND", "CRYPTO", "FUND"])
      expect(only({ secType }).total).toMatchObject({ marketValue: 2000, contractValue: 0 })
  })

  test("leave a currency position to cash, and say so", () => {
    const { total, gaps } = only({ secType: "CASH" })
    expect(total).toMatchObject({ marketValue: 0, contractValue: 0, unrealizedPnl: 500 })
    expect(gaps).toEqual([["market_value", "a currency position: the account's cash has it already"]])
  })

  test.each<[string, Partial<HeldPosition>, string[]]>([
    ["without a value", { marketValue: null, marketValueBase: null }, ["market_value"]],
    [
      "without a rate",
      { currency: "EUR", exchangeRate: null, marketValueBase: null },
      ["market_value", "unrealized_pnl"],
    ],
    [
      "without a result",
      { unrealizedPnl: null, dailyPnl: null, dailyPnlCurrency: null },
      ["unrealized_pnl", "daily_pnl"],
    ],
    ["whose day's result is in an unknown currency", { dailyPnlCurrency: null }, ["daily_pnl"]],
  ])("name what they leave out: a position %s", (_, fields, from) => {
    expect(only(fields).gaps.map(([of]) => of)).toEqual(from)
  })

  test("name a contract whose value is missing in the sum that it would be in", () => {
    const unknown = { marketValue: null, marketValueBase: null }
    expect(only({ secType: "FUT", ...unknown }).gaps.map(([of]) => of)).toEqual(["contract_value"])
  })

  test("of all accounts name each account that is in none of them, once", () => {
    const foreign = { account: euros, currency: "EUR", baseCurrency: "EUR", common: { currency: "USD", rate: null } }
    const { totals, leftOut } = positionTotals([position({}), position(foreign), position({ ...foreign, conId: 2 })])
    expect(totals.at(-1)).toMatchObject({ account: null, currency: "USD", marketValue: 2000, dailyPnl: 20 })
    const reason = "no exchange rate of EUR to USD from the Gateway"
    const whole = leftOut.filter(({ from }) => from === "all_accounts")
    expect(whole).toEqual([{ from: "all_accounts", account: euros, instrument: null, reason }])
  })

  test("of which nothing is known are null, not nought", () => {
    const unknown = { marketValue: null, marketValueBase: null, unrealizedPnl: null, dailyPnl: null }
    const { totals } = positionTotals([position(unknown), position({ conId: 2, secType: "FUT" })])
    expect(totals).toMatchObject([{ marketValue: null, contractValue: 2000, unrealizedPnl: 500, dailyPnl: 20 }])
    expect(only(unknown).total).toMatchObject({
      marketValue: null,
      contractValue: 0,
      unrealizedPnl: null,
      dailyPnl: null,
    })
  })

  test("convert a day's result that is in the contract's currency", () => {
    const foreign = { currency: "EUR", dailyPnlCurrency: "EUR", exchangeRate: 1.2 }
    expect(only(foreign).total?.dailyPnl).toBe(24)
  })

  test("of any positions are the sum of what is not left out", () => {
    const amount = fc.option(fc.integer({ min: -1e6, max: 1e6 }), { nil: null })
    const some = fc.record({
      marketValueBase: amount,
      dailyPnl: amount,
      secType: fc.constantFrom("STK", "FUT", "CASH"),
    })
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 20 }), (fields) => {
        const rows = fields.map((one, conId) => position({ ...one, conId, instrument: `CONID:${conId}` }))
        const { totals, leftOut } = positionTotals(rows)
        const left = (from: string) => new Set(leftOut.filter((one) => one.from === from).map((one) => one.instrument))
        const sum = (of: readonly HeldPosition[], from: string, amount: (one: HeldPosition) => number | null) =>
          of.filter((one) => !left(from).has(one.instrument)).reduce((all, one) => all + (amount(one) ?? Number.NaN), 0)
        const [all] = totals
        const contracts = rows.filter(({ secType }) => secType === "FUT")
        const others = rows.filter(({ secType }) => secType !== "FUT")
        expect(all?.marketValue ?? 0).toBe(sum(others, "market_value", (one) => one.marketValueBase))
        expect(all?.contractValue ?? 0).toBe(sum(contracts, "contract_value", (one) => one.marketValueBase))
        expect(all?.dailyPnl ?? 0).toBe(sum(rows, "daily_pnl", (one) => one.dailyPnl))
        expect(all?.dailyPnl === null).toBe(left("daily_pnl").size === rows.length)
      }),
    )
  })
})
