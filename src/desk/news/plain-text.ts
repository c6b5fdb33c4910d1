import { decodeEntities } from "./html-entities.ts"

/**
 * Other people's text as a reader sees it: HTML becomes paragraphs and lines, cells of a table are parted by ` | `, entities
 * are what they stand for. Addresses of links and pictures are dropped, for nothing here follows them; so is everything that
 * does not show: scripts, styles, comments, control characters, and marks that hide or reorder text. Never throws; takes
 * time in proportion to the text.
 */
export function plainText(source: string): string {
  const isHtml = tagShaped.test(source)
  let text = decoded(isHtml ? withoutTags(source, false) : source)
  // Some feeds escape their HTML once more. What is still a tag after a few turns is taken apart.
  for (let turn = 0; turn < 3 && tagShaped.test(text); turn++) text = decoded(withoutTags(text, true))
  return tidied(text.replaceAll(allTagShaped, " "))
}

/** A mark that does not show could part a `<` from its tag. */
const decoded = (text: string): string =>
  decodeEntities(text)
    .replaceAll(/\r\n?|[\u2028\u2029\u0085\v\f]/g, "\n")
    .replaceAll(/[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, " ")
    .replaceAll(unseen, "")

/** The same in one line of at most `most` characters, cut at the end with three dots. */
export function plainLine(source: string, most: number): string {
  const line = plainText(source).replaceAll(/\s+/g, " ").trim()
  const whole = Array.from(line)
  return whole.length <= most
    ? line
    : `${whole
        .slice(0, most - 3)
        .join("")
        .trimEnd()}...`
}

/** The beginning of a tag, a comment or a declaration; `a < b` and `<3` are none. */
const tagShaped = /<(?:\/?[a-z]|!|\?)/i
const allTagShaped = /<(?=\/?[a-z]|!|\?)/gi

/** Elements whose content is not shown. */
const hidden = new Set([
  "script",
  "style",
  "head",
  "title",
  "noscript",
  "template",
  "object",
  "svg",
  "iframe",
  "select",
])
/** Elements that stand in lines of their own; of some an empty line parts them from others. */
const lines = new Set(["div", "tr", "li", "dt", "dd", "section", "article", "header", "footer", "address", "form"])
const paragraphs = new Set([
  "p",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "table",
  "ul",
  "ol",
  "dl",
  "pre",
  "blockquote",
  "hr",
])
/** White space, which HTML shows as one space, and the escapes that a Gateway writes line breaks with. */
const space = /(?:\s|&#1[03];|&#x0?[ad];)+/gi

function withoutTags(source: string, keepsLines: boolean): string {
  const parts: string[] = []
  let preformatted = 0
  let cells = 0
  let at = 0
  /** With how many line breaks the text ends so far. */
  let ending = 2
  const endOfTag = tagEnds(source)
  const say = (part: string) => {
    const shown = keepsLines || preformatted > 0 ? part : part.replaceAll(space, " ")
    const text = shown.trimEnd()
    if (text !== "") ending = shown.slice(text.length).includes("\n") ? 1 : 0
    parts.push(shown)
  }
  /** So many line breaks, those that are there already among them. */
  const breakLine = (count: number) => {
    for (; ending < count; ending++) parts.push("\n")
  }
  while (at < source.length) {
    const start = source.indexOf("<", at)
    if (start < 0) break
    say(source.slice(at, start))
    at = start + 1
    if (!tagShaped.test(source.slice(start, start + 3))) {
      say("<")
      continue
    }
    if (source.startsWith("<!--", start)) {
      at = after(source, "-->", start + 4)
      continue
    }
    at = endOfTag(start)
    const [, closing = "", name = ""] = /^<(\/?)([a-z][a-z0-9:-]*)/i.exec(source.slice(start, start + 40)) ?? []
    const tag = name.toLowerCase()
    if (hidden.has(tag) && closing === "" && source[at - 2] !== "/") at = afterElement(source, tag, at)
    else if (tag === "br") breakLine(ending + 1)
    else if (tag === "td" || tag === "th") {
      if (closing === "" && cells++ > 0) say(" | ")
    } else if (paragraphs.has(tag)) breakLine(2)
    else if (lines.has(tag)) breakLine(1)
    if (tag === "tr" || tag === "table") cells = 0
    if (tag === "pre") preformatted = Math.max(0, preformatted + (closing === "" ? 1 : -1))
    if (tag === "li" && closing === "") say("- ")
  }
  say(source.slice(at))
  return parts.join("")
}

/** Where the text goes on after `what`; its end when `what` does not come. */
function after(source: string, what: string, from: number): number {
  const found = source.indexOf(what, from)
  return found < 0 ? source.length : found + what.length
}

/** How far quotes are heeded, and what a tag's length may be: a longer one is none, or meant to be a burden. */
const heeded = 300
const longestTag = 200_000

/** Finds where tags end, asked for ascending places: behind the first `>` outside of quotes, else the first, else behind the `<`. */
function tagEnds(source: string): (start: number) => number {
  let next = 0
  return (start) => {
    if (next >= 0 && next < start) next = source.indexOf(">", start)
    if (next < 0 || next - start > longestTag) return start + 1
    const whole = /^<(?:[^>"']|"[^"]*"|'[^']*')*>/.exec(source.slice(start, start + heeded))
    return start + (whole ? whole[0].length : next - start + 1)
  }
}

function afterElement(source: string, tag: string, from: number): number {
  const rest = new RegExp(`</${tag}\\b[^>]*(?:>|$)`, "gi")
  rest.lastIndex = from
  const found = rest.exec(source)
  return found ? found.index + found[0].length : source.length
}

/** No line is blank but between paragraphs. */
function tidied(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replaceAll(/ {2,}/g, " ").trim())
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim()
}

/** Control characters but the line break, and format characters: those that reorder, join or hide text, and tag letters. */
const unseen = /[^\P{Cc}\n]|\p{Cf}|\p{Co}|\p{Cs}|[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/gu
