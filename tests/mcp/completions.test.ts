import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { type CompletionQuestion, complete } from "../../src/mcp/completions/complete.ts"
import { tools } from "../../src/tools/index.ts"
import { contract, details, marketData, notConnected } from "../desk/in-memory-gateway.ts"
import { exampleRegistry } from "./example-tools.ts"

const { signal } = new AbortController()

function room(env: Record<string, string> = {}) {
  const { registry, gateway, clock, lines } = exampleRegistry(tools, { env })
  const apple = contract({ conId: 1, symbol: "AAPL" })
  const amd = contract({ conId: 2, symbol: "AMD" })
  gateway.known.accounts = ["U1234567", "U7654321"]
  gateway.known.positions = [
    { account: "U1234567", contract: amd, quantity: 10, averageCost: 100 },
    { account: "U7654321", contract: contract({ conId: 3, symbol: "MSFT" }), quantity: 1, averageCost: 400 },
  ]
  gateway.known.contracts = [details(apple), details(amd)]
  gateway.known.markets = new Map([[1, marketData({ bid: 1, ask: 2, last: 1 })]])
  gateway.known.symbols = [
    {
      conId: 9,
      symbol: "AAON",
      secType: "STK",
      primaryExchange: "NASDAQ",
      currency: "USD",
      description: "AAON INC",
      derivativeTypes: [],
    },
    {
      conId: 1,
      symbol: "AAPL",
      secType: "STK",
      primaryExchange: "NASDAQ",
      currency: "USD",
      description: "APPLE INC",
      derivativeTypes: [],
    },
  ]
  const ask = (of: CompletionQuestion["of"], typed: string, given = {}) =>
    complete({ of, typed, given }, registry, signal)
  return {
    registry,
    gateway,
    clock,
    lines,
    ask,
    values: async (...asked: Parameters<typeof ask>) => (await ask(...asked)).values,
  }
}

describe("instruments", () => {
  test("are those held, then those asked about, then what the Gateway finds, each once", async () => {
    const { registry, values, gateway } = room()
    await registry.desk.quotes(["AAPL"], {})
    expect(await values("instrument", "")).toEqual(["AMD", "MSFT", "AAPL"])
    expect(gateway.asked.symbols).toEqual([])
    expect(await values("instrument", "a")).toEqual(["AMD", "AAPL"])
    expect(await values("instrument", "aa")).toEqual(["AAPL", "AAON"])
    expect(gateway.asked.symbols).toEqual(["aa"])
  })

  test("of a list complete its last one", async () => {
    const { values } = room()
    expect(await values("instruments", "SPY, BRK B,am")).toEqual([
      "SPY, BRK B,AMD",
      "SPY, BRK B,AAON",
      "SPY, BRK B,AAPL",
    ])
  })

  test("held by accounts that may not be read, or where positions are not offered, are not told", async () => {
    expect(await room({ IB_ACCOUNTS: "U1234567" }).values("instrument", "")).toEqual(["AMD"])
    expect(await room({ IB_TOOLSETS: "market" }).values("instrument", "")).toEqual([])
  })
})

describe("the others", () => {
  test("accounts, as they may be written", async () => {
    expect(await room().values("account", "u1")).toEqual(["U1234567"])
    expect(await room({ IB_ACCOUNTS: "U7654321" }).values("account", "")).toEqual(["U7654321"])
    expect(await room({ IB_MASK_ACCOUNTS: "true" }).values("account", "U")).toEqual(["U***4567", "U***4321"])
  })

  test("years, the nearest first", async () => {
    expect((await room().values("year", "")).slice(0, 3)).toEqual(["2026", "2025", "2027"])
    expect(await room().values("year", "199")).toEqual([
      "1999",
      "1998",
      "1997",
      "1996",
      "1995",
      "1994",
      "1993",
      "1992",
      "1991",
      "1990",
    ])
  })

  test("expiries of the symbol that is filled in, each once and in order", async () => {
    const { values, gateway } = room()
    const chain = { exchange: "CBOE", underlyingConId: 1, tradingClass: "AAPL", multiplier: "100", strikes: [200] }
    gateway.known.chains = [
      { ...chain, expirations: ["20270115", "20261218"] },
      { ...chain, exchange: "ISE", expirations: ["20261218", "20261127"] },
    ]
    expect(await values("expiry", "", { symbol: "AAPL" })).toEqual(["20261127", "20261218", "20270115"])
    expect(await values("expiry", "202612", { symbol: "AAPL" })).toEqual(["20261218"])
    expect(await values("expiry", "")).toEqual([])
  })
})

describe("however it goes", () => {
  test("no more than a hundred, and how many there are", async () => {
    const { gateway, ask } = room()
    gateway.known.positions = Array.from({ length: 150 }, (_, index) => ({
      account: "U1234567",
      contract: contract({ conId: 1000 + index, symbol: `A${index}` }),
      quantity: 1,
      averageCost: 1,
    }))
    const { values, total, hasMore } = await ask("instrument", "a")
    expect([values.length, total, hasMore]).toEqual([100, 150, true])
  })

  test("without a Gateway there are none", async () => {
    const { gateway, ask, values } = room()
    gateway.known.down = notConnected
    for (const of of ["instrument", "expiry", "scan_code", "provider"] as const)
      expect(await ask(of, "AA", { symbol: "AAPL" })).toEqual({ values: [], total: 0, hasMore: false })
    expect(await values("year", "2026")).toEqual(["2026"])
  })

  test("a Gateway that says nothing is waited for a second and a half", async () => {
    const { gateway, ask, clock } = room()
    const silent = () => new Promise<never>(() => {})
    gateway.positions = silent
    gateway.matchingSymbols = silent
    gateway.newsProviders = silent
    const asked = [ask("instrument", "aapl"), ask("provider", "")]
    await clock.advance(1500)
    for (const completion of await Promise.all(asked)) expect(completion.values).toEqual([])
  })

  test("a bug is logged and no error", async () => {
    const { gateway, ask, lines } = room()
    gateway.newsProviders = () => {
      throw new Error("a bug")
    }
    expect(await ask("provider", "")).toEqual({ values: [], total: 0, hasMore: false })
    expect(lines.join("")).toContain("a completion failed by a bug")
  })

  test("whatever is typed", async () => {
    const { ask } = room()
    const of = fc.constantFrom<CompletionQuestion["of"]>(
      "instrument",
      "instruments",
      "account",
      "year",
      "expiry",
      "provider",
    )
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.constantFrom("AAPL,", ",,", "OPT:", ":", "a".repeat(20_000)),
    )
    await fc.assert(
      fc.asyncProperty(of, text, text, async (kind, typed, symbol) => {
        const { values } = await ask(kind, typed, { symbol })
        expect(values.length).toBeLessThanOrEqual(100)
      }),
    )
  })
})
