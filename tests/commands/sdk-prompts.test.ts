import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test"
import type { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { type Served, served } from "../tools/mcp-client.ts"
import { openMarket } from "./sdk-connection.ts"

const names = ["morning_briefing", "analyze_portfolio", "market_check", "analyze_options", "review_activity"]

/** A busy machine takes its time. */
setDefaultTimeout(20_000)

/** The official client of a program whose clock runs faster than the machine's. */
function connected(speed: number): () => Client {
  let product: Served
  beforeAll(async () => {
    product = await served({ startAt: openMarket, speed })
  })
  afterAll(() => product.close())
  return () => product.client
}

describe("prompts, with the official client", () => {
  const client = connected(8)

  async function textOf(name: string, args: Record<string, string> = {}): Promise<string> {
    const { messages } = await client().getPrompt({ name, arguments: args })
    const [message, ...more] = messages
    expect([message?.role, more]).toEqual(["user", []])
    return message?.content.type === "text" ? message.content.text : ""
  }

  test("are listed with their arguments", async () => {
    const { prompts } = await client().listPrompts()
    expect(prompts.map(({ name }) => name)).toEqual(names)
    for (const { title, description } of prompts)
      expect([title, description]).toEqual([expect.any(String), expect.any(String)])
    expect(prompts.find(({ name }) => name === "analyze_options")?.arguments).toMatchObject([
      { name: "symbol", required: true },
      { name: "expiry", required: false },
    ])
  })

  test.each(names)("%s names calls that work", async (name) => {
    const text = await textOf(name, name === "analyze_options" ? { symbol: "AAPL" } : {})
    const steps = [...text.matchAll(/^\d+\. (\w+) (\{.*?\}): /gm)]
    expect(steps.length).toBeGreaterThanOrEqual(3)
    for (const [, tool = "", args = ""] of steps) {
      // What is to be filled in from the answers before.
      const filled = args
        .replace("<instrument of a position>", "AAPL")
        .replace("<the five largest positions>", "AAPL,NVDA")
      const result = await client().callTool({ name: tool, arguments: JSON.parse(filled) })
      expect([tool, filled, result.isError ?? false]).toEqual([tool, filled, false])
    }
  })

  test("take their arguments", async () => {
    expect(await textOf("analyze_options", { symbol: "IND:SPX@CBOE", expiry: "20261218" })).toContain(
      'ibkr_option_chain {"symbol":"IND:SPX@CBOE","expiry":"20261218"}',
    )
    expect(await textOf("review_activity", { account: "DU1234567" })).toContain('"account":"DU1234567"')
  })

  test.each([
    ["analyze_everything", {}, "known are morning_briefing"],
    ["analyze_options", {}, "symbol of analyze_options is missing"],
    ["analyze_options", { symbol: "AAPL", expiry: "soon" }, "eight digits"],
    ["market_check", { symbol: "AAPL" }, '"symbol" is no argument of market_check'],
    ["market_check", { symbols: "AA\u0000PL" }, "U+0000"],
  ])("%s %j is refused", async (name, args, problem) => {
    await expect(client().getPrompt({ name, arguments: { ...args } })).rejects.toMatchObject({
      code: -32602,
      message: expect.stringContaining(problem),
    })
  })
})

describe("completions, with the official client", () => {
  // Whoever types waits for a second and a half: on a busy machine that is not to be much shorter.
  const client = connected(2)

  const ofTemplate = async (uri: string, name: string, value: string) =>
    (await client().complete({ ref: { type: "ref/resource", uri }, argument: { name, value } })).completion
  const ofPrompt = async (prompt: string, name: string, value: string, given?: Record<string, string>) =>
    (
      await client().complete({
        ref: { type: "ref/prompt", name: prompt },
        argument: { name, value },
        ...(given && { context: { arguments: given } }),
      })
    ).completion

  test("of resource templates: instruments held and found, accounts, years", async () => {
    expect((await ofTemplate("quote://{instrument}", "instrument", "micros")).values).toContain("MSFT")
    expect((await ofTemplate("quote://{instrument}", "instrument", "AA")).values).toContain("AAPL")
    const accounts = await ofTemplate("portfolio://{account}/positions", "account", "du")
    expect(accounts).toEqual({ values: ["DU1234567", "DU7654321"], total: 2, hasMore: false })
    expect((await ofTemplate("account://{account}/summary", "account", "DU7")).values).toEqual(["DU7654321"])
    expect((await ofTemplate("calendar://nyse/{year}", "year", "20")).values[0]).toBe("2026")
  })

  test("of prompts: expiries of the symbol, scan codes, news providers, lists of instruments", async () => {
    const { values: expiries } = await ofPrompt("analyze_options", "expiry", "2026", { symbol: "AAPL" })
    expect(expiries).toContain("20261218")
    expect(expiries).toEqual(expiries.toSorted())
    expect((await ofPrompt("market_check", "scan_code", "TOP_PERC")).values).toContain("TOP_PERC_GAIN")
    expect((await ofPrompt("market_check", "provider", "")).values.length).toBeGreaterThan(0)
    expect((await ofPrompt("market_check", "symbols", "SPY,NV")).values).toContain("SPY,NVDA")
    expect((await ofPrompt("morning_briefing", "account", "")).values).toHaveLength(2)
  })

  test("of what is unknown, or has no values, are none; never an error", async () => {
    const none = { values: [], total: 0, hasMore: false }
    expect(await ofTemplate("quote://{instrument}", "account", "D")).toEqual(none)
    expect(await ofTemplate("stock://{symbol}", "symbol", "A")).toEqual(none)
    expect(await ofPrompt("no_such_prompt", "symbol", "A")).toEqual(none)
    expect(await ofPrompt("review_activity", "since", "2026")).toEqual(none)
    expect(await ofPrompt("analyze_options", "expiry", "2026", { symbol: "ZZZZQX" })).toEqual(none)
    expect(await ofTemplate("quote://{instrument}", "instrument", "A\u0000\u001b")).toEqual(none)
  })
})
