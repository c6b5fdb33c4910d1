import { afterEach, describe, expect, test } from "bun:test"
import { movingClock } from "../../src/clock/clock.ts"
import type { Contract, ContractQuery } from "../../src/gateway/contracts/contract.ts"
import { createGateway } from "../../src/gateway/create-gateway.ts"
import type { Gateway } from "../../src/gateway/gateway.ts"
import { silentLog } from "../../src/log/log.ts"
import { type Simulator, startSimulator } from "../../src/simulator/simulator.ts"
import { testConfig } from "../test-config.ts"
import { code, fridayMorning, value } from "./rig.ts"

/** Our client against the simulated Gateway, over TCP, on a Friday morning: two parts that share nothing but the protocol. */
let simulator: Simulator
let gateway: Gateway
afterEach(async () => {
  await gateway.stop()
  await simulator.close()
})

async function connect(scenarios: readonly string[] = [], startAt = fridayMorning) {
  const clock = movingClock({ startAt, speed: 1 })
  simulator = await startSimulator({ host: "127.0.0.1", port: 0, seed: 7, clock, scenarios, log: () => undefined })
  gateway = createGateway({ config: testConfig(simulator.port), clock, log: silentLog })
  gateway.start()
  return gateway.settled(10_000)
}

const contractOf = async (query: ContractQuery): Promise<Contract> => {
  const [first] = value(await gateway.contractDetails(query))
  if (!first) throw new Error("no contract")
  return first.contract
}
const stock = (symbol: string, currency = "USD") => contractOf({ symbol, secType: "STK", exchange: "SMART", currency })

describe("an ordinary day", () => {
  test("status knows the session", async () => {
    expect(await connect()).toMatchObject({
      state: "connected",
      serverVersion: 193,
      marketDataType: 3,
      gatewayReadOnly: true,
      accounts: ["DU1234567", "DU7654321"],
    })
  })

  for (const query of [
    { symbol: "AAPL", secType: "STK", exchange: "SMART", currency: "USD" },
    { symbol: "SAP", secType: "STK", exchange: "SMART", currency: "EUR" },
    { symbol: "EUR", secType: "CASH", exchange: "IDEALPRO", currency: "USD" },
    { symbol: "SPX", secType: "IND", exchange: "CBOE", currency: "USD" },
    { symbol: "ES", secType: "FUT", exchange: "CME" },
    { symbol: "BTC", secType: "CRYPTO", exchange: "PAXOS" },
  ] as const)
    test(`a ${query.secType} (${query.symbol}) is found, quoted, and its quote agrees with its bars`, async () => {
      await connect()
      const contract = await contractOf(query)
      const quote = value(await gateway.quote(contract, { greeks: false }))
      expect(quote).toMatchObject({ dataType: "live", warnings: [] })
      const source = query.secType === "CASH" ? "MIDPOINT" : query.secType === "CRYPTO" ? "AGGTRADES" : "TRADES"
      const bars = value(
        await gateway.bars({ contract, end: null, duration: "5 D", barSize: "1 day", source, regularHoursOnly: true }),
      )
      expect(bars.length).toBeGreaterThanOrEqual(4)
      expect(bars.at(-1)?.at).toBe("2026-11-20")
      if (source !== "MIDPOINT") expect(bars.at(-1)?.high).toBeGreaterThanOrEqual(quote.last ?? Number.NaN)
    })

  test("an option has Greeks, each computation its own, and open interest", async () => {
    await connect()
    const apple = await stock("AAPL")
    const [chain] = value(await gateway.optionParameters(apple))
    const { last } = value(await gateway.quote(apple, { greeks: false }))
    const strike = chain?.strikes.find((one) => one >= (last ?? 0)) ?? 0
    const expiry = chain?.expirations[3] ?? ""
    const option = await contractOf({
      symbol: "AAPL",
      secType: "OPT",
      exchange: "SMART",
      currency: "USD",
      expiry,
      strike,
      right: "C",
    })
    expect(option).toMatchObject({ expiry, strike, right: "C", multiplier: "100" })
    const quote = value(await gateway.quote(option, { greeks: true }))
    expect(Object.keys(quote.computations).sort()).toEqual(["ask", "bid", "last", "model"])
    expect(quote.computations.model?.delta).toBeWithin(0.3, 0.6)
    expect(quote.callOpenInterest).toBeGreaterThan(0)
    expect(quote.putOpenInterest).toBeNull()
  })

  test("a batch of quotes touches nothing the second time", async () => {
    await connect()
    const symbols = ["AAPL", "MSFT", "NVDA", "AMZN", "SPY", "QQQ"]
    const contracts = await Promise.all(symbols.map((symbol) => stock(symbol)))
    const ask = () => Promise.all(contracts.map((contract) => gateway.quote(contract, { greeks: false })))
    expect((await ask()).map(code)).toEqual(symbols.map(() => "ok"))
    const before = simulator.seen.length
    expect((await ask()).map(code)).toEqual(symbols.map(() => "ok"))
    expect(simulator.seen.length).toBe(before)
    expect(gateway.status().marketDataLines).toBe(symbols.length)
  })

  test("accounts, positions and profit and loss agree with one another", async () => {
    await connect()
    const positions = value(await gateway.positions())
    const summary = value(await gateway.accountSummary(["NetLiquidation"]))
    expect(summary.map((row) => row.account)).toEqual(["DU1234567", "DU7654321"])
    for (const { account } of summary) {
      const updates = value(await gateway.accountUpdates(account))
      const held = positions.filter((one) => one.account === account && one.quantity !== 0)
      const valued = updates.portfolio.filter((one) => one.quantity !== 0)
      expect(valued.map((one) => one.contract.conId).sort()).toEqual(held.map((one) => one.contract.conId).sort())
      expect(updates.values.some((row) => row.tag === "NetLiquidation")).toBe(true)
    }
    const [first] = positions
    const pnl = value(await gateway.positionPnl(first?.account ?? "", first?.contract.conId ?? 0))
    expect(pnl.quantity).toBe(first?.quantity ?? null)
    expect(value(await gateway.accountPnl(first?.account ?? "")).daily).not.toBeNull()
  })

  test("the schedule, the earliest data and the clock are read", async () => {
    await connect()
    const apple = await stock("AAPL")
    const { sessions } = value(await gateway.schedule(apple, 7, true))
    expect(sessions.at(-1)).toEqual({
      open: Date.parse("2026-11-20T14:30:00Z"),
      close: Date.parse("2026-11-20T21:00:00Z"),
      tradeDate: "2026-11-20",
    })
    expect(value(await gateway.headTimestamp(apple, "TRADES"))).toBeLessThan(Date.parse("1990-01-01"))
    expect(Math.abs(value(await gateway.probe()).clockSkewS)).toBeLessThanOrEqual(1)
  })

  test("what does not exist is not_found", async () => {
    await connect()
    expect(code(await gateway.contractDetails({ symbol: "NOSUCHTHING", secType: "STK", exchange: "SMART" }))).toBe(
      "not_found",
    )
    expect(value(await gateway.matchingSymbols("QZXQZX"))).toEqual([])
  })

  test("a dropped connection comes back by itself", async () => {
    await connect()
    simulator.dropClients()
    while (gateway.status().state === "connected") await new Promise(setImmediate)
    expect(gateway.status().state).toBe("not_connected")
    while (gateway.status().state !== "connected") await new Promise(setImmediate)
    expect(gateway.status()).toMatchObject({ reconnects: 1 })
    await stock("AAPL")
  })
})

describe("another day", () => {
  const quoteOf = async (symbol: string) => gateway.quote(await stock(symbol), { greeks: false })

  test("delayed-only: delayed, and it says so", async () => {
    await connect(["delayed-only"])
    expect(value(await quoteOf("AAPL"))).toMatchObject({
      dataType: "delayed",
      warnings: ["Live data is not subscribed: this is delayed data."],
    })
  })

  test("delayed-only on a Sunday: the last prices, delayed-frozen", async () => {
    const status = await connect(["delayed-only"], Date.parse("2026-11-22T17:00:00Z"))
    expect(status.marketDataType).toBe(4)
    const quote = value(await quoteOf("AAPL"))
    expect(quote.dataType).toBe("delayed_frozen")
    expect(quote.last).toBeGreaterThan(0)
  })

  for (const [scenario, expected] of [
    ["not-subscribed", "not_subscribed"],
    ["competing-session", "competing_session"],
  ] as const)
    test(`${scenario}: ${expected}`, async () => {
      await connect([scenario])
      expect(code(await quoteOf("AAPL"))).toBe(expected)
    })

  test("connectivity-lost: every request says so", async () => {
    expect((await connect(["connectivity-lost"])).state).toBe("connectivity_lost")
    expect(code(await gateway.contractDetails({ symbol: "AAPL" }))).toBe("connectivity_lost")
  })

  test("client-id-taken: the next one", async () => {
    expect(await connect(["client-id-taken"])).toMatchObject({ state: "connected", clientId: 11 })
  })

  test("read-only-off: known", async () => {
    expect((await connect(["read-only-off"])).gatewayReadOnly).toBe(false)
  })

  test("clock-skew: ninety seconds", async () => {
    await connect(["clock-skew"])
    expect(value(await gateway.probe()).clockSkewS).toBeWithin(89, 91.1)
  })

  test("close-after-start: not_accepting", async () => {
    expect((await connect(["close-after-start"])).state).toBe("not_accepting")
  })
})
