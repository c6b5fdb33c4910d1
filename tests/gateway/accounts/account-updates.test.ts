import { afterEach, describe, expect, test } from "bun:test"
import { code, fridayMorning, type Rig, rig, value } from "../rig.ts"

let r: Rig
afterEach(() => r.close())

describe("account updates", () => {
  const send = (account: string, netLiquidation: string) => {
    r.fake.client.send(6, 2, "NetLiquidation", netLiquidation, "EUR", account)
    r.fake.client.send(
      7,
      8,
      265598,
      "AAPL",
      "STK",
      "",
      "0",
      "0",
      "",
      "NASDAQ",
      "USD",
      "AAPL",
      "NMS",
      "-100",
      "291.6234436",
      "-29162.34",
      "291.2660812",
      "-35.74",
      "",
      account,
    )
    r.fake.client.send(8, 1, "10:30")
    r.fake.client.send(54, 1, account)
  }

  test("answer when the account is complete, with what was not said as null", async () => {
    r = await rig()
    const asked = r.gateway.accountUpdates("DU1234567")
    expect(await r.fake.next("6", 0)).toEqual(["6", "2", "1", "DU1234567"])
    send("DU1234567", "101.5")
    const updates = value(await asked)
    expect(updates).toMatchObject({
      account: "DU1234567",
      asOf: fridayMorning,
      values: [{ account: "DU1234567", tag: "NetLiquidation", value: "101.5", currency: "EUR" }],
    })
    expect(updates.portfolio).toEqual([
      {
        account: "DU1234567",
        contract: expect.objectContaining({ conId: 265598, right: null, multiplier: null, primaryExchange: "NASDAQ" }),
        quantity: -100,
        marketPrice: 291.6234436,
        marketValue: -29162.34,
        averageCost: 291.2660812,
        unrealizedPnl: -35.74,
        realizedPnl: null,
      },
    ])
  })

  test("pitfall 7: two accounts take turns, each ended before the next, and rows never mix", async () => {
    r = await rig()
    r.fake.on("6", ([, , subscribe, account = ""]) => {
      if (subscribe === "1") send(account, account)
      else r.fake.client.send(4, 2, -1, 2100, "API client has been unsubscribed from account data.", "")
    })
    const accounts = ["DU1234567", "DU7654321", "DU1234567"]
    const all = await Promise.all(accounts.map((account) => r.gateway.accountUpdates(account)))
    expect(all.map((one) => value(one).values.map((row) => row.value))).toEqual([
      ["DU1234567"],
      ["DU7654321"],
      ["DU1234567"],
    ])
    expect(r.fake.sent("6")).toEqual([
      ["6", "2", "1", "DU1234567"],
      ["6", "2", "0", "DU1234567"],
      ["6", "2", "1", "DU7654321"],
    ])
    expect(r.gateway.status().lastError).toBeNull()
  })

  test("of an account that was left for another one a moment ago are not downloaded again, until a position changes", async () => {
    r = await rig()
    let said = 0
    r.fake.on("6", ([, , subscribe, account = ""]) => subscribe === "1" && send(account, `${++said}`))
    const worth = async (account: string) => value(await r.gateway.accountUpdates(account)).values[0]?.value
    expect([await worth("DU1234567"), await worth("DU7654321")]).toEqual(["1", "2"])
    await r.clock.advance(4999)
    expect([await worth("DU1234567"), await worth("DU7654321")]).toEqual(["1", "2"])
    await r.clock.advance(1)
    expect(await worth("DU1234567")).toBe("3")
    expect(await worth("DU7654321")).toBe("2")
    const position = ["DU7654321", 265598, "AAPL", "STK", "", "0.0", "", "", "NASDAQ", "USD", "AAPL", "NMS", "5", "1"]
    r.fake.client.send(61, 3, ...position)
    await r.fence()
    expect(await worth("DU7654321")).toBe("4")
    expect(r.gateway.status().lastError).toBeNull()
  })

  test("stay warm for a minute, with news, then are ended", async () => {
    r = await rig({ config: { heartbeatIntervalS: 100_000 } })
    r.fake.on("6", ([, , subscribe, account = ""]) => subscribe === "1" && send(account, "1"))
    await r.gateway.accountUpdates("DU1234567")
    r.fake.client.send(6, 2, "NetLiquidation", "2", "EUR", "DU1234567")
    await r.fence()
    expect(value(await r.gateway.accountUpdates("DU1234567")).values[0]?.value).toBe("2")
    expect(r.fake.sent("6")).toHaveLength(1)
    const ended = r.fake.next("6")
    await r.clock.advance(60_000)
    expect(await ended).toEqual(["6", "2", "0", "DU1234567"])
  })

  test("that do not begin are asked for once more within the deadline", async () => {
    r = await rig()
    const asked = r.gateway.accountUpdates("DU1234567")
    await r.fake.next("6", 0)
    r.fake.client.send(6, 2, "NetLiquidation", "1", "EUR", "DU1234567")
    await r.fence()
    await r.clock.advance(4999)
    expect(r.fake.sent("6")).toHaveLength(1)
    await r.clock.advance(1)
    await r.fence()
    expect(r.fake.sent("6")).toEqual([
      ["6", "2", "1", "DU1234567"],
      ["6", "2", "0", "DU1234567"],
      ["6", "2", "1", "DU1234567"],
    ])
    send("DU1234567", "2")
    expect(value(await asked).values.map((row) => row.value)).toEqual(["2"])
    await r.clock.advance(20_000)
    await r.fence()
    expect(r.fake.sent("6")).toHaveLength(3)
  })

  test("that are long are not begun again while they come", async () => {
    r = await rig()
    const asked = r.gateway.accountUpdates("DU1234567")
    await r.fake.next("6", 0)
    for (let n = 0; n < 3; n++) {
      await r.clock.advance(4000)
      r.fake.client.send(6, 2, `Tag${n}`, "1", "EUR", "DU1234567")
      await r.fence()
    }
    send("DU1234567", "2")
    expect(value(await asked).values).toHaveLength(4)
    expect(r.fake.sent("6")).toHaveLength(1)
  })

  test("are renewed by themselves on the next session, and another account does not wait for them", async () => {
    r = await rig()
    r.fake.on("6", ([, , subscribe, account = ""]) => subscribe === "1" && send(account, "1"))
    value(await r.gateway.accountUpdates("DU1234567"))
    const renewed = r.fake.next("6")
    r.fake.on("6", ([, , , account = ""]) => account === "DU7654321" && send(account, "2"))
    r.fake.client.close()
    while (r.gateway.status().state === "connected") await new Promise(setImmediate)
    await r.clock.advance(1000)
    expect(await renewed).toEqual(["6", "2", "1", "DU1234567"])
    expect(value(await r.gateway.accountUpdates("DU7654321")).values[0]?.value).toBe("2")
  })

  for (const [ib, text, expected] of [
    [
      2101,
      "Unable to subscribe to account as the following clients are subscribed to a different account: 7",
      "gateway_error",
    ],
    [321, "Error validating request.-'aa' : cause - Invalid account code", "invalid_request"],
  ] as const)
    test(`${ib} without a request id is their refusal, at once`, async () => {
      r = await rig()
      const [refused, next] = [r.gateway.accountUpdates("DU1234567"), r.gateway.accountUpdates("DU7654321")]
      await r.fake.next("6", 0)
      r.fake.on("6", ([, , , account = ""]) => send(account, "1"))
      r.fake.client.send(4, 2, -1, ib, text, "")
      expect(code(await refused)).toBe(expected)
      expect(code(await next)).toBe("ok")
    })

  test("2100 and the Read-Only notice are none", async () => {
    r = await rig()
    const asked = r.gateway.accountUpdates("DU1234567")
    await r.fake.next("6", 0)
    r.fake.client.send(4, 2, -1, 2100, "API client has been unsubscribed from account data.", "")
    r.fake.client.send(
      4,
      2,
      -1,
      321,
      "Error validating request.-'aa' : cause - The API interface is currently in Read-Only mode.",
      "",
    )
    send("DU1234567", "1")
    expect(code(await asked)).toBe("ok")
  })

  test("an account that never completes is request_timeout, and the next one still gets its turn", async () => {
    r = await rig()
    r.fake.on("6", ([, , subscribe, account = ""]) => subscribe === "1" && account !== "DU0" && send(account, "1"))
    const stuck = r.gateway.accountUpdates("DU0")
    await r.fake.next("6", 0)
    await r.clock.advance(10_000)
    const next = r.gateway.accountUpdates("DU1234567")
    await r.fence()
    await r.clock.advance(5000)
    expect(code(await stuck)).toBe("request_timeout")
    expect(code(await next)).toBe("ok")
  })
})
