import { expect, test } from "bun:test"
import { saidOnce } from "../../src/desk/portfolio/said-once.ts"

interface Gap {
  readonly from: string
  readonly account: string
  readonly instrument: string | null
  readonly reason: string
}

const gaps = (count: number, more: Partial<Gap> = {}): readonly Gap[] =>
  Array.from({ length: count }, (_, index) => ({
    from: "daily_pnl",
    account: "U1",
    instrument: `STOCK${index}`,
    reason: "none from the Gateway",
    ...more,
  }))

test("a few that lack the same are named each", () => {
  expect(saidOnce(gaps(5))).toEqual(gaps(5))
})

test("many are counted once, by what they lack, whose they are and why", () => {
  const others = [...gaps(2, { account: "U2" }), ...gaps(1, { reason: "its currency is not known" })]
  expect(saidOnce([...gaps(40), ...others])).toEqual([
    {
      from: "daily_pnl",
      account: "U1",
      instrument: null,
      reason: "none from the Gateway: STOCK0, STOCK1, STOCK2 and 37 more",
    },
    ...others,
  ])
})
