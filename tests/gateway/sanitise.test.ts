import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import {
  cleanCount,
  cleanId,
  cleanNumber,
  hasControlCharacter,
  readNumber,
  withoutAccountNames,
} from "../../src/gateway/sanitise.ts"

describe("numbers of the Gateway", () => {
  for (const unset of [
    "",
    " ",
    "1.7976931348623157E308",
    "9223372036854775807",
    "-9223372036854775808",
    "2147483647",
    "-2147483648",
    "NaN",
    "Infinity",
    "-Infinity",
    "1e400",
    "abc",
    "12abc",
  ])
    test(`"${unset}" is no number`, () => expect(readNumber(unset)).toBeNull())

  test("real ones come through unchanged, with thousands separators too", () => {
    expect(["0", "-0", "-37.63", "11340.427636781911", "1,234.5", "1e-7"].map(readNumber)).toEqual([
      0, 0, -37.63, 11340.427636781911, 1234.5, 1e-7,
    ])
  })

  test("whatever comes out is finite and below 1e15", () => {
    fc.assert(
      fc.property(fc.oneof(fc.double().map(String), fc.string(), fc.bigInt().map(String)), (text) => {
        const number = readNumber(text)
        expect(number === null || (Number.isFinite(number) && Math.abs(number) < 1e15)).toBe(true)
      }),
    )
    fc.assert(fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (x) => expect(cleanNumber(x)).toBe(x + 0)))
  })

  test("a negative volume is none", () => {
    expect([-1553556175, -1, 0, 5, null].map(cleanCount)).toEqual([null, null, 0, 5, null])
  })
})

test("contract ids are whole 32-bit numbers above nought", () => {
  expect([265598, 2147483646].map(cleanId)).toEqual([265598, 2147483646])
  for (const none of [0, -1, 1.5, 2147483647, 1e15, Number.NaN, Number.POSITIVE_INFINITY, undefined])
    expect(cleanId(none)).toBeNull()
})

describe("texts", () => {
  test("control characters are found", () => {
    expect(["AAPL\0", "A\nB", "\x7f", "\u0085"].every(hasControlCharacter)).toBe(true)
    expect(hasControlCharacter("BRK B é 日本")).toBe(false)
  })

  test("account numbers are taken out of the Gateway's words", () => {
    expect(withoutAccountNames("Account U1234567, DU7654321, F1234567 and DFH123456 of US0378331005 ESZ6")).toBe(
      "Account U***, U***, U*** and U*** of US0378331005 ESZ6",
    )
  })

  test.each([
    ["Invalid account code 'U1234567'.", "Invalid account code '***'."],
    ["cause - Invalid account group 'Smith Family'", "cause - Invalid account group '***'"],
    ['Unknown profile name "Ann\'s own"', 'Unknown profile name "***"'],
    ["Unknown group: Smith Family.", "Unknown group: ***."],
    ["See link in 'Market Data Connections' dialog", "See link in 'Market Data Connections' dialog"],
    [
      "selecting the Account menu then under Management choose",
      "selecting the Account menu then under Management choose",
    ],
  ])("accounts and groups are not named: %s", (text, clean) => {
    expect(withoutAccountNames(text)).toBe(clean)
  })
})
