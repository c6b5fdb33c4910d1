import { describe, expect, test } from "bun:test"
import { masked } from "../../src/desk/accounts.ts"
import { failure } from "../../src/outcome/outcome.ts"
import { failureOf, value } from "./in-memory-gateway.ts"
import { dollars, euros, twoAccounts as room } from "./two-accounts.ts"

describe("accounts that may not be read", () => {
  const settings = { accounts: [dollars] }

  test("are counted, never named", async () => {
    const { positions, summary } = room(settings)
    for (const answer of [value(await positions()), value(await summary())]) {
      expect(JSON.stringify(answer)).not.toContain("7654321")
      expect(answer.provenance.warnings).toContain("1 other account is not shown.")
    }
  })

  test("are refused by name, without naming the others", async () => {
    const { positions, summary } = room(settings)
    for (const outcome of [await positions(euros), await summary("U9999999")]) {
      expect(failureOf(outcome).code).toBe("account_not_allowed")
      expect(failureOf(outcome).hint).not.toContain(euros)
      expect(failureOf(outcome).hint).toContain(dollars)
    }
  })

  test("are not named by the Gateway's own texts either", async () => {
    const { gateway, positions, desk } = room(settings)
    gateway.known.down = failure("gateway_error", `Account ${euros} is closed.`, `Ask about ${euros}.`)
    expect(failureOf(await positions())).toMatchObject({ message: "Account U*** is closed.", hint: "Ask about U***." })
    expect(JSON.stringify(await desk.connection(false, {}))).not.toContain("7654321")
  })

  test("all of them: says so", async () => {
    expect(failureOf(await room({ accounts: ["U1"] }).positions()).code).toBe("account_not_allowed")
  })
})

describe("masked account numbers", () => {
  const settings = { maskAccounts: true }

  test.each([
    ["U1234567", "U***4567"],
    ["DU7654321", "DU***4321"],
    ["U123", "U***3"],
  ])("%s is %s", (account, mask) => {
    expect(masked(account)).toBe(mask)
  })

  test("are the only ones in any answer", async () => {
    const { desk, positions, summary } = room(settings)
    for (const answer of [
      await positions(),
      await summary(),
      await summary(dollars),
      await desk.connection(true, {}),
    ]) {
      const text = JSON.stringify(answer)
      expect(text).not.toContain(dollars)
      expect(text).not.toContain(euros)
      expect(text).toContain("U***4567")
    }
  })

  test("are understood in a question", async () => {
    expect(value(await room(settings).positions("U***4567")).data).toHaveLength(3)
    expect(value(await room(settings).positions(dollars)).data).toHaveLength(3)
  })

  test("are kept in errors", async () => {
    const failed = failureOf(await room(settings).positions("U7777777"))
    expect(JSON.stringify(failed)).not.toMatch(/\d{5}/)
  })
})
