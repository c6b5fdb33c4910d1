import { logBug } from "../log/bug.ts"
import type { Log } from "../log/log.ts"

/** A bug in one call must not end the others: whatever nobody has caught is logged, and the process lives on. */
export function surviveBugs(log: Log): void {
  const report = (error: unknown): void => logBug(log, "a bug was survived", error)
  process.on("uncaughtException", report)
  process.on("unhandledRejection", report)
}
