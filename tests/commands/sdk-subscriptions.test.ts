import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test"
import type { Client } from "@modelcontextprotocol/sdk/client/index.js"
import {
  ResourceListChangedNotificationSchema,
  ResourceUpdatedNotificationSchema,
} from "@modelcontextprotocol/sdk/types.js"
import type { Simulator } from "../../src/simulator/simulator.ts"
import { eventually } from "../simulator/protocol/eventually.ts"
import { rawServer } from "./raw-server.ts"
import { sdkClient, simulatedGateway } from "./sdk-connection.ts"

let gateway: Simulator
let client: Client | undefined
afterEach(async () => {
  await client?.close()
  client = undefined
  await gateway.close()
})

interface Update {
  readonly uri: string
  readonly at: number
}

/** A client of a server on a Gateway of its own, and what it is told. */
async function listening(settings: Readonly<Record<string, string>> = {}) {
  gateway = await simulatedGateway()
  const connected = await sdkClient([], { IB_PORT: String(gateway.port), ...settings })
  client = connected
  const updates: Update[] = []
  const waiting = new Set<() => void>()
  connected.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params: { uri } }) => {
    updates.push({ uri, at: performance.now() })
    for (const wake of waiting) wake()
  })
  return {
    client: connected,
    updates,
    /** Resolves with the next `count` updates of a resource. */
    async next(uri: string, count = 1): Promise<readonly Update[]> {
      const from = updates.length
      const mine = () => updates.slice(from).filter((update) => update.uri === uri)
      while (mine().length < count) {
        const { promise, resolve } = Promise.withResolvers<void>()
        waiting.add(resolve)
        await promise
        waiting.delete(resolve)
      }
      return mine()
    },
  }
}

const lines = () => gateway.state.held.marketDataLines

/** What is watched is looked at once a second or two, and a busy machine takes its time. */
setDefaultTimeout(20_000)

describe("subscriptions, with the official client over stdio", () => {
  test("tell what moves, at most once a second for each resource, and release their lines at once", async () => {
    const { client, next, updates } = await listening()
    await client.subscribeResource({ uri: "quote://AAPL" })
    await client.subscribeResource({ uri: "quote://FX%3AEURUSD" })
    expect(lines()).toBe(2)
    const [apple] = await Promise.all([next("quote://AAPL", 3), next("quote://FX%3AEURUSD")])
    const gaps = apple.slice(1).map(({ at }, index) => at - (apple[index]?.at ?? 0))
    // Sent a second apart; both ends of the pipe take their time to say and to hear it.
    for (const gap of gaps) expect(gap).toBeGreaterThan(900)

    await client.unsubscribeResource({ uri: "quote://AAPL" })
    await eventually(() => lines() === 1)
    const told = updates.filter(({ uri }) => uri === "quote://AAPL").length
    await next("quote://FX%3AEURUSD")
    expect(updates.filter(({ uri }) => uri === "quote://AAPL")).toHaveLength(told)
    await client.unsubscribeResource({ uri: "quote://FX%3AEURUSD" })
    await eventually(() => lines() === 0)
  })

  test("of an account tell its profit and loss", async () => {
    const { client, next } = await listening()
    await client.subscribeResource({ uri: "portfolio://DU1234567/positions" })
    await next("portfolio://DU1234567/positions")
    await client.subscribeResource({ uri: "account://DU1234567/summary" })
    await next("account://DU1234567/summary")
  })

  test("go on when the Gateway has gone and come back", async () => {
    const { client, next } = await listening({ IB_RECONNECT_INTERVAL: "1" })
    await client.subscribeResource({ uri: "quote://AAPL" })
    await next("quote://AAPL")
    gateway.happen({ kind: "port-refuses" })
    gateway.dropClients()
    // The last known quote is stale now: that is told too.
    await next("quote://AAPL")
    expect(gateway.clients).toEqual([])
    gateway.happen({ kind: "port-answers" })
    await next("quote://AAPL", 2)
    expect(lines()).toBe(1)
  })

  test("go on when IBKR's servers were lost (1100) and every line with them (1101)", async () => {
    const { client, next } = await listening()
    await client.subscribeResource({ uri: "quote://AAPL" })
    await next("quote://AAPL")
    gateway.happen({ kind: "1100" })
    await next("quote://AAPL")
    gateway.happen({ kind: "1101" })
    await next("quote://AAPL", 2)
    expect(lines()).toBe(1)
  })

  test("are bounded by IB_MAX_LINES, and leave lines to the tools", async () => {
    const { client } = await listening({ IB_MAX_LINES: "4" })
    await client.subscribeResource({ uri: "quote://AAPL" })
    await client.subscribeResource({ uri: "quote://MSFT" })
    await expect(client.subscribeResource({ uri: "quote://NVDA" })).rejects.toMatchObject({
      data: { error: { code: "line_limit", hint: expect.stringContaining("IB_MAX_LINES") } },
    })
    const symbols = ["NVDA", "SPY", "QQQ", "KO"]
    const { structuredContent } = await client.callTool({ name: "ibkr_quote", arguments: { symbols } })
    expect(structuredContent).toMatchObject({ quotes: symbols.map((symbol) => ({ symbol })), errors: [] })
    expect(lines()).toBeLessThanOrEqual(4)
  })
})

test("the list is told to have changed when the Gateway is there at last", async () => {
  gateway = await simulatedGateway()
  gateway.happen({ kind: "port-refuses" })
  client = await sdkClient([], { IB_PORT: String(gateway.port), IB_RECONNECT_INTERVAL: "1" })
  const { promise: changed, resolve } = Promise.withResolvers<void>()
  client.setNotificationHandler(ResourceListChangedNotificationSchema, () => resolve())
  const uris = async () => (await client?.listResources())?.resources.map(({ uri }) => uri) ?? []
  expect(await uris()).not.toContain("portfolio://DU1234567/positions")
  gateway.happen({ kind: "port-answers" })
  await changed
  expect(await uris()).toContain("portfolio://DU1234567/positions")
  expect(await uris()).toContain("quote://AAPL")
})

test("a subscription does not keep the server alive when the client has gone", async () => {
  gateway = await simulatedGateway()
  const server = rawServer([], { IB_PORT: String(gateway.port) })
  await server.handshake()
  server.send({ jsonrpc: "2.0", id: 1, method: "resources/subscribe", params: { uri: "quote://AAPL" } })
  expect((await server.answer(1)).result).toEqual({})
  const { code, ms } = await server.goodbye()
  expect(code).toBe(0)
  // The promise is one second; a busy machine gets two more to keep it.
  expect(ms).toBeLessThan(3000)
  await eventually(() => lines() === 0 && gateway.clients.length === 0)
})
