import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { checkText, shown } from "../../src/mcp/check-text.ts"

const control = fc
  .oneof(fc.integer({ min: 0, max: 0x1f }), fc.integer({ min: 0x7f, max: 0x9f }))
  .map((code) => String.fromCharCode(code))
const clean = fc.string({ unit: "grapheme", maxLength: 50 }).filter((text) => !/\p{Cc}/u.test(text))
const cleanArguments = fc.dictionary(
  clean,
  fc.oneof(clean, fc.array(clean), fc.integer(), fc.boolean(), fc.constant(null)),
)

describe("control characters", () => {
  test("are found wherever they stand", () => {
    const places = [
      (bad: string) => ({ a: bad }),
      (bad: string) => ({ a: ["x", bad] }),
      (bad: string) => ({ a: { b: [{ c: bad }] } }),
      (bad: string) => ({ [bad]: 1 }),
      (bad: string) => ({ a: { [bad]: 1 } }),
    ]
    fc.assert(
      fc.property(
        clean,
        control,
        clean,
        fc.constantFrom(...places),
        cleanArguments,
        (before, bad, after, place, more) => {
          const found = checkText({ ...more, ...place(before + bad + after) })
          expect(found?.code).toBe("invalid_request")
          expect(`${found?.message}${found?.hint}`).not.toMatch(/\p{Cc}/u)
        },
      ),
    )
  })

  test("are named by where they stand, however long that is", () => {
    expect(checkText({ a: { ["n".repeat(5000)]: ["\u0000"] } })?.message).toBe(
      `a.${"n".repeat(77)}...[0] has the control character U+0000 at position 1; only printable text is allowed.`,
    )
  })

  test("are found nowhere else", () => {
    fc.assert(fc.property(cleanArguments, (args) => checkText(args) === undefined))
  })
})

test("what is shown of a value is short and clean, whatever it is", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 1000 }), fc.jsonValue()), (value) => {
      const text = shown(value)
      expect(text).not.toMatch(/\p{Cc}/u)
      expect(text.length).toBeLessThanOrEqual(82)
    }),
  )
})
