// From the start of the process to its first answer: ours to `initialize` and of its commands, next to an empty program of the same Bun.
import { startServer } from "../../src/mcp/client.ts"
import { bareProgram } from "./bare-program.ts"
import { binary } from "./binary.ts"
import { printTable, summarise, timeHeader, timeRow } from "./figures.ts"

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

async function handshake(): Promise<{ readonly initialize: number; readonly list: number }> {
  const started = performance.now()
  // Port 1 refuses: the answer must not depend on a Gateway.
  const client = startServer([binary, "serve", "--port", "1", "--log-level", "silent"])
  await client.initialize()
  const initialize = performance.now() - started
  await client.request("tools/list")
  const list = performance.now() - started
  await client.close()
  return { initialize, list }
}

// Once each without counting: the first run reads the file from disk.
await firstOutput([empty.path])
await firstOutput([binary, "--version"])

// Nothing listens on port 1: the doctor says so, and has all of its own loaded by then.
const commands = [["--version"], ["--help"], ["config"], ["doctor", "--port", "1"]] as const
const samples = { empty: [] as number[], initialize: [] as number[], list: [] as number[] }
const outputs = new Map<string, number[]>(commands.map((command) => [command.join(" "), []]))
for (let run = 0; run < runs; run++) {
  samples.empty.push(await firstOutput([empty.path]))
  for (const command of commands) outputs.get(command.join(" "))?.push(await firstOutput([binary, ...command]))
  const { initialize, list } = await handshake()
  samples.initialize.push(initialize)
  samples.list.push(list)
}
await empty.remove()

printTable("Start of the process to the first answer", timeHeader, [
  timeRow("empty program that prints a line", samples.empty),
  ...[...outputs].map(([command, took]) => timeRow(`ibkr-mcp ${command}`, took)),
  timeRow("ibkr-mcp serve, answer of initialize", samples.initialize),
  timeRow("ibkr-mcp serve, answer of tools/list behind it", samples.list),
])
const ratio = summarise(samples.initialize).median / summarise(samples.empty).median
process.stdout.write(`\n  initialize takes ${ratio.toFixed(1)} times as long as the empty program (3 at most)\n`)
