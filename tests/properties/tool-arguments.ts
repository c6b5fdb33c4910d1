import assert from "node:assert/strict"
import { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js"
import fc from "fast-check"
import { movingClock } from "../../src/clock/clock.ts"
import { createDesk } from "../../src/desk/desk.ts"
import { createGateway } from "../../src/gateway/create-gateway.ts"
import { createLog } from "../../src/log/log.ts"
import { listedTools } from "../../src/mcp/listed-tools.generated.ts"
import { createRegistry } from "../../src/mcp/registry.ts"
import { createServer } from "../../src/mcp/server.ts"
import { failureCodes } from "../../src/outcome/outcome.ts"
import { startSimulator } from "../../src/simulator/simulator.ts"
import { tools } from "../../src/tools/index.ts"
import { testConfig } from "../test-config.ts"
import { argumentsOf } from "./argument-arbitraries.ts"
import { type Prepared, target } from "./target.ts"

/** Friday 20 November 2026, 11:00 in New York. */
const inSession = Date.parse("2026-11-20T16:00:00Z")

interface Call {
  readonly name: string
  readonly args: Record<string, unknown>
}

const calls: fc.Arbitrary<readonly Call[]> = fc.array(
  fc.oneof(
    ...listedTools.map((tool) => fc.record({ name: fc.constant(tool.name), args: argumentsOf(tool.inputSchema) })),
  ),
  { minLength: 1, maxLength: 8 },
)

/**
 * Every tool over MCP on the embedded simulated Gateway, several calls at a time: whatever the arguments, the answer is a
 * result that fits the tool's output schema, or an error of the contract, and never a bug's.
 */
async function anyArguments(...scenarios: readonly string[]): Promise<Prepared<[readonly Call[]]>> {
  const bugs: string[] = []
  const log = createLog("debug", (line) => bugs.push(line))
  // Both faster than real, as what IBKR's rules make a call wait for is most of its time; the Gateway by a fifth more, for
  // it would count the messages of a moment when this process was busy as too many of the next second.
  const clock = movingClock({ startAt: inSession, speed: 5 })
  const ahead = movingClock({ startAt: inSession, speed: 6 })
  const simulator = await startSimulator({
    host: "127.0.0.1",
    port: 0,
    seed: 1,
    clock: ahead,
    scenarios,
    log: () => {},
  })
  const config = testConfig(simulator.port, { requestTimeoutS: 3 })
  const gateway = createGateway({ config, clock, log })
  gateway.start()
  await gateway.settled(30_000)
  const desk = createDesk({ gateway, config, clock })
  const registry = createRegistry({ tools, listed: listedTools, desk, clock, config, log, demo: true })
  const client = new Client({ name: "properties", version: "1" })
  const [near, far] = InMemoryTransport.createLinkedPair()
  await createServer({ listed: listedTools, registry: async () => registry }).connect(far)
  await client.connect(near)
  // From here on the client holds every result to its tool's output schema.
  await client.listTools()

  const call = async ({ name, args }: Call) => {
    const { isError, structuredContent, content } = await client.callTool({ name, arguments: args })
    const [first] = Array.isArray(content) ? content : []
    const body: unknown = JSON.parse(first?.text)
    // A pipe would have made JSON of both.
    if (isError !== true) return assert.deepEqual(body, JSON.parse(JSON.stringify(structuredContent)))
    const { error } = Object(body)
    assert(failureCodes.includes(error?.code), `${name} failed with the code ${error?.code}`)
    assert.notEqual(error.code, "internal", `${name}: ${bugs.at(-1)}`)
    assert(error.message !== "" && error.hint !== "", `${name}: ${error.code} does not say what to change`)
  }
  return {
    property: fc.asyncProperty(calls, async (batch) => {
      await Promise.all(batch.map(call))
    }),
    async close() {
      await client.close()
      await gateway.stop()
      await simulator.close()
    },
  }
}

export const toolArguments = target("arguments of every tool", 8, () => anyArguments())

/** A Gateway that writes "none" wherever a number can stand, and one that says things twice or to nobody. */
export const toolArgumentsOfNothing = target("arguments of every tool: sentinels", 2, () => anyArguments("sentinels"))
export const toolArgumentsInNoise = target("arguments of every tool: noise", 4, () =>
  anyArguments("unknown-ids", "duplicate-end-markers", "ticks-after-cancel"),
)
