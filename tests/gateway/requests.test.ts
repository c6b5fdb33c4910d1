import { afterEach, describe, expect, test } from "bun:test"
import { contractData } from "./fake-gateway.ts"
import { apple, code, type Rig, rig, value } from "./rig.ts"

let r: Rig
afterEach(() => r.close())

const noDefinition = "No security definition has been found for the request"

describe("a request", () => {
  test("gets its own answer when answers come in another order", async () => {
    r = await rig()
    const asked = ["AAA", "BBB"].map((symbol) => r.gateway.contractDetails({ symbol }))
    await r.fake.next("9", 0)
    await r.fence()
    for (const [, , id = "", , symbol = ""] of r.fake.sent("9").slice(0, 2).reverse()) {
      r.fake.client.send(...contractData(id, { symbol, conId: Number(id) }))
      r.fake.client.send(52, 1, id)
    }
    const found = (await Promise.all(asked)).map((outcome) => value(outcome).map((one) => one.contract.symbol))
    expect(found).toEqual([["AAA"], ["BBB"]])
  })

  test("equal ones under way are one, different ones are not", async () => {
    r = await rig()
    r.fake.on("9", ([, , id = ""], client) => client.send(4, 2, id, 200, noDefinition, ""))
    const asked = [{ symbol: "X" }, { symbol: "X" }, { symbol: "X", exchange: "CME" }]
    expect((await Promise.all(asked.map((query) => r.gateway.contractDetails(query)))).map(code)).toEqual(
      Array(3).fill("not_found"),
    )
    expect(r.fake.sent("9")).toHaveLength(2)
    await r.gateway.contractDetails({ symbol: "X" })
    expect(r.fake.sent("9")).toHaveLength(3)
  })

  test("has a deadline, and its cancel overtakes everything", async () => {
    r = await rig()
    const asked = r.gateway.bars({
      contract: apple,
      end: null,
      duration: "1 D",
      barSize: "5 mins",
      source: "TRADES",
      regularHoursOnly: true,
    })
    const [, id = ""] = await r.fake.next("20", 0)
    const cancelled = r.fake.next("25")
    await r.clock.advance(15_000)
    expect(code(await asked)).toBe("request_timeout")
    expect(await cancelled).toEqual(["25", "1", id])
  })

  test("is cancelled towards the Gateway when its last asker has gone, not before", async () => {
    r = await rig()
    const ask = (signal: AbortSignal) => r.gateway.headTimestamp(apple, "TRADES", { signal })
    const [first, second] = [new AbortController(), new AbortController()]
    const asked = [ask(first.signal), ask(second.signal)]
    const [, id = ""] = await r.fake.next("87", 0)
    first.abort()
    await r.fence()
    expect(r.fake.sent("90")).toHaveLength(0)
    second.abort()
    expect(await r.fake.next("90")).toEqual(["90", id])
    expect((await Promise.all(asked)).map(code)).toEqual(["request_timeout", "request_timeout"])
  })

  test("already aborted sends nothing", async () => {
    r = await rig()
    await r.fence()
    const before = r.fake.seen.length
    const signal = AbortSignal.abort()
    const outcomes = await Promise.all([
      r.gateway.contractDetails({ symbol: "X" }, { signal }),
      r.gateway.positions({ signal }),
      r.gateway.accountUpdates("DU1234567", { signal }),
      r.gateway.accountPnl("DU1234567", { signal }),
      r.gateway.quote(apple, { greeks: false, signal }),
      r.gateway.matchingSymbols("X", { signal }),
    ])
    expect(outcomes.map(code)).toEqual(Array(6).fill("request_timeout"))
    await r.fence()
    expect(r.fake.seen.length).toBe(before + 1)
  })

  test("with a control character in it is refused here, and not one byte of it leaves", async () => {
    r = await rig()
    await r.fence()
    const before = r.fake.seen.length
    const bad = "AAPL\0STK"
    const outcomes = await Promise.all([
      r.gateway.contractDetails({ symbol: bad }),
      r.gateway.contractDetails({ identifier: { type: "ISIN", value: "US\n" } }),
      r.gateway.matchingSymbols(bad),
      r.gateway.optionParameters({ ...apple, symbol: bad }),
      r.gateway.quote({ ...apple, symbol: bad }, { greeks: false }),
      r.gateway.bars({
        contract: apple,
        end: null,
        duration: "1 D\0",
        barSize: "1 day",
        source: "TRADES",
        regularHoursOnly: true,
      }),
      r.gateway.accountSummary([bad]),
      r.gateway.accountUpdates(bad),
      r.gateway.accountPnl(bad),
      r.gateway.positionPnl(bad, 1),
    ])
    expect(outcomes.map(code)).toEqual(Array(10).fill("invalid_request"))
    await r.fence()
    expect(r.fake.seen.length).toBe(before + 1)
  })

  test("leaves nothing behind: 2,000 mixed ones, then no timer and no line more than before", async () => {
    r = await rig({ config: { maxLines: 20 } })
    r.fake.on("9", ([, , id = ""], client) => client.send(4, 2, id, 200, noDefinition, ""))
    r.fake.on("1", ([, , id = ""], client) => client.send(4, 2, id, 354, "not subscribed", ""))
    r.fake.on("92", ([, id = ""], client) => client.send(94, id, "1", "2", "3"))
    r.fake.on("78", ([, id = ""], client) => client.send(76, id))
    await r.gateway.contractDetails({ conId: 1 })
    const timers = r.clock.pending
    const calls: Promise<unknown>[] = []
    for (let n = 0; n < 400; n++) {
      const abort = new AbortController()
      calls.push(r.gateway.contractDetails({ conId: 1000 + n }, { signal: abort.signal }))
      calls.push(r.gateway.quote({ ...apple, conId: 1000 + n }, { greeks: n % 2 === 0 }))
      calls.push(r.gateway.accountPnl(`DU${n % 7}`))
      calls.push(r.gateway.optionParameters({ ...apple, conId: 1000 + n }))
      calls.push(r.gateway.headTimestamp({ ...apple, conId: 1000 + n }, "TRADES", { signal: abort.signal }))
      if (n % 3 === 0) abort.abort()
    }
    let open = true
    const all = Promise.all(calls).then(() => {
      open = false
    })
    while (open) {
      await r.clock.advance(500)
      await new Promise(setImmediate)
    }
    await all
    await r.clock.advance(61_000)
    expect(r.gateway.status().marketDataLines).toBe(0)
    expect(r.clock.pending).toBeLessThanOrEqual(timers)
  })
})

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
    await r.clock.advance(20)
    await cancels
    expect((await Promise.all(asked)).every((outcome) => code(outcome) === "request_timeout")).toBe(true)
    while (r.fake.sent("90").length < 50) {
      await r.clock.advance(1100)
      await new Promise(setImmediate)
    }
    // The ten that had no place among the 50 historical requests were never sent, so nothing was to be cancelled.
    expect(r.fake.sent("87")).toHaveLength(50)
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
})
