import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { createAccounts } from "../../../src/simulator/world/accounts/index.ts"
import { createMarket } from "../../../src/simulator/world/market/index.ts"
import { createUniverse } from "../../../src/simulator/world/universe/universe.ts"
import type { AccountRow, SimulatedPosition } from "../../../src/simulator/world/world.ts"
import { conIdOf } from "./contracts.ts"

const universe = createUniverse()
const market = createMarket(universe, 1)
const book = createAccounts(universe, market)
const [USD_ACCOUNT, EUR_ACCOUNT] = ["DU1234567", "DU7654321"] as const

const friday = Date.parse("2026-11-20T17:00:00Z")
const sunday = Date.parse("2026-11-22T16:00:00Z")
const anyAccount = fc.constantFrom(...book.accounts)
const anyMoment = fc.integer({ min: Date.parse("2026-08-01T00:00:00Z"), max: Date.parse("2027-02-01T00:00:00Z") })

const value = (rows: readonly AccountRow[], tag: string, currency: string): number => {
  const found = rows.filter((row) => row.tag === tag && row.currency === currency)
  expect(found).toHaveLength(1)
  return Number(found[0]?.value)
}
const toCents = (amount: number): number => Math.round(amount * 100)
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
const kind = ({ conId }: SimulatedPosition): string => universe.listing(conId)?.secType ?? ""
const currencyOf = ({ conId }: SimulatedPosition): string => universe.listing(conId)?.currency ?? ""

test("two accounts, in dollars and in euros", () => {
  expect(book.accounts).toEqual([USD_ACCOUNT, EUR_ACCOUNT])
  expect(book.accounts.map((account) => book.baseCurrency(account))).toEqual(["USD", "EUR"])
})

describe("sums", () => {
  test("net liquidation is cash, positions and the futures' gain of the day, to the cent", () => {
    fc.assert(
      fc.property(anyAccount, anyMoment, (account, at) => {
        const base = book.baseCurrency(account)
        const rows = book.values(account, at)
        const positions = book.positions(account, at)
        const worth = sum(positions.filter((p) => kind(p) !== "FUT").map((p) => toCents(p.marketValueBase)))
        const cash = toCents(value(rows, "CashBalance", "BASE"))
        const futures = toCents(value(rows, "FuturesPNL", "BASE"))
        const total = toCents(value(rows, "NetLiquidation", base))
        expect(cash + futures + worth).toBe(total)
        expect(toCents(value(rows, "TotalCashValue", base))).toBe(cash + futures)
        expect(toCents(value(rows, "NetLiquidationByCurrency", "BASE"))).toBe(total)
        const futureGain = sum(positions.filter((p) => kind(p) === "FUT").map((p) => toCents(p.dailyPnlBase)))
        expect(futures).toBe(futureGain)
      }),
      { numRuns: 60 },
    )
  })

  test("the base currency's rows are the currencies' rows at their exchange rates", () => {
    for (const account of book.accounts) {
      for (const at of [friday, sunday]) {
        const rows = book.values(account, at)
        const currencies = rows.filter(({ tag }) => tag === "Currency").map(({ currency }) => currency)
        expect(currencies[0]).toBe("BASE")
        for (const tag of ["CashBalance", "StockMarketValue", "OptionMarketValue", "FuturesPNL", "UnrealizedPnL"]) {
          const each = currencies.slice(1).map((c) => value(rows, tag, c) * value(rows, "ExchangeRate", c))
          expect(Math.abs(sum(each) - value(rows, tag, "BASE"))).toBeLessThan(0.06)
        }
        for (const currency of currencies.slice(1)) {
          const rate = market.exchangeRate(currency, book.baseCurrency(account), at)
          expect(Math.abs(value(rows, "ExchangeRate", currency) / rate - 1)).toBeLessThan(1e-7)
        }
      }
    }
  })

  test("segments add up, and so do margin and funds", () => {
    const rows = book.values(USD_ACCOUNT, friday)
    const of = (tag: string) => toCents(value(rows, tag, "USD"))
    for (const tag of ["NetLiquidation", "TotalCashValue", "EquityWithLoanValue", "InitMarginReq", "AvailableFunds"])
      expect(of(tag)).toBe(of(`${tag}-S`) + of(`${tag}-C`))
    expect(of("AvailableFunds")).toBe(of("EquityWithLoanValue") - of("InitMarginReq"))
    expect(of("ExcessLiquidity")).toBe(of("EquityWithLoanValue") - of("MaintMarginReq"))
    expect(of("BuyingPower")).toBe(4 * of("AvailableFunds"))
    expect(value(rows, "Cushion", "")).toBeCloseTo(of("ExcessLiquidity") / of("NetLiquidation"), 5)
    expect(value(rows, "Leverage", "")).toBeCloseTo(of("GrossPositionValue") / of("NetLiquidation"), 2)
  })

  test("no key comes twice for a currency", () => {
    for (const account of book.accounts) {
      const keys = book.values(account, friday).map(({ tag, currency }) => `${tag} ${currency}`)
      expect(new Set(keys).size).toBe(keys.length)
    }
  })

  test("the account's gain is the sum of its positions'", () => {
    fc.assert(
      fc.property(anyAccount, anyMoment, (account, at) => {
        const positions = book.positions(account, at)
        const pnl = book.pnl(account, at)
        expect(pnl.daily).toBeCloseTo(sum(positions.map((p) => p.dailyPnlBase)), 9)
        expect(pnl.unrealized).toBeCloseTo(sum(positions.map((p) => p.unrealizedPnlBase)), 9)
        expect(pnl.realized).toBeCloseTo(sum(positions.map((p) => p.realizedPnlBase)), 9)
      }),
      { numRuns: 20 },
    )
  })
})

describe("positions", () => {
  test("are valued at the market's mark, gain since the previous close, in base at the rate of the moment", () => {
    fc.assert(
      fc.property(anyAccount, anyMoment, (account, at) => {
        const trades = book.executions(account, at)
        for (const position of book.positions(account, at)) {
          const listing = universe.listing(position.conId)
          const { mark, close } = market.snapshot(position.conId, at)
          if (listing === undefined || mark === null || close === null) throw new Error("A position without a price")
          const point = (Number(listing.multiplier) || 1) / listing.priceMagnifier
          expect(position.marketPrice).toBeCloseTo(mark / listing.priceMagnifier, 10)
          expect(toCents(position.marketValue)).toBe(toCents(position.quantity * mark * point))
          const mine = trades.filter(({ conId }) => conId === position.conId)
          const bought = sum(mine.map(({ side, shares }) => (side === "BOT" ? shares : -shares)))
          const traded = sum(mine.map(({ side, shares, price }) => (side === "BOT" ? 1 : -1) * shares * (mark - price)))
          const daily = ((position.quantity - bought) * (mark - close) + traded) * point
          const rate = market.exchangeRate(listing.currency, book.baseCurrency(account), at)
          expect(Math.abs(position.dailyPnlBase - daily * rate)).toBeLessThan(0.01)
          expect(position.unrealizedPnl).toBeCloseTo(position.marketValue - position.quantity * position.averageCost, 1)
        }
      }),
      { numRuns: 40 },
    )
  })

  test("London's pence are pounds in a position, pence in an order", () => {
    const vod = conIdOf(universe, "VOD", "STK", "GBP")
    const position = book.positions(USD_ACCOUNT, friday).find(({ conId }) => conId === vod)
    expect(position?.marketPrice).toBeCloseTo((market.snapshot(vod, friday).mark ?? 0) / 100, 10)
    expect(position?.averageCost).toBeLessThan(5)
    const order = book.openOrders(USD_ACCOUNT, friday).find(({ conId }) => conId === vod)
    expect(order?.limitPrice).toBeGreaterThan(50)
  })

  test("a future's cost holds its multiplier, a short option is worth less than nothing", () => {
    const positions = book.positions(USD_ACCOUNT, friday)
    const future = positions.find((p) => kind(p) === "FUT")
    expect((future?.averageCost ?? 0) / (future?.marketPrice ?? 1)).toBeGreaterThan(40)
    const option = positions.find((p) => kind(p) === "OPT")
    expect(option?.quantity).toBeLessThan(0)
    expect(option?.marketValue).toBeLessThan(0)
    expect(new Set(positions.map(currencyOf)).size).toBeGreaterThan(3)
  })

  test("futures and options are rolled before they end, in any month of any year", () => {
    for (let month = 0; month < 48; month++) {
      const at = Date.UTC(2025, month, 16 + (month % 9), 15)
      for (const account of book.accounts) {
        const derivatives = book.positions(account, at).filter((p) => ["FUT", "OPT"].includes(kind(p)))
        expect(derivatives).toHaveLength(2)
        const today = new Date(at).toISOString().slice(0, 10).replaceAll("-", "")
        for (const { conId } of derivatives) expect((universe.listing(conId)?.expiry ?? "") >= today).toBe(true)
      }
    }
  })
})

describe("today's trades", () => {
  test("on a weekend only what is open then: a coin bought and sold, its row left with nothing but the result", () => {
    for (const account of book.accounts) {
      const executions = book.executions(account, sunday)
      expect(executions.length).toBeGreaterThan(1)
      expect(new Set(executions.map(({ conId }) => universe.listing(conId)?.secType))).toEqual(new Set(["CRYPTO"]))
      const closed = book.positions(account, sunday).filter(({ quantity }) => quantity === 0)
      expect(closed).toHaveLength(1)
      expect(closed[0]?.realizedPnl).not.toBe(0)
      expect(closed[0]?.realizedPnl).toBeCloseTo(sum(executions.map(({ realizedPnl }) => realizedPnl ?? 0)), 1)
    }
  })

  test("each exists from its moment on, at a price that was quoted then, and none before midnight in New York", () => {
    const midnight = Date.parse("2026-11-20T05:00:00Z")
    const executions = book.executions(USD_ACCOUNT, friday)
    expect(executions.length).toBeGreaterThan(4)
    for (const { at, conId, side, price, cumulative, shares } of executions) {
      expect(at).toBeGreaterThanOrEqual(midnight)
      expect(at).toBeLessThanOrEqual(friday)
      const { bid, ask, current } = market.snapshot(conId, at)
      expect(current).toBe(true)
      expect(price).toBe((side === "BOT" ? ask : bid) ?? 0)
      expect(cumulative).toBeGreaterThanOrEqual(shares)
      expect(book.executions(USD_ACCOUNT, at - 1)).toHaveLength(executions.filter((e) => e.at < at).length)
    }
    expect(book.executions(USD_ACCOUNT, midnight - 1).every(({ at }) => at < midnight)).toBe(true)
    expect(new Set(executions.map(({ execId }) => execId)).size).toBe(executions.length)
  })

  test("a conversion moves cash from one currency to the other", () => {
    const before = Date.parse("2026-11-19T22:00:00Z")
    const after = Date.parse("2026-11-19T23:00:00Z")
    const cash = (currency: string, at: number) => value(book.values(USD_ACCOUNT, at), "CashBalance", currency)
    const trade = book.executions(USD_ACCOUNT, after).find(({ conId }) => universe.listing(conId)?.secType === "CASH")
    expect(trade?.side).toBe("BOT")
    expect(cash("EUR", after) - cash("EUR", before)).toBeCloseTo(trade?.shares ?? 0, 2)
    const paid = (trade?.shares ?? 0) * (trade?.price ?? 0) + (trade?.commission ?? 0)
    expect(cash("USD", before) - cash("USD", after)).toBeCloseTo(paid, 2)
  })
})

describe("orders", () => {
  test("rest away from the market on the tick grid, and wait while it is closed", () => {
    for (const account of book.accounts) {
      const orders = book.openOrders(account, sunday)
      expect(orders.length).toBeGreaterThanOrEqual(3)
      for (const { conId, action, limitPrice, orderType, status } of orders) {
        const { mark, current } = market.snapshot(conId, sunday)
        if (!current) expect(status).toBe("PreSubmitted")
        if (orderType !== "LMT") continue
        if (action === "BUY") expect(limitPrice ?? 0).toBeLessThan(mark ?? 0)
        else expect(limitPrice ?? 0).toBeGreaterThan(mark ?? 0)
        const ticks = (limitPrice ?? 0) / (universe.listing(conId)?.minTick ?? 1)
        expect(Math.abs(ticks - Math.round(ticks))).toBeLessThan(1e-6)
      }
    }
    expect(book.openOrders(USD_ACCOUNT, friday)[0]?.status).toBe("Submitted")
  })

  test("completed ones are those behind the trades and a cancelled one", () => {
    for (const account of book.accounts) {
      const completed = book.completedOrders(account, sunday)
      expect(completed.length).toBeGreaterThanOrEqual(2)
      expect(completed.map(({ status }) => status)).toContain("Cancelled")
      for (const { completedAt } of completed) expect(completedAt ?? 0).toBeGreaterThan(sunday - 86_400_000)
      const filled = completed.filter(({ status }) => status === "Filled")
      const today = new Set(book.executions(account, sunday).map(({ permId }) => permId))
      expect(new Set(filled.map(({ permId }) => permId)).isSupersetOf(today)).toBe(true)
    }
  })
})

describe("the summary", () => {
  test("has the tags asked for, alphabetical, with no currency where there is none", () => {
    const rows = book.summary(EUR_ACCOUNT, ["NetLiquidation", "AccountType", "Cushion", "NoSuchTag"], friday)
    expect(rows.map(({ tag, currency }) => [tag, currency])).toEqual([
      ["AccountType", ""],
      ["Cushion", ""],
      ["NetLiquidation", "EUR"],
    ])
  })

  test("understands the ledger in base currency, in one and in all", () => {
    const currencies = (tag: string) =>
      new Set(book.summary(EUR_ACCOUNT, [tag], friday).map(({ currency }) => currency))
    expect(currencies("$LEDGER")).toEqual(new Set(["BASE"]))
    expect(currencies("$LEDGER:USD")).toEqual(new Set(["USD"]))
    expect(currencies("$LEDGER:ALL")).toEqual(new Set(["BASE", "EUR", "GBP", "HKD", "USD"]))
  })
})
