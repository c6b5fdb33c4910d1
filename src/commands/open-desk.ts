import { type Clock, systemClock } from "../clock/clock.ts"
import { turnOfTheLoop } from "../clock/turn-of-the-loop.ts"
import type { Config } from "../config/config.ts"
import { createGateway } from "../gateway/create-gateway.ts"
import type { Gateway } from "../gateway/gateway.ts"
import type { Log } from "../log/log.ts"
import type { Registry } from "../mcp/registry.ts"

export interface OpenDeskOptions {
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
  /** Whether to ask an embedded simulated Gateway instead of the configured one. */
  readonly demo: boolean
}

/** Everything behind a tool call, with the Gateway connection on its way. */
export interface OpenDesk {
  readonly gateway: Gateway
  readonly registry: Registry
  /** Closes the Gateway connection, and the simulated Gateway when there is one. */
  close(): Promise<void>
}

/**
 * Loads and joins everything heavy: the Gateway client, the desk, the tools; in demo mode a simulated Gateway on a free
 * loopback port. Begins to connect first and does not wait for it. Between the parts the loop turns, so that the Gateway
 * and the client are listened to while the rest is being loaded.
 */
export async function openDesk({ config, clock, log, demo }: OpenDeskOptions): Promise<OpenDesk> {
  const simulator = demo ? await startDemoGateway(clock, log) : undefined
  // A demo never launches the person's own Gateway.
  const used = simulator ? { ...config, host: simulator.host, port: simulator.port, gatewayStartCommand: null } : config
  // A market sixty times as fast must not mean a sixtieth of the patience with its Gateway.
  const patient: Clock = { ...systemClock, now: clock.now }
  const gateway = createGateway({ config: used, clock: patient, log })
  gateway.start()
  await turnOfTheLoop()
  const { createDesk } = await import("../desk/desk.ts")
  await turnOfTheLoop()
  const { createRegistry } = await import("../mcp/registry.ts")
  await turnOfTheLoop()
  const [{ tools }, { listedTools }] = await Promise.all([
    import("../tools/index.ts"),
    import("../mcp/listed-tools.generated.ts"),
  ])
  const desk = createDesk({ gateway, config: used, clock: patient })
  return {
    gateway,
    registry: createRegistry({ tools, listed: listedTools, desk, clock: patient, config: used, log, demo }),
    async close() {
      await gateway.stop()
      await simulator?.close()
    },
  }
}

async function startDemoGateway(clock: Clock, log: Log) {
  const { startSimulator } = await import("../simulator/simulator.ts")
  return startSimulator({
    host: "127.0.0.1",
    port: 0,
    seed: 1,
    clock,
    scenarios: [],
    log: (line) => log.debug(`simulated Gateway: ${line}`),
  })
}
