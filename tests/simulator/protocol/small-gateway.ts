import { afterEach } from "bun:test"
import { type ManualClock, manualClock } from "../../../src/clock/manual-clock.ts"
import { type Simulator, startSimulator } from "../../../src/simulator/simulator.ts"
import { friday, type SmallWorld, smallWorld } from "./small-world.ts"
import { startedClient, type WireClient } from "./wire-client.ts"

export interface SmallGateway {
  readonly clock: ManualClock
  readonly simulator: Simulator
  readonly world: SmallWorld
  readonly log: readonly string[]
  client(version?: number, clientId?: number): Promise<WireClient>
}

const running: Simulator[] = []

/** Call once in a file: closes its Gateways after each test. */
export function closeGatewaysAfterEach(): void {
  afterEach(async () => {
    for (const simulator of running.splice(0)) await simulator.close()
  })
}

/** A Gateway over the small world, on a free port, its clock standing still on a Friday morning in New York. */
export async function smallGateway(scenarios: readonly string[] = [], seed = 1): Promise<SmallGateway> {
  const clock = manualClock(friday)
  const world = smallWorld()
  const log: string[] = []
  const simulator = await startSimulator({
    host: "127.0.0.1",
    port: 0,
    seed,
    clock,
    scenarios,
    world,
    log: (line) => log.push(line),
  })
  running.push(simulator)
  return { clock, simulator, world, log, client: (version, id) => startedClient(simulator.port, version, id) }
}

/** The twelve contract fields of a request that names a contract by its id. */
export const byConId = ({ conId, exchange }: { readonly conId: number; readonly exchange: string }) => [
  conId,
  ...["", "", "", "", "", "", exchange, "", "", "", ""],
]

/** The twelve contract fields of a request that describes a contract. */
export const bySymbol = (symbol: string, secType: string, exchange = "SMART") => [
  ...[0, symbol, secType, "", 0, "", "", exchange, "", "", "", ""],
]

/** A message's text on one line, as references write it. */
export const line = (message: readonly string[] | undefined): string => (message ?? []).join("|")
