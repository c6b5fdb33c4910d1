import { describe, expect, test } from "bun:test"
import { manualClock } from "../../../src/clock/manual-clock.ts"
import type { Answer } from "../../../src/desk/answer.ts"
import { createDesk } from "../../../src/desk/desk.ts"
import type { OptionTableQuestion } from "../../../src/desk/options/option-question.ts"
import type { OptionTable } from "../../../src/desk/options/option-table.ts"
import type { ContractDetails, OptionParameters } from "../../../src/gateway/contracts/contract.ts"
import { failure } from "../../../src/outcome/outcome.ts"
import {
  config,
  contract,
  details,
  failureOf,
  inMemoryGateway,
  marketData,
  monday,
  notConnected,
  value,
} from "../in-memory-gateway.ts"

const expiry = "20261218"
const strikes = [80, 90, 95, 100, 105, 110, 120]

const parameters = (exchange: string, fields: Partial<OptionParameters> = {}): OptionParameters => ({
  exchange,
  underlyingConId: 1,
  tradingClass: "XYZ",
  multiplier: "100",
  expirations: [expiry, "20270115"],
  strikes,
  ...fields,
})

function listOptions(symbol: string, tradingClass: string, firstConId: number, listed = strikes): ContractDetails[] {
  return listed.flatMap((strike, index) =>
    (["C", "P"] as const).map((right, side) =>
      details(
        contract({
          conId: firstConId + 2 * index + side,
          symbol,
          secType: "OPT",
          expiry,
          strike,
          right,
          multiplier: "100",
          primaryExchange: null,
          tradingClass,
        }),
      ),
    ),
  )
}

const withDelta = (delta: number) =>
  marketData({
    bid: 1,
    ask: 2,
    callOpenInterest: 7,
    computations: {
      model: {
        impliedVolatility: 0.3,
        delta,
        gamma: 0.01,
        vega: 0.1,
        theta: -0.02,
        optionPrice: 1.5,
        presentValueOfDividends: 0,
        underlyingPrice: 101,
      },
    },
  })

function room() {
  const gateway = inMemoryGateway()
  const { known } = gateway
  known.contracts = [
    details(contract({ conId: 1, symbol: "XYZ" })),
    details(contract({ conId: 2, symbol: "SPX", secType: "IND", exchange: "CBOE", primaryExchange: null })),
    ...listOptions("XYZ", "XYZ", 100),
    ...listOptions("SPX", "SPX", 200),
    ...listOptions("SPX", "SPXW", 300),
  ]
  known.chains = [parameters("SMART"), parameters("CBOE"), parameters("ISE"), parameters("AMEX", { strikes: [100] })]
  known.markets.set(1, marketData({ last: 101 }))
  known.markets.set(2, marketData({ last: 101 }))
  for (const { contract: one } of known.contracts.slice(2)) {
    const size = Math.max(0.05, Math.min(0.95, 0.5 - ((one.strike ?? 0) - 100) / 50))
    const delta = one.right === "C" ? size : size - 1
    known.markets.set(one.conId, withDelta(delta))
  }
  const progress: [number, number | null][] = []
  const question: OptionTableQuestion = {
    underlying: "XYZ",
    exchange: null,
    expiry,
    strikes: null,
    minStrike: null,
    maxStrike: null,
    right: null,
    minDelta: null,
    maxDelta: null,
    tradingClass: null,
    minDte: null,
    maxDte: null,
    limit: 20,
    cursor: null,
  }
  const desk = createDesk({ gateway, config: { ...config, maxLines: 5 }, clock: manualClock(monday) })
  return {
    gateway,
    desk,
    question,
    progress,
    chains: (underlying = "XYZ", exchange: string | null = null) => desk.optionChains(underlying, exchange, {}),
    table: (fields: Partial<OptionTableQuestion> = {}) =>
      desk.optionTable({ ...question, ...fields }, {}, (done, total) => progress.push([done, total])),
  }
}

type Got = Answer<OptionTable>

const strikesOf = (table: { rows: readonly { strike: number; right: string }[] }) =>
  table.rows.map(({ strike, right }) => `${strike}${right}`)

describe("the chains of an underlying", () => {
  test("are one for all exchanges that list the same", async () => {
    const { chains } = value(await room().chains()).data
    expect(chains.map(({ exchanges, strikes: listed }) => [exchanges, listed.length])).toEqual([
      [["CBOE", "ISE", "SMART"], 7],
      [["AMEX"], 1],
    ])
  })

  test("of one exchange are its own; of none, which there are is said", async () => {
    expect(value(await room().chains("XYZ", "amex")).data.chains.map(({ exchanges }) => exchanges)).toEqual([["AMEX"]])
    expect(failureOf(await room().chains("XYZ", "LSE")).hint).toContain("SMART, CBOE, ISE, AMEX")
  })

  test("of a plain symbol that is no stock are the index's", async () => {
    expect(value(await room().chains("SPX")).data).toMatchObject({ instrument: "IND:SPX@CBOE", conId: 2 })
  })

  test("that do not exist are not_found", async () => {
    const { gateway, chains } = room()
    gateway.known.chains = []
    expect(failureOf(await chains()).code).toBe("not_found")
  })
})

describe("the options of an expiry", () => {
  test("are those nearest the money, by strike, with a cursor to those further out", async () => {
    const { table } = room()
    const near = value(await table({ limit: 4 })).data
    expect(strikesOf(near)).toEqual(["100C", "100P", "105C", "105P"])
    expect(near.underlyingPrice).toBe(101)
    expect(near.total).toBe(14)
    const next = value(await table({ limit: 4, cursor: near.cursor })).data
    expect(strikesOf(next)).toEqual(["95C", "95P", "110C", "110P"])
    const last = value(await table({ limit: 20, cursor: next.cursor })).data
    expect(strikesOf(last)).toEqual(["80C", "80P", "90C", "90P", "120C", "120P"])
    expect(last.cursor).toBeNull()
  })

  test.each([{ bid: 99.1, ask: 102.3 }, { last: -37.63 }, { last: 0.0000005 }])(
    "have a cursor that is understood whatever the underlying's price: %p",
    async (market) => {
      const { gateway, table } = room()
      gateway.known.markets.set(1, marketData(market))
      const { cursor } = value(await table({ limit: 4 })).data
      expect(value(await table({ limit: 4, cursor })).data.rows).toHaveLength(4)
    },
  )

  test("can be chosen by strike, side and the size of delta", async () => {
    const { table } = room()
    expect(strikesOf(value(await table({ strikes: [90, 999], right: "P" })).data)).toEqual(["90P"])
    expect(strikesOf(value(await table({ minStrike: 105, maxStrike: 110, right: "C" })).data)).toEqual(["105C", "110C"])
    const byDelta = value(await table({ minDelta: 0.25, maxDelta: 0.45, right: "P" })).data
    expect(strikesOf(byDelta)).toEqual(["90P", "95P"])
    expect(byDelta.total).toBe(2)
  })

  test("of strikes that nobody lists are missing, and it is said which are near", async () => {
    const { data, provenance } = value(await room().table({ strikes: [90, 96, 999] }))
    expect(strikesOf(data)).toEqual(["90C", "90P"])
    expect(provenance.warnings).toContain("Strikes not listed: 96 (near it 95 and 100), 999 (near it 120).")
  })

  test.each([
    [{ minDelta: 0.25, maxDelta: 0.45 }, ["90P", "95P", "105C", "110C"]],
    [{ minDelta: -0.45, maxDelta: -0.25 }, ["90P", "95P"]],
    [{ minDelta: 0.85 }, ["80C", "120P"]],
    [{ maxDelta: -0.85 }, ["120P"]],
    [{ maxDelta: 0.15 }, ["80P", "120C"]],
  ])("of deltas %p are %p", async (bounds, found) => {
    expect(strikesOf(value(await room().table(bounds)).data)).toEqual(found)
  })

  test("of a delta that none has are none, and it is said which deltas there are", async () => {
    const { data, provenance } = value(await room().table({ minDelta: -0.4, maxDelta: -0.2, right: "C" }))
    expect([data.rows.length, data.total, data.cursor]).toEqual([0, 0, null])
    expect(provenance.warnings.join()).toMatch(/of the calls looked at they go from 0.1 to \d/)
  })

  test("by delta come page by page, each once although deltas move meanwhile, and total says that it is no count", async () => {
    const { gateway, table } = room()
    const many = Array.from({ length: 100 }, (_, index) => 51 + index)
    const options = listOptions("XYZ", "XYZ", 1000, many)
    gateway.known.contracts = [details(contract({ conId: 1, symbol: "XYZ" })), ...options]
    const move = (out: number) => {
      for (const { contract: one } of options) {
        const size = 0.5 - ((one.strike ?? 0) - 100) / 200
        const delta = one.right === "C" ? size : size - 1
        gateway.known.markets.set(one.conId, withDelta(Math.abs((one.strike ?? 0) - 101) < out ? delta / 10 : delta))
      }
    }
    move(0)
    const found: string[] = []
    let cursor: string | null = null
    do {
      const { data, provenance }: Got = value(await table({ minDelta: 0.2, limit: 50, cursor }))
      found.push(...strikesOf(data))
      cursor = data.cursor
      expect(data.total).toBeWithin(found.length, 201)
      if (cursor !== null) expect(provenance.warnings.join()).toContain("total is at most")
      // Those that were shown have left the range when the next page is asked for.
      move(found.length / 8)
    } while (cursor !== null)
    expect(found.length).toBeGreaterThan(150)
    expect(found.filter((one, index) => found.indexOf(one) !== index)).toEqual([])
  })

  test("by delta of which too many would have to be looked at go on with the next page", async () => {
    const { gateway, table } = room()
    const options = listOptions(
      "XYZ",
      "XYZ",
      1000,
      Array.from({ length: 100 }, (_, index) => 51 + index),
    )
    gateway.known.contracts = [details(contract({ conId: 1, symbol: "XYZ" })), ...options]
    for (const { contract: one } of options)
      gateway.known.markets.set(one.conId, one.strike === 51 ? withDelta(0.9) : marketData({ last: 1 }))
    const first = value(await table({ minDelta: 0.8, limit: 5 }))
    expect(first.data.rows).toEqual([])
    expect(first.provenance.warnings.join()).toContain("Only 120 of 200 options were looked at for their delta: go on")
    const next = value(await table({ minDelta: 0.8, limit: 5, cursor: first.data.cursor }))
    expect(strikesOf(next.data)).toEqual(["51C"])
    expect(next.data.cursor).toBeNull()
  })

  test("are asked for in waves that leave the underlying its line", async () => {
    const { table, progress } = room()
    await table({ limit: 10 })
    expect(progress).toEqual([
      [0, 10],
      [4, 10],
      [8, 10],
      [10, 10],
    ])
  })

  test("of the index tell its two classes of the same day apart", async () => {
    const { gateway, table } = room()
    gateway.known.chains = [parameters("SMART", { tradingClass: "SPXW" }), parameters("SMART", { tradingClass: "SPX" })]
    const monthly = value(await table({ underlying: "IND:SPX@CBOE", limit: 2, right: "C" }))
    expect(monthly.data.series[0]?.tradingClass).toBe("SPX")
    expect(monthly.data.rows[0]?.instrument).toBe("OPT:SPX:20261218:C:100")
    expect(monthly.provenance.warnings.join()).toContain("SPXW")
    const weekly = value(await table({ underlying: "IND:SPX@CBOE", limit: 2, right: "C", tradingClass: "spxw" }))
    expect(weekly.data.rows[0]?.instrument).toBe("OPT:SPX:20261218:C:100:SPXW")
    expect(weekly.provenance.warnings).toEqual([])
  })

  test("that have no quote are still in the table, and counted", async () => {
    const { gateway, table } = room()
    gateway.known.markets.set(106, failure("line_limit", "No line left.", "Ask for less."))
    const { data, provenance } = value(await table({ limit: 2 }))
    expect(data.rows.map(({ quote }) => quote === null)).toEqual([true, false])
    expect(provenance.warnings.join()).toContain("1 of 2 options have no quote: No line left.")
  })

  test("at the money of a forward far from it have a move that is mostly in the money, and it is said", async () => {
    const { gateway, desk, question } = room()
    const asked = { ...question, limit: 1 }
    const even = value(await desk.optionVolatility(asked, {}, () => {}))
    expect(even.provenance.warnings).toEqual([])
    gateway.known.markets.set(106, marketData({ bid: 9, ask: 11 }))
    const { data, provenance } = value(await desk.optionVolatility(asked, {}, () => {}))
    expect(data.rows[0]?.impliedMove).toBe(11.5)
    expect(provenance.warnings.join()).toContain("implied_move of 20261218 is mostly what call or put has in the money")
  })

  test("whose Greeks are of another price of the underlying say of which", async () => {
    const { gateway, table } = room()
    expect(value(await table({ limit: 2 })).provenance.warnings).toEqual([])
    gateway.known.markets.set(1, marketData({ last: 103 }))
    const { provenance } = value(await table({ limit: 2 }))
    expect(provenance.warnings).toEqual(["The Gateway's Greeks are of the underlying at 101, not at 103."])
  })

  test("are centred on the middle strike when the underlying has no price, and say so", async () => {
    const { gateway, table } = room()
    gateway.known.markets.set(1, failure("not_subscribed", "Not subscribed.", "Subscribe."))
    const { data, provenance } = value(await table({ limit: 2 }))
    expect(strikesOf(data)).toEqual(["100C", "100P"])
    expect(data.underlyingPrice).toBeNull()
    expect(provenance.warnings.join()).toContain("no price")
  })

  test.each([
    [{ expiry: "20261219" }, "not_found", "20261218, 20270115"],
    [{ expiry: "20261318" }, "invalid_request", "20261218"],
    [{ tradingClass: "NOPE" }, "not_found", "XYZ"],
    [{ strikes: [1] }, "not_found", "80 to 120"],
    [{ strikes: [91] }, "not_found", "near it 90 and 95"],
    [{ minStrike: 2, maxStrike: 1 }, "invalid_request", "Swap"],
    [{ minDelta: 0.4, maxDelta: 0.2 }, "invalid_request", "Swap"],
    [{ minDelta: 30, maxDelta: 40 }, "invalid_request", "0.3 for what is called 30"],
    [{ limit: 0 }, "invalid_request", "200"],
    [{ cursor: "x" }, "invalid_request", "cursor"],
    [{ exchange: "C\u0000" }, "invalid_request", "printable"],
  ] as const)("%p is %s", async (fields, code, hint) => {
    const failed = failureOf(await room().table(fields))
    expect(failed.code).toBe(code)
    expect(failed.hint).toContain(hint)
  })

  test("are no good answer when whoever asked went away in between", async () => {
    const { gateway, question, desk } = room()
    const leaving = new AbortController()
    const outcome = await desk.optionTable({ ...question, limit: 10 }, { signal: leaving.signal }, (done) => {
      if (done > 0) leaving.abort()
    })
    expect(failureOf(outcome).code).toBe("request_timeout")
    gateway.known.down = notConnected
    expect(failureOf(await desk.optionTable({ ...question, limit: 10 }, {}, () => {})).code).toBe("not_connected")
  })

  test("of before are given when the Gateway is gone, of exactly this question", async () => {
    const { gateway, table } = room()
    await table({ limit: 2 })
    gateway.known.down = notConnected
    expect(value(await table({ limit: 2, expiry: "2026-12-18" })).provenance.source).toBe("cache")
    expect(failureOf(await table({ limit: 2, right: "C" })).code).toBe("not_connected")
  })
})
