import { expect, test } from "bun:test"
import fc from "fast-check"
import { jsonDefect } from "../../src/commands/json-defect.ts"

test.each([
  ["{symbols:1}", 2],
  ["{'a':1}", 2],
  ['{"a":1,}', 8],
  ['{"a" 1}', 6],
  ['{"a":tru}', 6],
  ['{"a":01}', 6],
  ['{"a":1} x', 9],
  ['{"a":1', 7],
  ["[1,2", 5],
  ["", 1],
  ['{"a":"line\nend"}', 6],
])("%j stops being JSON at %d", (text, at) => {
  expect(jsonDefect(text)).toBe(at)
})

test("finds a defect exactly where JSON.parse fails", () => {
  const parses = (text: string): boolean => {
    try {
      JSON.parse(text)
      return true
    } catch {
      return false
    }
  }
  const json = fc.jsonValue().map((value) => JSON.stringify(value))
  const damaged = fc.tuple(json, fc.nat(), fc.string({ maxLength: 2 })).map(([text, at, more]) => {
    const place = at % (text.length + 1)
    return text.slice(0, place) + more + text.slice(place + 1)
  })
  fc.assert(
    fc.property(fc.oneof(json, damaged, fc.string()), (text) => (jsonDefect(text) === undefined) === parses(text)),
  )
})
