import { afterEach, describe, expect, test } from "bun:test"
import type { Contract } from "../../../src/gateway/contracts/contract.ts"
import { apple, code, type Rig, rig, value } from "../rig.ts"

let r: Rig
afterEach(() => r.close())

const call: Contract = {
  ...apple,
  conId: 7,
  secType: "OPT",
  expiry: "20261218",
  strike: 200,
  right: "C",
  multiplier: "100",
  primaryExchange: null,
  tradingClass: "AAPL",
}
const byId = ["7", "AAPL", "OPT", "", "", "", "", "SMART", "", "USD", "", ""]

describe("the Gateway's option model", () => {
  test("says the volatility of a price, and is told to stop", async () => {
    r = await rig()
    const asked = r.gateway.calculateOption(call, { kind: "price", value: 12.5, underlyingPrice: 205.25 })
    const frame = await r.fake.next("54", 0)
    expect(frame).toEqual(["54", "2", frame[2] ?? "", ...byId, "12.5", "205.25", ""])
    const from = r.fake.seen.length
    r.fake.client.send(21, frame[2] ?? "", 53, 0, "0.31", "0.62", "12.5", "-1", "0.02", "0.25", "-0.08", "205.25")
    expect(value(await asked)).toEqual({
      impliedVolatility: 0.31,
      delta: 0.62,
      optionPrice: 12.5,
      presentValueOfDividends: null,
      gamma: 0.02,
      vega: 0.25,
      theta: -0.08,
      underlyingPrice: 205.25,
    })
    expect(await r.fake.next("56", from)).toEqual(["56", "1", frame[2] ?? ""])
  })

  test("says the price of a volatility, and is told to stop", async () => {
    r = await rig()
    const asked = r.gateway.calculateOption(call, { kind: "volatility", value: 0.3, underlyingPrice: 205 })
    const frame = await r.fake.next("55", 0)
    expect(frame).toEqual(["55", "2", frame[2] ?? "", ...byId, "0.3", "205", ""])
    const from = r.fake.seen.length
    r.fake.client.send(21, frame[2] ?? "", 53, 0, "0.3", "0.61", "11.75", "-1", "0.02", "0.25", "-0.08", "205")
    expect(value(await asked)).toMatchObject({ optionPrice: 11.75, impliedVolatility: 0.3 })
    expect(await r.fake.next("57", from)).toEqual(["57", "1", frame[2] ?? ""])
  })

  test("that computes nothing has no data", async () => {
    r = await rig()
    const asked = r.gateway.calculateOption(call, { kind: "price", value: 0.01, underlyingPrice: 205 })
    const [, , id = ""] = await r.fake.next("54", 0)
    r.fake.client.send(21, id, 53, 0, "-1", "-2", "-1", "-1", "-2", "-2", "-2", "-1")
    expect(code(await asked)).toBe("no_data")
  })

  test("that refuses says why", async () => {
    r = await rig()
    const asked = r.gateway.calculateOption(call, { kind: "price", value: 12, underlyingPrice: 205 })
    const [, , id = ""] = await r.fake.next("54", 0)
    r.fake.client.send(4, 2, id, 200, "No security definition has been found for the request", "")
    expect(code(await asked)).toBe("not_found")
  })

  test("is told to stop when whoever asked has gone", async () => {
    r = await rig()
    const leaving = new AbortController()
    const supposed = { kind: "volatility", value: 0.3, underlyingPrice: 205 } as const
    const asked = r.gateway.calculateOption(call, supposed, { signal: leaving.signal })
    const [, , id = ""] = await r.fake.next("55", 0)
    const from = r.fake.seen.length
    leaving.abort()
    expect(code(await asked)).toBe("request_timeout")
    expect(await r.fake.next("57", from)).toEqual(["57", "1", id])
  })
})
