import { describe, expect, test } from "bun:test"
import { catalogue } from "../../src/gateway/catalogue/catalogue.ts"
import { classify } from "../../src/gateway/classify.ts"
import { failureCodes } from "../../src/outcome/outcome.ts"

/** Whole numbers from the first of each pair to its second. */
const ranges = (...pairs: readonly (readonly [number, number])[]) =>
  pairs.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, n) => from + n))

/** Codes that Gateways were seen to send, and those of IBKR's "TWS API Message Codes", without what the client itself makes. */
const known = [
  ...[0, 502, 504, 505, 506, 507, 1100, 1101, 1102, 1300, 2119, 2130, 2137, 2150, 2152, 2157, 2158, 2168, 2169, 2174],
  ...[2176, 2188, 481, 490, 501, 503, 585],
  ...ranges([100, 107], [109, 111], [113, 126], [129, 129], [131, 148], [151, 168], [200, 203], [300, 317]),
  ...ranges([319, 449], [2100, 2111], [10000, 10003], [10005, 10027], [10089, 10092], [10147, 10149]),
  ...[10167, 10168, 10172, 10182, 10185, 10186, 10187, 10189, 10190, 10197, 10225, 10230, 10231, 10299, 10314, 10339],
  ...ranges([10233, 10254], [10268, 10270], [10276, 10285], [10358, 10358]),
]

describe("the error catalogue", () => {
  test("has every known code", () => {
    expect(known.filter((code) => !catalogue.some((entry) => entry.ibCode === code))).toEqual([])
  })

  for (const entry of catalogue)
    test(`${entry.ibCode}${entry.when ? ` ${entry.when}` : ""} says what happened and what to change`, () => {
      expect(failureCodes).toContain(entry.code)
      expect(entry.cause).toMatch(/^[A-Z].{10,}\.$/)
      expect(entry.remedy).toMatch(/^[A-Z].{8,}\.$/)
    })

  test("ends each code with an entry for any text", () => {
    for (const [code, entries] of Map.groupBy(catalogue, (entry) => entry.ibCode))
      expect([code, entries.map((entry) => entry.when === undefined).indexOf(true)]).toEqual([code, entries.length - 1])
  })
})

describe("an error with a code of several meanings", () => {
  const delayed = "Requested market data is not subscribed. Check API status by selecting the Account menu"
  for (const [ib, text, code, hint] of [
    [
      162,
      "Historical Market Data Service error message:HMDS query returned no data: AAPL@SMART Trades",
      "no_data",
      "what_to_show",
    ],
    [
      162,
      "Historical Market Data Service error message:API historical data query cancelled: 1001",
      "request_timeout",
      "Ask again",
    ],
    [
      200,
      "The contract description specified for GLD is ambiguous; you must specify the multiplier or trading class.",
      "ambiguous_contract",
      "trading class",
    ],
    [200, "No security definition has been found for the request", "not_found", "ibkr_contract_search"],
    [
      321,
      "Error validating request.-'Q' : cause - The API interface is currently in Read-Only mode.",
      "read_only",
      '"Read-Only API"',
    ],
    [321, "Error validating request.-'aa' : cause - Invalid account code", "invalid_request", "accounts"],
    [
      322,
      "Error processing request.-'Q' : cause - Maximum number of account summary requests exceeded",
      "pacing",
      "moment",
    ],
    [
      354,
      `${delayed}.Delayed market data is available.VIX CBOE Volatility Index/TOP/ALL`,
      "not_subscribed",
      "IB_MARKET_DATA_TYPE",
    ],
    [10089, `${delayed}.Delayed market data is available.`, "not_subscribed", "IB_MARKET_DATA_TYPE"],
  ] as const)
    test(`${ib} "${text.slice(0, 90)}" is ${code}`, () => {
      expect(classify(ib, text)).toMatchObject({
        kind: "terminal",
        failure: { code, ibCode: ib, hint: expect.stringContaining(hint) },
      })
    })

  test("354 without delayed data does not advise to ask for it", () => {
    const meaning = classify(354, `${delayed}.Delayed market data is not available.`)
    expect(meaning.kind === "terminal" && meaning.failure.hint).not.toContain("IB_MARKET_DATA_TYPE")
  })
})

test("a message on somebody's order never ends a request that happens to have its id", () => {
  for (const code of [110, 161, 201, 202, 399, 10147, 10233])
    expect(classify(code, "Order message:")).toEqual({ kind: "silent" })
})

describe("an unknown code", () => {
  test("is a gateway_error in the Gateway's own words, without account numbers or control characters", () => {
    expect(classify(12345, "Account U1234567\n must\0 agree")).toMatchObject({
      kind: "terminal",
      failure: { code: "gateway_error", ibCode: 12345, message: "Gateway error 12345: Account U*** must agree" },
    })
  })

  test("between 2100 and 2299 is a warning", () => {
    expect(classify(2199, "Something to know")).toEqual({ kind: "notice", text: "Something to know" })
  })
})
