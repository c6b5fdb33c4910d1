import { marketRule } from "../exchanges/market-rules.ts"
import { fundHours } from "../exchanges/us-markets.ts"
import type { Instrument } from "../instrument.ts"
import { bonds } from "./bonds.ts"
import { foreignStocks } from "./foreign-stocks.ts"
import { indices } from "./indices.ts"
import { inventedConIds as invented } from "./invented-con-ids.ts"
import { listing } from "./listing.ts"
import { usStocks } from "./us-stocks.ts"

interface FundRow {
  readonly conId: number
  readonly symbol: string
  readonly name: string
  readonly family: string
  readonly cusip: string
  readonly isin: string
  /** Yearly costs in percent. */
  readonly fee: string
  /** Least first purchase, dollars. */
  readonly minimum: string
  readonly price: number
  readonly since: string
}

// biome-ignore format: a table is read across
const fundRows: readonly FundRow[] = [
  { conId: invented.VFIAX, symbol: "VFIAX", name: "Vanguard 500 Index Fund Admiral", family: "Vanguard", cusip: "922908710", isin: "US9229087104", fee: "0.04", minimum: "3000", price: 628, since: "20001113" },
  { conId: invented.FXAIX, symbol: "FXAIX", name: "Fidelity 500 Index Fund", family: "Fidelity", cusip: "315911750", isin: "US3159117502", fee: "0.015", minimum: "1", price: 237, since: "20110504" },
]

const funds: readonly Instrument[] = fundRows.map((row) => ({
  listing: listing({
    conId: row.conId,
    symbol: row.symbol,
    secType: "FUND",
    exchange: "FUNDSERV",
    currency: "USD",
    localSymbol: row.cusip,
    tradingClass: row.cusip,
    orderTypes: "AD,ALERT,ALLOC,BASKET,DAY,DEACT,DEACTDIS,FUNDSWAP,MKT,NONALGO,WHATIF",
    longName: `${row.name} (${row.family})`,
    marketRuleIds: String(marketRule.fund),
    minSize: "0.001",
    sizeIncrement: "0.001",
    suggestedSizeIncrement: "1",
    secIds: [
      { tag: "CUSIP", value: row.cusip },
      { tag: "ISIN", value: row.isin },
    ],
    fund: {
      // biome-ignore format: seventeen fields are read across
      fields: [row.name, row.family, "", "0", "0", "0", row.fee, "0", "0", "0", "10000000", row.minimum, "1", "All", "PRI,VIR", "", ""],
    },
  }),
  behaviour: {
    referencePrice: row.price,
    volatility: 0.16,
    beta: 1,
    drift: 0.07,
    dividendYield: 0.011,
    averageVolume: 0,
    spreadTicks: 0,
    quoteSize: 0,
    since: row.since,
    entitlement: "live",
  },
  hours: fundHours,
  hasOptions: false,
}))

const CFD_ORDER_TYPES =
  "ACTIVETIM,AD,ADJUST,ALERT,ALLOC,AVGCOST,COND,DAY,GTC,GTD,IOC,LIT,LMT,MIT,MKT,NONALGO,STP,STPLMT,TRAIL,WHATIF"

interface CfdRow {
  readonly conId: number
  readonly symbol: string
  readonly localSymbol: string
  readonly name: string
  readonly currency: string
  readonly on: Instrument
  readonly spreadTicks: number
  readonly since: string
}

/** What a CFD is priced from; a stock's can be looked at in depth as well. */
function listed(symbol: string, secType: string, currency: string): Instrument {
  const all = secType === "IND" ? indices : [...usStocks, ...foreignStocks]
  const found = all.find(({ listing: l }) => l.symbol === symbol && l.currency === currency)
  if (found === undefined) throw new Error(`${symbol} is not listed`)
  return found
}

// biome-ignore format: a table is read across
const cfdRows: readonly CfdRow[] = [
  { conId: 111767871, symbol: "IBUS500", localSymbol: "IBUS500", name: "US 500", currency: "USD", on: listed("SPX", "IND", "USD"), spreadTicks: 50, since: "20121217" },
  { conId: 111767885, symbol: "IBUST100", localSymbol: "IBUST100", name: "US Tech 100", currency: "USD", on: listed("NDX", "IND", "USD"), spreadTicks: 150, since: "20121217" },
  { conId: 111987422, symbol: "IBDE40", localSymbol: "IBDE40", name: "Germany 40", currency: "EUR", on: listed("DAX", "IND", "EUR"), spreadTicks: 150, since: "20121217" },
  { conId: 111987407, symbol: "IBEU50", localSymbol: "IBEU50", name: "Europe 50", currency: "EUR", on: listed("ESTX50", "IND", "EUR"), spreadTicks: 120, since: "20121217" },
  { conId: invented.AAPL_CFD, symbol: "AAPL", localSymbol: "AAPLn", name: "APPLE INC", currency: "USD", on: listed("AAPL", "STK", "USD"), spreadTicks: 2, since: "20130201" },
  { conId: invented.MSFT_CFD, symbol: "MSFT", localSymbol: "MSFTn", name: "MICROSOFT CORP", currency: "USD", on: listed("MSFT", "STK", "USD"), spreadTicks: 3, since: "20130201" },
  { conId: invented.SAP_CFD, symbol: "SAP", localSymbol: "SAPd", name: "SAP SE", currency: "EUR", on: listed("SAP", "STK", "EUR"), spreadTicks: 1, since: "20130201" },
]

const cfds: readonly Instrument[] = cfdRows.map(({ on, ...row }) => {
  const isStock = on.listing.secType === "STK"
  const { conId, symbol, exchange, secType } = on.listing
  return {
    listing: listing({
      conId: row.conId,
      symbol: row.symbol,
      secType: "CFD",
      exchange: "SMART",
      currency: row.currency,
      localSymbol: row.localSymbol,
      tradingClass: row.localSymbol,
      minTick: on.listing.minTick,
      orderTypes: CFD_ORDER_TYPES,
      longName: row.name,
      marketRuleIds: isStock ? (on.listing.marketRuleIds.split(",")[0] ?? "") : String(marketRule.indexCfd),
      ...(isStock ? { underConId: conId, underSymbol: symbol, underSecType: secType } : {}),
      industry: on.listing.industry,
      category: on.listing.category,
      subcategory: on.listing.subcategory,
      timeZoneId: on.listing.timeZoneId,
      reroute: { conId, exchange, depth: isStock },
    }),
    behaviour: { ...on.behaviour, averageVolume: 0, spreadTicks: row.spreadTicks, quoteSize: 100, since: row.since },
    hours: on.hours,
    hasOptions: false,
  }
})

/** Bonds, mutual funds and contracts for difference. */
export const bondsAndFunds: readonly Instrument[] = [...bonds, ...funds, ...cfds]
