import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { isCusip, isFigi, isIsin } from "../../../src/desk/instruments/identifiers.ts"
import { looksLikeOcc, readOcc, writeOcc } from "../../../src/desk/instruments/occ.ts"

const checked = [
  {
    name: "ISIN",
    check: isIsin,
    valid: ["US0378331005", "DE0007164600", "GB00BH4HKS39", "JP3633400001", "US912810TM09"],
  },
  { name: "CUSIP", check: isCusip, valid: ["037833100", "912810TM0", "084670702", "38259P508"] },
  { name: "FIGI", check: isFigi, valid: ["BBG000B9XRY4", "BBG000BLNNH6", "BBG000DWG505"] },
]

describe.each(checked)("the check digit of a $name", ({ check, valid }) => {
  test.each(valid)("%s is right", (text) => {
    expect(check(text)).toBe(true)
  })

  test("is wrong after any one digit is mistyped", () => {
    const digits = fc.constantFrom(...valid).chain((text) =>
      fc.record({
        text: fc.constant(text),
        at: fc.constantFrom(...[...text].flatMap((character, index) => (/\d/.test(character) ? [index] : []))),
        digit: fc.integer({ min: 0, max: 9 }),
      }),
    )
    fc.assert(
      fc.property(digits, ({ text, at, digit }) => {
        fc.pre(text[at] !== String(digit))
        expect(check(text.slice(0, at) + digit + text.slice(at + 1))).toBe(false)
      }),
    )
  })

  test.each(["", "0", "037833100 ", "us0378331005", "BBG000B9XRY"])("%p has the wrong shape", (text) => {
    expect(check(text)).toBe(false)
  })
})

describe("an OCC symbol", () => {
  const options = fc.record({
    root: fc.stringMatching(/^[A-Z][A-Z0-9]{0,5}$/),
    expiry: fc
      .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10).replaceAll("-", "")),
    right: fc.constantFrom("C" as const, "P" as const),
    strike: fc.integer({ min: 1, max: 99_999_999 }).map((thousandths) => thousandths / 1000),
  })

  test("is read back as it was written, padded or not", () => {
    fc.assert(
      fc.property(options, (option) => {
        const text = writeOcc(option) ?? ""
        expect(text).toHaveLength(21)
        expect(readOcc(text)).toEqual(option)
        expect(readOcc(text.replaceAll(" ", ""))).toEqual(option)
      }),
    )
  })

  test("cannot say a strike of more than three decimals or five digits", () => {
    const option = { root: "AAPL", expiry: "20261218", right: "C", strike: 200 } as const
    expect(writeOcc(option)).toBe("AAPL  261218C00200000")
    expect(writeOcc({ ...option, strike: 0.0005 })).toBeNull()
    expect(writeOcc({ ...option, strike: 100_000 })).toBeNull()
    expect(writeOcc({ ...option, root: "BRK B" })).toBeNull()
  })

  test.each(["AAPL261318C00200000", "AAPL260229C00200000", "AAPL261218C00000000"])(
    "%s looks like one and is none",
    (text) => {
      expect(looksLikeOcc(text)).toBe(true)
      expect(readOcc(text)).toBeNull()
    },
  )
})
