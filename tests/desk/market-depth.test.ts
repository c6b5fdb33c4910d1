import { describe, expect, test } from "bun:test"
import { manualClock } from "../../src/clock/manual-clock.ts"
import { createDesk } from "../../src/desk/desk.ts"
import type { DepthQuestion } from "../../src/desk/market-depth.ts"
import type { BookRow, DepthLook } from "../../src/gateway/depth/depth.ts"
import { failure } from "../../src/outcome/outcome.ts"
import { config, contract, details, failureOf, inMemoryGateway, monday, value } from "./in-memory-gateway.ts"

const row = (price: number, size: number | null, maker: string | null = null): BookRow => ({ price, size, maker })
const look = (bids: readonly BookRow[], asks: readonly BookRow[], more: Partial<DepthLook> = {}): DepthLook => ({
  book: { bids, asks },
  venues: null,
  settled: true,
  ...more,
})

const noBook = failure("unsupported", "There is no market depth.", "Name an exchange.", { ibCode: 10092 })

function room() {
  const gateway = inMemoryGateway()
  gateway.known.contracts = [
    details(contract({ conId: 1, symbol: "AAPL" }), {
      validExchanges: ["SMART", "NASDAQ", "AMEX"],
      priceMagnifier: 100,
    }),
  ]
  const desk = createDesk({ gateway, config, clock: manualClock(monday) })
  const ask = (fields: Partial<DepthQuestion> = {}) =>
    desk.marketDepth({ instrument: "AAPL", exchange: null, rows: 3, ...fields }, {}, () => undefined)
  return { gateway, books: gateway.known.ticks.books, asked: gateway.asked.ticks.depth, ask }
}

describe("the book", () => {
  test("adds sizes up as far as they are known", async () => {
    const { books, ask } = room()
    books.set("SMART", look([row(10, 5), row(9.9, 0.1), row(9.8, null), row(9.7, 1)], [row(10.05, 5)]))
    const { bids, asks, spread, bidShare, priceMagnifier } = value(await ask()).data
    expect(bids.map(({ cumulative }) => cumulative)).toEqual([5, 5.1, null, null])
    expect(asks).toEqual([{ ...row(10.05, 5), cumulative: 5 }])
    expect({ spread, bidShare, priceMagnifier }).toEqual({ spread: 0.05, bidShare: null, priceMagnifier: 100 })
    books.set("SMART", look([row(10, 30)], [row(10.05, 10)]))
    expect(value(await ask()).data.bidShare).toBe(0.75)
  })

  test("with one side only has no spread; exchanges that cross have one below nought", async () => {
    const { books, ask } = room()
    books.set("SMART", look([row(10, 5)], []))
    expect(value(await ask()).data).toMatchObject({ spread: null, bidShare: null, asks: [] })
    books.set("SMART", look([row(10.02, 5, "ARCA")], [row(10, 5, "IEX")]))
    expect(value(await ask()).data.spread).toBe(-0.02)
  })

  test("of SMART falls back on the primary exchange's where there is none", async () => {
    const { books, asked, ask } = room()
    books.set("SMART", noBook)
    books.set("NASDAQ", look([row(10, 5)], [row(10.1, 5)]))
    expect(value(await ask()).data.exchange).toBe("NASDAQ")
    expect(asked.map(({ contract: { exchange }, smart }) => [exchange, smart])).toEqual([
      ["SMART", true],
      ["NASDAQ", false],
    ])
  })

  test("of an exchange that was named falls back on nothing, and says where there is one", async () => {
    const { gateway, books, asked, ask } = room()
    books.set("AMEX", noBook)
    gateway.known.ticks.depthExchanges = [
      { exchange: "NASDAQ", secType: "STK" },
      { exchange: "ARCA", secType: "STK" },
      { exchange: "AMEX", secType: "OPT" },
      { exchange: "AMEX", secType: "STK" },
    ]
    // ARCA does not trade it, AMEX has just said that it has none of it.
    expect(failureOf(await ask({ exchange: " amex " })).hint).toBe(
      "Give exchange as one of those with a book of it: NASDAQ.",
    )
    expect(asked).toHaveLength(1)
  })

  test("that had not come to rest, or that lacks exchanges, says so", async () => {
    const { books, ask } = room()
    const venues = { deep: ["IEX"], topOnly: [], notSubscribed: ["NYSE", "ARCA"] }
    books.set("SMART", look([row(10, 5)], [row(10.1, 5)], { settled: false, venues }))
    const { warnings } = value(await ask()).provenance
    expect(warnings).toEqual([
      "The book was still arriving when the look ended: rows can be missing.",
      "Books not subscribed, and not in this one: NYSE, ARCA.",
    ])
    // Full sides need not rest: a lively book never does.
    books.set("SMART", look([row(10, 5)], [row(10.1, 5)], { settled: false }))
    expect(value(await ask({ rows: 1 })).provenance.warnings).toEqual([])
  })

  test("that stays empty is an error of its reason", async () => {
    const { gateway, books, ask } = room()
    expect(failureOf(await ask())).toMatchObject({
      code: "no_data",
      message: "The book on SMART is empty. No order was shown in 4 s.",
    })
    books.set("SMART", look([], [], { venues: { deep: [], topOnly: [], notSubscribed: ["NYSE"] } }))
    expect(failureOf(await ask())).toMatchObject({ code: "not_subscribed", message: expect.stringContaining("NYSE") })
    const [known] = gateway.known.contracts
    if (known) gateway.known.contracts = [{ ...known, tradingHours: "20261123:CLOSED", timeZoneId: "US/Eastern" }]
    books.delete("SMART")
    const closed = createDesk({ gateway, config, clock: manualClock(monday) })
    const outcome = await closed.marketDepth({ instrument: "AAPL", exchange: null, rows: 3 }, {}, () => undefined)
    expect(failureOf(outcome).message).toContain("does not trade now")
    expect(gateway.asked.ticks.depth.at(-1)?.patienceMs).toBe(1000)
  })
})
