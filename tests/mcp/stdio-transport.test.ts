import { expect, test } from "bun:test"
import { once } from "node:events"
import { PassThrough } from "node:stream"
import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js"
import { createLog } from "../../src/log/log.ts"
import { StdioTransport } from "../../src/mcp/stdio-transport.ts"

function transport(greet: (message: JSONRPCMessage) => JSONRPCMessage | undefined = () => undefined) {
  const input = new PassThrough()
  const output = new PassThrough()
  const logged: string[] = []
  const log = createLog("debug", (line) => logged.push(line))
  const made = new StdioTransport({ input, output, log, greet, onFirstMessage: () => {} })
  const received: JSONRPCMessage[] = []
  return {
    input,
    output,
    logged,
    made,
    received,
    listen: () => {
      made.onmessage = (message) => received.push(message)
    },
    write: async (text: string) => {
      input.write(text)
      await new Promise(setImmediate)
    },
  }
}

const request = (id: number) => `{"jsonrpc":"2.0","id":${id},"method":"ping"}\n`

test("messages wait until somebody listens, and keep their order", async () => {
  const { write, listen, received } = transport()
  await write(request(1) + request(2))
  expect(received).toEqual([])
  listen()
  await write(request(3))
  expect(received).toMatchObject([{ id: 1 }, { id: 2 }, { id: 3 }])
})

test("a greeted request is answered at once, and the later answer to it is dropped", async () => {
  const { write, listen, made, output, received } = transport(() => ({
    jsonrpc: "2.0",
    id: 1,
    result: { early: true },
  }))
  await write(request(1))
  expect(String(output.read())).toBe('{"jsonrpc":"2.0","id":1,"result":{"early":true}}\n')
  listen()
  expect(received).toMatchObject([{ id: 1 }])
  await made.send({ jsonrpc: "2.0", id: 1, result: { late: true } })
  expect(output.read()).toBeNull()
  await made.send({ jsonrpc: "2.0", id: 1, result: { other: true } })
  expect(String(output.read())).toContain("other")
})

test("idle waits for what is under way: an answer or a cancellation ends it", async () => {
  const { write, listen, made } = transport()
  listen()
  await made.idle()
  await write(request(1) + request(2))
  let idle = false
  const waited = made.idle().then(() => {
    idle = true
  })
  await made.send({ jsonrpc: "2.0", id: 1, result: {} })
  await new Promise(setImmediate)
  expect(idle).toBe(false)
  await write('{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":2}}\n')
  await waited
})

test.each([0, ""])("a request whose id is %j is cancelled like any other, and answered under its id", async (id) => {
  const { write, listen, made, output, received } = transport()
  listen()
  await write(`${JSON.stringify({ jsonrpc: "2.0", id, method: "tools/call", params: { name: "ibkr_quote" } })}\n`)
  await write(`${JSON.stringify({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: id } })}\n`)
  const [request, cancelling] = received.map((message) => ({ id: undefined, params: undefined, ...message }))
  // What the SDK takes for an id at all.
  expect(request?.id).toBeTruthy()
  expect(cancelling?.params).toEqual({ requestId: request?.id })
  await made.send({ jsonrpc: "2.0", id: request?.id ?? "", result: {} })
  expect(JSON.parse(String(output.read()))).toEqual({ jsonrpc: "2.0", id, result: {} })
})

test("a message of 10 MB is read whole, one past 64 MB is dropped with a word in the log", async () => {
  const { input, write, listen, received, logged } = transport()
  listen()
  const long = (size: number) => `{"jsonrpc":"2.0","id":1,"method":"ping","params":{"text":"${"x".repeat(size)}"}}\n`
  await write(long(10_000_000))
  expect(received).toHaveLength(1)
  await write(long(64 * 1024 * 1024))
  expect(received).toHaveLength(1)
  expect(logged.join("")).toContain("longer than is read; it was dropped")
  await write(request(2))
  expect(received).toMatchObject([{ id: 1 }, { id: 2 }])
  input.end()
})

test("a slow reader holds back the sender", async () => {
  const { made, output } = transport()
  const first = made.send({ jsonrpc: "2.0", id: 1, result: { text: "x".repeat(100_000) } })
  let sent = false
  void first.then(() => {
    sent = true
  })
  await new Promise(setImmediate)
  expect(sent).toBe(false)
  output.resume()
  await once(output, "drain")
  await first
})

test("however many messages wait for a slow reader, one listener waits with them", async () => {
  const { made, output } = transport()
  const sent = Array.from({ length: 20 }, (_, id) =>
    made.send({ jsonrpc: "2.0", id, result: { text: "x".repeat(100_000) } }),
  )
  expect(output.listenerCount("drain")).toBe(1)
  output.resume()
  await Promise.all(sent)
  expect(output.listenerCount("drain")).toBe(0)
})

test("closed, it neither reads nor writes", async () => {
  const { made, write, listen, received, output } = transport()
  listen()
  await made.close()
  await write(request(1))
  await made.send({ jsonrpc: "2.0", id: 1, result: {} })
  expect(received).toEqual([])
  expect(output.read()).toBeNull()
})
