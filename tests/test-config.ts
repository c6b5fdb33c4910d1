import type { Config } from "../src/config/config.ts"

/** The defaults of the configuration, silent, for a Gateway on `port`. */
export const testConfig = (port: number, more: Partial<Config> = {}): Config => ({
  host: "127.0.0.1",
  port,
  clientId: 10,
  marketDataType: 3,
  reconnectIntervalS: 30,
  cacheTtlS: 3600,
  heartbeatIntervalS: 60,
  requestTimeoutS: 15,
  accounts: null,
  maskAccounts: false,
  toolsets: "all",
  maxLines: 90,
  logLevel: "silent",
  gatewayStartCommand: null,
  ...more,
})
