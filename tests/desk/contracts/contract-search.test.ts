import { describe, expect, test } from "bun:test"
import { manualClock } from "../../../src/clock/manual-clock.ts"
import { createDesk } from "../../../src/desk/desk.ts"
import type { SymbolMatch } from "../../../src/gateway/contracts/contract.ts"
import { config, failureOf, inMemoryGateway, monday, notConnected, value } from "../in-memory-gateway.ts"

const match = (fields: Partial<SymbolMatch>): SymbolMatch => ({
  conId: 1,
  symbol: "AAPL",
  secType: "STK",
  primaryExchange: "NASDAQ.NMS",
  currency: "USD",
  description: "APPLE INC",
  derivativeTypes: ["OPT"],
  ...fields,
})

function room() {
  const gateway = inMemoryGateway()
  gateway.known.symbols = [
    match({}),
    match({ conId: 2, symbol: "VOD", primaryExchange: "LSE", currency: "GBP" }),
    match({ conId: 3, symbol: "SPX", secType: "IND", primaryExchange: "CBOE" }),
    match({ conId: 4, symbol: "EUR", secType: "CASH", primaryExchange: "IDEALPRO" }),
    match({ conId: null, symbol: null, secType: "BOND", primaryExchange: null, currency: null }),
    match({ conId: 6, symbol: "ODD", currency: null }),
  ]
  const desk = createDesk({ gateway, config, clock: manualClock(monday) })
  return { gateway, search: (pattern: string, limit = 20) => desk.searchContracts(pattern, limit, {}) }
}

describe("a search", () => {
  test("names what it finds as the other tools take it; an issuer of bonds has no contract", async () => {
    const { data } = value(await room().search("apple"))
    expect(data.matches.map(({ instrument, conId }) => [instrument, conId])).toEqual([
      ["AAPL", 1],
      ["VOD@LSE/GBP", 2],
      ["IND:SPX@CBOE", 3],
      ["FX:EURUSD", 4],
      [null, null],
      ["CONID:6", 6],
    ])
  })

  test("is cut at the limit and says how many there are", async () => {
    const { matches, total } = value(await room().search("apple", 2)).data
    expect([matches.length, total]).toEqual([2, 6])
  })

  test("that finds nothing is empty, no error", async () => {
    const { gateway, search } = room()
    gateway.known.symbols = []
    const { data, provenance } = value(await search("US0378331005"))
    expect(data).toEqual({ matches: [], total: 0 })
    expect(provenance.warnings.join()).toContain("ISIN:US0378331005")
  })

  test("of before is given when the Gateway is gone", async () => {
    const { gateway, search } = room()
    await search("apple")
    gateway.known.down = notConnected
    expect(value(await search(" APPLE ", 1)).provenance.source).toBe("cache")
    expect(failureOf(await search("pear")).code).toBe("not_connected")
  })

  test.each(["", "  ", "a\u0000b", "a".repeat(65)])("%p is refused and never sent", async (pattern) => {
    const { gateway, search } = room()
    expect(failureOf(await search(pattern)).code).toBe("invalid_request")
    expect(gateway.asked.symbols).toEqual([])
  })
})
