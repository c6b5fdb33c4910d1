import { describe, expect, test } from "bun:test"
import { createAccounts } from "../../../src/simulator/world/accounts/index.ts"
import { createMarket } from "../../../src/simulator/world/market/index.ts"
import { createUniverse } from "../../../src/simulator/world/universe/universe.ts"
import type { BarQuery } from "../../../src/simulator/world/world.ts"
import { conIdOf, option } from "./contracts.ts"

const universe = createUniverse()
const market = createMarket(universe, 1)
const at = (iso: string): number => Date.parse(iso)
const aapl = conIdOf(universe, "AAPL")
const pfizer = conIdOf(universe, "PFE")
const year: BarQuery = {
  conId: pfizer,
  from: at("2025-11-20T05:00:00Z"),
  to: at("2026-11-21T05:00:00Z"),
  barSeconds: 86_400,
  what: "TRADES",
  regularHoursOnly: true,
}

describe("adjusted prices", () => {
  test("four dividends a year come off the past, nothing off the present", () => {
    const trades = market.bars(year)
    const adjusted = market.bars({ ...year, what: "ADJUSTED_LAST" })
    const factors = trades.map(({ close }, index) => (adjusted[index]?.close ?? 0) / close)
    expect(factors.at(-1)).toBe(1)
    const quarter = 1 - (universe.instrument(pfizer)?.behaviour.dividendYield ?? 0) / 4
    expect(factors[0]).toBeCloseTo(quarter ** 4, 5)
    const steps = new Set(factors.map((factor) => Math.round(Math.log(factor) / Math.log(quarter))))
    expect([...steps]).toEqual([4, 3, 2, 1, 0])
  })

  test("the dividend tick names the past and the next year, the next date and its amount", () => {
    const [past, next, date, amount] = (market.snapshot(pfizer, year.to).dividends ?? "").split(",")
    expect(Number(past)).toBeCloseTo(4 * Number(amount), 2)
    expect(past).toBe(next ?? "")
    expect(date).toMatch(/^202(6|7)\d{4}$/)
    expect((date ?? "") >= "20261120").toBe(true)
    expect(market.snapshot(conIdOf(universe, "BRK B"), year.to).dividends).toBeNull()
  })
})

describe("figures of one value a day", () => {
  test.each(["HISTORICAL_VOLATILITY", "OPTION_IMPLIED_VOLATILITY", "FEE_RATE"])("%s: hours make up days", (what) => {
    const query = { ...year, what, from: at("2026-11-09T05:00:00Z") }
    const hours = market.bars({ ...query, barSeconds: 3600 })
    const days = market.bars(query)
    expect(days).toHaveLength(10)
    for (const day of days) {
      const own = hours.filter((hour) => hour.day === day.day)
      expect(own).toHaveLength(7)
      expect(own[0]?.open).toBe(day.open)
      expect(own.at(-1)?.close).toBe(day.close)
      expect(Math.max(...own.map(({ high }) => high))).toBe(day.high)
      expect(Math.min(...own.map(({ low }) => low))).toBe(day.low)
    }
    for (const [index, day] of days.slice(1).entries()) expect(day.open).toBe(days[index]?.close ?? 0)
  })

  test("historical volatility is that of the thirty returns before", () => {
    const closes = market.bars({ ...year, conId: aapl }).map(({ close }) => close)
    const returns = closes
      .slice(-32, -1)
      .slice(1)
      .map((close, index) => Math.log(close / (closes.slice(-32)[index] ?? close)))
    const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length
    const variance = returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (returns.length - 1)
    const friday = market.bars({ ...year, conId: aapl, what: "HISTORICAL_VOLATILITY" }).at(-1)
    expect(returns).toHaveLength(30)
    expect(friday?.close).toBeCloseTo(Math.sqrt(variance * 252), 5)
    expect(market.snapshot(aapl, year.to).historicalVolatility).toBeCloseTo(Math.sqrt(variance * 252), 5)
  })

  test("the range of 52 weeks is that of the days in them", () => {
    const days = market.bars({ ...year, conId: aapl, from: at("2025-11-21T05:00:00Z") })
    const { week52High, week52Low } = market.snapshot(aapl, at("2026-11-20T21:00:00Z"))
    expect(week52High).toBe(Math.max(...days.map(({ high }) => high)))
    expect(week52Low).toBe(Math.min(...days.map(({ low }) => low)))
  })
})

describe("clocks far from today", () => {
  test.each([1965, 1988, 1999, 2004, 2012, 2020, 2030, 2035, 2050])("the world of %d still answers", (when) => {
    const moment = Date.UTC(when, 5, 15, 15)
    const book = createAccounts(universe, market)
    for (const account of book.accounts) {
      const net = book.values(account, moment).find(({ tag }) => tag === "NetLiquidation")
      expect(Number(net?.value)).toBeGreaterThan(0)
      for (const { marketValue } of book.positions(account, moment)) expect(Number.isFinite(marketValue)).toBe(true)
      for (const { limitPrice } of book.openOrders(account, moment)) expect(limitPrice).not.toBeNaN()
      expect(book.completedOrders(account, moment).length).toBeGreaterThanOrEqual(0)
    }
    for (const { listing } of universe.instruments) {
      const { last, mark } = market.snapshot(listing.conId, moment)
      for (const price of [last, mark]) if (price !== null) expect(price).toBeGreaterThan(0)
    }
  })

  test("before its first day an instrument shows nothing, and an option has no past before it was listed", () => {
    expect(market.snapshot(conIdOf(universe, "PLTR"), at("2019-06-03T15:00:00Z")).mark).toBeNull()
    const weekly = option("AAPL", "20261204", 280, "C")
    const leaps = option("AAPL", "20280121", 280, "C")
    const head = (conId: number) => new Date(market.headTimestamp(conId, "TRADES") ?? 0).toISOString().slice(0, 7)
    expect(head(weekly)).toBe("2026-10")
    expect(head(leaps)).toBe("2024-11")
    expect(market.snapshot(leaps, at("2026-11-20T16:00:00Z")).bid).toBeGreaterThan(0)
  })
})
