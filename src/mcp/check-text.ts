import { type Failure, failure } from "../outcome/outcome.ts"

/** Longest text of any one argument, in characters; every real one is far shorter. */
export const longestText = 10_000

const deepest = 16

/** Most elements of any one list. */
const longestList = 1_000

/** Any text from outside as an error may show it: without control characters, at most 80 characters, in quotes. */
export function shown(value: unknown): string {
  const written = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? "nothing")
  const text = (typeof value === "string" ? value : written).slice(0, 200)
  const clean = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\u{fffd}")
  const short = clean.length > 80 ? `${clean.slice(0, 77)}...` : clean
  return typeof value === "string" ? `"${short}"` : short
}

/** A parameter's name as an error may show it. */
const label = (name: string): string => shown(name).slice(1, -1)

const refused = (where: string, what: string, hint: string): Failure =>
  failure("invalid_request", `${where} ${what}`, hint)

/**
 * Looks at every text of the arguments, however deep and names included, before anything reads them: a control character
 * could end a field of the Gateway's protocol and begin another. The failure names the parameter; undefined when all is well.
 */
export function checkText(value: unknown, where = "the arguments", depth = 0): Failure | undefined {
  if (typeof value === "string") return checkOne(value, where)
  if (typeof value !== "object" || value === null) return undefined
  if (depth >= deepest) {
    return refused(where, "is nested too deeply.", "Pass plain values and lists, as the tool's schema shows them.")
  }
  const size = Array.isArray(value) ? value.length : Object.keys(value).length
  if (size > longestList)
    return refused(where, `has ${size} elements; at most ${longestList} are read.`, "Ask for less at once.")
  for (const [key, item] of Object.entries(value)) {
    const name = Array.isArray(value) ? `${where}[${key}]` : depth === 0 ? label(key) : `${where}.${label(key)}`
    const bad =
      (Array.isArray(value) ? undefined : checkOne(key, "a parameter's name")) ?? checkText(item, name, depth + 1)
    if (bad) return bad
  }
  return undefined
}

function checkOne(text: string, where: string): Failure | undefined {
  if (text.length > longestText) {
    return refused(
      where,
      `is ${text.length} characters long; at most ${longestText} are read.`,
      `Shorten ${where}: an instrument, date or list needs a few characters each.`,
    )
  }
  const at = text.search(/\p{Cc}/u)
  if (at === -1) return undefined
  const code = (text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, "0")
  return refused(
    where,
    `has the control character U+${code} at position ${at + 1}; only printable text is allowed.`,
    "Send it again without line ends, tabs or other control characters.",
  )
}
