import type { Log } from "../log/log.ts"

/** A bug in one call must not end the others: whatever nobody has caught is logged, and the process lives on. */
export function surviveBugs(log: Log): void {
  const report = (error: unknown): void => {
    log.error(`a bug was survived: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  }
  process.on("uncaughtException", report)
  process.on("unhandledRejection", report)
}
