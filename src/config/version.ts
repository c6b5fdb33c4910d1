import { version as packageVersion } from "../../package.json"

// Set by the build (`define`); absent while developing.
declare const IBKR_MCP_VERSION: string | undefined
declare const IBKR_MCP_COMMIT: string | undefined
declare const IBKR_MCP_BUILT: string | undefined

/** Version of this program, `0.1.0`. */
export const version: string = typeof IBKR_MCP_VERSION === "string" ? IBKR_MCP_VERSION : packageVersion

/** Commit it was built from; null while developing. */
export const commit: string | null = typeof IBKR_MCP_COMMIT === "string" ? IBKR_MCP_COMMIT : null

/** When it was built, ISO 8601; null while developing. */
export const built: string | null = typeof IBKR_MCP_BUILT === "string" ? IBKR_MCP_BUILT : null
