import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test"
import {
  ResourceListChangedNotificationSchema,
  ResourceUpdatedNotificationSchema,
} from "@modelcontextprotocol/sdk/types.js"
import type { Config } from "../../src/config/config.ts"
import type { Simulator } from "../../src/simulator/simulator.ts"
import { eventually } from "../simulator/protocol/eventually.ts"
import { type Served, served } from "../tools/mcp-client.ts"
import { rawServer } from "./raw-server.ts"
import { openMarket, simulatedGateway } from "./sdk-connection.ts"

/** What is watched is looked at once a second or two, of a clock that runs as much faster than the machine's. */
const speed = 10

let product: Served | undefined
afterEach(async () => {
  await product?.close()
  product = undefined
})

interface Update {
  readonly uri: string
  readonly at: number
}

/** A client of the whole program on a Gateway of its own, and what it is told. */
async function listening(config: Partial<Config> = {}, before?: (gateway: Simulator) => void) {
  product = await served({ startAt: openMarket, speed, config, ...(before && { before }) })
  const { client, simulator } = product
  const updates: Update[] = []
  const waiting = new Set<() => void>()
  client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params: { uri } }) => {
    updates.push({ uri, at: performance.now() * speed })
    for (const wake of waiting) wake()
  })
  return {
    client,
    gateway: simulator,
    updates,
    lines: () => simulator.state.held.marketDataLines,
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

/** A busy machine takes its time. */
setDefaultTimeout(20_000)

describe("subscriptions, with the official client", () => {
  test("tell what moves, at most once a second for each resource, and release their lines at once", async () => {
    const { client, next, updates, lines } = await listening()
    await client.subscribeResource({ uri: "quote://AAPL" })
    await client.subscribeResource({ uri: "quote://FX%3AEURUSD" })
    expect(lines()).toBe(2)
    const [apple] = await Promise.all([next("quote://AAPL", 3), next("quote://FX%3AEURUSD")])
    const gaps = apple.slice(1).map(({ at }, index) => at - (apple[index]?.at ?? 0))
    // Sent a second apart; both ends take their time to say and to hear it.
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
    const { client, next, gateway, lines } = await listening({ reconnectIntervalS: 1 })
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
    const { client, next, gateway, lines } = await listening()
    await client.subscribeResource({ uri: "quote://AAPL" })
    await next("quote://AAPL")
    gateway.happen({ kind: "1100" })
    await next("quote://AAPL")
    gateway.happen({ kind: "1101" })
    await next("quote://AAPL", 2)
    expect(lines()).toBe(1)
  })

  test("are bounded by IB_MAX_LINES, and leave lines to the tools", async () => {
    const { client, lines } = await listening({ maxLines: 4 })
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

  test("the list is told to have changed when the Gateway is there at last", async () => {
    const refusing = (gateway: Simulator) => gateway.happen({ kind: "port-refuses" })
    const { client, gateway } = await listening({ reconnectIntervalS: 1 }, refusing)
    const { promise: changed, resolve } = Promise.withResolvers<void>()
    client.setNotificationHandler(ResourceListChangedNotificationSchema, () => resolve())
    const uris = async () => (await client.listResources()).resources.map(({ uri }) => uri)
    expect(await uris()).not.toContain("portfolio://DU1234567/positions")
    gateway.happen({ kind: "port-answers" })
    await changed
    expect(await uris()).toContain("portfolio://DU1234567/positions")
    expect(await uris()).toContain("quote://AAPL")
  })
})

test("over stdio they tell too, and do not keep the server alive when the client has gone", async () => {
  const gateway = await simulatedGateway()
  const server = rawServer([], { IB_PORT: String(gateway.port) })
  await server.handshake()
  server.send({ jsonrpc: "2.0", id: 1, method: "resources/subscribe", params: { uri: "quote://AAPL" } })
  expect((await server.answer(1)).result).toEqual({})
  await eventually(() => server.lines.some((line) => line.includes('"notifications/resources/updated"')))
  const { code, ms } = await server.goodbye()
  expect(code).toBe(0)
  // The promise is one second; a busy machine gets two more to keep it.
  expect(ms).toBeLessThan(3000)
  await eventually(() => gateway.state.held.marketDataLines === 0 && gateway.clients.length === 0)
  await gateway.close()
})
