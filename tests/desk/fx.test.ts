import { describe, expect, test } from "bun:test"
import { manualClock } from "../../src/clock/manual-clock.ts"
import { createDesk } from "../../src/desk/desk.ts"
import type { MarketData } from "../../src/gateway/quotes/market-data.ts"
import {
  config,
  contract,
  details,
  failureOf,
  inMemoryGateway,
  marketData,
  monday,
  value,
} from "./in-memory-gateway.ts"

function room(market: Partial<MarketData> = { bid: 1.25, ask: 1.27 }) {
  const gateway = inMemoryGateway()
  gateway.known.contracts = [
    details(contract({ conId: 11, symbol: "EUR", secType: "CASH", exchange: "IDEALPRO", primaryExchange: null })),
  ]
  gateway.known.markets.set(11, marketData(market))
  const desk = createDesk({ gateway, config, clock: manualClock(monday) })
  return { gateway, rate: (pair: string, amount: number | null = null) => desk.fxRate(pair, amount, {}) }
}

describe("an exchange rate", () => {
  test.each(["EURUSD", "EUR/USD", "eur.usd", "FX:EURUSD"])("of %s", async (pair) => {
    expect(value(await room().rate(pair, 100)).data).toMatchObject({
      pair: "EURUSD",
      instrument: "FX:EURUSD",
      bid: 1.25,
      ask: 1.27,
      midpoint: 1.26,
      inverse: 0.793650793651,
      spread: 0.02,
      converted: 126,
    })
  })

  test("of the opposite pair is inverted, sides swapped, and says so", async () => {
    const { data, provenance } = value(await room({ bid: 1.25, ask: 1.6, last: 1.25 }).rate("USDEUR", 10))
    expect(data).toMatchObject({ pair: "USDEUR", instrument: "FX:EURUSD", inverted: true })
    expect(data).toMatchObject({ bid: 0.625, ask: 0.8, last: 0.8, midpoint: 0.7125, spread: 0.175, converted: 7.125 })
    expect(provenance.warnings.join()).toContain("inverted")
  })

  test("has no midpoint, spread or conversion without both sides", async () => {
    const { data, provenance } = value(await room({ bid: 1.25, last: 1.26 }).rate("EURUSD", 100))
    expect(data).toMatchObject({ bid: 1.25, ask: null, midpoint: null, inverse: null, spread: null, converted: null })
    expect(provenance.warnings.join()).toContain("no midpoint")
  })

  test.each(["", "EUR", "EURUSDX", "EUREUR", "EU\u0000USD", "12.34"])("%p is a malformed pair", async (pair) => {
    const { gateway, rate } = room()
    expect(failureOf(await rate(pair)).code).toBe("invalid_request")
    expect(gateway.asked.contracts).toEqual([])
  })

  test("of a pair that IBKR lists neither way is not_found", async () => {
    const { code, hint } = failureOf(await room().rate("EURXXX"))
    expect(code).toBe("not_found")
    expect(hint).toContain("EURUSD and USDXXX")
    // There is no way through the dollar from the dollar.
    const { hint: ofDollar } = failureOf(await room().rate("BTCUSD"))
    expect(ofDollar).not.toContain("USDUSD")
    expect(ofDollar).toContain("CRYPTO:BTC")
  })

  test("does not convert an infinite amount", async () => {
    expect(failureOf(await room().rate("EURUSD", Number.MAX_VALUE)).code).toBe("invalid_request")
    expect(failureOf(await room().rate("EURUSD", Number.POSITIVE_INFINITY)).code).toBe("invalid_request")
  })
})
