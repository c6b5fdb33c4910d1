/** An element of a document: its own text, and the elements inside it in their order. */
export interface XmlElement {
  readonly name: string
  readonly text: string
  readonly children: readonly XmlElement[]
}

interface Building extends XmlElement {
  text: string
  readonly children: Building[]
}

const token =
  /<\?[^>]*>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([A-Za-z_][\w.-]*)\s*>|<([A-Za-z_][\w.-]*)(?:\s[^<>]*?)?(\/?)>|([^<]+)/y

/** Documents are three or four elements deep. */
const deepest = 20

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }

/**
 * Reads the plain XML that a Gateway writes: elements, texts, the five entities and numbered characters. Attributes are passed
 * over. Null for anything else (a document type, two roots, an element that is not closed), never half a document.
 */
export function readXml(document: string): XmlElement | null {
  const root: Building = { name: "", text: "", children: [] }
  const open: Building[] = [root]
  token.lastIndex = 0
  for (let at = 0; at < document.length; at = token.lastIndex) {
    const found = token.exec(document)
    const inside = open.at(-1)
    if (!found || !inside) return null
    const [, data, closing, opening, selfClosing, text] = found
    if (closing !== undefined) {
      if (open.length === 1 || inside.name !== closing) return null
      open.pop()
    } else if (opening !== undefined) {
      const element: Building = { name: opening, text: "", children: [] }
      inside.children.push(element)
      if (selfClosing === "") open.push(element)
      if (open.length > deepest) return null
    } else inside.text += data ?? decoded(text ?? "")
  }
  const [only, ...others] = root.children
  return only && others.length === 0 && open.length === 1 && root.text.trim() === "" ? only : null
}

const decoded = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[String(name)] ?? whole
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
