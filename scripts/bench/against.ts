// Ours next to other MCP servers, one after the other on the same simulated Gateway, by what a client sees of them.
//   bun scripts/bench/against.ts --against 'python -m ibkr_mcp' [--against 'CMD'] [--runs N]
// CMD gets the Gateway's address as IB_HOST and IB_PORT; {host} and {port} in it are filled in too.
import { parseArgs } from "node:util"
import { row } from "../../src/commands/demo/answer.ts"
import { type McpClient, startServer } from "../../src/mcp/client.ts"
import { binary } from "./binary.ts"
import { kb, mb, ms, printTable, summarise } from "./figures.ts"
import { residentBytes } from "./resident-memory.ts"
import { simulatedGateway } from "./simulated-gateway.ts"

const { values } = parseArgs({
  options: { against: { type: "string", multiple: true, default: [] }, runs: { type: "string", default: "10" } },
})
const runs = Math.max(1, Number(values.runs) || 10)
const warmCalls = 50

/** The tools that servers of this field have in common, with arguments that they understand. */
const calls: readonly (readonly [string, object])[] = [
  ["ibkr_quote", { symbols: "AAPL" }],
  ["ibkr_historical_bars", { symbol: "AAPL" }],
  ["ibkr_fx_rate", { pair: "EURUSD" }],
  ["ibkr_positions", {}],
  ["ibkr_account_summary", {}],
  ["ibkr_contract_search", { pattern: "apple" }],
  ["ibkr_connection_status", {}],
]

const gateway = await simulatedGateway("--clock", "2026-11-20T15:30:00Z")
const address = { IB_HOST: "127.0.0.1", IB_PORT: String(gateway.port) }

const words = (command: string): readonly string[] =>
  [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) =>
    (double ?? single ?? bare ?? "").replaceAll("{host}", address.IB_HOST).replaceAll("{port}", address.IB_PORT),
  )

const servers: readonly (readonly [string, readonly string[]])[] = [
  ["ibkr-mcp", [binary, "serve", "--log-level", "silent"]],
  ...values.against.map((command) => [command, words(command)] as const),
]

const start = (command: readonly string[]): McpClient => startServer(command, { ...process.env, ...address })

/** From the start of the process to the answer of `initialize`, several times over. */
async function starts(command: readonly string[]): Promise<readonly number[]> {
  const took: number[] = []
  for (let run = 0; run < runs; run++) {
    const began = performance.now()
    const client = start(command)
    await client.initialize()
    took.push(performance.now() - began)
    await client.close()
  }
  return took
}

const memory = ({ pid }: McpClient): string => {
  const bytes = residentBytes(pid)
  return bytes === null ? "-" : mb(bytes)
}

/** A call's times: the first one, and the median of later ones; a dash where there is no such tool or it fails. */
async function times(client: McpClient, name: string, args: object, offered: ReadonlySet<string>): Promise<string> {
  if (!offered.has(name)) return "no such tool"
  const first = await client.callTool(name, args)
  if (first.error !== undefined || JSON.stringify(first.result).includes('"isError":true')) return "fails"
  // IBKR allows one symbol search a second: those are not measured again.
  if (name === "ibkr_contract_search") return ms(first.ms)
  const later: number[] = []
  for (let call = 0; call < warmCalls; call++) later.push((await client.callTool(name, args)).ms)
  return `${ms(first.ms)} / ${ms(summarise(later).median)}`
}

async function measured(command: readonly string[]): Promise<readonly string[]> {
  const begun = summarise(await starts(command))
  const client = start(command)
  await client.initialize()
  const list = await client.request("tools/list")
  const tools = row(list.result).rows("tools")
  const offered = new Set(tools.flatMap((tool) => tool.text("name") ?? []))
  const bare = JSON.stringify(list.result, (key, value) => (key === "outputSchema" ? undefined : value))
  const figures = [
    `${ms(begun.median)} (${ms(begun.p99)})`,
    memory(client),
    ms(list.ms),
    `${offered.size}`,
    `${kb(list.bytes)} / ${kb(Buffer.byteLength(bare))}`,
  ]
  // What both have to do first, reaching the Gateway, is not part of the first call's time.
  if (offered.has("ibkr_connection_status")) await client.callTool("ibkr_connection_status", {})
  for (const [name, args] of calls) figures.push(await times(client, name, args, offered))
  figures.push(memory(client))
  await client.close()
  return figures
}

const labels = [
  `start to the answer of initialize, median (99th percentile) of ${runs}`,
  "memory after initialize",
  "tools/list answered in",
  "tools",
  "tools/list as sent / without output schemas",
  ...calls.map(([name]) => `${name}, first / median of ${warmCalls} later`),
  "memory after these calls",
]
const columns: (readonly string[])[] = []
for (const [name, command] of servers) {
  columns.push(
    await measured(command).catch((error) => [
      `does not run: ${String(error).split("\n").at(-1)?.slice(0, 80)} (${name})`,
    ]),
  )
}
await gateway.stop()
printTable(
  "Servers side by side, on one simulated Gateway in a session",
  ["", ...servers.map(([name]) => (name.length > 32 ? `${name.slice(0, 29)}...` : name))],
  labels.map((label, at) => [label, ...columns.map((figures) => figures[at] ?? "-")]),
)
