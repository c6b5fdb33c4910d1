import { describe, expect, test } from "bun:test"
import { fail } from "../../../src/outcome/outcome.ts"
import { failureOf, notConnected, value } from "../in-memory-gateway.ts"
import { aapl, dollars, euros, held, twoAccounts as room } from "../two-accounts.ts"

describe("positions", () => {
  test("of two accounts are never merged, each weighed in its own base currency, largest first", async () => {
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

  test("of before are shown when the Gateway is gone, and none never replaces them", async () => {
    const { gateway, clock, positions } = room()
    await positions()
    gateway.known.down = notConnected
    await clock.advance(5000)
    const { data, provenance } = value(await positions())
    expect(data).toHaveLength(4)
    expect(provenance).toMatchObject({ source: "cache", staleS: 5 })
    const ofOne = value(await positions(dollars))
    expect(ofOne.data.every(({ account }) => account === dollars)).toBe(true)
    expect([ofOne.data.length, ofOne.provenance.staleS]).toEqual([3, 5])
    expect(value(await positions(null, "SAP@IBIS/EUR")).data).toHaveLength(1)
    expect(failureOf(await positions("DU9999999")).code).toBe("account_not_allowed")
    expect(failureOf(await positions(null, "MSFT")).code).toBe("not_connected")
  })
})

test("a question that nobody waits for any more leaves no half answer behind", async () => {
  const { gateway, desk, positions, summary } = room()
  const abort = new AbortController()
  const gone = () => {
    abort.abort()
    return Promise.resolve(fail("request_timeout", "Cancelled.", "Ask again."))
  }
  gateway.positionPnl = gone
  gateway.accountPnl = gone
  const { signal } = abort
  expect(failureOf(await desk.positions(null, null, { signal })).code).toBe("request_timeout")
  expect(failureOf(await desk.accountSummary(null, { signal })).code).toBe("request_timeout")
  gateway.known.down = notConnected
  expect(failureOf(await positions()).code).toBe("not_connected")
  expect(failureOf(await summary()).code).toBe("not_connected")
})

describe("an account summary", () => {
  test("is in each account's own base currency, and null where the Gateway says nothing", async () => {
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
    expect(provenance.warnings.join()).toContain(`sent no profit and loss of ${euros}`)
  })

  test("of which the Gateway sends nothing but its unset values is said to be missing, and takes the place of none", async () => {
    const { gateway, summary } = room()
    const { known } = gateway
    const before = value(await summary())
    known.summary = known.summary.map((row) => ({ ...row, value: "1.7976931348623157E308" }))
    for (const account of [dollars, euros]) known.pnl.set(account, { daily: null, unrealized: null, realized: null })
    expect(value(await summary()).provenance.warnings).toEqual([
      `The Gateway sent no profit and loss of ${dollars}, ${euros}.`,
      `The Gateway sent no figures of ${dollars}, ${euros}.`,
    ])
    known.down = notConnected
    expect(value(await summary()).data).toEqual(before.data)
  })

  test("does not wait long for a profit and loss that never comes", async () => {
    const { gateway, clock, desk } = room()
    let aborted = 0
    const never: typeof gateway.accountPnl = (_, options) =>
      new Promise((resolve) => {
        options?.signal?.addEventListener("abort", () => {
          aborted += 1
          resolve(fail("request_timeout", "Cancelled.", "Ask again."))
        })
      })
    gateway.accountPnl = never
    const asked = desk.accountSummary(null, {})
    while (clock.pending === 0) await Promise.resolve()
    await clock.advance(3050)
    const { data, provenance } = value(await asked)
    expect(data.map(({ dailyPnl }) => dailyPnl)).toEqual([null, null])
    expect(provenance.warnings).toEqual([`The Gateway sent no profit and loss of ${dollars}, ${euros}.`])
    expect(aborted).toBe(2)
    expect(clock.pending).toBe(0)
  })

  test("of one account says whose it is", async () => {
    const { data, provenance } = value(await room().summary("du7654321"))
    expect(data.map(({ account }) => account)).toEqual([euros])
    expect(provenance.account).toBe(euros)
  })
})
