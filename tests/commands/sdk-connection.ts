import { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js"
import { type Clock, movingClock } from "../../src/clock/clock.ts"
import type { Scenario } from "../../src/simulator/scenarios.ts"
import { type Simulator, startSimulator } from "../../src/simulator/simulator.ts"
import { cleanEnvironment, programCommand } from "./run-program.ts"

/** Half past eleven in New York on an ordinary Friday. */
export const openMarket = "2026-11-20T16:30:00Z"

/** The official client, with the server as its child process. */
export async function sdkClient(
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<Client> {
  const [command, ...rest] = programCommand(["serve", ...args])
  const env = cleanEnvironment({ IB_LOG_LEVEL: "error", ...settings })
  const client = new Client({ name: "test", version: "1" })
  await client.connect(new StdioClientTransport({ command, args: rest, env, stderr: "inherit" }))
  return client
}

/** A simulated Gateway in this process, at half past eleven, for a server in another: what it is asked can be looked at. */
export const simulatedGateway = (
  scenarios: readonly (string | Scenario)[] = [],
  clock: Clock = movingClock({ startAt: Date.parse(openMarket), speed: 1 }),
): Promise<Simulator> => startSimulator({ host: "127.0.0.1", port: 0, seed: 1, clock, scenarios, log: () => {} })
