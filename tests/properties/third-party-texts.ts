import assert from "node:assert/strict"
import fc from "fast-check"
import { plainLine, plainText } from "../../src/desk/news/plain-text.ts"
import { longestText, mostFields } from "../../src/gateway/events/events.ts"
import { readEvents, readEventTypes } from "../../src/gateway/events/read-events.ts"
import { readHeadline } from "../../src/gateway/news/headline.ts"
import { target } from "./target.ts"

const assembled = (piece: fc.Arbitrary<string>, maxLength: number) =>
  fc.array(piece, { maxLength }).map((pieces) => pieces.join(""))

const code = fc.constantFrom(
  "{",
  "}",
  ":",
  "{A:1:L:en}",
  "K:",
  "C:0.5",
  "L:zh,Chinese",
  "\\u0041",
  "\\ud83d",
  "!",
  "n/a",
)

/** Scores are within bounds, nothing grows, and of a headline no more is taken than its prefix. */
export const headlinePrefixes = target("headlines: any prefix", 1_000, () => ({
  property: fc.property(assembled(fc.oneof(fc.string(), code), 12), (raw) => {
    const { text, language, sentiment, confidence } = readHeadline(raw)
    assert(sentiment === null || Math.abs(sentiment) <= 1)
    assert(confidence === null || (confidence >= 0 && confidence <= 1))
    assert((language?.length ?? 0) <= 40)
    assert(text.length <= raw.length && text.isWellFormed())
  }),
}))

const markup = fc.constantFrom(
  ...["<p>", "</p>", "<a href='", '<img src="x', ">", "<", "<!--", "-->", "<script>", "</script", "<pre>", "</td><td>"],
  ...["&lt;b&gt;", "&amp;lt;i&amp;gt;", "&#60;", "&#x3c;u&#x3e;", "&#0;", "&#27;", "&shy;", "<![CDATA[", "<?xml"],
  ...["\u0000", "\u001b[31m", "\u202e", "\u200b", "\ufeff", "\n", "\r", "\u0085", "\ud83d"],
)
const html = assembled(fc.oneof(markup, fc.string()), 30)

/** No tag is left, no control character but the line break, nothing that hides or reorders text; a line is one. */
export const articleTexts = target("articles: any HTML", 500, () => ({
  property: fc.property(html, fc.integer({ min: 4, max: 80 }), (source, most) => {
    const plain = plainText(source)
    assert(!/<\/?[a-z]|<[!?]/i.test(plain))
    assert(!/[^\P{Cc}\n]|\p{Cf}/u.test(plain))
    assert(plain === plain.trim() && plain.isWellFormed() && plain.length <= 4 * source.length)
    const line = plainLine(source, most)
    assert(!line.includes("\n") && Array.from(line).length <= most)
  }),
}))

/** Read or refused, never thrown over; as many fields as may be, none longer than it may be. */
export const eventDocuments = target("events: any JSON", 500, () => ({
  property: fc.property(fc.oneof(fc.json({ maxDepth: 8 }), fc.string()), (json) => {
    readEventTypes(json)
    for (const { fields, conIds, date } of readEvents(json) ?? []) {
      assert(fields.length <= mostFields)
      for (const { name, value } of fields) assert(Math.max(name.length, String(value).length) <= longestText)
      assert(conIds.every((id) => id > 0 && id < 2 ** 31))
      assert(date === null || /^\d{8}$/.test(date))
    }
  }),
}))
