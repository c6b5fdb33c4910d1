import { afterAll, afterEach, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test"
import type { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { nyseYear } from "../../src/calendar/nyse.ts"
import { readConfig } from "../../src/config/read-config.ts"
import { type Served, served } from "../tools/mcp-client.ts"
import { openMarket, sdkClient } from "./sdk-connection.ts"

/** The accounts of the simulated login. */
const accounts = ["DU1234567", "DU7654321"]

/** A busy machine takes its time to start a server. */
setDefaultTimeout(20_000)

/** On such a machine the first attempt to connect takes longer than a list waits for it, but no longer than a call does. */
const connected = (client: Client) => client.callTool({ name: "ibkr_positions", arguments: {} })

async function bodyOf(client: Client, uri: string): Promise<Readonly<Record<string, unknown>>> {
  const { contents } = await client.readResource({ uri })
  expect(contents).toMatchObject([{ uri, mimeType: "application/json" }])
  const [content] = contents
  return JSON.parse(content && "text" in content ? content.text : "")
}

describe("resources, with the official client over stdio", () => {
  let client: Client
  let uris: readonly string[]
  beforeAll(async () => {
    client = await sdkClient(["--demo", "--clock", openMarket])
    await connected(client)
    uris = (await client.listResources()).resources.map(({ uri }) => uri)
  })
  afterAll(() => client.close())

  test("the templates are listed with what fills them in", async () => {
    const { resourceTemplates } = await client.listResourceTemplates()
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      "portfolio://positions",
      "account://summary",
      "orders://open",
      "executions://today",
      "quote://{instrument}",
      "portfolio://{account}/positions",
      "account://{account}/summary",
      "calendar://nyse/{year}",
    ])
    for (const { title, description, mimeType } of resourceTemplates)
      expect([title, description, mimeType]).toEqual([expect.any(String), expect.any(String), "application/json"])
  })

  test("the list names the accounts, what they hold and this year's calendar", () => {
    expect(uris).toContain("portfolio://positions")
    expect(uris).toContain("account://summary")
    for (const account of accounts) {
      expect(uris).toContain(`portfolio://${account}/positions`)
      expect(uris).toContain(`account://${account}/summary`)
    }
    expect(uris).toContain("orders://open")
    expect(uris).toContain("executions://today")
    expect(uris).toContain("calendar://nyse/2026")
    expect(uris).toContain("quote://AAPL")
    expect(uris).toContain("quote://VOD%40LSE%2FGBP")
    expect(new Set(uris).size).toBe(uris.length)
  })

  test("everything that is listed can be read", async () => {
    const bodies = await Promise.all(uris.map((uri) => bodyOf(client, uri)))
    for (const body of bodies) expect(body).toMatchObject({ meta: { stale: false, demo: true } })
  })

  test("one account's resources are of that account", async () => {
    const { positions } = await bodyOf(client, "portfolio://DU7654321/positions")
    expect(new Set([positions].flat().map((row) => Object(row).account))).toEqual(new Set(["DU7654321"]))
    expect(await bodyOf(client, "account://DU7654321/summary")).toMatchObject({ accounts: [{ account: "DU7654321" }] })
  })

  test("orders are the open ones, executions today's", async () => {
    const [orders, trades] = await Promise.all([bodyOf(client, "orders://open"), bodyOf(client, "executions://today")])
    const called = async (name: string, args: Record<string, unknown>) =>
      Object((await client.callTool({ name, arguments: args })).structuredContent)
    expect(orders.rows).toEqual((await called("ibkr_orders", { status: "open" })).rows)
    expect(trades.rows).toEqual((await called("ibkr_executions", { start: "2026-11-20" })).rows)
    expect([trades.rows].flat().length).toBeGreaterThan(0)
  })

  test.each([
    "quote://OPT:AAPL:20261218:C:270",
    "quote://OPT%3AAAPL%3A20261218%3AC%3A270",
    "quote://opt%3aaapl:20261218:C:270",
  ])("%s is the option's quote", async (uri) => {
    expect(await bodyOf(client, uri)).toMatchObject({ quotes: [{ instrument: "OPT:AAPL:20261218:C:270" }], errors: [] })
  })

  test("a year of the calendar is what `ibkr-mcp calendar YEAR --json` prints", async () => {
    const { meta, ...year } = await bodyOf(client, "calendar://nyse/1999")
    expect(Object(year)).toEqual(nyseYear(1999))
    expect(meta).toMatchObject({ stale: false })
  })

  test.each([
    ["stock://AAPL", -32002, "quote://{instrument}"],
    ["portfolio://nothing", -32002, "portfolio://{account}/positions"],
    ["quote://ZZZZQX", -32002, "ibkr_contract_search"],
    ["portfolio://U0000000/positions", -32002, "U0000000"],
    ["calendar://nyse/1989", -32002, "1990 to 2035"],
    ["calendar://nyse/next", -32002, "1990 to 2035"],
    ["quote://AA%00PL", -32602, "U+0000"],
    ["quote://AA\u0000PL", -32602, "U+0000"],
    ["quote://AAPL%", -32602, "%25"],
    ["quote://ES:", -32602, "no kind of instrument"],
  ])("%j is refused with %d", async (uri, code, word) => {
    const read = client.readResource({ uri })
    await expect(read).rejects.toMatchObject({ code, message: expect.stringContaining(word) })
    await expect(client.subscribeResource({ uri })).rejects.toMatchObject({ code })
  })
})

/** What goes with the tools of accounts. */
const ofAccounts = ["portfolio://positions", "account://summary", "portfolio://DU", "account://DU"]

describe("IB_TOOLSETS and resources", () => {
  let product: Served | undefined
  afterEach(async () => {
    await product?.close()
    product = undefined
  })

  /** The official client of a program that offers some of its tools, on a Gateway that has told what the account holds. */
  async function offering(text: string): Promise<Client> {
    const reading = readConfig({ env: { IB_TOOLSETS: text }, flags: {} })
    if (!reading.ok) throw new Error(reading.problem)
    product = await served({ startAt: openMarket, config: { toolsets: reading.value.config.toolsets } })
    return product.client
  }

  test.each([
    ["core", [...ofAccounts, "quote://", "calendar://"]],
    ["account", [...ofAccounts, "orders://open", "executions://today"]],
    ["market", ["calendar://"]],
    ["status", ["calendar://"]],
    ["options", []],
  ])("%s", async (toolsets, beginnings) => {
    const { resources } = await (await offering(toolsets)).listResources()
    for (const beginning of beginnings) expect(resources.some(({ uri }) => uri.startsWith(beginning))).toBe(true)
    expect(resources.filter(({ uri }) => !beginnings.some((beginning) => uri.startsWith(beginning)))).toEqual([])
  })

  test("what is not offered is not read either", async () => {
    const client = await offering("market")
    await expect(client.readResource({ uri: "portfolio://positions" })).rejects.toMatchObject({ code: -32002 })
    expect((await client.listResourceTemplates()).resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      "quote://{instrument}",
      "calendar://nyse/{year}",
    ])
  })
})

test("without a Gateway the list is what can be known without one, at once", async () => {
  const { client, close } = await served({ before: (gateway) => gateway.happen({ kind: "port-refuses" }) })
  const { resources } = await client.listResources()
  expect(resources.map(({ uri }) => uri)).toContain("portfolio://positions")
  expect(resources.filter(({ uri }) => uri.startsWith("quote://"))).toEqual([])
  await expect(client.readResource({ uri: "portfolio://positions" })).rejects.toMatchObject({
    code: -32603,
    data: { error: { code: "not_connected" } },
  })
  await close()
})
