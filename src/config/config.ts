/** What every part of the program may be told from outside. Made once by the parser, frozen, passed down. */
export interface Config {
  readonly host: string
  readonly port: number
  /** First client id to try, 1 and up. */
  readonly clientId: number
  /** What to settle for where live data is not subscribed: 1 nothing, 2 frozen, 3 delayed, 4 delayed-frozen. */
  readonly marketDataType: 1 | 2 | 3 | 4
  readonly reconnectIntervalS: number
  readonly cacheTtlS: number
  readonly heartbeatIntervalS: number
  readonly requestTimeoutS: number
  /** Accounts that may be read; null for all. */
  readonly accounts: readonly string[] | null
  readonly maskAccounts: boolean
  readonly toolsets: "all" | "core" | readonly Toolset[]
  readonly maxLines: number
  readonly logLevel: LogLevel
  readonly gatewayStartCommand: string | null
}

export const toolsets = ["market", "contracts", "options", "account", "research", "status"] as const
export type Toolset = (typeof toolsets)[number]

export const logLevels = ["debug", "info", "warn", "error", "silent"] as const
export type LogLevel = (typeof logLevels)[number]
