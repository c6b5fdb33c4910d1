import type { Day } from "../exchanges/day.ts"
import { cmeEquityHours, nymexHours } from "../exchanges/futures-markets.ts"
import { marketRule } from "../exchanges/market-rules.ts"
import { spxOptionHours, usEtfOptionHours, usOptionHours } from "../exchanges/us-markets.ts"
import type { ExchangeHours } from "../instrument.ts"
import {
  crudeOilExpirations,
  dailyExpirations,
  type ExpirationRule,
  isLongDated,
  mondayWednesdayExpirations,
  monthEndExpirations,
  morningSettledExpirations,
  nthFridayExpirations,
  quarterlyExpirations,
  weeklyExpirations,
} from "./expirations.ts"

/** One trading class of options. */
export interface OptionClass {
  readonly tradingClass: string
  readonly secType: "OPT" | "FOP"
  /** What the options are on: the instrument itself, or the spot level of a family of futures. */
  readonly rootConId: number
  readonly symbol: string
  readonly exchanges: readonly string[]
  readonly multiplier: string
  readonly minTick: number
  readonly marketRule: number
  readonly hours: ExchangeHours
  readonly expirations: ExpirationRule
  /** Settled on the morning after the last trading day. */
  readonly morningSettled: boolean
  /** Where they end before the close of their last day, `08:30:00 US/Central`. */
  readonly lastTradeTime?: string
  /** Whether the contract month is that of the future underneath, and not that of the last trading day. */
  readonly namedAfterFuture?: boolean
  /** Distance of the strikes around the money; every strike is a multiple of it. */
  readonly strikeStep: number
  /** Every strike, ascending. */
  readonly strikes: readonly number[]
  /** Those that weeklies have too. */
  readonly nearStrikes: readonly number[]
}

const STOCK_OPTION_EXCHANGES = [
  "SMART",
  "AMEX",
  "BATS",
  "BOX",
  "CBOE",
  "CBOE2",
  "EDGX",
  "EMERALD",
  "GEMINI",
  "IBUSOPT",
  "ISE",
  "MEMX",
  "MERCURY",
  "MIAX",
  "NASDAQBX",
  "NASDAQOM",
  "PEARL",
  "PHLX",
  "PSE",
  "SAPPHIRE",
] as const
const INDEX_OPTION_EXCHANGES = ["SMART", "CBOE", "IBUSOPT"] as const

interface Ladder {
  /** The level that the strikes are laid out around; it does not move with the market. */
  readonly around: number
  /** Steps within 12 %, within 40 %, and beyond, to a fifth and to twice the level. */
  readonly steps: readonly [number, number, number]
}

const NEAR = 0.12
const WIDE = 0.4

function strikesOf({ around, steps }: Ladder): Pick<OptionClass, "strikeStep" | "strikes" | "nearStrikes"> {
  const [near, wide, far] = steps
  const distance = (strike: number) => Math.abs(strike / around - 1)
  const multiples = (step: number, from: number, to: number): readonly number[] => {
    const first = Math.ceil(from / step)
    return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, index) => (first + index) * step)
  }
  const nearStrikes = multiples(near, around * (1 - NEAR), around * (1 + NEAR))
  const wideStrikes = multiples(wide, around * (1 - WIDE), around * (1 + WIDE)).filter((k) => distance(k) > NEAR)
  const farStrikes = multiples(far, around * 0.2, around * 2).filter((k) => distance(k) > WIDE)
  const strikes = [...nearStrikes, ...wideStrikes, ...farStrikes].sort((a, b) => a - b)
  return { strikeStep: near, strikes, nearStrikes: strikes.filter((k) => distance(k) <= NEAR * 1.5) }
}

function stockOptions(symbol: string, rootConId: number, ladder: Ladder): OptionClass {
  return {
    tradingClass: symbol,
    secType: "OPT",
    rootConId,
    symbol,
    exchanges: STOCK_OPTION_EXCHANGES,
    multiplier: "100",
    minTick: 0.01,
    marketRule: marketRule.cents,
    hours: usOptionHours,
    expirations: weeklyExpirations,
    morningSettled: false,
    ...strikesOf(ladder),
  }
}

function mostTradedStockOptions(symbol: string, rootConId: number, ladder: Ladder): OptionClass {
  return { ...stockOptions(symbol, rootConId, ladder), expirations: mondayWednesdayExpirations }
}

function etfOptions(symbol: string, rootConId: number, ladder: Ladder): OptionClass {
  return { ...stockOptions(symbol, rootConId, ladder), hours: usEtfOptionHours, expirations: dailyExpirations }
}

const spx: OptionClass = {
  ...stockOptions("SPX", 416904, { around: 6800, steps: [5, 25, 100] }),
  exchanges: INDEX_OPTION_EXCHANGES,
  minTick: 0.05,
  marketRule: marketRule.indexOption,
  hours: spxOptionHours,
  expirations: morningSettledExpirations,
  morningSettled: true,
}

const spxWeeklies: OptionClass = {
  ...spx,
  tradingClass: "SPXW",
  expirations: dailyExpirations,
  morningSettled: false,
}

function esOptions(tradingClass: string, expirations: ExpirationRule): OptionClass {
  return {
    tradingClass,
    secType: "FOP",
    rootConId: 11004968,
    symbol: "ES",
    exchanges: ["CME"],
    multiplier: "50",
    minTick: 0.05,
    marketRule: marketRule.esOption,
    hours: cmeEquityHours,
    expirations,
    morningSettled: false,
    ...strikesOf({ around: 6800, steps: [5, 25, 100] }),
  }
}

const crudeOilOptions: OptionClass = {
  tradingClass: "LO",
  secType: "FOP",
  rootConId: 17340715,
  symbol: "CL",
  exchanges: ["NYMEX"],
  multiplier: "1000",
  minTick: 0.01,
  marketRule: marketRule.cents,
  hours: nymexHours,
  expirations: crudeOilExpirations,
  morningSettled: false,
  namedAfterFuture: true,
  ...strikesOf({ around: 60, steps: [0.5, 1, 5] }),
}

/** Order matters: a class's place is part of its options' contract ids. New ones go at the end. */
export const optionClasses: readonly OptionClass[] = [
  spx,
  spxWeeklies,
  etfOptions("SPY", 756733, { around: 680, steps: [1, 5, 10] }),
  etfOptions("QQQ", 320227571, { around: 620, steps: [1, 5, 10] }),
  etfOptions("IWM", 9579970, { around: 240, steps: [1, 5, 5] }),
  mostTradedStockOptions("AAPL", 265598, { around: 280, steps: [2.5, 5, 10] }),
  mostTradedStockOptions("MSFT", 272093, { around: 510, steps: [5, 10, 20] }),
  mostTradedStockOptions("NVDA", 4815747, { around: 190, steps: [2.5, 5, 10] }),
  mostTradedStockOptions("AMZN", 3691937, { around: 240, steps: [2.5, 5, 10] }),
  mostTradedStockOptions("GOOGL", 208813719, { around: 300, steps: [2.5, 5, 10] }),
  mostTradedStockOptions("META", 107113386, { around: 650, steps: [5, 10, 20] }),
  mostTradedStockOptions("TSLA", 76792991, { around: 430, steps: [2.5, 5, 10] }),
  stockOptions("IBM", 8314, { around: 300, steps: [2.5, 5, 10] }),
  stockOptions("JPM", 1520593, { around: 310, steps: [2.5, 5, 10] }),
  stockOptions("AMD", 4391, { around: 220, steps: [2.5, 5, 10] }),
  stockOptions("KO", 8894, { around: 72, steps: [1, 5, 5] }),
  stockOptions("SHOP", 195014116, { around: 150, steps: [2.5, 5, 10] }),
  stockOptions("PLTR", 444857009, { around: 170, steps: [2.5, 5, 10] }),
  // They end with the future, when its last price is made of the opening ones.
  { ...esOptions("ES", quarterlyExpirations), lastTradeTime: "08:30:00 US/Central" },
  esOptions("EW1", nthFridayExpirations(1)),
  esOptions("EW2", nthFridayExpirations(2)),
  esOptions("EW3", nthFridayExpirations(3)),
  esOptions("EW4", nthFridayExpirations(4)),
  esOptions("EW", monthEndExpirations),
  crudeOilOptions,
]

/** The strikes of one expiration: all of them for monthlies and longer ones, fewer for weeklies and dailies. */
export function strikesFor(options: OptionClass, expiration: Day): readonly number[] {
  const ahead = options.expirations(expiration)
  if (ahead === undefined) return []
  return isLongDated(ahead) ? options.strikes : options.nearStrikes
}

/** The classes that are on an instrument, or on any month of a family of futures. */
export function optionClassesOn(rootConId: number): readonly OptionClass[] {
  return optionClasses.filter((options) => options.rootConId === rootConId)
}
