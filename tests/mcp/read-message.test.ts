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

describe("parameters that are none of their method's are -32602", () => {
  test.each([
    ["tools/call", { name: 5 }, '"name" of tools/call must be a string (it is a number)'],
    ["tools/call", undefined, '"name" of tools/call must be a string (it is missing)'],
    ["tools/call", { name: "x", arguments: [1] }, '"arguments" of tools/call must be an object (it is a list)'],
    ["tools/call", { name: "x", arguments: "{" }, '"arguments" of tools/call must be an object (it is a string)'],
    ["resources/read", {}, '"uri" of resources/read must be a string (it is missing)'],
    ["resources/subscribe", { uri: null }, '"uri" of resources/subscribe must be a string (it is null)'],
    ["prompts/get", {}, '"name" of prompts/get must be a string (it is missing)'],
    ["prompts/get", { name: "x", arguments: [] }, '"arguments" of prompts/get must be an object (it is a list)'],
    ["prompts/get", { name: "x", arguments: { a: [] } }, "the arguments of prompts/get must be texts (one is a list)"],
    ["completion/complete", { ref: "x" }, '"ref" of completion/complete must be an object (it is a string)'],
    [
      "completion/complete",
      { ref: { type: "ref/prompt", uri: "x" }, argument: { name: "a", value: "" } },
      '"ref" of completion/complete must be {"type":"ref/prompt","name":...} or {"type":"ref/resource","uri":...}',
    ],
    [
      "completion/complete",
      { ref: { type: "ref/prompt", name: "x" }, argument: { name: "a", value: 1 } },
      '"argument" of completion/complete must have a "name" and a "value"',
    ],
    ["initialize", {}, '"protocolVersion" of initialize must be a string (it is missing)'],
    [
      "initialize",
      { protocolVersion: "x", capabilities: null },
      '"capabilities" of initialize must be an object (it is null)',
    ],
  ])("%s %j", (method, params, problem) => {
    const reading = read({ jsonrpc: "2.0", id: 1, method, params })
    expect(reading).toEqual({ kind: "invalid", code: -32602, id: 1, problem: `Invalid params: ${problem}` })
  })

  test.each([
    [{ name: "x", arguments: null }, { name: "x" }],
    [
      { name: "x", arguments: '{"a":1}' },
      { name: "x", arguments: { a: 1 } },
    ],
    [
      { name: "x", arguments: "" },
      { name: "x", arguments: {} },
    ],
  ])("arguments of a tool %j are understood", (given, params) => {
    const reading = read({ jsonrpc: "2.0", id: 1, method: "tools/call", params: given })
    expect(reading).toMatchObject({ kind: "message", message: { params } })
  })
})

test("texts of a prompt's arguments may be numbers, and what else is filled in only helps", () => {
  const paramsOf = (method: string, params: object) => {
    const reading = read({ jsonrpc: "2.0", id: 1, method, params })
    return reading.kind === "message" && "params" in reading.message ? reading.message.params : reading
  }
  const given = { days: 3, deep: true, account: null, symbol: "AAPL" }
  expect(paramsOf("prompts/get", { name: "x", arguments: given })).toEqual({
    name: "x",
    arguments: { days: "3", deep: "true", symbol: "AAPL" },
  })
  expect(paramsOf("prompts/get", { name: "x", arguments: null })).toEqual({ name: "x" })
  const asked = { ref: { type: "ref/prompt", name: "x" }, argument: { name: "a", value: "" } }
  for (const context of [undefined, null, [], { arguments: "x" }, { arguments: { symbol: 5 } }])
    expect(paramsOf("completion/complete", { ...asked, context })).toEqual({ ...asked, context: { arguments: {} } })
  const context = { arguments: { symbol: "AAPL" } }
  expect(paramsOf("completion/complete", { ...asked, context })).toEqual({ ...asked, context })
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
