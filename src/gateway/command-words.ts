import { fail, type Outcome, success } from "../outcome/outcome.ts"

/**
 * The words of a command line, as a POSIX shell cuts it: at blanks, except within quotes; what is in single quotes stands
 * as it is, elsewhere a backslash takes the next character as it is. Nothing is expanded: no variable, no `~`, no
 * wildcard, no pipe. On Windows, where paths are full of them, a backslash is special before a double quote only, and
 * single quotes are ordinary characters. Fails when a quote is left open or there is no word at all.
 */
export function commandWords(line: string, windows = process.platform === "win32"): Outcome<readonly string[]> {
  const words: string[] = []
  let word: string | null = null
  let quote: string | null = null
  for (let index = 0; index < line.length; index++) {
    const char = line.charAt(index)
    const next = line.charAt(index + 1)
    const escapes = windows ? next === '"' : quote === '"' ? next === '"' || next === "\\" : next !== ""
    if (char === "\\" && quote !== "'" && escapes) {
      word = (word ?? "") + next
      index++
    } else if (quote !== null) {
      if (char === quote) quote = null
      else word = (word ?? "") + char
    } else if (char === '"' || (char === "'" && !windows)) {
      quote = char
      word ??= ""
    } else if (/\s/.test(char)) {
      if (word !== null) words.push(word)
      word = null
    } else word = (word ?? "") + char
  }
  if (quote !== null) return unusable(`has an opening ${quote} without its closing one`)
  if (word !== null) words.push(word)
  return words[0] ? success(words) : unusable("names no program")
}

const unusable = (why: string) =>
  fail(
    "invalid_request",
    `IB_GATEWAY_START_COMMAND ${why}.`,
    "Correct it: a program and its arguments, with quotes around what has blanks in it.",
  )
