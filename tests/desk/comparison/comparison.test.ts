import { describe, expect, test } from "bun:test"
import { manualClock } from "../../../src/clock/manual-clock.ts"
import type { ComparisonQuestion } from "../../../src/desk/comparison/question.ts"
import { createDesk } from "../../../src/desk/desk.ts"
import type { Gateway } from "../../../src/gateway/gateway.ts"
import type { Bar, BarsRequest } from "../../../src/gateway/history/history.ts"
import { type Failure, failure } from "../../../src/outcome/outcome.ts"
import {
  config,
  contract,
  details,
  failureOf,
  inMemoryGateway,
  monday,
  notConnected,
  value,
} from "../in-memory-gateway.ts"

type Said = readonly (readonly [at: string | number, close: number | null])[]

/** Monday to Friday of the week before. */
const week = ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"]
const on = (dates: readonly string[], ...prices: readonly number[]): Said =>
  prices.map((price, index) => [dates[index] ?? "", price])

const bars = (said: Said): readonly Bar[] =>
  said.map(([at, close]) => ({
    at,
    open: close,
    high: close,
    low: close,
    close,
    volume: null,
    average: null,
    count: null,
  }))

const noData = failure("no_data", "The Gateway has no historical data for this request.", "Try another.")

const stock = contract({ conId: 1, symbol: "AAPL" })
const other = contract({ conId: 2, symbol: "MSFT" })
const pence = contract({ conId: 3, symbol: "VOD", primaryExchange: "LSE", currency: "GBP" })
const yen = contract({ conId: 4, symbol: "7203", exchange: "TSEJ", primaryExchange: "TSEJ", currency: "JPY" })
const swiss = contract({ conId: 5, symbol: "NESN", exchange: "EBS", primaryExchange: "EBS", currency: "CHF" })
const bitcoin = contract({ conId: 6, symbol: "BTC", secType: "CRYPTO", exchange: "PAXOS", primaryExchange: null })
const treasury = contract({ conId: 7, symbol: "US-T", secType: "BOND", exchange: "SMART", primaryExchange: null })
const pair = (conId: number, symbol: string, currency: string) =>
  contract({ conId, symbol, currency, secType: "CASH", exchange: "IDEALPRO", primaryExchange: null })
const cable = pair(11, "GBP", "USD")
const dollarYen = pair(12, "USD", "JPY")
const dollarSwiss = pair(13, "USD", "CHF")

function room(history: Readonly<Record<number, Said | Failure | ((request: BarsRequest) => Said | Failure)>>) {
  const memory = inMemoryGateway()
  memory.known.contracts = [
    details(stock),
    details(other),
    details(pence, { priceMagnifier: 100, timeZoneId: "GB-Eire" }),
    details(yen, { timeZoneId: "Japan" }),
    details(swiss, { timeZoneId: "MET" }),
    ...[bitcoin, treasury, cable, dollarYen, dollarSwiss].map((one) => details(one)),
  ]
  const asked: BarsRequest[] = []
  const gateway: Gateway = {
    ...memory,
    bars(request) {
      asked.push(request)
      const known = history[request.contract.conId] ?? noData
      const said = typeof known === "function" ? known(request) : known
      if (memory.known.down) return Promise.resolve({ ok: false, failure: memory.known.down })
      return Promise.resolve("code" in said ? { ok: false, failure: said } : { ok: true, value: bars(said) })
    },
  }
  const desk = createDesk({ gateway, config, clock: manualClock(monday) })
  const progress: string[] = []
  const compare = (instruments: readonly string[], question: Partial<ComparisonQuestion> = {}, signal?: AbortSignal) =>
    desk.compare(
      { instruments, duration: "1 Y", end: null, sampling: "1 day", currency: null, ...question },
      { signal },
      (done, total, message) => progress.push(`${done}/${total} ${message}`),
    )
  return { compare, asked, progress, known: memory.known }
}

describe("a comparison", () => {
  test("measures at the dates that all have a price of", async () => {
    const { compare, asked, progress } = room({
      1: on(week, 100, 110, 99, 108.9, 120),
      2: [
        ["2026-11-16", 50],
        ["2026-11-18", 40],
        ["2026-11-19", null],
        ["2026-11-20", 60],
      ],
    })
    const { data, provenance } = value(await compare(["AAPL", "msft", "AAPL"]))
    const { shared, figures } = data.comparison
    expect(shared).toEqual({ moments: ["2026-11-16", "2026-11-18", "2026-11-20"], dropped: 2, lacking: [0, 2] })
    // 100, 99, 120 and 50, 40, 60.
    expect(figures).toMatchObject([
      { instrument: "AAPL", conId: 1, currency: "USD", source: "ADJUSTED_LAST", first: 100, last: 120, returnPct: 20 },
      { instrument: "MSFT", conId: 2, first: 50, last: 60, returnPct: 20, maxDrawdownPct: -20 },
    ])
    expect(figures[0]).toMatchObject({ maxDrawdownPct: -1, peakAt: "2026-11-16", troughAt: "2026-11-18" })
    expect(figures[0]).toMatchObject({ annualReturnPct: null, volatilityPct: null })
    expect(data.comparison.correlation).toEqual([
      [null, null],
      [null, null],
    ])
    expect(provenance.warnings.join(" ")).toContain("2 dates that not all have were left out: MSFT lacks 2.")
    expect(provenance.warnings.join(" ")).toContain("2 returns of 1 day are too few")
    expect(asked.map(({ contract: { conId }, source, duration, end }) => [conId, source, duration, end])).toEqual([
      [1, "ADJUSTED_LAST", "1 Y", null],
      [2, "ADJUSTED_LAST", "1 Y", null],
    ])
    expect(progress).toHaveLength(2)
    expect(progress.at(-1)).toStartWith("2/2 ")
  })

  test("by hand: volatility of a year of 252 days, correlation, prices with the first as 100", async () => {
    const dates = ["2026-11-12", "2026-11-13", ...week]
    const swing = Math.exp(0.01)
    const { compare } = room({
      1: on(dates, 100, 100 * swing, 100, 100 * swing, 100, 100 * swing, 100),
      2: on(dates, 10, 10 / swing, 10, 10 / swing, 10, 10 / swing, 10),
    })
    const { comparison } = value(await compare(["AAPL", "MSFT"])).data
    expect(comparison.annualisation).toEqual({ periodsPerYear: 252, basis: "convention" })
    expect(comparison.returns).toBe(6)
    // Six squares of 0.01 over five, times 252, rooted.
    const volatility = Number((Math.sqrt((0.0006 / 5) * 252) * 100).toFixed(4))
    expect(comparison.figures.map(({ volatilityPct }) => volatilityPct)).toEqual([volatility, volatility])
    expect(comparison.correlation).toEqual([
      [1, -1],
      [-1, 1],
    ])
    expect(comparison.rebased[1]).toEqual({ at: "2026-11-13", values: [101.005, 99.005] })
  })

  test("says which series it used when the Gateway has no adjusted prices, and that dividends are then missing", async () => {
    const { compare } = room({
      1: on(week, 1, 2, 3, 4, 5),
      2: ({ source }) => (source === "TRADES" ? on(week, 1, 2, 3, 4, 5) : noData),
    })
    const { data, provenance } = value(await compare(["AAPL", "MSFT"]))
    expect(data.comparison.figures.map(({ source }) => source)).toEqual(["ADJUSTED_LAST", "TRADES"])
    expect(provenance.warnings.join(" ")).toContain("not for MSFT")
    expect(value(await compare(["MSFT"])).provenance.warnings.join(" ")).toContain("not for MSFT")
  })

  test("says that a bond's return is without its interest", async () => {
    const { compare } = room({ 7: on(week, 91, 92, 93, 94, 95) })
    expect(value(await compare(["CONID:7"])).provenance.warnings.join(" ")).toContain(
      "Dividends and interest count for",
    )
  })

  test("reads pence as pounds, and each in its own currency says so", async () => {
    const { compare } = room({ 1: on(week, 1, 2, 3, 4, 5), 3: on(week, 80, 90, 100, 110, 120) })
    const { data, provenance } = value(await compare(["AAPL", "VOD@LSE/GBP"]))
    expect(data.comparison.figures[1]).toMatchObject({ currency: "GBP", first: 0.8, last: 1.2, returnPct: 50 })
    expect(provenance.warnings.join(" ")).toContain("own currency (USD, GBP)")
  })

  test("leaves out what fell out and says why, and fails only when all did", async () => {
    const { compare } = room({ 1: on(week, 1, 2, 3, 4, 5) })
    const { data } = value(await compare(["AAPL", "NOSUCH", "MSFT", "OPT:AAPL"]))
    expect(data.comparison.figures).toHaveLength(1)
    expect(data.errors.map(({ instrument, failure: { code } }) => [instrument, code])).toEqual([
      ["NOSUCH", "not_found"],
      ["MSFT", "no_data"],
      ["OPT:AAPL", "invalid_request"],
    ])
    expect(failureOf(await compare(["NOSUCH", "MSFT"])).message).toContain("None of the 2 instruments")
  })

  test("says where an instrument began later than the others, and which prices cannot be measured", async () => {
    const { compare } = room({
      1: [["2026-06-01", 10], ...on(week, 1, 2, 3, 4, 5)],
      2: on(week, 5, -1, 3, 4, 5),
    })
    const { data, provenance } = value(await compare(["AAPL", "MSFT"]))
    expect(data.comparison.figures[1]).toMatchObject({ returnPct: null, volatilityPct: null, maxDrawdownPct: null })
    const said = provenance.warnings.join(" ")
    expect(said).toContain("MSFT has prices only from 2026-11-16: the comparison begins there.")
    expect(said).toContain("Prices at or below nought have no return: MSFT.")
  })

  test("across the world says how far the closes are apart, which weekly samples do not mind", async () => {
    const { compare } = room({ 1: on(week, 1, 2, 3, 4, 5), 4: on(week, 1, 2, 3, 4, 5) })
    const said = async (question: object) =>
      value(await compare(["AAPL", "7203@TSEJ/JPY"], question)).provenance.warnings.join(" ")
    expect(await said({})).toContain("Asia/Tokyo and America/New_York are about 14 hours apart")
    expect(await said({ sampling: "1 week" })).not.toContain("hours apart")
  })

  test("that shares no date measures nothing and says so", async () => {
    const { compare } = room({ 1: on(["2026-11-16"], 1), 2: on(["2026-11-17"], 1) })
    const { data, provenance } = value(await compare(["AAPL", "MSFT"]))
    expect(data.comparison.figures[0]).toMatchObject({ first: null, last: null, returnPct: null })
    expect(provenance.warnings.join(" ")).toContain("share fewer than two prices")
  })

  test("up to today says that the day is still under way", async () => {
    const open = "20261123:0930-20261123:1600"
    const { compare, known } = room({ 1: on(["2026-11-20", "2026-11-23"], 1, 2) })
    known.contracts = [details(stock, { liquidHours: open, tradingHours: open })]
    expect(value(await compare(["AAPL"])).provenance.warnings.join(" ")).toContain("2026-11-23 is still under way")
  })
})

describe("one currency for all", () => {
  test("converts each date's price with that date's rate", async () => {
    const { compare, asked } = room({
      1: on(week, 100, 100, 100, 100, 110),
      3: on(week, 100, 100, 100, 100, 100),
      11: on(week, 1.25, 1.3, 1.3, 1.3, 1.5),
    })
    const { data, provenance } = value(await compare(["AAPL", "VOD@LSE/GBP"], { currency: "usd" }))
    expect(data.currency).toBe("USD")
    expect(data.comparison.figures).toMatchObject([
      { currency: "USD", first: 100, last: 110, returnPct: 10 },
      { currency: "USD", first: 1.25, last: 1.5, returnPct: 20 },
    ])
    expect(provenance.warnings).toContain("Converted to USD with the midpoint closes of FX:GBPUSD of the same dates.")
    expect(asked.find(({ contract: { conId } }) => conId === 11)).toMatchObject({
      source: "MIDPOINT",
      barSize: "1 day",
    })
  })

  test("takes the opposite pair upside down, and goes through the dollar where there is no other way", async () => {
    const { compare, asked } = room({
      4: on(week, 3000, 3000, 3000, 3000, 3000),
      5: on(week, 80, 80, 80, 80, 80),
      12: on(week, 150, 150, 150, 150, 120),
      13: on(week, 0.8, 0.8, 0.8, 0.8, 0.9),
    })
    const { data, provenance } = value(await compare(["7203@TSEJ/JPY", "NESN@EBS/CHF"], { currency: "CHF" }))
    // 3000 yen: 20 dollars of 0.8 francs, then 25 of 0.9.
    expect(data.comparison.figures).toMatchObject([
      { currency: "CHF", first: 16, last: 22.5 },
      { currency: "CHF", first: 80, last: 80, returnPct: 0 },
    ])
    expect(provenance.warnings.join(" ")).toContain("FX:USDJPY, FX:USDCHF")
    expect(asked.filter(({ contract: { secType } }) => secType === "CASH")).toHaveLength(2)
  })

  test("carries a rate over a weekend, says so, and leaves out what no rate is near", async () => {
    const { compare } = room({
      6: on(["2026-11-06", "2026-11-13", "2026-11-14", "2026-11-15", "2026-11-16"], 9, 10, 11, 12, 13),
      11: on(["2026-11-13", "2026-11-16"], 1.25, 1.3),
    })
    const { data, provenance } = value(await compare(["CRYPTO:BTC@PAXOS"], { currency: "GBP" }))
    expect(data.comparison.shared.moments).toEqual(["2026-11-13", "2026-11-14", "2026-11-15", "2026-11-16"])
    expect(data.comparison.figures[0]).toMatchObject({ currency: "GBP", first: 8, last: 10, returnPct: 25 })
    expect(provenance.warnings.join(" ")).toContain("On 2 dates without an exchange rate")
  })

  test.each(["pacing", "request_timeout", "connectivity_lost"] as const)(
    "that cannot be had now (%s) leaves every instrument in its own, and says so",
    async (code) => {
      const { compare } = room({
        1: on(week, 100, 110, 99, 108.9, 120),
        3: on(week, 100, 101, 102, 103, 110),
        11: failure(code, "The Gateway has had enough.", "Wait."),
      })
      const { data, provenance } = value(await compare(["AAPL", "VOD@LSE/GBP"], { currency: "USD" }))
      expect(data).toMatchObject({ currency: null, unconverted: { code }, errors: [] })
      expect(data.comparison.figures.map(({ currency, returnPct }) => [currency, returnPct])).toEqual([
        ["USD", 20],
        ["GBP", 10],
      ])
      const said = provenance.warnings.join(" ")
      expect(said).toContain("Not converted to USD, each in its own: The Gateway has had enough.")
      expect(said).toContain("Each return is in the instrument's own currency (USD, GBP)")
    },
  )

  test("that has no rate is that instrument's error", async () => {
    const { compare } = room({ 1: on(week, 1, 2, 3, 4, 5), 3: on(week, 1, 2, 3, 4, 5) })
    const { data } = value(await compare(["AAPL", "VOD@LSE/GBP"], { currency: "USD" }))
    expect(data.comparison.figures).toHaveLength(1)
    expect(data.errors[0]?.failure.message).toContain(
      "VOD@LSE/GBP is in GBP, and the Gateway has no exchange rates to USD",
    )
    expect(failureOf(await compare(["AAPL"], { currency: "XXX" })).code).toBe("not_found")
  })
})

describe("other samples", () => {
  test("of hours line up by the instant, and name the zone", async () => {
    const hour = (at: string) => Date.parse(`2026-11-20T${at}:00Z`)
    const { compare, asked } = room({
      1: [
        [hour("14:30"), 1],
        [hour("15:00"), 2],
        [hour("16:00"), 3],
      ],
      2: [
        [hour("15:00"), 10],
        [hour("16:00"), 20],
      ],
    })
    const { data } = value(await compare(["AAPL", "MSFT"], { sampling: "1 hour", duration: "5 D" }))
    expect(data.comparison.shared.moments).toEqual([hour("15:00"), hour("16:00")])
    expect(data.zone).toBe("America/New_York")
    expect(asked[0]).toMatchObject({ barSize: "1 hour", duration: "5 D" })
  })

  test("of weeks measure volatility by the week, and the return by the day", async () => {
    const dates = Array.from({ length: 50 }, (_, index) => new Date(monday - (52 - index) * 86_400_000))
      .filter((date) => date.getUTCDay() % 6 !== 0)
      .map((date) => date.toISOString().slice(0, 10))
    const { compare } = room({ 1: on(dates, ...dates.map((_, index) => 100 + index)) })
    const { comparison } = value(await compare(["AAPL"], { sampling: "1 week" })).data
    expect(comparison.annualisation).toEqual({ periodsPerYear: 52, basis: "convention" })
    expect(comparison.returns).toBeLessThan(dates.length / 4)
    expect(comparison.figures[0]).toMatchObject({ first: 100, last: 100 + dates.length - 1 })
  })
})

describe("what cannot be asked", () => {
  test.each([
    [[], {}],
    [Array.from({ length: 21 }, (_, index) => `A${index}`), {}],
    [["AAPL\u0000"], {}],
    [["AAPL"], { currency: "dollars" }],
    [["AAPL"], { currency: "\u0007" }],
    [["AAPL"], { duration: "a while" }],
    [["AAPL"], { duration: "31 Y" }],
    [["AAPL"], { duration: "3600 S" }],
    [["AAPL"], { duration: "10 Y", sampling: "1 hour" as const }],
    [["AAPL"], { end: "someday" }],
    [["AAPL"], { end: "1990-01-01" }],
  ])("%p %p is invalid_request and asks the Gateway nothing", async (instruments, question) => {
    const { compare, asked } = room({ 1: on(week, 1, 2, 3, 4, 5) })
    expect(failureOf(await compare(instruments, question)).code).toBe("invalid_request")
    expect(asked).toEqual([])
  })
})

describe("many instruments", () => {
  test("are asked about eight at a time, and no more once it is cancelled", async () => {
    const abort = new AbortController()
    const { compare, asked, known, progress } = room(
      Object.fromEntries(
        Array.from({ length: 20 }, (_, index) => [
          100 + index,
          () => {
            if (index === 9) abort.abort()
            return on(week, 1, 2, 3, 4, 5)
          },
        ]),
      ),
    )
    const names = Array.from({ length: 20 }, (_, index) => `S${index}`)
    known.contracts = names.map((symbol, index) => details(contract({ conId: 100 + index, symbol })))
    expect(failureOf(await compare(names, {}, abort.signal)).message).toContain("cancelled")
    expect(asked).toHaveLength(16)
    expect(progress.slice(0, 2)).toEqual(["1/20 Prices of S0", "2/20 Prices of S1"])
  })
})

describe("when the Gateway is away", () => {
  test("keeps no answer that lacks an instrument in the place of a whole one", async () => {
    let isSlow = false
    const slow = failure("request_timeout", "The Gateway did not answer.", "Ask again.")
    const { compare, known } = room({ 1: on(week, 1, 2, 3, 4, 5), 2: () => (isSlow ? slow : on(week, 1, 2, 3, 4, 5)) })
    await compare(["AAPL", "MSFT"])
    isSlow = true
    expect(value(await compare(["AAPL", "MSFT"])).data.errors).toHaveLength(1)
    known.down = notConnected
    const { data, provenance } = value(await compare(["AAPL", "MSFT"]))
    expect(data.comparison.figures).toHaveLength(2)
    expect(provenance.source).toBe("cache")
  })

  test("gives the last good answer, marked stale", async () => {
    const { compare, known } = room({ 1: on(week, 1, 2, 3, 4, 5) })
    const before = value(await compare(["AAPL"]))
    known.down = notConnected
    const after = value(await compare(["AAPL"]))
    expect(after.data).toEqual(before.data)
    expect(after.provenance).toMatchObject({ source: "cache", staleS: 0 })
    expect(failureOf(await compare(["AAPL"], { duration: "6 M" })).code).toBe("not_connected")
  })
})
