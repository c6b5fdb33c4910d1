import type { FailureCode } from "../../outcome/outcome.ts"

/**
 * What an error of the Gateway means. `terminal`: the request is over, nothing more comes for it. `notice`: it goes on,
 * and whoever asked is told. `silent`: it goes on, or was over before, and there is nothing to tell. `session`: about
 * the connection, not about one request.
 */
export interface CatalogueEntry {
  readonly ibCode: number
  /** For codes whose meaning is in their text. Entries of one code are tried in order; the last has none. */
  readonly when?: RegExp
  readonly kind: "terminal" | "notice" | "silent" | "session"
  readonly code: FailureCode
  /** What happened and why, in plain words. */
  readonly cause: string
  /** What the person should change, in the words of the Gateway's own dialogs. */
  readonly remedy: string
  readonly retryAfterS?: number
}

/** Remedies that several entries share. */
export const remedies = {
  subscribe:
    "Subscribe to the data in Client Portal (Settings > Market Data Subscriptions); a paper account shares the live one's under Settings > Paper Trading Account.",
  delayedInstead: "Until then ask for delayed data, which is free for most exchanges: set IB_MARKET_DATA_TYPE to 3.",
  nothing: "Nothing to change: it passes by itself.",
  report: "This is a defect of ibkr-mcp: please report it with what was asked.",
  waitForIbkr:
    "Wait: the Gateway reconnects to IBKR by itself (every night around 23:45 to 00:45 New York time this is normal). If it lasts, look at the Gateway's window and at this machine's internet connection.",
  updateGateway: "Install the current IB Gateway or TWS.",
} as const

/** Where the Gateway keeps the settings that matter here. */
export const apiSettings = "Configure > Settings > API > Settings"
