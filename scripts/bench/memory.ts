// Resident memory: of Bun itself, and of the server after start, at rest, and after one typical call of every tool.
import { startServer } from "../../src/mcp/client.ts"
import { bareProgram } from "./bare-program.ts"
import { binary } from "./binary.ts"
import { exampleCalls } from "./example-calls.ts"
import { mb, printTable } from "./figures.ts"
import { residentBytes } from "./resident-memory.ts"
import { simulatedGateway } from "./simulated-gateway.ts"

const restSeconds = 3
const rest = (): Promise<void> => new Promise((done) => setTimeout(done, restSeconds * 1000))
const shown = (bytes: number | null): string => (bytes === null ? "not measured on this system" : mb(bytes))

/** What a program that only waits for its input takes: less is not to be had with Bun. */
async function floor(): Promise<number | null> {
  const program = await bareProgram('process.stdin.on("data", () => {})\n')
  const child = Bun.spawn([program.path], { stdin: "pipe", stdout: "ignore", stderr: "ignore" })
  await rest()
  const bytes = residentBytes(child.pid)
  child.kill()
  await child.exited
  await program.remove()
  return bytes
}

const bare = await floor()
const gateway = await simulatedGateway()
const client = startServer([binary, "serve", "--port", String(gateway.port), "--log-level", "silent"])
await client.initialize()
const atStart = residentBytes(client.pid)
await rest()
const atRest = residentBytes(client.pid)
for (const [name, args] of await exampleCalls(client)) await client.callTool(name, args)
const afterCalls = residentBytes(client.pid)
await client.close()
await gateway.stop()

printTable(
  "Resident memory",
  ["", ""],
  [
    ["a program of the same Bun that waits for its input", shown(bare)],
    ["ibkr-mcp serve, right after initialize", shown(atStart)],
    [`${restSeconds} s later: all is loaded, and the Gateway connected`, shown(atRest)],
    ["after one call of every tool", shown(afterCalls)],
  ],
)
