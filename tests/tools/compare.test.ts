import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { type } from "arktype"
import { movingClock } from "../../src/clock/clock.ts"
import type { Progress } from "../../src/desk/answer.ts"
import { createDesk, type Desk } from "../../src/desk/desk.ts"
import { createGateway } from "../../src/gateway/create-gateway.ts"
import type { Gateway } from "../../src/gateway/gateway.ts"
import { silentLog } from "../../src/log/log.ts"
import { type Simulator, startSimulator } from "../../src/simulator/simulator.ts"
import { compare } from "../../src/tools/compare.ts"
import { config, failureOf, value } from "../desk/in-memory-gateway.ts"

/** Monday 2026-11-23, 11:00 in New York. */
const clock = movingClock({ startAt: Date.parse("2026-11-23T16:00:00Z"), speed: 1 })

interface Room {
  readonly simulator: Simulator
  readonly gateway: Gateway
  readonly desk: Desk
  close(): Promise<void>
}

async function open(scenarios: readonly string[] = []): Promise<Room> {
  const simulator = await startSimulator({ host: "127.0.0.1", port: 0, seed: 1, clock, scenarios, log: () => {} })
  const own = { ...config, port: simulator.port }
  const gateway = createGateway({ config: own, clock, log: silentLog })
  gateway.start()
  expect((await gateway.settled(5000)).state).toBe("connected")
  const desk = createDesk({ gateway, config: own, clock })
  const close = async () => {
    await gateway.stop()
    await simulator.close()
  }
  return { simulator, gateway, desk, close }
}

let room: Room
beforeAll(async () => {
  room = await open()
})
afterAll(() => room.close())

/** Calls the tool as the registry does: arguments validated, and the answer against its schema. */
async function call(
  args: object,
  { desk } = room,
  signal = new AbortController().signal,
  progress: Progress = () => {},
) {
  const input = compare.input()(args)
  if (input instanceof type.errors) throw new Error(input.summary)
  const outcome = await compare.run(input, { desk, signal, progress })
  if (outcome.ok) {
    const fits = compare.output()(outcome.value.data)
    if (fits instanceof type.errors) throw new Error(fits.summary)
  }
  return outcome
}

/** The rows of an answer as objects by column. */
const rowsOf = ({
  columns,
  rows,
}: {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly unknown[])[]
}) => rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index]])))

/** Daily closes of a year by date, asked for on their own. */
async function closesOf(instrument: string, whatToShow: string): Promise<ReadonlyMap<string, number>> {
  const { data } = value(
    await room.desk.bars(
      {
        instrument,
        duration: "1 Y",
        barSize: "1 day",
        whatToShow,
        regularHoursOnly: true,
        end: null,
        limit: 5000,
        cursor: null,
      },
      {},
    ),
  )
  return new Map(data.bars.map(({ at, close }) => [String(at), (close ?? Number.NaN) / data.priceMagnifier]))
}

/** The sample's standard deviation. */
function deviation(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  return Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1))
}

describe("ibkr_compare", () => {
  test("agrees with what its own bars give, pence and rates included", async () => {
    // An ended span: the prices of the day under way move between two requests.
    const { data } = value(
      await call({ symbols: "AAPL, VOD@LSE/GBP", currency: "USD", end: "2026-11-20", duration: "6 M" }),
    )
    const [apple, vodafone, rates] = await Promise.all([
      closesOf("AAPL", "ADJUSTED_LAST"),
      closesOf("VOD@LSE/GBP", "ADJUSTED_LAST"),
      closesOf("FX:GBPUSD", "MIDPOINT"),
    ])
    const dates = [...apple.keys()].filter(
      (date) => vodafone.has(date) && rates.has(date) && date >= "2026-05-20" && date <= "2026-11-20",
    )
    expect(data).toMatchObject({ from: dates.at(0), to: dates.at(-1), prices: dates.length, returns: dates.length - 1 })
    expect(data).toMatchObject({ currency: "USD", periods_per_year: 252, periods_basis: "convention", errors: [] })
    const inDollars = [
      dates.map((date) => apple.get(date) ?? Number.NaN),
      dates.map((date) => (vodafone.get(date) ?? Number.NaN) * (rates.get(date) ?? Number.NaN)),
    ]
    for (const [index, prices] of inDollars.entries()) {
      const logs = prices.slice(1).map((price, before) => Math.log(price / (prices[before] ?? Number.NaN)))
      const [first = Number.NaN, last = Number.NaN] = [prices.at(0), prices.at(-1)]
      const row = rowsOf(data)[index]
      expect(row).toMatchObject({ currency: "USD", series: "ADJUSTED_LAST" })
      expect(row?.first).toBeCloseTo(first, 4)
      expect(row?.return_pct).toBeCloseTo((last / first - 1) * 100, 3)
      expect(row?.volatility_pct).toBeCloseTo(deviation(logs) * Math.sqrt(252) * 100, 3)
      expect(row?.max_drawdown_pct).toBeLessThanOrEqual(0)
    }
  })

  test("over a year counts its returns and gives a yearly rate", async () => {
    const { data } = value(await call({ symbols: ["NVDA", "AMD", "IND:SPX@CBOE"] }))
    expect(data.periods_basis).toBe("counted")
    // 250 or 251 returns, in a year less a few days.
    expect(data.periods_per_year).toBeWithin(247, 256)
    for (const row of rowsOf(data)) expect(row.annual_return_pct).toBeNumber()
    expect(rowsOf(data).map(({ series }) => series)).toEqual(["ADJUSTED_LAST", "ADJUSTED_LAST", "TRADES"])
    expect(data.correlation.columns).toEqual(["instrument", "NVDA", "AMD", "IND:SPX@CBOE"])
    for (const [index, [name, ...line]] of data.correlation.rows.entries()) {
      expect(name).toBe(data.correlation.columns[index + 1])
      expect(line[index]).toBe(1)
      for (const one of line) expect(one).toBeWithin(-1, 1.00001)
    }
  })

  test("detailed adds prices with the first as 100, as many as a screen has room for", async () => {
    const { data } = value(await call({ symbols: "NVDA,AMD", duration: "2 Y", detail: "detailed" }))
    expect(data.rebased).toMatchObject({ columns: ["date", "NVDA", "AMD"], truncated: true, total: data.prices })
    expect(data.rebased?.rows).toHaveLength(120)
    expect(data.rebased?.rows[0]).toEqual([data.from, 100, 100])
    expect(data.rebased?.rows.at(-1)?.[0]).toBe(data.to)
    const [nvidia] = rowsOf(data)
    expect(Number(data.rebased?.rows.at(-1)?.[1]) - 100).toBeCloseTo(Number(nvidia?.return_pct), 2)
    const short = value(await call({ symbols: "NVDA", duration: "1 M", detail: "detailed" })).data
    expect(short.rebased).toMatchObject({ truncated: false, total: short.prices })
  })

  test("across exchanges, time zones and weekends says what it left out", async () => {
    const { data, provenance } = value(
      await call({ symbols: "AAPL, 7203@TSEJ/JPY, CRYPTO:BTC@PAXOS, FX:EURUSD", duration: "3 M" }),
    )
    expect(rowsOf(data).map(({ series }) => series)).toEqual([
      "ADJUSTED_LAST",
      "ADJUSTED_LAST",
      "AGGTRADES",
      "MIDPOINT",
    ])
    expect(data.dropped).toBeGreaterThan(20)
    const said = provenance.warnings.join(" ")
    expect(said).toContain("dates that not all have were left out")
    expect(said).toContain("hours apart")
    expect(said).toContain("own currency (USD, JPY)")
  })

  test("by the hour dates everything in the first instrument's zone", async () => {
    const { data } = value(await call({ symbols: "AAPL,MSFT", duration: "5 D", sampling: "1 hour", end: "2026-11-20" }))
    // Seven bars of each of five days: 9:30 and then every full hour.
    expect(data).toMatchObject({
      from: "2026-11-16T09:30:00-05:00",
      to: "2026-11-20T15:00:00-05:00",
      prices: 35,
      periods_per_year: 7 * 252,
    })
  })

  test("one that is unknown does not spoil the others, and progress counts each", async () => {
    const symbols = ["AAPL", "MSFT", "NVDA", "AMD", "SPY", "QQQ", "TSLA", "AMZN", "META", "GOOGL", "NOSUCH"]
    const seen: number[] = []
    const { data } = value(await call({ symbols, duration: "1 M" }, room, undefined, (done) => seen.push(done)))
    expect(data.errors).toMatchObject([{ instrument: "NOSUCH", code: "not_found" }])
    expect(data.rows).toHaveLength(10)
    expect(data.correlation.rows.map((line) => line.length)).toEqual(Array(10).fill(11))
    expect(seen).toEqual(symbols.map((_, index) => index + 1))
  })

  test("that is cancelled ends its requests in the Gateway", async () => {
    const abort = new AbortController()
    const before = room.simulator.seen.length
    const asked = call({ symbols: "SPY,QQQ", duration: "20 Y" }, room, abort.signal)
    while (room.simulator.seen.slice(before).filter(({ fields: [id] }) => id === "20").length < 2)
      await new Promise(setImmediate)
    abort.abort()
    expect(failureOf(await asked).message).toContain("cancelled")
    while (room.simulator.seen.slice(before).filter(({ fields: [id] }) => id === "25").length < 2)
      await new Promise(setImmediate)
    expect(room.gateway.status().state).toBe("connected")
  })

  test("works on a login whose data is delayed, and says why not on one that may see none", async () => {
    const delayed = await open(["delayed-only"])
    const { data } = value(await call({ symbols: "AAPL,MSFT", duration: "1 M" }, delayed))
    expect(data.rows).toHaveLength(2)
    await delayed.close()
    const none = await open(["not-subscribed"])
    expect(failureOf(await call({ symbols: "AAPL,MSFT", duration: "1 M" }, none)).code).toBe("not_subscribed")
    await none.close()
  })
})
