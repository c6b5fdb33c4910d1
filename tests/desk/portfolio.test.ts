import { describe, expect, test } from "bun:test"
import { manualClock } from "../../src/clock/manual-clock.ts"
import type { Config } from "../../src/config/config.ts"
import { masked } from "../../src/desk/accounts.ts"
import { createDesk } from "../../src/desk/desk.ts"
import type { AccountUpdates, PortfolioItem, Position } from "../../src/gateway/account.ts"
import type { Contract } from "../../src/gateway/contract.ts"
import { failure } from "../../src/outcome/outcome.ts"
import { config, contract, failureOf, inMemoryGateway, monday, notConnected, value } from "./in-memory-gateway.ts"

const dollars = "U1234567"
const euros = "DU7654321"

const aapl = contract({ conId: 1, symbol: "AAPL" })
const sap = contract({ conId: 2, symbol: "SAP", primaryExchange: "IBIS", currency: "EUR" })
const toyota = contract({ conId: 3, symbol: "7203", primaryExchange: "TSEJ", currency: "JPY" })
const option = contract({
  conId: 4,
  symbol: "AAPL",
  secType: "OPT",
  expiry: "20261218",
  strike: 200,
  right: "C",
  exchange: "",
  primaryExchange: null,
})

/** As `reqPositions` has it: without exchange. */
const held = (account: string, of: Contract, quantity: number, averageCost: number): Position => ({
  account,
  contract: { ...of, exchange: "", primaryExchange: null },
  quantity,
  averageCost,
})

const item = (
  account: string,
  of: Contract,
  quantity: number,
  averageCost: number,
  marketPrice: number,
  marketValue: number,
): PortfolioItem => ({
  account,
  contract: of,
  quantity,
  averageCost,
  marketPrice,
  marketValue,
  unrealizedPnl: marketValue - quantity * averageCost,
  realizedPnl: 0,
})

const updates = (
  account: string,
  base: string,
  net: number,
  rates: Readonly<Record<string, number>>,
  portfolio: readonly PortfolioItem[],
): AccountUpdates => ({
  account,
  portfolio,
  asOf: monday - 1000,
  values: [
    { account, tag: "NetLiquidation", value: String(net), currency: base },
    { account, tag: "NetLiquidationByCurrency", value: "1", currency: "BASE" },
    ...Object.entries(rates).map(([currency, rate]) => ({
      account,
      tag: "ExchangeRate",
      value: String(rate),
      currency,
    })),
  ],
})

function room(settings: Partial<Config> = {}) {
  const gateway = inMemoryGateway()
  const { known } = gateway
  known.accounts = [dollars, euros]
  known.positions = [
    held(dollars, aapl, 10, 150),
    held(dollars, sap, -5, 100),
    held(dollars, toyota, 0, 0),
    held(dollars, option, -1, 500),
    held(euros, aapl, 10, 150),
  ]
  known.updates = [
    updates(dollars, "USD", 10_000, { USD: 1, EUR: 1.2 }, [
      item(dollars, aapl, 10, 150, 200, 2000),
      item(dollars, sap, -5, 100, 120, -600),
      item(dollars, option, -1, 500, 4, -400),
    ]),
    updates(euros, "EUR", 5000, { EUR: 1, USD: 0.8 }, [item(euros, aapl, 10, 150, 200, 2000)]),
  ]
  const pnl = (daily: number, worth: number) => ({
    daily,
    unrealized: null,
    realized: null,
    quantity: null,
    value: worth,
  })
  known.positionPnl.set(`${dollars} 1`, pnl(20, 2000))
  known.positionPnl.set(`${dollars} 2`, pnl(-7, -720))
  known.positionPnl.set(`${dollars} 4`, pnl(1, -400))
  known.positionPnl.set(`${euros} 1`, pnl(16, 1600))
  const row = (account: string, tag: string, text: string, currency: string) => ({
    account,
    tag,
    value: text,
    currency,
  })
  known.summary = [
    row(dollars, "NetLiquidation", "10000", "USD"),
    row(dollars, "Cushion", "0.35", ""),
    row(dollars, "BuyingPower", "1.7976931348623157E308", "USD"),
    row(euros, "NetLiquidation", "5000", "EUR"),
  ]
  known.pnl.set(dollars, { daily: 20, unrealized: 500, realized: null })
  const clock = manualClock(monday)
  const desk = createDesk({ gateway, config: { ...config, ...settings }, clock })
  return {
    gateway,
    clock,
    desk,
    positions: (account: string | null = null, symbol: string | null = null) => desk.positions(account, symbol, {}),
    summary: (account: string | null = null) => desk.accountSummary(account, {}),
  }
}

describe("positions", () => {
  test("of two accounts are never merged, each weighed in its own base currency, largest first (pitfall 7)", async () => {
    const { data } = value(await room().positions())
    expect(
      data.map((one) => [one.instrument, one.account, one.marketValueBase, one.baseCurrency, one.weightPct]),
    ).toEqual([
      ["AAPL", dollars, 2000, "USD", 20],
      ["AAPL", euros, 1600, "EUR", 32],
      ["SAP@IBIS/EUR", dollars, -720, "USD", -7.2],
      ["OPT:AAPL:20261218:C:200", dollars, -400, "USD", -4],
    ])
  })

  test("that are closed are left out", async () => {
    const { data } = value(await room().positions())
    expect(data.some(({ symbol }) => symbol === "7203")).toBe(false)
  })

  test("gain against their cost, short ones too", async () => {
    const { data } = value(await room().positions(dollars))
    expect(data.map(({ unrealizedPnl, unrealizedPnlPct }) => [unrealizedPnl, unrealizedPnlPct])).toEqual([
      [500, 33.333333],
      [-100, -20],
      [100, 20],
    ])
  })

  test("say in which currency the day's result is, found by the value that comes with it", async () => {
    const { gateway, positions } = room()
    const currencies = async () =>
      value(await positions(dollars)).data.map((one) => [one.dailyPnl, one.dailyPnlCurrency])
    expect((await currencies())[1]).toEqual([-7, "USD"])
    gateway.known.positionPnl.set(`${dollars} 2`, {
      daily: -6,
      unrealized: null,
      realized: null,
      quantity: -5,
      value: -601,
    })
    expect((await currencies())[1]).toEqual([-6, "EUR"])
    gateway.known.positionPnl.set(`${dollars} 2`, {
      daily: -6,
      unrealized: null,
      realized: null,
      quantity: -5,
      value: null,
    })
    expect((await currencies())[1]).toEqual([-6, null])
  })

  test("without an exchange rate have no base value and no weight, and say so", async () => {
    const { gateway, positions } = room()
    gateway.known.updates = gateway.known.updates.map((one) => ({
      ...one,
      values: one.values.filter(({ tag, currency }) => tag !== "ExchangeRate" || currency !== "EUR"),
    }))
    const { data, provenance } = value(await positions(dollars, "SAP"))
    expect(data[0]).toMatchObject({ marketValue: -600, marketValueBase: null, weightPct: null })
    expect(provenance.warnings.join()).toContain("No exchange rate")
  })

  test("changed since the portfolio was last valued are valued at its price", async () => {
    const { gateway, positions } = room()
    gateway.known.positions = [held(dollars, aapl, 15, 160)]
    expect(value(await positions(dollars)).data[0]).toMatchObject({
      quantity: 15,
      marketValue: 3000,
      unrealizedPnl: 600,
      unrealizedPnlPct: 25,
    })
  })

  test("that cannot be valued are still named", async () => {
    const { gateway, positions } = room()
    gateway.known.updates = []
    const { data, provenance } = value(await positions(dollars))
    expect(data.map(({ symbol, quantity, marketValue }) => [symbol, quantity, marketValue])).toEqual([
      ["AAPL", 10, null],
      ["SAP", -5, null],
      ["AAPL", -1, null],
    ])
    expect(provenance.warnings.join()).toContain("could not be valued")
  })

  test.each([
    ["AAPL", ["AAPL", "OPT:AAPL:20261218:C:200"]],
    ["aapl", ["AAPL", "OPT:AAPL:20261218:C:200"]],
    ["CONID:4", ["OPT:AAPL:20261218:C:200"]],
    ["OPT:AAPL:20261218:C:200", ["OPT:AAPL:20261218:C:200"]],
    ["MSFT", []],
  ])("of %s", async (symbol, instruments) => {
    expect(value(await room().positions(dollars, symbol)).data.map(({ instrument }) => instrument)).toEqual(instruments)
  })

  test("of before are shown when the Gateway is gone, and none never replaces them (pitfall 8)", async () => {
    const { gateway, clock, positions } = room()
    await positions()
    gateway.known.down = notConnected
    await clock.advance(5000)
    const { data, provenance } = value(await positions())
    expect(data).toHaveLength(4)
    expect(provenance).toMatchObject({ source: "cache", staleS: 5 })
    expect(failureOf(await positions(dollars)).code).toBe("not_connected")
  })
})

describe("an account summary", () => {
  test("is in each account's own base currency, and null where the Gateway says nothing (pitfall 1)", async () => {
    const { data, provenance } = value(await room().summary())
    expect(data[0]).toMatchObject({
      account: dollars,
      baseCurrency: "USD",
      netLiquidation: 10_000,
      cushion: 0.35,
      buyingPower: null,
      unrealizedPnl: 500,
      realizedPnl: null,
      dailyPnl: 20,
    })
    expect(data[1]).toMatchObject({ account: euros, baseCurrency: "EUR", netLiquidation: 5000, dailyPnl: null })
    expect(provenance.warnings.join()).toContain(`No profit and loss of ${euros}`)
  })

  test("of one account says whose it is", async () => {
    const { data, provenance } = value(await room().summary("du7654321"))
    expect(data.map(({ account }) => account)).toEqual([euros])
    expect(provenance.account).toBe(euros)
  })
})

describe("accounts that may not be read", () => {
  const settings = { accounts: [dollars] }

  test("are counted, never named", async () => {
    const { positions, summary } = room(settings)
    for (const answer of [value(await positions()), value(await summary())]) {
      expect(JSON.stringify(answer)).not.toContain("7654321")
      expect(answer.provenance.warnings).toContain("1 other account is not shown.")
    }
  })

  test("are refused by name, without naming the others", async () => {
    const { positions, summary } = room(settings)
    for (const outcome of [await positions(euros), await summary("U9999999")]) {
      expect(failureOf(outcome).code).toBe("account_not_allowed")
      expect(failureOf(outcome).hint).not.toContain(euros)
      expect(failureOf(outcome).hint).toContain(dollars)
    }
  })

  test("are not named by the Gateway's own texts either", async () => {
    const { gateway, positions, desk } = room(settings)
    gateway.known.down = failure("gateway_error", `Account ${euros} is closed.`, `Ask about ${euros}.`)
    expect(failureOf(await positions())).toMatchObject({ message: "Account U*** is closed.", hint: "Ask about U***." })
    expect(JSON.stringify(await desk.connection(false, {}))).not.toContain("7654321")
  })

  test("all of them: says so", async () => {
    expect(failureOf(await room({ accounts: ["U1"] }).positions()).code).toBe("account_not_allowed")
  })
})

describe("masked account numbers", () => {
  const settings = { maskAccounts: true }

  test.each([
    ["U1234567", "U***4567"],
    ["DU7654321", "DU***4321"],
    ["U123", "U***3"],
  ])("%s is %s", (account, mask) => {
    expect(masked(account)).toBe(mask)
  })

  test("are the only ones in any answer", async () => {
    const { desk, positions, summary } = room(settings)
    for (const answer of [
      await positions(),
      await summary(),
      await summary(dollars),
      await desk.connection(true, {}),
    ]) {
      const text = JSON.stringify(answer)
      expect(text).not.toContain(dollars)
      expect(text).not.toContain(euros)
      expect(text).toContain("U***4567")
    }
  })

  test("are understood in a question", async () => {
    expect(value(await room(settings).positions("U***4567")).data).toHaveLength(3)
    expect(value(await room(settings).positions(dollars)).data).toHaveLength(3)
  })

  test("are kept in errors", async () => {
    const failed = failureOf(await room(settings).positions("U7777777"))
    expect(JSON.stringify(failed)).not.toMatch(/\d{5}/)
  })
})
