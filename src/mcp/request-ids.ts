import type { JSONRPCMessage, RequestId } from "@modelcontextprotocol/sdk/types.js"

/**
 * What the SDK is told in place of an id that it takes for none: 0, which many clients begin with, and the empty text. It
 * would answer such a request, but not cancel it.
 */
const standIns: ReadonlyMap<RequestId, RequestId> = new Map<RequestId, RequestId>([
  [0, "ibkr-mcp: 0"],
  ["", "ibkr-mcp: empty"],
])

const originals: ReadonlyMap<RequestId, RequestId> = new Map([...standIns].map(([id, standIn]) => [standIn, id]))

/** A client's message as the SDK may have it: requests, and the cancelling of them. */
export function forSdk(message: JSONRPCMessage): JSONRPCMessage {
  if (!("method" in message)) return message
  if ("id" in message) {
    const id = standIns.get(message.id)
    return id === undefined ? message : { ...message, id }
  }
  const { requestId } = message.params ?? {}
  if (message.method !== "notifications/cancelled" || !isId(requestId)) return message
  const id = standIns.get(requestId)
  return id === undefined ? message : { ...message, params: { ...message.params, requestId: id } }
}

/** The SDK's answer as the client knows its request. */
export function forClient(message: JSONRPCMessage): JSONRPCMessage {
  if ("method" in message || message.id === undefined) return message
  const id = originals.get(message.id)
  return id === undefined ? message : { ...message, id }
}

/** Whether a value can be a request's id. */
export const isId = (value: unknown): value is RequestId => typeof value === "string" || typeof value === "number"
