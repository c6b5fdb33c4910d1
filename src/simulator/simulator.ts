import { createServer, type Socket } from "node:net"
import type { Clock } from "../clock/clock.ts"
import { type Gateway, pulseMs } from "./department.ts"
import { historyPacing } from "./limits.ts"
import { combine, scenarios } from "./scenarios.ts"
import { type ClientSession, clientSession, type Host } from "./session.ts"
import { createWorld } from "./world/index.ts"
import type { World } from "./world/world.ts"

export interface SimulatorOptions {
  readonly host: string
  /** 0 for any free port. */
  readonly port: number
  readonly seed: number
  readonly clock: Clock
  /** Names of scenarios, combined left to right; empty for an ordinary day. */
  readonly scenarios: readonly string[]
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
  /** Cuts every client's connection, as a restart does; new ones are accepted. */
  dropClients(): void
  close(): Promise<void>
}

/** Frames of clients that are remembered. */
const rememberedFrames = 10_000
/** A client that lets this much pile up unread is dropped. */
const mostUnreadBytes = 16 * 1024 * 1024

/**
 * Starts a simulated Gateway: a TCP server that speaks the server side of the TWS API protocol, from server version 157 to
 * 193, over one seeded world. It executes no orders. Rejects when it cannot listen, or for a scenario that does not exist.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { clock, log, seed } = options
  const faults = combine(options.scenarios.map((name) => scenarioNamed(name).start()))
  const seen: SeenFrame[] = []
  let billedSnapshots = 0
  const gateway: Gateway = {
    world: faults.world(options.world ?? createWorld({ seed })),
    clock,
    seed,
    readOnly: faults.readOnly,
    historyPacing: historyPacing(),
    held: { marketDataLines: 0, historyRequests: 0, depth: 0, tickByTick: 0, scanners: 0 },
    billSnapshot() {
      billedSnapshots += 1
    },
    log,
  }
  const host: Host = {
    gateway,
    faults,
    started: new Map(),
    saw(client, fields) {
      seen.push({ client, at: clock.now(), fields })
      if (seen.length > rememberedFrames) seen.shift()
    },
  }
  const sockets = new Map<Socket, ClientSession>()

  const server = createServer({ noDelay: true }, (socket) => {
    const session = clientSession(
      {
        name: `${socket.remoteAddress}:${socket.remotePort}`,
        write(bytes) {
          if (socket.destroyed || !socket.writable) return
          socket.write(bytes)
          if (socket.writableLength <= mostUnreadBytes) return
          log(`${socket.remoteAddress}:${socket.remotePort}: dropped, it does not read what it is sent`)
          socket.destroy()
        },
        end: () => socket.end(),
      },
      host,
    )
    sockets.set(socket, session)
    socket.on("data", (chunk) => session.receive(Buffer.from(chunk)))
    // A reset is a client's way to go; "close" follows it.
    socket.on("error", () => undefined)
    socket.on("close", () => {
      sockets.delete(socket)
      session.closed()
    })
  })

  const drop = (): void => {
    for (const socket of [...sockets.keys()]) socket.destroy()
  }

  await new Promise<void>((listening, failed) => {
    server.once("error", failed)
    server.listen(options.port, options.host, () => listening())
  })
  const address = server.address()
  const port = typeof address === "object" && address !== null ? address.port : options.port
  const pulse = clock.every(pulseMs, () => {
    const now = clock.now()
    for (const session of [...sockets.values()]) session.pulse(now)
  })

  return {
    host: options.host,
    port,
    seen,
    get billedSnapshots() {
      return billedSnapshots
    },
    get clients() {
      return [...host.started.keys()]
    },
    dropClients: drop,
    async close() {
      pulse.cancel()
      drop()
      await new Promise<void>((closed) => server.close(() => closed()))
    },
  }
}

function scenarioNamed(name: string) {
  const scenario = scenarios[name]
  if (scenario) return scenario
  throw new Error(`Unknown scenario "${name}". Known: ${Object.keys(scenarios).join(", ")}`)
}
