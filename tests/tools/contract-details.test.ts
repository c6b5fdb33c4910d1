import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { refuse } from "../../src/simulator/faults.ts"
import type { Scenario } from "../../src/simulator/scenarios.ts"
import { type Body, rowsOf, type Served, served } from "./mcp-client.ts"

const tool = "ibkr_contract_details"

let live: Served
beforeAll(async () => {
  live = await served()
})
afterAll(() => live.close())

const error = ({ error }: Body): Body => error as Body
const warnings = ({ meta }: Body): string => JSON.stringify((meta as Body).warnings)
/** How many messages of a kind a Gateway has been sent. */
const sent = ({ simulator }: Served, id: string): number =>
  simulator.seen.filter(({ fields }) => fields[0] === id).length

describe("the terms of", () => {
  /** Of the simulated world: its contracts' terms, and market rules that public sources show (26, 110). */
  test.each<[string, Body]>([
    [
      "AAPL",
      {
        instrument: "AAPL",
        con_id: 265598,
        sec_type: "STK",
        primary_exchange: "NASDAQ",
        name: "APPLE INC",
        stock_type: "COMMON",
        min_tick: 0.01,
        price_steps: [[0, 0.01]],
        identifiers: { ISIN: "US0378331005" },
        timezone: "America/New_York",
        earliest_data: "1980-12-12T09:30:00-05:00",
      },
    ],
    [
      "FUT:ES:202612@CME",
      {
        instrument: "FUT:ES:20261218@CME",
        multiplier: "50",
        expiry: {
          last_trade_day: "20261218",
          last_trade_time: "08:30:00 US/Central",
          settlement_day: "20261218",
          contract_month: "202612",
          days_to_expiry: 25,
        },
        underlying: { instrument: "IND:ES@CME", symbol: "ES", sec_type: "IND" },
        min_tick: 0.25,
      },
    ],
    [
      "OPT:SPX:20261218:C:6800",
      {
        strike: 6800,
        right: "C",
        multiplier: "100",
        trading_class: "SPXW",
        price_steps: [
          [0, 0.05],
          [3, 0.1],
        ],
        underlying: { instrument: "IND:SPX@CBOE", con_id: 416904 },
      },
    ],
    [
      "BOND:912810TM0",
      {
        sizes: { min: 1000, increment: 1000, suggested_increment: 1000 },
        identifiers: { CUSIP: "912810TM0" },
        bond: { cusip: "912810TM0", coupon_pct: 4, coupon_type: "FIXED", maturity: "20421115", callable: false },
      },
    ],
    [
      "FUND:VFIAX",
      {
        fund: {
          family: "Vanguard",
          type: null,
          management_fee: "0.04",
          closed: false,
          minimum_first_purchase: "3000",
          minimum_next_purchase: "1",
        },
      },
    ],
    [
      "VOD@LSE/GBP",
      { price_magnifier: 100, currency: "GBP", valid_exchanges: expect.arrayContaining(["SMART", "LSE"]) },
    ],
    ["7203@TSEJ/JPY", { price_steps: expect.arrayContaining([[3000, 1]]), sizes: { min: 100 } }],
    ["FX:USDJPY", { min_tick: 0.005, local_symbol: "USD.JPY" }],
    ["CONTFUT:ES@CME", { sec_type: "CONTFUT", expiry: { contract_month: "202612" } }],
    ["CRYPTO:BTC@PAXOS", { exchange: "PAXOS", sizes: { min: 1e-8 } }],
    // Its history begins in 1960, before the epoch.
    ["IND:SPX@CBOE", { sec_type: "IND", exchange: "CBOE", earliest_data: expect.stringMatching(/^1960-01-/) }],
    ["CFD:IBUS500", { sec_type: "CFD" }],
    ["FOP:ES:20261218:C:6800@CME", { multiplier: "50", underlying: { instrument: "FUT:ES:20261218@CME" } }],
  ])("%s", async (symbol, expected) => {
    const body = await live.answer(tool, { symbol })
    expect(body).toMatchObject({ ...expected, untrusted: true })
    expect(warnings(body)).toBe("[]")
    // What it names itself finds it again.
    expect(await live.answer(tool, { symbol: body.instrument })).toMatchObject({ con_id: body.con_id })
  })

  test("what has no expiry, coupon or load leave such fields out", async () => {
    const pair = await live.answer(tool, { symbol: "FX:USDJPY" })
    for (const field of ["expiry", "multiplier", "strike", "right", "underlying", "bond", "fund"])
      expect(pair).not.toHaveProperty(field)
  })

  test("a share list its next sessions; in detail all of them, its order types and the price steps of every exchange", async () => {
    const [concise, detailed] = [
      await live.answer(tool, { symbol: "AAPL" }),
      await live.answer(tool, { symbol: "AAPL", detail: "detailed" }),
    ]
    expect(rowsOf(concise.sessions)).toEqual([
      { session: "regular", open: "2026-11-23T09:30:00-05:00", close: "2026-11-23T16:00:00-05:00" },
      { session: "post", open: "2026-11-23T16:00:00-05:00", close: "2026-11-23T20:00:00-05:00" },
      { session: "pre", open: "2026-11-24T04:00:00-05:00", close: "2026-11-24T09:30:00-05:00" },
      { session: "regular", open: "2026-11-24T09:30:00-05:00", close: "2026-11-24T16:00:00-05:00" },
    ])
    expect(concise).not.toHaveProperty("order_types")
    expect(rowsOf(detailed.sessions)).toContainEqual({
      session: "post",
      open: "2026-11-27T13:00:00-05:00",
      close: "2026-11-27T17:00:00-05:00",
    })
    expect(detailed.order_types).toContain("TRAIL")
    expect(detailed.market_rules).toEqual([{ rule_id: 26, exchanges: concise.valid_exchanges, steps: [[0, 0.01]] }])
  })
})

test("what a contract is no part of, and what few contracts have, is told in detail where the Gateway says it", async () => {
  const odd: Scenario = {
    summary: "contracts have a rule of economic value, and are not eligible for two things",
    start: () => ({
      connect: () => ({
        outgoing(message) {
          if (message[0] !== "10") return [message]
          const zone = message.indexOf("US/Eastern")
          const before = message.slice(0, zone + 3)
          const after = message.slice(zone + 5, -1)
          return [[...before, "aussieBond:YearsToExpiration=3", "2.5", ...after, "2", "1", "Not tradable now", "9", ""]]
        },
      }),
    }),
  }
  const own = await served({ scenarios: [odd] })
  try {
    const body = await own.answer(tool, { symbol: "AAPL", detail: "detailed" })
    expect(body).toMatchObject({
      economic_value: { rule: "aussieBond:YearsToExpiration=3", multiplier: 2.5 },
      ineligible: ["1: Not tradable now", "9"],
    })
    const concise = await own.answer(tool, { symbol: "AAPL" })
    for (const field of ["economic_value", "ineligible"]) expect(concise).not.toHaveProperty(field)
  } finally {
    await own.close()
  }
  const usual = await live.answer(tool, { symbol: "AAPL", detail: "detailed" })
  for (const field of ["economic_value", "ineligible"]) expect(usual).not.toHaveProperty(field)
})

test("the smallest price step is none of today's price only, but of any", async () => {
  for (const symbol of [
    "AAPL",
    "VOD@LSE/GBP",
    "7203@TSEJ/JPY",
    "700@SEHK/HKD",
    "FX:USDJPY",
    "FOP:ES:20261218:C:6800@CME",
  ]) {
    const { min_tick, price_steps } = await live.answer(tool, { symbol })
    const steps = (price_steps as readonly (readonly [number, number])[]).map(([, step]) => step)
    expect([symbol, min_tick]).toEqual([symbol, Math.min(...steps)])
  }
})

test("a contract that trades no more has no sessions ahead,", async () => {
  const { sessions, expiry } = await live.answer(tool, { symbol: "FUT:ES:202609@CME" })
  expect(rowsOf(sessions)).toEqual([])
  expect(Number((expiry as Body).days_to_expiry)).toBeLessThan(0)
})

test("a future that is none is told how futures are named", async () => {
  const { body } = await live.call(tool, { symbol: "FUT:6E@CME" })
  expect(String(error(body).hint)).toContain("EUR for 6E")
})

test("an index has no subcategory: the Gateway's asterisk for none is none", async () => {
  const { industry } = await live.answer(tool, { symbol: "IND:SPX@CBOE" })
  expect(industry).toEqual(["Indices", "Broad Range Equity Index"])
})

describe("a future without month", () => {
  test("lists all its months, nearest first, the front one marked", async () => {
    const body = await live.answer(tool, { symbol: "FUT:ES@CME" })
    const months = rowsOf(body)
    expect(body).toMatchObject({
      instrument: "FUT:ES@CME",
      name: "E-mini S&P 500",
      total: 7,
      truncated: false,
      cursor: null,
    })
    expect(months.map((one) => one.local_symbol)).toEqual(["ESZ6", "ESH7", "ESM7", "ESU7", "ESZ7", "ESH8", "ESM8"])
    expect(months.filter((one) => one.front_month).map((one) => one.instrument)).toEqual(["FUT:ES:20261218@CME"])
    expect(months[0]).toMatchObject({
      last_trade_day: "20261218",
      contract_month: "202612",
      days_to_expiry: 25,
      multiplier: "50",
    })
    for (const { instrument, con_id } of months.slice(0, 2))
      expect(await live.answer(tool, { symbol: instrument })).toMatchObject({ con_id })
  })

  test("is read page by page, every month once", async () => {
    const all = rowsOf(await live.answer(tool, { symbol: "FUT:CL", limit: 100 })).map((one) => one.con_id)
    const seen: unknown[] = []
    let cursor: unknown = null
    do {
      const page = await live.answer(tool, { symbol: "FUT:CL", limit: 10, ...(cursor === null ? {} : { cursor }) })
      expect(page).toMatchObject({ total: all.length, truncated: true })
      seen.push(...rowsOf(page).map((one) => one.con_id))
      cursor = page.cursor
    } while (cursor !== null)
    expect(all.length).toBeGreaterThan(20)
    expect(seen).toEqual(all)
  })

  test("has the next month in front once the last trade of the nearest is over", async () => {
    for (const [startAt, front] of [
      ["2026-12-18T14:29:00Z", "ESZ6"],
      ["2026-12-18T14:31:00Z", "ESH7"],
    ] as const) {
      const then = await served({ startAt })
      try {
        const months = rowsOf(await then.answer(tool, { symbol: "FUT:ES@CME" }))
        expect(months.filter((one) => one.front_month).map((one) => one.local_symbol)).toEqual([front])
      } finally {
        await then.close()
      }
    }
  })
})

describe("errors", () => {
  test.each<[Body, string]>([
    [{ symbol: "QZXW" }, "not_found"],
    [{ symbol: "FUT:QZXW@CME" }, "not_found"],
    [{ symbol: "FUT:ES", cursor: "nonsense" }, "invalid_request"],
    [{ symbol: "AAPL", cursor: "600000446" }, "invalid_request"],
    [{ symbol: "FUT:ES", limit: 0 }, "invalid_request"],
    [{ symbol: "AAPL", detail: "all" }, "invalid_request"],
    [{ symbol: "IND:" }, "invalid_request"],
    [{}, "invalid_request"],
  ])("%p: %s", async (args, code) => {
    const { isError, body } = await live.call(tool, args)
    expect([isError, error(body).code]).toEqual([true, code])
    expect(String(error(body).hint).length).toBeGreaterThan(10)
  })
})

describe("what a contract refers to", () => {
  test("is asked for once: price steps are kept", async () => {
    await live.answer(tool, { symbol: "MSFT" })
    const before = sent(live, "91")
    await live.answer(tool, { symbol: "MSFT" })
    await live.answer(tool, { symbol: "NVDA" })
    expect(sent(live, "91")).toBe(before)
  })

  test("may be refused: the terms come all the same, and a warning says what is missing", async () => {
    const refusing: Scenario = {
      summary: "market rules and earliest data are refused",
      start: () => ({
        connect: () => ({
          incoming(fields) {
            if (fields[0] === "91")
              return refuse(-1, { code: 321, text: "Error validating request.-'aa' : cause - Invalid market rule id" })
            if (fields[0] === "87")
              return refuse(Number(fields[1]), {
                code: 162,
                text: "Historical Market Data Service error message:No head time stamp",
              })
            return undefined
          },
        }),
      }),
    }
    const poor = await served({ scenarios: [refusing] })
    try {
      const body = await poor.answer(tool, { symbol: "AAPL" })
      expect(body).toMatchObject({ con_id: 265598, min_tick: 0.01, price_steps: null, earliest_data: null })
      expect(warnings(body)).toContain("market rule 26")
      expect(warnings(body)).toContain("Earliest data:")
    } finally {
      await poor.close()
    }
  })

  test("may never come: it is waited for six seconds, then the terms are given without it", async () => {
    const silent: Scenario = {
      summary: "market rules and earliest data are not answered",
      start: () => ({
        connect: () => ({ outgoing: (message) => (message[0] === "93" || message[0] === "88" ? [] : [message]) }),
      }),
    }
    const slow = await served({ scenarios: [silent], speed: 20 })
    try {
      const body = await slow.answer(tool, { symbol: "AAPL" })
      expect(body).toMatchObject({ price_steps: null, earliest_data: null })
      expect(warnings(body)).toContain("no answer within 6 s")
      // The request for the earliest data was taken back.
      while (sent(slow, "90") === 0) await new Promise(setImmediate)
      expect(sent(slow, "90")).toBe(1)
    } finally {
      await slow.close()
    }
  })

  test("needs no subscription but its earliest data", async () => {
    for (const scenario of ["delayed-only", "not-subscribed", "one-account"]) {
      const other = await served({ scenarios: [scenario] })
      try {
        expect(await other.answer(tool, { symbol: "AAPL" })).toMatchObject({ price_steps: [[0, 0.01]] })
      } finally {
        await other.close()
      }
    }
  })
})

test("when the Gateway has gone the last good terms and months are given, marked stale", async () => {
  const going = await served()
  try {
    await going.answer(tool, { symbol: "AAPL" })
    await going.answer(tool, { symbol: "FUT:ES@CME" })
    await going.simulator.close()
    while (going.gateway.status().state === "connected") await new Promise(setImmediate)
    expect(await going.answer(tool, { symbol: "AAPL" })).toMatchObject({
      price_steps: [[0, 0.01]],
      earliest_data: "1980-12-12T09:30:00-05:00",
    })
    const months = await going.answer(tool, { symbol: "FUT:ES@CME" })
    expect(months.meta).toMatchObject({ stale: true, source: "cache" })
    expect(rowsOf(months)).toHaveLength(7)
    const { isError, body } = await going.call(tool, { symbol: "FUT:NQ@CME" })
    expect([isError, String(error(body).code)]).toEqual([true, expect.stringMatching(/not_connected|connecting/)])
  } finally {
    await going.close()
  }
})

test("a call that is cancelled takes its request for the earliest data back", async () => {
  const silent: Scenario = {
    summary: "earliest data is not answered",
    start: () => ({ connect: () => ({ outgoing: (message) => (message[0] === "88" ? [] : [message]) }) }),
  }
  const slow = await served({ scenarios: [silent] })
  try {
    const controller = new AbortController()
    const asked = Promise.withResolvers<void>()
    const options = { signal: controller.signal, onprogress: () => asked.resolve() }
    const call = slow.call(tool, { symbol: "AAPL" }, options)
    await asked.promise
    while (sent(slow, "87") === 0) await new Promise(setImmediate)
    controller.abort("enough")
    expect(await call.catch(() => "gone")).toBe("gone")
    while (sent(slow, "90") === 0) await new Promise(setImmediate)
    expect(sent(slow, "90")).toBe(1)
  } finally {
    await slow.close()
  }
})

test("a typical answer takes at most a third of the bytes of the same contract as the Gateway's API shows it, indented", async () => {
  const concise = JSON.stringify(await live.answer(tool, { symbol: "AAPL" }))
  const detailed = await live.answer(tool, { symbol: "AAPL", detail: "detailed" })
  const sessions = rowsOf(detailed.sessions)
  expect(concise.length * 3).toBeLessThanOrEqual(JSON.stringify({ ...detailed, sessions }, null, 2).length)
})
