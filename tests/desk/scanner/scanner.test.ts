import { describe, expect, test } from "bun:test"
import { manualClock } from "../../../src/clock/manual-clock.ts"
import { createDesk } from "../../../src/desk/desk.ts"
import type { RunQuestion } from "../../../src/desk/scanner/scanner.ts"
import type { Contract } from "../../../src/gateway/contracts/contract.ts"
import type { ScanRow } from "../../../src/gateway/scanner/scan.ts"
import { failure, success } from "../../../src/outcome/outcome.ts"
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
} from "../in-memory-gateway.ts"

const aapl = contract({ conId: 1, symbol: "AAPL" })
const vod = contract({ conId: 2, symbol: "VOD", primaryExchange: "LSE", currency: "GBP" })

const row = (rank: number, of: Contract, legs: string | null = null): ScanRow => ({
  rank,
  // A scan's rows do not name the primary exchange.
  contract: { ...of, primaryExchange: null },
  distance: null,
  benchmark: null,
  projection: null,
  legs,
})

const usual: RunQuestion = {
  scanCode: "TOP_PERC_GAIN",
  instrument: null,
  location: null,
  filters: {},
  quotes: false,
  limit: 20,
  cursor: null,
}

function scanning() {
  const gateway = inMemoryGateway()
  const { known } = gateway
  known.contracts = [details(aapl), details(vod, { priceMagnifier: 100 })]
  known.catalogue = {
    scans: [{ code: "TOP_PERC_GAIN", name: "Top % Gainers", instruments: ["STK"] }],
    instruments: [{ code: "STK", name: "US Stocks", filterIds: [] }],
    locations: [{ code: "STK.US.MAJOR", name: "Listed", instruments: ["STK"], within: null }],
    filters: [],
  }
  known.scanned = [row(0, aapl), row(1, vod)]
  known.markets.set(1, marketData({ bid: 199, ask: 201, last: 200, close: 100 }))
  const clock = manualClock(monday)
  const desk = createDesk({ gateway, config, clock })
  const told: string[] = []
  return {
    gateway,
    known,
    clock,
    told,
    scan: (question: Partial<RunQuestion> = {}, signal?: AbortSignal) =>
      desk.scan({ ...usual, ...question }, { signal }, (_done, _total, message) => told.push(message)),
    search: (words = "") => desk.searchScans({ words, instrument: null, limit: 20, cursor: null }, {}, () => {}),
  }
}

describe("a scan", () => {
  test("names what it found, ranked from 1", async () => {
    const { scan, gateway } = scanning()
    const { data, provenance } = value(await scan())
    expect(data.found).toMatchObject([
      { rank: 1, instrument: "AAPL", conId: 1, name: "AAPL INC", quote: null },
      { rank: 2, instrument: "VOD@LSE/GBP", conId: 2, name: "VOD INC" },
    ])
    expect(data).toMatchObject({ scanCode: "TOP_PERC_GAIN", scanName: "Top % Gainers", total: 2, cursor: null })
    expect(provenance.warnings).toEqual([])
    expect(gateway.asked.quotes).toEqual([])
    expect(gateway.asked.scans).toMatchObject([{ instrument: "STK", location: "STK.US.MAJOR", rows: 50 }])
  })

  test("with quotes says who has none, and how far it has come", async () => {
    const { scan, told } = scanning()
    const { data, provenance } = value(await scan({ quotes: true }))
    expect(data.found).toMatchObject([{ quote: { bid: 199, changePct: 100, dataType: "live" } }, { quote: null }])
    expect(provenance.warnings).toEqual([expect.stringMatching(/^1 of 2 contracts have no quote: /)])
    expect(told.at(-1)).toBe("Quoted 2 of 2 contracts")
  })

  test("of combinations names each by its legs, and looks none of them up", async () => {
    const { scan, known, gateway } = scanning()
    const bag = { ...aapl, secType: "BAG" }
    known.scanned = [row(0, bag, "3|1,4|-1"), row(1, bag, "3|1,5|-1")]
    const { data, provenance } = value(await scan({ limit: 1 }))
    expect(data.found).toMatchObject([{ instrument: "CONID:1", legs: "3|1,4|-1", name: null }])
    expect(provenance.warnings).toEqual([])
    expect(gateway.asked.contracts).toEqual([])
    const { data: rest } = value(await scan({ limit: 1, cursor: data.cursor }))
    expect(rest.found).toMatchObject([{ legs: "3|1,5|-1" }])
  })

  test("comes in pages of the one that was run, however the market moves meanwhile", async () => {
    const { scan, known, gateway, clock } = scanning()
    const first = value(await scan({ limit: 1 })).data
    await clock.advance(60_000)
    known.scanned = [row(0, vod), row(1, aapl)]
    const second = value(await scan({ limit: 1, cursor: first.cursor }))
    expect([...first.found, ...second.data.found].map(({ conId, rank }) => [conId, rank])).toEqual([
      [1, 1],
      [2, 2],
    ])
    expect(second.data).toMatchObject({ total: 2, cursor: null })
    expect(second.provenance).toMatchObject({ asOf: monday, source: "cache", staleS: null })
    expect(gateway.asked.scans).toHaveLength(1)
    for (const cursor of ["1", "1~999", "9~1"])
      expect(failureOf(await scan({ limit: 1, cursor })).code).toBe("invalid_request")
    const other = { limit: 1, cursor: first.cursor, filters: { priceAbove: 1 } }
    known.catalogue = failure("gateway_error", "It could not be read.", "Report it.")
    expect(failureOf(await scan(other)).code).toBe("invalid_request")
    await clock.advance(10 * 60_000)
    expect(failureOf(await scan({ limit: 1, cursor: first.cursor })).hint).toContain("begin again")
  })

  test("that finds nothing says so", async () => {
    const { scan, known } = scanning()
    known.scanned = []
    const { data, provenance } = value(await scan())
    expect(data.found).toEqual([])
    expect(provenance.warnings).toEqual([expect.stringContaining("Nothing fits now")])
  })

  test("reads the catalogue once a day", async () => {
    const { scan, search, known, clock } = scanning()
    await scan()
    known.catalogue = failure("request_timeout", "It did not answer.", "Ask again.")
    expect(value(await scan()).provenance.warnings).toEqual([])
    expect(value(await search("gainers")).provenance).toMatchObject({ source: "cache", staleS: null })
    await clock.advance(25 * 3_600_000)
    // The one of before is better than none, and said to be that.
    const { data, provenance } = value(await search("gainers"))
    expect(data.total).toBe(1)
    expect(provenance).toMatchObject({ staleS: 25 * 3600, warnings: [expect.stringContaining("It did not answer.")] })
  })

  test("runs unchecked when the catalogue is not to be had, and says so", async () => {
    const { scan, known, gateway } = scanning()
    known.catalogue = failure("gateway_error", "It could not be read.", "Report it.")
    const { data, provenance } = value(await scan({ scanCode: "ANYTHING" }))
    expect(data).toMatchObject({ scanCode: "ANYTHING", scanName: null })
    expect(provenance.warnings).toEqual([expect.stringContaining("could not be checked against the catalogue")])
    expect(gateway.asked.scans).toMatchObject([{ scanCode: "ANYTHING" }])
  })

  test("does not wait long for a catalogue that does not come, and checks by one that came late", async () => {
    const { gateway, clock } = scanning()
    const { catalogue } = gateway.known
    const late = Promise.withResolvers<Awaited<ReturnType<typeof gateway.scannerCatalogue>>>()
    let asked = 0
    const scannerCatalogue = () => {
      asked++
      return late.promise
    }
    const desk = createDesk({ gateway: { ...gateway, scannerCatalogue }, config, clock })
    const run = (scanCode: string) => desk.scan({ ...usual, scanCode }, {}, () => {})
    for (const ms of [5000, 1000]) {
      const scan = run("ANYTHING")
      await clock.advance(ms - 1)
      expect(await Promise.race([scan, "waiting"])).toBe("waiting")
      await clock.advance(1)
      expect(value(await scan).provenance.warnings).toEqual([
        "The scan could not be checked against the catalogue: it has not come yet.",
      ])
    }
    expect(asked).toBe(1)
    if (!("code" in catalogue)) late.resolve(success(catalogue))
    await clock.advance(0)
    expect(failureOf(await run("ANYTHING")).code).toBe("invalid_request")
    expect(value(await run("top_perc_gain")).provenance.warnings).toEqual([])
    expect(asked).toBe(1)
  })

  test("runs unchecked when the Gateway does not answer for it at all", async () => {
    const { scan, known } = scanning()
    known.catalogue = failure("request_timeout", "It did not answer.", "Ask again.")
    expect(value(await scan()).provenance.warnings).toEqual([expect.stringContaining("It did not answer.")])
  })

  test("of an unknown code never reaches the Gateway", async () => {
    const { scan, gateway } = scanning()
    expect(failureOf(await scan({ scanCode: "TOP_GAIN" })).hint).toContain("TOP_PERC_GAIN (Top % Gainers)")
    expect(gateway.asked.scans).toEqual([])
  })

  test("of before is given, as such, when the Gateway is away", async () => {
    const { scan, known, clock } = scanning()
    await scan()
    known.down = notConnected
    await clock.advance(60_000)
    const { data, provenance } = value(await scan())
    expect(data.found).toHaveLength(2)
    expect(provenance).toMatchObject({ source: "cache", staleS: 60 })
    expect(failureOf(await scan({ limit: 1 })).code).toBe("not_connected")
  })

  test("given up keeps nothing", async () => {
    const { scan } = scanning()
    const signal = AbortSignal.abort()
    expect(failureOf(await scan({}, signal)).code).toBe("request_timeout")
  })
})

test("a search that finds nothing names what is nearest", async () => {
  const { search } = scanning()
  const { data, provenance } = value(await search("top winners gain"))
  expect(data.entries).toEqual([])
  expect(provenance.warnings).toEqual([expect.stringContaining("Nearest: TOP_PERC_GAIN (Top % Gainers)")])
})
