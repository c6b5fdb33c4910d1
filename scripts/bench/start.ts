// From the start of the process to its first answer: ours to `initialize` and of its commands, next to an empty program of the same Bun.
import { startServer } from "../../src/mcp/client.ts"
import { bareProgram } from "./bare-program.ts"
import { binary } from "./binary.ts"
import { printTable, summarise, timeHeader, timeRow } from "./figures.ts"
import { simulatedGateway } from "./simulated-gateway.ts"

const runs = Number(process.argv[2] ?? 50)
const empty = await bareProgram('process.stdout.write("x\\n")\n')

async function firstOutput(command: readonly string[]): Promise<number> {
  const started = performance.now()
  const child = Bun.spawn([...command], { stdin: "ignore", stdout: "pipe", stderr: "ignore" })
  await child.stdout.getReader().read()
  const took = performance.now() - started
  await child.exited
  return took
}

interface Handshake {
  readonly initialize: number
  readonly list: number
  /** The answer of a first call that is sent together with `tools/list`. */
  readonly call: number
}

async function handshake(port: number): Promise<Handshake> {
  const started = performance.now()
  const since = () => performance.now() - started
  const client = startServer([binary, "serve", "--port", String(port), "--log-level", "silent"])
  const initialize = await client.initialize().then(since)
  const [list, call] = await Promise.all([
    client.request("tools/list").then(since),
    client.callTool("ibkr_quote", { symbols: "AAPL" }).then(since),
  ])
  await client.close()
  return { initialize, list, call }
}

// Once each without counting: the first run reads the file from disk.
await firstOutput([empty.path])
await firstOutput([binary, "--version"])

// Nothing listens on port 1: the doctor says so, and has all of its own loaded by then.
const commands = [["--version"], ["--help"], ["config"], ["doctor", "--port", "1"]] as const
const samples = { empty: [] as number[], initialize: [] as number[], list: [] as number[], call: [] as number[] }
const outputs = new Map<string, number[]>(commands.map((command) => [command.join(" "), []]))
const gateway = await simulatedGateway()
for (let run = 0; run < runs; run++) {
  samples.empty.push(await firstOutput([empty.path]))
  for (const command of commands) outputs.get(command.join(" "))?.push(await firstOutput([binary, ...command]))
  const { initialize, list, call } = await handshake(gateway.port)
  samples.initialize.push(initialize)
  samples.list.push(list)
  samples.call.push(call)
}
await gateway.stop()
await empty.remove()

printTable("Start of the process to the first answer", timeHeader, [
  timeRow("empty program that prints a line", samples.empty),
  ...[...outputs].map(([command, took]) => timeRow(`ibkr-mcp ${command}`, took)),
  timeRow("ibkr-mcp serve, answer of initialize", samples.initialize),
  timeRow("ibkr-mcp serve, answer of tools/list behind it", samples.list),
  timeRow("ibkr-mcp serve, answer of a first ibkr_quote, asked with tools/list", samples.call),
])
const ratio = summarise(samples.initialize).median / summarise(samples.empty).median
process.stdout.write(`\n  initialize takes ${ratio.toFixed(1)} times as long as the empty program (3 at most)\n`)
