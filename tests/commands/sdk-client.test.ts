import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import type { Client } from "@modelcontextprotocol/sdk/client/index.js"
import type { Tool } from "@modelcontextprotocol/sdk/types.js"
import { Ajv } from "ajv"
import { listedTools } from "../../src/mcp/listed-tools.generated.ts"
import { coreTools } from "../../src/mcp/listing.ts"
import { openMarket, sdkClient } from "./sdk-connection.ts"

const textOf = (content: unknown): string => {
  const [first] = content as [{ text: string }]
  return first.text
}

describe("the official client, over stdio, against the simulated Gateway", () => {
  let client: Client
  let tools: readonly Tool[]
  beforeAll(async () => {
    client = await sdkClient(["--demo", "--clock", openMarket])
    tools = (await client.listTools()).tools
  })
  afterAll(() => client.close())

  test("lists every tool in its fixed order, the core ones first", () => {
    expect(tools.map(({ name }) => name)).toEqual(listedTools.map(({ name }) => name))
    expect(tools.slice(0, coreTools.length).map(({ name }) => name)).toEqual([...coreTools])
  })

  const calls: readonly [string, Record<string, unknown>][] = [
    ["ibkr_quote", { symbols: ["AAPL", "BRK B", "FX:EURUSD", "IND:SPX@CBOE", "ZZZZQX"] }],
    ["ibkr_historical_bars", { symbol: "AAPL", duration: "5 D", bar_size: "1 hour" }],
    ["ibkr_historical_bars", { symbol: "FX:EURUSD", what_to_show: "MIDPOINT", limit: "3" }],
    ["ibkr_fx_rate", { pair: "EUR/USD", amount: "100" }],
    ["ibkr_positions", {}],
    ["ibkr_account_summary", {}],
    ["ibkr_option_chain", { symbol: "AAPL" }],
    ["ibkr_option_chain", { symbol: "AAPL", expiry: "20261218", limit: 4 }],
    ["ibkr_contract_search", { pattern: "apple" }],
    ["ibkr_connection_status", { probe: "true" }],
  ]
  test.each(calls)("%s %j answers what its output schema says", async (name, args) => {
    const result = await client.callTool({ name, arguments: args })
    if (result.isError === true) throw new Error(textOf(result.content))
    expect(JSON.parse(textOf(result.content))).toEqual(result.structuredContent)
    expect(textOf(result.content)).toBe(JSON.stringify(result.structuredContent))
    expect(result.structuredContent).toMatchObject({ meta: { stale: false, demo: true } })
    const ajv = new Ajv({ strict: false, allErrors: true })
    const validate = ajv.compile(tools.find((tool) => tool.name === name)?.outputSchema ?? { not: {} })
    validate(result.structuredContent)
    expect(validate.errors).toBeNull()
  })

  test.each([
    ["portfolio://positions", "positions"],
    ["account://summary", "accounts"],
  ])("%s answers the tool's data as JSON", async (uri, field) => {
    const { contents } = await client.readResource({ uri })
    expect(contents).toMatchObject([{ uri, mimeType: "application/json" }])
    const [content] = contents
    expect(JSON.parse(content && "text" in content ? content.text : "")).toMatchObject({
      [field]: expect.any(Array),
      meta: { demo: true },
    })
  })

  test("prompts and completions come too", async () => {
    const { messages } = await client.getPrompt({ name: "analyze_options", arguments: { symbol: "AAPL" } })
    expect(messages).toMatchObject([{ role: "user", content: { text: expect.stringContaining("ibkr_option_chain") } }])
    const ref = { type: "ref/resource", uri: "portfolio://{account}/positions" } as const
    const { completion } = await client.complete({ ref, argument: { name: "account", value: "du" } })
    expect(completion.values).toEqual(["DU1234567", "DU7654321"])
  })

  test("a failed call is an error that the client takes", async () => {
    const result = await client.callTool({ name: "ibkr_historical_bars", arguments: { symbol: "ZZZZQX" } })
    expect(result.isError).toBe(true)
    expect(JSON.parse(textOf(result.content))).toMatchObject({
      error: { code: "not_found", message: expect.any(String), hint: expect.any(String), retry_after_s: null },
    })
  })

  test("twenty calls at once are each answered", async () => {
    const results = await Promise.all(
      Array.from({ length: 20 }, () => client.callTool({ name: "ibkr_quote", arguments: { symbols: "AAPL,MSFT" } })),
    )
    expect(results.every((result) => result.isError !== true)).toBe(true)
  })
})

describe.concurrent("toolsets", () => {
  test.each([
    ["core", [...coreTools]],
    [
      "status,market",
      listedTools.filter(({ toolset }) => toolset === "status" || toolset === "market").map(({ name }) => name),
    ],
  ])("%s", async (toolsets, names) => {
    const client = await sdkClient(["--demo", "--toolsets", toolsets])
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(names)
    await client.close()
  })
})

test("names, descriptions and input schemas of the core tools stay under 9 KB", () => {
  const core = listedTools.filter(({ name }) => coreTools.includes(name))
  const bytes = core.map(({ name, title, description, inputSchema }) =>
    Buffer.byteLength(JSON.stringify({ name, title, description, inputSchema })),
  )
  expect(core).toHaveLength(8)
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(9 * 1024)
})
