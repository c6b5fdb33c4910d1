import type { Failure } from "../outcome/outcome.ts"

export type ConnectionState = "connected" | "connecting" | "not_accepting" | "connectivity_lost" | "not_connected"

export type FarmState = "ok" | "inactive" | "connecting" | "broken"

/** A data farm as the Gateway's notices (2103 to 2108, 2119, 2157, 2158) left it. */
export interface Farm {
  readonly name: string
  readonly kind: "market_data" | "historical" | "security_definition"
  readonly state: FarmState
}

/** How the connection stands. Never waits for the Gateway. */
export interface ConnectionStatus {
  readonly state: ConnectionState
  /** What the person should do; null when connected. */
  readonly hint: string | null
  readonly host: string
  readonly port: number
  /** The id in use, or the one being tried. */
  readonly clientId: number
  /** Every account of this login. Callers filter and mask. Empty when not known. */
  readonly accounts: readonly string[]
  readonly serverVersion: number | null
  /** What the Gateway was asked to settle for, now. */
  readonly marketDataType: 1 | 2 | 3 | 4
  /**
   * Whether the Gateway's own Read-Only API setting is on; null when it cannot be known. Known from a harmless question
   * asked once a session, for an order id, which a Gateway in Read-Only mode refuses with error 321.
   */
  readonly gatewayReadOnly: boolean | null
  readonly farms: readonly Farm[]
  /** Market data lines that this process holds. */
  readonly marketDataLines: number
  /** Successful connections after the first. */
  readonly reconnects: number
  readonly lastError: Failure | null
  /** ms since the epoch; null when not connected. */
  readonly connectedSince: number | null
  /** ms since the epoch of the newest frame from the Gateway. */
  readonly lastHeardAt: number | null
}

/** The Gateway's answer to the time request. */
export interface Probe {
  /** The Gateway's clock minus this machine's, in seconds; the request's own travel makes it good to about a second. */
  readonly clockSkewS: number
  readonly roundTripMs: number
}
