import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test"
import type { Client } from "@modelcontextprotocol/sdk/client/index.js"
import type { Progress } from "@modelcontextprotocol/sdk/types.js"
import type { Scenario } from "../../src/simulator/scenarios.ts"
import type { Simulator } from "../../src/simulator/simulator.ts"
import { eventually } from "../simulator/protocol/eventually.ts"
import { rawServer } from "./raw-server.ts"
import { sdkClient, simulatedGateway } from "./sdk-connection.ts"

/** Many calls, one after the other, some of which listen for seconds. */
setDefaultTimeout(20_000)

/** Message ids whose requests the Gateway reads and never answers. */
const unanswered = new Set<string>()
const silence: Scenario = {
  summary: "does not answer requests of some kinds",
  start: () => ({
    connect: () => ({ incoming: ([id = ""]) => (unanswered.has(id) ? { kind: "ignore" } : undefined) }),
  }),
}

let gateway: Simulator
let client: Client
beforeAll(async () => {
  gateway = await simulatedGateway([silence])
  client = await sdkClient([], { IB_PORT: String(gateway.port) })
})
afterAll(async () => {
  await client.close()
  await gateway.close()
})

/** How many requests of a kind the Gateway has seen. */
const seen = (id: string) => gateway.seen.filter(({ fields }) => fields[0] === id).length

describe("progress, with the official client over stdio", () => {
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
    const result = await client.callTool({ name, arguments: args }, undefined, { onprogress })
    expect(result.isError).toBeUndefined()
    expect(told.length).toBeGreaterThan(0)
    told.forEach(({ progress, total, message }, at) => {
      expect(progress).toBeGreaterThan(told[at - 1]?.progress ?? -1)
      if (total !== undefined) expect(progress).toBeLessThanOrEqual(total)
      expect(message).toBeString()
    })
  })

  test("a token may be any text, and without one nothing is told", async () => {
    const server = rawServer([], { IB_PORT: String(gateway.port), IB_CLIENT_ID: "50" })
    await server.handshake()
    const params = { name: "ibkr_compare", arguments: { symbols: "AAPL,MSFT", duration: "1 M" } }
    server.send({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { ...params, _meta: { progressToken: "mine" } },
    })
    await server.answer(1)
    server.send({ jsonrpc: "2.0", id: 2, method: "tools/call", params })
    await server.answer(2)
    await server.goodbye()
    const lines = server.lines.map((line): { method?: string; params?: object } => JSON.parse(line))
    const tokens = lines.flatMap((line) => (line.method === "notifications/progress" ? [line.params] : []))
    expect(tokens).toMatchObject([
      { progressToken: "mine", progress: 1, total: 2 },
      { progressToken: "mine", progress: 2, total: 2 },
    ])
  })
})

describe("cancelling, with the official client over stdio, ends the requests at the Gateway", () => {
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

  test("a request whose id is 0 too", async () => {
    const server = rawServer([], { IB_PORT: String(gateway.port), IB_CLIENT_ID: "60" })
    await server.handshake()
    const [requests, cancels] = [seen("20"), seen("25")]
    unanswered.add("20")
    server.call(0, "ibkr_historical_bars", { symbol: "AAPL" })
    await eventually(() => seen("20") > requests)
    server.send({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 0 } })
    await eventually(() => seen("25") > cancels)
    unanswered.delete("20")
    expect((await server.goodbye()).code).toBe(0)
    expect(server.lines.filter((line) => line.includes('"id":0'))).toEqual([])
  })
})
