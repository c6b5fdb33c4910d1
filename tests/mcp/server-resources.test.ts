import { describe, expect, test } from "bun:test"
import { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js"
import { ResourceUpdatedNotificationSchema } from "@modelcontextprotocol/sdk/types.js"
import { listedTools } from "../../src/mcp/listed-tools.generated.ts"
import { createServer } from "../../src/mcp/server.ts"
import { success } from "../../src/outcome/outcome.ts"
import { tools } from "../../src/tools/index.ts"
import { contract, details, marketData } from "../desk/in-memory-gateway.ts"
import { exampleRegistry } from "./example-tools.ts"

const apple = contract({ conId: 1, symbol: "AAPL" })
const accounts = ["U1234567", "U7654321"]

/** The server with all its tools over a Gateway in memory, and the official client. */
async function room(env: Record<string, string> = {}) {
  const { registry, gateway, clock } = exampleRegistry(tools, { env })
  gateway.known.accounts = [...accounts]
  gateway.known.contracts = [details(apple)]
  gateway.known.positions = accounts.map((account) => ({ account, contract: apple, quantity: 1, averageCost: 2 }))
  gateway.known.markets.set(1, marketData({ bid: 1, ask: 2, last: 1 }))
  const [near, far] = InMemoryTransport.createLinkedPair()
  await createServer({ listed: listedTools, registry: async () => registry }).connect(far)
  const client = new Client({ name: "test", version: "1" })
  await client.connect(near)
  const updated: string[] = []
  client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => void updated.push(params.uri))
  return {
    client,
    gateway,
    clock,
    updated,
    async pass(seconds: number) {
      for (let each = 0; each < seconds; each++) {
        await clock.advance(1000)
        await new Promise(setImmediate)
      }
    },
  }
}

describe("subscriptions over the protocol", () => {
  test("tell under the URI that was subscribed to, and end with their line and the connection", async () => {
    const { client, gateway, updated, pass, clock } = await room()
    await client.subscribeResource({ uri: "quote://%41APL" })
    await client.subscribeResource({ uri: "quote://aapl" })
    gateway.known.markets.set(1, marketData({ bid: 1, ask: 2, last: 2 }))
    await pass(3)
    expect(updated).toEqual(["quote://%41APL", "quote://aapl"])
    await client.unsubscribeResource({ uri: "quote://%41APL" })
    await client.unsubscribeResource({ uri: "quote://aapl" })
    await client.unsubscribeResource({ uri: "quote://never" })
    expect(gateway.asked.released).toEqual([apple, apple])
    await client.subscribeResource({ uri: "quote://AAPL" })
    await client.close()
    expect(clock.pending).toBe(0)
    expect(gateway.asked.released).toHaveLength(3)
  })

  test("one that is cancelled while its resource is looked at is none", async () => {
    const { client, gateway, clock } = await room()
    const { promise: asked, resolve } = Promise.withResolvers<void>()
    gateway.quote = () => {
      resolve()
      return new Promise(() => {})
    }
    const controller = new AbortController()
    const subscribing = client.subscribeResource({ uri: "quote://AAPL" }, { signal: controller.signal })
    await asked
    controller.abort()
    await expect(subscribing).rejects.toThrow()
    await new Promise(setImmediate)
    expect(gateway.asked.released).toEqual([apple])
    expect(clock.pending).toBe(0)
  })

  test("one that is cancelled at once is none", async () => {
    const { client, clock, gateway } = await room()
    const controller = new AbortController()
    const subscribing = client.subscribeResource({ uri: "quote://AAPL" }, { signal: controller.signal })
    controller.abort()
    await expect(subscribing).rejects.toThrow()
    for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate)
    expect([clock.pending, gateway.asked.quotes]).toEqual([0, []])
  })

  test("an account is written as it may be, however it was asked for", async () => {
    const { client, gateway, updated, pass } = await room({ IB_MASK_ACCOUNTS: "true" })
    const { resources } = await client.listResources()
    const uris = resources.map(({ uri }) => uri)
    expect(uris).toContain("portfolio://U***4567/positions")
    expect(JSON.stringify(resources)).not.toMatch(/U\d/)
    const { contents } = await client.readResource({ uri: "portfolio://U1234567/positions" })
    expect(contents[0]?.uri).toBe("portfolio://U***4567/positions")
    await client.subscribeResource({ uri: "portfolio://U1234567/positions" })
    gateway.known.positions = []
    await pass(10)
    expect(updated).toEqual(["portfolio://U***4567/positions"])
  })

  test("accounts that are written alike are listed once", async () => {
    const { client, gateway } = await room({ IB_MASK_ACCOUNTS: "true" })
    gateway.known.accounts = ["U1114567", "U2224567"]
    const uris = (await client.listResources()).resources.map(({ uri }) => uri)
    expect(uris.filter((uri) => uri.includes("4567/positions"))).toEqual(["portfolio://U***4567/positions"])
  })

  test("an account that may not be read is neither listed nor read nor named", async () => {
    const { client } = await room({ IB_ACCOUNTS: "U1234567" })
    expect(JSON.stringify(await client.listResources())).not.toContain("7654321")
    for (const ask of [
      () => client.readResource({ uri: "portfolio://U7654321/positions" }),
      () => client.subscribeResource({ uri: "account://U7654321/summary" }),
      () => client.readResource({ uri: "nothing://U7654321" }),
    ]) {
      const error: unknown = await ask().catch((reason: unknown) => reason)
      expect(error).toMatchObject({ code: -32002 })
      expect(JSON.stringify([String(error), error])).not.toContain("7654321")
    }
  })
})

test("the list is bounded; the templates serve the rest", async () => {
  const { client, gateway } = await room()
  gateway.known.accounts = Array.from({ length: 500 }, (_, index) => `DF${1_000_000 + index}`)
  gateway.known.positions = Array.from({ length: 500 }, (_, index) => ({
    account: "DF1000000",
    contract: contract({ conId: index + 10, symbol: `S${index}` }),
    quantity: 1,
    averageCost: 1,
  }))
  const { resources } = await client.listResources()
  expect(resources.length).toBeLessThanOrEqual(4 + 50 + 50 + 40 + 1)
  gateway.known.updates = []
  gateway.accountSummary = async () => success([])
  const { contents } = await client.readResource({ uri: "account://DF1000499/summary" })
  expect(contents[0]?.uri).toBe("account://DF1000499/summary")
})
