import type { Clock } from "../clock/clock.ts"

export interface SimulatorOptions {
  readonly host: string
  /** 0 for any free port. */
  readonly port: number
  readonly seed: number
  readonly clock: Clock
  /** Names of scenarios, combined left to right; empty for an ordinary day. */
  readonly scenarios: readonly string[]
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
