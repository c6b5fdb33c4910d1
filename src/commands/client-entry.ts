import { isDeepStrictEqual } from "node:util"
import { applyEdits, type JSONPath, modify, type ParseError, parse, printParseErrorCode } from "jsonc-parser"

/** What a client's file says of one server: `{command, args, env}` and whatever else the client wants. */
export type ServerEntry = Readonly<Record<string, unknown>>

/** The file's new text, or why it is left alone. */
export type Edited = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string }

const refused = (problem: string): Edited => ({ ok: false, problem })

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** The entry on top of what is there: its own keys win, objects are gone into, everything else stays. */
function over(there: unknown, entry: ServerEntry): ServerEntry {
  if (!isRecord(there)) return entry
  const merged: Record<string, unknown> = { ...there }
  for (const [key, value] of Object.entries(entry)) merged[key] = isRecord(value) ? over(there[key], value) : value
  return merged
}

/** The whole file with the entry put in at `path`; null where something on the way is no object. */
function expected(file: unknown, path: readonly string[], entry: ServerEntry): unknown {
  const [key, ...rest] = path
  if (key === undefined) return over(file, entry)
  if (!isRecord(file)) return null
  const inner = expected(file[key] ?? {}, rest, entry)
  return inner === null ? null : { ...file, [key]: inner }
}

const indentOf = (text: string): { insertSpaces: boolean; tabSize: number } => {
  const indent = /^[ \t]+(?=["}])/m.exec(text)?.[0] ?? "  "
  return { insertSpaces: !indent.startsWith("\t"), tabSize: indent.startsWith("\t") ? 1 : indent.length }
}

/** Every place where the entry says something, with what it says there; objects are gone into. */
function* leaves(entry: ServerEntry, path: JSONPath): Generator<readonly [JSONPath, unknown]> {
  for (const [key, value] of Object.entries(entry)) {
    if (isRecord(value)) yield* leaves(value, [...path, key])
    else yield [[...path, key], value]
  }
}

/**
 * A JSON file, with comments or without, in which the entry stands at `path`. Comments, unknown keys, indentation and line
 * ends stay as they are. Refused when the file cannot be parsed, or holds something else where the entry belongs.
 */
export function withJsonEntry(text: string, path: readonly string[], entry: ServerEntry): Edited {
  const mark = text.startsWith("\uFEFF") ? "\uFEFF" : ""
  const plain = text.slice(mark.length)
  const body = plain.trim() === "" ? "{}\n" : plain
  const errors: ParseError[] = []
  const before: unknown = parse(body, errors, { allowTrailingComma: true })
  const [error] = errors
  if (error) {
    const line = body.slice(0, error.offset).split("\n").length
    return refused(`it is not JSON: ${printParseErrorCode(error.error)} in line ${line}`)
  }
  const wanted = expected(before, path, entry)
  if (wanted === null) return refused(`something on the way to ${path.join(".")} in it is no object`)
  if (isDeepStrictEqual(before, wanted)) return { ok: true, text }
  const formattingOptions = { ...indentOf(body), eol: body.includes("\r\n") ? "\r\n" : "\n" }
  let after = body
  const here = path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), before)
  const edits: Iterable<readonly [JSONPath, unknown]> =
    here === undefined ? [[[...path], entry]] : leaves(entry, [...path])
  for (const [at, value] of edits) after = applyEdits(after, modify(after, at, value, { formattingOptions }))
  // What has been written is read again: a file that would say anything else than meant is never written.
  const problems: ParseError[] = []
  const found: unknown = parse(after, problems, { allowTrailingComma: true })
  if (problems.length > 0 || !isDeepStrictEqual(found, wanted))
    return refused("it has a key twice, or is written in another way that cannot be changed safely")
  return { ok: true, text: `${mark}${after}${plain.trim() === "" && !after.endsWith("\n") ? "\n" : ""}` }
}

/** A line that opens a table: its name's parts, `["mcp_servers", "ibkr"]`. */
function tableName(line: string): readonly string[] | null {
  const [, name] = /^\s*\[\s*([^[\]]+?)\s*\]\s*(?:#.*)?$/.exec(line) ?? []
  return name === undefined ? null : name.split(".").map((part) => part.trim().replace(/^(["'])(.*)\1$/, "$2"))
}

const assignment = (key: string, value: unknown): string => `${key} = ${JSON.stringify(value)}`

function keyOf(line: string): string | null {
  const [, key] = /^\s*("[^"]*"|'[^']*'|[\w-]+)\s*=/.exec(line) ?? []
  return key === undefined ? null : key.replace(/^(["'])(.*)\1$/, "$2")
}

/** The lines with the entry's own keys set in the table of this name; a table that is not there is added at the end. */
function withTable(lines: readonly string[], name: readonly string[], entry: ServerEntry): readonly string[] {
  const plain = Object.entries(entry).filter(([, value]) => !isRecord(value))
  const from = lines.findIndex((line) => isDeepStrictEqual(tableName(line), name))
  let found = [...lines]
  if (from < 0) {
    if (plain.length > 0) {
      while (found.at(-1)?.trim() === "") found.pop()
      if (found.length > 0) found.push("")
      found.push(`[${name.join(".")}]`, ...plain.map(([key, value]) => assignment(key, value)))
    }
  } else {
    const next = lines.findIndex((line, index) => index > from && /^\s*\[/.test(line))
    const to = next < 0 ? lines.length : next
    const section = lines.slice(from, to)
    for (const [key, value] of plain) {
      const at = section.findIndex((line) => keyOf(line) === key)
      if (at >= 0) section[at] = assignment(key, value)
      else {
        const last = section.findLastIndex((line) => line.trim() !== "")
        section.splice(last + 1, 0, assignment(key, value))
      }
    }
    found = [...lines.slice(0, from), ...section, ...lines.slice(to)]
  }
  return Object.entries(entry).reduce<readonly string[]>(
    (so, [key, value]) => (isRecord(value) ? withTable(so, [...name, key], value) : so),
    found,
  )
}

/** The same for a TOML file. Refused too when the entry is there in another form than a table with one key a line. */
export function withTomlEntry(text: string, path: readonly string[], entry: ServerEntry): Edited {
  let before: unknown
  try {
    before = Bun.TOML.parse(text)
  } catch {
    return refused("it is not TOML")
  }
  const wanted = expected(before, path, entry)
  if (wanted === null) return refused(`something on the way to ${path.join(".")} in it is no table`)
  if (isDeepStrictEqual(before, wanted)) return { ok: true, text }
  const eol = text.includes("\r\n") ? "\r\n" : "\n"
  const after = `${withTable(text.trimEnd() === "" ? [] : text.trimEnd().split(/\r?\n/), path, entry).join(eol)}${eol}`
  try {
    if (isDeepStrictEqual(Bun.TOML.parse(after), wanted)) return { ok: true, text: after }
  } catch {
    // Said below.
  }
  return refused(`its ${path.join(".")} is written in a way that cannot be changed safely`)
}
