import { describe, expect, test } from "bun:test"
import { manualClock } from "../../../src/clock/manual-clock.ts"
import { createDesk } from "../../../src/desk/desk.ts"
import { misfit, readBarSize, readDuration, readSource } from "../../../src/desk/history/bar-request.ts"
import type { BarsQuestion } from "../../../src/desk/history/bars.ts"
import { readEnd } from "../../../src/desk/instants.ts"
import { type Bar, barSizes } from "../../../src/gateway/history/history.ts"
import { failed, failure, success } from "../../../src/outcome/outcome.ts"
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

describe("a bar size", () => {
  test.each(barSizes.map((size) => [size, size]))("%s", (text, size) => {
    expect(value(readBarSize(text))).toBe(size)
  })

  test.each([
    ["1d", "1 day"],
    ["1 D", "1 day"],
    ["5 min", "5 mins"],
    ["5m", "5 mins"],
    ["60 min", "1 hour"],
    ["1h", "1 hour"],
    ["1M", "1 month"],
    ["1m", "1 min"],
    ["1w", "1 week"],
    ["30s", "30 secs"],
  ] as const)("%s is %s", (text, size) => {
    expect(value(readBarSize(text))).toBe(size)
  })

  test.each(["7 mins", "4 weeks", "1", "day", "0 min", "-1 day", "1 fortnight", ""])("%p does not exist", (text) => {
    expect(failureOf(readBarSize(text)).hint).toContain("1 day")
  })
})

describe("a duration", () => {
  test.each([
    ["1 M", "1 M"],
    ["1m", "1 M"],
    ["3600 S", "3600 S"],
    ["2 hours", "7200 S"],
    ["30 min", "1800 S"],
    ["5 days", "5 D"],
    ["1 year", "1 Y"],
  ])("%s is %s", (text, duration) => {
    expect(value(readDuration(text)).text).toBe(duration)
  })

  test.each(["", "1", "M", "0 D", "-1 D", "1.5 D", "1 X", "366 D", "13 M", "53 W", "86401 S"])("%p is none", (text) => {
    expect(failureOf(readDuration(text)).code).toBe("invalid_request")
  })

  test.each([
    ["1 secs", "1800 S", true],
    ["1 secs", "1801 S", false],
    ["5 secs", "3600 S", true],
    ["5 secs", "3601 S", false],
    ["15 secs", "14400 S", true],
    ["15 secs", "14401 S", false],
    ["30 secs", "28800 S", true],
    ["30 secs", "1 D", false],
    ["1 min", "1 W", true],
    ["1 min", "1 Y", false],
    ["5 mins", "1 M", true],
    ["1 hour", "1 Y", true],
    ["1 day", "20 Y", true],
    ["1 day", "1 D", true],
    ["1 day", "3600 S", false],
    ["1 week", "1 D", false],
    ["1 month", "1 M", true],
    ["1 hour", "1800 S", false],
  ] as const)("bars of %s over %s fit: %p", (size, text, fits) => {
    expect(misfit(size, value(readDuration(text))) === null).toBe(fits)
  })
})

describe("what bars are made of", () => {
  test.each([
    ["STK", "TRADES", "TRADES"],
    ["STK", "adjusted_last", "ADJUSTED_LAST"],
    ["CASH", "TRADES", "MIDPOINT"],
    ["CRYPTO", "TRADES", "AGGTRADES"],
    ["IND", "TRADES", "TRADES"],
    ["BOND", "YIELD_LAST", "YIELD_LAST"],
  ])("%s %s is %s", (secType, text, source) => {
    const chosen = value(readSource(text, secType))
    expect<string>(chosen.source).toBe(source)
    expect(chosen.warning === null).toBe(text.toUpperCase() === source)
  })

  test.each([
    ["IND", "BID"],
    ["CASH", "ADJUSTED_LAST"],
    ["STK", "YIELD_BID"],
    ["FUT", "FEE_RATE"],
    ["STK", "NONSENSE"],
  ])("%s has no %s", (secType, text) => {
    expect(failureOf(readSource(text, secType)).hint).toContain(`what_to_show of ${secType}`)
  })
})

describe("the end", () => {
  test.each([
    ["2026-11-20T16:00:00-05:00", "2026-11-20T21:00:00Z"],
    ["2026-11-20T21:00:00Z", "2026-11-20T21:00:00Z"],
    ["2026-11-20T16:00", "2026-11-20T21:00:00Z"],
    ["2026-07-20 16:00:00", "2026-07-20T20:00:00Z"],
    ["2026-11-20", "2026-11-21T04:59:59Z"],
    ["20261120", "2026-11-21T04:59:59Z"],
    ["20261120-21:00:00", "2026-11-20T21:00:00Z"],
  ])("%s is %s in New York", (text, instant) => {
    expect(value(readEnd(text, "America/New_York"))).toBe(Date.parse(instant))
  })

  test.each(["", "yesterday", "2026-02-30", "20261120-25:00:00", "2026-11-20Z", "1e9"])("%p is none", (text) => {
    expect(failureOf(readEnd(text, "America/New_York")).code).toBe("invalid_request")
  })
})

const bar = (at: string | number): Bar => ({
  at,
  open: 1,
  high: 2,
  low: 0.5,
  close: 1.5,
  volume: null,
  average: null,
  count: null,
})

const question: BarsQuestion = {
  instrument: "AAPL",
  duration: "1 M",
  barSize: "1 day",
  whatToShow: "TRADES",
  regularHoursOnly: true,
  end: null,
  limit: 500,
  cursor: null,
}

function room() {
  const gateway = inMemoryGateway()
  gateway.known.contracts = [
    details(contract({ conId: 1, symbol: "AAPL" })),
    details(contract({ conId: 2, symbol: "ES", secType: "CONTFUT", exchange: "CME", primaryExchange: null })),
  ]
  gateway.known.bars = ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"].map(bar)
  const clock = manualClock(monday)
  const desk = createDesk({ gateway, config, clock })
  return { gateway, clock, ask: (fields: Partial<BarsQuestion>) => desk.bars({ ...question, ...fields }, {}) }
}

describe("history", () => {
  test("is the newest bars, and its cursor leads to those before", async () => {
    const { ask } = room()
    const newest = value(await ask({ limit: 2 })).data
    expect(newest.bars.map(({ at }) => at)).toEqual(["2026-11-19", "2026-11-20"])
    expect(newest.total).toBe(5)
    const before = value(await ask({ limit: 2, cursor: newest.cursor })).data
    expect(before.bars.map(({ at }) => at)).toEqual(["2026-11-17", "2026-11-18"])
    const oldest = value(await ask({ limit: 2, cursor: before.cursor })).data
    expect(oldest.bars.map(({ at }) => at)).toEqual(["2026-11-16"])
    expect(oldest.cursor).toBeNull()
  })

  test("loses no bar between pages when one has begun or not yet by the split second of the asking", async () => {
    const { gateway, ask } = room()
    const all = gateway.known.bars
    const { cursor } = value(await ask({ limit: 2 })).data
    gateway.known.bars = all.slice(0, -1)
    const before = value(await ask({ limit: 2, cursor })).data
    expect(before.bars.map(({ at }) => at)).toEqual(["2026-11-17", "2026-11-18"])
    expect(failureOf(await ask({ cursor: "now~1795188600000" })).message).toContain("is no cursor")
  })

  test("of instants below a day comes in pages too", async () => {
    const { gateway, ask } = room()
    gateway.known.bars = [0, 1, 2, 3].map((minute) => ({ ...bar("2026-11-20"), at: monday + minute * 60_000 }))
    const { cursor } = value(await ask({ limit: 3 })).data
    expect(value(await ask({ limit: 3, cursor })).data).toMatchObject({
      bars: [{ at: monday }],
      total: 4,
      cursor: null,
    })
  })

  test("of later pages is of the same moment", async () => {
    const { gateway, clock, ask } = room()
    const { cursor } = value(await ask({ limit: 2 })).data
    await clock.advance(60_000)
    await ask({ limit: 2, cursor })
    expect(gateway.asked.bars.map(({ end }) => end)).toEqual([null, monday])
  })

  test("of a continuous future or of adjusted prices has no end of its own", async () => {
    const { gateway, ask } = room()
    expect(failureOf(await ask({ instrument: "CONTFUT:ES@CME", end: "2026-11-20" })).code).toBe("invalid_request")
    expect(failureOf(await ask({ whatToShow: "ADJUSTED_LAST", end: "2026-11-20" })).code).toBe("invalid_request")
    const { cursor } = value(await ask({ instrument: "CONTFUT:ES@CME", limit: 2 })).data
    await ask({ instrument: "CONTFUT:ES@CME", limit: 2, cursor })
    expect(gateway.asked.bars.map(({ end }) => end)).toEqual([null, null])
  })

  test.each([
    { barSize: "7 mins" },
    { duration: "1 X" },
    { duration: "1 Y", barSize: "1 min" },
    { end: "soon" },
    { whatToShow: "NONSENSE" },
    { cursor: "x" },
    { limit: 0 },
    { limit: 5001 },
    { instrument: "A\u0000" },
    { end: "2026-11-20\n" },
  ])("%p is refused before the Gateway is asked for bars", async (fields) => {
    const { gateway, ask } = room()
    expect(failureOf(await ask(fields)).code).toBe("invalid_request")
    expect(gateway.asked.bars).toEqual([])
  })

  describe("of small bars, which IBKR refuses to whoever asks for the same again within 15 s,", () => {
    const small = { barSize: "5 secs", duration: "1800 S" }

    test("is the answer before, as from the cache and of its own time, whatever page is asked for", async () => {
      const { gateway, clock, ask } = room()
      gateway.known.dataTypes.set(1, "live")
      expect(value(await ask(small)).provenance).toMatchObject({ asOf: monday, source: "live" })
      await clock.advance(14_999)
      const again = value(await ask({ ...small, limit: 2 }))
      expect(again.provenance).toEqual({ asOf: monday, source: "cache", staleS: null, warnings: [] })
      expect(again.data.bars.map(({ at }) => at)).toEqual(["2026-11-19", "2026-11-20"])
      expect(gateway.asked.bars).toHaveLength(1)
      await clock.advance(1)
      expect(value(await ask(small)).provenance).toMatchObject({ asOf: monday + 15_000, source: "live" })
      expect(gateway.asked.bars).toHaveLength(2)
    })

    test("is asked afresh when anything else is asked, and never kept for longer bars", async () => {
      const { gateway, ask } = room()
      for (const other of [small, { ...small, whatToShow: "BID" }, { ...small, duration: "900 S" }, {}, {}])
        expect(value(await ask(other)).provenance.source).toBe("live")
      expect(gateway.asked.bars).toHaveLength(5)
    })

    test("is stale when the Gateway has gone meanwhile", async () => {
      const { gateway, ask } = room()
      await ask(small)
      gateway.known.down = notConnected
      expect(value(await ask(small)).provenance).toMatchObject({ source: "cache", staleS: 0 })
    })
  })

  describe("says how late it may be,", () => {
    const minutes = { barSize: "1 min", duration: "1 D" }
    const late = "newest quarter of an hour"
    const said = async (ask: ReturnType<typeof room>["ask"], fields: Partial<BarsQuestion>) => {
      const { source, warnings } = value(await ask(fields)).provenance
      return [source, warnings.some((one) => one.includes(late))]
    }

    test("by what the Gateway has said of the instrument's quotes", async () => {
      const { gateway, ask } = room()
      expect(await said(ask, {})).toEqual(["live", true])
      for (const [type, source] of [
        ["delayed", "delayed"],
        ["delayed_frozen", "delayed"],
        ["live", "live"],
        ["frozen", "live"],
      ] as const) {
        gateway.known.dataTypes.set(1, type)
        expect(await said(ask, {})).toEqual([source, false])
      }
    })

    test("by a bar that is younger than any delay", async () => {
      const { gateway, ask } = room()
      for (const [age, warned] of [
        [4, false],
        [6, true],
      ] as const) {
        gateway.known.bars = [{ ...bar("2026-11-20"), at: monday - age * 60_000 }]
        expect(await said(ask, minutes)).toEqual(["live", warned])
      }
    })

    test("unless it is past, or nothing trades now", async () => {
      const { gateway, ask } = room()
      expect(await said(ask, { end: "2026-11-20" })).toEqual(["live", false])
      expect(await said(ask, { end: "2026-11-23T10:50:00-05:00" })).toEqual(["live", true])
      const hours = { tradingHours: "20261123:CLOSED;20261124:0930-20261124:1600", timeZoneId: "US/Eastern" }
      gateway.known.contracts = [details(contract({ conId: 3, symbol: "MSFT" }), hours)]
      expect(await said(ask, { instrument: "MSFT" })).toEqual(["live", false])
    })
  })

  test("that may not be had up to the second ends a quarter of an hour earlier, and says so, on later pages too", async () => {
    const { gateway, clock } = room()
    const refusal = failure("not_subscribed", "Up to this second needs a subscription.", "Subscribe.", { ibCode: 2188 })
    const asked: (number | null)[] = []
    const bars: typeof gateway.bars = (request) => {
      asked.push(request.end)
      return Promise.resolve(request.end === null ? failed(refusal) : success(gateway.known.bars))
    }
    const desk = createDesk({ gateway: { ...gateway, bars }, config, clock })
    const first = value(await desk.bars({ ...question, limit: 3 }, {}))
    const ago = monday - 15 * 60_000
    expect(asked).toEqual([null, ago])
    expect(first.provenance).toMatchObject({
      source: "delayed",
      warnings: ["Without a live subscription history ends 15 minutes ago."],
    })
    await clock.advance(60_000)
    expect(value(await desk.bars({ ...question, cursor: first.data.cursor }, {})).data.bars).toHaveLength(2)
    expect(asked).toEqual([null, ago, ago])
    const adjusted = { ...question, whatToShow: "ADJUSTED_LAST" }
    expect(failureOf(await desk.bars(adjusted, {}))).toEqual(refusal)
  })

  test("of BID_ASK tells what its four prices are", async () => {
    const { ask } = room()
    expect(value(await ask({ whatToShow: "BID_ASK", end: "2026-11-20" })).provenance.warnings).toEqual([
      "Of BID_ASK bars open is the mean bid, close the mean ask, high the highest ask, low the lowest bid.",
    ])
  })

  test("kept for when the Gateway is gone is kept by everything that was asked", async () => {
    const { gateway, ask } = room()
    await ask({})
    gateway.known.down = notConnected
    expect(value(await ask({ barSize: "1d" })).provenance.source).toBe("cache")
    for (const other of [{ whatToShow: "BID" }, { regularHoursOnly: false }, { limit: 3 }, { duration: "2 M" }])
      expect(failureOf(await ask(other)).code).toBe("not_connected")
  })
})
