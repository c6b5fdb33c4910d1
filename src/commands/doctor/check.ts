/** How one thing stands: fine, worth a look, broken, or not looked at (because of something earlier, or it cannot be known). */
export type CheckStatus = "ok" | "warn" | "fail" | "skip"

/** One thing that was looked at. */
export interface Check {
  readonly name: string
  readonly status: CheckStatus
  /** What was tried and what came of it. */
  readonly found: string
  /** What to change, and where, in the words of the Gateway's own settings; null when nothing needs to. */
  readonly remedy: string | null
}

/** What a whole examination found. */
export interface Diagnosis {
  /** Nothing failed; a warning is no failure. */
  readonly ok: boolean
  /** The client id in use; null when no connection came about. */
  readonly clientId: number | null
  /** Whether the Gateway's own Read-Only API setting is on; null when it cannot be known. */
  readonly gatewayReadOnly: boolean | null
  readonly checks: readonly Check[]
}

export const ok = (name: string, found: string): Check => ({ name, status: "ok", found, remedy: null })
export const warn = (name: string, found: string, remedy: string): Check => ({ name, status: "warn", found, remedy })
export const failing = (name: string, found: string, remedy: string): Check => ({ name, status: "fail", found, remedy })
export const skip = (name: string, found: string): Check => ({ name, status: "skip", found, remedy: null })

/** What is found of a check that an earlier failure left no way to make. */
export const unreached = "not reached"

const inGateway = "Configure > Settings > API > Settings"
const inTws = "Edit > Global Configuration > API > Settings"

/** Where IB Gateway and TWS keep the settings that most remedies name. */
export const apiSettings = `Gateway: ${inGateway}; TWS: ${inTws}`

/** A remedy in the Gateway's words, with the way to the same settings in TWS. */
export const withTwsPath = (remedy: string): string =>
  remedy.includes(inGateway) && !remedy.includes(inTws) ? `${remedy} (In TWS: ${inTws}.)` : remedy
