import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test"
import type { Progress } from "@modelcontextprotocol/sdk/types.js"
import type { Scenario } from "../../src/simulator/scenarios.ts"
import { eventually } from "../simulator/protocol/eventually.ts"
import { type Served, served } from "../tools/mcp-client.ts"
import { rawServer } from "./raw-server.ts"
import { openMarket, simulatedGateway } from "./sdk-connection.ts"

/** A busy machine takes its time. */
setDefaultTimeout(20_000)

/** Message ids whose requests the Gateway reads and never answers. */
const unanswered = new Set<string>()
const silence: Scenario = {
  summary: "does not answer requests of some kinds",
  start: () => ({
    connect: () => ({ incoming: ([id = ""]) => (unanswered.has(id) ? { kind: "ignore" } : undefined) }),
  }),
}

/** Some calls listen for seconds: their clock runs faster than the machine's. */
let product: Served
beforeAll(async () => {
  product = await served({ startAt: openMarket, speed: 8, scenarios: [silence] })
})
afterAll(() => product.close())

/** How many requests of a kind a Gateway has seen. */
const seenBy = (gateway: Pick<Served["simulator"], "seen">, id: string) =>
  gateway.seen.filter(({ fields }) => fields[0] === id).length

describe("progress, with the official client", () => {
  test.each([
    ["ibkr_option_chain", { symbol: "AAPL", expiry: "20261218", limit: 40 }],
    ["ibkr_option_chain", { symbol: "AAPL", volatility: true }],
    ["ibkr_compare", { symbols: "AAPL,MSFT,SPY", duration: "3 M" }],
    ["ibkr_scanner", { scan_code: "TOP_PERC_GAIN" }],
    ["ibkr_event_calendar", { symbols: "AAPL,MSFT" }],
    ["ibkr_contract_details", { symbol: "AAPL" }],
    ["ibkr_account_summary", { detail: "all" }],
    ["ibkr_orders", { status: "all" }],
    ["ibkr_portfolio_risk", {}],
    ["ibkr_ticks", { symbol: "AAPL", seconds: 2 }],
    ["ibkr_option_calculator", { symbol: "OPT:AAPL:20261218:C:270", price: 12 }],
  ])("%s tells it, ever rising, and ends with an answer", async (name, args) => {
    const told: Progress[] = []
    const onprogress = (progress: Progress) => void told.push(progress)
    const result = await product.client.callTool({ name, arguments: args }, undefined, { onprogress })
    expect(result.isError).toBeUndefined()
    expect(told.length).toBeGreaterThan(0)
    told.forEach(({ progress, total, message }, at) => {
      expect(progress).toBeGreaterThan(told[at - 1]?.progress ?? -1)
      if (total !== undefined) expect(progress).toBeLessThanOrEqual(total)
      expect(message).toBeString()
    })
  })
})

describe("cancelling, with the official client, ends the requests at the Gateway", () => {
  test.each([
    ["ibkr_quote", { symbols: "KO,QQQ" }, "1", "2"],
    ["ibkr_historical_bars", { symbol: "KO", duration: "2 Y" }, "20", "25"],
    ["ibkr_account_summary", {}, "62", "63"],
    ["ibkr_positions", {}, "94", "95"],
    ["ibkr_option_chain", { symbol: "MSFT", expiry: "20261218" }, "1", "2"],
    ["ibkr_compare", { symbols: "NVDA,AMD", duration: "2 Y" }, "20", "25"],
    ["ibkr_ticks", { symbol: "MSFT", seconds: 30 }, "97", "98"],
    ["ibkr_ticks", { symbol: "MSFT", kind: "volume_at_price" }, "88", "89"],
    ["ibkr_market_depth", { symbol: "MSFT" }, "10", "11"],
    ["ibkr_market_hours", { symbol: "7203@TSEJ/JPY" }, "20", "25"],
    ["ibkr_contract_details", { symbol: "KO" }, "87", "90"],
    ["ibkr_scanner", { scan_code: "HOT_BY_VOLUME" }, "22", "23"],
    ["ibkr_event_calendar", { symbols: "KO" }, "102", "103"],
    ["ibkr_news", { provider: "BRFG" }, "1", "2"],
    ["ibkr_option_calculator", { symbol: "OPT:AAPL:20261218:C:275", price: 9 }, "54", "56"],
  ])("%s %j", async (name, args, request, cancel) => {
    const { client } = product
    const seen = (id: string) => seenBy(product.simulator, id)
    const [requests, cancels] = [seen(request), seen(cancel)]
    unanswered.add(request)
    const controller = new AbortController()
    const call = client.callTool({ name, arguments: args }, undefined, { signal: controller.signal })
    // Some ask for several at once.
    await eventually(() => seen(request) > requests)
    controller.abort()
    await expect(call).rejects.toThrow()
    await eventually(() => seen(cancel) - cancels === seen(request) - requests)
    unanswered.delete(request)
    const status = await client.callTool({ name: "ibkr_connection_status", arguments: {} })
    expect(status.structuredContent).toMatchObject({ connected: true })
  })
})

test("over stdio: a token may be any text, without one nothing is told, and a request whose id is 0 is cancelled", async () => {
  const gateway = await simulatedGateway([silence])
  const server = rawServer([], { IB_PORT: String(gateway.port) })
  await server.handshake()
  const params = { name: "ibkr_compare", arguments: { symbols: "AAPL,MSFT", duration: "1 M" } }
  server.send({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { ...params, _meta: { progressToken: "mine" } } })
  await server.answer(1)
  server.send({ jsonrpc: "2.0", id: 2, method: "tools/call", params })
  await server.answer(2)
  const lines = server.lines.map((line): { method?: string; params?: object } => JSON.parse(line))
  const tokens = lines.flatMap((line) => (line.method === "notifications/progress" ? [line.params] : []))
  expect(tokens).toMatchObject([
    { progressToken: "mine", progress: 1, total: 2 },
    { progressToken: "mine", progress: 2, total: 2 },
  ])

  const [requests, cancels] = [seenBy(gateway, "20"), seenBy(gateway, "25")]
  unanswered.add("20")
  server.call(0, "ibkr_historical_bars", { symbol: "AAPL" })
  await eventually(() => seenBy(gateway, "20") > requests)
  server.send({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 0 } })
  await eventually(() => seenBy(gateway, "25") > cancels)
  unanswered.delete("20")
  expect((await server.goodbye()).code).toBe(0)
  expect(server.lines.filter((line) => line.includes('"id":0'))).toEqual([])
  await gateway.close()
})
