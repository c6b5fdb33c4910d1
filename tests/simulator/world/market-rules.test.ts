import { describe, expect, test } from "bun:test"
import { createContractBook } from "../../../src/simulator/world/contracts/contract-book.ts"
import { tickAt } from "../../../src/simulator/world/exchanges/market-rules.ts"
import { createMarket } from "../../../src/simulator/world/market/index.ts"
import { createUniverse } from "../../../src/simulator/world/universe/universe.ts"
import type { Listing } from "../../../src/simulator/world/world.ts"

const universe = createUniverse()
const book = createContractBook(universe)
const now = Date.parse("2026-11-22T15:00:00Z")
const rulesOf = ({ marketRuleIds }: Listing): readonly number[] => marketRuleIds.split(",").map(Number)

describe("market rules", () => {
  test("every rule that a contract names exists, and rises from nothing", () => {
    const derivatives = [
      ...book.find({ symbol: "ES", secType: "FUT" }, now),
      ...book.find({ symbol: "ES", secType: "FOP", expiry: "202612" }, now),
      ...book.find({ symbol: "SPX", secType: "OPT", expiry: "20261217" }, now),
      ...book.find({ symbol: "AAPL", secType: "OPT", expiry: "20261218" }, now),
    ]
    for (const listing of [...book.all(), ...derivatives]) {
      for (const id of rulesOf(listing)) {
        const increments = book.marketRule(id) ?? []
        expect(increments[0]?.lowEdge).toBe(0)
        for (const [index, { lowEdge, increment }] of increments.slice(1).entries()) {
          expect(lowEdge).toBeGreaterThan(increments[index]?.lowEdge ?? 0)
          expect(increment).toBeGreaterThan(increments[index]?.increment ?? 0)
        }
      }
    }
  })

  test("a contract's own tick is the step that its rule gives for its price", () => {
    for (const { listing, behaviour } of universe.instruments) {
      if (listing.secType === "IND") continue
      expect([listing.localSymbol, tickAt(rulesOf(listing)[0] ?? 0, behaviour.referencePrice)]).toEqual([
        listing.localSymbol,
        listing.minTick,
      ])
    }
  })

  test("the well-known ones have the steps that they have at Interactive Brokers", () => {
    expect(book.marketRule(26)).toEqual([{ lowEdge: 0, increment: 0.01 }])
    expect(book.marketRule(239)).toEqual([{ lowEdge: 0, increment: 0.00005 }])
    expect(book.marketRule(59)).toEqual([{ lowEdge: 0, increment: 0.005 }])
    expect(book.marketRule(67)).toEqual([{ lowEdge: 0, increment: 0.25 }])
    expect(book.marketRule(110)).toEqual([
      { lowEdge: 0, increment: 0.05 },
      { lowEdge: 3, increment: 0.1 },
    ])
    expect(book.marketRule(4711)).toBeUndefined()
  })

  test.each([
    [1, 0.45, 0.002],
    [1, 60_000, 500],
    [2, 30, 0.1],
    [3, 0.05, 0.0001],
    [4, 700, 0.5],
    [5, 92, 0.02],
    [6, 1, 0.0002],
    [6, 13_600, 2],
    [6, 0.99, 0.0001],
  ])("liquidity band %d at %d: the step of the European table is %d", (band, price, step) => {
    expect(tickAt(9_000 + band, price)).toBe(step)
  })
})

describe("prices keep to the rules", () => {
  const market = createMarket(universe, 1)
  const isOnGrid = (price: number, rule: number): boolean => {
    const ticks = price / tickAt(rule, price)
    return Math.abs(ticks - Math.round(ticks)) < 1e-6
  }

  test.each(["ES", "SPX"])("quotes and trades of options on %s", (symbol) => {
    const secType = symbol === "SPX" ? "OPT" : "FOP"
    const at = Date.parse("2026-11-20T16:30:00Z")
    const options = book.find({ symbol, secType, expiry: "202612" }, at).filter((_, index) => index % 7 === 0)
    const seen = { low: 0, high: 0 }
    for (const option of options) {
      const [rule = 0] = rulesOf(option)
      const { bid, ask, last } = market.snapshot(option.conId, at)
      for (const price of [bid, ask, last]) {
        if (price === null) continue
        expect([option.localSymbol, price, isOnGrid(price, rule)]).toEqual([option.localSymbol, price, true])
        if (price < 3) seen.low++
        else if (price > 10) seen.high++
      }
      expect(ask ?? 0).toBeGreaterThan(bid ?? 0)
    }
    expect(Math.min(seen.low, seen.high)).toBeGreaterThan(3)
  })

  test("shares change their tick with their price over the years", () => {
    for (const symbol of ["AIR", "SAP", "700", "7203", "BHP", "VOD"]) {
      const found = universe.instruments.find(
        ({ listing }) => listing.symbol === symbol && listing.secType === "STK" && listing.currency !== "USD",
      )
      if (found === undefined) throw new Error(`${symbol} is not listed`)
      const { listing, hours } = found
      const [rule = 0] = rulesOf(listing)
      for (let year = 2010; year <= 2028; year++) {
        const [session] = hours.sessions(Date.UTC(year, 3, 20), Date.UTC(year, 3, 30), true)
        const { bid, ask } = market.snapshot(listing.conId, (session?.open ?? 0) + 1)
        if (bid === null || ask === null) throw new Error("No quotes in a session")
        expect([symbol, year, isOnGrid(bid, rule)]).toEqual([symbol, year, true])
      }
    }
  })
})
