/** What a document says, in its order. */
export interface XmlListener {
  open(name: string, attributes: ReadonlyMap<string, string>): void
  /** Text between tags, entities read; comes in parts when there are several. */
  text(text: string): void
  close(name: string): void
}

/**
 * Reads a document of the plain kind that Gateways send: elements, attributes, text, CDATA; comments, declarations and
 * processing instructions are passed over, and no entities but the five of XML and numbered ones are known. It never fails:
 * what is cut off or wrongly nested is told as far as it goes. An element that closes itself is told as opened and closed.
 */
export function readXml(document: string, listener: XmlListener): void {
  let at = 0
  while (at < document.length) {
    const tag = document.indexOf("<", at)
    if (tag < 0) {
      listener.text(unescaped(document.slice(at)))
      return
    }
    if (tag > at) listener.text(unescaped(document.slice(at, tag)))
    at = readMarkup(document, tag, listener)
  }
}

/** Reads what begins with `<` at a place; answers where it ends. */
function readMarkup(document: string, tag: number, listener: XmlListener): number {
  const endOf = (mark: string, from: number): number => {
    const found = document.indexOf(mark, from)
    return found < 0 ? document.length : found + mark.length
  }
  if (document.startsWith("<!--", tag)) return endOf("-->", tag + 4)
  if (document.startsWith("<![CDATA[", tag)) {
    const end = endOf("]]>", tag + 9)
    listener.text(document.slice(tag + 9, end < document.length || document.endsWith("]]>") ? end - 3 : end))
    return end
  }
  if (document.startsWith("<!", tag) || document.startsWith("<?", tag)) return endOf(">", tag)
  const end = endOfTag(document, tag + 1)
  const inside = document.slice(tag + 1, end)
  if (inside.startsWith("/")) listener.close(inside.slice(1).trim())
  else readElement(inside, listener)
  return end + 1
}

/** Where a tag's `>` is: one in a quoted attribute is none. */
function endOfTag(document: string, from: number): number {
  let quote = ""
  for (let at = from; at < document.length; at++) {
    const character = document[at] ?? ""
    if (quote !== "") quote = character === quote ? "" : quote
    else if (character === '"' || character === "'") quote = character
    else if (character === ">") return at
  }
  return document.length
}

function readElement(inside: string, listener: XmlListener): void {
  const closesItself = inside.endsWith("/")
  const content = closesItself ? inside.slice(0, -1) : inside
  let at = 0
  while (at < content.length && !isSpace(content[at])) at++
  const name = content.slice(0, at)
  if (name === "") return
  const attributes = new Map<string, string>()
  while (at < content.length) {
    const equals = content.indexOf("=", at)
    if (equals < 0) break
    let open = equals + 1
    while (isSpace(content[open])) open++
    const quote = content[open]
    const close = quote === '"' || quote === "'" ? content.indexOf(quote, open + 1) : -1
    if (close < 0) break
    attributes.set(content.slice(at, equals).trim(), unescaped(content.slice(open + 1, close)))
    at = close + 1
  }
  listener.open(name, attributes)
  if (closesItself) listener.close(name)
}

const isSpace = (character: string | undefined): boolean =>
  character === " " || character === "\n" || character === "\t" || character === "\r"

const named: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
])

/** Text with its entities read; what is no entity stays as it is. */
function unescaped(text: string): string {
  let from = text.indexOf("&")
  if (from < 0) return text
  let read = text.slice(0, from)
  while (from >= 0) {
    const semicolon = text.indexOf(";", from)
    const character = semicolon < 0 || semicolon - from > 10 ? null : entity(text.slice(from + 1, semicolon))
    read += character ?? "&"
    const next = character === null ? from + 1 : semicolon + 1
    const following = text.indexOf("&", next)
    read += following < 0 ? text.slice(next) : text.slice(next, following)
    from = following
  }
  return read
}

function entity(name: string): string | null {
  if (!name.startsWith("#")) return named.get(name) ?? null
  const isHexadecimal = name[1] === "x" || name[1] === "X"
  const code = Number(isHexadecimal ? `0x${name.slice(2)}` : name.slice(1))
  const isCharacter = Number.isInteger(code) && code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  return isCharacter ? String.fromCodePoint(code) : null
}
