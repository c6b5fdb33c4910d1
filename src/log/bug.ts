import type { Log } from "./log.ts"

/**
 * Logs something that only a bug can throw: its kind and the places in the code at `error`, its message, which may quote
 * data of the person's (an answer that could not be read, a position), at `debug` alone.
 */
export function logBug(log: Log, what: string, error: unknown): void {
  if (!(error instanceof Error)) {
    log.error(`${what}: a ${typeof error} was thrown`)
    log.debug(`${what}: ${String(error)}`)
    return
  }
  const places = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line))
  log.error(`${what}: ${error.name}${places.join("")}`)
  log.debug(`${what}: ${error.message}`)
}
