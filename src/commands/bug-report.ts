import { withoutAccounts } from "../log/account-numbers.ts"

/** What a command that failed by a bug says on stderr: all that helps to find the bug, without account numbers. */
export const bugReport = (error: unknown): string =>
  withoutAccounts(error instanceof Error ? (error.stack ?? error.message) : String(error))
