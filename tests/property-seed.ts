import fc from "fast-check"

/**
 * In CI and in `bun run verify` the property tests draw the same cases every time, so that a red run is the doing of the
 * change that it ran for. `bun test` and `bun run fuzz` explore anew each time; a failure prints the seed that repeats it.
 */
if (process.env.CI || process.env.IBKR_MCP_VERIFY) fc.configureGlobal({ seed: 20_261_122 })
