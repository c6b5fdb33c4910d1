import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { refuse } from "../../src/simulator/faults.ts"
import type { Scenario } from "../../src/simulator/scenarios.ts"
import { type Body, number, type Served, saturday, served } from "./mcp-client.ts"

const calculator = "ibkr_option_calculator"
const call = "OPT:AAPL:20261218:C:275"

let live: Served
beforeAll(async () => {
  live = await served()
})
afterAll(() => live.close())

const meta = (body: Body): Body => body.meta as Body
const error = (body: Body): Body => body.error as Body

/** A Gateway whose model refuses every calculation. */
const refusing: Scenario = {
  summary: "calculations are refused",
  start: () => ({
    connect: () => ({
      incoming: (fields) =>
        fields[0] === "54" || fields[0] === "55"
          ? refuse(Number(fields[2]), { code: 10089, text: "Requested market data requires additional subscription." })
          : undefined,
    }),
  }),
}

/** A Gateway whose model never answers. */
const silent: Scenario = {
  summary: "calculations are not answered",
  start: () => ({
    connect: () => ({ outgoing: (message) => (message[0] === "21" && message[2] === "53" ? [] : [message]) }),
  }),
}

describe("the Gateway's model", () => {
  test("gives the volatility of a price, and at that volatility the price again", async () => {
    const implied = await live.answer(calculator, { symbol: call, price: 13, underlying_price: 278 })
    expect(implied).toMatchObject({
      instrument: call,
      underlying: "AAPL",
      currency: "USD",
      underlying_price: 278,
      option_price: 13,
      calculated_from: "price",
      computed_by: "gateway",
      data_type: null,
      days_to_expiry: 25,
    })
    const again = await live.answer(calculator, { symbol: call, volatility: implied.iv, underlying_price: 278 })
    expect(again).toMatchObject({ calculated_from: "volatility", iv: implied.iv, computed_by: "gateway" })
    expect(number(again.option_price)).toBeCloseTo(13, 5)
    expect(number(again.delta)).toBeCloseTo(number(implied.delta), 6)
  })

  test("takes what is not given from the market: then it says what the chain says", async () => {
    const now = await live.answer(calculator, { symbol: call })
    const { quotes } = await live.answer("ibkr_quote", { symbols: [call, "AAPL"] })
    const [option, stock] = quotes as readonly Body[]
    const greeks = option?.greeks as Body
    expect(now).toMatchObject({ data_type: "live", calculated_from: "volatility" })
    expect(Math.abs(number(now.underlying_price) - number(stock?.last))).toBeLessThan(0.5)
    expect(number(now.iv)).toBeCloseTo(number(greeks.iv), 2)
    expect(number(now.option_price)).toBeCloseTo(number(greeks.option_price), 0)
    const higher = await live.answer(calculator, { symbol: call, underlying_price: 300 })
    expect(number(higher.option_price)).toBeGreaterThan(25)
    expect(number(higher.delta)).toBeGreaterThan(number(now.delta))
  })

  test.each([
    ["OPT:SPX:20261217:P:6700", "IND:SPX@CBOE"],
    ["FOP:ES:20261218:C:6740@CME", "FUT:ES:20261218@CME"],
  ])("knows options on an index and on a future: %s", async (symbol, underlying) => {
    const body = await live.answer(calculator, { symbol, volatility: 0.2 })
    expect(body).toMatchObject({ instrument: symbol, underlying, computed_by: "gateway" })
    expect(number(body.option_price)).toBeGreaterThan(0)
  })

  test("that finds no volatility for a price says so", async () => {
    const { isError, body } = await live.call(calculator, { symbol: call, price: 0.5, underlying_price: 300 })
    expect([isError, error(body).code]).toEqual([true, "no_data"])
    expect(String(error(body).hint)).toContain("above what exercise pays")
  })

  test("is told to stop after each answer", async () => {
    await live.answer("ibkr_contract_search", { pattern: "apple" })
    const sent = (id: string) => live.simulator.seen.filter(({ fields }) => fields[0] === id).length
    expect([sent("56"), sent("57")]).toEqual([sent("54"), sent("55")])
  })
})

describe("our own model answers where the Gateway's does not, and says so", () => {
  test.each([
    ["refuses", refusing],
    ["is silent", silent],
  ] as const)("when it %s", async (_, scenario) => {
    const without = await served({ scenarios: [scenario], speed: 20 })
    const asked = { symbol: call, volatility: 0.35, underlying_price: 280 }
    const own = await without.answer(calculator, asked)
    const theirs = await live.answer(calculator, asked)
    expect(own).toMatchObject({ computed_by: "own", iv: 0.35, calculated_from: "volatility" })
    expect(JSON.stringify(meta(own).warnings)).toContain("takes dividends and the rate as nought, European exercise")
    expect(number(own.option_price) / number(theirs.option_price)).toBeWithin(0.95, 1.05)
    expect(number(own.delta)).toBeCloseTo(number(theirs.delta), 1)
    const implied = await without.answer(calculator, { symbol: call, price: own.option_price, underlying_price: 280 })
    expect(number(implied.iv)).toBeCloseTo(0.35, 4)
    const impossible = await without.call(calculator, { symbol: call, price: 1, underlying_price: 300 })
    expect(impossible.isError).toBe(true)
    await without.close()
  })
})

test("delayed prices say that they are", async () => {
  const delayed = await served({ scenarios: ["delayed-only"] })
  const body = await delayed.answer(calculator, { symbol: call, volatility: 0.3 })
  expect([body.data_type, meta(body).source]).toEqual(["delayed", "delayed"])
  await delayed.close()
})

test("without market data the price can be given, and it is said how", async () => {
  const none = await served({ scenarios: ["not-subscribed"] })
  const { isError, body } = await none.call(calculator, { symbol: call, volatility: 0.3 })
  expect([isError, error(body).code]).toEqual([true, "not_subscribed"])
  expect(String(error(body).hint)).toContain("Or give underlying_price with the call.")
  expect((await none.answer(calculator, { symbol: call, volatility: 0.3, underlying_price: 280 })).computed_by).toBe(
    "gateway",
  )
  await none.close()
})

test("out of session it calculates all the same", async () => {
  const closed = await served({ startAt: saturday })
  const body = await closed.answer(calculator, { symbol: call, volatility: 0.3, underlying_price: 280 })
  expect(body).toMatchObject({ computed_by: "gateway", days_to_expiry: 27 })
  await closed.close()
})

test("when the Gateway is gone the last answer is given, with its age", async () => {
  const lost = await served()
  const asked = { symbol: call, volatility: 0.3 }
  const before = await lost.answer(calculator, asked)
  await lost.simulator.close()
  while (lost.gateway.status().state === "connected") await new Promise(setImmediate)
  const after = await lost.answer(calculator, asked)
  expect({ ...after, meta: null }).toEqual({ ...before, meta: null })
  expect(meta(after)).toMatchObject({ stale: true, source: "cache" })
  const { body } = await lost.call(calculator, { symbol: call, volatility: 0.4 })
  expect(String(error(body).code)).toMatch(/not_connected|connecting/)
  await lost.close()
})

test("a calculation that is cancelled is cancelled at the Gateway", async () => {
  const without = await served({ scenarios: [silent] })
  const leaving = new AbortController()
  const asked = without.call(calculator, { symbol: call, price: 13, underlying_price: 280 }, { signal: leaving.signal })
  const asking = () => without.simulator.seen.find(({ fields }) => fields[0] === "54")
  while (!asking()) await new Promise(setImmediate)
  leaving.abort()
  await expect(asked).rejects.toThrow()
  const cancelling = () => without.simulator.seen.find(({ fields }) => fields[0] === "56")
  while (!cancelling()) await new Promise(setImmediate)
  expect(cancelling()?.fields[2]).toBe(asking()?.fields[2] ?? "none")
  await without.close()
})

describe("bad questions", () => {
  test.each([
    [{ symbol: "AAPL", volatility: 0.3 }, "invalid_request", "ibkr_option_chain"],
    [{ symbol: call, volatility: 0.3, price: 5 }, "invalid_request", "Give price to get the volatility"],
    [{ symbol: call, volatility: 25 }, "invalid_request", "0.25 is 25 %"],
    [{ symbol: call, volatility: 0 }, "invalid_request", "above nought"],
    [{ symbol: call, price: -1 }, "invalid_request", "above nought"],
    [{ symbol: call, price: 5, underlying_price: 0 }, "invalid_request", "above nought"],
    [{ symbol: "EVIL\u0000", price: 5 }, "invalid_request", "control characters"],
    [{ symbol: "OPT:AAPL:20261218:C:276.33", price: 5 }, "not_found", "ibkr_option_chain"],
  ])("%j is %s", async (args, code, hint) => {
    const { isError, body } = await live.call(calculator, args)
    expect([isError, error(body).code]).toEqual([true, code])
    expect(String(error(body).hint)).toContain(hint)
    expect(live.simulator.seen.some(({ fields }) => fields.some((field) => field.includes("EVIL")))).toBe(false)
  })
})

test("of an option that has settled nothing is calculated, and it is said why", async () => {
  const evening = await served({ startAt: "2026-11-23T21:30:00Z" })
  const { isError, body } = await evening.call(calculator, { symbol: "OPT:AAPL:20261123:C:275", price: 3 })
  expect([isError, error(body).code]).toEqual([true, "no_data"])
  expect(String(error(body).message)).toContain("has settled")
  await evening.close()
})
