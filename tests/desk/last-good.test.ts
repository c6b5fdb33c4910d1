import { describe, expect, test } from "bun:test"
import { manualClock } from "../../src/clock/manual-clock.ts"
import type { Answer } from "../../src/desk/answer.ts"
import { createLastGood } from "../../src/desk/last-good.ts"
import { type FailureCode, fail, failure, type Outcome, success } from "../../src/outcome/outcome.ts"
import { failureOf, monday, value } from "./in-memory-gateway.ts"

const good = (text: string): Outcome<Answer<string>> =>
  success({ data: text, provenance: { asOf: monday, source: "live", staleS: null, warnings: ["Known."] } })

const says = (outcome: Outcome<Answer<string>>) => () => Promise.resolve(outcome)
const refuses = (code: FailureCode) => says(fail(code, "Why.", "Hint."))

function desk(most = 10) {
  const clock = manualClock(monday)
  return { clock, lastGood: createLastGood<string>(clock, most) }
}

describe("the last good answer", () => {
  test.each(["not_connected", "connecting", "not_accepting", "connectivity_lost", "request_timeout"] as const)(
    "is given with its age and the reason when the failure is %s",
    async (code) => {
      const { clock, lastGood } = desk()
      await lastGood.ask("a", says(good("one")))
      await clock.advance(61_400)
      expect(value(await lastGood.ask("a", refuses(code)))).toEqual({
        data: "one",
        provenance: {
          asOf: monday,
          source: "cache",
          staleS: 61,
          warnings: ["Known.", "Last known good answer, 61 s old: Why."],
        },
      })
    },
  )

  test.each([
    "not_found",
    "ambiguous_contract",
    "invalid_request",
    "not_subscribed",
    "competing_session",
    "no_data",
    "pacing",
    "line_limit",
    "account_not_allowed",
    "read_only",
    "unsupported",
    "gateway_error",
    "internal",
  ] as const)("is not given when the failure is %s: the Gateway was asked", async (code) => {
    const { lastGood } = desk()
    await lastGood.ask("a", says(good("one")))
    expect(failureOf(await lastGood.ask("a", refuses(code))).code).toBe(code)
  })

  test("is only of its own question, and of as many questions as are kept, the least recently used going first", async () => {
    const { lastGood } = desk(2)
    await lastGood.ask("a", says(good("one")))
    expect(failureOf(await lastGood.ask("b", refuses("not_connected"))).code).toBe("not_connected")
    await lastGood.ask("b", says(good("two")))
    await lastGood.ask("a", refuses("not_connected"))
    await lastGood.ask("c", says(good("three")))
    expect(value(await lastGood.ask("a", refuses("not_connected"))).data).toBe("one")
    expect(failureOf(await lastGood.ask("b", refuses("not_connected"))).code).toBe("not_connected")
  })

  test("stays what it was when it has been given: its age is since the Gateway said it", async () => {
    const { clock, lastGood } = desk()
    await lastGood.ask("a", says(good("one")))
    for (const age of [10, 20, 30]) {
      await clock.advance(10_000)
      const { provenance } = value(await lastGood.ask("a", refuses("not_connected")))
      expect([provenance.staleS, provenance.warnings.length]).toEqual([age, 2])
    }
  })

  test("is taken out of a wider question's when its own was never asked", async () => {
    const { lastGood } = desk()
    await lastGood.ask("all", says(good("ant,bee")))
    const part = (name: string) =>
      lastGood.ask(name, refuses("not_connected"), {
        within: [
          {
            question: "all",
            narrow: (answer) => (answer.data.split(",").includes(name) ? { ...answer, data: name } : null),
          },
        ],
      })
    expect(value(await part("bee"))).toMatchObject({ data: "bee", provenance: { staleS: 0 } })
    expect(failureOf(await part("cow")).code).toBe("not_connected")
  })
})

describe("an answer that is not whole", () => {
  const lacking = (code: FailureCode) => ({ lacks: () => failure(code, "Half of it went missing.", "Hint.") })

  test("is given as it is, and does not take the place of a whole one", async () => {
    const { lastGood } = desk()
    await lastGood.ask("a", says(good("whole")))
    expect(value(await lastGood.ask("a", says(good("half")), lacking("request_timeout")))).toMatchObject({
      data: "half",
      provenance: { staleS: null },
    })
    expect(value(await lastGood.ask("a", refuses("not_connected"))).data).toBe("whole")
  })

  test("is better than nothing", async () => {
    const { lastGood } = desk()
    await lastGood.ask("a", says(good("half")), lacking("gateway_error"))
    expect(value(await lastGood.ask("a", refuses("not_connected"))).data).toBe("half")
  })

  test("because the Gateway went away meanwhile gives way to the last whole one", async () => {
    const { lastGood } = desk()
    expect(value(await lastGood.ask("a", says(good("half")), lacking("not_connected"))).data).toBe("half")
    await lastGood.ask("a", says(good("whole")))
    const { data, provenance } = value(await lastGood.ask("a", says(good("half")), lacking("not_connected")))
    expect([data, provenance.staleS]).toEqual(["whole", 0])
    expect(provenance.warnings.join()).toContain("Half of it went missing.")
  })
})
