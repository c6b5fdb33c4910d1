import { describe, expect, test } from "bun:test"
import { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js"
import { createServer } from "../../src/mcp/server.ts"
import { exampleRegistry, exampleTools, slow } from "./example-tools.ts"

async function connected(tools = exampleTools) {
  const { registry, listed } = exampleRegistry(tools)
  const [near, far] = InMemoryTransport.createLinkedPair()
  await createServer({ listed, registry: () => Promise.resolve(registry) }).connect(far)
  const client = new Client({ name: "test", version: "1" })
  await client.connect(near)
  return client
}

const textOf = (content: unknown): unknown => {
  const [first] = content as [{ type: string; text: string }]
  expect(first.type).toBe("text")
  return JSON.parse(first.text)
}

describe("the list of tools", () => {
  test("has the fixed order, titles, annotations and both schemas", async () => {
    const { tools } = await (await connected()).listTools()
    expect(tools.map(({ name }) => name)).toEqual(["ibkr_echo", "ibkr_old", "ibkr_ambiguous", "ibkr_buggy"])
    for (const tool of tools) {
      expect(tool.title).toBeString()
      expect(tool.annotations).toEqual({
        readOnlyHint: true,
        destructiveHint: false,
        idempotentHint: true,
        openWorldHint: true,
      })
      expect(tool.inputSchema).toMatchObject({ type: "object", additionalProperties: false })
      expect(tool.outputSchema?.required).toContain("meta")
      expect(tool).not.toHaveProperty("toolset")
    }
  })
})

describe("a call", () => {
  test("answers the same JSON as structured content and as text", async () => {
    const client = await connected()
    await client.listTools()
    const result = await client.callTool({ name: "ibkr_echo", arguments: { symbols: ["AAPL"] } })
    expect(result.isError).toBeUndefined()
    expect(textOf(result.content)).toEqual(result.structuredContent)
  })

  test("pitfall 19: a failure is an error, said in its text alone, which the SDK's client takes", async () => {
    const client = await connected()
    await client.listTools()
    const result = await client.callTool({ name: "ibkr_ambiguous" })
    expect(result.isError).toBe(true)
    expect(result.structuredContent).toBeUndefined()
    expect(textOf(result.content)).toHaveProperty("error.code", "ambiguous_contract")
  })

  test("of an unknown tool is the protocol's error", async () => {
    const client = await connected()
    await expect(client.callTool({ name: "nope\u0007" })).rejects.toMatchObject({
      code: -32602,
      message: expect.stringContaining('Unknown tool: "nope\u{fffd}"; known are ibkr_echo, '),
    })
  })

  test("tells its progress, and is cancelled when the client says so", async () => {
    const cancelled = Promise.withResolvers<void>()
    const client = await connected([slow(cancelled.resolve)])
    const controller = new AbortController()
    const seen: unknown[] = []
    const call = client.callTool({ name: "ibkr_slow" }, undefined, {
      signal: controller.signal,
      onprogress: (progress) => {
        seen.push(progress)
        if (seen.length === 2) controller.abort()
      },
    })
    await expect(call).rejects.toThrow()
    await cancelled.promise
    expect(seen).toEqual([
      { progress: 1, total: 3, message: "one of three" },
      { progress: 2, message: "unknown how many" },
    ])
  })
})
