import { withoutAccounts } from "./account-numbers.ts"

/**
 * Writes to stderr, one line an entry, never to stdout, which belongs to MCP frames. Callers pass no positions, balances or
 * article text at `info` and above; account numbers are taken out of every line, whoever passed them.
 */
export interface Log {
  debug(message: string): void
  info(message: string): void
  warn(message: string): void
  error(message: string): void
}

const order = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 } as const
type Level = keyof typeof order

/** A log that drops everything below `level`. `write` gets whole lines; stderr when not given. */
export function createLog(level: Level, write: (line: string) => void = (line) => process.stderr.write(line)): Log {
  const at = (entry: Exclude<Level, "silent">) => (message: string) => {
    if (order[entry] < order[level]) return
    write(`${new Date().toISOString()} ${entry} ${withoutAccounts(message.replace(/[\p{Cc}]+/gu, " "))}\n`)
  }
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") }
}

export const silentLog: Log = createLog("silent")
