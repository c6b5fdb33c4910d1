/** Widest line, where one can be broken. */
const width = 118

const isGroup = (value: unknown): value is object => typeof value === "object" && value !== null

/** JSON on one line, with spaces where the eye wants them. */
function flat(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flat).join(", ")}]`
  if (!isGroup(value)) return JSON.stringify(value)
  const fields = Object.entries(value).map(([name, field]) => `${JSON.stringify(name)}: ${flat(field)}`)
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`
}

/** Texts with commas between them, as many on a line as fit. */
function filled(words: readonly string[], indent: string): readonly string[] {
  const lines: string[] = []
  for (const [index, text] of words.entries()) {
    const word = index === words.length - 1 ? text : `${text},`
    const last = lines.at(-1)
    if (last !== undefined && indent.length + last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

const isPlain = (items: readonly unknown[]): boolean => !items.some(isGroup)

/** A list within brackets: words side by side, anything else one a line. */
function list(items: readonly unknown[], indent: string): string {
  const inner = `${indent}  `
  const texts = items.map((item) => (Array.isArray(item) && isPlain(item) ? flat(item) : writeJson(item, inner)))
  const lines = isPlain(items)
    ? filled(texts, inner)
    : texts.map((text, at) => (at === texts.length - 1 ? text : `${text},`))
  return `[\n${lines.map((line) => `${inner}${line}\n`).join("")}${indent}]`
}

/** JSON for people: what fits stands on one line, the row of a table always does. */
export function writeJson(value: unknown, indent = ""): string {
  if (!isGroup(value)) return JSON.stringify(value)
  const line = flat(value)
  if (indent !== "" && indent.length + line.length < width) return line
  if (Array.isArray(value)) return list(value, indent)
  const inner = `${indent}  `
  const fields = Object.entries(value).map(
    ([name, field]) => `${inner}${JSON.stringify(name)}: ${writeJson(field, inner)}`,
  )
  return `{\n${fields.join(",\n")}\n${indent}}`
}
