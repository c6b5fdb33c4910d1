import { logLevels, toolsets } from "../config/config.ts"
import { shells } from "./completion-scripts.ts"
import { flagsOf } from "./parse.ts"
import { commands } from "./table.ts"

/** What a shell may offer for the word that is being typed. */
export interface Completion {
  readonly word: string
  readonly meaning: string
}

const plain = (words: readonly string[]): readonly Completion[] => words.map((word) => ({ word, meaning: "" }))

/** The values that a flag or an argument can have, where they can be listed; loaded only when they are asked for. */
const values: Readonly<Record<string, () => Promise<readonly Completion[]>>> = {
  async "--client"() {
    const { clients } = await import("./client-snippet.ts")
    return clients.map(({ name, title }) => ({ word: name, meaning: title }))
  },
  async "--scenario"() {
    const { scenarios } = await import("../simulator/scenarios.ts")
    return plain(Object.keys(scenarios))
  },
  async TOOL() {
    const { listedTools } = await import("../mcp/listed-tools.generated.ts")
    return listedTools.map(({ name, title }) => ({ word: name, meaning: title }))
  },
  SHELL: async () => plain(shells),
  "--log-level": async () => plain(logLevels),
  "--toolsets": async () => plain(["all", "core", ...toolsets]),
  "--market-data-type": async () => [
    { word: "1", meaning: "live only" },
    { word: "2", meaning: "frozen" },
    { word: "3", meaning: "delayed" },
    { word: "4", meaning: "delayed-frozen" },
  ],
  "--mask-accounts": async () => plain(["true", "false"]),
}

/** What can stand in the place of `current`, behind the words `before` (without the program's name); all that fit its beginning. */
export async function complete(before: readonly string[], current: string): Promise<readonly Completion[]> {
  // Some shells, bash among them, take a flag and its value apart: `--flag`, `=`, `value`.
  if (current === "=") return complete(before, "")
  if (before.at(-1) === "=") return complete(before.slice(0, -1), current)
  const equals = current.indexOf("=")
  if (current.startsWith("--") && equals > 0) {
    const flag = current.slice(0, equals)
    const found = await complete([...before, flag], current.slice(equals + 1))
    return found.map(({ word, meaning }) => ({ word: `${flag}=${word}`, meaning }))
  }
  return (await offered(before, current)).filter(({ word }) => word.startsWith(current))
}

async function offered(before: readonly string[], current: string): Promise<readonly Completion[]> {
  const [name] = before
  if (name === undefined)
    return [
      ...commands.map((command) => ({ word: command.name, meaning: command.summary })),
      { word: "--version", meaning: "Show the version; with --json all about this build" },
      { word: "--help", meaning: "Show help" },
    ]
  if (name === "--version") return plain(["--json"])
  if (name === "help" || name === "--help")
    return commands.map(({ name: word, summary }) => ({ word, meaning: summary }))
  const command = commands.find((each) => each.name === name)
  if (!command) return []
  const flags = flagsOf(command)
  const last = flags.find((flag) => `--${flag.name}` === before.at(-1))
  if (last?.value !== undefined && !(last.valueOptional && current.startsWith("-")))
    return (await values[`--${last.name}`]?.()) ?? []
  const given = before.slice(1).filter((word) => !word.startsWith("-"))
  if (!current.startsWith("-")) {
    const [next] = command.positionals
    return given.length === 0 && next !== undefined ? ((await values[next]?.()) ?? []) : []
  }
  return [
    ...flags.map((flag) => ({ word: `--${flag.name}`, meaning: flag.description })),
    { word: "--help", meaning: "Show this help" },
  ].filter(({ word }) => !before.includes(word))
}

/**
 * What the scripts of `completions` ask: the words so far and, behind a colon so that no shell drops it when it is empty, the
 * word that is being typed. One completion a line, its meaning behind a tab.
 */
export async function answerShell(words: readonly string[]): Promise<string> {
  const current = words.at(-1) ?? ":"
  const found = await complete(words.slice(0, -1), current.slice(1))
  return found.map(({ word, meaning }) => `${word}\t${meaning.replaceAll(/\s+/g, " ")}\n`).join("")
}
