import { afterEach, describe, expect, test } from "bun:test"
import { readOnlyText } from "../fake-gateway.ts"
import { code, type Rig, rig, value } from "../rig.ts"
import { completedOrder, openOrder, orderStatus } from "./order-frames.ts"

let r: Rig
afterEach(() => r.close())

const big = "9223372036854775001"

describe("open orders", () => {
  test("of all clients, each with its own status, by IBKR's number where a client's is not told", async () => {
    r = await rig()
    const asked = r.gateway.openOrders()
    expect(await r.fake.next("16", 0)).toEqual(["16", "1"])
    r.fake.client.send(...openOrder({ permId: big }))
    r.fake.client.send(...orderStatus({ permId: big, status: "Submitted" }, ["25", "75", "189.5"]))
    r.fake.client.send(...openOrder({ permId: "7", account: "DU7654321", action: "SELL", clientId: 3, orderId: 41 }))
    r.fake.client.send(...orderStatus({ permId: "7", clientId: 3, orderId: 41 }, ["0", "100", "0"]))
    r.fake.client.send(53, 1)
    const { orders, unreadable } = value(await asked)
    expect(unreadable).toBe(0)
    expect(orders).toEqual([
      {
        account: "DU1234567",
        contract: {
          conId: 265598,
          symbol: "AAPL",
          secType: "STK",
          expiry: null,
          strike: null,
          right: null,
          multiplier: null,
          exchange: "SMART",
          primaryExchange: null,
          currency: "USD",
          localSymbol: "AAPL",
          tradingClass: "NMS",
        },
        permId: big,
        action: "BUY",
        quantity: 100,
        type: "LMT",
        limitPrice: 190,
        stopPrice: null,
        trailingStopPrice: null,
        trailingAmount: null,
        trailingPct: null,
        offset: null,
        timeInForce: "GTC",
        goodTill: null,
        outsideRegularHours: true,
        ocaGroup: "group 1",
        reference: "my order",
        status: "Submitted",
        filled: 25,
        clientId: 0,
        orderId: 0,
        parentId: null,
        remaining: 75,
        averagePrice: 189.5,
        whyHeld: "locate",
      },
      expect.objectContaining({
        account: "DU7654321",
        action: "SELL",
        permId: "7",
        clientId: 3,
        orderId: 41,
        filled: 0,
        remaining: 100,
        // Nothing is filled: the 0 that the Gateway sends is no price.
        averagePrice: null,
      }),
    ])
    expect(r.fake.sent("5")).toEqual([])
    expect(r.fake.sent("15")).toEqual([])
  })

  test("have the prices of their type and no others: 0 and the largest double are none", async () => {
    r = await rig()
    const asked = r.gateway.openOrders()
    await r.fake.next("16", 0)
    const unset = "1.7976931348623157E308"
    const orders = [
      { permId: "1", type: "MKT", limit: "0.0", aux: "0.0" },
      { permId: "2", type: "LMT", limit: "0.0", aux: "0.0" },
      { permId: "3", type: "STP", limit: "0.0", aux: "180.5" },
      { permId: "4", type: "STP LMT", limit: "180", aux: "181" },
      { permId: "5", type: "TRAIL", limit: unset, aux: "2.5", trailingStop: "187.75" },
      { permId: "6", type: "TRAIL LIMIT", limit: "0.0", aux: unset, trailingStop: "187", trailingPct: "1.5" },
      { permId: "7", type: "REL", limit: "0.0", aux: "0.03" },
      { permId: "8", type: "MIT", limit: "0.0", aux: "175" },
      { permId: "9", type: "LMT", limit: unset, aux: unset, quantity: "0" },
    ]
    for (const order of orders) r.fake.client.send(...openOrder(order))
    r.fake.client.send(53, 1)
    const found = value(await asked).orders.map((one) => [
      one.type,
      one.limitPrice,
      one.stopPrice,
      one.trailingStopPrice,
      one.trailingAmount,
      one.trailingPct,
      one.offset,
    ])
    expect(found).toEqual([
      ["MKT", null, null, null, null, null, null],
      ["LMT", 0, null, null, null, null, null],
      ["STP", null, 180.5, null, null, null, null],
      ["STP LMT", 180, 181, null, null, null, null],
      ["TRAIL", null, null, 187.75, 2.5, null, null],
      ["TRAIL LIMIT", null, null, 187, null, 1.5, null],
      ["REL", null, null, null, null, null, 0.03],
      ["MIT", null, 175, null, null, null, null],
      ["LMT", null, null, null, null, null, null],
    ])
  })

  test("that cannot be read are counted, and the others told", async () => {
    r = await rig()
    const asked = r.gateway.openOrders()
    await r.fake.next("16", 0)
    r.fake.client.send(...openOrder({ permId: "1" }))
    r.fake.client.send(...openOrder({ permId: "2" }).slice(0, 60))
    // The end is the end, without its version too.
    r.fake.client.send(53)
    const { orders, unreadable } = value(await asked)
    expect(orders.map(({ permId }) => permId)).toEqual(["1"])
    expect(unreadable).toBe(1)
  })

  test("are read_only when the Gateway refuses without naming the request, and says nothing more", async () => {
    r = await rig()
    const asked = r.gateway.openOrders()
    await r.fake.next("16", 0)
    r.fake.client.send(4, 2, -1, 321, readOnlyText, "")
    await r.fence()
    await r.clock.advance(300)
    expect(code(await asked)).toBe("read_only")
  })

  test("are told after all when a refusal was about something else", async () => {
    r = await rig()
    const asked = r.gateway.openOrders()
    await r.fake.next("16", 0)
    r.fake.client.send(4, 2, -1, 321, readOnlyText, "")
    await r.fence()
    await r.clock.advance(299)
    r.fake.client.send(...openOrder())
    r.fake.client.send(53, 1)
    expect(value(await asked).orders).toHaveLength(1)
  })

  test("that somebody stops waiting for do not cut the next answer short", async () => {
    r = await rig()
    const impatience = new AbortController()
    const given = r.gateway.openOrders({ signal: impatience.signal })
    await r.fake.next("16", 0)
    r.fake.client.send(...openOrder({ permId: "1" }))
    await r.fence()
    impatience.abort()
    expect(code(await given)).toBe("request_timeout")
    const again = r.gateway.openOrders()
    r.fake.client.send(...openOrder({ permId: "2" }))
    r.fake.client.send(53, 1)
    expect(value(await again).orders.map(({ permId }) => permId)).toEqual(["1", "2"])
    expect(r.fake.sent("16")).toHaveLength(1)
  })

  test("without an end marker are request_timeout", async () => {
    r = await rig()
    const asked = r.gateway.openOrders()
    await r.fake.next("16", 0)
    r.fake.client.send(...openOrder())
    await r.fence()
    await r.clock.advance(15_000)
    expect(code(await asked)).toBe("request_timeout")
  })
})

describe("completed orders", () => {
  test("say when and how they ended", async () => {
    r = await rig()
    const asked = r.gateway.completedOrders()
    expect(await r.fake.next("99", 0)).toEqual(["99", "0"])
    r.fake.client.send(...completedOrder({ permId: big, type: "MKT", limit: "0.0" }))
    r.fake.client.send(
      ...completedOrder({ permId: "2", status: "Cancelled", filled: "0", at: "20261119 20:05:12 Nowhere" }),
    )
    r.fake.client.send(102)
    const { orders } = value(await asked)
    expect(orders).toEqual([
      expect.objectContaining({
        permId: big,
        status: "Filled",
        limitPrice: null,
        quantity: 100,
        filled: 100,
        // Ten in New York, which is five hours behind UTC in November.
        completedAt: { at: Date.parse("2026-11-20T15:00:00Z"), zone: "America/New_York" },
        outcome: "Filled Size: 100",
      }),
      expect.objectContaining({ permId: "2", status: "Cancelled", filled: 0, completedAt: null }),
    ])
  })

  test("are an empty answer when there are none", async () => {
    r = await rig()
    const asked = r.gateway.completedOrders()
    await r.fake.next("99", 0)
    r.fake.client.send(102)
    expect(value(await asked)).toEqual({ orders: [], unreadable: 0 })
  })
})
