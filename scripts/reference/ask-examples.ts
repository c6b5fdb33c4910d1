import { type Clock, systemClock } from "../../src/clock/clock.ts"
import { readConfig } from "../../src/config/read-config.ts"
import { createDesk } from "../../src/desk/desk.ts"
import { createGateway } from "../../src/gateway/create-gateway.ts"
import { createLog } from "../../src/log/log.ts"
import { describeTool } from "../../src/mcp/describe-tools.ts"
import { createRegistry } from "../../src/mcp/registry.ts"
import { startSimulator } from "../../src/simulator/simulator.ts"
import { tools } from "../../src/tools/index.ts"
import { askedAt, type ExampleCall } from "./examples.ts"

const listed = tools.map(describeTool)

/** How a call ended. */
export interface ExampleAnswer {
  readonly isError: boolean
  readonly body: Readonly<Record<string, unknown>>
}

/**
 * What another machine, or another run, would answer otherwise, with what is shown in its place: the simulated Gateway
 * takes any free port, and how long something took is the machine's own.
 */
export const shownInstead: Readonly<Record<string, number>> = { port: 4002, uptime_s: 0, latency_ms: 1 }

/** Long enough for a busy machine. */
const settleMs = 30_000

const at = Date.parse(askedAt)

/** One instant, whatever the machine's clock says; only waiting takes real time. So every run answers the same. */
const standing: Clock = { ...systemClock, now: () => at }

/**
 * Asks the tools over the real desk and Gateway connection, with the simulated Gateway at the other end of a TCP
 * connection. Each call has a connection of its own, so that none depends on what was asked before it.
 */
export async function askExamples(calls: readonly ExampleCall[]): Promise<readonly ExampleAnswer[]> {
  const options = { host: "127.0.0.1", port: 0, seed: 1, clock: standing, scenarios: [], log() {} }
  const simulator = await startSimulator(options)
  try {
    const answers: ExampleAnswer[] = []
    for (const call of calls) answers.push(await ask(call, simulator.port))
    return answers
  } finally {
    await simulator.close()
  }
}

async function ask({ tool, args }: ExampleCall, port: number): Promise<ExampleAnswer> {
  const reading = readConfig({ env: {}, flags: { port: String(port) } })
  if (!reading.ok) throw new Error(reading.problem)
  const common = { config: reading.value.config, clock: standing, log: createLog("error") }
  const gateway = createGateway(common)
  gateway.start()
  try {
    await gateway.settled(settleMs)
    const desk = createDesk({ ...common, gateway })
    const registry = createRegistry({ ...common, tools, listed, desk, demo: true })
    const result = await registry.call(tool, args, { signal: new AbortController().signal, progress() {} })
    if (result.kind === "unknown_tool") throw new Error(`There is an example of ${tool}, which is no tool.`)
    const shown = Object.entries(result.body).map(([name, value]) => [name, shownInstead[name] ?? value] as const)
    return { isError: result.kind === "error", body: Object.fromEntries(shown) }
  } finally {
    await gateway.stop()
  }
}
