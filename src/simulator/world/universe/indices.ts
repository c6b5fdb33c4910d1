import { ibisHours } from "../exchanges/european-markets.ts"
import { marketRule } from "../exchanges/market-rules.ts"
import { spxIndexHours, usIndexHours, vixIndexHours } from "../exchanges/us-markets.ts"
import type { ExchangeHours, Instrument } from "../instrument.ts"
import { listing, marketRules } from "./listing.ts"

interface Row {
  readonly symbol: string
  readonly conId: number
  readonly name: string
  readonly exchange: string
  readonly currency: string
  readonly hours: ExchangeHours
  readonly level: number
  readonly volatility: number
  /** Dividend yield of the stocks in it, in percent. */
  readonly yieldPercent: number
  readonly beta: number
  readonly since: string
}

// biome-ignore format: a table is read across
const rows: readonly Row[] = [
  { symbol: "SPX", conId: 416904, name: "S&P 500 Stock Index", exchange: "CBOE", currency: "USD", hours: spxIndexHours, level: 6800, volatility: 0.16, yieldPercent: 1.2, beta: 1, since: "19280103" },
  { symbol: "VIX", conId: 13455763, name: "CBOE Volatility Index", exchange: "CBOE", currency: "USD", hours: vixIndexHours, level: 18, volatility: 1.1, yieldPercent: 0, beta: -5, since: "19900102" },
  { symbol: "NDX", conId: 416843, name: "NASDAQ 100 Stock Index", exchange: "NASDAQ", currency: "USD", hours: usIndexHours, level: 25000, volatility: 0.21, yieldPercent: 0.6, beta: 1.2, since: "19850201" },
  { symbol: "RUT", conId: 416888, name: "Russell 2000 Stock Index", exchange: "RUSSELL", currency: "USD", hours: usIndexHours, level: 2420, volatility: 0.22, yieldPercent: 1.2, beta: 1.15, since: "19870910" },
  { symbol: "DAX", conId: 825711, name: "DAX 40 Index (Deutsche Aktien Xchange 40)", exchange: "EUREX", currency: "EUR", hours: ibisHours, level: 23500, volatility: 0.18, yieldPercent: 0, beta: 0.9, since: "19871230" },
  { symbol: "ESTX50", conId: 4356500, name: "Dow Jones Euro STOXX50", exchange: "EUREX", currency: "EUR", hours: ibisHours, level: 5600, volatility: 0.17, yieldPercent: 2.6, beta: 0.9, since: "19870101" },
]

/** Indices: levels without bid, ask or volume. */
export const indices: readonly Instrument[] = rows.map((row) => ({
  listing: listing({
    conId: row.conId,
    symbol: row.symbol,
    secType: "IND",
    exchange: row.exchange,
    currency: row.currency,
    orderTypes: "",
    longName: row.name,
    industry: "Indices",
    category: "Broad Range Equity Index",
    subcategory: "*",
    timeZoneId: row.hours.timeZoneId,
    marketRuleIds: marketRules(row.exchange, marketRule.index),
  }),
  behaviour: {
    referencePrice: row.level,
    volatility: row.volatility,
    drift: row.symbol === "VIX" ? 0 : 0.07 * row.beta,
    dividendYield: row.yieldPercent / 100,
    averageVolume: 0,
    spreadTicks: 0,
    quoteSize: 0,
    since: row.since,
    entitlement: "live",
    beta: row.beta,
  },
  hours: row.hours,
  hasOptions: false,
}))
