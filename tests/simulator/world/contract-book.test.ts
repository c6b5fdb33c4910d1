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

describe("finding stocks", () => {
  test("one contract by symbol, whatever its case", () => {
    expect(find({ symbol: "AAPL", secType: "STK", exchange: "SMART", currency: "USD" })).toHaveLength(1)
    expect(names({ symbol: "aapl", secType: "stk", exchange: "smart", currency: "usd" })).toEqual(["AAPL SMART USD"])
  })

  test("none that does not exist", () => {
    expect(find({ symbol: "NOPE", secType: "STK", exchange: "SMART" })).toEqual([])
    expect(find({ symbol: "AAPL", secType: "STK", exchange: "LSE" })).toEqual([])
    expect(find({ symbol: "AAPL", secType: "STK", currency: "GBP" })).toEqual([])
    expect(find({ symbol: "AAPL", secType: "WAR" })).toEqual([])
    expect(find({ symbol: "BRK.B", secType: "STK" })).toEqual([])
    expect(find({})).toEqual([])
    expect(find({ secType: "STK" })).toEqual([])
  })

  test("several when the currency is left out: Shopify in New York and Toronto", () => {
    expect(names({ symbol: "SHOP", secType: "STK", exchange: "SMART" })).toEqual(["SHOP SMART USD", "SHOP SMART CAD"])
    expect(names({ symbol: "SHOP", secType: "STK", exchange: "SMART", currency: "CAD" })).toEqual(["SHOP SMART CAD"])
    expect(names({ symbol: "SHOP", secType: "STK", exchange: "TSE" })).toEqual(["SHOP TSE CAD"])
  })

  test("the primary exchange tells listings apart", () => {
    const vodafone = { symbol: "VOD", secType: "STK", exchange: "SMART" }
    expect(names(vodafone)).toHaveLength(2)
    expect(names({ ...vodafone, primaryExchange: "LSE" })).toEqual(["VOD SMART GBP"])
    expect(names({ ...vodafone, primaryExchange: "NASDAQ" })).toEqual(["VOD SMART USD"])
    expect(names({ ...vodafone, primaryExchange: "ISLAND" })).toEqual(["VOD SMART USD"])
  })

  test("the exchange asked for is answered; without one SMART", () => {
    expect(names({ symbol: "IBM", secType: "STK" })).toEqual(["IBM SMART USD"])
    expect(names({ symbol: "IBM", secType: "STK", exchange: "ARCA" })).toEqual(["IBM ARCA USD"])
    expect(names({ symbol: "IBM", secType: "STK", exchange: "ISLAND" })).toEqual(["IBM NASDAQ USD"])
    expect(names({ symbol: "7203", secType: "STK", exchange: "TSEJ", currency: "JPY" })).toEqual(["7203 TSEJ JPY"])
  })

  test("without a security type a derivative or a bond is not meant", () => {
    expect(find({ symbol: "AAPL" }).map(({ secType }) => secType)).toEqual(["STK"])
  })
})

describe("finding by identifier", () => {
  test("a contract id is enough, and other fields do not matter", () => {
    expect(names({ conId: 265598 })).toEqual(["AAPL SMART USD"])
    expect(names({ conId: 265598, symbol: "IBM", exchange: "ARCA" })).toEqual(["AAPL ARCA USD"])
    expect(find({ conId: 265598, exchange: "TSEJ" })).toEqual([])
    expect(find({ conId: 4711 })).toEqual([])
  })

  test("ISIN, CUSIP and FIGI", () => {
    expect(names({ secIdType: "ISIN", secId: "US0378331005", secType: "STK" })).toEqual(["AAPL SMART USD"])
    expect(names({ secIdType: "CUSIP", secId: "037833100" })).toEqual(["AAPL SMART USD"])
    expect(names({ secIdType: "FIGI", secId: "BBG000B9XRY4" })).toEqual(["AAPL SMART USD"])
    expect(find({ secIdType: "ISIN", secId: "US0378331006" })).toEqual([])
    expect(find({ secIdType: "SEDOL", secId: "2046251" })).toEqual([])
  })

  test("corporate bonds by CUSIP, ISIN or issuer, and never by their issuer's stock", () => {
    expect(find({ symbol: "037833BX7", secType: "BOND" })[0]?.bond).toMatchObject({
      descAppend: "AAPL 4.65 02/23/46",
      bondType: "CORP",
      ratings: "Aaa/AA+",
      callable: true,
    })
    expect(names({ secIdType: "ISIN", secId: "US594918CE21", secType: "BOND" })).toEqual(["594918CE2 SMART USD"])
    const apple = book.search("apple").find(({ secType }) => secType === "BOND")
    expect(find({ secType: "BOND", issuerId: apple?.issuerId ?? "" }).map(({ symbol }) => symbol)).toEqual(
      Array(3).fill("AAPL"),
    )
  })

  test("one ISIN can be listed on several exchanges", () => {
    expect(names({ secIdType: "ISIN", secId: "GB0005405286" })).toEqual(["HSBA SMART GBP", "5 SMART HKD"])
    expect(names({ secIdType: "ISIN", secId: "GB0005405286", currency: "HKD" })).toEqual(["5 SMART HKD"])
  })

  test("a bond by its CUSIP in the symbol's place, or by its issuer", () => {
    const [treasury] = find({ symbol: "912810TM0", secType: "BOND", exchange: "SMART" })
    expect(treasury?.bond).toMatchObject({ cusip: "912810TM0", coupon: 4, maturity: "20421115" })
    const issuer = book.search("treasury").find(({ secType }) => secType === "BOND")
    const issued = find({ secType: "BOND", issuerId: issuer?.issuerId ?? "" })
    expect(issued[0]).toEqual(treasury)
    expect(issued.map(({ longName }) => longName)).toEqual(Array(3).fill("United States Treasury"))
  })
})

describe("finding what is neither stock nor derivative", () => {
  test.each<[ContractFilter, string]>([
    [{ symbol: "SPX", secType: "IND", exchange: "CBOE" }, "SPX CBOE USD"],
    [{ symbol: "EUR", secType: "CASH", currency: "USD", exchange: "IDEALPRO" }, "EUR.USD IDEALPRO USD"],
    [{ localSymbol: "EUR.USD", secType: "CASH" }, "EUR.USD IDEALPRO USD"],
    [{ symbol: "BTC", secType: "CRYPTO", exchange: "PAXOS", currency: "USD" }, "BTC.USD PAXOS USD"],
    [{ symbol: "XAUUSD", secType: "CMDTY", exchange: "SMART" }, "XAUUSD SMART USD"],
    [{ symbol: "EUR", secType: "CASH", currency: "GBP", exchange: "IDEALPRO" }, "EUR.GBP IDEALPRO GBP"],
    [{ symbol: "IBDE40", secType: "CFD", exchange: "SMART" }, "IBDE40 SMART EUR"],
    [{ symbol: "VFIAX", secType: "FUND", exchange: "FUNDSERV" }, "922908710 FUNDSERV USD"],
    [{ symbol: "IBUS500", secType: "CFD", exchange: "SMART" }, "IBUS500 SMART USD"],
  ])("%j", (filter, expected) => {
    expect(names(filter)).toEqual([expected])
  })

  test("FX does not trade on SMART, an index not either", () => {
    expect(find({ symbol: "EUR", secType: "CASH", exchange: "SMART" })).toEqual([])
    expect(find({ symbol: "SPX", secType: "IND", exchange: "SMART" })).toEqual([])
  })

  test("a CFD says what it is priced from", () => {
    const [cfd] = find({ symbol: "AAPL", secType: "CFD", exchange: "SMART" })
    expect(cfd?.reroute).toEqual({ conId: 265598, exchange: "SMART", depth: true })
  })
})

describe("symbol search", () => {
  const symbols = (pattern: string) => book.search(pattern).map(({ symbol, currency }) => `${symbol} ${currency}`)

  test("the symbol itself comes first, then those that begin with it", () => {
    expect(symbols("V").slice(0, 2)).toEqual(["V USD", "VOD USD"])
    expect(symbols("SAP")).toEqual(["SAP USD", "SAP EUR"])
    expect(symbols("bp")[0]).toBe("BP. GBP")
    for (const written of ["BRK B", "BRK.B", "brk-b"]) expect(symbols(written)).toEqual(["BRK B USD"])
    expect(symbols("EUR.USD")).toEqual(["EUR USD"])
  })

  test("by words of the name, in any order and case", () => {
    expect(symbols("coca")).toEqual(["KO USD"])
    expect(symbols("business INTL")).toEqual(["IBM USD"])
    expect(symbols("toyota")).toEqual(["7203 JPY"])
  })

  test("a row tells what derivatives there are", () => {
    expect(book.search("AAPL")[0]).toEqual({
      conId: 265598,
      symbol: "AAPL",
      secType: "STK",
      primaryExchange: "NASDAQ",
      currency: "USD",
      derivativeTypes: ["CFD", "OPT", "BAG"],
      description: "APPLE INC",
      issuerId: "",
    })
    expect(book.search("ES")[0]).toMatchObject({
      secType: "IND",
      primaryExchange: "CME",
      derivativeTypes: ["FUT", "FOP", "BAG"],
    })
  })

  test("an issuer of bonds has a row of its own, as seen live", () => {
    expect(book.search("apple").at(-1)).toEqual({
      conId: -1,
      symbol: "",
      secType: "BOND",
      primaryExchange: "",
      currency: "",
      derivativeTypes: [],
      description: "Apple Inc",
      issuerId: "e1432232",
    })
  })

  test("nothing found, nothing asked, and never more than sixteen", () => {
    expect(book.search("zzzz")).toEqual([])
    expect(book.search("  ")).toEqual([])
    for (const letter of "ABCDEFGHIJKLMNOPQRSTUVWXYZ") expect(book.search(letter).length).toBeLessThanOrEqual(16)
    expect(book.search("S")).toHaveLength(16)
  })

  test("any text is answered", () => {
    fc.assert(fc.property(fc.string(), (pattern) => expect(book.search(pattern).length).toBeLessThanOrEqual(16)))
  })
})

describe("hours of a contract", () => {
  test("the overnight venue has hours of its own: none before Thanksgiving, some before the half day", () => {
    const [stock] = find({ symbol: "AAPL", secType: "STK", exchange: "OVERNIGHT" })
    expect(stock && book.hours(stock, now).trading).toBe(
      "20261122:2000-20261123:0350;20261123:2000-20261124:0350;20261124:2000-20261125:0350;20261126:2000-20261127:0350",
    )
  })

  test("an option keeps its own, not those of what it is on", () => {
    const [stock] = find({ symbol: "AAPL", secType: "STK" })
    const [option] = find({ symbol: "AAPL", secType: "OPT", expiry: "20261218", strike: 200, right: "C" })
    expect(stock && book.hours(stock, now).trading).toContain("20261123:0400-20261123:2000")
    expect(option && book.hours(option, now)).toEqual({
      trading:
        "20261122:CLOSED;20261123:0930-20261123:1600;20261124:0930-20261124:1600;20261125:0930-20261125:1600;20261126:CLOSED;20261127:0930-20261127:1300",
      liquid:
        "20261122:CLOSED;20261123:0930-20261123:1600;20261124:0930-20261124:1600;20261125:0930-20261125:1600;20261126:CLOSED;20261127:0930-20261127:1300",
    })
  })
})

test("anything may be asked: what is found fits, nothing throws", () => {
  const text = fc.constantFrom(
    "",
    "AAPL",
    "SPX",
    "ES",
    "SHOP",
    "C",
    "SMART",
    "CME",
    "USD",
    "20261218",
    "2026",
    "\u0000",
    "É",
  )
  const filter = fc.record({
    symbol: text,
    secType: fc.constantFrom("", "STK", "OPT", "FUT", "FOP", "CONTFUT", "IND", "BOND", "WAR", "BAG", "?"),
    expiry: text,
    exchange: text,
    currency: text,
    localSymbol: text,
    tradingClass: text,
    strike: fc.constantFrom(0, 200, 6800, -1, Number.NaN),
  })
  fc.assert(
    fc.property(filter, (asked) => {
      for (const found of book.find(asked, now)) {
        if (asked.symbol !== "") expect([found.symbol, found.bond?.cusip]).toContain(asked.symbol)
        if (asked.secType !== "") expect(found.secType).toBe(asked.secType)
        if (asked.exchange !== "") expect(found.exchange).toBe(asked.exchange)
        if (asked.currency !== "") expect(found.currency).toBe(asked.currency)
      }
    }),
    { numRuns: 200 },
  )
})

test.each(["1991-03-01T15:00:00Z", "2015-06-01T15:00:00Z", "2035-12-31T15:00:00Z", "2049-01-04T15:00:00Z"])(
  "with the clock at %s everything is still answered",
  (instant) => {
    const then = Date.parse(instant)
    expect(book.find({ symbol: "AAPL", secType: "STK", exchange: "SMART" }, then)).toHaveLength(1)
    const futures = book.find({ symbol: "CL", secType: "FUT" }, then)
    expect(futures.length).toBeGreaterThan(0)
    for (const { conId } of futures) expect(book.byConId(conId)?.conId).toBe(conId)
    for (const option of book.find({ symbol: "IBM", secType: "OPT" }, then)) {
      expect(book.byConId(option.conId)).toEqual(option)
    }
    for (const listing of book.all()) expect(book.hours(listing, then).trading.split(";").length).toBeGreaterThan(4)
  },
)
