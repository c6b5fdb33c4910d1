import { cleanNumber } from "../sanitise.ts"

/** What stands before a headline in braces, and the headline itself. */
export interface ReadHeadline {
  readonly text: string
  readonly language: string | null
  readonly sentiment: number | null
  readonly confidence: number | null
}

/**
 * Reads `{A:800015:L:en:K:-0.97:C:0.97}!Edward Jones downgraded Tesla`: pairs of a letter and a value before the headline,
 * `L` the language, `K` the provider's sentiment (`n/a` when it has none) and `C` how sure it is. `A`, numbers of the
 * provider's own, says nothing here. Analyst actions have a `!` before their text. Braces that hold something else belong to
 * the headline.
 */
export function readHeadline(raw: string): ReadHeadline {
  const text = withoutEscapes(raw).trim()
  const [prefix = ""] = /^(?:\{[A-Z]:[^{}]*\}\s*)+/.exec(text) ?? []
  const codes = codesIn(prefix.replaceAll(/[{}]/g, ":"))
  return {
    text: prefix === "" ? text : text.slice(prefix.length).replace(/^[!*\s]+/, ""),
    ...codes,
  }
}

/** A headline among ticks, whose pairs come in a field of their own, as it is among those of the past. */
export const withCodes = (text: string, codes: string): string =>
  /^[A-Z]:[^{}]*$/.test(codes) ? `{${codes}}${text}` : text

function codesIn(text: string): Omit<ReadHeadline, "text"> {
  const values = new Map<string, string>()
  for (const [, letter = "", value = ""] of text.matchAll(/(?:^|:)([A-Z]):([^:]*)/g)) values.set(letter, value.trim())
  return {
    language: languageIn(values.get("L") ?? ""),
    sentiment: within(values.get("K"), -1),
    confidence: within(values.get("C"), 0),
  }
}

/** `en`, or of several names of one language (`Chinese (Simplified),Chinese,zh`) the code, else the first. */
function languageIn(text: string): string | null {
  const names = text.split(",").map((name) => name.trim())
  const chosen = names.find((name) => /^[a-z]{2}$/.test(name)) ?? names[0] ?? ""
  return chosen === "" ? null : chosen.slice(0, 40)
}

function within(text: string | undefined, least: number): number | null {
  if (text === undefined || !/^-?\d+(?:\.\d+)?(?:e-?\d+)?$/i.test(text)) return null
  const value = cleanNumber(Number(text))
  return value !== null && value >= least && value <= 1 ? value : null
}

/** The Gateway's seven-bit form read back: `\u00e9` for `é`, one escape per UTF-16 unit. Half a character becomes U+FFFD. */
export const withoutEscapes = (text: string): string =>
  text.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))).toWellFormed()
