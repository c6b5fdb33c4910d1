import { nymexHours } from "../exchanges/futures-markets.ts"
import { cryptoHours, forexHours } from "../exchanges/us-markets.ts"
import type { Instrument } from "../instrument.ts"
import { inventedConIds as invented } from "./invented-con-ids.ts"
import { CASH_ORDER_TYPES, listing, marketRules } from "./listing.ts"

interface Pair {
  readonly base: string
  readonly quote: string
  readonly conId: number
  readonly name: string
  readonly rate: number
  readonly tick: number
  readonly volatility: number
  readonly since: string
}

/** Every pair has the dollar on one side, so that no two of them can disagree about a third. */
// biome-ignore format: a table is read across
const pairs: readonly Pair[] = [
  { base: "EUR", quote: "USD", conId: 12087792, name: "European Monetary Union Euro", rate: 1.155, tick: 0.00005, volatility: 0.075, since: "20050309" },
  { base: "GBP", quote: "USD", conId: 12087797, name: "British pound", rate: 1.31, tick: 0.00005, volatility: 0.08, since: "20050309" },
  { base: "USD", quote: "JPY", conId: 15016059, name: "United States dollar", rate: 156, tick: 0.005, volatility: 0.095, since: "20050309" },
  { base: "USD", quote: "CHF", conId: 12087820, name: "United States dollar", rate: 0.805, tick: 0.00005, volatility: 0.08, since: "20050309" },
  { base: "USD", quote: "CAD", conId: 15016062, name: "United States dollar", rate: 1.405, tick: 0.00005, volatility: 0.055, since: "20050309" },
  { base: "AUD", quote: "USD", conId: 14433401, name: "Australian dollar", rate: 0.65, tick: 0.00005, volatility: 0.095, since: "20050309" },
  { base: "NZD", quote: "USD", conId: 39453441, name: "New Zealand dollar", rate: 0.565, tick: 0.00005, volatility: 0.095, since: "20070503" },
  { base: "USD", quote: "HKD", conId: invented.USD_HKD, name: "United States dollar", rate: 7.78, tick: 0.0001, volatility: 0.008, since: "20050309" },
  { base: "USD", quote: "CNH", conId: 113342317, name: "United States dollar", rate: 7.11, tick: 0.0001, volatility: 0.04, since: "20120731" },
]

const forex: readonly Instrument[] = pairs.map((pair) => ({
  listing: listing({
    conId: pair.conId,
    symbol: pair.base,
    secType: "CASH",
    exchange: "IDEALPRO",
    currency: pair.quote,
    localSymbol: `${pair.base}.${pair.quote}`,
    marketName: `${pair.base}.${pair.quote}`,
    tradingClass: `${pair.base}.${pair.quote}`,
    minTick: pair.tick,
    orderTypes: CASH_ORDER_TYPES,
    longName: pair.name,
    marketRuleIds: pair.tick === 0.005 ? "59" : "239",
    aggGroup: 4,
    minSize: "0.01",
    sizeIncrement: "0.01",
    suggestedSizeIncrement: "100000",
  }),
  behaviour: {
    referencePrice: pair.rate,
    volatility: pair.volatility,
    drift: 0,
    dividendYield: 0,
    averageVolume: 0,
    spreadTicks: 1,
    quoteSize: 1_000_000,
    since: pair.since,
    entitlement: "live",
    beta: 0,
  },
  hours: forexHours,
  hasOptions: false,
}))

interface Coin {
  readonly symbol: string
  readonly conId: number
  readonly name: string
  readonly price: number
  readonly volatility: number
  readonly volume: number
  readonly since: string
}

// biome-ignore format: a table is read across
const coins: readonly Coin[] = [
  { symbol: "BTC", conId: 479624278, name: "Bitcoin cryptocurrency", price: 90_000, volatility: 0.5, volume: 900, since: "20210913" },
  { symbol: "ETH", conId: 495759171, name: "Ethereum cryptocurrency", price: 3_000, volatility: 0.68, volume: 9_000, since: "20210913" },
]

const crypto: readonly Instrument[] = coins.map((coin) => ({
  listing: listing({
    conId: coin.conId,
    symbol: coin.symbol,
    secType: "CRYPTO",
    exchange: "PAXOS",
    currency: "USD",
    localSymbol: `${coin.symbol}.USD`,
    minTick: coin.symbol === "BTC" ? 0.25 : 0.01,
    orderTypes:
      "ACTIVETIM,AD,ADDONT,ADJUST,ALERT,ALLOC,AVGCOST,CASHQTY,DAY,DEACT,DEACTDIS,DEACTEOD,GTC,IOC,LMT,MKT,NONALGO,WHATIF",
    longName: coin.name,
    marketRuleIds: marketRules("PAXOS", 3225),
    minSize: "0.00000001",
    sizeIncrement: "0.00000001",
    suggestedSizeIncrement: "0.00000001",
  }),
  behaviour: {
    referencePrice: coin.price,
    volatility: coin.volatility,
    drift: 0.1,
    dividendYield: 0,
    averageVolume: coin.volume,
    spreadTicks: coin.symbol === "BTC" ? 40 : 60,
    quoteSize: 1,
    since: coin.since,
    entitlement: "live",
    beta: 1.2,
  },
  hours: cryptoHours,
  hasOptions: false,
}))

const spotGold: Instrument = {
  listing: listing({
    conId: 69067924,
    symbol: "XAUUSD",
    secType: "CMDTY",
    exchange: "SMART",
    currency: "USD",
    minTick: 0.01,
    orderTypes: CASH_ORDER_TYPES,
    validExchanges: "SMART,IBCMDTY",
    longName: "London Gold",
    marketRuleIds: "26,26",
    industry: "Commodity",
    category: "Precious Metals",
    subcategory: "Gold",
  }),
  behaviour: {
    referencePrice: 4_080,
    volatility: 0.17,
    drift: 0.05,
    dividendYield: 0,
    averageVolume: 0,
    spreadTicks: 30,
    quoteSize: 100,
    since: "20100607",
    entitlement: "live",
    beta: 0.05,
  },
  hours: nymexHours,
  hasOptions: false,
}

/** Currency pairs, crypto currencies and spot gold. */
export const currencies: readonly Instrument[] = [...forex, ...crypto, spotGold]
