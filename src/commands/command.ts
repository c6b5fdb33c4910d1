import { type EffectiveConfig, readConfig } from "../config/read-config.ts"

/** Value of each flag that was given, by its name without dashes: its text, or true for a flag that takes no value. */
export type Flags = Readonly<Record<string, string | true | undefined>>

/** What a command is called with. Made by the parser in `main.ts` from the command's entry in `table.ts`. */
export interface CommandArguments {
  readonly positionals: readonly string[]
  readonly flags: Flags
  /** Everything that the environment says; read by `src/config/` only. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Writes to stdout as given, without adding a line end. */
  readonly print: (text: string) => void
  /** Writes to stderr as given, without adding a line end. */
  readonly complain: (text: string) => void
}

/** What each file of a command exports as `run`: answers the exit code (0 good, 1 failed, 2 wrong usage). */
export type Command = (args: CommandArguments) => Promise<number>

/** A flag of one command. Flags that mirror a variable come from `src/config/` instead. */
export interface FlagSpec {
  /** Without dashes: `json`. */
  readonly name: string
  /** How help names its value (`ISO`, `NAME`); absent for a flag that takes none. */
  readonly value?: string
  /** Whether the value may be left out. */
  readonly valueOptional?: true
  readonly description: string
}

/** One row of the command table: all that parsing and help need, without loading the command itself. */
export interface CommandSpec {
  readonly name: string
  readonly summary: string
  /** As help shows them: `TOOL`, `[JSON]`. */
  readonly positionals: readonly string[]
  readonly flags: readonly FlagSpec[]
  /** Whether every flag that mirrors a configuration variable is taken too. */
  readonly configurable: boolean
  /** Lines of help under the flags: examples, exit codes. */
  readonly notes: readonly string[]
  readonly load: () => Promise<{ readonly run: Command }>
}

/**
 * The configuration that the flags and the environment of this call make. Undefined when a value is bad: the line that
 * names it has then been written to stderr, and the command answers 2.
 */
export function configure(args: CommandArguments): EffectiveConfig | undefined {
  const reading = readConfig({ env: args.env, flags: args.flags })
  if (reading.ok) return reading.value
  args.complain(`ibkr-mcp: ${reading.problem}\n`)
  return undefined
}
