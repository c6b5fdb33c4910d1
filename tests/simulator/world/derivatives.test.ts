import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { createContractBook } from "../../../src/simulator/world/contracts/contract-book.ts"
import { createUniverse } from "../../../src/simulator/world/universe/universe.ts"
import type { ContractFilter, Listing } from "../../../src/simulator/world/world.ts"

const book = createContractBook(createUniverse())
const now = Date.parse("2026-11-22T15:00:00Z")

const find = (filter: ContractFilter): readonly Listing[] => book.find(filter, now)
const names = (filter: ContractFilter): readonly string[] =>
  find(filter).map(({ localSymbol, exchange, currency }) => `${localSymbol} ${exchange} ${currency}`)

describe("finding futures", () => {
  test("all months without one, a single one by month, day or local symbol", () => {
    expect(names({ symbol: "ES", secType: "FUT", exchange: "CME" }).slice(0, 3)).toEqual([
      "ESZ6 CME USD",
      "ESH7 CME USD",
      "ESM7 CME USD",
    ])
    for (const one of [{ expiry: "202612" }, { expiry: "20261218" }, { localSymbol: "ESZ6" }]) {
      expect(names({ symbol: "ES", secType: "FUT", ...one })).toEqual(["ESZ6 CME USD"])
    }
    expect(names({ secType: "FUT", localSymbol: "NQH7", exchange: "CME" })).toEqual(["NQH7 CME USD"])
    expect(find({ symbol: "ES", secType: "FUT", expiry: "20261219" })).toEqual([])
    expect(find({ symbol: "ES", secType: "FUT", exchange: "NYMEX" })).toEqual([])
  })

  test("a month means the contract's, which for crude oil ends in the month before", () => {
    expect(find({ symbol: "CL", secType: "FUT", expiry: "202701" })).toMatchObject([
      { localSymbol: "CLF7", expiry: "20261221", contractMonth: "202701" },
    ])
    expect(find({ symbol: "CL", secType: "FUT", expiry: "202612" })).toEqual([])
  })

  test("expired months only when asked for", () => {
    expect(find({ symbol: "ES", secType: "FUT", expiry: "202609" })).toEqual([])
    expect(names({ symbol: "ES", secType: "FUT", expiry: "202609", includeExpired: true })).toEqual(["ESU6 CME USD"])
    const [september] = find({ symbol: "ES", secType: "FUT", expiry: "202609", includeExpired: true })
    expect(find({ conId: september?.conId ?? 0 })).toEqual([])
    expect(find({ conId: september?.conId ?? 0, includeExpired: true })).toHaveLength(1)
  })

  test("a continuous future is the front month, with its contract id", () => {
    const [continuous] = find({ symbol: "GC", secType: "CONTFUT", exchange: "COMEX" })
    const [front] = find({ symbol: "GC", secType: "FUT", exchange: "COMEX" })
    expect(continuous).toEqual(front && { ...front, secType: "CONTFUT" })
  })
})

describe("finding options", () => {
  test("one by its terms or by its OCC symbol, padded or not", () => {
    const terms = { symbol: "AAPL", secType: "OPT", expiry: "20261218", strike: 200, right: "C" } as const
    expect(find(terms)).toMatchObject([
      {
        localSymbol: "AAPL  261218C00200000",
        tradingClass: "AAPL",
        multiplier: "100",
        exchange: "SMART",
        underConId: 265598,
      },
    ])
    expect(find({ secType: "OPT", localSymbol: "AAPL  261218C00200000", exchange: "SMART" })).toEqual(find(terms))
    expect(find({ secType: "OPT", localSymbol: "AAPL261218C00200000" })).toEqual(find(terms))
    expect(find({ ...terms, multiplier: "100", exchange: "CBOE" })).toMatchObject([{ exchange: "CBOE" }])
    expect(find({ ...terms, multiplier: "10" })).toEqual([])
    expect(find({ ...terms, strike: 201 })).toEqual([])
    expect(find({ ...terms, exchange: "CME" })).toEqual([])
  })

  test("a partial question expands: both rights of every strike of the expiration", () => {
    const found = find({ symbol: "AAPL", secType: "OPT", expiry: "20261218", exchange: "SMART" })
    const [row] = book.chains(265598, "STK", "", now)
    expect(found).toHaveLength((row?.strikes.length ?? 0) * 2)
    expect(new Set(found.map(({ conId }) => conId)).size).toBe(found.length)
    expect(find({ symbol: "AAPL", secType: "OPT", expiry: "202612" }).length).toBeGreaterThan(found.length)
  })

  test("SPX settles on the morning after its last trading day; SPXW on its own", () => {
    const strike = { symbol: "SPX", secType: "OPT", strike: 6800, right: "C" } as const
    expect(find({ ...strike, expiry: "20261217" })).toMatchObject([
      { tradingClass: "SPX", localSymbol: "SPX   261218C06800000", realExpiry: "20261218" },
    ])
    expect(find({ ...strike, expiry: "20261218" })).toMatchObject([
      { tradingClass: "SPXW", localSymbol: "SPXW  261218C06800000", realExpiry: "20261218" },
    ])
    expect(find({ secType: "OPT", localSymbol: "SPX   261218C06800000" })).toMatchObject([{ expiry: "20261217" }])
  })

  test("on futures: the class, the month underneath and the local symbol", () => {
    const [december] = find({ symbol: "ES", secType: "FUT", expiry: "202612" })
    const [march] = find({ symbol: "ES", secType: "FUT", expiry: "202703" })
    expect(
      find({ symbol: "ES", secType: "FOP", exchange: "CME", expiry: "20261218", strike: 5500, right: "C" }),
    ).toMatchObject([
      {
        tradingClass: "ES",
        localSymbol: "ESZ6 C5500",
        underConId: december?.conId,
        underSecType: "FUT",
        multiplier: "50",
      },
    ])
    expect(
      find({ symbol: "ES", secType: "FOP", expiry: "20261231", strike: 6800, right: "P", tradingClass: "EW" }),
    ).toMatchObject([{ localSymbol: "EWZ6 P6800", underConId: march?.conId }])
    expect(find({ secType: "FOP", localSymbol: "ESZ6 C5500" })).toHaveLength(1)
  })

  test("on futures end with their future on the morning of a quarter's third Friday, else at the close", () => {
    const last = (tradingClass: string, expiry: string) =>
      find({ symbol: "ES", secType: "FOP", tradingClass, expiry, strike: 6800, right: "C" })[0]?.lastTradeTime
    expect(last("ES", "20261218")).toBe("08:30:00 US/Central")
    expect(last("EW2", "20261211")).toBe("")
  })

  test("a whole class of thousands shares its expirations' text instead of building it option by option", () => {
    const found = find({ symbol: "SPX", secType: "OPT", tradingClass: "SPXW" })
    expect(found.length).toBeGreaterThan(20_000)
    const byExpiry = Map.groupBy(found, ({ expiry }) => expiry)
    for (const options of byExpiry.values()) {
      const [first] = options
      expect(options.every(({ validExchanges }) => Object.is(validExchanges, first?.validExchanges))).toBe(true)
    }
  })

  test("whatever is found by its terms is found by its contract id", () => {
    const all = find({ symbol: "NVDA", secType: "OPT" })
    fc.assert(
      fc.property(fc.constantFrom(...all), (listing) => {
        expect(find({ conId: listing.conId })).toEqual([listing])
        expect(book.byConId(listing.conId)).toEqual(listing)
      }),
    )
  })
})

describe("options on crude oil", () => {
  test("end three business days before their future and are named after its month", () => {
    const options = book.find({ symbol: "CL", secType: "FOP", expiry: "202701", strike: 60, right: "C" }, now)
    expect(options).toHaveLength(1)
    const [option] = options
    expect(option).toMatchObject({
      tradingClass: "LO",
      localSymbol: "LOF7 C60",
      expiry: "20261216",
      contractMonth: "202701",
      multiplier: "1000",
      exchange: "NYMEX",
      underSymbol: "CLF7",
    })
    expect(book.byConId(option?.conId ?? 0)).toEqual(option ?? book.byConId(0))
    expect(book.find({ localSymbol: "LOF7 C60", secType: "FOP" }, now)).toEqual(options)
    const future = book.byConId(option?.underConId ?? 0)
    expect(future).toMatchObject({ localSymbol: "CLF7", expiry: "20261221" })
    expect(book.chains(option?.underConId ?? 0, "FUT", "", now).map(({ tradingClass }) => tradingClass)).toEqual(["LO"])
  })
})

describe("option parameters", () => {
  test("of a stock: the same for every exchange", () => {
    const rows = book.chains(265598, "STK", "", now)
    expect(rows.map(({ exchange }) => exchange)).toContain("SMART")
    expect(new Set(rows.map(({ exchange }) => exchange)).size).toBe(rows.length)
    const [first] = rows
    for (const row of rows) expect(row).toEqual({ ...row, ...first, exchange: row.exchange })
    expect(first).toMatchObject({ underConId: 265598, tradingClass: "AAPL", multiplier: "100" })
    expect(first?.expirations.slice(0, 3)).toEqual(["20261123", "20261125", "20261127"])
    expect(first?.strikes).toContain(277.5)
  })

  test("of SPX: monthlies and weeklies are classes of their own", () => {
    const rows = book.chains(416904, "IND", "", now)
    expect(new Set(rows.map(({ tradingClass }) => tradingClass))).toEqual(new Set(["SPX", "SPXW"]))
    const firstOf = (name: string) => rows.find(({ tradingClass }) => tradingClass === name)?.expirations[0]
    expect([firstOf("SPX"), firstOf("SPXW")]).toEqual(["20261217", "20261123"])
  })

  test("of a future month: the classes that end before it", () => {
    const [december] = find({ symbol: "ES", secType: "FUT", expiry: "202612" })
    const rows = book.chains(december?.conId ?? 0, "FUT", "CME", now)
    expect(rows.map(({ tradingClass, expirations }) => `${tradingClass} ${expirations}`)).toEqual([
      "ES 20261218",
      "EW1 20261204",
      "EW2 20261211",
      "EW4 20261127",
      "EW 20261130",
    ])
    expect(book.chains(december?.conId ?? 0, "FUT", "NYMEX", now)).toEqual([])
  })

  test("of what has none", () => {
    expect(book.chains(12087792, "CASH", "", now)).toEqual([])
    expect(book.chains(265598, "IND", "", now)).toEqual([])
    expect(book.chains(4711, "STK", "", now)).toEqual([])
  })
})
