import { hongKongHours, ibisHours, lseHours, tokyoHours, torontoHours } from "../exchanges/other-markets.ts"
import type { ExchangeHours, Instrument } from "../instrument.ts"
import type { Entitlement } from "../world.ts"
import { inventedConIds as invented } from "./invented-con-ids.ts"
import { FOREIGN_STOCK_ORDER_TYPES, listing, marketRules } from "./listing.ts"

interface Market {
  readonly exchange: string
  readonly validExchanges: string
  readonly currency: string
  readonly hours: ExchangeHours
  /** 100 where prices are quoted in hundredths of the currency, London's pence. */
  readonly priceMagnifier: number
  readonly lot: number
  readonly marketRule: number
  readonly entitlement: Entitlement
}

const london: Market = {
  exchange: "LSE",
  validExchanges: "SMART,LSE,BATEUK,CHIXUK,TRQXUK,TPLUS1",
  currency: "GBP",
  hours: lseHours,
  priceMagnifier: 100,
  lot: 1,
  marketRule: 2191,
  entitlement: "delayed",
}

const xetra: Market = {
  exchange: "IBIS",
  validExchanges: "SMART,IBIS,FWB,SWB,GETTEX,TGATE,BATEEN,CHIXEN,TRQXEN,EUDARK",
  currency: "EUR",
  hours: ibisHours,
  priceMagnifier: 1,
  lot: 1,
  marketRule: 1874,
  entitlement: "live",
}

const tokyo: Market = {
  exchange: "TSEJ",
  validExchanges: "SMART,TSEJ,CHIXJ,JPNNEXT",
  currency: "JPY",
  hours: tokyoHours,
  priceMagnifier: 1,
  lot: 100,
  marketRule: 3146,
  entitlement: "live",
}

const hongKong: Market = {
  exchange: "SEHK",
  validExchanges: "SMART,SEHK",
  currency: "HKD",
  hours: hongKongHours,
  priceMagnifier: 1,
  lot: 100,
  marketRule: 1067,
  entitlement: "live",
}

const toronto: Market = {
  exchange: "TSE",
  validExchanges: "SMART,TSE,OMEGA,CHIXCA,PURE,TRIACT,ALPHA,LYNX",
  currency: "CAD",
  hours: torontoHours,
  priceMagnifier: 1,
  lot: 1,
  marketRule: 98,
  entitlement: "live",
}

interface Row {
  readonly symbol: string
  readonly conId: number
  readonly name: string
  readonly isin: string
  readonly sector: readonly [string, string, string]
  readonly tick: number
  /** In the market's own quotation: pence in London. */
  readonly price: number
  readonly volatility: number
  readonly beta: number
  /** Dividend yield in percent. */
  readonly yieldPercent: number
  /** Millions of shares on an ordinary day. */
  readonly millions: number
  readonly since: string
}

const OIL = ["Energy", "Oil&Gas", "Oil Comp-Integrated"] as const
const BANKS = ["Financial", "Banks", "Diversified Banking Inst"] as const
const CARS = ["Consumer, Cyclical", "Auto Manufacturers", "Auto-Cars/Light Trucks"] as const
const INTERNET = ["Communications", "Internet", "Internet Application Sftwr"] as const

// biome-ignore format: a table is read across
const rows: readonly (readonly [Market, readonly Row[]])[] = [
  [london, [
    { symbol: "VOD", conId: invented.VOD_LSE, name: "VODAFONE GROUP PLC", isin: "GB00BH4HKS39", sector: ["Communications", "Telecommunications", "Cellular Telecom"], tick: 0.02, price: 92, volatility: 0.24, beta: 0.5, yieldPercent: 4.2, millions: 60, since: "19881026" },
    { symbol: "HSBA", conId: 909083, name: "HSBC HOLDINGS PLC", isin: "GB0005405286", sector: BANKS, tick: 0.2, price: 1080, volatility: 0.22, beta: 0.8, yieldPercent: 4.8, millions: 18, since: "19910408" },
    { symbol: "BP.", conId: invented.BP_LSE, name: "BP PLC", isin: "GB0007980591", sector: OIL, tick: 0.05, price: 455, volatility: 0.25, beta: 0.6, yieldPercent: 5.4, millions: 32, since: "19880701" },
    { symbol: "AZN", conId: invented.AZN_LSE, name: "ASTRAZENECA PLC", isin: "GB0009895292", sector: ["Consumer, Non-cyclical", "Pharmaceuticals", "Medical-Drugs"], tick: 2, price: 13600, volatility: 0.21, beta: 0.4, yieldPercent: 1.8, millions: 1.9, since: "19930517" },
    { symbol: "SHEL", conId: invented.SHEL_LSE, name: "SHELL PLC", isin: "GB00BP6MXD84", sector: OIL, tick: 0.5, price: 2800, volatility: 0.22, beta: 0.6, yieldPercent: 3.9, millions: 6.5, since: "20050720" },
  ]],
  [xetra, [
    { symbol: "SAP", conId: 14204, name: "SAP SE", isin: "DE0007164600", sector: ["Technology", "Software", "Enterprise Software/Serv"], tick: 0.05, price: 210, volatility: 0.26, beta: 1, yieldPercent: 1.1, millions: 1.7, since: "19880104" },
    { symbol: "SIE", conId: invented.SIE_IBIS, name: "SIEMENS AG-REG", isin: "DE0007236101", sector: ["Industrial", "Miscellaneous Manufactur", "Diversified Manufact Op"], tick: 0.05, price: 225, volatility: 0.26, beta: 1.1, yieldPercent: 2.3, millions: 1.1, since: "19880104" },
    { symbol: "ALV", conId: invented.ALV_IBIS, name: "ALLIANZ SE-REG", isin: "DE0008404005", sector: ["Financial", "Insurance", "Multi-line Insurance"], tick: 0.1, price: 365, volatility: 0.18, beta: 0.8, yieldPercent: 4.2, millions: 0.7, since: "19880104" },
    { symbol: "BMW", conId: invented.BMW_IBIS, name: "BAYERISCHE MOTOREN WERKE AG", isin: "DE0005190003", sector: CARS, tick: 0.02, price: 88, volatility: 0.27, beta: 1, yieldPercent: 4.9, millions: 1, since: "19880104" },
  ]],
  [tokyo, [
    { symbol: "7203", conId: invented.TOYOTA_TSEJ, name: "TOYOTA MOTOR CORP", isin: "JP3633400001", sector: CARS, tick: 1, price: 3150, volatility: 0.27, beta: 0.8, yieldPercent: 3, millions: 22, since: "19830104" },
    { symbol: "6758", conId: invented.SONY_TSEJ, name: "SONY GROUP CORP", isin: "JP3435000009", sector: ["Consumer, Cyclical", "Home Furnishings", "Audio/Video Products"], tick: 1, price: 4350, volatility: 0.29, beta: 0.9, yieldPercent: 0.6, millions: 13, since: "19830104" },
    { symbol: "9984", conId: invented.SOFTBANK_TSEJ, name: "SOFTBANK GROUP CORP", isin: "JP3436100006", sector: ["Communications", "Telecommunications", "Cellular Telecom"], tick: 5, price: 17500, volatility: 0.52, beta: 1.6, yieldPercent: 0.3, millions: 16, since: "19940722" },
  ]],
  [hongKong, [
    { symbol: "700", conId: 152791428, name: "TENCENT HOLDINGS LTD", isin: "KYG875721634", sector: INTERNET, tick: 0.5, price: 620, volatility: 0.32, beta: 0.8, yieldPercent: 0.7, millions: 21, since: "20040616" },
    { symbol: "9988", conId: invented.ALIBABA_SEHK, name: "ALIBABA GROUP HOLDING LTD", isin: "KYG017191142", sector: INTERNET, tick: 0.1, price: 155, volatility: 0.42, beta: 0.9, yieldPercent: 0.7, millions: 75, since: "20191126" },
    { symbol: "5", conId: invented.HSBC_SEHK, name: "HSBC HOLDINGS PLC", isin: "GB0005405286", sector: BANKS, tick: 0.1, price: 110, volatility: 0.22, beta: 0.7, yieldPercent: 4.8, millions: 19, since: "19910408" },
  ]],
  [toronto, [
    { symbol: "SHOP", conId: invented.SHOP_TSE, name: "SHOPIFY INC - CLASS A", isin: "CA82509L1076", sector: ["Technology", "Software", "Applications Software"], tick: 0.01, price: 211, volatility: 0.48, beta: 1.8, yieldPercent: 0, millions: 2.2, since: "20150521" },
    { symbol: "RY", conId: invented.RY_TSE, name: "ROYAL BANK OF CANADA", isin: "CA7800871021", sector: ["Financial", "Banks", "Commer Banks Non-US"], tick: 0.01, price: 208, volatility: 0.15, beta: 0.7, yieldPercent: 3, millions: 3.8, since: "19950612" },
  ]],
]

/** Stocks of London, Frankfurt, Tokyo, Hong Kong and Toronto. */
export const foreignStocks: readonly Instrument[] = rows.flatMap(([market, stocks]) =>
  stocks.map((row) => instrument(market, row)),
)

function instrument(market: Market, row: Row): Instrument {
  const [industry, category, subcategory] = row.sector
  return {
    listing: listing({
      conId: row.conId,
      symbol: row.symbol,
      secType: "STK",
      exchange: "SMART",
      primaryExchange: market.exchange,
      currency: market.currency,
      minTick: row.tick,
      orderTypes: FOREIGN_STOCK_ORDER_TYPES,
      validExchanges: market.validExchanges,
      priceMagnifier: market.priceMagnifier,
      longName: row.name,
      industry,
      category,
      subcategory,
      timeZoneId: market.hours.timeZoneId,
      marketRuleIds: marketRules(market.validExchanges, market.marketRule),
      stockType: "COMMON",
      minSize: String(market.lot),
      sizeIncrement: String(market.lot),
      suggestedSizeIncrement: String(market.lot),
      secIds: [{ tag: "ISIN", value: row.isin }],
    }),
    behaviour: {
      referencePrice: row.price,
      volatility: row.volatility,
      drift: 0.06 * row.beta,
      dividendYield: row.yieldPercent / 100,
      averageVolume: row.millions * 1_000_000,
      spreadTicks: 1,
      quoteSize: market.lot * 20,
      since: row.since,
      entitlement: market.entitlement,
      beta: row.beta,
    },
    hours: market.hours,
    hasOptions: false,
  }
}
