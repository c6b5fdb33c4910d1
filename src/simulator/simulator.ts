import type { Clock } from "../clock/clock.ts"
import { type Conditions, conditionFaults, fairConditions } from "./conditions.ts"
import { type Gateway, pulseMs } from "./department.ts"
import { combine } from "./faults.ts"
import type { GatewayEvent } from "./gateway-event.ts"
import { happenings } from "./happenings.ts"
import { historyPacing, tickByTickPacing } from "./limits.ts"
import { type Listener, listen } from "./listener.ts"
import { readScenario, type Scenario } from "./scenarios.ts"
import { rememberingSeconds } from "./second-memory.ts"
import { clientSession, type Host } from "./session.ts"
import { stoppableClock } from "./stoppable-clock.ts"
import { createWorld, type WorldOptions } from "./world/index.ts"
import type { World } from "./world/world.ts"

export interface SimulatorOptions {
  readonly host: string
  /** 0 for any free port. */
  readonly port: number
  readonly seed: number
  readonly clock: Clock
  /** Scenarios or their names, combined left to right; empty for an ordinary day. */
  readonly scenarios: readonly (string | Scenario)[]
  /** What to simulate in place of the seeded world; for tests. */
  readonly world?: World
  /** One line for everything worth a person's eye (a client came, a request was refused). */
  readonly log: (line: string) => void
}

/** What a client has sent, as the simulated Gateway saw it: the test's tap on the wire. */
export interface SeenFrame {
  readonly client: number
  readonly at: number
  readonly fields: readonly string[]
}

/** How a simulated Gateway is doing; plain data, as the control port answers it. */
export interface SimulatorState {
  /** ms since the epoch, by the Gateway's clock. */
  readonly now: number
  readonly clients: readonly number[]
  /** Open connections, those that have not started the API among them. */
  readonly connections: number
  /** Frames that clients have sent since the start, those that are no longer remembered among them. */
  readonly framesSeen: number
  /** What is limited in number for the whole login, and how many of it are in use: market data lines among them. */
  readonly held: Gateway["held"]
  readonly billedSnapshots: number
  readonly port: Conditions["port"]
  readonly connectedToServers: boolean
  readonly frozen: boolean
  readonly competingSession: boolean
  readonly brokenFarms: readonly string[]
}

/** A running simulated Gateway. */
export interface Simulator {
  readonly host: string
  readonly port: number
  /** Every frame that clients sent after the version exchange, oldest first, the newest 10,000. */
  readonly seen: readonly SeenFrame[]
  /** How many regulatory snapshots a real Gateway would have billed. */
  readonly billedSnapshots: number
  /** Clients that have completed `startApi`. */
  readonly clients: readonly number[]
  readonly state: SimulatorState
  /** Lets something happen to the Gateway now: an outage, a farm that breaks, a restart. */
  happen(event: GatewayEvent): void
  /** Cuts every client's connection, as a restart does; new ones are accepted. */
  dropClients(): void
  close(): Promise<void>
}

/** Frames of clients that are remembered. */
const rememberedFrames = 10_000

/**
 * Starts a simulated Gateway: a TCP server that speaks the server side of the TWS API protocol, from server version 157 to
 * 193, over one seeded world. It executes no orders. Rejects when it cannot listen, or for a scenario that does not exist.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { log, seed } = options
  const clock = stoppableClock(options.clock)
  const conditions = fairConditions()
  const scenarios = options.scenarios.map((one) => (typeof one === "string" ? scenarioNamed(one) : one))
  const started = scenarios.map((scenario) => scenario.start())
  const chosen = combine(started)
  const seen: SeenFrame[] = []
  let framesSeen = 0
  let billedSnapshots = 0
  const gateway: Gateway = {
    world: chosen.world(options.world ?? rememberingSeconds(createWorld({ ...worldOf(scenarios), seed }))),
    clock,
    seed,
    readOnly: chosen.readOnly,
    historyPacing: historyPacing(),
    tickByTickPacing: tickByTickPacing(),
    held: { marketDataLines: 0, historyRequests: 0, depth: 0, tickByTick: 0, scanners: 0 },
    billSnapshot() {
      billedSnapshots += 1
    },
    log,
  }
  const host: Host = {
    gateway,
    faults: combine([conditionFaults(conditions, gateway.world), ...started]),
    started: new Map(),
    saw(client, fields) {
      framesSeen += 1
      seen.push({ client, at: clock.now(), fields })
      if (seen.length > rememberedFrames) seen.shift()
    },
    happen: (event) => happen(event),
  }
  const listener: Listener = await listen(options, (connection) => clientSession(connection, host))
  const happen = happenings(conditions, listener, host)
  host.faults.begin({ clock, happen })
  clock.every(pulseMs, () => {
    if (!conditions.isConnected || conditions.isFrozen) return
    const now = clock.now()
    for (const session of listener.sessions) session.pulse(now)
  })

  return {
    host: options.host,
    port: listener.port,
    seen,
    get billedSnapshots() {
      return billedSnapshots
    },
    get clients() {
      return [...host.started.keys()]
    },
    get state() {
      return {
        now: clock.now(),
        clients: [...host.started.keys()],
        connections: listener.sessions.length,
        framesSeen,
        held: { ...gateway.held },
        billedSnapshots,
        port: conditions.port,
        connectedToServers: conditions.isConnected,
        frozen: conditions.isFrozen,
        competingSession: conditions.hasCompetitor,
        brokenFarms: [...conditions.brokenFarms],
      }
    },
    happen,
    dropClients: () => listener.drop(),
    async close() {
      clock.stop()
      await listener.close()
    },
  }
}

/** Instruments of all scenarios, and the accounts of the last one that has any. */
function worldOf(scenarios: readonly Scenario[]): Omit<WorldOptions, "seed"> {
  const { portfolios, advisor } = scenarios.findLast(({ world }) => world?.portfolios)?.world ?? {}
  const instruments = scenarios.flatMap(({ world }) => world?.instruments ?? [])
  return { instruments, ...(portfolios && { portfolios, advisor }) }
}

function scenarioNamed(name: string): Scenario {
  const reading = readScenario(name)
  if (reading.ok) return reading.scenario
  throw new Error(`Scenario ${JSON.stringify(name)}: ${reading.problem}`)
}
