import { afterEach, describe, expect, test } from "bun:test"
import type { Contract } from "../../src/gateway/contract.ts"
import type { MarketData } from "../../src/gateway/market-data.ts"
import { apple, code, fridayMorning, type Rig, rig, value } from "./rig.ts"

let r: Rig
afterEach(() => r.close())

/** A delayed stock stream as seen live: 81, 58, 10167, then ticks; shorter by what `without` names. */
function streamDelayed(id: string, without: readonly number[] = []) {
  const prices: readonly (readonly [number, string, string])[] = [
    [72, "231.5", "0"],
    [73, "228.1", "0"],
    [75, "229.05", "0"],
    [68, "230.12", "100"],
    [76, "229.4", "0"],
    [66, "230.1", "300"],
    [67, "230.14", "200"],
  ]
  r.fake.client.send(81, id, "", "9c0001", 3)
  r.fake.client.send(58, 1, id, 3)
  r.fake.client.send(4, 2, id, 10167, "Requested market data is not subscribed. Displaying delayed market data.", "")
  r.fake.client.send(2, 6, id, 74, "1234567")
  r.fake.client.send(46, 6, id, 88, "1795188600")
  for (const [tick, price, size] of prices)
    if (!without.includes(tick)) r.fake.client.send(1, 6, id, tick, price, size, 0)
}

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
      await r.fence()
      await r.clock.advance(4000)
      expect(value(await asked)).toMatchObject(expected)
    }
  })
})

describe("a line", () => {
  test("is opened once for concurrent calls and answers a later one without touching the Gateway", async () => {
    r = await rig()
    const asked = [r.gateway.quote(apple, { greeks: false }), r.gateway.quote(apple, { greeks: false })]
    streamDelayed(await subscribed())
    for (const quote of await Promise.all(asked)) expect(value(quote).bid).toBe(230.1)
    const before = r.fake.seen.length
    expect(value(await r.gateway.quote(apple, { greeks: false })).bid).toBe(230.1)
    await r.fence()
    expect(r.fake.seen.slice(before).map(([id]) => id)).toEqual(["9"])
    expect(r.gateway.status().marketDataLines).toBe(1)
  })

  test("is given back after a minute without a call, counted from the last one", async () => {
    r = await rig({ config: { heartbeatIntervalS: 100_000 } })
    const asked = r.gateway.quote(apple, { greeks: false })
    const id = await subscribed()
    streamDelayed(id)
    await asked
    await r.clock.advance(59_000)
    await r.gateway.quote(apple, { greeks: false })
    await r.clock.advance(59_000)
    expect(r.gateway.status().marketDataLines).toBe(1)
    const cancelled = r.fake.next("2")
    await r.clock.advance(1000)
    expect(await cancelled).toEqual(["2", "1", id])
    expect(r.gateway.status().marketDataLines).toBe(0)
  })

  test("that is idle and used longest ago makes room; line_limit when all are in use", async () => {
    r = await rig({ config: { maxLines: 2 } })
    const ids = new Map<string, string>()
    r.fake.on("1", ([, , id = "", conId = ""]) => {
      ids.set(conId, id)
      if (Number(conId) < 10) streamDelayed(id)
    })
    const of = (conId: number) => r.gateway.quote({ ...apple, conId }, { greeks: false })
    value(await of(1))
    await r.clock.advance(10)
    value(await of(2))
    await r.clock.advance(10)
    value(await of(1))
    value(await of(3))
    expect(await r.fake.next("2", 0)).toEqual(["2", "1", ids.get("2") ?? ""])
    expect(r.gateway.status().marketDataLines).toBe(2)

    const busy = [of(11), of(12)]
    await r.fence()
    const late = r.gateway.quote({ ...apple, conId: 13 }, { greeks: false })
    const alsoBusy = [11, 12].map((conId) => r.gateway.quote({ ...apple, conId }, { greeks: true }))
    await r.fence()
    await r.clock.advance(4000)
    expect(code(await late)).toBe("line_limit")
    expect((await Promise.all(busy)).map(code)).toEqual(["no_data", "no_data"])
    await r.clock.advance(4000)
    await Promise.all(alsoBusy)
  })

  test("a batch larger than the budget takes turns", async () => {
    r = await rig({ config: { maxLines: 3 } })
    r.fake.on("1", ([, , id = ""]) => streamDelayed(id))
    const batch = Array.from({ length: 20 }, (_, index) =>
      r.gateway.quote({ ...apple, conId: index + 1 }, { greeks: false }),
    )
    expect((await Promise.all(batch)).map(code)).toEqual(Array(20).fill("ok"))
    expect(r.gateway.status().marketDataLines).toBe(3)
  })

  test("is cancelled when its only caller gives up before it has answered", async () => {
    r = await rig()
    const abort = new AbortController()
    const asked = r.gateway.quote(apple, { greeks: false, signal: abort.signal })
    const id = await subscribed()
    const cancelled = r.fake.next("2")
    abort.abort()
    expect(await cancelled).toEqual(["2", "1", id])
    expect(code(await asked)).toBe("request_timeout")
    expect(r.gateway.status().marketDataLines).toBe(0)
  })

  test("ticks that come after it was given back are ignored", async () => {
    r = await rig()
    const asked = r.gateway.quote(apple, { greeks: false })
    const id = await subscribed()
    r.fake.client.send(4, 2, id, 354, "Requested market data is not subscribed.", "")
    await asked
    streamDelayed(id)
    await r.fence()
    expect(r.gateway.status().marketDataLines).toBe(0)
  })

  test("of a CFD is asked for again where the Gateway reroutes it", async () => {
    r = await rig()
    const asked = r.gateway.quote({ ...apple, conId: 77, secType: "CFD" }, { greeks: false })
    const id = await subscribed()
    const from = r.fake.seen.length
    r.fake.client.send(91, id, 265598, "SMART")
    const again = await r.fake.next("1", from)
    expect(again.slice(3, 11)).toEqual(["265598", "", "", "", "", "", "", "SMART"])
    streamDelayed(again[2] ?? "")
    expect(value(await asked).bid).toBe(230.1)
  })
})

describe("what the Gateway says about a quote", () => {
  for (const [ib, text, expected] of [
    [
      354,
      "Requested market data is not subscribed.Delayed market data is available.AAPL NASDAQ.NMS/TOP/ALL",
      "not_subscribed",
    ],
    [10089, "Requested market data requires additional subscription for API.", "not_subscribed"],
    [10197, "No market data during competing live session", "competing_session"],
    [200, "No security definition has been found for the request", "not_found"],
    [101, "Max number of tickers has been reached.", "line_limit"],
    [99999, "Something new about U1234567", "gateway_error"],
  ] as const)
    test(`${ib} is the failure of that instrument alone, and frees its line`, async () => {
      r = await rig()
      const asked = r.gateway.quote(apple, { greeks: false })
      const id = await subscribed()
      const from = r.fake.seen.length
      const other = r.gateway.quote({ ...apple, conId: 2 }, { greeks: false })
      const otherId = await subscribed(from)
      r.fake.client.send(4, 2, id, ib, text, "")
      const outcome = await asked
      expect(outcome).toMatchObject({ ok: false, failure: { code: expected, ibCode: ib } })
      if (!outcome.ok) expect(outcome.failure.message).not.toContain("U1234567")
      streamDelayed(otherId)
      expect(value(await other).bid).toBe(230.1)
      expect(r.gateway.status().marketDataLines).toBe(1)
    })

  describe("10168", () => {
    const text = "Requested market data is not subscribed. Delayed market data is not enabled."

    test("right after connecting is asked once more, because the Gateway may not have taken the data type in yet", async () => {
      r = await rig()
      const asked = r.gateway.quote(apple, { greeks: false })
      r.fake.client.send(4, 2, await subscribed(), 10168, text, "")
      await r.fence()
      await r.clock.advance(300)
      while (r.fake.sent("1").length < 2) await new Promise(setImmediate)
      streamDelayed(r.fake.sent("1")[1]?.[2] ?? "")
      expect(value(await asked).bid).toBe(230.1)
    })

    test("the second time, or later, is not_subscribed", async () => {
      r = await rig()
      r.fake.on("1", ([, , id = ""], client) => client.send(4, 2, id, 10168, text, ""))
      const young = r.gateway.quote(apple, { greeks: false })
      await r.fake.next("1", 0)
      await r.fence()
      await r.clock.advance(300)
      expect(code(await young)).toBe("not_subscribed")
      await r.clock.advance(5000)
      expect(code(await r.gateway.quote(apple, { greeks: false }))).toBe("not_subscribed")
      expect(r.fake.sent("1")).toHaveLength(3)
    })
  })

  for (const [ib, text] of [
    [10090, "Part of requested market data is not subscribed. Subscription-independent ticks are still active."],
    [10167, "Requested market data is not subscribed. Displaying delayed market data."],
    [2150, "Invalid position trade derived value"],
  ] as const)
    test(`${ib} is a warning`, async () => {
      r = await rig()
      const asked = r.gateway.quote(apple, { greeks: false })
      const id = await subscribed()
      r.fake.client.send(4, 2, id, ib, text, "")
      streamDelayed(id)
      expect(value(await asked).warnings.length).toBeGreaterThan(0)
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
