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

  test("for positions or an account's values is cancelled too when its only asker goes before it is answered", async () => {
    r = await rig()
    const abort = new AbortController()
    const asked = [
      r.gateway.positions({ signal: abort.signal }),
      r.gateway.accountUpdates("DU1234567", { signal: abort.signal }),
      r.gateway.accountPnl("DU1234567", { signal: abort.signal }),
    ]
    await r.fake.next("92", 0)
    abort.abort()
    expect((await Promise.all(asked)).map(code)).toEqual(Array(3).fill("request_timeout"))
    await r.fence()
    expect(r.fake.sent("64")).toHaveLength(1)
    expect(r.fake.sent("6").at(-1)).toEqual(["6", "2", "0", "DU1234567"])
    expect(r.fake.sent("93")).toHaveLength(1)
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
})
