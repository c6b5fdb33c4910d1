import { afterEach, describe, expect, test } from "bun:test"
import { sendDelayed } from "../delayed-stream.ts"
import { apple, code, type Rig, rig, value } from "../rig.ts"

let r: Rig
afterEach(() => r.close())

const streamDelayed = (id: string, without?: readonly number[]) => sendDelayed(r.fake.client, id, without)

const subscribed = async (from = 0) => (await r.fake.next("1", from))[2] ?? ""

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

  test("is given back at once when it is released, unless somebody waits on it", async () => {
    r = await rig()
    const asked = r.gateway.quote(apple, { greeks: false })
    const id = await subscribed()
    r.gateway.releaseQuote(apple)
    streamDelayed(id)
    expect(value(await asked).bid).toBe(230.1)
    const cancelled = r.fake.next("2")
    r.gateway.releaseQuote(apple)
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
    const { bid, warnings } = value(await asked)
    expect(bid).toBe(230.1)
    expect(warnings).toContain("It has no data of its own: this is that of CONID:265598 on SMART.")
  })
})

describe("the type of an instrument's data", () => {
  test("is the last that the Gateway said of its quotes in this session, its line open or not", async () => {
    r = await rig()
    expect(r.gateway.quoteDataType(apple)).toBeNull()
    const asked = r.gateway.quote(apple, { greeks: false })
    streamDelayed(await subscribed())
    value(await asked)
    r.gateway.releaseQuote(apple)
    expect(r.gateway.status().marketDataLines).toBe(0)
    expect(r.gateway.quoteDataType(apple)).toBe("delayed")
    expect(r.gateway.quoteDataType({ ...apple, conId: 9 })).toBeNull()
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
