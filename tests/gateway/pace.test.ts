import { afterEach, describe, expect, test } from "bun:test"
import { apple, code, type Rig, rig, value } from "./rig.ts"

let r: Rig
afterEach(() => r.close())

describe("pace", () => {
  test("50 messages at once, the rest as the second goes on; a cancel goes first", async () => {
    r = await rig()
    await r.fence()
    await r.clock.advance(2000)
    const before = r.fake.seen.length
    const abort = new AbortController()
    const asked = Array.from({ length: 60 }, (_, n) =>
      r.gateway.headTimestamp({ ...apple, conId: n + 1 }, "TRADES", { signal: abort.signal }),
    )
    while (r.fake.seen.length < before + 50) await new Promise(setImmediate)
    await r.clock.advance(1000)
    expect(r.fake.seen.length - before).toBe(50)
    abort.abort()
    const cancels = r.fake.next("90")
    await r.clock.advance(100)
    await cancels
    expect((await Promise.all(asked)).every((outcome) => code(outcome) === "request_timeout")).toBe(true)
    while (r.fake.sent("90").length < 50) {
      await r.clock.advance(1100)
      await new Promise(setImmediate)
    }
    // The ten that had no place among the 50 historical requests were never sent, so nothing was to be cancelled.
    expect(r.fake.sent("87")).toHaveLength(50)
  })

  test("slower once the Gateway has complained of it, before it closes the connection", async () => {
    r = await rig()
    await r.fence()
    await r.clock.advance(2000)
    const before = r.fake.seen.length
    const abort = new AbortController()
    const asked = Array.from({ length: 60 }, (_, n) =>
      r.gateway.quote({ ...apple, conId: n + 1 }, { greeks: false, signal: abort.signal }),
    )
    while (r.fake.seen.length < before + 50) await new Promise(setImmediate)
    r.fake.client.send(4, 2, -1, 100, "Max rate of messages per second has been exceeded:max=50 rec=62 (1)", "")
    while (r.gateway.status().lastError?.code !== "pacing") await new Promise(setImmediate)
    await r.clock.advance(1500)
    expect(r.fake.seen.length - before).toBe(50)
    await r.clock.advance(200)
    while (r.fake.seen.length < before + 60) await new Promise(setImmediate)
    abort.abort()
    await Promise.all(asked)
  })

  test("what was given up while it waited to be sent is never sent, and not cancelled either", async () => {
    r = await rig()
    await r.fence()
    await r.clock.advance(2000)
    const abort = new AbortController()
    const of = (conId: number) => r.gateway.quote({ ...apple, conId }, { greeks: false, signal: abort.signal })
    const asked = Array.from({ length: 60 }, (_, n) => of(n + 1))
    while (r.fake.sent("1").length < 50) await new Promise(setImmediate)
    abort.abort()
    await Promise.all(asked)
    await r.clock.advance(1100)
    await r.clock.advance(1100)
    while (r.fake.sent("2").length < 50) await new Promise(setImmediate)
    expect(r.fake.sent("1")).toHaveLength(50)
    expect(r.fake.sent("2").map(([, , id]) => id)).toEqual(r.fake.sent("1").map(([, , id]) => id))
  })

  test("what ends by time begins when it leaves, not when it is put in the queue", async () => {
    r = await rig()
    await r.fence()
    await r.clock.advance(2000)
    const before = r.fake.seen.length
    const quotes = Array.from({ length: 50 }, (_, n) => r.gateway.quote({ ...apple, conId: n + 1 }, { greeks: false }))
    while (r.fake.seen.length < before + 50) await new Promise(setImmediate)
    let ended = false
    const listened = r.gateway.liveTicks({ contract: apple, kind: "trades", ms: 1000 }, { tick: () => undefined })
    listened.then(() => {
      ended = true
    })
    await new Promise(setImmediate)
    await r.clock.advance(1100)
    await r.fake.next("97", before)
    await r.clock.advance(999)
    await new Promise(setImmediate)
    expect(ended).toBe(false)
    await r.clock.advance(101)
    expect(code(await listened)).toBe("ok")
    await r.clock.advance(10_000)
    await Promise.all(quotes)
  })

  test("symbol searches a second apart, and pacing when it would be after the deadline", async () => {
    r = await rig()
    r.fake.on("81", ([, id = ""], client) => client.send(79, id, 0))
    await r.fence()
    const asked = Array.from({ length: 18 }, (_, n) => r.gateway.matchingSymbols(`P${n}`))
    await r.fence()
    for (let second = 0; second < 16; second++) {
      expect(r.fake.sent("81").length).toBeLessThanOrEqual(second + 1)
      await r.clock.advance(1000)
      await r.fence()
    }
    const codes = (await Promise.all(asked)).map(code)
    expect(codes).toEqual([...Array(15).fill("ok"), ...Array(3).fill("pacing")])
    expect(await asked.at(-1)).toMatchObject({ failure: { retryAfterS: 15 } })
  })

  test("a search that is given up makes room for those behind it", async () => {
    r = await rig()
    r.fake.on("81", ([, id = ""], client) => client.send(79, id, 0))
    await r.fence()
    const abort = new AbortController()
    value(await r.gateway.matchingSymbols("first"))
    const given = r.gateway.matchingSymbols("given up", { signal: abort.signal })
    const next = r.gateway.matchingSymbols("next")
    await r.fence()
    abort.abort()
    expect(code(await given)).toBe("request_timeout")
    await r.clock.advance(1000)
    expect(code(await next)).toBe("ok")
    expect(r.fake.sent("81").map(([, , pattern]) => pattern)).toEqual(["first", "next"])
  })

  test("what could be sent only after its deadline is pacing at once, with the time to wait", async () => {
    r = await rig({ config: { requestTimeoutS: 2 } })
    await r.fence()
    await r.clock.advance(2000)
    const before = r.fake.seen.length
    const asked = Array.from({ length: 160 }, (_, n) => r.gateway.contractDetails({ conId: n + 1 }))
    // 50 at once, 50 after 1.1 s; the next would leave after 2.2 s.
    expect(await Promise.all(asked.slice(100))).toEqual(
      Array(60).fill({ ok: false, failure: expect.objectContaining({ code: "pacing", retryAfterS: 3 }) }),
    )
    await r.clock.advance(1100)
    while (r.fake.seen.length < before + 100) await new Promise(setImmediate)
    await r.clock.advance(1000)
    expect((await Promise.all(asked.slice(0, 100))).map(code)).toEqual(Array(100).fill("request_timeout"))
    expect(r.fake.seen.length).toBe(before + 100)
  })

  test("a quote's patience begins when its subscription leaves", async () => {
    r = await rig()
    await r.fence()
    await r.clock.advance(2000)
    const busy = Array.from({ length: 220 }, (_, n) => r.gateway.contractDetails({ conId: n + 1 }))
    const asked = r.gateway.quote(apple, { greeks: false })
    let answered = false
    asked.then(() => {
      answered = true
    })
    await new Promise(setImmediate)
    // Four times fifty leave before the fifth fifty, which it is among.
    await r.clock.advance(4 * 1100)
    await r.fake.next("1", 0)
    await r.clock.advance(3999)
    expect(answered).toBe(false)
    await r.clock.advance(1)
    expect(code(await asked)).toBe("no_data")
    await r.clock.advance(15_000)
    await Promise.all(busy)
  })
})
