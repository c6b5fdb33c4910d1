import { parseArgs } from "node:util"
import { type Variable, variables } from "../config/variables.ts"
import type { CommandSpec, Flags } from "./command.ts"
import { nearest } from "./suggestion.ts"

export type ParsedFlags =
  | { readonly kind: "arguments"; readonly positionals: readonly string[]; readonly flags: Flags }
  | { readonly kind: "help" }
  /** One line without its end. */
  | { readonly kind: "usage"; readonly problem: string }

/** One flag a command takes, its own or one that mirrors a variable. */
export interface FlagRow {
  readonly name: string
  readonly value: string | undefined
  /** Whether it may be given without its value: yes-or-no variables, and `--client` which then lists the names. */
  readonly valueOptional: boolean
  readonly description: string
}

/** The flags that mirror configuration variables. */
export const variableFlags: readonly FlagRow[] = Object.values<Variable<unknown>>(variables).map((variable) => ({
  name: variable.flag,
  value: variable.value,
  valueOptional: variable.value === "BOOL",
  description: `${variable.meaning}${variable.fallback === null ? "" : ` (default ${variable.fallback})`}`,
}))

/** Every flag of a command, its own first. */
export const flagsOf = (command: CommandSpec): readonly FlagRow[] => [
  ...command.flags.map((flag) => ({
    name: flag.name,
    value: flag.value,
    valueOptional: flag.valueOptional === true,
    description: flag.description,
  })),
  ...(command.configurable ? variableFlags : []),
]

/** A word of the command line as an error may show it. */
export const shownWord = (word: string): string => {
  const clean = word.replace(/\p{Cc}/gu, "\u{fffd}")
  return clean.length > 60 ? `${clean.slice(0, 57)}...` : clean
}

/** " (did you mean X?)", or nothing. */
export const didYouMean = (word: string, known: readonly string[], prefix = ""): string => {
  const suggestion = nearest(word, known)
  return suggestion === undefined ? "" : `; did you mean ${prefix}${suggestion}?`
}

/** Reads what follows the command's name. */
export function parseFlags(command: CommandSpec, args: readonly string[]): ParsedFlags {
  const rows = flagsOf(command)
  const usage = (problem: string): ParsedFlags => ({ kind: "usage", problem })
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries([
      ["help", { type: "boolean", short: "h" }],
      ...rows.map((row) => [row.name, { type: row.value === undefined || row.valueOptional ? "boolean" : "string" }]),
    ]),
    strict: false,
    allowPositionals: true,
    tokens: true,
  })

  const positionals: string[] = []
  const flags: Record<string, string | true> = {}
  let takesNext: string | undefined
  for (const token of tokens) {
    if (token.kind === "positional") {
      // parseArgs knows no optional values: a word right behind such a flag is its value.
      if (takesNext !== undefined) flags[takesNext] = token.value
      else positionals.push(token.value)
      takesNext = undefined
      continue
    }
    takesNext = undefined
    if (token.kind === "option-terminator") continue
    if (token.name === "help" && token.value === undefined) return { kind: "help" }
    const row = rows.find((each) => each.name === token.name)
    if (!row) {
      const known = [...rows.map((each) => each.name), "help"]
      const hint = didYouMean(token.name, known, "--") || `; ibkr-mcp ${command.name} --help lists the flags`
      return usage(`unknown flag ${shownWord(token.rawName)} for ${command.name}${hint}`)
    }
    if (row.name in flags) return usage(`--${row.name} is given twice`)
    if (row.value === undefined) {
      if (token.value !== undefined) return usage(`--${row.name} takes no value`)
      flags[row.name] = true
    } else if (token.value !== undefined) flags[row.name] = token.value
    else if (row.valueOptional) {
      flags[row.name] = true
      takesNext = row.name
    } else return usage(`--${row.name} needs a value: --${row.name} ${row.value}`)
  }

  const extra = positionals[command.positionals.length]
  if (extra !== undefined) {
    return usage(
      `${command.name} does not take ${JSON.stringify(shownWord(extra))}; see ibkr-mcp ${command.name} --help`,
    )
  }
  return { kind: "arguments", positionals, flags }
}
