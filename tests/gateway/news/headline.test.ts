import { describe, expect, test } from "bun:test"
import { readHeadline, withCodes } from "../../../src/gateway/news/headline.ts"
import { readNewsTime } from "../../../src/gateway/news/incoming.ts"

const none = { language: null, sentiment: null, confidence: null }

describe("what stands before a headline", () => {
  test.each([
    // As Gateways were seen to send them.
    ["{A:800015:L:en}Apple opens lower", { ...none, text: "Apple opens lower", language: "en" }],
    [
      "{A:800015:L:en:K:-0.97:C:0.97}!Edward Jones downgraded Tesla (TSLA) to Hold",
      { text: "Edward Jones downgraded Tesla (TSLA) to Hold", language: "en", sentiment: -0.97, confidence: 0.97 },
    ],
    [
      "{A:800015:L:en:K:0.84:C:0.8353081345558167}Tesla shareholders",
      { text: "Tesla shareholders", language: "en", sentiment: 0.84, confidence: 0.8353081345558167 },
    ],
    ["{A:800015:L:en:K:n/a:C:0.97}Apple", { text: "Apple", language: "en", sentiment: null, confidence: 0.97 }],
    [
      "{A:800008,800008,800015:L:Chinese (Simplified and Traditional),Chinese,zh:K:n/a:C:0.9}Xiaomi",
      { text: "Xiaomi", language: "zh", sentiment: null, confidence: 0.9 },
    ],
    ["{K:1.00}Merger agreed", { ...none, text: "Merger agreed", sentiment: 1 }],
    ["{C:0.65} {L:en}Two blocks", { text: "Two blocks", language: "en", sentiment: null, confidence: 0.65 }],
    // Not codes, and codes that say nothing that can be.
    ["{Video} Apple's day", { ...none, text: "{Video} Apple's day" }],
    ["!!! as it stands", { ...none, text: "!!! as it stands" }],
    ["{K:7:C:-1}Out of bounds", { ...none, text: "Out of bounds" }],
    ["{A:1:L:en", { ...none, text: "{A:1:L:en" }],
    ["", { ...none, text: "" }],
  ])("%p", (raw, read) => {
    expect(readHeadline(raw)).toEqual(read)
  })

  test("letters that the Gateway wrote in seven bits are read back, half a character is marked as one", () => {
    expect(readHeadline("{L:de}Fl\\u00fcge \\ud83d\\ude80").text).toBe("Flüge 🚀")
    expect(readHeadline("\\ud83d").text).toBe("\ufffd")
  })

  test("codes come apart from the headline among ticks", () => {
    const read = (text: string, codes: string) => readHeadline(withCodes(text, codes))
    expect(read("!Tesla cut", "A:800015:L:en:K:n/a:C:0.67")).toEqual({
      text: "Tesla cut",
      language: "en",
      sentiment: null,
      confidence: 0.67,
    })
    for (const codes of ["", "800015", "A:1}{K:1"]) expect(read("Tesla", codes)).toEqual({ ...none, text: "Tesla" })
  })
})

test.each([
  ["2026-04-14 14:58:42.0", "2026-04-14T14:58:42.000Z"],
  ["20260414 14:58:42", "2026-04-14T14:58:42.000Z"],
  ["2026-02-31 00:00:00.0", null],
  ["yesterday", null],
  ["", null],
])("the time %p of a headline is %p", (text, iso) => {
  const at = readNewsTime(text)
  expect(at === null ? null : new Date(at).toISOString()).toBe(iso)
})
