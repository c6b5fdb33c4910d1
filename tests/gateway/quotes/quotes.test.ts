import { afterEach, describe, expect, test } from "bun:test"
import type { Contract } from "../../../src/gateway/contracts/contract.ts"
import type { MarketData } from "../../../src/gateway/quotes/market-data.ts"
import { sendDelayed } from "../delayed-stream.ts"
import { apple, code, fridayMorning, type Rig, rig, value } from "../rig.ts"

let r: Rig
afterEach(() => r.close())

const streamDelayed = (id: string, without?: readonly number[]) => sendDelayed(r.fake.client, id, without)

const subscribed = async (from = 0) => (await r.fake.next("1", from))[2] ?? ""

const option: Contract = {
  ...apple,
  conId: 1001,
  secType: "OPT",
  expiry: "20261218",
  strike: 230,
  right: "C",
  multiplier: "100",
}

describe("a quote", () => {
  test("answers the moment it is complete, with delayed ticks under the same names and the Gateway's own data type", async () => {
    r = await rig()
    const asked = r.gateway.quote(apple, { greeks: false })
    streamDelayed(await subscribed())
    expect(value(await asked)).toEqual({
      bid: 230.1,
      ask: 230.14,
      bidSize: 300,
      askSize: 200,
      last: 230.12,
      lastSize: 100,
      lastAt: 1795188600_000,
      open: 229.4,
      high: 231.5,
      low: 228.1,
      close: 229.05,
      volume: 1234567,
      markPrice: null,
      halted: null,
      callOpenInterest: null,
      putOpenInterest: null,
      computations: {},
      dataType: "delayed",
      updatedAt: fridayMorning,
      warnings: ["Live data is not subscribed: this is delayed data."],
    } satisfies MarketData)
  })

  test("asks by contract id and exchange, without strike, multiplier or expiry, as a stream without extras", async () => {
    r = await rig()
    const asked = r.gateway.quote(apple, { greeks: false })
    const id = await subscribed()
    expect(r.fake.sent("1")).toEqual([
      ["1", "11", id, "265598", "AAPL", "STK", "", "", "", "", "SMART", "", "USD", "", "", "0", "", "0", "0", ""],
    ])
    streamDelayed(id)
    await asked
  })

  test("of a continuous future is of the month whose number it has; so are its ticks and its book", async () => {
    r = await rig()
    const future = { ...apple, conId: 600000443, symbol: "ES", secType: "CONTFUT", exchange: "CME" }
    const abort = new AbortController()
    const { signal } = abort
    const asked = [
      r.gateway.quote(future, { greeks: false, signal }),
      r.gateway.liveTicks({ contract: future, kind: "trades", ms: 1000 }, { tick() {} }, { signal }),
      r.gateway.pastTicks(
        { contract: future, kind: "trades", direction: "before", at: 1e12, count: 1, regularHoursOnly: false },
        { signal },
      ),
      r.gateway.volumeAtPrice(future, { count: 1, unit: "day" }, false, { signal }),
      r.gateway.depth({ contract: future, rows: 1, smart: false }, { signal }),
    ]
    const frames = await Promise.all(["1", "97", "96", "88", "10"].map((id) => r.fake.next(id)))
    expect(frames.map((fields) => fields.slice(fields.indexOf("600000443"), fields.indexOf("ES") + 2))).toEqual(
      Array.from({ length: 5 }, () => ["600000443", "ES", "FUT"]),
    )
    abort.abort()
    await Promise.all(asked)
  })

  test("settles 200 ms after the last news once the main fields are in", async () => {
    r = await rig()
    const asked = r.gateway.quote(apple, { greeks: false })
    streamDelayed(await subscribed(), [76])
    await r.fence()
    let answered = false
    asked.then(() => {
      answered = true
    })
    await r.clock.advance(199)
    expect(answered).toBe(false)
    await r.clock.advance(1)
    expect(value(await asked).open).toBeNull()
  })

  for (const [secType, ticks] of [
    ["STK", [72, 73, 74, 75, 68, 76, 66, 67]],
    ["FUND", [75, 68]],
  ] as const)
    test(`of a ${secType} that has traded is complete only with the time of that trade`, async () => {
      r = await rig()
      const asked = r.gateway.quote({ ...apple, secType }, { greeks: false })
      const id = await subscribed()
      r.fake.client.send(58, 1, id, 3)
      for (const tick of ticks)
        if (tick === 74) r.fake.client.send(2, 6, id, tick, "1234567")
        else r.fake.client.send(1, 6, id, tick, "230", "100", 0)
      await r.fence()
      r.fake.client.send(46, 6, id, 88, "1795188600")
      expect(value(await asked).lastAt).toBe(1795188600_000)
    })

  test("of what has not traded is complete without the time of a trade", async () => {
    r = await rig()
    const asked = r.gateway.quote(apple, { greeks: false })
    const id = await subscribed()
    r.fake.client.send(58, 1, id, 3)
    r.fake.client.send(2, 6, id, 74, "0")
    for (const tick of [68, 72, 73, 75, 76, 66, 67])
      r.fake.client.send(1, 6, id, tick, tick === 68 ? "-1" : "230", "100", 0)
    expect(value(await asked)).toMatchObject({ last: null, lastAt: null, bid: 230 })
  })

  test("is not kept waiting by a market that moves: changes of what is known are no news", async () => {
    r = await rig()
    const asked = r.gateway.quote(apple, { greeks: false })
    const id = await subscribed()
    streamDelayed(id, [76])
    await r.fence()
    await r.clock.advance(100)
    r.fake.client.send(1, 6, id, 66, "230.11", "100", 0)
    await r.fence()
    await r.clock.advance(100)
    expect(value(await asked).bid).toBe(230.11)
  })

  test("of a CFD on an index, whose data is the index's, does not wait for sides that never come", async () => {
    r = await rig()
    const asked = r.gateway.quote({ ...apple, secType: "CFD" }, { greeks: false })
    const [, , id = ""] = await r.fake.next("1")
    r.fake.client.send(58, 1, id, 1)
    r.fake.client.send(1, 6, id, 4, "6750.5", 0, 0)
    r.fake.client.send(1, 6, id, 9, "6844.33", 0, 0)
    await r.fence()
    let answered = false
    asked.then(() => {
      answered = true
    })
    await r.clock.advance(999)
    expect(answered).toBe(false)
    await r.clock.advance(1)
    expect(value(await asked)).toMatchObject({ last: 6750.5, bid: null })
  })

  test("answers what there is after 4 s", async () => {
    r = await rig()
    const asked = r.gateway.quote(apple, { greeks: false })
    r.fake.client.send(1, 6, await subscribed(), 75, "229.05", "0", 0)
    await r.fence()
    await r.clock.advance(4000)
    expect(value(await asked)).toMatchObject({ close: 229.05, bid: null, last: null, dataType: null })
  })

  test("that nothing at all came for is no_data, not a row of nulls", async () => {
    r = await rig()
    const asked = r.gateway.quote(apple, { greeks: false })
    await subscribed()
    await r.clock.advance(4000)
    expect(code(await asked)).toBe("no_data")
  })

  test("that everything is none of is no_data too", async () => {
    r = await rig()
    const asked = r.gateway.quote(apple, { greeks: false })
    const id = await subscribed()
    for (const tick of [66, 67, 68]) r.fake.client.send(1, 6, id, tick, "-1", "0", 0)
    await r.fence()
    await r.clock.advance(200)
    expect(code(await asked)).toBe("no_data")
  })

  test("says null for a missing bid or ask, and for its size", async () => {
    r = await rig()
    const asked = r.gateway.quote(apple, { greeks: false })
    const id = await subscribed()
    streamDelayed(id, [66, 67])
    r.fake.client.send(1, 6, id, 66, "-1", "0", 0)
    r.fake.client.send(2, 6, id, 69, "0")
    r.fake.client.send(1, 6, id, 67, "-1.0", "0", 0)
    expect(value(await asked)).toMatchObject({ bid: null, ask: null, bidSize: null, askSize: null })
  })

  test("lets a future cost less than nothing, and a stock not", async () => {
    r = await rig()
    const oil = { ...apple, conId: 5, secType: "FUT", exchange: "NYMEX", symbol: "CL" }
    for (const [contract, expected] of [
      [oil, { bid: -37.63, ask: -1, last: null, low: -40.32 }],
      [apple, { bid: null, ask: null, last: null, low: null }],
    ] as const) {
      const from = r.fake.seen.length
      const asked = r.gateway.quote(contract, { greeks: false })
      const id = await subscribed(from)
      r.fake.client.send(1, 6, id, 1, "-37.63", "5", 0)
      r.fake.client.send(1, 6, id, 2, "-1", "7", 0)
      r.fake.client.send(1, 6, id, 4, "-1", "0", 0)
      r.fake.client.send(1, 6, id, 7, "-40.32", "0", 0)
      r.fake.client.send(1, 6, id, 9, "18.27", "0", 0)
      await r.fence()
      await r.clock.advance(4000)
      expect(value(await asked)).toMatchObject(expected)
    }
  })
})

describe("an option", () => {
  const computation = (id: string, tick: number, delta: string) =>
    r.fake.client.send(21, id, tick, 0, "0.25", delta, "5.1", "0.4", "0.02", "0.3", "-0.1", "230.12")

  test("waits for the model's Greeks when they are wished, keeps computations apart, and has open interest", async () => {
    r = await rig()
    const asked = r.gateway.quote(option, { greeks: true })
    const id = await subscribed()
    expect(r.fake.sent("1")[0]?.[16]).toBe("101")
    streamDelayed(id)
    await r.fence()
    await r.clock.advance(5000)
    r.fake.client.send(2, 6, id, 27, "4321")
    computation(id, 80, "0.61")
    computation(id, 81, "0.62")
    computation(id, 82, "0.63")
    r.fake.client.send(21, id, 83, 0, "-1", "-2", "-1", "-1", "-2", "-2", "-2", "-1")
    computation(id, 83, "0.64")
    const quote = value(await asked)
    expect(quote.callOpenInterest).toBe(4321)
    expect(Object.fromEntries(Object.entries(quote.computations).map(([kind, one]) => [kind, one.delta]))).toEqual({
      bid: 0.61,
      ask: 0.62,
      last: 0.63,
      model: 0.64,
    })
    expect(quote.computations.model).toEqual({
      impliedVolatility: 0.25,
      delta: 0.64,
      optionPrice: 5.1,
      presentValueOfDividends: 0.4,
      gamma: 0.02,
      vega: 0.3,
      theta: -0.1,
      underlyingPrice: 230.12,
    })
  })

  test("answers without Greeks after 8 s, and what was not computed is null", async () => {
    r = await rig()
    const asked = r.gateway.quote(option, { greeks: true })
    const id = await subscribed()
    streamDelayed(id)
    r.fake.client.send(21, id, 83, 0, "-1", "-2", "5.1", "-1", "-2", "-2", "-2", "1.7976931348623157E308")
    await r.fence()
    await r.clock.advance(8000)
    expect(value(await asked).computations.model).toMatchObject({
      delta: null,
      optionPrice: 5.1,
      underlyingPrice: null,
    })
  })

  test("is asked for again without extra ticks when the Gateway refuses those", async () => {
    r = await rig()
    const asked = r.gateway.quote({ ...option, secType: "FOP" }, { greeks: false })
    const id = await subscribed()
    const from = r.fake.seen.length
    r.fake.client.send(
      4,
      2,
      id,
      321,
      "Error validating request.-'bQ' : cause - Incorrect generic tick list of 101.",
      "",
    )
    const again = await r.fake.next("1", from)
    expect(again[16]).toBe("")
    streamDelayed(again[2] ?? "")
    await r.fence()
    await r.clock.advance(200)
    expect(value(await asked).bid).toBe(230.1)
  })
})
