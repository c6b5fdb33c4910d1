// Resident memory of the server after start, and after one typical call of every tool.
import { startServer } from "../../src/mcp/client.ts"
import { binary } from "./binary.ts"
import { exampleCalls } from "./example-calls.ts"
import { mb, printTable } from "./figures.ts"
import { residentBytes } from "./resident-memory.ts"
import { simulatedGateway } from "./simulated-gateway.ts"

const shown = (bytes: number | null): string => (bytes === null ? "not measured on this system" : mb(bytes))

const gateway = await simulatedGateway()
const client = startServer([binary, "serve", "--port", String(gateway.port), "--log-level", "silent"])
await client.initialize()
const atStart = residentBytes(client.pid)
for (const [name, args] of await exampleCalls(client)) await client.callTool(name, args)
const afterCalls = residentBytes(client.pid)
await client.close()
await gateway.stop()

printTable(
  "Resident memory of ibkr-mcp serve",
  ["", ""],
  [
    ["after initialize", shown(atStart)],
    ["after one call of every tool", shown(afterCalls)],
  ],
)
