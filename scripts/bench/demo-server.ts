import { fileURLToPath } from "node:url"
import { type McpClient, startServer } from "../../src/mcp/client.ts"

/** Monday noon in New York, with markets open: the same every time, so that two runs differ by the program alone. */
const clock = "2026-11-23T17:00:00Z"

/** The program run from its sources. */
export const fromSource: readonly string[] = [
  process.execPath,
  fileURLToPath(new URL("../../src/main.ts", import.meta.url)),
]

/** Starts a server over its own simulated Gateway and says hello. */
export async function demoServer(program: readonly string[], ...flags: readonly string[]): Promise<McpClient> {
  const client = startServer([...program, "serve", "--demo", "--clock", clock, "--log-level", "silent", ...flags])
  await client.initialize()
  return client
}
