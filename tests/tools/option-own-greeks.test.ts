import { describe, expect, test } from "bun:test"
import type { Scenario } from "../../src/simulator/scenarios.ts"
import { bench, record } from "../faults/bench.ts"
import { type Body, number, rowsOf } from "./mcp-client.ts"

const chain = "ibkr_option_chain"

/** What clients without live data of the underlying have. */
const noGreeks: Scenario = {
  summary: "no option computation is ever sent",
  start: () => ({ connect: () => ({ outgoing: (message) => (message[0] === "21" ? [] : [message]) }) }),
}

const warnings = (body: Body): string => JSON.stringify(record(body.meta).warnings)

describe("a Gateway that gives no Greeks", () => {
  test.each([
    ["IND:SPX@CBOE", "20261218", "SPXW 20261218"],
    ["IND:SPX@CBOE", "20261217", "SPX 20261217"],
    ["FUT:ES:202612@CME", "20261218", "ES 20261218"],
    ["AAPL", "20270115", "AAPL 20270115"],
  ])(
    "has ours instead for %s %s, labelled and with what they assume, near those of a Gateway that gives them",
    async (symbol, expiry, which) => {
      await using bare = await bench([noGreeks])
      await using other = await bench([])
      const asked = { symbol, expiry, limit: 6 }
      const own = await bare.until(bare.call(chain, asked))
      const theirs = rowsOf((await other.until(other.call(chain, asked))).body)
      expect(warnings(own.body)).toContain(`6 options of ${which}`)
      expect(warnings(own.body)).toMatch(/forward [\d.]+ by put-call parity of the [\d.]+ strike, rate 0, European/)
      for (const [index, row] of rowsOf(own.body).entries()) {
        const their = theirs[index]
        expect([row.instrument, row.computation, row.data_type]).toEqual([their?.instrument, "own", "live"])
        expect(their?.computation).toBe("model")
        expect(number(row.iv)).toBeCloseTo(number(their?.iv), 2)
        expect(number(row.delta)).toBeCloseTo(number(their?.delta), 1)
        expect(number(row.gamma) / number(their?.gamma)).toBeWithin(0.97, 1.03)
        expect(number(row.vega) / number(their?.vega)).toBeWithin(0.97, 1.03)
      }
    },
  )

  test("is waited for once, not wave after wave, and can be searched by delta", async () => {
    await using bare = await bench([noGreeks])
    const asked = { symbol: "AAPL", expiry: "20261218", min_delta: 0.2, max_delta: 0.3, limit: 4 }
    const { body, seconds } = await bare.until(bare.call(chain, asked))
    expect(rowsOf(body)).toHaveLength(4)
    for (const row of rowsOf(body)) {
      expect(row.computation).toBe("own")
      expect(Math.abs(number(row.delta))).toBeWithin(0.2, 0.3001)
    }
    expect(seconds).toBeWithin(8, 16)
  })

  test("has volatilities of its expirations all the same", async () => {
    await using bare = await bench([noGreeks])
    await using other = await bench([])
    const asked = { symbol: "AAPL", volatility: true, min_dte: 7, limit: 3 }
    const own = rowsOf((await bare.until(bare.call(chain, asked))).body)
    const theirs = rowsOf((await other.until(other.call(chain, asked))).body)
    expect(own.map(({ computation }) => computation)).toEqual(["own", "own", "own"])
    for (const [index, row] of own.entries()) {
      expect(number(row.iv)).toBeCloseTo(number(theirs[index]?.iv), 2)
      expect(number(row.implied_move) / number(theirs[index]?.implied_move)).toBeWithin(0.97, 1.03)
    }
  })

  test("says how far off a rate of nought is for those years ahead", async () => {
    await using bare = await bench([noGreeks])
    const { body } = await bare.until(bare.call(chain, { symbol: "AAPL", expiry: "20290119", limit: 2 }))
    expect(warnings(body)).toContain("rate 0 (791 days ahead that takes about rate x years off iv, as a share of it)")
    await using other = await bench([])
    const theirs = await other.until(other.call(chain, { symbol: "AAPL", expiry: "20290119", limit: 2 }))
    const share = number(rowsOf(body)[0]?.iv) / number(rowsOf(theirs.body)[0]?.iv)
    // The simulated market's rate is 4 %.
    expect(share).toBeCloseTo(1 - (0.04 * 791) / 365, 1)
  })

  test("of one side only takes the underlying's price as forward, and says so", async () => {
    await using bare = await bench([noGreeks])
    const { body } = await bare.until(bare.call(chain, { symbol: "AAPL", expiry: "20261218", right: "C", limit: 3 }))
    expect(warnings(body)).toMatch(/the underlying's price [\d.]+ as forward \(dividends taken as nought\), rate 0/)
    for (const row of rowsOf(body)) expect(row.computation).toBe("own")
  })

  test.each([
    ["on a Saturday, of Friday's last prices", "2026-11-21T16:00:00Z", { expiry: "20261123" }],
    ["a quarter of an hour late, on the last afternoon", "2026-11-20T20:15:00Z", { expiry: "20261120" }],
  ])("has them as of its prices %s", async (_, startAt, { expiry }) => {
    const when = { startAt: Date.parse(startAt) }
    await using bare = await bench([noGreeks, "delayed-only"], when)
    await using other = await bench(["delayed-only"], when)
    const asked = { symbol: "AAPL", expiry, limit: 4 }
    const own = rowsOf((await bare.until(bare.call(chain, asked))).body)
    const theirs = rowsOf((await other.until(other.call(chain, asked))).body)
    expect(own.map(({ computation }) => computation)).toEqual(["own", "own", "own", "own"])
    for (const [index, row] of own.entries()) expect(number(row.iv) / number(theirs[index]?.iv)).toBeWithin(0.96, 1.04)
  })
})

test("options that have settled have no Greeks, which nobody waits for, and it is said why", async () => {
  await using friday = await bench([], { startAt: Date.parse("2026-11-20T21:30:00Z"), settings: { maxLines: 3 } })
  const asked = { symbol: "AAPL", expiry: "20261120", limit: 2 }
  const today = await friday.until(friday.call(chain, asked))
  expect(rowsOf(today.body).map(({ delta, computation }) => [delta, computation])).toEqual([
    [null, null],
    [null, null],
  ])
  expect(warnings(today.body)).toContain("Settled already, so without Greeks: AAPL 20261120.")
  expect(today.seconds).toBeLessThan(6)
  const next = rowsOf((await friday.until(friday.call(chain, { symbol: "AAPL", volatility: true, limit: 2 }))).body)
  expect(next.map(({ computation }) => computation)).toEqual([null, "model"])
  const quoted = await friday.until(friday.call("ibkr_quote", { symbols: "OPT:AAPL:20261120:C:275" }))
  expect(warnings(quoted.body)).toContain("It has settled, so it has no Greeks any more.")
  expect(quoted.seconds).toBeLessThan(5)
})
