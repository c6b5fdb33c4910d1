import { afterEach, describe, expect, test } from "bun:test"
import fc from "fast-check"
import { code, type Rig, rig, value } from "../rig.ts"

let r: Rig
afterEach(() => r.close())

describe("a market rule", () => {
  test("is asked for by its number, and answered without a request id", async () => {
    r = await rig()
    const asked = r.gateway.marketRule(110)
    expect(await r.fake.next("91", 0)).toEqual(["91", "110"])
    r.fake.client.send(93, 26, 1, "0", "0.01")
    r.fake.client.send(93, 110, 2, "3", "0.1", "0", "0.05")
    expect(value(await asked)).toEqual([
      { from: 0, step: 0.05 },
      { from: 3, step: 0.1 },
    ])
  })

  test("that two ask for at once is asked for once", async () => {
    r = await rig()
    const both = [r.gateway.marketRule(26), r.gateway.marketRule(26)]
    await r.fake.next("91", 0)
    r.fake.client.send(93, 26, 1, "0", "0.01")
    for (const one of await Promise.all(both)) expect(value(one)).toEqual([{ from: 0, step: 0.01 }])
    expect(r.fake.sent("91")).toHaveLength(1)
  })

  test("that the Gateway does not know fails alone, though its refusal carries no request id", async () => {
    r = await rig()
    const unknown = r.gateway.marketRule(7)
    const known = r.gateway.marketRule(26)
    await r.fake.next("91", 0)
    expect(r.fake.sent("91")).toHaveLength(1)
    r.fake.client.send(4, 2, -1, 2106, "HMDS data farm connection is OK:ushmds", "")
    r.fake.client.send(4, 2, -1, 321, "Error validating request.-'aa' : cause - Invalid market rule id", "")
    expect(code(await unknown)).toBe("no_data")
    await r.fake.next("91", r.fake.seen.length)
    r.fake.client.send(93, 26, 1, "0", "0.01")
    expect(value(await known)).toHaveLength(1)
  })

  test("that is never answered times out, and the next one is asked", async () => {
    r = await rig()
    const silent = r.gateway.marketRule(26)
    await r.fake.next("91", 0)
    await r.clock.advance(15_000)
    expect(code(await silent)).toBe("request_timeout")
  })

  test("has only steps that are steps, whatever is in the frame", async () => {
    r = await rig()
    const field = fc.oneof(
      fc.float({ noDefaultInfinity: true, noNaN: true }).map(String),
      fc.constantFrom("", "x", "1.7976931348623157E308", "-1"),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(field, field), { maxLength: 6 }), async (rows) => {
        const from = r.fake.seen.length
        const asked = r.gateway.marketRule(26)
        await r.fake.next("91", from)
        r.fake.client.send(93, 26, rows.length, ...rows.flat())
        const steps = value(await asked)
        for (const one of steps) {
          expect(Number.isFinite(one.from)).toBe(true)
          expect(one.step).toBeGreaterThan(0)
        }
        expect(steps.map((one) => one.from)).toEqual(steps.map((one) => one.from).toSorted((a, b) => a - b))
      }),
      { numRuns: 25 },
    )
  })
})
