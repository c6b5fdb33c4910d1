import { compact, type Day, dateOf, dayOf, FRIDAY, nthWeekday } from "../exchanges/day.ts"
import { eurexHours } from "../exchanges/european-markets.ts"
import { tradesOn } from "../exchanges/exchange-hours.ts"
import { cbotRateHours, cmeEquityHours, nymexHours } from "../exchanges/futures-markets.ts"
import { marketRule } from "../exchanges/market-rules.ts"
import { isNyseSession, previousNyseSession } from "../exchanges/nyse-days.ts"
import type { ExchangeHours, Instrument } from "../instrument.ts"
import type { Listing } from "../world.ts"
import { inventedConIds as invented } from "./invented-con-ids.ts"
import { DERIVATIVE_ORDER_TYPES, listing } from "./listing.ts"

/** One kind of future and the rule of its months. */
export interface FutureFamily {
  readonly symbol: string
  /** The index on the futures exchange that the months are written on. */
  readonly rootConId: number
  readonly exchange: string
  readonly currency: string
  readonly name: string
  readonly multiplier: string
  readonly minTick: number
  readonly marketRule: number
  readonly hours: ExchangeHours
  readonly lastTradeTime: string
  /** Months of the year, 1 to 12. */
  readonly cycle: readonly number[]
  /** How many months are listed at a time; none is further than two years ahead, where prices begin. */
  readonly listed: number
  readonly lastTradeDay: (year: number, month: number) => Day
  readonly sector: readonly [string, string, string]
  readonly level: number
  readonly volatility: number
  readonly beta: number
  readonly yield: number
  readonly volume: number
  readonly since: string
}

export interface FutureMonth {
  readonly family: FutureFamily
  readonly year: number
  readonly month: number
  readonly lastTradeDay: Day
}

const QUARTERS = [3, 6, 9, 12] as const
const EVERY_MONTH = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const

/** CME: the third Friday of the month, trading to the opening; the session before when the exchange is closed. */
function thirdFriday(year: number, month: number): Day {
  const friday = nthWeekday(year, month, FRIDAY, 3)
  return isNyseSession(friday) ? friday : previousNyseSession(friday)
}

/**
 * NYMEX chapter 200 (light sweet crude): three business days before the 25th of the month before the contract's; when the
 * 25th is no business day, three before the last business day ahead of it.
 */
export function crudeOilLastDay(year: number, month: number): Day {
  const the25th = month === 1 ? dayOf(year - 1, 12, 25) : dayOf(year, month - 1, 25)
  const anchor = isNyseSession(the25th) ? the25th : previousNyseSession(the25th)
  return previousNyseSession(previousNyseSession(previousNyseSession(anchor)))
}

/** COMEX chapter 113 (gold): the third last business day of the month. */
function goldLastDay(year: number, month: number): Day {
  return previousNyseSession(previousNyseSession(previousNyseSession(firstOfNext(year, month))))
}

/** Order matters: a family's place is part of its months' contract ids. New ones go at the end. */
// biome-ignore format: a table is read across
export const futureFamilies: readonly FutureFamily[] = [
  { symbol: "ES", rootConId: 11004968, exchange: "CME", currency: "USD", name: "E-mini S&P 500", multiplier: "50", minTick: 0.25, marketRule: marketRule.quarter, hours: cmeEquityHours, lastTradeTime: "08:30:00 US/Central", cycle: QUARTERS, listed: 7, lastTradeDay: thirdFriday, sector: ["Indices", "Broad Range Equity Index", "*"], level: 6800, volatility: 0.16, beta: 1, yield: 0.012, volume: 1_400_000, since: "19970909" },
  { symbol: "NQ", rootConId: 11004958, exchange: "CME", currency: "USD", name: "E-mini NASDAQ 100", multiplier: "20", minTick: 0.25, marketRule: marketRule.quarter, hours: cmeEquityHours, lastTradeTime: "08:30:00 US/Central", cycle: QUARTERS, listed: 7, lastTradeDay: thirdFriday, sector: ["Indices", "Broad Range Equity Index", "*"], level: 25000, volatility: 0.21, beta: 1.2, yield: 0.006, volume: 600_000, since: "19990621" },
  { symbol: "CL", rootConId: 17340715, exchange: "NYMEX", currency: "USD", name: "Light Sweet Crude Oil", multiplier: "1000", minTick: 0.01, marketRule: marketRule.cents, hours: nymexHours, lastTradeTime: "14:30:00 US/Eastern", cycle: EVERY_MONTH, listed: 23, lastTradeDay: crudeOilLastDay, sector: ["Commodity", "Energy", "Crude Oil"], level: 60, volatility: 0.34, beta: 0.4, yield: 0.03, volume: 300_000, since: "19830330" },
  { symbol: "GC", rootConId: 17340718, exchange: "COMEX", currency: "USD", name: "Gold", multiplier: "100", minTick: 0.1, marketRule: marketRule.tenth, hours: nymexHours, lastTradeTime: "13:30:00 US/Eastern", cycle: [2, 4, 6, 8, 10, 12], listed: 11, lastTradeDay: goldLastDay, sector: ["Commodity", "Precious Metals", "Gold"], level: 4080, volatility: 0.17, beta: 0.05, yield: 0, volume: 190_000, since: "19741231" },
  { symbol: "RTY", rootConId: invented.ROOT_RTY, exchange: "CME", currency: "USD", name: "E-mini Russell 2000", multiplier: "50", minTick: 0.1, marketRule: marketRule.tenth, hours: cmeEquityHours, lastTradeTime: "08:30:00 US/Central", cycle: QUARTERS, listed: 5, lastTradeDay: thirdFriday, sector: ["Indices", "Broad Range Equity Index", "*"], level: 2420, volatility: 0.22, beta: 1.15, yield: 0.012, volume: 190_000, since: "20170710" },
  { symbol: "MES", rootConId: invented.ROOT_MES, exchange: "CME", currency: "USD", name: "Micro E-mini S&P 500", multiplier: "5", minTick: 0.25, marketRule: marketRule.quarter, hours: cmeEquityHours, lastTradeTime: "08:30:00 US/Central", cycle: QUARTERS, listed: 5, lastTradeDay: thirdFriday, sector: ["Indices", "Broad Range Equity Index", "*"], level: 6800, volatility: 0.16, beta: 1, yield: 0.012, volume: 1_100_000, since: "20190506" },
  { symbol: "ZN", rootConId: invented.ROOT_ZN, exchange: "CBOT", currency: "USD", name: "10 Year US Treasury Note", multiplier: "1000", minTick: 1 / 64, marketRule: marketRule.treasuryFuture, hours: cbotRateHours, lastTradeTime: "12:01:00 US/Central", cycle: QUARTERS, listed: 3, lastTradeDay: treasuryNoteLastDay, sector: ["Government", "US Treasury Note", "10 Year"], level: 112.5, volatility: 0.055, beta: -0.05, yield: 0.04, volume: 1_700_000, since: "19820503" },
  { symbol: "NG", rootConId: invented.ROOT_NG, exchange: "NYMEX", currency: "USD", name: "Henry Hub Natural Gas", multiplier: "10000", minTick: 0.001, marketRule: marketRule.naturalGas, hours: nymexHours, lastTradeTime: "14:30:00 US/Eastern", cycle: EVERY_MONTH, listed: 23, lastTradeDay: naturalGasLastDay, sector: ["Commodity", "Energy", "Natural Gas"], level: 4.2, volatility: 0.58, beta: 0.1, yield: 0.02, volume: 170_000, since: "19900403" },
  { symbol: "SI", rootConId: invented.ROOT_SI, exchange: "COMEX", currency: "USD", name: "Silver", multiplier: "5000", minTick: 0.005, marketRule: marketRule.silver, hours: nymexHours, lastTradeTime: "13:25:00 US/Eastern", cycle: [3, 5, 7, 9, 12], listed: 9, lastTradeDay: goldLastDay, sector: ["Commodity", "Precious Metals", "Silver"], level: 50.5, volatility: 0.3, beta: 0.2, yield: 0, volume: 90_000, since: "19630612" },
  { symbol: "GBL", rootConId: invented.ROOT_GBL, exchange: "EUREX", currency: "EUR", name: "Euro Bund (10 Year Bond)", multiplier: "1000", minTick: 0.01, marketRule: marketRule.cents, hours: eurexHours, lastTradeTime: "12:30:00 MET", cycle: QUARTERS, listed: 3, lastTradeDay: bundLastDay, sector: ["Government", "Foreign Govt", "10 Year"], level: 128.5, volatility: 0.055, beta: -0.05, yield: 0.04, volume: 850_000, since: "19901123" },
]

/** CBOT chapter 19 (ten-year notes): the seventh business day before the last one of the month. */
function treasuryNoteLastDay(year: number, month: number): Day {
  let day = previousNyseSession(firstOfNext(year, month))
  for (let before = 0; before < 7; before++) day = previousNyseSession(day)
  return day
}

/** NYMEX chapter 220 (natural gas): the third business day before the first of the month. */
function naturalGasLastDay(year: number, month: number): Day {
  return previousNyseSession(previousNyseSession(previousNyseSession(dayOf(year, month, 1))))
}

/** Eurex (Euro-Bund): two exchange days before the tenth of the month, or the exchange day after it. */
function bundLastDay(year: number, month: number): Day {
  const isOpen = (day: Day): boolean => tradesOn(eurexHours, day)
  let delivery = dayOf(year, month, 10)
  while (!isOpen(delivery)) delivery++
  const before = (day: Day): Day => (isOpen(day - 1) ? day - 1 : before(day - 1))
  return before(before(delivery))
}

function firstOfNext(year: number, month: number): Day {
  return month === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + 1, 1)
}

/** The spot levels that the months are written on. */
export const futureRoots: readonly Instrument[] = futureFamilies.map((family) => ({
  listing: listing({
    conId: family.rootConId,
    symbol: family.symbol,
    secType: "IND",
    exchange: family.exchange,
    currency: family.currency,
    minTick: family.minTick,
    orderTypes: "",
    longName: family.name,
    industry: family.sector[0],
    category: family.sector[1],
    subcategory: family.sector[2],
    timeZoneId: family.hours.timeZoneId,
    marketRuleIds: String(family.marketRule),
  }),
  behaviour: {
    referencePrice: family.level,
    volatility: family.volatility,
    drift: 0.07 * family.beta,
    dividendYield: family.yield,
    averageVolume: family.volume,
    spreadTicks: 1,
    quoteSize: 20,
    since: family.since,
    entitlement: "live",
    beta: family.beta,
  },
  hours: family.hours,
  hasOptions: false,
}))

const FIRST_CON_ID = 600_000_000
const CON_IDS_PER_FAMILY = 1_000
const FIRST_YEAR = 1990
const YEARS = 60

export function futureConId({ family, year, month }: FutureMonth): number {
  return FIRST_CON_ID + futureFamilies.indexOf(family) * CON_IDS_PER_FAMILY + (year - FIRST_YEAR) * 12 + (month - 1)
}

export function futureFromConId(conId: number): FutureMonth | undefined {
  const family = futureFamilies[Math.floor((conId - FIRST_CON_ID) / CON_IDS_PER_FAMILY)]
  const index = (conId - FIRST_CON_ID) % CON_IDS_PER_FAMILY
  const month = (index % 12) + 1
  if (family === undefined || index >= YEARS * 12 || !family.cycle.includes(month)) return undefined
  return futureMonth(family, FIRST_YEAR + Math.floor(index / 12), month)
}

function futureMonth(family: FutureFamily, year: number, month: number): FutureMonth {
  return { family, year, month, lastTradeDay: family.lastTradeDay(year, month) }
}

/** The listed months, nearest first; with `expiredYears` also those that have ended in that many years before today. */
export function listedMonths(family: FutureFamily, today: Day, expiredYears = 0): readonly FutureMonth[] {
  const { year: thisYear } = dateOf(today)
  const months: FutureMonth[] = []
  let listed = 0
  for (let year = Math.max(FIRST_YEAR, thisYear - expiredYears); year < FIRST_YEAR + YEARS; year++) {
    for (const month of family.cycle) {
      const found = futureMonth(family, year, month)
      const expired = found.lastTradeDay < today
      if (expired && expiredYears === 0) continue
      if (!expired && ++listed > family.listed) return months
      months.push(found)
    }
  }
  return months
}

/** The month that a continuous future stands for: the nearest one still traded. */
export function frontMonth(family: FutureFamily, today: Day): FutureMonth | undefined {
  return listedMonths(family, today)[0]
}

/** The month that an option on the future is written on: the first that ends on the option's last day or later. */
export function monthUnder(family: FutureFamily, day: Day): FutureMonth | undefined {
  return frontMonth(family, day)
}

export const MONTH_LETTERS = "FGHJKMNQUVXZ"

/** `Z6` of December 2026. */
export function monthCode(year: number, month: number): string {
  return `${MONTH_LETTERS.charAt(month - 1)}${year % 10}`
}

export function futureListing(future: FutureMonth): Listing {
  const { family, year, month, lastTradeDay } = future
  return listing({
    conId: futureConId(future),
    symbol: family.symbol,
    secType: "FUT",
    exchange: family.exchange,
    currency: family.currency,
    expiry: compact(lastTradeDay),
    lastTradeTime: family.lastTradeTime,
    multiplier: family.multiplier,
    localSymbol: `${family.symbol}${monthCode(year, month)}`,
    minTick: family.minTick,
    orderTypes: DERIVATIVE_ORDER_TYPES,
    validExchanges: family.symbol === "ES" || family.symbol === "NQ" ? `${family.exchange},QBALGO` : family.exchange,
    underConId: family.rootConId,
    underSymbol: family.symbol,
    underSecType: "IND",
    longName: family.name,
    contractMonth: `${year}${String(month).padStart(2, "0")}`,
    industry: family.sector[0],
    category: family.sector[1],
    subcategory: family.sector[2],
    timeZoneId: family.hours.timeZoneId,
    marketRuleIds: String(family.marketRule),
  })
}

/** The continuous future: the front month under a security type of its own. */
export function continuousFuture(family: FutureFamily, today: Day): Listing | undefined {
  const front = frontMonth(family, today)
  return front === undefined ? undefined : { ...futureListing(front), secType: "CONTFUT" }
}
