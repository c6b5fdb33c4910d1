import { afterEach, describe, expect, test } from "bun:test"
import { readZonedInstant } from "../../../src/gateway/orders/zoned-instant.ts"
import { code, type Rig, rig, value } from "../rig.ts"
import { commission, execution } from "./order-frames.ts"

let r: Rig
afterEach(() => r?.close())

const unset = "1.7976931348623157E308"

async function asked(): Promise<{ id: string; answer: ReturnType<Rig["gateway"]["executions"]> }> {
  r = await rig()
  const answer = r.gateway.executions()
  const frame = await r.fake.next("7", 0)
  const [, , id = ""] = frame
  // Version 3, every client (0), and no other filter.
  expect(frame).toEqual(["7", "3", id, "0", "", "", "", "", "", ""])
  return { id, answer }
}

describe("executions", () => {
  test("come with what they cost, an unset profit as none, and IBKR's number whole", async () => {
    const { id, answer } = await asked()
    r.fake.client.send(...execution(id, { execId: "0001.01.01", permId: "9223372036854775001" }))
    r.fake.client.send(...commission("0001.01.01", "1.0003", unset))
    r.fake.client.send(...execution(id, { execId: "0002.01.01", side: "SLD", account: "DU7654321" }))
    r.fake.client.send(...commission("0002.01.01", "1.25", "-68.051912"))
    r.fake.client.send(55, 1, id)
    const [bought, sold] = value(await answer)
    expect(bought).toEqual({
      execId: "0001.01.01",
      executedAt: { at: Date.parse("2026-11-20T14:31:05Z"), zone: "America/New_York" },
      account: "DU1234567",
      contract: expect.objectContaining({ conId: 265598, symbol: "AAPL", exchange: "NASDAQ", strike: null }),
      side: "BOT",
      quantity: 25,
      price: 190.5,
      permId: "9223372036854775001",
      clientId: 7,
      orderId: 0,
      cumulativeQuantity: 25,
      averagePrice: 190.5,
      orderReference: "my order",
      isLiquidation: false,
      liquidity: "removed",
      report: { execId: "0001.01.01", commission: 1.0003, currency: "USD", realizedPnl: null },
    })
    expect(sold).toMatchObject({
      side: "SLD",
      account: "DU7654321",
      report: { commission: 1.25, realizedPnl: -68.051912 },
    })
  })

  test("none are an empty answer", async () => {
    const { id, answer } = await asked()
    r.fake.client.send(55, 1, id)
    expect(value(await answer)).toEqual([])
  })

  test("wait a second for commissions that come behind the end", async () => {
    const { id, answer } = await asked()
    r.fake.client.send(...execution(id, { execId: "1.01" }))
    r.fake.client.send(...execution(id, { execId: "2.01" }))
    r.fake.client.send(55, 1, id)
    r.fake.client.send(...commission("2.01", "2", unset))
    await r.fence()
    await r.clock.advance(999)
    r.fake.client.send(...commission("1.01", "1", unset))
    expect(value(await answer).map(({ report }) => report?.commission)).toEqual([1, 2])
  })

  test("answer without those that never come, and with them the next time if they have by then", async () => {
    const { id, answer } = await asked()
    r.fake.client.send(...execution(id, { execId: "1.01" }))
    r.fake.client.send(55, 1, id)
    await r.fence()
    await r.clock.advance(1000)
    expect(value(await answer)).toMatchObject([{ report: null }])
    r.fake.client.send(...commission("1.01", "1", unset))
    const from = r.fake.seen.length
    const again = r.gateway.executions()
    const [, , next = ""] = await r.fake.next("7", from)
    r.fake.client.send(...execution(next, { execId: "1.01" }))
    r.fake.client.send(55, 1, next)
    expect(value(await again)).toMatchObject([{ report: { commission: 1 } }])
  })

  test("with one that cannot be read are no answer: the sums would be wrong", async () => {
    const { id, answer } = await asked()
    r.fake.client.send(...execution(id, { execId: "1.01" }).slice(0, 20))
    expect(code(await answer)).toBe("gateway_error")
  })

  test("of another request are not taken for these", async () => {
    const { id, answer } = await asked()
    r.fake.client.send(...execution("-1", { execId: "9.01" }))
    r.fake.client.send(55, 1, id)
    expect(value(await answer)).toEqual([])
  })
})

test.each([
  ["20261120 09:31:05 US/Eastern", "2026-11-20T14:31:05Z", "America/New_York"],
  ["20260413 15:27:04 US/Eastern", "2026-04-13T19:27:04Z", "America/New_York"],
  ["20261120-20:27:04", "2026-11-20T20:27:04Z", "UTC"],
  ["20261120-20:27:04 US/Eastern", "2026-11-21T01:27:04Z", "America/New_York"],
  ["20261120 09:00:00 Japan", "2026-11-20T00:00:00Z", "Asia/Tokyo"],
])("the time %s is %s", (text, at, zone) => {
  expect(readZonedInstant(text)).toEqual({ at: Date.parse(at), zone })
})

test.each(["", undefined, "20261120  09:31:05", "20261120 09:31:05 Mars", "20261131 09:31:05 US/Eastern", "yesterday"])(
  "the time %p names no instant that could be known",
  (text) => expect(readZonedInstant(text)).toBeNull(),
)
