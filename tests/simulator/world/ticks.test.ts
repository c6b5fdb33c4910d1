import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { differences } from "../../../src/simulator/depth-department.ts"
import { createWorld } from "../../../src/simulator/world/index.ts"
import { type BookKind, type BookRow, bookAt } from "../../../src/simulator/world/ticks/book.ts"
import { collect } from "../../../src/simulator/world/ticks/collect.ts"
import { quotesIn } from "../../../src/simulator/world/ticks/quote-ticks.ts"
import { tradesIn } from "../../../src/simulator/world/ticks/trade-ticks.ts"
import type { Listing } from "../../../src/simulator/world/world.ts"

const { contracts, market } = createWorld({ seed: 1 })
/** 2026-11-20, a Friday: New York opens at 14:30 UTC. */
const open = Date.UTC(2026, 10, 20, 14, 30)
const minute = 60_000

function listed(symbol: string, secType: string): Listing {
  const found = contracts.all().find((listing) => listing.symbol === symbol && listing.secType === secType)
  if (!found) throw new Error(`no ${symbol}`)
  return found
}

const apple = listed("AAPL", "STK")
const bitcoin = listed("BTC", "CRYPTO")
const [future] = contracts.find({ symbol: "ES", secType: "FUT", exchange: "CME" }, open)
if (!future) throw new Error("no future")

describe.each([
  ["a stock", apple],
  ["a future", future],
  ["a coin", bitcoin],
] as const)("the trades of %s", (_, listing) => {
  test.each([1, 5, 60, 300])("add up to its bars of %d seconds", (barSeconds) => {
    const to = open + 5 * minute
    const query = { conId: listing.conId, from: open, to, barSeconds, what: "TRADES", regularHoursOnly: false }
    const trades = tradesIn(market, listing, open, to)
    for (const bar of market.bars(query)) {
      const own = trades.filter(({ at }) => at >= bar.at && at < bar.at + barSeconds * 1000)
      const prices = own.map(({ price }) => price)
      if (bar.count === 0) continue
      expect(own).toHaveLength(bar.count)
      expect(own.reduce((sum, { size }) => sum + size, 0)).toBeCloseTo(bar.volume, 6)
      expect([prices[0], Math.max(...prices), Math.min(...prices), prices.at(-1)]).toEqual([
        bar.open,
        bar.high,
        bar.low,
        bar.close,
      ])
    }
  })

  test("each have a size, a place, and a time after the one before", () => {
    const trades = tradesIn(market, listing, open, open + minute)
    for (const [at, trade] of trades.entries()) {
      expect(trade.size).toBeGreaterThan(0)
      expect(trade.exchange).not.toBe("")
      expect(trade.at).toBeGreaterThanOrEqual(trades[at - 1]?.at ?? open)
    }
  })
})

describe("ticks next to an instant", () => {
  const trades = (from: number, to: number) => tradesIn(market, apple, from, to, true)
  const wanted = { conId: apple.conId, count: 100, regularHoursOnly: true, now: open + 90 * minute }

  test("forward and backward: as many as asked for, and all of the last second", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 60, max: 3600 }), (count, second) => {
        const instant = open + second * 1000
        const after = collect(market, { ...wanted, count, from: instant, to: undefined }, trades)
        const before = collect(market, { ...wanted, count, from: undefined, to: instant }, trades)
        const secondOf = ({ at }: { readonly at: number }) => Math.floor(at / 1000)
        for (const [found, edge] of [
          [after, after.at(-1)],
          [before, before[0]],
        ] as const) {
          if (!edge) throw new Error("no ticks")
          expect(found.length).toBeGreaterThanOrEqual(count)
          const cut = found.filter((tick) => secondOf(tick) !== secondOf(edge))
          expect(cut.length).toBeLessThan(count)
          const whole = trades(secondOf(edge) * 1000, secondOf(edge) * 1000 + 1000)
          expect(found.filter((tick) => secondOf(tick) === secondOf(edge))).toEqual([...whole])
        }
        expect(after.every(({ at }) => at >= instant)).toBe(true)
        expect(before.every(({ at }) => at < instant)).toBe(true)
      }),
      { numRuns: 20 },
    )
  })

  test("on a Sunday they are Friday's, and after now there are none", () => {
    const sunday = Date.UTC(2026, 10, 22, 12)
    const found = collect(market, { ...wanted, count: 1, from: undefined, to: sunday, now: sunday }, trades)
    expect(new Date(found.at(-1)?.at ?? 0).toISOString()).toStartWith("2026-11-20T20:59:59")
    expect(collect(market, { ...wanted, from: wanted.now, to: undefined }, trades)).toEqual([])
  })

  test("quotes are those that the market shows, and only where they differ from the last", () => {
    const quotes = quotesIn(market, apple.conId, open, open + 2 * minute)
    for (const [at, quote] of quotes.entries()) {
      const { bid, ask, bidSize, askSize } = market.snapshot(apple.conId, quote.at + 500)
      expect({ bid, ask, bidSize, askSize }).toEqual({
        bid: quote.bid,
        ask: quote.ask,
        bidSize: quote.bidSize,
        askSize: quote.askSize,
      })
      const before = quotes[at - 1]
      if (before) expect({ ...before, at: quote.at }).not.toEqual(quote)
    }
  })
})

describe("the book", () => {
  const kinds: readonly BookKind[] = ["smart", "makers", "anonymous"]

  test.each(kinds)("%s: best prices first, the first row is the market's quote, all on the price grid", (kind) => {
    for (let second = 0; second < 120; second++) {
      const at = open + second * 1000
      const { bids, asks } = bookAt(market, apple, kind, 10, at)
      const { bid, ask, bidSize, askSize } = market.snapshot(apple.conId, at)
      expect([bids[0]?.price, bids[0]?.size, asks[0]?.price, asks[0]?.size]).toEqual(
        [bid, bidSize, ask, askSize].map((one) => one ?? undefined),
      )
      expect([bids.length, asks.length]).toEqual([10, 10])
      const prices = [...bids.toReversed(), ...asks].map(({ price }) => price)
      expect(prices).toEqual(prices.toSorted((a, b) => a - b))
      for (const { price, size, maker } of [...bids, ...asks]) {
        expect(Math.round(price * 100)).toBeCloseTo(price * 100, 6)
        expect(size).toBeGreaterThan(0)
        expect(maker === "").toBe(kind === "anonymous")
      }
    }
  })

  test("is empty while nothing trades", () => {
    expect(bookAt(market, apple, "smart", 5, Date.UTC(2026, 10, 22, 12))).toEqual({ bids: [], asks: [] })
  })

  test("a client that applies the changes has the book", () => {
    const row = fc.record({
      price: fc.integer({ min: 1, max: 5 }),
      size: fc.integer({ min: 1, max: 3 }),
      maker: fc.constantFrom("A", "B"),
    })
    const rows = fc.array(row, { maxLength: 6 })
    fc.assert(
      fc.property(rows, rows, (before, now) => {
        const kept: BookRow[] = [...before]
        for (const { position, operation, price, size, maker } of differences("bid", before, now)) {
          if (operation === "delete") kept.splice(position, 1)
          else kept.splice(position, operation === "update" ? 1 : 0, { price, size, maker })
        }
        expect(kept).toEqual(now)
      }),
    )
  })
})
