import { afterAll, describe, expect, test } from "bun:test"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { listedTools } from "../../src/mcp/listed-tools.generated.ts"
import { rawServer, toolError } from "./raw-server.ts"
import { cleanEnvironment, programCommand, runProgram } from "./run-program.ts"

const running: ReturnType<typeof rawServer>[] = []
afterAll(() => {
  for (const { child } of running.splice(0)) child.kill("SIGKILL")
})

function server(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const started = rawServer(args, env)
  running.push(started)
  return started
}

/** A port of this machine on which nobody listens. */
function closedPort(): number {
  const listener = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } })
  const { port } = listener
  listener.stop(true)
  return port
}

const nobody = (): Readonly<Record<string, string>> => ({ IB_PORT: String(closedPort()) })

// Each is a process of its own: they wait together.
describe.concurrent("serve", () => {
  test("answers the handshake and the list of tools without a Gateway", async () => {
    const { handshake, send, answer, goodbye, lines } = server([], nobody())
    expect((await handshake()).result).toMatchObject({
      protocolVersion: "2025-11-25",
      serverInfo: { name: "ibkr-mcp" },
    })
    send({ jsonrpc: "2.0", id: 1, method: "tools/list" })
    expect((await answer(1)).result?.tools).toBeArrayOfSize(listedTools.length)
    expect((await goodbye()).code).toBe(0)
    expect(lines).toHaveLength(2)
  })

  test("without a Gateway every tool that needs one says so, and what to change", async () => {
    const { handshake, call, answer } = server([], nobody())
    await handshake()
    const calls: readonly [string, object][] = [
      ["ibkr_quote", { symbols: "AAPL" }],
      ["ibkr_historical_bars", { symbol: "AAPL" }],
      ["ibkr_fx_rate", { pair: "EURUSD" }],
      ["ibkr_positions", {}],
      ["ibkr_account_summary", {}],
      ["ibkr_option_chain", { symbol: "AAPL" }],
      ["ibkr_contract_search", { pattern: "apple" }],
    ]
    for (const [id, [name, args]] of calls.entries()) {
      call(id, name, args)
      const { code, hint } = toolError(await answer(id))
      expect([name, code]).toEqual([name, "not_connected"])
      expect(hint).toContain("Socket port")
    }
  })
})

// The last answers have half a second: nothing else runs beside these.
test.each([
  ["bare", []],
  ["with flags alone", ["--log-level", "error"]],
])("serve is what %s ibkr-mcp does when stdin is a pipe", async (_, args) => {
  const ping = '{"jsonrpc":"2.0","id":1,"method":"ping"}\n'
  const { code, stdout } = await runProgram(args, { stdin: ping, env: { ...nobody(), IB_LOG_LEVEL: "error" } })
  expect([code, stdout]).toEqual([0, '{"result":{},"jsonrpc":"2.0","id":1}\n'])
})

/** The promise is one second; a machine that runs other tests beside this one gets two more to keep it. */
const promptlyMs = 3000

describe("the end", () => {
  test("pitfall 21: stdin's end ends it within a second, with exit code 0", async () => {
    const { handshake, goodbye } = server(["--demo"])
    await handshake()
    const { code, ms } = await goodbye()
    expect(code).toBe(0)
    expect(ms).toBeLessThan(promptlyMs)
  })

  test("answers under way still come when stdin ends", async () => {
    const { handshake, call, answer, goodbye } = server([], nobody())
    await handshake()
    call(1, "ibkr_connection_status", {})
    await answer(1)
    call(2, "ibkr_connection_status", {})
    expect((await goodbye()).code).toBe(0)
    expect((await answer(2)).result).toBeDefined()
  })

  test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("%s ends it with exit code 0", async (signal) => {
    const { handshake, child } = server(["--demo"])
    await handshake()
    const since = performance.now()
    child.kill(signal)
    expect(await child.exited).toBe(0)
    expect(performance.now() - since).toBeLessThan(promptlyMs)
  })

  test.skipIf(process.platform === "win32")(
    "pitfall 21: a parent that dies without closing the pipe ends it",
    async () => {
      // The server holds both ends of its stdin, so that it never sees it end.
      const pipe = join(mkdtempSync(join(tmpdir(), "ibkr-mcp-")), "stdin")
      const ping = '{"jsonrpc":"2.0","id":1,"method":"ping"}'
      const script = `mkfifo '${pipe}'; exec 3<>'${pipe}'; "$@" <&3 & echo '${ping}' >&3; exec 3>&-; wait`
      const shell = Bun.spawn(["sh", "-c", script, "sh", ...programCommand(["serve"])], {
        env: cleanEnvironment({ IB_LOG_LEVEL: "silent" }),
        stdout: "pipe",
      })
      const reader = shell.stdout.getReader()
      expect(new TextDecoder().decode((await reader.read()).value)).toContain('"id":1')
      const since = performance.now()
      shell.kill("SIGKILL")
      expect((await reader.read()).done).toBe(true)
      expect(performance.now() - since).toBeLessThan(promptlyMs)
      rmSync(dirname(pipe), { recursive: true })
    },
  )

  test("a signal before any message ends it too", async () => {
    const { child, handshake } = server()
    await handshake()
    child.kill("SIGTERM")
    expect(await child.exited).toBe(0)
  })
})

describe("bad input: a clear error, and the server goes on", () => {
  const tenMegabytes = "A".repeat(10 * 1024 * 1024)
  const cases: readonly [string, string, object, string, string][] = [
    ["an unknown instrument", "ibkr_historical_bars", { symbol: "ZZZZQX" }, "not_found", "ZZZZQX"],
    ["an empty instrument", "ibkr_historical_bars", { symbol: "" }, "invalid_request", "empty"],
    ["a malformed pair", "ibkr_fx_rate", { pair: "EURO" }, "invalid_request", "EURO"],
    [
      "a bar size that is none",
      "ibkr_historical_bars",
      { symbol: "AAPL", bar_size: "7 mins" },
      "invalid_request",
      "7 mins",
    ],
    [
      "a duration that does not fit the bar size",
      "ibkr_historical_bars",
      { symbol: "AAPL", bar_size: "1 secs", duration: "10 Y" },
      "invalid_request",
      "10 Y",
    ],
    ["51 symbols", "ibkr_quote", { symbols: Array(51).fill("AAPL") }, "invalid_request", "50"],
    ["51 symbols in one text", "ibkr_quote", { symbols: Array(51).fill("AAPL").join(",") }, "invalid_request", "50"],
    ["no symbols", "ibkr_quote", { symbols: [] }, "invalid_request", "No instrument"],
    ["nothing at all", "ibkr_quote", {}, "invalid_request", "symbols"],
    ["10 MB of text", "ibkr_quote", { symbols: tenMegabytes }, "invalid_request", "10485760 characters"],
    ["10 MB of list", "ibkr_quote", { symbols: Array(1_000_000).fill("A") }, "invalid_request", "1000000 elements"],
    ["a control character", "ibkr_quote", { symbols: "AAPL\u0000MSFT" }, "invalid_request", "U+0000"],
    ["a control character in a list", "ibkr_quote", { symbols: ["AAPL", "MS\nFT"] }, "invalid_request", "U+000A"],
    ["a parameter that is none", "ibkr_positions", { acount: "DU1" }, "invalid_request", "acount"],
    ["an account that is none", "ibkr_positions", { account: "U0000000" }, "account_not_allowed", "U0000000"],
    ["a pattern that is too long", "ibkr_contract_search", { pattern: "x".repeat(65) }, "invalid_request", "pattern"],
  ]

  test("pitfall 19: over MCP, one after the other, with nothing else on stdout", async () => {
    const { handshake, call, answer, send, lines, stderr, goodbye } = server([
      "--demo",
      "--clock",
      "2026-11-20T16:30:00Z",
    ])
    await handshake()
    for (const [id, [what, name, args, code, word]] of cases.entries()) {
      call(id, name, args)
      const error = toolError(await answer(id))
      const said = `${error.message} ${error.hint}`
      expect([what, error.code, said]).toEqual([what, code, expect.stringContaining(word)])
      expect(error.message.length).toBeLessThan(700)
    }

    const method = (id: number, name: string, params: object): void =>
      send({ jsonrpc: "2.0", id, method: name, params })
    method(101, "tools/call", { name: "ibkr_order" })
    expect((await answer(101)).error).toMatchObject({ code: -32602, message: expect.stringContaining("ibkr_quote") })
    method(102, "resources/read", { uri: "portfolio://nothing" })
    expect((await answer(102)).error).toMatchObject({ code: -32002 })
    method(103, "orders/place", {})
    expect((await answer(103)).error).toMatchObject({ code: -32601 })
    send("{ this is not JSON")
    send({ jsonrpc: "1.0", id: 104, method: "ping" })
    expect((await answer(104)).error).toMatchObject({ code: -32600 })

    call(105, "ibkr_quote", { symbols: "AAPL" })
    expect((await answer(105)).result).toMatchObject({ structuredContent: { quotes: [{ symbol: "AAPL" }] } })
    expect((await goodbye()).code).toBe(0)
    expect(lines.every((line) => JSON.parse(line).jsonrpc === "2.0")).toBe(true)
    expect(await stderr).toBe("")
  })
})
