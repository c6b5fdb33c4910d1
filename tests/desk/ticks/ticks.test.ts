import { describe, expect, test } from "bun:test"
import { manualClock } from "../../../src/clock/manual-clock.ts"
import { createDesk } from "../../../src/desk/desk.ts"
import type { PastTicksQuestion } from "../../../src/desk/ticks/past-ticks.ts"
import { fittingKind, withoutTrades } from "../../../src/desk/ticks/tick-kinds.ts"
import type { Tick } from "../../../src/gateway/ticks/tick.ts"
import { failure, success } from "../../../src/outcome/outcome.ts"
import {
  config,
  contract,
  details,
  failureOf,
  inMemoryGateway,
  monday,
  notConnected,
  value,
} from "../in-memory-gateway.ts"

const trade = (at: number, price: number): Tick => ({
  kind: "trades",
  at,
  price,
  size: 10,
  exchange: "ARCA",
  conditions: null,
  pastLimit: false,
  unreported: false,
})

function room() {
  const gateway = inMemoryGateway()
  gateway.known.contracts = [details(contract({ conId: 1, symbol: "AAPL" }))]
  gateway.known.ticks.past = [trade(monday - 3000, 1), trade(monday - 2000, 2), trade(monday - 1000, 3)]
  const clock = manualClock(monday)
  const desk = createDesk({ gateway, config, clock })
  const question: PastTicksQuestion = {
    instrument: "AAPL",
    kind: "trades",
    start: null,
    end: null,
    regularHoursOnly: false,
    limit: 2,
    cursor: null,
  }
  const past = (fields: Partial<PastTicksQuestion> = {}) =>
    desk.pastTicks({ ...question, ...fields }, {}, (...told) => void progress.push(told))
  const progress: unknown[] = []
  return { gateway, asked: gateway.asked.ticks, clock, desk, past, progress }
}

const prices = (ticks: readonly Tick[]) => ticks.map((tick) => ("price" in tick ? tick.price : null))

describe("ticks of the past", () => {
  test("end before now, by whole seconds, and say how far they have come", async () => {
    const { asked, clock, past, progress } = room()
    const { ticks, truncated, total, cursor } = value(await past()).data
    expect([prices(ticks), truncated, total, cursor !== null]).toEqual([[2, 3], true, null, true])
    expect(asked.past).toMatchObject([{ direction: "before", at: monday, count: 3, regularHoursOnly: false }])
    expect(progress).toEqual([[2, 2, "3 ticks read"]])
    await clock.advance(20_500)
    await past()
    // Without the second that is not over.
    expect(asked.past.at(-1)?.at).toBe(monday + 20_000)
    await past({ end: "2026-11-24" })
    expect(asked.past).toHaveLength(2)
  })

  test("of a span know their total when they are all there", async () => {
    const { past } = room()
    const span = { start: "2026-11-23T10:59:57-05:00", end: "2026-11-23T10:59:59-05:00", limit: 10 }
    expect(value(await past(span)).data).toMatchObject({ total: 2, truncated: false, cursor: null })
    expect(prices(value(await past(span)).data.ticks)).toEqual([1, 2])
  })

  test("start on a day at its beginning, and end with it at its end, by the exchange's clock", async () => {
    const { asked, past } = room()
    await past({ start: "2026-11-20", limit: 10 })
    expect(new Date(asked.past[0]?.at ?? 0).toISOString()).toBe("2026-11-20T05:00:00.000Z")
    await past({ end: "2026-11-20" })
    expect(new Date(asked.past.at(-1)?.at ?? 0).toISOString()).toBe("2026-11-21T04:59:59.000Z")
  })

  test("with a start that is none say how to write it", async () => {
    const { past } = room()
    expect(failureOf(await past({ start: "soon" }))).toMatchObject({
      message: '"soon" is no instant.',
      hint: expect.stringContaining("Write start as ISO 8601"),
    })
  })

  test("of which there are none near are an error that says where to look", async () => {
    const { gateway, past } = room()
    gateway.known.ticks.past = []
    for (const fields of [{}, { start: "2026-11-20" }, { start: "2026-11-20", end: "2026-11-21" }]) {
      const { code, hint } = failureOf(await past(fields))
      expect([code, hint]).toEqual(["no_data", expect.stringContaining("ibkr_market_hours")])
    }
  })

  test("are the last good ones while the Gateway is away, by everything that was asked", async () => {
    const { gateway, past } = room()
    await past()
    gateway.known.down = notConnected
    expect(value(await past()).provenance).toMatchObject({ source: "cache", staleS: 0 })
    for (const other of [
      { limit: 3 },
      { kind: "midpoint" as const },
      { regularHoursOnly: true },
      { end: "2026-11-20" },
    ])
      expect(failureOf(await past(other)).code).toBe("not_connected")
  })
})

describe("live ticks", () => {
  test("are the newest of all that came, summed up whole; progress is told every second", async () => {
    const { gateway, desk, clock } = room()
    gateway.known.ticks.live = Array.from({ length: 50 }, (_, index) => trade(monday, index + 1))
    const told: unknown[] = []
    const answer = await desk.liveTicks(
      { instrument: "AAPL", kind: "trades", seconds: 5, limit: 3 },
      {},
      (...one) => void told.push(one),
    )
    const { ticks, total, truncated, summary } = value(answer).data
    expect([prices(ticks), total, truncated]).toEqual([[48, 49, 50], 50, true])
    expect(summary).toMatchObject({ count: 50, high: 50, low: 1, trades: { volume: 500, vwap: 25.5 } })
    // It has ended: nothing is told any more.
    await clock.advance(5000)
    expect(told).toEqual([])
    expect(clock.pending).toBe(0)
  })

  test("that have to wait for IBKR's pace say so, and count their seconds from when they begin", async () => {
    const { gateway, desk, clock } = room()
    const wait = Promise.withResolvers<void>()
    const end = Promise.withResolvers<void>()
    gateway.liveTicks = async (_, listener) => {
      await wait.promise
      listener.begun?.()
      listener.tick(trade(monday, 1))
      await end.promise
      return success({ cutShort: null, notices: [] })
    }
    const told: unknown[][] = []
    const asked = desk.liveTicks(
      { instrument: "AAPL", kind: "trades", seconds: 5, limit: 3 },
      {},
      (...one) => void told.push(one),
    )
    while (clock.pending === 0) await Promise.resolve()
    await clock.advance(2000)
    wait.resolve()
    await wait.promise
    await clock.advance(1000)
    expect(told.map(([passed, total]) => [passed, total])).toEqual([
      [1, null],
      [2, null],
      [3, 7],
    ])
    expect(told.map(([, , message]) => message)).toEqual([
      expect.stringContaining("pace"),
      expect.stringContaining("pace"),
      "1 tick",
    ])
    end.resolve()
    value(await asked)
  })

  test("that were cut short are given with the reason", async () => {
    const { gateway, desk } = room()
    gateway.known.ticks.live = [trade(monday, 1)]
    gateway.known.ticks.liveEnd = success({ cutShort: notConnected, notices: ["A notice."] })
    const { data, provenance } = value(
      await desk.liveTicks({ instrument: "AAPL", kind: "trades", seconds: 5, limit: 3 }, {}, () => undefined),
    )
    expect(data.total).toBe(1)
    expect(provenance.warnings).toEqual(["A notice.", "Listening was cut short: The Gateway is not there."])
  })

  test("that are not subscribed do not promise delayed ones, whatever the Gateway says", async () => {
    const { gateway, desk } = room()
    const said = failure("not_subscribed", "Delayed market data is available.", "Set IB_MARKET_DATA_TYPE to 3.", {
      ibCode: 10089,
    })
    gateway.known.ticks.liveEnd = { ok: false, failure: said }
    const outcome = await desk.liveTicks(
      { instrument: "AAPL", kind: "trades", seconds: 5, limit: 3 },
      {},
      () => undefined,
    )
    expect(failureOf(outcome)).toMatchObject({ code: "not_subscribed", ibCode: 10089 })
    expect(failureOf(outcome).hint).not.toContain("IB_MARKET_DATA_TYPE")
  })
})

test("volume at price is asked for over the span that was meant", async () => {
  const { gateway, asked, desk } = room()
  gateway.known.ticks.volumes = [{ price: 10, volume: 5 }]
  const spans = ["1 D", "2 W", "1 M", "1 year", "3600 S", "2 hours"]
  for (const duration of spans)
    value(
      await desk.volumeAtPrice(
        { instrument: "AAPL", duration, regularHoursOnly: true, limit: 10 },
        {},
        () => undefined,
      ),
    )
  expect(asked.volumes.map(({ count, unit }) => `${count} ${unit}`)).toEqual([
    "1 day",
    "2 week",
    "1 month",
    "1 year",
    "3600 second",
    "7200 second",
  ])
  gateway.known.ticks.volumes = []
  const none = await desk.volumeAtPrice(
    { instrument: "AAPL", duration: "5 D", regularHoursOnly: true, limit: 10 },
    {},
    () => undefined,
  )
  expect(failureOf(none).code).toBe("no_data")
})

describe("the kind of ticks", () => {
  test.each([
    ["STK", "trades", "trades", false],
    ["CRYPTO", "trades", "trades", false],
    ["CASH", "trades", "bid_ask", true],
    ["CMDTY", "midpoint", "midpoint", false],
    ["IND", "trades", "trades", false],
  ] as const)("of %s asked for as %s is %s", (secType, asked, kind, warned) => {
    const chosen = value(fittingKind(asked, secType))
    expect([chosen.kind, chosen.warning !== null]).toEqual([kind, warned])
  })

  test("that cannot be is refused", () => {
    expect(failureOf(fittingKind("bid_ask", "IND")).hint).toBe("Use kind trades.")
    expect(failureOf(fittingKind("trades", "BAG")).code).toBe("unsupported")
    expect(withoutTrades("CASH")).not.toBeNull()
    expect(withoutTrades("IND")).toMatchObject({ failure: { code: "unsupported" } })
    expect(withoutTrades("STK")).toBeNull()
  })
})
