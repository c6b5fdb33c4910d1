import { describe, expect, test } from "bun:test"
import { manualClock } from "../../src/clock/manual-clock.ts"
import { createDesk } from "../../src/desk/desk.ts"
import { success } from "../../src/outcome/outcome.ts"
import { config, contract, details, inMemoryGateway, marketData, monday, notConnected } from "./in-memory-gateway.ts"

function room(at = monday) {
  const gateway = inMemoryGateway()
  const desk = createDesk({ gateway, config, clock: manualClock(at) })
  return { gateway, desk, status: async (probe = false) => (await desk.connection(probe, {})).data }
}

describe("the state of the connection", () => {
  test("tells what the Gateway is like, farms by their state", async () => {
    expect(await room().status()).toMatchObject({
      state: "connected",
      hint: null,
      uptimeS: 60,
      gatewayReadOnly: true,
      farms: { ok: ["usfarm"], inactive: [], connecting: [], broken: [] },
      probe: null,
    })
  })

  test.each([
    ["2026-11-23T16:00:00Z", true, "2026-11-24T09:30:00-05:00", "2026-11-23T16:00:00-05:00"],
    ["2026-11-26T16:00:00Z", false, "2026-11-27T09:30:00-05:00", "2026-11-27T13:00:00-05:00"],
    ["2026-07-06T21:00:00Z", false, "2026-07-07T09:30:00-04:00", "2026-07-07T16:00:00-04:00"],
  ])("at %s NYSE is open: %p", async (at, isOpen, nextOpen, nextClose) => {
    expect((await room(Date.parse(at)).status()).nyse).toEqual({ isOpen, nextOpen, nextClose })
  })

  test("outside the calendar is not guessed", async () => {
    expect((await room(Date.parse("2040-01-02T16:00:00Z")).status()).nyse).toBeNull()
  })

  test("knows of a closure that the Gateway's own hours of SPY have shown before, and asks for nothing", async () => {
    const { gateway, desk } = room()
    gateway.known.contracts = [
      details(contract({ conId: 756733, symbol: "SPY", primaryExchange: "ARCA" }), {
        tradingHours: "20261123:CLOSED;20261124:0400-20261124:2000",
        liquidHours: "20261123:CLOSED;20261124:0930-20261124:1600",
      }),
    ]
    expect((await desk.connection(false, {})).data.nyse?.isOpen).toBe(true)
    await desk.contractTerms("SPY", { limit: 1, cursor: null, allPriceSteps: false }, {}, () => {})
    const { length } = gateway.asked.contracts
    const { data, provenance } = await desk.connection(false, {})
    expect(data.nyse).toEqual({
      isOpen: false,
      nextOpen: "2026-11-24T09:30:00-05:00",
      nextClose: "2026-11-24T16:00:00-05:00",
    })
    expect(provenance.warnings.join()).toContain("2026-11-23: the Gateway's own hours say closed")
    expect(gateway.asked.contracts).toHaveLength(length)
  })

  test("counts the contracts that are kept", async () => {
    const { gateway, desk, status } = room()
    gateway.known.contracts = [details(contract({ conId: 1, symbol: "AAPL" }))]
    gateway.known.markets.set(1, marketData({ last: 1 }))
    await desk.quotes(["AAPL", "NOPE"], {})
    expect((await status()).contractCacheSize).toBe(1)
  })

  test("answers when disconnected, with what to do, and does not probe then", async () => {
    const { gateway, desk } = room()
    gateway.known.down = notConnected
    const { data, provenance } = await desk.connection(true, {})
    expect(data).toMatchObject({ state: "not_connected", hint: "Start it.", uptimeS: null, probe: null })
    expect(data.lastError?.code).toBe("not_connected")
    expect(provenance.warnings.join()).toContain("Not connected")
  })

  test("is probed when that is asked for", async () => {
    expect((await room().status(true)).probe).toEqual({ clockSkewS: -1, latencyMs: 3 })
  })

  test("says what a clock that is far off makes wrong", async () => {
    const { gateway } = room()
    const skewed = async (clockSkewS: number) => {
      const probe = () => Promise.resolve(success({ clockSkewS, roundTripMs: 3 }))
      const desk = createDesk({ gateway: { ...gateway, probe }, config, clock: manualClock(monday) })
      return (await desk.connection(true, {})).provenance.warnings.join()
    }
    expect(await skewed(-90)).toContain("90 s ahead of the Gateway's")
    expect(await skewed(3600)).toContain("3600 s behind the Gateway's")
    expect(await skewed(2)).toBe("")
  })
})
