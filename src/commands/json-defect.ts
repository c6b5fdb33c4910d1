const token =
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.]))/uy

/**
 * Where a text stops being JSON: the position, counted from 1, of the first character that cannot be there, or one past
 * the end when something is missing. Undefined when the text is JSON.
 */
export function jsonDefect(text: string): number | undefined {
  const reader = { at: 0, defect: 0 }
  const next = (): string | undefined => {
    token.lastIndex = reader.at
    const match = token.exec(text)
    const start = reader.at + text.slice(reader.at).search(/[^ \t\r\n]|$/)
    reader.defect = start
    if (!match) return undefined
    reader.at = token.lastIndex
    return match[1] ?? (match[2] === undefined ? "scalar" : "string")
  }

  const items = (close: string, item: (first: string | undefined) => boolean): boolean => {
    for (let found = next(), first = true; ; found = next(), first = false) {
      if (first && found === close) return true
      if (!item(found)) return false
      const after = next()
      if (after === close) return true
      if (after !== ",") return false
    }
  }

  const value = (found: string | undefined): boolean => {
    if (found === "string" || found === "scalar") return true
    if (found === "[") return items("]", value)
    return found === "{" && items("}", (key) => key === "string" && next() === ":" && value(next()))
  }

  if (!value(next())) return reader.defect + 1
  const rest = text.slice(reader.at)
  const more = rest.search(/[^ \t\r\n]/)
  return more === -1 ? undefined : reader.at + more + 1
}
