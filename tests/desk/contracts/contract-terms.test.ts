import { describe, expect, test } from "bun:test"
import { manualClock } from "../../../src/clock/manual-clock.ts"
import { createDesk } from "../../../src/desk/desk.ts"
import type { Contract, ContractDetails } from "../../../src/gateway/contracts/contract.ts"
import type { PriceStep } from "../../../src/gateway/contracts/market-rule.ts"
import { config, contract, details, inMemoryGateway, monday, notConnected, value } from "../in-memory-gateway.ts"

const firstPage = { limit: 20, cursor: null, allPriceSteps: false }

function room(contracts: readonly ContractDetails[], rules: readonly (readonly [number, readonly PriceStep[]])[] = []) {
  const gateway = inMemoryGateway()
  gateway.known.contracts = [...contracts]
  gateway.known.marketRules = new Map(rules)
  const desk = createDesk({ gateway, config, clock: manualClock(monday) })
  const ask = async (instrument: string, wanted: Partial<typeof firstPage> = {}) =>
    value(await desk.contractTerms(instrument, { ...firstPage, ...wanted }, {}, () => {}))
  const terms = async (instrument: string, wanted: Partial<typeof firstPage> = {}) => {
    const { data } = await ask(instrument, wanted)
    if (data.kind !== "terms") throw new Error("months, not terms")
    return data
  }
  const months = async (instrument: string) => {
    const { data } = await ask(instrument)
    if (data.kind !== "months") throw new Error("terms, not months")
    return data.months
  }
  return { gateway, ask, terms, months }
}

describe("months of a future", () => {
  let conId = 100
  const month = (expiry: string, more: Partial<Contract> = {}, lastTradeTime: string | null = null) =>
    details(
      contract({
        conId: conId++,
        symbol: "DAX",
        secType: "FUT",
        exchange: "EUREX",
        primaryExchange: null,
        currency: "EUR",
        tradingClass: "FDAX",
        multiplier: "25",
        expiry,
        localSymbol: `${more.tradingClass ?? "FDAX"} ${expiry}`,
        ...more,
      }),
      { contractMonth: expiry.slice(0, 6), timeZoneId: "MET", lastTradeTime },
    )

  test("have a front month for each class; IBKR's own routing counts for no exchange", async () => {
    const mini = { tradingClass: "FDXM", multiplier: "5" }
    const listed = [month("20270319"), month("20261218"), month("20261218", mini), month("20270319", mini)]
    const routed = listed.map((one) => ({ ...one, contract: { ...one.contract, exchange: "QBALGO" } }))
    const { months } = room([...routed, ...listed])
    const found = await months("FUT:DAX")
    expect(found.map((one) => [one.localSymbol, one.isFront])).toEqual([
      ["FDAX 20261218", true],
      ["FDAX 20270319", false],
      ["FDXM 20261218", true],
      ["FDXM 20270319", false],
    ])
    expect(found.every((one) => one.instrument.includes("@EUREX"))).toBe(true)
    expect(found[0]).toMatchObject({ daysToExpiry: 25, multiplier: "25", contractMonth: "202612" })
  })

  test("that have expired are never in front; one trades on its last day until its last trade", async () => {
    // 17:00 in Brussels.
    const { months } = room([
      month("20261120"),
      month("20261123", {}, "13:00:00 MET"),
      month("20261124", {}, "13:00:00 MET"),
    ])
    expect((await months("FUT:DAX@EUREX")).map((one) => [one.localSymbol, one.isFront, one.daysToExpiry])).toEqual([
      ["FDAX 20261120", false, -3],
      ["FDAX 20261123", false, 0],
      ["FDAX 20261124", true, 1],
    ])
    const untimed = room([month("20261123"), month("20261124")])
    expect((await untimed.months("FUT:DAX@EUREX")).filter((one) => one.isFront).map((one) => one.expiry)).toEqual([
      "20261123",
    ])
  })
})

describe("price steps", () => {
  const cents: readonly PriceStep[] = [{ from: 0, step: 0.01 }]
  const fives: readonly PriceStep[] = [{ from: 0, step: 0.05 }]
  const share = (validExchanges: readonly string[], marketRuleIds: readonly number[]) =>
    details(contract({ conId: 1, symbol: "AAPL" }), { validExchanges, marketRuleIds })

  test("are those of the contract's own exchange; the others' come when all are wanted", async () => {
    const { terms } = room(
      [share(["NYSE", "SMART", "IEX", "BEX"], [109, 26, 109, 26])],
      [
        [26, cents],
        [109, fives],
      ],
    )
    const own = { ruleId: 26, exchanges: ["SMART", "BEX"], steps: cents }
    expect((await terms("AAPL")).marketRules).toEqual([own])
    expect((await terms("AAPL", { allPriceSteps: true })).marketRules).toEqual([
      own,
      { ruleId: 109, exchanges: ["NYSE", "IEX"], steps: fives },
    ])
  })

  test("of a list that does not match the exchanges are told only when they are all the same", async () => {
    const rules = [[26, cents]] as const
    expect((await room([share(["SMART", "NYSE"], [26])], rules).terms("AAPL")).marketRules).toEqual([
      { ruleId: 26, exchanges: ["SMART", "NYSE"], steps: cents },
    ])
    expect((await room([share(["SMART"], [26, 109])], rules).terms("AAPL")).marketRules).toEqual([])
    expect((await room([share([], [])], rules).terms("AAPL")).marketRules).toEqual([])
  })

  test("that cannot be had are null, with a warning", async () => {
    const { ask } = room([share(["SMART"], [26])])
    const { data, provenance } = await ask("AAPL")
    expect(data).toMatchObject({ marketRules: [{ ruleId: 26, steps: null }] })
    expect(provenance.warnings.join()).toContain("market rule 26")
  })
})

describe("what a contract refers to", () => {
  const spx = details(
    contract({ conId: 416904, symbol: "SPX", secType: "IND", exchange: "CBOE", primaryExchange: null }),
  )
  const option = details(
    contract({
      conId: 7,
      symbol: "SPX",
      secType: "OPT",
      expiry: "20261218",
      strike: 6800,
      right: "C",
      multiplier: "100",
      primaryExchange: null,
      tradingClass: "SPX",
    }),
    { underConId: 416904, underSymbol: "SPX", underSecType: "IND", validExchanges: ["SMART"] },
  )

  test("is its underlying by name, or by number when the Gateway does not know it", async () => {
    const name = "OPT:SPX:20261218:C:6800"
    expect((await room([option, spx]).terms(name)).underlying).toMatchObject({
      instrument: "IND:SPX@CBOE",
      conId: 416904,
    })
    expect((await room([option]).terms(name)).underlying).toMatchObject({ instrument: "CONID:416904", symbol: "SPX" })
  })

  test("is kept: without the Gateway the terms are as whole as they were", async () => {
    const { gateway, terms } = room([option, spx])
    const before = await terms("OPT:SPX:20261218:C:6800")
    gateway.known.down = notConnected
    expect(await terms("OPT:SPX:20261218:C:6800")).toEqual(before)
    expect(before.earliestData).toBe(monday)
  })
})
