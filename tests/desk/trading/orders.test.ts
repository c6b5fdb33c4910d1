import { describe, expect, test } from "bun:test"
import { failure } from "../../../src/outcome/outcome.ts"
import { failureOf, notConnected, value } from "../in-memory-gateway.ts"
import { after, completed, dollars, euros, open, option, twoTraders, vodafone } from "./two-traders.ts"

const readOnly = failure("read_only", "The API is in Read-Only mode.", 'Clear "Read-Only API".', { ibCode: 321 })

const ids = (answer: { readonly data: { readonly orders: readonly { readonly permId: string | null }[] } }) =>
  answer.data.orders.map(({ permId }) => permId)

describe("orders", () => {
  test("open ones by account and instrument, with who placed them", async () => {
    const { known, orders } = twoTraders()
    known.openOrders = [
      open("1", { contract: vodafone, limitPrice: 105.8, clientId: 3, orderId: 41 }),
      open("2", { contract: option, type: "STP", limitPrice: null, stopPrice: 3 }),
      open("3", { account: euros, type: "TRAIL", limitPrice: null, trailingStopPrice: 187.75, trailingAmount: 2.5 }),
    ]
    const { data } = value(await orders())
    expect(data.orders).toMatchObject([
      { account: euros, instrument: "AAPL", stopPrice: 187.75, trailingAmount: 2.5, clientId: 0 },
      { account: dollars, instrument: "OPT:AAPL:20261218:C:200", limitPrice: null, stopPrice: 3 },
      { account: dollars, instrument: "VOD@LSE/GBP", limitPrice: 105.8, priceMagnifier: 100, clientId: 3, orderId: 41 },
    ])
  })

  test("completed ones newest first, behind the open ones when all are asked for", async () => {
    const { known, orders } = twoTraders()
    known.openOrders = [open("1")]
    known.completedOrders = [
      completed("2", { completedAt: after(1), filled: 4 }),
      completed("3", { completedAt: after(2), status: "Cancelled", filled: 0 }),
      completed("4", { completedAt: null }),
    ]
    expect(ids(value(await orders({ state: "completed" })))).toEqual(["3", "2", "4"])
    const { data } = value(await orders({ state: "all" }))
    expect(ids({ data })).toEqual(["1", "3", "2", "4"])
    expect(data.orders[2]).toMatchObject({ isOpen: false, filled: 4, remaining: 6, averagePrice: null, clientId: null })
  })

  test("one kind is told without the other that the Gateway hides, and why", async () => {
    const { known, orders } = twoTraders()
    known.openOrders = [open("1")]
    known.completedOrders = readOnly
    const { data, provenance } = value(await orders({ state: "all" }))
    expect(ids({ data })).toEqual(["1"])
    expect(provenance.warnings).toEqual([`No completed orders are shown: ${readOnly.message} ${readOnly.hint}`])
    const alone = failureOf(await orders({ state: "completed" }))
    expect(alone.code).toBe("read_only")
    expect(alone.hint).toContain("ibkr_executions")
    known.openOrders = readOnly
    expect(failureOf(await orders({ state: "all" })).code).toBe("read_only")
    known.completedOrders = [completed("2")]
    expect(value(await orders({ state: "all" })).provenance.warnings[0]).toStartWith("No open orders are shown:")
  })

  test("of accounts that may not be read are not told, nor what is written on the others about them", async () => {
    const { known, orders } = twoTraders({ accounts: [euros], maskAccounts: true })
    known.openOrders = [
      open("1"),
      open("2", { account: euros, reference: `hedge of ${dollars}`, ocaGroup: euros, whyHeld: dollars }),
      open("3", { account: "Growth" }),
    ]
    const { data, provenance } = value(await orders())
    expect(data.orders).toMatchObject([{ permId: "2", account: "DU***4321" }])
    expect(JSON.stringify([data, provenance])).not.toMatch(/1234567|7654321|Growth/)
    expect(provenance.warnings).toEqual(["1 other account is not shown."])
  })

  test("a group's are told where nothing is to be hidden", async () => {
    const { known, orders } = twoTraders()
    known.openOrders = [open("1", { account: "Growth" })]
    expect(value(await orders()).data.orders).toMatchObject([{ account: "Growth" }])
    expect(value(await orders({ account: dollars })).data.orders).toEqual([])
  })

  test("by account and by symbol, an underlying's options included", async () => {
    const { known, orders } = twoTraders()
    known.openOrders = [open("1"), open("2", { contract: option, account: euros }), open("3", { contract: vodafone })]
    const found = async (question: Parameters<typeof orders>[0]) => ids(value(await orders(question)))
    expect(await found({ symbol: "AAPL" })).toEqual(["2", "1"])
    expect(await found({ symbol: "AAPL", account: euros })).toEqual(["2"])
    expect(await found({ symbol: "VOD@LSE/GBP" })).toEqual(["3"])
    expect(failureOf(await orders({ account: "U0000000" })).code).toBe("account_not_allowed")
  })

  test("come in pages, each once", async () => {
    const { known, orders } = twoTraders()
    known.openOrders = ["1", "2", "3", "4", "5"].map((permId) => open(permId))
    const first = value(await orders({ limit: 2 })).data
    const second = value(await orders({ limit: 2, cursor: first.cursor })).data
    const third = value(await orders({ limit: 2, cursor: second.cursor })).data
    expect([first, second, third].map((data) => ids({ data }))).toEqual([["1", "2"], ["3", "4"], ["5"]])
    expect([first.total, third.cursor]).toEqual([5, null])
    // Gone meanwhile: rather than guess where to go on, it is said.
    known.openOrders = [open("5")]
    expect(failureOf(await orders({ limit: 2, cursor: first.cursor })).hint).toContain("without cursor")
  })

  test("that could not be read are counted in a warning", async () => {
    const { known, orders } = twoTraders()
    known.openOrders = [open("1")]
    known.unreadableOrders = 2
    expect(value(await orders()).provenance.warnings).toEqual([
      "Orders that could not be read and are missing here: 2.",
    ])
  })

  test("of which none could be read are an error, not an empty list", async () => {
    const { known, orders } = twoTraders()
    known.unreadableOrders = 2
    expect(failureOf(await orders()).code).toBe("gateway_error")
  })

  test("the last good answer is given when the Gateway is away", async () => {
    const { known, orders, clock } = twoTraders()
    known.openOrders = [open("1")]
    await orders()
    known.down = notConnected
    await clock.advance(60_000)
    const { data, provenance } = value(await orders())
    expect(ids({ data })).toEqual(["1"])
    expect(provenance).toMatchObject({ staleS: 60, source: "cache" })
    expect(failureOf(await orders({ state: "completed" })).code).toBe("not_connected")
  })
})
