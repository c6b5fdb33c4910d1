import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { type } from "arktype"
import { movingClock } from "../../src/clock/clock.ts"
import type { Config } from "../../src/config/config.ts"
import { createDesk, type Desk } from "../../src/desk/desk.ts"
import { createGateway } from "../../src/gateway/create-gateway.ts"
import type { Gateway } from "../../src/gateway/gateway.ts"
import { silentLog } from "../../src/log/log.ts"
import { type Simulator, startSimulator } from "../../src/simulator/simulator.ts"
import type { Answer } from "../../src/tools/define-tool.ts"
import { tools } from "../../src/tools/index.ts"
import { config, failureOf, value } from "../desk/in-memory-gateway.ts"

/** Monday 2026-11-23, 11:00 in New York. */
const clock = movingClock({ startAt: Date.parse("2026-11-23T16:00:00Z"), speed: 1 })

let simulator: Simulator
let gateway: Gateway
let desk: Desk

async function connect(settings: Partial<Config> = {}): Promise<{ gateway: Gateway; desk: Desk }> {
  const own = { ...config, port: simulator.port, ...settings }
  const connected = createGateway({ config: own, clock, log: silentLog })
  connected.start()
  expect((await connected.settled(5000)).state).toBe("connected")
  return { gateway: connected, desk: createDesk({ gateway: connected, config: own, clock }) }
}

beforeAll(async () => {
  simulator = await startSimulator({ host: "127.0.0.1", port: 0, seed: 1, clock, scenarios: [], log: () => {} })
  const connected = await connect()
  gateway = connected.gateway
  desk = connected.desk
})

afterAll(async () => {
  await gateway.stop()
  await simulator.close()
})

/** Calls a tool as the registry does: arguments validated; the answer must fit the output schema. */
async function call(name: string, args: object, by: Desk = desk) {
  const tool = tools.find((one) => one.name === name)
  if (!tool) throw new Error(`no tool ${name}`)
  const input = tool.input()(args)
  if (input instanceof type.errors) throw new Error(input.summary)
  const outcome = await tool.run(input, { desk: by, signal: new AbortController().signal, progress() {} })
  if (outcome.ok) {
    const fits = tool.output()(outcome.value.data)
    if (fits instanceof type.errors) throw new Error(`${name} answers against its schema: ${fits.summary}`)
  }
  return outcome
}

const answer = async (name: string, args: object, by?: Desk): Promise<Answer<object>> =>
  value(await call(name, args, by))

/** Every object in an answer that names an instrument, the rows of its tables included. */
function namedIn(data: unknown): { instrument: string; conId: unknown }[] {
  if (typeof data !== "object" || data === null) return []
  const own =
    "instrument" in data && typeof data.instrument === "string" && "con_id" in data
      ? [{ instrument: data.instrument, conId: data.con_id }]
      : []
  return [...own, ...Object.values(data).flatMap(namedIn)]
}

const everything = ["AAPL", "BRK.B", "VOD@LSE/GBP", "SAP@IBIS/EUR", "7203@TSEJ/JPY", "700@SEHK/HKD", "IND:SPX@CBOE"]
const everythingElse = ["FX:EURUSD", "FUT:ES:202612@CME", "CRYPTO:BTC@PAXOS", "BOND:912810TM0", "FUT:CL:202702@NYMEX"]

describe("what any tool answers, against a simulated Gateway", () => {
  test.each([
    ["ibkr_quote", { symbols: [...everything, ...everythingElse] }],
    ["ibkr_historical_bars", { symbol: "AAPL", limit: 3 }],
    ["ibkr_historical_bars", { symbol: "FX:EURUSD", duration: "1 D", bar_size: "1h" }],
    ["ibkr_fx_rate", { pair: "usd/eur", amount: 100 }],
    ["ibkr_positions", {}],
    ["ibkr_option_chain", { symbol: "AAPL" }],
    ["ibkr_option_chain", { symbol: "SPX", expiry: "20261218", limit: 4 }],
    ["ibkr_option_chain", { symbol: "FUT:ES:202612@CME", expiry: "20261218", limit: 4 }],
    ["ibkr_contract_search", { pattern: "vod" }],
  ])(
    "%s %p can be fed to any tool: its instrument finds its con_id again",
    async (name, args) => {
      const rows = namedIn((await answer(name, args)).data)
      expect(rows.length).toBeGreaterThan(0)
      for (const { instrument, conId } of rows) {
        const again = namedIn((await answer("ibkr_quote", { symbols: [instrument] })).data)
        expect(again).toEqual([{ instrument, conId }])
      }
    },
    60_000,
  )

  test.each([
    ["ibkr_account_summary", {}],
    ["ibkr_connection_status", { probe: true }],
    ["ibkr_historical_bars", { symbol: "CONTFUT:ES@CME", duration: "1 W", bar_size: "1 hour", limit: 5 }],
  ])("%s %p fits its schema", async (name, args) => {
    await answer(name, args)
  })

  test("nothing missing is a sentinel", async () => {
    const quotes = await answer("ibkr_quote", { symbols: [...everything, ...everythingElse] })
    const held = [await answer("ibkr_positions", {}), await answer("ibkr_account_summary", {})]
    expect(JSON.stringify(quotes.data)).not.toMatch(/:-1[,}]/)
    for (const { data } of [quotes, ...held]) expect(JSON.stringify(data)).not.toMatch(/e\+308|NaN|Infinity/)
  })
})

describe("history", () => {
  test("below a day carries instants with the exchange's own offset, of days their dates", async () => {
    const dates = async (args: object) => {
      const { data } = await answer("ibkr_historical_bars", { limit: 2, ...args })
      const rows = "rows" in data && Array.isArray(data.rows) ? data.rows : []
      return rows.map((row: unknown) => (Array.isArray(row) ? row[0] : row))
    }
    expect(await dates({ symbol: "AAPL", duration: "5 D", end: "2026-11-20" })).toEqual(["2026-11-19", "2026-11-20"])
    const hourly = { duration: "1 D", bar_size: "1 hour", end: "2026-11-20" }
    expect(await dates({ symbol: "AAPL", ...hourly })).toEqual([
      "2026-11-20T14:00:00-05:00",
      "2026-11-20T15:00:00-05:00",
    ])
    for (const date of await dates({ symbol: "7203@TSEJ/JPY", ...hourly }))
      expect(date).toMatch(/^2026-11-20T.*\+09:00$/)
  })
})

describe("options", () => {
  test("without an expiry are listed; what would choose among quotes is said to have no effect", async () => {
    const { data, provenance } = await answer("ibkr_option_chain", { symbol: "AAPL", right: "C" })
    expect(data).toHaveProperty("chains")
    expect(provenance.warnings.join()).toContain("right had no effect")
  })

  test("around the money have Greeks, and calls and puts of one strike agree", async () => {
    const table = value(
      await desk.optionTable(
        {
          underlying: "AAPL",
          exchange: null,
          expiry: "20261218",
          strikes: null,
          minStrike: null,
          maxStrike: null,
          right: null,
          minDelta: null,
          maxDelta: null,
          tradingClass: null,
          minDte: null,
          maxDte: null,
          limit: 4,
          cursor: null,
        },
        {},
        () => {},
      ),
    ).data
    expect(table.rows).toHaveLength(4)
    const spot = table.underlyingPrice ?? 0
    for (const { strike } of table.rows) expect(Math.abs(strike - spot) / spot).toBeLessThan(0.05)
    for (const index of [0, 2]) {
      const [call, put] = table.rows.slice(index, index + 2).map(({ quote }) => quote?.greeks?.delta ?? Number.NaN)
      expect((call ?? 0) - (put ?? 0)).toBeCloseTo(1, 1)
    }
  })
})

describe("accounts", () => {
  test("that are not allowed are neither asked about nor named", async () => {
    const [first = "", second = ""] = gateway.status().accounts
    const limited = await connect({ clientId: 20, accounts: [first], maskAccounts: true })
    const said = [
      await answer("ibkr_positions", {}, limited.desk),
      await answer("ibkr_account_summary", {}, limited.desk),
      await answer("ibkr_connection_status", {}, limited.desk),
      failureOf(await call("ibkr_positions", { account: second }, limited.desk)),
    ]
    for (const one of said) {
      expect(JSON.stringify(one)).not.toContain(first)
      expect(JSON.stringify(one)).not.toContain(second)
    }
    const client = 20
    const asked = simulator.seen.filter((frame) => frame.client === client && frame.fields.includes(second))
    expect(asked).toEqual([])
    await limited.gateway.stop()
  })
})

describe("bad input", () => {
  test.each([
    ["ibkr_quote", { symbols: "AAPL,EVIL\u0000X" }],
    ["ibkr_quote", { symbols: Array.from({ length: 51 }, (_, index) => `EVIL${index}`) }],
    ["ibkr_quote", { symbols: "" }],
    ["ibkr_historical_bars", { symbol: "EVIL\n" }],
    ["ibkr_historical_bars", { symbol: "AAPL", bar_size: "7 EVIL" }],
    ["ibkr_historical_bars", { symbol: "AAPL", bar_size: "1 secs", duration: "1 Y" }],
    ["ibkr_fx_rate", { pair: "EVILPAIR" }],
    ["ibkr_positions", { account: "EVIL\u0007" }],
    ["ibkr_option_chain", { symbol: "AAPL", expiry: "EVIL" }],
    ["ibkr_contract_search", { pattern: `EVIL${"x".repeat(61)}` }],
  ])("%s %p is invalid_request, and not one byte of it reaches the Gateway", async (name, args) => {
    expect(failureOf(await call(name, args)).code).toBe("invalid_request")
    expect(simulator.seen.some(({ fields }) => fields.some((field) => field.includes("EVIL")))).toBe(false)
  })
})

test("no tool writes: every frame is a request to read", () => {
  const ids = new Set(simulator.seen.map(({ fields: [id] }) => Number(id)))
  for (const writing of [3, 4, 15, 19, 21, 58]) expect(ids.has(writing)).toBe(false)
  expect(simulator.billedSnapshots).toBe(0)
})

test("when the Gateway is gone, the last good answers are given, and the status still answers", async () => {
  const own = await startSimulator({ host: "127.0.0.1", port: 0, seed: 1, clock, scenarios: [], log: () => {} })
  const { gateway: lost, desk: by } = await connect({ port: own.port })
  const questions = [
    ["ibkr_quote", { symbols: "AAPL" }],
    ["ibkr_historical_bars", { symbol: "AAPL", limit: 3 }],
    ["ibkr_fx_rate", { pair: "EURUSD" }],
    ["ibkr_positions", {}],
    ["ibkr_account_summary", {}],
    ["ibkr_option_chain", { symbol: "AAPL" }],
    ["ibkr_contract_search", { pattern: "apple" }],
  ] as const
  const before = []
  for (const [name, args] of questions) before.push(await answer(name, args, by))
  await own.close()
  while (lost.status().state === "connected") await new Promise(setImmediate)
  for (const [index, [name, args]] of questions.entries()) {
    const after = await answer(name, args, by)
    expect(after.data).toEqual(before[index]?.data ?? {})
    expect(after.provenance.source).toBe("cache")
    expect(after.provenance.staleS).toBeGreaterThanOrEqual(0)
  }
  expect(failureOf(await call("ibkr_quote", { symbols: "MSFT" }, by)).code).toMatch(/not_connected|connecting/)
  expect((await answer("ibkr_connection_status", { probe: true }, by)).data).toMatchObject({ connected: false })
  await lost.stop()
}, 60_000)
