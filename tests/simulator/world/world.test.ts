import { expect, test } from "bun:test"
import { createWorld } from "../../../src/simulator/world/index.ts"
import type { Listing } from "../../../src/simulator/world/world.ts"

const { contracts, market, accounts } = createWorld({ seed: 7 })
const friday = Date.parse("2026-11-20T19:00:00Z")
const sunday = Date.parse("2026-11-22T15:00:00Z")

const derivatives: readonly Listing[] = [
  ...["ES", "NQ", "CL", "GC"].flatMap((symbol) => contracts.find({ symbol, secType: "FUT" }, friday)),
  ...contracts.find({ symbol: "SPY", secType: "OPT", expiry: "20261218", strike: 680 }, friday),
  ...contracts.find({ symbol: "SPX", secType: "OPT", expiry: "20261217", strike: 6800 }, friday),
  ...contracts.find({ symbol: "ES", secType: "FOP", expiry: "20261218", strike: 6800 }, friday),
]

test.each([...contracts.all(), ...derivatives].map((listing) => [listing.localSymbol, listing] as const))(
  "%s has a price on a trading day and at the weekend",
  (_name, { conId, secType }) => {
    for (const at of [friday, sunday]) {
      const { bid, ask, last, close, mark } = market.snapshot(conId, at)
      for (const price of [bid, ask, last, close, mark]) expect(price === null || Number.isFinite(price)).toBe(true)
      expect(last ?? mark ?? close).toBeGreaterThan(0)
      if (bid !== null && ask !== null) expect(ask).toBeGreaterThan(bid)
      if (secType === "IND") expect([bid, ask]).toEqual([null, null])
    }
    expect(contracts.byConId(conId)?.conId).toBe(conId)
  },
)

test("every position, execution and order is in a contract that the Gateway knows", () => {
  expect(accounts.accounts).toHaveLength(2)
  for (const account of accounts.accounts) {
    const conIds = [
      ...accounts.positions(account, friday),
      ...accounts.executions(account, friday),
      ...accounts.openOrders(account, friday),
      ...accounts.completedOrders(account, friday),
    ].map(({ conId }) => conId)
    expect(conIds.length).toBeGreaterThan(0)
    for (const conId of conIds) expect(contracts.byConId(conId)).toBeDefined()
  }
})

test("the same seed makes the same world, another seed another", () => {
  const apple = (seed: number) => createWorld({ seed }).market.snapshot(265598, friday - 3_600_000)
  expect(apple(7)).toEqual(market.snapshot(265598, friday - 3_600_000))
  expect(apple(8)).not.toEqual(apple(7))
})
