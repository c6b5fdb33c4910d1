import { describe, expect, test } from "bun:test"
import { withoutAccounts } from "../../src/log/account-numbers.ts"
import { createLog } from "../../src/log/log.ts"

describe("account numbers", () => {
  test.each([
    "U1234567",
    "DU1234567",
    "F1234567",
    "DF1234567",
    "F1234567A",
    "U1234567F",
    "I12345",
    "DUH123456",
    "u1234567",
  ])("%s is one", (account) => {
    for (const [before, after] of [
      ["", ""],
      ["account_", "_x"],
      ["'", "'"],
      ["(", ","],
    ])
      expect(withoutAccounts(`${before}${account}${after}`)).toBe(`${before}U***${after}`)
  })

  test.each([
    "US0378331005",
    "FI0009000681",
    "AAPL261218C00200000",
    "265598",
    "ESZ6",
    "U1234",
    "BRK B",
    "20261120",
    "SU1234567",
  ])("%s is none", (text) => {
    expect(withoutAccounts(text)).toBe(text)
  })
})

test("no line of a log has one, at any level, whoever passed it", () => {
  const lines: string[] = []
  const log = createLog("debug", (line) => lines.push(line))
  for (const level of ["debug", "info", "warn", "error"] as const) log[level]("of\nDU1234567 and F7654321A")
  expect(lines.map((line) => line.slice(line.indexOf("Z ") + 2))).toEqual(
    ["debug", "info", "warn", "error"].map((level) => `${level} of U*** and U***\n`),
  )
})
