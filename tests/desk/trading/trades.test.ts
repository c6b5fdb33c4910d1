import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { totalsOf, tradeOf, withoutCorrected } from "../../../src/desk/trading/trade.ts"
import { failureOf, notConnected, value } from "../in-memory-gateway.ts"
import { aapl, after, dollars, euros, fill, option, twoTraders, vodafone } from "./two-traders.ts"

const ids = (answer: { readonly data: { readonly trades: readonly { readonly execId: string }[] } }) =>
  answer.data.trades.map(({ execId }) => execId)

describe("trades", () => {
  test("newest first, each with its account, prices with what they are in", async () => {
    const { known, trades } = twoTraders()
    known.fills = [
      fill("1.01", { executedAt: after(1) }),
      fill("2.01", { executedAt: after(3), account: euros, contract: vodafone, price: 73.5, side: "SLD", in: "GBP" }),
      fill("3.01", { executedAt: after(2), contract: option }),
    ]
    const { data, provenance } = value(await trades())
    expect(data.trades).toMatchObject([
      { instrument: "VOD@LSE/GBP", account: euros, side: "SELL", price: 73.5, priceMagnifier: 100, currency: "GBP" },
      { instrument: "OPT:AAPL:20261218:C:200", side: "BUY", priceMagnifier: 1 },
      { instrument: "AAPL", account: dollars, priceMagnifier: 1, exchange: "NASDAQ" },
    ])
    expect(data.reachesBackTo).toEqual(after(1))
    expect(provenance).toMatchObject({ source: "live", staleS: null, warnings: [] })
  })

  test("a correction takes the place of what it corrects, in the list and in the sums", async () => {
    const { known, trades } = twoTraders()
    known.fills = [
      fill("0000e0d5.1.01.01", { price: 20, commission: 5 }),
      fill("0000e0d5.1.01.02", { price: 200, commission: 1 }),
      fill("0000e0d5.1.02.01"),
    ]
    const { data, provenance } = value(await trades())
    expect(ids({ data }).toSorted()).toEqual(["0000e0d5.1.01.02", "0000e0d5.1.02.01"])
    expect(data.totals).toMatchObject([{ trades: 2, commission: 2 }])
    expect(provenance.warnings).toEqual(["Executions shown as IBKR has corrected them: 1."])
  })

  test("totals are per currency, and say how many trades each leaves out", async () => {
    const { known, trades } = twoTraders()
    known.fills = [
      fill("1.01", { commission: 1.1 }),
      fill("2.01", { commission: 2.2, realized: -68.05 }),
      fill("3.01", { commission: 0, realized: 0 }),
      fill("4.01", { report: null }),
      fill("5.01", { contract: vodafone, in: "GBP", commission: 6, realized: 12.5 }),
      // A combination itself: its legs are trades of their own.
      fill("6.01", { contract: { ...aapl, secType: "BAG" }, report: null }),
    ]
    const { data, provenance } = value(await trades())
    expect(data.total).toBe(6)
    expect(data.totals).toEqual([
      { currency: "USD", trades: 4, commission: 3.3, withoutCommission: 1, realizedPnl: -68.05, withoutRealizedPnl: 2 },
      { currency: "GBP", trades: 1, commission: 6, withoutCommission: 0, realizedPnl: 12.5, withoutRealizedPnl: 0 },
    ])
    expect(provenance.warnings).toEqual([
      expect.stringMatching(/^Trades without a commission from the Gateway: 1 of 6\. .*"Master API client ID"/),
    ])
  })

  test("by account, by any name of an instrument, and since when", async () => {
    const { known, trades } = twoTraders()
    known.fills = [
      fill("1.01", { executedAt: after(-20) }),
      fill("2.01", { executedAt: after(10), contract: option }),
      fill("3.01", { executedAt: after(30), account: euros, contract: vodafone }),
      fill("4.01", { executedAt: null }),
    ]
    const found = async (question: Parameters<typeof trades>[0]) => ids(value(await trades(question)))
    expect(await found({ account: euros.toLowerCase() })).toEqual(["3.01"])
    expect(await found({ symbol: "aapl" })).toEqual(["2.01", "1.01", "4.01"])
    expect(await found({ symbol: "VOD@LSE/GBP" })).toEqual(["3.01"])
    expect(await found({ symbol: "CONID:3" })).toEqual(["2.01"])
    expect(await found({ symbol: "AAPL261218C00200000" })).toEqual(["2.01"])
    // Ten in New York is 15:00 UTC; what has no known time may be of then, and is not hidden.
    expect(await found({ start: "2026-11-23T10:00" })).toEqual(["3.01", "2.01", "4.01"])
    expect(await found({ start: "2026-11-23T15:20:00Z" })).toEqual(["3.01", "4.01"])
    expect(await found({ start: "2026-11-23" })).toEqual(["3.01", "2.01", "1.01", "4.01"])
    expect(await found({ start: "2026-11-24" })).toEqual(["4.01"])
    const { provenance } = value(await trades({ start: "2026-11-20" }))
    expect(provenance.warnings.join()).toContain("Earlier trades may be missing")
    const { provenance: recent } = value(await trades({ start: "2026-11-23T09:50" }))
    expect(recent.warnings.join()).not.toContain("Earlier trades may be missing")
  })

  test("an answer is as whole as the accounts that may be read: others are counted, masked ones masked", async () => {
    const { known, trades } = twoTraders({ accounts: [euros], maskAccounts: true })
    known.fills = [fill("1.01"), fill("2.01", { account: euros, orderReference: `for ${dollars} and ${euros}` })]
    const { data, provenance } = value(await trades())
    expect(data.trades).toMatchObject([{ account: "DU***4321" }])
    expect(JSON.stringify([data, provenance])).not.toMatch(/1234567|7654321/)
    expect(provenance.warnings).toEqual(["1 other account is not shown."])
    expect(value(await trades({ account: "DU***4321" })).provenance.account).toBe("DU***4321")
    expect(failureOf(await trades({ account: dollars })).code).toBe("account_not_allowed")
  })

  test("the last good answer is given when the Gateway is away, of any account and symbol, with its age", async () => {
    const { known, trades, clock } = twoTraders()
    known.fills = [fill("1.01"), fill("2.01", { account: euros, contract: vodafone })]
    expect(value(await trades()).data.total).toBe(2)
    known.down = notConnected
    await clock.advance(90_000)
    const { data, provenance } = value(await trades({ account: euros }))
    expect(ids({ data })).toEqual(["2.01"])
    expect(provenance).toMatchObject({ source: "cache", staleS: 90 })
    expect(failureOf(await twoTradersDown()).code).toBe("not_connected")
  })

  test.each([
    [{ start: "yesterday" }, /start as ISO 8601/],
    [{ start: "2026-02-30" }, /start as ISO 8601/],
    [{ start: "2026-11-20T25:00" }, /start as ISO 8601/],
    [{ symbol: "AA\0PL" }, /printable/],
    [{ limit: 0 }, /from 1 to 500/],
    [{ limit: 1.5 }, /from 1 to 500/],
    [{ cursor: "nowhere" }, /without cursor/],
  ])("%j is invalid_request with the right form", async (question, hint) => {
    const { known, trades } = twoTraders()
    known.fills = [fill("1.01")]
    const failure = failureOf(await trades(question))
    expect(failure.code).toBe("invalid_request")
    expect(failure.hint).toMatch(hint)
  })

  test("that nobody can look up are told by what the execution says of them, and that is said", async () => {
    const { known, trades } = twoTraders()
    known.contracts = []
    known.fills = [fill("1.01", { contract: vodafone })]
    const { data, provenance } = value(await trades())
    expect(data.trades).toMatchObject([{ instrument: "VOD@CHIXUK/GBP", conId: 2, priceMagnifier: null }])
    expect(provenance.warnings).toEqual([expect.stringContaining("could not be looked up")])
  })
})

function twoTradersDown() {
  const { known, trades } = twoTraders()
  known.down = notConnected
  return trades()
}

test("pages hold every trade once, in order, whatever their size", async () => {
  const { known, trades } = twoTraders()
  known.fills = Array.from({ length: 23 }, (_, at) => fill(`${at}.01`, { executedAt: after(at % 7) }))
  const all = ids(value(await trades()))
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 25 }), async (limit) => {
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const { data }: { data: { trades: readonly { execId: string }[]; cursor: string | null; total: number } } =
          value(await trades({ limit, cursor }))
        expect(data.total).toBe(23)
        seen.push(...ids({ data }))
        cursor = data.cursor
      } while (cursor !== null)
      expect(seen).toEqual(all)
    }),
  )
})

test("sums are those of their parts, and every trade is in exactly one of them or named as left out", () => {
  const cents = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((amount) => amount / 100)
  const one = fc.record({
    cost: fc.option(cents),
    realized: fc.option(cents),
    currency: fc.constantFrom("USD", "EUR"),
    reported: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(one, { maxLength: 30 }), (all) => {
      const trades = all.map(({ cost, realized, currency, reported }, at) => {
        const report = { execId: `${at}`, commission: cost, currency, realizedPnl: realized }
        const made = fill(`${at}`, { contract: { ...aapl, currency }, report: reported ? report : null })
        return tradeOf(made, { instrument: "AAPL", priceMagnifier: 1 }, dollars)
      })
      const totals = totalsOf(trades)
      expect(totals.reduce((sum, { trades }) => sum + trades, 0)).toBe(all.length)
      for (const { currency, commission, withoutCommission, realizedPnl, withoutRealizedPnl } of totals) {
        const own = all.filter((trade) => trade.currency === currency)
        const inCents = (values: readonly (number | null)[]) =>
          values.reduce<number>((sum, value) => sum + Math.round((value ?? 0) * 100), 0)
        const costs = own.map(({ cost, reported }) => (reported ? cost : null))
        const profits = own.map(({ realized, reported }) => (reported ? realized : null))
        expect(Math.round((commission ?? 0) * 100)).toBe(inCents(costs))
        expect(withoutCommission).toBe(costs.filter((value) => value === null).length)
        expect(commission === null).toBe(withoutCommission === own.length)
        expect(Math.round((realizedPnl ?? 0) * 100)).toBe(inCents(profits))
        expect(withoutRealizedPnl).toBe(profits.filter((value) => value === null).length)
      }
    }),
  )
})

test("of any corrections in any order the last of each execution is left", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 12 })), {
        selector: ([execution, revision]) => `${execution}.${revision}`,
        maxLength: 30,
      }),
      (all) => {
        const written = (execution: number, revision: number) =>
          `0000.${execution}.${String(revision).padStart(2, "0")}`
        const left = withoutCorrected(all.map(([execution, revision]) => fill(written(execution, revision))))
        const expected = new Map<number, number>()
        for (const [execution, revision] of all)
          expected.set(execution, Math.max(revision, expected.get(execution) ?? 0))
        expect(left.map(({ execId }) => execId).toSorted()).toEqual(
          [...expected].map(([execution, revision]) => written(execution, revision)).toSorted(),
        )
      },
    ),
  )
})
