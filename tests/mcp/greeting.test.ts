import { describe, expect, test } from "bun:test"
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js"
import {
  type JSONRPCMessage,
  LATEST_PROTOCOL_VERSION,
  SUPPORTED_PROTOCOL_VERSIONS,
} from "@modelcontextprotocol/sdk/types.js"
import { greet } from "../../src/mcp/greeting.ts"
import { instructions, protocolVersions } from "../../src/mcp/identity.ts"
import { listedTools } from "../../src/mcp/listed-tools.generated.ts"
import { createServer } from "../../src/mcp/server.ts"

const initialize = (protocolVersion: string): JSONRPCMessage => ({
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion, capabilities: {}, clientInfo: { name: "test", version: "1" } },
})

/** What the SDK's server answers to the same message. */
async function sdkAnswer(message: JSONRPCMessage): Promise<JSONRPCMessage> {
  const [client, server] = InMemoryTransport.createLinkedPair()
  const answer = Promise.withResolvers<JSONRPCMessage>()
  client.onmessage = answer.resolve
  await createServer({ listed: [], registry: () => Promise.reject(new Error("not called")) }).connect(server)
  await client.start()
  await client.send(message)
  return answer.promise
}

describe("the handshake, answered before the SDK is loaded, is what the SDK answers", () => {
  test("the protocol versions are the SDK's", () => {
    expect(protocolVersions).toEqual(SUPPORTED_PROTOCOL_VERSIONS)
    expect(protocolVersions[0]).toBe(LATEST_PROTOCOL_VERSION)
  })

  test.each([...protocolVersions, "1999-01-01"])("initialize with %s", async (version) => {
    const message = initialize(version)
    expect(greet(message)).toEqual(await sdkAnswer(message))
  })

  test("server/discover, which newer clients try first", async () => {
    const message: JSONRPCMessage = { jsonrpc: "2.0", id: "d", method: "server/discover", params: {} }
    expect(greet(message)).toEqual(await sdkAnswer(message))
  })

  test.each([
    { jsonrpc: "2.0", id: 1, method: "initialize" },
    { jsonrpc: "2.0", id: 1, method: "initialize", params: { protocolVersion: 5 } },
    { jsonrpc: "2.0", id: 1, method: "initialize", params: { protocolVersion: "2025-11-25" } },
    { jsonrpc: "2.0", id: 1, method: "tools/list" },
    { jsonrpc: "2.0", method: "initialize" },
  ] as const)("anything else waits for the SDK: %j", (message) => {
    expect(greet(message)).toBeUndefined()
  })
})

test("the instructions stay under 1.5 KB, and name only parameters and tools that there are", () => {
  expect(Buffer.byteLength(instructions)).toBeLessThan(1536)
  for (const [name] of instructions.matchAll(/ibkr_\w+/g)) expect(listedTools.map((tool) => tool.name)).toContain(name)
  const parameters = listedTools.flatMap(({ inputSchema }) => Object.keys(inputSchema.properties ?? {}))
  for (const name of ["account", "cursor", "detail"]) {
    expect(instructions).toContain(name)
    expect(parameters).toContain(name)
  }
})
