import { describe, expect, test } from "bun:test"
import { manualClock } from "../../src/clock/manual-clock.ts"
import { errorBody } from "../../src/mcp/envelope.ts"
import type { CallResult } from "../../src/mcp/registry.ts"
import { resourceKinds } from "../../src/mcp/resources/kinds.ts"
import { type NamedResource, readUri } from "../../src/mcp/resources/read-uri.ts"
import { createSubscriptions } from "../../src/mcp/resources/subscriptions.ts"
import { type FailureCode, failure } from "../../src/outcome/outcome.ts"

const meta = { as_of: "2026-11-20T16:30:00+00:00", source: "live", stale: false, warnings: [] }
const answer = (data: object, about: object = {}): CallResult => ({
  kind: "answer",
  body: { ...data, meta: { ...meta, ...about } },
})
const refusal = (code: FailureCode): CallResult => {
  const reason = failure(code, "It is so.", "Change it.")
  return { kind: "error", body: errorBody(reason), failure: reason }
}

function named(uri: string): NamedResource {
  const reading = readUri(uri, resourceKinds)
  if (!reading.ok) throw new Error(reading.failure.message)
  return reading.value
}

const apple = named("quote://AAPL")

function room({ most = 45, takesMs = 0, heard = Promise.resolve() } = {}) {
  const clock = manualClock(0)
  const told: string[] = []
  const released: string[] = []
  const signals: AbortSignal[] = []
  let holds: CallResult = answer({ last: 1 })
  const subscriptions = createSubscriptions({
    clock,
    most,
    read: (_, signal) => {
      signals.push(signal)
      const { promise, resolve } = Promise.withResolvers<CallResult>()
      if (takesMs === 0) resolve(holds)
      else clock.after(takesMs, () => resolve(holds))
      return promise
    },
    changed: ({ uri }) => {
      told.push(`${clock.now()} ${uri}`)
      return heard
    },
    release: ({ uri }) => released.push(uri),
  })
  return {
    clock,
    told,
    released,
    signals,
    subscriptions,
    set: (result: CallResult) => {
      holds = result
    },
    /** Second by second, so that what follows from each look has happened before the next. */
    async pass(seconds: number) {
      for (let each = 0; each < seconds; each++) {
        await clock.advance(1000)
        await new Promise(setImmediate)
      }
    },
  }
}

describe("a subscription", () => {
  test("tells a change once, and nothing while nothing changes", async () => {
    const { subscriptions, set, pass, told } = room()
    expect(await subscriptions.add(apple)).toBeNull()
    await pass(5)
    expect(told).toEqual([])
    set(answer({ last: 2 }))
    await pass(5)
    expect(told).toEqual(["6000 quote://AAPL"])
  })

  test("does not take a newer time or another source for a change, but the beginning and the end of an outage", async () => {
    const { subscriptions, set, pass, told } = room()
    set(answer({ quotes: [{ last: 1, as_of: "a" }] }))
    await subscriptions.add(apple)
    set(answer({ quotes: [{ last: 1, as_of: "b" }] }, { as_of: "2026-11-20T16:31:00+00:00", warnings: ["old"] }))
    await pass(3)
    expect(told).toEqual([])
    set(answer({ quotes: [{ last: 1, as_of: "b" }] }, { source: "cache", stale: true, age_s: 1 }))
    await pass(1)
    set(answer({ quotes: [{ last: 1, as_of: "b" }] }, { source: "cache", stale: true, age_s: 2 }))
    await pass(3)
    set(answer({ quotes: [{ last: 1, as_of: "c" }] }))
    await pass(3)
    expect(told).toEqual(["4000 quote://AAPL", "8000 quote://AAPL"])
  })

  test("tells at most once a second of what changes all the time", async () => {
    const { subscriptions, set, clock, told } = room()
    await subscriptions.add(apple)
    for (let price = 1; price <= 100; price++) {
      set(answer({ last: price + 1 }))
      await clock.advance(100)
      await new Promise(setImmediate)
    }
    expect(told).toHaveLength(10)
  })

  test("of a client that does not read waits until it does, and then tells what it missed", async () => {
    const { promise: heard, resolve } = Promise.withResolvers<void>()
    const { subscriptions, set, pass, told } = room({ heard })
    await subscriptions.add(apple)
    set(answer({ last: 2 }))
    await pass(1)
    set(answer({ last: 3 }))
    await pass(10)
    expect(told).toHaveLength(1)
    resolve()
    await pass(2)
    expect(told).toHaveLength(2)
  })

  test("asked for twice at once is refused twice when it is none", async () => {
    const { subscriptions, set, released, clock } = room({ takesMs: 100 })
    set(refusal("not_found"))
    const both = Promise.all([subscriptions.add(apple), subscriptions.add(apple)])
    await clock.advance(100)
    expect(await both).toMatchObject([{ code: "not_found" }, { code: "not_found" }])
    expect(released).toEqual(["quote://AAPL"])
  })

  test("goes on when it was asked for again and that was cancelled", async () => {
    const { subscriptions, set, pass, told } = room()
    await subscriptions.add(apple)
    const again = new AbortController()
    await subscriptions.add(apple, again.signal)
    again.abort()
    set(answer({ last: 2 }))
    await pass(2)
    expect(told).toEqual(["1000 quote://AAPL"])
  })

  test("that ends while it is looked at for the first time does not end the next of its name", async () => {
    const { subscriptions, set, clock, pass, told } = room({ takesMs: 100 })
    set(refusal("not_found"))
    const first = subscriptions.add(apple)
    subscriptions.remove("quote://AAPL")
    await clock.advance(50)
    const second = subscriptions.add(apple)
    await clock.advance(50)
    set(answer({ last: 1 }))
    await clock.advance(50)
    await Promise.all([first, second])
    subscriptions.remove("quote://AAPL")
    set(answer({ last: 2 }))
    await pass(3)
    expect([told, clock.pending]).toEqual([[], 0])
  })

  test("whose asker has gone already is none", async () => {
    const { subscriptions, signals, clock } = room()
    expect(await subscriptions.add(apple, AbortSignal.abort())).toBeNull()
    expect([signals, clock.pending]).toEqual([[], 0])
  })

  test("that waits for the Gateway tells when there is something", async () => {
    const { subscriptions, set, pass, told } = room()
    set(refusal("not_connected"))
    expect(await subscriptions.add(apple)).toBeNull()
    await pass(3)
    set(answer({ last: 2 }))
    await pass(2)
    expect(told).toEqual(["4000 quote://AAPL"])
  })

  test("keeps what it saw through a refusal, after which it looks less often", async () => {
    const { subscriptions, set, pass, told, signals } = room()
    await subscriptions.add(apple)
    set(refusal("not_subscribed"))
    await pass(20)
    expect(signals).toHaveLength(2)
    set(answer({ last: 1 }))
    await pass(20)
    expect(told).toEqual([])
    set(answer({ last: 2 }))
    await pass(2)
    expect(told).toHaveLength(1)
  })

  test.each(["not_found", "ambiguous_contract", "account_not_allowed", "invalid_request", "unsupported"] as const)(
    "to what cannot be is refused: %s",
    async (code) => {
      const { subscriptions, set, pass, signals, released } = room()
      set(refusal(code))
      expect(await subscriptions.add(apple)).toMatchObject({ code })
      await pass(60)
      expect(signals).toHaveLength(1)
      expect(released).toEqual(["quote://AAPL"])
    },
  )

  test("looks no more than half the time, and never twice at once", async () => {
    const { subscriptions, clock, pass, signals } = room({ takesMs: 3000 })
    void subscriptions.add(apple)
    await clock.advance(0)
    await pass(12)
    expect(signals).toHaveLength(3)
  })

  test("to what never moves is looked at once", async () => {
    const { subscriptions, pass, signals } = room()
    await subscriptions.add(named("calendar://nyse/2026"))
    await pass(100)
    expect(signals).toHaveLength(1)
  })
})

describe("the end", () => {
  test("of one stops its looking, the one under way too, and releases what it was about", async () => {
    const { subscriptions, clock, pass, signals, released, told, set } = room({ takesMs: 500 })
    void subscriptions.add(apple)
    await clock.advance(0)
    subscriptions.remove("quote://AAPL")
    expect(signals[0]?.aborted).toBe(true)
    set(answer({ last: 9 }))
    await pass(10)
    expect([signals.length, released, told]).toEqual([1, ["quote://AAPL"], []])
    expect(clock.pending).toBe(0)
  })

  test("of one spelling leaves the line to the other", async () => {
    const { subscriptions, released } = room()
    await subscriptions.add(apple)
    await subscriptions.add(named("quote://%41APL"))
    subscriptions.remove("quote://AAPL")
    expect(released).toEqual([])
    subscriptions.remove("quote://%41APL")
    expect(released).toEqual(["quote://%41APL"])
  })

  test("of all leaves no timer behind; what was never subscribed to may be ended too", async () => {
    const { subscriptions, clock, released } = room()
    await subscriptions.add(apple)
    await subscriptions.add(named("portfolio://positions"))
    subscriptions.remove("quote://MSFT")
    subscriptions.close()
    expect(clock.pending).toBe(0)
    expect(released).toHaveLength(2)
  })
})

test("no more than so many at once; the same one again is not one more", async () => {
  const { subscriptions } = room({ most: 2 })
  await subscriptions.add(apple)
  await subscriptions.add(named("quote://MSFT"))
  expect(await subscriptions.add(apple)).toBeNull()
  expect(await subscriptions.add(named("quote://NVDA"))).toMatchObject({ code: "line_limit" })
  subscriptions.remove("quote://MSFT")
  expect(await subscriptions.add(named("quote://NVDA"))).toBeNull()
})
