import { afterEach, describe, expect, test } from "bun:test"
import type { Contract } from "../../../src/gateway/contracts/contract.ts"
import type { LiveTicksRequest, PastTicksRequest, Tick } from "../../../src/gateway/ticks/tick.ts"
import { apple, code, type Rig, rig, value } from "../rig.ts"

let r: Rig
afterEach(() => r.close())

const byId = ["265598", "AAPL", "STK", "", "", "", "", "SMART", "", "USD", "", ""]
const second = Date.parse("2026-11-20T15:00:00Z")
const epoch = second / 1000
const nobody = { tick: () => undefined }
const permission = "Failed to request historical ticks:No market data permissions for ISLAND STK"

describe("ticks of the past", () => {
  const past: PastTicksRequest = {
    contract: apple,
    kind: "trades",
    direction: "from",
    at: second,
    count: 100,
    regularHoursOnly: true,
  }

  test("are asked for from an instant on or before it, in UTC", async () => {
    r = await rig()
    const asked = [
      r.gateway.pastTicks(past),
      r.gateway.pastTicks({ ...past, kind: "bid_ask", direction: "before", regularHoursOnly: false }),
      r.gateway.pastTicks({ ...past, kind: "midpoint", contract: { ...apple, secType: "CRYPTO", exchange: "PAXOS" } }),
      r.gateway.pastTicks({ ...past, contract: { ...apple, conId: 8, secType: "CRYPTO", exchange: "PAXOS" } }),
    ]
    while (r.fake.sent("96").length < 4) await new Promise(setImmediate)
    const frames = r.fake.sent("96").map((fields) => fields.slice(2))
    const utc = "20261120-15:00:00"
    expect(frames[0]).toEqual([...byId, "0", utc, "", "100", "TRADES", "1", "0", ""])
    expect(frames[1]).toEqual([...byId, "0", "", utc, "100", "BID_ASK", "0", "0", ""])
    expect(frames[2]?.slice(16)).toEqual(["MIDPOINT", "1", "0", ""])
    expect(frames[3]?.slice(16)).toEqual(["AGGTRADES", "1", "0", ""])
    for (const [, id = ""] of r.fake.sent("96")) r.fake.client.send(98, id, 0, 1)
    for (const one of await Promise.all(asked)) expect(value(one)).toEqual({ ticks: [], times: [] })
  })

  test("are heard in all their parts, more than were asked for too, with every flag and without sentinels", async () => {
    r = await rig()
    const asked = r.gateway.pastTicks({ ...past, count: 1 })
    const [, id = ""] = await r.fake.next("96", 0)
    const unset = "1.7976931348623157E308"
    r.fake.client.send(98, id, 2, epoch, 0, "11.63", "24547", "ISLAND", " O X", epoch, 3, "11.73", "1", "", "", 0)
    r.fake.client.send(98, id, 3, ...[epoch + 1, 2, "", 5, "ARCA", ""], ...[epoch + 1, 1, unset, 5, "ARCA", ""])
    r.fake.client.send(98, "77", 1, epoch, 0, "1", "1", "X", "", 1)
    // The third row of the frame before is missing: the library finds it too short.
    expect(code(await asked)).toBe("gateway_error")

    const again = r.gateway.pastTicks({ ...past, count: 2 })
    while (r.fake.sent("96").length < 2) await new Promise(setImmediate)
    const [, next = ""] = r.fake.sent("96")[1] ?? []
    r.fake.client.send(98, next, 2, epoch, 0, "11.63", "24547", "ISLAND", " O X", epoch, 3, "11.73", "1", "", "", 0)
    r.fake.client.send(98, next, 2, ...[epoch + 1, 2, "", 5, "ARCA", ""], ...[epoch + 1, 1, unset, 5, "ARCA", ""], 0)
    r.fake.client.send(98, next, 1, epoch + 2, 2, "11.5", "0.001", "PAXOS", "   I", 1)
    const trade = { kind: "trades", at: second, pastLimit: false, unreported: false }
    expect(value(await again).ticks).toEqual([
      { ...trade, price: 11.63, size: 24547, exchange: "ISLAND", conditions: " O X" },
      { ...trade, price: 11.73, size: 1, exchange: null, conditions: null, pastLimit: true, unreported: true },
      {
        ...trade,
        at: second + 2000,
        price: 11.5,
        size: 0.001,
        exchange: "PAXOS",
        conditions: "   I",
        unreported: true,
      },
    ] as Tick[])
  })

  test("of bid and ask say which side is missing, of midpoints leave out what is none", async () => {
    r = await rig()
    const quotes = r.gateway.pastTicks({ ...past, kind: "bid_ask" })
    const [, id = ""] = await r.fake.next("96", 0)
    r.fake.client.send(
      97,
      id,
      2,
      ...[epoch, 3, "11.63", "11.83", 2800, 100],
      ...[epoch + 1, 0, "-1", "11.83", 0, 100],
      1,
    )
    const quote = { kind: "bid_ask", at: second, bidPastLow: false, askPastHigh: false } as const
    expect(value(await quotes).ticks).toEqual([
      { ...quote, bid: 11.63, ask: 11.83, bidSize: 2800, askSize: 100, bidPastLow: true, askPastHigh: true },
      { ...quote, at: second + 1000, bid: null, ask: 11.83, bidSize: null, askSize: 100 },
    ])
    const middles = r.gateway.pastTicks({ ...past, kind: "midpoint" })
    while (r.fake.sent("96").length < 2) await new Promise(setImmediate)
    const [, other = ""] = r.fake.sent("96")[1] ?? []
    r.fake.client.send(96, other, 3, ...[epoch, 0, "91.36", 0], ...[epoch, 0, "-1", 0], ...[epoch + 1, 0, "0", 0], 1)
    expect(value(await middles)).toEqual({
      ticks: [{ kind: "midpoint", at: second, price: 91.36 }],
      times: [second, second, second + 1000],
    })
  })

  test("can have prices below nought where futures have them", async () => {
    r = await rig()
    const crude: Contract = { ...apple, conId: 9, symbol: "CL", secType: "FUT", exchange: "NYMEX" }
    const asked = r.gateway.pastTicks({ ...past, contract: crude })
    const [, id = "", ...fields] = await r.fake.next("96", 0)
    expect(fields[12]).toBe("1")
    r.fake.client.send(98, id, 1, epoch, 0, "-37.63", 5, "NYMEX", "", 1)
    expect(value(await asked).ticks).toMatchObject([{ price: -37.63, size: 5 }])
  })

  test("that are not subscribed, or that cannot be given, are told apart", async () => {
    r = await rig()
    const texts = [permission, "Failed to request historical ticks:No data"]
    for (const [index, text] of texts.entries()) {
      const asked = r.gateway.pastTicks({ ...past, count: index + 1 })
      while (r.fake.sent("96").length <= index) await new Promise(setImmediate)
      r.fake.client.send(4, 2, r.fake.sent("96")[index]?.[1] ?? "", 10187, text, "")
      expect(code(await asked)).toBe(index === 0 ? "not_subscribed" : "gateway_error")
    }
  })

  test("wait for IBKR's pace together with small bars: BID_ASK counts twice, and no request is repeated within 15 s", async () => {
    r = await rig()
    const answered = async (request: PastTicksRequest) => {
      const from = r.fake.seen.length
      const asked = r.gateway.pastTicks(request)
      const [, id = ""] = await r.fake.next("96", from)
      r.fake.client.send(97, id, 0, 1)
      return asked
    }
    // Five of one series within two seconds, of which two that count twice are four.
    for (const count of [1, 2]) await answered({ ...past, kind: "bid_ask", count })
    const third = r.gateway.pastTicks({ ...past, kind: "bid_ask", count: 3 })
    await r.fence()
    expect(r.fake.sent("96")).toHaveLength(2)
    const before = r.fake.seen.length
    await r.clock.advance(2100)
    const [, id = ""] = await r.fake.next("96", before)
    r.fake.client.send(97, id, 0, 1)
    value(await third)
    const again = r.gateway.pastTicks({ ...past, kind: "bid_ask", count: 1 })
    await r.fence()
    expect(r.fake.sent("96")).toHaveLength(3)
    const from = r.fake.seen.length
    await r.clock.advance(12_900)
    const [, last = ""] = await r.fake.next("96", from)
    r.fake.client.send(97, last, 0, 1)
    value(await again)
  })
})

describe("live ticks", () => {
  const live: LiveTicksRequest = { contract: apple, kind: "trades", ms: 10_000 }

  test.each([
    ["trades", "AllLast"],
    ["bid_ask", "BidAsk"],
    ["midpoint", "MidPoint"],
  ] as const)(
    "of %s are asked for as %s, heard one by one, and cancelled when their time is over",
    async (kind, name) => {
      r = await rig()
      const heard: Tick[] = []
      const asked = r.gateway.liveTicks({ ...live, kind }, { tick: (tick) => heard.push(tick) })
      const frame = await r.fake.next("97", 0)
      const [, id = ""] = frame
      expect(frame.slice(2)).toEqual([...byId, name, "0", "0"])
      r.fake.client.send(99, id, 2, epoch, "200.11", 100, 2, "ARCA", "   I")
      r.fake.client.send(99, id, 3, epoch, "200.1", "200.12", 300, 200, 1)
      r.fake.client.send(99, id, 4, epoch, "200.11")
      r.fake.client.send(99, id, 4, "soon", "200.11")
      await r.fence()
      expect(heard).toMatchObject([
        { kind: "trades", at: second, price: 200.11, size: 100, exchange: "ARCA", unreported: true, pastLimit: false },
        { kind: "bid_ask", at: second, bid: 200.1, askSize: 200, bidPastLow: true, askPastHigh: false },
        { kind: "midpoint", at: second, price: 200.11 },
      ])
      await r.clock.advance(9_999)
      expect(r.fake.sent("98")).toEqual([])
      await r.clock.advance(1)
      expect(value(await asked)).toEqual({ cutShort: null, notices: [] })
      expect(await r.fake.next("98", 0)).toEqual(["98", id])
    },
  )

  test("are cancelled when nobody wants them any more", async () => {
    r = await rig()
    const abort = new AbortController()
    const asked = r.gateway.liveTicks(live, nobody, { signal: abort.signal })
    const [, id = ""] = await r.fake.next("97", 0)
    r.fake.client.send(99, id, 2, epoch, "200.11", 100, 0, "ARCA", "")
    await r.fence()
    const from = r.fake.seen.length
    abort.abort()
    expect(code(await asked)).toBe("request_timeout")
    expect(await r.fake.next("98", from)).toEqual(["98", id])
  })

  test("of which some came before the Gateway went away are worth having", async () => {
    r = await rig()
    const [with1, without] = [r.gateway.liveTicks(live, nobody), r.gateway.liveTicks(other(2), nobody)]
    const [, id = ""] = await r.fake.next("97", 0)
    r.fake.client.send(99, id, 2, epoch, "200.11", 100, 0, "ARCA", "")
    await r.fence()
    r.fake.client.close()
    expect(value(await with1).cutShort?.code).toBe("not_connected")
    expect(code(await without)).toBe("not_connected")
  })

  const other = (conId: number): LiveTicksRequest => ({ ...live, contract: { ...apple, conId } })
  const refusal = (text: string) => `Failed to request tick-by-tick data.${text}`

  test.each([
    [10189, refusal("No market data permissions for ISLAND STK."), "not_subscribed"],
    [10189, refusal("BidAsk tick-by-tick requests are not supported for OPT."), "unsupported"],
    [10190, "Max number of tick-by-tick requests has been reached.", "line_limit"],
    [10197, "No market data during competing live session", "competing_session"],
  ])("end with error %d %p", async (ibCode, text, kind) => {
    r = await rig()
    const asked = r.gateway.liveTicks(live, nobody)
    const [, id = ""] = await r.fake.next("97", 0)
    r.fake.client.send(4, 2, id, ibCode, text, "")
    expect(code(await asked)).toBe(kind)
    await r.fence()
    expect(r.fake.sent("98")).toEqual([])
  })

  test("of one instrument are asked for once in a little over 15 s, and three streams are open at once", async () => {
    r = await rig()
    const quick = { ...live, ms: 1000 }
    const first = r.gateway.liveTicks(quick, nobody)
    await r.fake.next("97", 0)
    await r.clock.advance(1000)
    value(await first)
    await r.clock.advance(1000)
    const again = r.gateway.liveTicks({ ...quick, kind: "bid_ask" }, nobody)
    await r.fence()
    await r.clock.advance(13_099)
    expect(r.fake.sent("97")).toHaveLength(1)
    await r.clock.advance(1)
    while (r.fake.sent("97").length < 2) await new Promise(setImmediate)
    await r.clock.advance(1000)
    value(await again)

    const several = [11, 12, 13, 14].map((conId) => r.gateway.liveTicks(other(conId), nobody))
    while (r.fake.sent("97").length < 5) await new Promise(setImmediate)
    await r.fence()
    expect(r.fake.sent("97")).toHaveLength(5)
    await r.clock.advance(10_000)
    while (r.fake.sent("97").length < 6) await new Promise(setImmediate)
    await r.clock.advance(10_000)
    for (const one of several) value(await one)
  })

  test("that would be let through too late are refused with how long to wait", async () => {
    r = await rig()
    const quick = { ...live, ms: 1000 }
    const first = r.gateway.liveTicks(quick, nobody)
    await r.fake.next("97", 0)
    await r.clock.advance(1000)
    value(await first)
    const second = r.gateway.liveTicks(quick, nobody)
    const third = await r.gateway.liveTicks(quick, nobody)
    expect(third).toMatchObject({ ok: false, failure: { code: "pacing", retryAfterS: 30 } })
    await r.clock.advance(14_100)
    while (r.fake.sent("97").length < 2) await new Promise(setImmediate)
    await r.clock.advance(1000)
    value(await second)
  })
})

describe("volume at price", () => {
  test("is asked for by span and comes sorted, without rows that say nothing", async () => {
    r = await rig()
    const asked = r.gateway.volumeAtPrice(apple, { count: 3, unit: "day" }, true)
    const frame = await r.fake.next("88", 0)
    expect(frame.slice(2)).toEqual([...byId, "0", "1", "3 days"])
    r.fake.client.send(89, frame[1] ?? "", 4, "200.2", 300, "200.1", "100.5", "", 7, "200.3", 0)
    expect(value(await asked)).toEqual([
      { price: 200.1, volume: 100.5 },
      { price: 200.2, volume: 300 },
    ])
  })

  test("is cancelled when nobody wants it any more", async () => {
    r = await rig()
    const abort = new AbortController()
    const asked = r.gateway.volumeAtPrice(apple, { count: 1, unit: "week" }, false, { signal: abort.signal })
    const [, id = ""] = await r.fake.next("88", 0)
    const from = r.fake.seen.length
    abort.abort()
    expect(code(await asked)).toBe("request_timeout")
    expect(await r.fake.next("89", from)).toEqual(["89", id])
  })
})
