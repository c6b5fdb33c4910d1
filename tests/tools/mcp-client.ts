import { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js"
import { movingClock } from "../../src/clock/clock.ts"
import type { Config } from "../../src/config/config.ts"
import { createDesk } from "../../src/desk/desk.ts"
import { createGateway } from "../../src/gateway/create-gateway.ts"
import type { Gateway } from "../../src/gateway/gateway.ts"
import { silentLog } from "../../src/log/log.ts"
import { listedTools } from "../../src/mcp/listed-tools.generated.ts"
import { offered } from "../../src/mcp/listing.ts"
import { createRegistry } from "../../src/mcp/registry.ts"
import { createServer } from "../../src/mcp/server.ts"
import type { Scenario } from "../../src/simulator/scenarios.ts"
import { type Simulator, startSimulator } from "../../src/simulator/simulator.ts"
import { tools } from "../../src/tools/index.ts"
import { testConfig } from "../test-config.ts"

export type Body = Readonly<Record<string, unknown>>

interface Progress {
  readonly progress: number
  readonly message?: string | undefined
}

/** How a call ended: the answer, or the body of its error. */
export interface Called {
  readonly isError: boolean
  readonly body: Body
}

/** The official client on one side, a simulated Gateway over TCP on the other, and the whole program in between. */
export interface Served {
  readonly simulator: Simulator
  readonly gateway: Gateway
  readonly client: Client
  call(
    name: string,
    args?: Body,
    options?: { readonly signal?: AbortSignal; onprogress?(progress: Progress): void },
  ): Promise<Called>
  /** The answer of a call that must succeed. */
  answer(name: string, args?: Body): Promise<Body>
  close(): Promise<void>
}

/** Monday 23 November 2026, 11:00 in New York: NYSE is open. */
export const mondayMorning = "2026-11-23T16:00:00Z"
/** Saturday 21 November 2026: nothing but crypto trades. */
export const saturday = "2026-11-21T16:00:00Z"

export async function served(
  options: {
    readonly startAt?: string
    /** How many times as fast as real time the clock runs. */
    readonly speed?: number
    readonly scenarios?: readonly (string | Scenario)[]
    readonly config?: Partial<Config>
    /** What happens at the Gateway before the program begins. */
    before?(simulator: Simulator): void
  } = {},
): Promise<Served> {
  const clock = movingClock({ startAt: Date.parse(options.startAt ?? mondayMorning), speed: options.speed ?? 1 })
  const simulator = await startSimulator({
    host: "127.0.0.1",
    port: 0,
    seed: 1,
    clock,
    scenarios: [...(options.scenarios ?? [])],
    log() {},
  })
  options.before?.(simulator)
  const config = testConfig(simulator.port, options.config)
  const gateway = createGateway({ config, clock, log: silentLog })
  gateway.start()
  await gateway.settled(10_000)
  const desk = createDesk({ gateway, config, clock })
  const registry = createRegistry({ tools, listed: listedTools, desk, clock, config, log: silentLog, demo: false })
  const [near, far] = InMemoryTransport.createLinkedPair()
  const listed = offered(listedTools, config.toolsets)
  await createServer({ listed, registry: () => Promise.resolve(registry) }).connect(far)
  const client = new Client({ name: "test", version: "1" })
  await client.connect(near)
  await client.listTools()

  const call: Served["call"] = async (name, args = {}, { signal, onprogress } = {}) => {
    const result = await client.callTool({ name, arguments: { ...args } }, undefined, {
      ...(signal && { signal }),
      ...(onprogress && { onprogress }),
    })
    const [content] = result.content as [{ readonly text: string }]
    return { isError: result.isError === true, body: JSON.parse(content.text) }
  }
  return {
    simulator,
    gateway,
    client,
    call,
    async answer(name, args) {
      const { isError, body } = await call(name, args)
      if (isError) throw new Error(`${name}: ${JSON.stringify(body)}`)
      return body
    },
    async close() {
      await client.close()
      await gateway.stop()
      await simulator.close()
    },
  }
}

/** A table of columns and rows as objects, with what it says once of all of them. */
export function rowsOf(table: unknown): readonly Body[] {
  const { columns, rows, common } = table as {
    readonly columns: readonly string[]
    readonly rows: readonly unknown[][]
    readonly common?: Body
  }
  return rows.map((row) => ({ ...common, ...Object.fromEntries(columns.map((column, at) => [column, row[at]])) }))
}

/** A number that must be one. */
export function number(value: unknown): number {
  if (typeof value !== "number") throw new Error(`${JSON.stringify(value)} is no number`)
  return value
}
