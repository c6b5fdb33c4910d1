import assert from "node:assert/strict"
import { once } from "node:events"
import { PassThrough } from "node:stream"
import { JSONRPCMessageSchema } from "@modelcontextprotocol/sdk/types.js"
import fc from "fast-check"
import { silentLog } from "../../src/log/log.ts"
import { serveStdio } from "../../src/mcp/serve-stdio.ts"
import { exampleRegistry } from "../mcp/example-tools.ts"
import { target } from "./target.ts"

const method = fc.oneof(
  fc.constantFrom("initialize", "ping", "tools/list", "tools/call", "resources/list", "resources/read"),
  fc.constantFrom("resources/templates/list", "resources/subscribe", "resources/unsubscribe", "completion/complete"),
  fc.constantFrom("prompts/list", "prompts/get"),
  fc.constantFrom("notifications/initialized", "notifications/cancelled", "server/discover", "__proto__", ""),
  fc.string(),
)
const params = fc.oneof(
  fc.jsonValue(),
  fc.record({ name: fc.constantFrom("ibkr_echo", "ibkr_buggy", "nope"), arguments: fc.jsonValue() }),
  fc.record({ name: fc.constant("ibkr_echo"), arguments: fc.record({ symbols: fc.array(fc.string()) }) }),
  fc.record(
    { uri: fc.oneof(fc.string(), fc.constantFrom("quote://AAPL", "portfolio://positions", "calendar://nyse/2026")) },
    { requiredKeys: [] },
  ),
  fc.record({ name: fc.constantFrom("morning_briefing", "nope"), arguments: fc.jsonValue() }),
  fc.record({
    ref: fc.oneof(fc.jsonValue(), fc.constant({ type: "ref/resource", uri: "quote://{instrument}" })),
    argument: fc.oneof(fc.jsonValue(), fc.record({ name: fc.constant("instrument"), value: fc.string() })),
  }),
  fc.record({ requestId: fc.oneof(fc.nat({ max: 5 }), fc.jsonValue()) }),
  fc.record({ protocolVersion: fc.string(), capabilities: fc.object(), clientInfo: fc.jsonValue() }),
  fc.record({ _meta: fc.oneof(fc.jsonValue(), fc.record({ progressToken: fc.jsonValue() })) }),
)
const message = fc.record(
  {
    jsonrpc: fc.constantFrom("2.0", "2.0", "2.0", "1.0", 2),
    id: fc.oneof(fc.nat({ max: 5 }), fc.string(), fc.jsonValue()),
    method,
    params,
    result: fc.jsonValue(),
    error: fc.jsonValue(),
  },
  { requiredKeys: ["jsonrpc"] },
)
const request = fc.record({ jsonrpc: fc.constant("2.0"), id: fc.nat({ max: 5 }), method, params })
/** JSON-RPC that is right, wrong, cut off in its middle, or no JSON at all. */
const line = fc.oneof(
  request.map((one) => JSON.stringify(one)),
  message.map((one) => JSON.stringify(one)),
  fc.tuple(message, fc.nat()).map(([one, at]) => JSON.stringify(one).slice(0, at % 200)),
  fc.json(),
  fc.string({ unit: "binary" }),
)
const bytes = fc.oneof(
  { weight: 6, arbitrary: line.map((text) => Buffer.from(`${text.replaceAll("\n", " ")}\n`)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map((some) => Buffer.from(some)) },
)

const hello = {
  jsonrpc: "2.0",
  id: "hello",
  method: "initialize",
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "test", version: "1" } },
}

/** Whatever a client writes, in whatever pieces, every line of the answer is a message, and the next question is answered. */
export const mcpInput = target("input of the MCP server", 60, () => ({
  property: fc.asyncProperty(
    fc.boolean(),
    fc.array(bytes, { maxLength: 12 }),
    fc.array(fc.nat(), { maxLength: 6 }),
    async (isGreeted, chunks, cuts) => {
      const input = new PassThrough()
      const output = new PassThrough({ encoding: "utf8" })
      const { registry } = exampleRegistry()
      const open = async () => registry
      const server = serveStdio({ input, output, toolsets: "all", log: silentLog, open })
      let answers = ""
      output.on("data", (text: string) => {
        answers += text
      })
      try {
        const greeting = isGreeted ? [Buffer.from(`${JSON.stringify(hello)}\n`)] : []
        // Its own line end closes what may be half a line before it.
        const question = Buffer.from('\n{"jsonrpc":"2.0","id":"last question","method":"ping"}\n')
        const all = Buffer.concat([...greeting, ...chunks, question])
        const places = [0, ...cuts.map((cut) => cut % all.length), all.length].sort((a, b) => a - b)
        places.slice(1).forEach((end, index) => {
          input.write(all.subarray(places[index], end))
        })
        while (!answers.includes('"last question"')) await once(output, "data")
        for (const answer of answers.split("\n").slice(0, -1)) JSONRPCMessageSchema.parse(JSON.parse(answer))
        assert(answers.endsWith("\n"), "a message without its line end")
      } finally {
        await server.close()
      }
    },
  ),
}))
