import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { manualClock } from "../../../src/clock/manual-clock.ts"
import { createContracts } from "../../../src/desk/contracts/contracts.ts"
import { notationOf } from "../../../src/desk/instruments/instrument-query.ts"
import type { Contract, ContractDetails } from "../../../src/gateway/contracts/contract.ts"
import { contract, details, failureOf, inMemoryGateway, monday, notConnected, value } from "../in-memory-gateway.ts"

const option = (conId: number, symbol: string, tradingClass: string, fields: Partial<Contract> = {}) =>
  contract({
    conId,
    symbol,
    secType: "OPT",
    expiry: "20261218",
    strike: 5000,
    right: "C",
    multiplier: "100",
    primaryExchange: null,
    tradingClass,
    localSymbol: `${tradingClass.padEnd(6)}261218C05000000`,
    ...fields,
  })

const future = (conId: number, symbol: string, tradingClass: string, expiry: string, month: string, exchange = "CME") =>
  details(
    contract({
      conId,
      symbol,
      secType: "FUT",
      expiry,
      tradingClass,
      exchange,
      primaryExchange: null,
      multiplier: "50",
    }),
    { contractMonth: month },
  )

/** Contracts that are easily taken for one another. */
const universe: readonly ContractDetails[] = [
  details(contract({ conId: 1, symbol: "AAPL" })),
  details(contract({ conId: 2, symbol: "AAPL", primaryExchange: "MEXI", currency: "MXN" })),
  details(contract({ conId: 3, symbol: "VOD" })),
  details(contract({ conId: 4, symbol: "VOD", primaryExchange: "LSE", currency: "GBP" }), { priceMagnifier: 100 }),
  details(contract({ conId: 5, symbol: "VOD", primaryExchange: "LSEETF", currency: "USD" })),
  details(contract({ conId: 6, symbol: "BRK B", primaryExchange: "NYSE", tradingClass: "BRK B" })),
  details(contract({ conId: 7, symbol: "BT.A", primaryExchange: "LSE", currency: "GBP" })),
  details(contract({ conId: 8, symbol: "SPX", secType: "IND", exchange: "CBOE", primaryExchange: null })),
  details(contract({ conId: 9, symbol: "ESTX50", secType: "IND", exchange: "EUREX", primaryExchange: null })),
  details(
    contract({
      conId: 10,
      symbol: "ESTX50",
      secType: "IND",
      exchange: "EUREX",
      primaryExchange: null,
      currency: "EUR",
    }),
  ),
  details(contract({ conId: 11, symbol: "EUR", secType: "CASH", exchange: "IDEALPRO", primaryExchange: null })),
  details(contract({ conId: 12, symbol: "BTC", secType: "CRYPTO", exchange: "PAXOS", primaryExchange: null })),
  future(13, "ES", "ES", "20261218", "202612"),
  future(14, "ES", "ES", "20270319", "202703"),
  future(15, "CL", "CL", "20261118", "202612", "NYMEX"),
  future(16, "CL", "CL", "20261221", "202701", "NYMEX"),
  future(17, "DAX", "FDAX", "20261218", "202612", "EUREX"),
  future(18, "DAX", "FDXM", "20261218", "202612", "EUREX"),
  details(contract({ conId: 19, symbol: "ES", secType: "CONTFUT", exchange: "CME", primaryExchange: null })),
  details(option(20, "SPX", "SPX")),
  details(option(21, "SPX", "SPXW")),
  details(option(22, "BRK B", "BRKB")),
  details(option(23, "SAP", "SAP", { currency: "EUR", exchange: "EUREX", localSymbol: "C SAP 20261218 5000" })),
  details(
    contract({
      conId: 24,
      symbol: "US-T",
      secType: "BOND",
      primaryExchange: null,
      localSymbol: "IBCID1",
      exchange: "SMART",
    }),
    { bond: { ...noTerms(), cusip: "912810TM0" } },
  ),
  details(contract({ conId: 25, symbol: "VFIAX", secType: "FUND", exchange: "FUNDSERV", primaryExchange: null })),
  details(contract({ conId: 26, symbol: "IBUS500", secType: "CFD", primaryExchange: null })),
  details(contract({ conId: 27, symbol: "XAUUSD", secType: "CMDTY", primaryExchange: null })),
  details(
    contract({
      conId: 28,
      symbol: "SAP",
      secType: "WAR",
      localSymbol: "SX1234",
      exchange: "FWB",
      primaryExchange: null,
      currency: "EUR",
    }),
  ),
  details(
    contract({
      conId: 29,
      symbol: "ES",
      secType: "FOP",
      expiry: "20261218",
      strike: 5500,
      right: "P",
      exchange: "CME",
      primaryExchange: null,
      tradingClass: "EW3",
    }),
  ),
  details(contract({ conId: 30, symbol: "BAG", secType: "BAG" })),
]

function noTerms(): NonNullable<ContractDetails["bond"]> {
  return {
    cusip: null,
    couponPct: null,
    maturity: null,
    issueDate: null,
    ratings: null,
    bondType: null,
    couponType: null,
    callable: false,
    putable: false,
    convertible: false,
    nextOptionDate: null,
    nextOptionType: null,
    notes: null,
  }
}

function room(contracts: readonly ContractDetails[] = universe) {
  const gateway = inMemoryGateway()
  gateway.known.contracts = [...contracts]
  const clock = manualClock(monday)
  const kept = createContracts(gateway, clock, 3600)
  const named = (text: string) => kept.named(text, {})
  return {
    gateway,
    clock,
    kept,
    named,
    find: async (text: string) => value(await named(text)).details.contract.conId,
  }
}

describe("which contract a name is", () => {
  test.each([
    ["AAPL", 1],
    ["aapl@mexi/mxn", 2],
    ["VOD", 3],
    ["VOD@LSE/GBP", 4],
    ["VOD@LSE", 4],
    ["BRK.B", 6],
    ["BRK-B", 6],
    ["BT.A@LSE/GBP", 7],
    ["IND:SPX@CBOE", 8],
    ["IND:ESTX50@EUREX/EUR", 10],
    ["FX:EURUSD", 11],
    ["CRYPTO:BTC@PAXOS", 12],
    ["FUT:ES:202612@CME", 13],
    ["FUT:ES:20270319@CME", 14],
    ["FUT:CL:202701@NYMEX", 16],
    ["FUT:DAX:202612:FDXM@EUREX", 18],
    ["CONTFUT:ES@CME", 19],
    ["OPT:SPX:20261218:C:5000", 20],
    ["SPX261218C05000000", 20],
    ["OPT:SPXW:20261218:C:5000", 21],
    ["OPT:SPX:20261218:C:5000:SPXW", 21],
    ["BRKB261218C05000000", 22],
    ["OPT:SAP:20261218:C:5000@EUREX/EUR", 23],
    ["BOND:912810TM0", 24],
    ["FUND:VFIAX", 25],
    ["CFD:IBUS500", 26],
    ["CMDTY:XAUUSD", 27],
    ["WAR:SX1234@FWB/EUR", 28],
    ["FOP:ES:20261218:P:5500@CME", 29],
    ["CONID:21", 21],
  ])("%s", async (text, conId) => {
    expect(await room().find(text)).toBe(conId)
  })

  test.each([
    ["OPT:AAPL:20261218:C:201.37", "ibkr_option_chain with AAPL"],
    ["FOP:ES:20261218:C:5501@CME", "ibkr_option_chain"],
    ["FUT:ES:202601@CME", "ibkr_contract_details with FUT:ES@CME"],
    ["FX:XXXYYY", "FX:YYYXXX"],
    ["CONID:7", "contract id"],
    ["265598", "CONID:265598"],
    ["IND:NOPE", "ibkr_contract_search"],
  ])("%s, when there is none, names the tool that lists what there is: %s", async (name, hint) => {
    const { hint: said } = failureOf(await room([]).named(name))
    expect(said).toContain(hint)
    expect(said.includes("ibkr_contract_search")).toBe(hint === "ibkr_contract_search" || name.startsWith("CONID"))
  })

  test("none is not_found, with what to do", async () => {
    const failure = failureOf(await room().named("NOPE"))
    expect(failure.code).toBe("not_found")
    expect(failure.hint).toContain("ibkr_contract_search")
  })

  test.each(["EUR.USD", "EUR/USD", "EURUSD"])("%s without its prefix is told how to be written", async (pair) => {
    expect(failureOf(await room().named(pair)).hint).toContain("FX:EURUSD")
  })

  test("several are ambiguous_contract, each candidate in the notation", async () => {
    const failure = failureOf(await room().named("FUT:DAX:202612@EUREX"))
    expect(failure.code).toBe("ambiguous_contract")
    expect(failure.candidates.map(({ instrument, conId }) => [instrument, conId])).toEqual([
      ["FUT:DAX:20261218:FDAX@EUREX", 17],
      ["FUT:DAX:20261218:FDXM@EUREX", 18],
    ])
  })

  test("at most twenty candidates are named", async () => {
    const months = Array.from({ length: 30 }, (_, index) =>
      future(100 + index, "ES", "ES", `2027${String((index % 12) + 1).padStart(2, "0")}15`, ""),
    )
    expect(failureOf(await room(months).named("FUT:ES@CME")).candidates).toHaveLength(20)
  })
})

describe("a contract's notation", () => {
  test.each(universe.map((one) => [notationOf(one.contract, one.bond?.cusip), one] as const))(
    "%s finds the same contract",
    async (notation, { contract: { conId } }) => {
      expect(await room().find(notation)).toBe(conId)
    },
  )

  test("finds the same contract among any others of its kind", async () => {
    const stock = fc.record({
      secType: fc.constant("STK"),
      symbol: fc.constantFrom("VOD", "BRK B", "BT.A"),
      exchange: fc.constant("SMART"),
      primaryExchange: fc.constantFrom("NYSE", "LSE", "IBIS"),
      currency: fc.constantFrom("USD", "EUR", "GBP"),
    })
    const terms = {
      expiry: fc.constantFrom("20261218", "20270319"),
      strike: fc.constantFrom(5, 5.5, 100),
      right: fc.constantFrom("C" as const, "P" as const),
    }
    const classed = (symbol: string, ...classes: string[]) =>
      fc.record({ symbol: fc.constant(symbol), tradingClass: fc.constantFrom(...classes) })
    const classes = fc.oneof(
      classed("SPX", "SPX", "SPXW"),
      classed("BRK B", "BRKB", "BRKB1"),
      classed("DAX", "ODAX", "ODX1"),
    )
    const option = fc
      .record({ of: classes, primaryExchange: fc.constant(null), ...terms })
      .map(({ of, ...fields }) => ({ secType: "OPT", exchange: "SMART", ...of, ...fields }))
    const future = fc
      .record({ of: classes, primaryExchange: fc.constant(null), expiry: terms.expiry })
      .map(({ of, ...fields }) => ({ secType: "FUT", exchange: "CME", ...of, ...fields }))
    const anyContract = fc.oneof(stock, option, future).map((fields) =>
      contract({
        conId: 0,
        ...fields,
        localSymbol: "tradingClass" in fields ? `${fields.tradingClass} ${JSON.stringify(fields)}` : fields.symbol,
      }),
    )
    const identity = (one: Contract) => JSON.stringify(one)
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(anyContract, { selector: identity, maxLength: 40 }), async (all) => {
        const numbered = all.map((one, index) => details({ ...one, conId: index + 1 }))
        const { find } = room(numbered)
        for (const { contract: one } of numbered) expect(await find(notationOf(one))).toBe(one.conId)
      }),
    )
  })

  test("is the contract id where nothing else is certain", () => {
    expect(notationOf(contract({ conId: 30, symbol: "BAG", secType: "BAG" }))).toBe("CONID:30")
    expect(notationOf(contract({ conId: 31, symbol: "VOD", exchange: "", primaryExchange: null }))).toBe("CONID:31")
    expect(notationOf(contract({ conId: 32, symbol: "A/B" }))).toBe("CONID:32")
    expect(notationOf(contract({ conId: 33, symbol: "BF.B", primaryExchange: "NYSE" }))).toBe("CONID:33")
  })
})

describe("what is kept", () => {
  test("a found contract, under one name for all its spellings", async () => {
    const { gateway, find, kept } = room()
    for (const spelling of ["BRK.B", "BRK-B", "brk b"]) expect(await find(spelling)).toBe(6)
    expect(gateway.asked.contracts).toHaveLength(1)
    expect(kept.size).toBe(1)
  })

  test("for the configured time only", async () => {
    const { gateway, clock, find } = room()
    await find("AAPL")
    await clock.advance(3_599_000)
    await find("AAPL")
    expect(gateway.asked.contracts).toHaveLength(1)
    await clock.advance(1000)
    await find("AAPL")
    expect(gateway.asked.contracts).toHaveLength(2)
  })

  test("never a failure", async () => {
    const { gateway, named, find } = room([])
    expect(failureOf(await named("AAPL")).code).toBe("not_found")
    gateway.known.down = notConnected
    expect(failureOf(await named("AAPL")).code).toBe("not_connected")
    gateway.known.down = null
    gateway.known.contracts = [...universe]
    expect(await find("AAPL")).toBe(1)
  })

  test("nothing that is malformed reaches the Gateway", async () => {
    const { gateway, named } = room()
    for (const text of ["", "A\u0000B", "AAPL\n", "@", "A".repeat(129), "CONID:x"])
      expect(failureOf(await named(text)).code).toBe("invalid_request")
    expect(gateway.asked.contracts).toEqual([])
  })
})
