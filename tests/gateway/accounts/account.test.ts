import { afterEach, describe, expect, test } from "bun:test"
import { code, type Rig, rig, value } from "../rig.ts"

let r: Rig
afterEach(() => r.close())

const position = (account: string, quantity: string, cost: string) =>
  r.fake.client.send(
    61,
    3,
    account,
    3691937,
    "AMZN",
    "STK",
    "",
    "0.0",
    "",
    "",
    "NASDAQ",
    "USD",
    "AMZN",
    "NMS",
    quantity,
    cost,
  )

describe("positions", () => {
  test("of every account, zero ones too, then kept up to date without asking again", async () => {
    r = await rig()
    const asked = [r.gateway.positions(), r.gateway.positions()]
    await r.fake.next("61", 0)
    position("DU1234567", "15", "200.25")
    position("DU7654321", "0", "")
    r.fake.client.send(62, 1)
    const [rows] = (await Promise.all(asked)).map(value)
    expect(rows).toMatchObject([
      {
        account: "DU1234567",
        quantity: 15,
        averageCost: 200.25,
        contract: { conId: 3691937, strike: null, multiplier: null, right: null, expiry: null },
      },
      { account: "DU7654321", quantity: 0, averageCost: null },
    ])
    position("DU1234567", "-3", "199")
    await r.fence()
    expect(value(await r.gateway.positions())[0]).toMatchObject({ quantity: -3, averageCost: 199 })
    expect(r.fake.sent("61")).toHaveLength(1)
  })

  test.each([
    ["ends too early", "15", null],
    ["has no quantity", "", "199"],
  ])("with a row that %s are no answer: the others would pass for all there are", async (_, quantity, cost) => {
    r = await rig()
    const asked = r.gateway.positions()
    await r.fake.next("61", 0)
    position("DU1234567", "15", "200.25")
    const cancelled = r.fake.next("64")
    const row = [61, 3, "DU7654321", 265598, "AAPL", "STK", "", "0.0", "", "", "NASDAQ", "USD", "AAPL", "NMS", quantity]
    r.fake.client.send(...row, ...(cost === null ? [] : [cost]))
    r.fake.client.send(62, 1)
    expect(code(await asked)).toBe("gateway_error")
    await cancelled
    const again = r.gateway.positions()
    await r.fake.next("61")
    position("DU1234567", "15", "200.25")
    r.fake.client.send(62, 1)
    expect(value(await again)).toHaveLength(1)
  })

  test("without an end marker are request_timeout, never a half answer", async () => {
    r = await rig()
    const asked = r.gateway.positions()
    await r.fake.next("61", 0)
    position("DU1234567", "15", "200.25")
    const cancelled = r.fake.next("64")
    await r.fence()
    await r.clock.advance(15_000)
    expect(code(await asked)).toBe("request_timeout")
    await cancelled
  })

  test("are not the old session's after a reconnect", async () => {
    r = await rig()
    const asked = r.gateway.positions()
    await r.fake.next("61", 0)
    position("DU1234567", "15", "200.25")
    r.fake.client.send(62, 1)
    await asked
    r.fake.client.close()
    while (r.gateway.status().state === "connected") await new Promise(setImmediate)
    expect(code(await r.gateway.positions())).toBe("not_connected")
    const renewed = r.fake.next("61")
    await r.clock.advance(1000)
    await renewed
    const again = r.gateway.positions()
    r.fake.client.send(62, 1)
    expect(value(await again)).toEqual([])
    expect(r.fake.sent("61")).toHaveLength(2)
  })
})

describe("account summary", () => {
  test("of every account, cancelled as soon as it is complete", async () => {
    r = await rig()
    const asked = r.gateway.accountSummary(["NetLiquidation", "BuyingPower"])
    const frame = await r.fake.next("62", 0)
    expect(frame.slice(3)).toEqual(["All", "NetLiquidation,BuyingPower"])
    const id = frame[2] ?? ""
    r.fake.client.send(63, 1, id, "DU1234567", "BuyingPower", "300000.00", "EUR")
    r.fake.client.send(63, 1, id, "DU7654321", "NetLiquidation", "1000000000000000000.12", "USD")
    r.fake.client.send(64, 1, id)
    expect(value(await asked)).toEqual([
      { account: "DU1234567", tag: "BuyingPower", value: "300000.00", currency: "EUR" },
      { account: "DU7654321", tag: "NetLiquidation", value: "1000000000000000000.12", currency: "USD" },
    ])
    expect(await r.fake.next("63", 0)).toEqual(["63", "1", id])
  })

  test("one at a time, so that the Gateway's two are never exceeded", async () => {
    r = await rig()
    let under = 0
    let most = 0
    r.fake.on("62", ([, , id = ""], client) => {
      most = Math.max(most, ++under)
      client.send(64, 1, id)
    })
    r.fake.on("63", () => {
      under--
    })
    await Promise.all(["A", "B", "C", "D"].map((tag) => r.gateway.accountSummary([tag])))
    expect(most).toBe(1)
  })
})

describe("profit and loss", () => {
  test("of an account answers with the first values and is instant the second time", async () => {
    r = await rig()
    const asked = r.gateway.accountPnl("DU1234567")
    const frame = await r.fake.next("92", 0)
    expect(frame.slice(2)).toEqual(["DU1234567", ""])
    r.fake.client.send(94, frame[1] ?? "", "11340.427636781911", "1.7976931348623157E308", "")
    expect(value(await asked)).toEqual({ daily: 11340.427636781911, unrealized: null, realized: null })
    r.fake.client.send(94, frame[1] ?? "", "1", "2", "3")
    await r.fence()
    expect(value(await r.gateway.accountPnl("DU1234567"))).toEqual({ daily: 1, unrealized: 2, realized: 3 })
    expect(r.fake.sent("92")).toHaveLength(1)
    const ended = r.fake.next("93")
    await r.clock.advance(60_000)
    expect(await ended).toEqual(["93", frame[1] ?? ""])
  })

  test("of a position waits a second behind values that are all unset", async () => {
    r = await rig()
    const unset = "1.7976931348623157E308"
    const asked = r.gateway.positionPnl("DU1234567", 265598)
    const frame = await r.fake.next("94", 0)
    expect(frame.slice(2)).toEqual(["DU1234567", "", "265598"])
    r.fake.client.send(4, 2, frame[1] ?? "", 2150, "Invalid position trade derived value", "")
    r.fake.client.send(95, frame[1] ?? "", "-100", unset, unset, unset, unset)
    await r.fence()
    await r.clock.advance(999)
    r.fake.client.send(95, frame[1] ?? "", "-100", "5.5", unset, "0", "-29162.34")
    expect(value(await asked)).toEqual({ quantity: -100, daily: 5.5, unrealized: null, realized: 0, value: -29162.34 })
  })

  test("that stays unset answers null a second later", async () => {
    r = await rig()
    const asked = r.gateway.accountPnl("DU1234567")
    const [, id = ""] = await r.fake.next("92", 0)
    r.fake.client.send(94, id, "", "", "")
    await r.fence()
    await r.clock.advance(1000)
    expect(value(await asked)).toEqual({ daily: null, unrealized: null, realized: null })
  })

  test("that never comes is request_timeout, and its stream is ended", async () => {
    r = await rig()
    const asked = r.gateway.accountPnl("DU1234567")
    const [, id = ""] = await r.fake.next("92", 0)
    await r.clock.advance(15_000)
    expect(code(await asked)).toBe("request_timeout")
    expect(await r.fake.next("93", 0)).toEqual(["93", id])
  })
})
