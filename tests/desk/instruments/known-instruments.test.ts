import { describe, expect, test } from "bun:test"
import { manualClock } from "../../../src/clock/manual-clock.ts"
import type { Config } from "../../../src/config/config.ts"
import { createDesk } from "../../../src/desk/desk.ts"
import { config, contract, details, inMemoryGateway, marketData, monday, notConnected } from "../in-memory-gateway.ts"

const apple = contract({ conId: 1, symbol: "AAPL" })
const sap = contract({ conId: 2, symbol: "SAP", primaryExchange: "IBIS", currency: "EUR" })

function room(settings: Partial<Config> = {}) {
  const gateway = inMemoryGateway()
  const clock = manualClock(monday)
  gateway.known.accounts = ["U1234567", "U7654321"]
  gateway.known.positions = [
    { account: "U1234567", contract: apple, quantity: -3, averageCost: 200 },
    { account: "U7654321", contract: sap, quantity: 10, averageCost: 250 },
    { account: "U7654321", contract: apple, quantity: 1, averageCost: 190 },
    { account: "U1234567", contract: contract({ conId: 3, symbol: "MSFT" }), quantity: 0, averageCost: 0 },
  ]
  gateway.known.contracts = [details(apple), details(sap)]
  gateway.known.markets = new Map([1, 2].map((conId) => [conId, marketData({ bid: 1, ask: 2, last: 1 })]))
  return { gateway, clock, desk: createDesk({ gateway, config: { ...config, ...settings }, clock }) }
}

const names = (all: readonly { readonly instrument: string }[]) => all.map(({ instrument }) => instrument)

describe("known instruments", () => {
  test("are the open positions, largest cost first and each once, and what was asked about, newest first", async () => {
    const { desk } = room()
    await desk.quotes(["AAPL"], {})
    await desk.quotes(["SAP@IBIS/EUR"], {})
    const { held, recent } = await desk.knownInstruments({})
    expect(names(held)).toEqual(["SAP@IBIS/EUR", "AAPL"])
    expect(names(recent)).toEqual(["SAP@IBIS/EUR", "AAPL"])
  })

  test("are named by their details where a position comes without an exchange", async () => {
    const { desk, gateway } = room()
    gateway.known.positions = [
      { account: "U1234567", contract: { ...sap, exchange: "", primaryExchange: null }, quantity: 1, averageCost: 2 },
      {
        account: "U1234567",
        contract: { ...contract({ conId: 7, symbol: "GONE" }), exchange: "", primaryExchange: null },
        quantity: 1,
        averageCost: 1,
      },
    ]
    expect((await desk.knownInstruments({})).held).toEqual([
      { instrument: "SAP@IBIS/EUR", symbol: "SAP" },
      { instrument: "CONID:7", symbol: "GONE" },
    ])
    const asked = gateway.asked.contracts.length
    await desk.knownInstruments({})
    expect(gateway.asked.contracts).toHaveLength(asked)
  })

  test("leave out what other accounts hold", async () => {
    const { desk } = room({ accounts: ["U1234567"] })
    expect(names((await desk.knownInstruments({})).held)).toEqual(["AAPL"])
  })

  test("are none while the Gateway is away, or for longer than a second silent", async () => {
    const { desk, gateway, clock } = room()
    gateway.known.down = notConnected
    expect(await desk.knownInstruments({})).toEqual({ held: [], recent: [] })
    gateway.known.down = null
    gateway.positions = () => new Promise(() => {})
    const asked = desk.knownInstruments({})
    await clock.advance(1000)
    expect((await asked).held).toEqual([])
  })
})

test("the line of an instrument that was found is released; of any other there is none", async () => {
  const { desk, gateway } = room()
  desk.releaseQuote("AAPL")
  desk.releaseQuote("no such thing:")
  expect(gateway.asked.released).toEqual([])
  await desk.quotes(["AAPL"], {})
  desk.releaseQuote("aapl")
  expect(gateway.asked.released).toEqual([apple])
})
