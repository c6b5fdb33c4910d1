import { marketRule } from "../exchanges/market-rules.ts"
import { bondHours, fundHours, spxIndexHours, usStockHours } from "../exchanges/us-markets.ts"
import type { Behaviour, Instrument } from "../instrument.ts"
import type { BondTerms } from "../world.ts"
import { inventedConIds as invented } from "./invented-con-ids.ts"
import { listing } from "./listing.ts"

const BOND_ORDER_TYPES =
  "ACTIVETIM,AD,ADJUST,ALERT,ALLOC,AON,AVGCOST,BASKET,BENCHPX,CONDORDER,DAY,DEACT,DEACTDIS,DEACTEOD,EVRULE,GAT,GTC,GTD,GTT,HID,IBKRATS,IOC,LMT,MKT,NONALGO,OCA,ODDPOSCLS,PAON,RFQ,RTH,SCALE,SCALERST,WHATIF"

interface BondRow {
  readonly conId: number
  /** The issuer as the Gateway's symbol search names it. */
  readonly issuer: string
  readonly name: string
  readonly isin: string
  readonly price: number
  readonly volatility: number
  readonly terms: BondTerms
}

const plainBond = {
  ratings: "",
  bondType: "",
  couponType: "FIXED",
  callable: false,
  putable: false,
  convertible: false,
  notes: "",
} as const

const bondRows: readonly BondRow[] = [
  {
    conId: invented.TREASURY_2042,
    issuer: "US-T",
    name: "United States Treasury",
    isin: "US912810TM09",
    price: 92,
    volatility: 0.09,
    terms: {
      ...plainBond,
      cusip: "912810TM0",
      bondType: "US Government",
      descAppend: "US-T 4 11/15/42",
      coupon: 4,
      maturity: "20421115",
      issueDate: "20221130",
    },
  },
  {
    conId: invented.APPLE_2027,
    issuer: "AAPL",
    name: "APPLE INC",
    isin: "US037833CR93",
    price: 99.6,
    volatility: 0.01,
    terms: {
      ...plainBond,
      cusip: "037833CR9",
      ratings: "Aaa/AA+",
      bondType: "CORP",
      callable: true,
      descAppend: "AAPL 3.2 05/11/27",
      coupon: 3.2,
      maturity: "20270511",
      issueDate: "20170511",
    },
  },
]

const quiet: Behaviour = {
  referencePrice: 100,
  volatility: 0.1,
  drift: 0,
  dividendYield: 0,
  averageVolume: 0,
  spreadTicks: 1,
  quoteSize: 0,
  since: "20200102",
  entitlement: "live",
  beta: 0,
}

const bonds: readonly Instrument[] = bondRows.map((row) => ({
  listing: listing({
    conId: row.conId,
    symbol: row.issuer,
    secType: "BOND",
    exchange: "SMART",
    currency: "USD",
    localSymbol: row.terms.cusip,
    expiry: row.terms.maturity,
    minTick: 0.0001,
    orderTypes: BOND_ORDER_TYPES,
    longName: row.name,
    marketRuleIds: String(marketRule.bond),
    aggGroup: 7,
    minSize: "1000",
    sizeIncrement: "1000",
    suggestedSizeIncrement: "1000",
    secIds: [
      { tag: "CUSIP", value: row.terms.cusip },
      { tag: "ISIN", value: row.isin },
    ],
    bond: row.terms,
  }),
  behaviour: {
    ...quiet,
    referencePrice: row.price,
    volatility: row.volatility,
    averageVolume: 20_000,
    spreadTicks: 300,
    quoteSize: 1_000,
    since: row.terms.issueDate,
  },
  hours: bondHours,
  hasOptions: false,
}))

const indexFund: Instrument = {
  listing: listing({
    conId: invented.VFIAX,
    symbol: "VFIAX",
    secType: "FUND",
    exchange: "FUNDSERV",
    currency: "USD",
    localSymbol: "922908710",
    tradingClass: "922908710",
    orderTypes: "AD,ALERT,ALLOC,BASKET,DAY,DEACT,DEACTDIS,FUNDSWAP,MKT,NONALGO,WHATIF",
    longName: "Vanguard 500 Index Fund Admiral (Vanguard)",
    marketRuleIds: String(marketRule.fund),
    minSize: "0.001",
    sizeIncrement: "0.001",
    suggestedSizeIncrement: "1",
    secIds: [
      { tag: "CUSIP", value: "922908710" },
      { tag: "ISIN", value: "US9229087104" },
    ],
    fund: {
      fields: [
        "Vanguard 500 Index Fund Admiral",
        "Vanguard",
        "",
        "0",
        "0",
        "0",
        "0.04",
        "0",
        "0",
        "0",
        "10000000",
        "3000",
        "1",
        "All",
        "PRI,VIR",
        "",
        "",
      ],
    },
  }),
  behaviour: {
    ...quiet,
    referencePrice: 628,
    volatility: 0.16,
    beta: 1,
    drift: 0.07,
    dividendYield: 0.011,
    since: "20001113",
  },
  hours: fundHours,
  hasOptions: false,
}

const CFD_ORDER_TYPES =
  "ACTIVETIM,AD,ADJUST,ALERT,ALLOC,AVGCOST,COND,DAY,GTC,GTD,IOC,LIT,LMT,MIT,MKT,NONALGO,STP,STPLMT,TRAIL,WHATIF"

const indexCfd: Instrument = {
  listing: listing({
    conId: 111767871,
    symbol: "IBUS500",
    secType: "CFD",
    exchange: "SMART",
    currency: "USD",
    orderTypes: CFD_ORDER_TYPES,
    longName: "US 500",
    marketRuleIds: String(marketRule.indexCfd),
    timeZoneId: "US/Central",
    industry: "Indices",
    category: "Broad Range Equity Index",
    subcategory: "*",
    reroute: { conId: 416904, exchange: "CBOE", depth: false },
  }),
  behaviour: {
    ...quiet,
    referencePrice: 6_800,
    volatility: 0.16,
    beta: 1,
    drift: 0.07,
    spreadTicks: 50,
    quoteSize: 100,
    since: "20121217",
  },
  hours: spxIndexHours,
  hasOptions: false,
}

const stockCfd: Instrument = {
  listing: listing({
    conId: invented.AAPL_CFD,
    symbol: "AAPL",
    secType: "CFD",
    exchange: "SMART",
    currency: "USD",
    localSymbol: "AAPLn",
    tradingClass: "AAPLn",
    orderTypes: CFD_ORDER_TYPES,
    longName: "APPLE INC",
    marketRuleIds: String(marketRule.usStock),
    underConId: 265598,
    underSymbol: "AAPL",
    underSecType: "STK",
    industry: "Technology",
    category: "Computers",
    subcategory: "Computers",
    reroute: { conId: 265598, exchange: "SMART", depth: true },
  }),
  behaviour: {
    ...quiet,
    referencePrice: 280,
    volatility: 0.27,
    beta: 1.15,
    drift: 0.08,
    spreadTicks: 2,
    quoteSize: 100,
    since: "20130201",
  },
  hours: usStockHours,
  hasOptions: false,
}

/** Bonds, a mutual fund and contracts for difference. */
export const bondsAndFunds: readonly Instrument[] = [...bonds, indexFund, indexCfd, stockCfd]

/** Issuers of the bonds above, as symbol search answers them. Apple's id is the real one, the Treasury's made up. */
export const issuers: readonly { readonly symbol: string; readonly name: string; readonly issuerId: string }[] = [
  { symbol: "US-T", name: "United States Treasury", issuerId: "e9000001" },
  { symbol: "AAPL", name: "Apple Inc", issuerId: "e1432232" },
]
