import type { ArkErrors, JsonSchema } from "arktype"
import type { Toolset } from "../config/config.ts"
import type { Answer, Progress } from "../desk/answer.ts"
import type { Desk } from "../desk/desk.ts"
import type { Outcome } from "../outcome/outcome.ts"

export type { Answer, Provenance, Source } from "../desk/answer.ts"

/** What the house needs of an arktype definition: it validates, says its TypeScript type and prints its JSON Schema. */
export interface Schema<Data> {
  readonly infer: Data
  (data: unknown): Data | ArkErrors
  toJsonSchema(options?: { dialect?: null }): JsonSchema
}

export interface ToolContext {
  readonly desk: Desk
  /** Aborted when the client cancels or goes. */
  readonly signal: AbortSignal
  /** Tells the client how far a long call has come. */
  readonly progress: Progress
}

/**
 * A tool reads top to bottom: what it is for, what it takes, what it answers, how. `input` and `output` are arktype
 * definitions without morphs: the JSON Schemas that clients see are made from them at build time, and the registry
 * validates with them. `output` describes the data alone; the registry adds `meta`. Both are functions, because
 * arktype takes long to read a definition and keeps much: the input is read at the first call of its tool, the output never
 * by the running server.
 */
export interface Tool<Input extends object = object, Data extends object = object> {
  readonly name: `ibkr_${string}`
  readonly title: string
  readonly toolset: Toolset
  /** At most three sentences for the model: what it answers, when to use it, which tool is better for what it is not. */
  readonly description: string
  readonly input: () => Schema<Input>
  readonly output: () => Schema<Data>
  run(input: Input, context: ToolContext): Promise<Outcome<Answer<Data>>>
}

/** Gives a definition its types, and makes its input once; what is validated at the boundary is what `run` gets. */
export const defineTool = <Input extends object, Data extends object>(tool: Tool<Input, Data>): Tool<Input, Data> => ({
  ...tool,
  input: once(tool.input),
})

function once<Made>(make: () => Made): () => Made {
  let made: { readonly it: Made } | undefined
  return () => {
    made ??= { it: make() }
    return made.it
  }
}

/** The data that such a shape describes. */
export type Shape<Make extends () => { readonly infer: unknown }> = ReturnType<Make>["infer"]
