import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js"
import { capabilities, instructions, protocolVersions, serverInfo } from "./identity.ts"
import { isObject } from "./json.ts"

/**
 * The answer to the first message of a client, without the SDK, whose loading costs more than all the rest of the start:
 * to a well-formed `initialize` what the SDK would answer. Undefined for anything else, which waits for the SDK.
 *
 * Newer clients first ask `server/discover` and go on to `initialize` when it is unknown; that is answered too.
 */
export function greet(message: JSONRPCMessage): JSONRPCMessage | undefined {
  if (!("method" in message) || !("id" in message)) return undefined
  const { id, method, params } = message
  if (method === "server/discover") return { jsonrpc: "2.0", id, error: { code: -32601, message: "Method not found" } }
  const asked: unknown = params?.protocolVersion
  const latest = protocolVersions[0]
  if (method !== "initialize" || typeof asked !== "string" || !isClient(params) || latest === undefined)
    return undefined
  const protocolVersion = protocolVersions.includes(asked) ? asked : latest
  return { jsonrpc: "2.0", id, result: { protocolVersion, capabilities, serverInfo, instructions } }
}

// As the SDK demands it: a client that leaves these out is answered by the SDK, with its own words.
function isClient(params: Readonly<Record<string, unknown>> | undefined): boolean {
  const { clientInfo, capabilities: offers } = params ?? {}
  return isObject(offers) && isObject(clientInfo) && [clientInfo.name, clientInfo.version].every(isString)
}

const isString = (value: unknown): boolean => typeof value === "string"
