import { compact, type Day, dateOf, dayFrom, FRIDAY, weekday } from "../exchanges/day.ts"
import { nextNyseSession } from "../exchanges/nyse-days.ts"
import type { Listing, Right } from "../world.ts"
import { futureConId, futureFamilies, monthCode, monthUnder } from "./futures.ts"
import { indices } from "./indices.ts"
import { DERIVATIVE_ORDER_TYPES, listing, marketRules, UNSET_AGG_GROUP } from "./listing.ts"
import { type OptionClass, optionClasses, strikesFor } from "./option-classes.ts"
import { usStocks } from "./us-stocks.ts"

/** One option: its class and what sets it apart within the class. */
export interface OptionTerms {
  readonly options: OptionClass
  /** Last trading day. */
  readonly expiration: Day
  readonly strike: number
  readonly right: Right
}

/*
 * Contract ids of options are computed from their terms and can be turned back into them: no two options share one, and it
 * stays the same from one day, one seed and one release to the next without anything being stored. A 31-bit number has room
 * for 43 classes of 5,500 weekdays and 3,000 steps of strikes.
 */
const FIRST_CON_ID = 700_000_000
const FIRST_MONDAY = dayFrom("2016-01-04")
const WEEKDAYS = 5_500
const STRIKES = 3_000

export function optionConId({ options, expiration, strike, right }: OptionTerms): number {
  const weeks = Math.floor((expiration - FIRST_MONDAY) / 7)
  const weekdayNumber = weeks * 5 + weekday(expiration) - 1
  const classNumber = optionClasses.indexOf(options)
  const strikeNumber = strike / options.strikeStep
  return (
    FIRST_CON_ID + ((classNumber * WEEKDAYS + weekdayNumber) * STRIKES + strikeNumber) * 2 + (right === "P" ? 1 : 0)
  )
}

/** The option that a contract id stands for; undefined when it stands for none. */
export function optionFromConId(conId: number): OptionTerms | undefined {
  const number = conId - FIRST_CON_ID
  if (!Number.isInteger(number) || number < 0) return undefined
  const strikeNumber = Math.floor(number / 2) % STRIKES
  const weekdayNumber = Math.floor(number / 2 / STRIKES) % WEEKDAYS
  const options = optionClasses[Math.floor(number / 2 / STRIKES / WEEKDAYS)]
  if (options === undefined) return undefined
  const expiration = FIRST_MONDAY + Math.floor(weekdayNumber / 5) * 7 + (weekdayNumber % 5)
  const strike = strikeNumber * options.strikeStep
  if (!strikesFor(options, expiration).includes(strike)) return undefined
  return { options, expiration, strike, right: number % 2 === 0 ? "C" : "P" }
}

/** Whether contract ids reach that day: expirations from 2016 to 2036. */
export function hasConIds(expiration: Day): boolean {
  return expiration >= FIRST_MONDAY && expiration < FIRST_MONDAY + (WEEKDAYS / 5) * 7 && weekday(expiration) <= FRIDAY
}

/** What all options of one expiration have in common, so that a chain of thousands is quick to write out. */
export function expirationListing(
  options: OptionClass,
  expiration: Day,
): Omit<Listing, "conId" | "strike" | "right" | "localSymbol"> {
  const validExchanges = options.exchanges.join(",")
  const settlement = options.morningSettled ? nextNyseSession(expiration) : expiration
  return listing({
    conId: 0,
    symbol: options.symbol,
    secType: options.secType,
    exchange: options.exchanges[0] ?? "SMART",
    currency: "USD",
    expiry: compact(expiration),
    realExpiry: compact(settlement),
    lastTradeTime: options.lastTradeTime ?? "",
    multiplier: options.multiplier,
    marketName: options.tradingClass,
    tradingClass: options.tradingClass,
    minTick: options.minTick,
    orderTypes: DERIVATIVE_ORDER_TYPES,
    validExchanges,
    contractMonth: monthNamed(options, expiration) ?? compact(settlement).slice(0, 6),
    timeZoneId: options.hours.timeZoneId,
    marketRuleIds: marketRules(validExchanges, options.marketRule),
    aggGroup: options.secType === "OPT" ? 2 : UNSET_AGG_GROUP,
    ...underlyingOf(options, expiration),
  })
}

/** The listing of one option; `common` is what its expiration's options share, when the caller has it at hand. */
export function optionListing(
  terms: OptionTerms,
  common = expirationListing(terms.options, terms.expiration),
): Listing {
  return {
    ...common,
    conId: optionConId(terms),
    strike: terms.strike,
    right: terms.right,
    localSymbol: localSymbol(terms, common.realExpiry),
  }
}

const underlyings = new Map(
  [...usStocks, ...indices].map((instrument) => [instrument.listing.conId, instrument.listing]),
)

function underlyingOf(options: OptionClass, expiration: Day): Partial<Listing> {
  const family = futureFamilies.find(({ rootConId }) => rootConId === options.rootConId)
  if (family === undefined) {
    const underlying = underlyings.get(options.rootConId)
    return underlying === undefined
      ? {}
      : {
          underConId: underlying.conId,
          underSymbol: underlying.symbol,
          underSecType: underlying.secType,
          longName: underlying.longName,
          industry: underlying.industry,
          category: underlying.category,
          subcategory: underlying.subcategory,
        }
  }
  const month = monthUnder(family, expiration)
  if (month === undefined) return {}
  return {
    underConId: futureConId(month),
    underSymbol: `${family.symbol}${monthCode(month.year, month.month)}`,
    underSecType: "FUT",
    longName: family.name,
  }
}

/** `YYYYMM` of the future underneath, where options are named after it. */
function monthNamed({ namedAfterFuture, rootConId }: OptionClass, expiration: Day): string | undefined {
  const family = namedAfterFuture === true ? futureFamilies.find((found) => found.rootConId === rootConId) : undefined
  const future = family === undefined ? undefined : monthUnder(family, expiration)
  return future === undefined ? undefined : `${future.year}${String(future.month).padStart(2, "0")}`
}

/** `AAPL  261218C00200000`, the OCC's symbol, or on futures `EW3Z6 C6800`. */
function localSymbol({ options, expiration, strike, right }: OptionTerms, settlement: string): string {
  if (options.secType === "FOP") {
    const named = monthNamed(options, expiration)
    const { year, month } =
      named === undefined ? dateOf(expiration) : { year: Number(named.slice(0, 4)), month: Number(named.slice(4)) }
    return `${options.tradingClass}${monthCode(year, month)} ${right}${strike}`
  }
  const thousandths = String(Math.round(strike * 1000)).padStart(8, "0")
  return `${options.tradingClass.padEnd(6)}${settlement.slice(2)}${right}${thousandths}`
}
