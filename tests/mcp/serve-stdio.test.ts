import { afterEach, describe, expect, test } from "bun:test"
import { once } from "node:events"
import { PassThrough } from "node:stream"
import { createLog } from "../../src/log/log.ts"
import type { Registry } from "../../src/mcp/registry.ts"
import { type StdioServer, serveStdio } from "../../src/mcp/serve-stdio.ts"
import { exampleRegistry } from "./example-tools.ts"

let server: StdioServer | undefined
afterEach(() => server?.close())

/** A server on two pipes: lines in, answers out in the order in which they came. */
function started(open: () => Promise<Registry> = async () => exampleRegistry().registry) {
  const input = new PassThrough()
  const output = new PassThrough()
  const logged: string[] = []
  const log = createLog("debug", (line) => logged.push(line))
  server = serveStdio({ input, output, toolsets: "all", log, open })
  let text = ""
  output.on("data", (chunk: Buffer) => {
    text += chunk.toString()
  })
  const answers = () =>
    text
      .split("\n")
      .filter((line) => line !== "")
      .map((line): unknown => JSON.parse(line))
  return {
    logged,
    answers,
    send: (...messages: readonly unknown[]) => {
      for (const message of messages)
        input.write(`${typeof message === "string" ? message : JSON.stringify(message)}\n`)
    },
    async answered(count: number) {
      while (answers().length < count) await once(output, "data")
      return answers()
    },
  }
}

const initialize = {
  jsonrpc: "2.0",
  id: 0,
  method: "initialize",
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "test", version: "1" } },
}
const initialized = { jsonrpc: "2.0", method: "notifications/initialized" }
const ping = (id: number | string) => ({ jsonrpc: "2.0", id, method: "ping" })

describe("the handshake", () => {
  test("is answered once, before anything is loaded, and the rest in order behind it", async () => {
    let opened = false
    const { send, answered } = started(async () => {
      opened = true
      return exampleRegistry().registry
    })
    send(initialize)
    const [first] = await answered(1)
    expect(first).toMatchObject({ id: 0, result: { protocolVersion: "2025-06-18", serverInfo: { name: "ibkr-mcp" } } })
    expect(opened).toBe(false)
    send(initialized, ping(1), ping(2))
    expect(await answered(3)).toMatchObject([{ id: 0 }, { id: 1, result: {} }, { id: 2, result: {} }])
  })

  test("is followed by the lists, which wait for nothing that is still being loaded", async () => {
    const { send, answered } = started(() => new Promise(() => {}))
    const lists = ["tools/list", "prompts/list", "resources/templates/list"]
    send(initialize, initialized, ...lists.map((method, at) => ({ jsonrpc: "2.0", id: at + 1, method })))
    expect(await answered(4)).toMatchObject([
      { id: 0 },
      { id: 1, result: { tools: expect.any(Array) } },
      { id: 2, result: { prompts: expect.any(Array) } },
      { id: 3, result: { resourceTemplates: expect.any(Array) } },
    ])
  })

  test("of a newer client, which asks server/discover first", async () => {
    const { send, answered } = started()
    send({ jsonrpc: "2.0", id: 0, method: "server/discover" })
    expect(await answered(1)).toMatchObject([{ id: 0, error: { code: -32601 } }])
    send({ ...initialize, id: 1 }, ping(2))
    expect(await answered(3)).toMatchObject([{ id: 0 }, { id: 1, result: {} }, { id: 2, result: {} }])
  })

  test("may be left out: a request that comes first waits until it can be answered", async () => {
    const { send, answered } = started()
    send(ping("first"), ping("second"))
    expect(await answered(2)).toMatchObject([{ id: "first" }, { id: "second" }])
  })

  test("begins the loading of the tools by itself", async () => {
    const opened = Promise.withResolvers<void>()
    const { send } = started(async () => {
      opened.resolve()
      return exampleRegistry().registry
    })
    send(initialize)
    await opened.promise
  })
})

describe("what a client may send by mistake", () => {
  test("is refused, and what comes after it is answered", async () => {
    const { send, answered, logged } = started()
    send(
      initialize,
      "not json",
      "",
      '{"jsonrpc":"1.0","id":5,"method":"ping"}',
      '{"jsonrpc":"2.0","id":6}',
      "[]",
      ping(7),
    )
    const answers = await answered(4)
    expect(answers.slice(0, 3)).toMatchObject([
      { id: 0 },
      { id: 5, error: { code: -32600 } },
      { id: 6, error: { code: -32600 } },
    ])
    expect(answers[3]).toMatchObject({ id: 7, result: {} })
    expect(logged.filter((line) => line.includes("was refused"))).toHaveLength(4)
  })

  test("an unknown method", async () => {
    const { send, answered } = started()
    send(initialize, { jsonrpc: "2.0", id: 1, method: "tools/write" })
    expect((await answered(2))[1]).toMatchObject({ id: 1, error: { code: -32601 } })
  })

  test("parameters that are none of the method's", async () => {
    const { send, answered } = started()
    send(initialize, { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: 5 } }, ping(2))
    expect((await answered(3)).slice(1)).toMatchObject([
      { id: 1, error: {} },
      { id: 2, result: {} },
    ])
  })
})

describe("the end", () => {
  test("tools that cannot be loaded are an error of the calls, and logged", async () => {
    const { send, answered, logged } = started(() => Promise.reject(new Error("broken build")))
    send(initialize, ping(1))
    await answered(2)
    while (logged.length === 0) await new Promise(setImmediate)
    expect(logged.join("")).toContain("the tools could not be loaded: Error: broken build")
  })
})
