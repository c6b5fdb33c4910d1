import { nymexHours } from "../exchanges/futures-markets.ts"
import { marketRule, tickAt } from "../exchanges/market-rules.ts"
import { cryptoHours, forexHours } from "../exchanges/us-markets.ts"
import type { Instrument } from "../instrument.ts"
import { CASH_ORDER_TYPES, listing, marketRules } from "./listing.ts"

interface Pair {
  readonly base: string
  readonly quote: string
  readonly conId: number
  readonly rate: number
  readonly volatility: number
  readonly since: string
}

const names: ReadonlyMap<string, string> = new Map([
  ["EUR", "European Monetary Union Euro"],
  ["GBP", "British pound"],
  ["USD", "United States dollar"],
  ["CHF", "Swiss franc"],
  ["CAD", "Canadian dollar"],
  ["AUD", "Australian dollar"],
  ["NZD", "New Zealand dollar"],
])

// biome-ignore format: a table is read across
const dollarPairs: readonly Pair[] = [
  { base: "EUR", quote: "USD", conId: 12087792, rate: 1.155, volatility: 0.075, since: "20050309" },
  { base: "GBP", quote: "USD", conId: 12087797, rate: 1.31, volatility: 0.08, since: "20050309" },
  { base: "USD", quote: "JPY", conId: 15016059, rate: 156, volatility: 0.095, since: "20050309" },
  { base: "USD", quote: "CHF", conId: 12087820, rate: 0.805, volatility: 0.08, since: "20050309" },
  { base: "USD", quote: "CAD", conId: 15016062, rate: 1.405, volatility: 0.055, since: "20050309" },
  { base: "AUD", quote: "USD", conId: 14433401, rate: 0.65, volatility: 0.095, since: "20050309" },
  { base: "NZD", quote: "USD", conId: 39453441, rate: 0.565, volatility: 0.095, since: "20070503" },
  { base: "USD", quote: "HKD", conId: 12345777, rate: 7.78, volatility: 0.008, since: "20050309" },
  { base: "USD", quote: "CNH", conId: 113342317, rate: 7.11, volatility: 0.04, since: "20120731" },
  { base: "USD", quote: "SGD", conId: 37928772, rate: 1.305, volatility: 0.04, since: "20060221" },
  { base: "USD", quote: "SEK", conId: 37893486, rate: 9.52, volatility: 0.1, since: "20060221" },
  { base: "USD", quote: "MXN", conId: 35045199, rate: 18.4, volatility: 0.11, since: "20060221" },
]

/** Crosses: never priced by themselves, but from the two pairs that their currencies make with the dollar. */
// biome-ignore format: a table is read across
const crosses: readonly (readonly [base: string, quote: string, conId: number])[] = [
  ["EUR", "GBP", 12087807], ["EUR", "JPY", 14321016], ["EUR", "CHF", 12087817], ["EUR", "CAD", 15016068],
  ["EUR", "AUD", 15016065], ["EUR", "SEK", 37893488], ["GBP", "JPY", 14321015], ["GBP", "CHF", 12087826],
  ["GBP", "AUD", 15016075], ["AUD", "JPY", 15016133], ["AUD", "NZD", 39453424], ["CAD", "JPY", 15016241],
  ["CHF", "JPY", 14321010],
]

function crossPair([base, quote, conId]: readonly [string, string, number]): Pair {
  const [first, second] = [dollarPairOf(base), dollarPairOf(quote)]
  return {
    base,
    quote,
    conId,
    rate: dollars(first, base) / dollars(second, quote),
    volatility: Math.hypot(first.volatility, second.volatility),
    since: [first.since, second.since].sort()[1] ?? first.since,
  }
}

function dollarPairOf(currency: string): Pair {
  const pair = dollarPairs.find(({ base, quote }) => base === currency || quote === currency)
  if (pair === undefined) throw new Error(`No pair of ${currency} and the dollar`)
  return pair
}

const dollars = ({ base, rate }: Pair, currency: string): number => (base === currency ? rate : 1 / rate)

const forex: readonly Instrument[] = [...dollarPairs, ...crosses.map(crossPair)].map((pair) => {
  const rule = pairRule(pair)
  return {
    listing: listing({
      conId: pair.conId,
      symbol: pair.base,
      secType: "CASH",
      exchange: "IDEALPRO",
      currency: pair.quote,
      localSymbol: `${pair.base}.${pair.quote}`,
      marketName: `${pair.base}.${pair.quote}`,
      tradingClass: `${pair.base}.${pair.quote}`,
      minTick: tickAt(rule, pair.rate),
      orderTypes: CASH_ORDER_TYPES,
      longName: names.get(pair.base) ?? pair.base,
      marketRuleIds: String(rule),
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
  }
})

function pairRule({ quote, rate }: Pair): number {
  if (quote === "JPY") return marketRule.yenPair
  return rate > 5 ? marketRule.dollarPair : marketRule.currencyPair
}

interface Coin {
  readonly symbol: string
  readonly conId: number
  readonly name: string
  readonly price: number
  readonly volatility: number
  readonly volume: number
  readonly rule: number
  readonly since: string
}

// biome-ignore format: a table is read across
const coins: readonly Coin[] = [
  { symbol: "BTC", conId: 479624278, name: "Bitcoin cryptocurrency", price: 90_000, volatility: 0.5, volume: 900, rule: marketRule.bitcoin, since: "20210913" },
  { symbol: "ETH", conId: 495759171, name: "Ethereum cryptocurrency", price: 3_000, volatility: 0.68, volume: 9_000, rule: marketRule.crypto, since: "20210913" },
]

const crypto: readonly Instrument[] = coins.map((coin) => ({
  listing: listing({
    conId: coin.conId,
    symbol: coin.symbol,
    secType: "CRYPTO",
    exchange: "PAXOS",
    currency: "USD",
    localSymbol: `${coin.symbol}.USD`,
    minTick: tickAt(coin.rule, coin.price),
    orderTypes:
      "ACTIVETIM,AD,ADDONT,ADJUST,ALERT,ALLOC,AVGCOST,CASHQTY,DAY,DEACT,DEACTDIS,DEACTEOD,GTC,IOC,LMT,MKT,NONALGO,WHATIF",
    longName: coin.name,
    marketRuleIds: marketRules("PAXOS", coin.rule),
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
    marketRuleIds: marketRules("SMART,IBCMDTY", marketRule.usStock),
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
