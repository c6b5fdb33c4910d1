import { scenarioFromDocument } from "../simulator/scenario-document.ts"
import type { ScenarioReading } from "../simulator/scenarios.ts"
import { jsonDefect } from "./json-defect.ts"

/** A scenario that a person has written is a page or two; this is a mistaken path. */
const mostBytes = 1_000_000

/** Whether what `--scenario` names is a file: no scenario's own name has a slash or ends so. */
export const isScenarioFile = (name: string): boolean => /[/\\]|\.(toml|json)$/i.test(name)

/** Reads a scenario from a TOML or JSON file; what is wrong with it is said with its line or its field. */
export async function readScenarioFile(path: string): Promise<ScenarioReading> {
  const isJson = path.toLowerCase().endsWith(".json")
  if (!isJson && !path.toLowerCase().endsWith(".toml")) return wrong("allowed: a file that ends in .toml or .json")
  const file = Bun.file(path)
  if (!(await file.exists())) return wrong("there is no such file")
  if (file.size > mostBytes) return wrong(`it has ${file.size} bytes; allowed: at most ${mostBytes}`)
  const text = await file.text()
  const parsed = isJson ? parseJson(text) : parseToml(text)
  return parsed.ok ? scenarioFromDocument(parsed.content) : wrong(parsed.problem)
}

const wrong = (problem: string): ScenarioReading => ({ ok: false, problem })

type Parsed = { readonly ok: true; readonly content: unknown } | { readonly ok: false; readonly problem: string }

function parseJson(text: string): Parsed {
  const defect = jsonDefect(text)
  if (defect === undefined) return { ok: true, content: JSON.parse(text) }
  return {
    ok: false,
    problem: `line ${lineOf(text, defect - 1)} is not JSON: ${JSON.stringify(lineAt(text, defect - 1))}`,
  }
}

function parseToml(text: string): Parsed {
  try {
    // Through JSON, so that TOML's own dates are the texts that they were written as.
    return { ok: true, content: JSON.parse(JSON.stringify(Bun.TOML.parse(text))) }
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^TOML Parse error: /, "") : String(error)
    const line = tomlDefect(text)
    return { ok: false, problem: line === undefined ? why : `line ${line}: ${why}` }
  }
}

/** Statements of more lines than this are not looked for. */
const longestStatement = 200

/** The line, from 1, on which the first statement begins that cannot be read by itself; undefined when each of them can. */
function tomlDefect(text: string): number | undefined {
  const lines = text.split("\n")
  let begin = 0
  for (let end = 1; end <= lines.length && end - begin <= longestStatement; end++) {
    if (isToml(lines.slice(begin, end).join("\n"))) begin = end
  }
  return begin < lines.length ? begin + 1 : undefined
}

function isToml(text: string): boolean {
  try {
    Bun.TOML.parse(text)
    return true
  } catch {
    return false
  }
}

const lineOf = (text: string, at: number): number => text.slice(0, at).split("\n").length

/** The line around a position, as an error may show it. */
function lineAt(text: string, at: number): string {
  const line = (text.split("\n")[lineOf(text, at) - 1] ?? "").trim()
  return line.length > 60 ? `${line.slice(0, 57)}...` : line
}
