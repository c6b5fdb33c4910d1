import { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js"
import { type ManualClock, manualClock } from "../../src/clock/manual-clock.ts"
import type { Config } from "../../src/config/config.ts"
import { createDesk } from "../../src/desk/desk.ts"
import { createGateway } from "../../src/gateway/create-gateway.ts"
import { silentLog } from "../../src/log/log.ts"
import { listedTools } from "../../src/mcp/listed-tools.generated.ts"
import { createRegistry } from "../../src/mcp/registry.ts"
import { createServer } from "../../src/mcp/server.ts"
import type { Scenario } from "../../src/simulator/scenarios.ts"
import { type SeenFrame, type Simulator, startSimulator } from "../../src/simulator/simulator.ts"
import { createWorld } from "../../src/simulator/world/index.ts"
import { tools } from "../../src/tools/index.ts"
import { config } from "../desk/in-memory-gateway.ts"

/** Friday 2026-11-20, 11:30 in New York: NYSE is in session. */
export const fridayNoon = Date.parse("2026-11-20T16:30:00Z")

/** One market for all tests: it never changes, only what is said of it does. */
const world = createWorld({ seed: 1 })

/** What a client was told by one call. */
export interface Told {
  readonly name: string
  /** `ok`, or the code of the error. */
  readonly outcome: string
  /** The structured content, or the error's body. */
  readonly body: Readonly<Record<string, unknown>>
  /** By the clock of the test. */
  readonly seconds: number
}

/** An MCP client, our server, and a simulated Gateway behind a real socket, all on one clock that the test moves. */
export interface Bench {
  readonly clock: ManualClock
  readonly simulator: Simulator
  /** Frames that every Gateway of this bench has seen. */
  seen(): readonly SeenFrame[]
  call(name: string, args?: object): Promise<Told>
  /** Lets time go by until a promise is settled; sockets get to say what they have to before each step. */
  until<T>(promise: Promise<T>): Promise<T>
  /** Lets `ms` go by. */
  pass(ms: number): Promise<void>
  /** Lets time go by until a condition holds, and answers the seconds that it took; throws after `mostS`. */
  wait(condition: () => boolean, mostS: number): Promise<number>
  /** Whether our server is connected, and which connection it is. */
  connection(): { readonly state: string; readonly reconnects: number }
  /** Ends the Gateway; the port refuses then. */
  stopGateway(): Promise<void>
  /** Starts another one on the same port. */
  startGateway(...scenarios: readonly string[]): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

const stepMs = 50
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

export async function bench(
  scenarios: readonly (string | Scenario)[],
  { startAt = fridayNoon, settings = {} }: { readonly startAt?: number; readonly settings?: Partial<Config> } = {},
): Promise<Bench> {
  const clock = manualClock(startAt)
  let written = 0
  /** The last of the faults: it sees every piece of the stream as it leaves. */
  const tap: Scenario = {
    summary: "counts what is written",
    start: () => ({
      connect: () => ({
        written(bytes, write) {
          written += bytes.length
          write(bytes)
        },
      }),
    }),
  }
  const begin = (port: number, names: readonly (string | Scenario)[]) =>
    startSimulator({ host: "127.0.0.1", port, seed: 1, clock, scenarios: [...names, tap], world, log: () => {} })

  let simulator = await begin(0, scenarios)
  const { port } = simulator
  const before: SeenFrame[] = []
  const own: Config = { ...config, port, ...settings }
  const gateway = createGateway({ config: own, clock, log: silentLog })
  const desk = createDesk({ gateway, config: own, clock })
  const registry = createRegistry({ tools, listed: listedTools, desk, clock, config: own, log: silentLog, demo: false })
  const [near, far] = InMemoryTransport.createLinkedPair()
  const server = createServer({ listed: listedTools, registry: () => Promise.resolve(registry) })
  await server.connect(far)
  const client = new Client({ name: "test", version: "1" })
  await client.connect(near)
  // From here on the SDK's client holds every answer to its tool's output schema.
  await client.listTools()
  gateway.start()

  /** Waits until nothing has moved on the wire for a few turns of the event loop. */
  const quiet = async (): Promise<void> => {
    for (let still = 0, last = ""; still < 4; still++) {
      await turn()
      const { framesSeen, connections } = simulator.state
      const now = `${written} ${framesSeen} ${connections} ${gateway.status().state}`
      if (now !== last) still = 0
      last = now
    }
  }

  const until = async <T>(promise: Promise<T>): Promise<T> => {
    let settled = false
    const watched = promise.finally(() => {
      settled = true
    })
    watched.catch(() => {})
    for (await quiet(); !settled; await quiet()) await clock.advance(stepMs)
    return watched
  }

  return {
    clock,
    get simulator() {
      return simulator
    },
    seen: () => [...before, ...simulator.seen],
    async call(name, args = {}) {
      const since = clock.now()
      const result = await client.callTool({ name, arguments: { ...args } })
      const seconds = (clock.now() - since) / 1000
      if (result.isError !== true) return { name, outcome: "ok", body: record(result.structuredContent), seconds }
      const [first] = Array.isArray(result.content) ? result.content : []
      const body = record(record(JSON.parse(String(record(first).text))).error)
      return { name, outcome: String(body.code), body, seconds }
    },
    until,
    async pass(ms) {
      for (const end = clock.now() + ms; clock.now() < end; await quiet())
        await clock.advance(Math.min(stepMs, end - clock.now()))
    },
    async wait(condition, mostS) {
      const since = clock.now()
      for (await quiet(); !condition(); await quiet()) {
        if (clock.now() - since > mostS * 1000) throw new Error(`not within ${mostS} s: ${gateway.status().state}`)
        await clock.advance(stepMs)
      }
      return (clock.now() - since) / 1000
    },
    connection: () => gateway.status(),
    async stopGateway() {
      before.push(...simulator.seen)
      await simulator.close()
    },
    async startGateway(...names) {
      simulator = await begin(port, names)
    },
    async [Symbol.asyncDispose]() {
      await client.close()
      await gateway.stop()
      await simulator.close()
    },
  }
}

/** Any JSON object; an empty one for everything else. */
export const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {}
