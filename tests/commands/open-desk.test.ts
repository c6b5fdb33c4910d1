import { afterAll, beforeAll, expect, test } from "bun:test"
import { movingClock } from "../../src/clock/clock.ts"
import { type OpenDesk, openDesk } from "../../src/commands/open-desk.ts"
import { readConfig } from "../../src/config/read-config.ts"
import { silentLog } from "../../src/log/log.ts"
import { type Simulator, startSimulator } from "../../src/simulator/simulator.ts"

const clock = movingClock({ startAt: Date.UTC(2026, 10, 20, 16, 30), speed: 1 })
const options = { signal: new AbortController().signal, progress: () => {} }
let simulator: Simulator
let desk: OpenDesk

beforeAll(async () => {
  simulator = await startSimulator({ host: "127.0.0.1", port: 0, seed: 1, clock, scenarios: [], log: () => {} })
  const reading = readConfig({ env: { IB_PORT: String(simulator.port) }, flags: {} })
  if (!reading.ok) throw new Error(reading.problem)
  desk = await openDesk({ config: reading.value.config, clock, log: silentLog, demo: false })
  await desk.gateway.settled(5_000)
})

afterAll(async () => {
  await desk.close()
  await simulator.close()
})

// What was sent before this answer has arrived before it: frames of one connection keep their order.
async function framesSeen(): Promise<number> {
  const { length } = simulator.seen
  await desk.registry.call("ibkr_contract_search", { pattern: `marker${length}` }, options)
  return simulator.seen.length
}

const bad: readonly [string, Record<string, unknown>][] = [
  ["ibkr_quote", { symbols: ["AAPL\u0000"] }],
  ["ibkr_quote", { symbols: "MSFT\n" }],
  ["ibkr_quote", { symbols: "TSLA\u009f" }],
  ["ibkr_quote", { symbols: Array(51).fill("AAPL") }],
  ["ibkr_quote", { symbols: "x".repeat(10 * 1024 * 1024) }],
  ["ibkr_historical_bars", { symbol: "AAPL", bar_size: "1 day\u0000" }],
  ["ibkr_historical_bars", { symbol: "AAPL", end: "2026-11-20\u0000" }],
  ["ibkr_contract_search", { pattern: "\u0001" }],
  ["ibkr_fx_rate", { pair: "EURO" }],
  ["ibkr_option_chain", { symbol: "AAPL", trading_class: "A\u0000B" }],
  ["ibkr_positions", { account: "DU1\u0000" }],
]

test("of what is invalid, not one frame reaches the Gateway", async () => {
  const before = await framesSeen()
  for (const [name, args] of bad) {
    const result = await desk.registry.call(name, args, options)
    expect([name, result.kind === "error" && result.failure.code]).toEqual([name, "invalid_request"])
  }
  expect(await framesSeen()).toBe(before + 1)
})

test("outside demo mode an answer says nothing of a demo", async () => {
  const result = await desk.registry.call("ibkr_connection_status", {}, options)
  expect(result).toMatchObject({ kind: "answer", body: { connected: true, port: simulator.port } })
  expect(JSON.stringify(result)).not.toContain("demo")
})
