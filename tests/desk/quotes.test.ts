import { describe, expect, test } from "bun:test"
import { manualClock } from "../../src/clock/manual-clock.ts"
import { createDesk } from "../../src/desk/desk.ts"
import { greeksOf } from "../../src/desk/options/greeks.ts"
import type { OptionComputation } from "../../src/gateway/quotes/market-data.ts"
import { failure } from "../../src/outcome/outcome.ts"
import {
  config,
  contract,
  details,
  failureOf,
  inMemoryGateway,
  marketData,
  monday,
  notConnected,
  value,
} from "./in-memory-gateway.ts"

const noSubscription = failure("not_subscribed", "Not subscribed.", "Subscribe.", { ibCode: 354 })

const computation = (delta: number | null, iv: number | null = 0.2): OptionComputation => ({
  impliedVolatility: iv,
  delta,
  gamma: 0.01,
  vega: 0.2,
  theta: -0.05,
  optionPrice: 4,
  presentValueOfDividends: 0,
  underlyingPrice: 100,
})

function room() {
  const gateway = inMemoryGateway()
  gateway.known.contracts = [
    details(contract({ conId: 1, symbol: "AAPL" })),
    details(contract({ conId: 2, symbol: "VOD", primaryExchange: "LSE", currency: "GBP" }), {
      priceMagnifier: 100,
      timeZoneId: "GB-Eire",
    }),
    details(
      contract({
        conId: 3,
        symbol: "AAPL",
        secType: "OPT",
        expiry: "20261218",
        strike: 200,
        right: "P",
        primaryExchange: null,
      }),
    ),
    details(contract({ conId: 4, symbol: "MSFT" })),
  ]
  gateway.known.markets.set(1, marketData({ bid: 99, ask: 101, last: 100.1, close: 100, volume: 5 }))
  gateway.known.markets.set(2, marketData({ last: 72.5, close: 70, dataType: "delayed", lastAt: monday - 900_000 }))
  gateway.known.markets.set(
    3,
    marketData({
      bid: 3.9,
      ask: 4.1,
      callOpenInterest: 11,
      putOpenInterest: 22,
      computations: { model: computation(-0.4) },
    }),
  )
  gateway.known.markets.set(4, noSubscription)
  const clock = manualClock(monday)
  const desk = createDesk({ gateway, config, clock })
  return { gateway, clock, desk, quotes: (...names: string[]) => desk.quotes(names, {}) }
}

describe("a quote", () => {
  test("says its change from the Gateway's last and close", async () => {
    const [quote] = value(await room().quotes("AAPL")).data.quotes
    expect(quote).toMatchObject({ instrument: "AAPL", conId: 1, change: 0.1, changePct: 0.1, dataType: "live" })
  })

  test("invents nothing that is missing", async () => {
    const { gateway, quotes } = room()
    gateway.known.markets.set(1, marketData({ bid: 99 }))
    const [quote] = value(await quotes("AAPL")).data.quotes
    expect(quote).toMatchObject({ ask: null, last: null, close: null, change: null, changePct: null, volume: null })
  })

  test("has no change when it is not known whether its prices are of one kind", async () => {
    const { gateway, quotes } = room()
    gateway.known.markets.set(1, marketData({ last: 2, close: 1, dataType: null }))
    const { data, provenance } = value(await quotes("AAPL"))
    expect(data.quotes[0]?.change).toBeNull()
    expect(provenance.warnings.join()).toContain("did not say whether these are live: AAPL")
  })

  test("says its own type and time, whatever NYSE does", async () => {
    const { data, provenance } = value(await room().quotes("AAPL", "VOD@LSE/GBP"))
    expect(data.quotes.map(({ dataType, asOf, zone }) => [dataType, asOf, zone])).toEqual([
      ["live", monday, "America/New_York"],
      ["delayed", monday - 900_000, "Europe/London"],
    ])
    expect(provenance).toMatchObject({ source: "delayed", asOf: monday - 900_000 })
  })

  test("is in pence where the exchange quotes pence, and says so", async () => {
    const [quote] = value(await room().quotes("VOD@LSE/GBP")).data.quotes
    expect(quote).toMatchObject({ last: 72.5, currency: "GBP", priceMagnifier: 100 })
  })

  test("without a side says when that is because it does not trade now, by its own hours", async () => {
    const hours = (tradingHours: string | null) => details(contract({ conId: 1, symbol: "AAPL" }), { tradingHours })
    const { gateway, desk } = room()
    const closed = async (tradingHours: string | null) => {
      gateway.known.contracts = [hours(tradingHours)]
      const fresh = createDesk({ gateway, config, clock: manualClock(monday) })
      return value(await fresh.quotes(["AAPL"], {})).data.quotes[0]?.closed
    }
    const trading = "20261123:0400-20261123:2000"
    expect(value(await desk.quotes(["AAPL"], {})).data.quotes[0]?.closed).toBe(false)
    gateway.known.markets.set(1, marketData({ last: 100 }))
    expect(await closed(trading)).toBe(false)
    expect(await closed("20261123:CLOSED")).toBe(true)
    expect(await closed(null)).toBe(false)
  })

  test("of which only a close is left is of no time that is known", async () => {
    const { gateway, desk } = room()
    gateway.known.contracts = [details(contract({ conId: 1, symbol: "AAPL" }))]
    gateway.known.markets.set(1, marketData({ close: 100, updatedAt: monday }))
    const { data, provenance } = value(await desk.quotes(["AAPL"], {}))
    expect([data.quotes[0]?.asOf, provenance.asOf]).toEqual([null, monday])
  })

  test("of an option has the open interest of its own right, and Greeks", async () => {
    const [quote] = value(await room().quotes("OPT:AAPL:20261218:P:200")).data.quotes
    expect(quote).toMatchObject({ openInterest: 22, greeks: { delta: -0.4, iv: 0.2, computation: "model" } })
  })
})

describe("several quotes at once", () => {
  test("one unknown symbol does not fail the others", async () => {
    const { data } = value(await room().quotes("AAPL", "NOPE", "a@@b", "MSFT"))
    expect(data.quotes.map(({ instrument }) => instrument)).toEqual(["AAPL"])
    expect(data.errors.map(({ instrument, failure: { code } }) => [instrument, code])).toEqual([
      ["NOPE", "not_found"],
      ["a@@b", "invalid_request"],
      ["MSFT", "not_subscribed"],
    ])
  })

  test("the same instrument is quoted once, however it is named", async () => {
    const { gateway, quotes } = room()
    const { data } = value(await quotes("AAPL", "aapl ", "AAPL/USD", "CONID:1"))
    expect(data.quotes).toHaveLength(1)
    expect(gateway.asked.contracts).toHaveLength(2)
  })

  test("fails as a whole when all fail, with the reason", async () => {
    expect(failureOf(await room().quotes("MSFT"))).toEqual(noSubscription)
    const both = failureOf(await room().quotes("MSFT", "NOPE"))
    expect(both.message).toContain("Not subscribed.")
    expect(both.message).toContain("NOPE")
    expect(both.hint).toContain("ibkr_contract_search")
  })

  test("that fail for the same reason say it once", async () => {
    const { gateway, quotes } = room()
    gateway.known.down = notConnected
    const { code, message, hint } = failureOf(await quotes("AAPL", "MSFT"))
    expect([code, message, hint]).toEqual([
      "not_connected",
      'None of the 2 instruments has a quote. "AAPL", "MSFT": The Gateway is not there.',
      "Start it.",
    ])
  })

  test("an empty market is no_data with the Gateway's notice, not a quote of nulls", async () => {
    const { gateway, quotes } = room()
    gateway.known.markets.set(1, marketData({ warnings: ["Displaying delayed data."] }))
    const failed = failureOf(await quotes("AAPL"))
    expect(failed.code).toBe("no_data")
    expect(failed.message).toContain("Displaying delayed data.")
  })

  test("a notice is passed on, once, with the names it is about", async () => {
    const { gateway, quotes } = room()
    for (const conId of [1, 4]) gateway.known.markets.set(conId, marketData({ last: 1, warnings: ["Delayed."] }))
    expect(value(await quotes("AAPL", "MSFT")).provenance.warnings).toEqual(["AAPL, MSFT: Delayed."])
  })

  test.each([
    ["none", []],
    ["51", Array.from({ length: 51 }, (_, index) => `S${index}`)],
    ["a control character", ["AAPL", "MS\u0001FT"]],
    ["ten megabytes", ["A".repeat(10_000_000)]],
  ])("%s is refused, and nothing reaches the Gateway", async (_, names) => {
    const { gateway, quotes } = room()
    expect(failureOf(await quotes(...names)).code).toBe("invalid_request")
    expect(gateway.asked.contracts).toEqual([])
  })
})

describe("when the Gateway cannot be asked", () => {
  test("the last good quotes are given, marked stale with their age", async () => {
    const { gateway, clock, quotes } = room()
    await quotes("AAPL")
    gateway.known.down = notConnected
    await clock.advance(90_000)
    const { data, provenance } = value(await quotes("AAPL", "VOD@LSE/GBP"))
    expect(data.quotes[0]?.last).toBe(100.1)
    expect(provenance).toMatchObject({ source: "cache", staleS: 90 })
    expect(provenance.warnings.join()).toContain("The Gateway is not there.")
    expect(data.errors.map(({ failure: { code } }) => code)).toEqual(["not_connected"])
  })

  test("with nothing to show it says so", async () => {
    const { gateway, quotes } = room()
    gateway.known.down = notConnected
    expect(failureOf(await quotes("AAPL"))).toEqual(notConnected)
  })

  test("fresh data comes back as soon as it is to be had", async () => {
    const { gateway, quotes } = room()
    await quotes("AAPL")
    gateway.known.down = notConnected
    await quotes("AAPL")
    gateway.known.down = null
    gateway.known.markets.set(1, marketData({ last: 7 }))
    const { data, provenance } = value(await quotes("AAPL"))
    expect(data.quotes[0]?.last).toBe(7)
    expect(provenance.staleS).toBeNull()
  })

  test("a refusal is no reason for old data", async () => {
    const { gateway, quotes } = room()
    await quotes("AAPL")
    gateway.known.markets.set(1, noSubscription)
    expect(failureOf(await quotes("AAPL")).code).toBe("not_subscribed")
  })
})

describe("which of the four option computations is shown", () => {
  test("the model's, whichever else there are", () => {
    const computations = {
      bid: computation(0.1),
      ask: computation(0.3),
      last: computation(0.5),
      model: computation(0.2),
    }
    expect(greeksOf(computations)).toMatchObject({ delta: 0.2, computation: "model" })
  })

  test("else the last trade's", () => {
    expect(greeksOf({ bid: computation(0.1), last: computation(0.5) })).toMatchObject({
      delta: 0.5,
      computation: "last",
    })
  })

  test("else the mean of bid and ask, or the one side", () => {
    const both = greeksOf({ bid: computation(0.1), ask: computation(0.3, 0.4) })
    expect(both?.computation).toBe("mid")
    expect(both?.delta).toBeCloseTo(0.2, 12)
    expect(both?.iv).toBeCloseTo(0.3, 12)
    expect(greeksOf({ ask: computation(0.3) })?.computation).toBe("ask")
  })

  test("none where nothing was computed", () => {
    expect(greeksOf({})).toBeNull()
    expect(greeksOf({ model: computation(null, null) })).toBeNull()
  })
})
