// From the start of the process to its first answer: ours to `initialize`, next to an empty program of the same Bun.
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { startServer } from "../../src/mcp/client.ts"
import { binary } from "./binary.ts"
import { printTable, timeHeader, timeRow } from "./figures.ts"

const runs = Number(process.argv[2] ?? 50)
const folder = await mkdtemp(join(tmpdir(), "ibkr-mcp-bench-"))
const empty = join(folder, process.platform === "win32" ? "empty.exe" : "empty")
const source = join(folder, "empty.ts")
await Bun.write(source, 'process.stdout.write("x\\n")\n')
const built = await Bun.build({
  entrypoints: [source],
  minify: true,
  bytecode: true,
  format: "esm",
  compile: { outfile: empty, autoloadDotenv: false, autoloadBunfig: false, jitPolicy: 50 },
})
if (!built.success) throw new Error("The empty program did not compile")

async function firstOutput(command: readonly string[]): Promise<number> {
  const started = performance.now()
  const child = Bun.spawn([...command], { stdin: "ignore", stdout: "pipe", stderr: "ignore" })
  await child.stdout.getReader().read()
  const took = performance.now() - started
  await child.exited
  return took
}

async function initializeAnswered(): Promise<number> {
  const started = performance.now()
  // Port 1 refuses: the answer must not depend on a Gateway.
  const client = startServer([binary, "serve", "--port", "1", "--log-level", "silent"])
  await client.initialize()
  const took = performance.now() - started
  await client.close()
  return took
}

// Once each without counting: the first run reads the file from disk.
await firstOutput([empty])
await firstOutput([binary, "--version"])

const samples = { empty: [] as number[], version: [] as number[], initialize: [] as number[] }
for (let run = 0; run < runs; run++) {
  samples.empty.push(await firstOutput([empty]))
  samples.version.push(await firstOutput([binary, "--version"]))
  samples.initialize.push(await initializeAnswered())
}
await rm(folder, { recursive: true, force: true })

printTable("Start of the process to the first answer", timeHeader, [
  timeRow("empty program that prints a line", samples.empty),
  timeRow("ibkr-mcp --version", samples.version),
  timeRow("ibkr-mcp serve, answer of initialize", samples.initialize),
])
