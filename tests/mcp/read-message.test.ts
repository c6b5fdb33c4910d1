import { describe, expect, test } from "bun:test"
import { JSONRPCMessageSchema } from "@modelcontextprotocol/sdk/types.js"
import fc from "fast-check"
import { readMessage } from "../../src/mcp/read-message.ts"

const read = (value: unknown) => readMessage(JSON.stringify(value))

describe("a message", () => {
  test.each([
    { jsonrpc: "2.0", id: 0, method: "ping" },
    { jsonrpc: "2.0", id: "a", method: "tools/call", params: { name: "x", _meta: { progressToken: 1 } } },
    { jsonrpc: "2.0", method: "notifications/initialized" },
    { jsonrpc: "2.0", id: 1, result: {} },
    { jsonrpc: "2.0", id: 1, error: { code: -1, message: "no" } },
  ])("%j", (message) => {
    expect(readMessage(JSON.stringify(message))).toEqual({
      kind: "message",
      message: JSONRPCMessageSchema.parse(message),
    })
  })

  test("an empty line is nothing", () => {
    expect(readMessage(" \r").kind).toBe("blank")
  })
})

describe("an invalid message is refused with the reason, and with its id where it has one", () => {
  test.each([
    [{ jsonrpc: "1.0", id: 3, method: "ping" }, 3, `"jsonrpc" must be "2.0"`],
    [{ id: 3, method: "ping" }, 3, `"jsonrpc" must be "2.0"`],
    [{ jsonrpc: "2.0", id: 3 }, 3, `"method" is missing`],
    [{ jsonrpc: "2.0", id: 3, params: {} }, 3, `"method" is missing`],
    [{ jsonrpc: "2.0", id: "x", method: 5 }, "x", `"method" must be a string`],
    [{ jsonrpc: "2.0", id: 3, method: "ping", params: [] }, 3, `"params" must be an object`],
    [{ jsonrpc: "2.0", id: 3, method: "ping", params: { _meta: 1 } }, 3, `"params._meta" must be an object`],
    [{ jsonrpc: "2.0", id: 3, method: "ping", extra: 1 }, 3, "a message has only"],
    [{ jsonrpc: "2.0", id: null, method: "ping" }, undefined, `"id" must be a string or a whole number`],
    [{ jsonrpc: "2.0", id: 1.5, method: "ping" }, undefined, `"id" must be a string or a whole number`],
    [[{ jsonrpc: "2.0", id: 1, method: "ping" }], undefined, "batches are not part of MCP"],
    ["text", undefined, "a message is a JSON object"],
    [null, undefined, "a message is a JSON object"],
  ] as const)("%j", (message, id, problem) => {
    const reading = read(message)
    expect(reading).toMatchObject({ kind: "invalid", code: -32600, id })
    expect(reading.kind === "invalid" ? reading.problem : "").toContain(problem)
  })

  test("what is not JSON at all", () => {
    expect(readMessage("not json")).toMatchObject({ kind: "invalid", code: -32700, id: undefined })
  })
})

test("whatever passes, the SDK's own schema lets pass", () => {
  const id = fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.double())
  const params = fc.oneof(
    fc.dictionary(fc.string(), fc.jsonValue()),
    fc.jsonValue(),
    fc.record({ _meta: fc.jsonValue() }),
  )
  const message = fc.record(
    {
      jsonrpc: fc.constantFrom("2.0", "1.0"),
      id,
      method: fc.oneof(fc.string(), fc.integer()),
      params,
      result: fc.jsonValue(),
      error: fc.oneof(fc.jsonValue(), fc.record({ code: fc.integer(), message: fc.string() })),
    },
    { requiredKeys: ["jsonrpc"] },
  )
  fc.assert(
    fc.property(message, (value) => {
      const reading = read(value)
      if (reading.kind === "message") expect(JSONRPCMessageSchema.safeParse(reading.message).success).toBe(true)
    }),
  )
})
