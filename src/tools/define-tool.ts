import type { Type } from "arktype"
import type { Toolset } from "../config/config.ts"
import type { Desk } from "../desk/desk.ts"
import type { Outcome } from "../outcome/outcome.ts"

/** Where the data of an answer came from. Of several kinds in one answer the least current is named. */
export type Source = "live" | "frozen" | "delayed" | "delayed_frozen" | "cache"

/** What every answer says about itself. The registry turns it into the `meta` of the contract. */
export interface Provenance {
  /** When the data was true, ms since the epoch. */
  readonly asOf: number
  readonly source: Source
  /** Age in seconds when this is the last known good answer; null when it is fresh. */
  readonly staleS: number | null
  readonly account?: string
  readonly warnings: readonly string[]
}

export interface Answer<Data> {
  readonly data: Data
  readonly provenance: Provenance
}

export interface ToolContext {
  readonly desk: Desk
  /** Aborted when the client cancels or goes. */
  readonly signal: AbortSignal
  /** Tells the client how far a long call has come. */
  progress(done: number, total: number | null, message: string): void
}

/**
 * A tool reads top to bottom: what it is for, what it takes, what it answers, how. `input` and `output` are arktype
 * definitions without morphs: the JSON Schemas that clients see are made from them at build time, and the registry
 * validates with them. `output` describes the data alone; the registry adds `meta`.
 */
export interface Tool<Input extends object = object, Data extends object = object> {
  readonly name: `ibkr_${string}`
  readonly title: string
  readonly toolset: Toolset
  /** At most three sentences for the model: what it answers, when to use it, which tool is better for what it is not. */
  readonly description: string
  readonly input: Type<Input>
  readonly output: Type<Data>
  run(input: Input, context: ToolContext): Promise<Outcome<Answer<Data>>>
}

/** Gives a definition its types; what is validated at the boundary is what `run` gets. */
export const defineTool = <Input extends object, Data extends object>(tool: Tool<Input, Data>): Tool<Input, Data> =>
  tool
