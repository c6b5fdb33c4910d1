import { marketRule } from "../exchanges/market-rules.ts"
import { bondHours } from "../exchanges/us-markets.ts"
import type { Instrument } from "../instrument.ts"
import type { BondTerms } from "../world.ts"
import { inventedConIds as invented } from "./invented-con-ids.ts"
import { listing } from "./listing.ts"

const BOND_ORDER_TYPES =
  "ACTIVETIM,AD,ADJUST,ALERT,ALLOC,AON,AVGCOST,BASKET,BENCHPX,CONDORDER,DAY,DEACT,DEACTDIS,DEACTEOD,EVRULE,GAT,GTC,GTD,GTT,HID,IBKRATS,IOC,LMT,MKT,NONALGO,OCA,ODDPOSCLS,PAON,RFQ,RTH,SCALE,SCALERST,WHATIF"

interface Row {
  readonly conId: number
  /** The issuer as the Gateway's symbol search names it. */
  readonly issuer: string
  readonly name: string
  readonly cusip: string
  readonly isin: string
  readonly kind: string
  /** Moody's and S&P's. */
  readonly ratings: string
  readonly callable: boolean
  /** Percent a year. */
  readonly coupon: number
  /** The coupon as the description writes it. */
  readonly couponText: string
  /** `YYYYMMDD`. */
  readonly maturity: string
  readonly issueDate: string
  readonly price: number
  readonly volatility: number
}

const treasury = "US Government"
const corporate = "CORP"

// biome-ignore format: a table is read across
const rows: readonly Row[] = [
  { conId: invented.TREASURY_2042, issuer: "US-T", name: "United States Treasury", cusip: "912810TM0", isin: "US912810TM09", kind: treasury, ratings: "", callable: false, coupon: 4, couponText: "4", maturity: "20421115", issueDate: "20221130", price: 92, volatility: 0.09 },
  { conId: invented.TREASURY_2052, issuer: "US-T", name: "United States Treasury", cusip: "912810TG3", isin: "US912810TG31", kind: treasury, ratings: "", callable: false, coupon: 2.875, couponText: "2 7/8", maturity: "20520515", issueDate: "20220516", price: 71.5, volatility: 0.12 },
  { conId: invented.TREASURY_2033, issuer: "US-T", name: "United States Treasury", cusip: "91282CGM7", isin: "US91282CGM73", kind: treasury, ratings: "", callable: false, coupon: 3.5, couponText: "3 1/2", maturity: "20330215", issueDate: "20230215", price: 97, volatility: 0.055 },
  { conId: invented.APPLE_2027, issuer: "AAPL", name: "APPLE INC", cusip: "037833CR9", isin: "US037833CR93", kind: corporate, ratings: "Aaa/AA+", callable: true, coupon: 3.2, couponText: "3.2", maturity: "20270511", issueDate: "20170511", price: 99.6, volatility: 0.01 },
  { conId: invented.AAPL_2043, issuer: "AAPL", name: "APPLE INC", cusip: "037833AL4", isin: "US037833AL42", kind: corporate, ratings: "Aaa/AA+", callable: true, coupon: 3.85, couponText: "3.85", maturity: "20430504", issueDate: "20130503", price: 85, volatility: 0.09 },
  { conId: invented.AAPL_2046, issuer: "AAPL", name: "APPLE INC", cusip: "037833BX7", isin: "US037833BX70", kind: corporate, ratings: "Aaa/AA+", callable: true, coupon: 4.65, couponText: "4.65", maturity: "20460223", issueDate: "20160223", price: 92, volatility: 0.1 },
  { conId: invented.MSFT_2036, issuer: "MSFT", name: "MICROSOFT CORP", cusip: "594918BR4", isin: "US594918BR43", kind: corporate, ratings: "Aaa/AAA", callable: true, coupon: 3.45, couponText: "3.45", maturity: "20360808", issueDate: "20160808", price: 92, volatility: 0.07 },
  { conId: invented.MSFT_2052, issuer: "MSFT", name: "MICROSOFT CORP", cusip: "594918CE2", isin: "US594918CE21", kind: corporate, ratings: "Aaa/AAA", callable: true, coupon: 2.921, couponText: "2.921", maturity: "20520317", issueDate: "20210317", price: 66.5, volatility: 0.12 },
  { conId: invented.AMZN_2027, issuer: "AMZN", name: "AMAZON.COM INC", cusip: "023135BC9", isin: "US023135BC96", kind: corporate, ratings: "A1/AA", callable: true, coupon: 3.15, couponText: "3.15", maturity: "20270822", issueDate: "20170822", price: 99.2, volatility: 0.01 },
  { conId: invented.WMT_2028, issuer: "WMT", name: "WALMART INC", cusip: "931142EE9", isin: "US931142EE96", kind: corporate, ratings: "Aa2/AA", callable: true, coupon: 3.7, couponText: "3.7", maturity: "20280626", issueDate: "20180627", price: 99.3, volatility: 0.02 },
  { conId: invented.VZ_2028, issuer: "VZ", name: "VERIZON COMMUNICATIONS INC", cusip: "92343VER1", isin: "US92343VER15", kind: corporate, ratings: "Baa1/BBB+", callable: true, coupon: 4.329, couponText: "4.329", maturity: "20280921", issueDate: "20180921", price: 100.6, volatility: 0.02 },
  { conId: invented.T_2030, issuer: "T", name: "AT&T INC", cusip: "00206RGQ9", isin: "US00206RGQ92", kind: corporate, ratings: "Baa2/BBB", callable: true, coupon: 4.3, couponText: "4.3", maturity: "20300215", issueDate: "20180807", price: 100.2, volatility: 0.035 },
  { conId: invented.GS_2037, issuer: "GS", name: "GOLDMAN SACHS GROUP INC", cusip: "38141GFD1", isin: "US38141GFD16", kind: corporate, ratings: "Baa2/BBB", callable: false, coupon: 6.75, couponText: "6 3/4", maturity: "20371001", issueDate: "20071003", price: 112, volatility: 0.08 },
  { conId: invented.IBM_2042, issuer: "IBM", name: "INTL BUSINESS MACHINES CORP", cusip: "459200HF1", isin: "US459200HF10", kind: corporate, ratings: "A3/A-", callable: true, coupon: 4, couponText: "4", maturity: "20420620", issueDate: "20120620", price: 86, volatility: 0.09 },
  { conId: invented.BA_2050, issuer: "BA", name: "BOEING CO", cusip: "097023CW3", isin: "US097023CW33", kind: corporate, ratings: "Baa3/BBB-", callable: true, coupon: 5.805, couponText: "5.805", maturity: "20500501", issueDate: "20200504", price: 97.5, volatility: 0.11 },
]

function termsOf(row: Row): BondTerms {
  const { cusip, ratings, kind, callable, coupon, maturity, issueDate } = row
  return {
    cusip,
    ratings,
    descAppend: `${row.issuer} ${row.couponText} ${shortDate(maturity)}`,
    bondType: kind,
    couponType: "FIXED",
    callable,
    putable: false,
    coupon,
    convertible: false,
    maturity,
    issueDate,
    notes: "",
  }
}

/** `11/15/42`. */
function shortDate(date: string): string {
  return `${date.slice(4, 6)}/${date.slice(6)}/${date.slice(2, 4)}`
}

/** Treasury and corporate bonds, priced in percent of their face value. */
export const bonds: readonly Instrument[] = rows.map((row) => ({
  listing: listing({
    conId: row.conId,
    symbol: row.issuer,
    secType: "BOND",
    exchange: "SMART",
    currency: "USD",
    localSymbol: row.cusip,
    expiry: row.maturity,
    minTick: 0.0001,
    orderTypes: BOND_ORDER_TYPES,
    longName: row.name,
    marketRuleIds: String(marketRule.bond),
    aggGroup: 7,
    minSize: "1000",
    sizeIncrement: "1000",
    suggestedSizeIncrement: "1000",
    secIds: [
      { tag: "CUSIP", value: row.cusip },
      { tag: "ISIN", value: row.isin },
    ],
    bond: termsOf(row),
  }),
  behaviour: {
    referencePrice: row.price,
    volatility: row.volatility,
    averageVolume: 20_000,
    spreadTicks: 300,
    quoteSize: 1_000,
    drift: 0,
    dividendYield: 0,
    beta: 0,
    entitlement: "live",
    since: row.issueDate,
  },
  hours: bondHours,
  hasOptions: false,
}))

/** Issuers of the bonds above, as symbol search answers them. Apple's id is the real one, the others are made up. */
export const issuers: readonly { readonly symbol: string; readonly name: string; readonly issuerId: string }[] = [
  { symbol: "US-T", name: "United States Treasury", issuerId: "e9000001" },
  { symbol: "AAPL", name: "Apple Inc", issuerId: "e1432232" },
  { symbol: "MSFT", name: "Microsoft Corp", issuerId: "e9000002" },
  { symbol: "AMZN", name: "Amazon.com Inc", issuerId: "e9000003" },
  { symbol: "WMT", name: "Walmart Inc", issuerId: "e9000004" },
  { symbol: "VZ", name: "Verizon Communications Inc", issuerId: "e9000005" },
  { symbol: "T", name: "AT&T Inc", issuerId: "e9000006" },
  { symbol: "GS", name: "Goldman Sachs Group Inc", issuerId: "e9000007" },
  { symbol: "IBM", name: "International Business Machines Corp", issuerId: "e9000008" },
  { symbol: "BA", name: "Boeing Co", issuerId: "e9000009" },
]
