import type { Day } from "../exchanges/day.ts"
import { expirationDates, listedExpirations } from "../universe/expirations.ts"
import { futureConId, futureFromConId, monthUnder } from "../universe/futures.ts"
import { type OptionClass, optionClassesOn, strikesFor } from "../universe/option-classes.ts"
import { hasConIds } from "../universe/options.ts"
import type { ChainRow } from "../world.ts"
import { isEmpty } from "./match.ts"

/** Option parameters of a stock or an index: a row for every class and exchange. */
export function optionChains(underConId: number, exchange: string, today: Day): readonly ChainRow[] {
  return optionClassesOn(underConId)
    .filter(({ secType }) => secType === "OPT")
    .flatMap((options) => rows(options, underConId, listedExpirations(options.expirations, today), exchange))
}

/** Option parameters of one future month. */
export function futureOptionChains(underConId: number, exchange: string, today: Day): readonly ChainRow[] {
  const future = futureFromConId(underConId)
  if (future === undefined) return []
  const isOnIt = (day: Day): boolean => {
    const month = monthUnder(future.family, day)
    return month !== undefined && futureConId(month) === underConId
  }
  return optionClassesOn(future.family.rootConId).flatMap((options) =>
    rows(options, underConId, listedExpirations(options.expirations, today).filter(isOnIt), exchange),
  )
}

function rows(options: OptionClass, underConId: number, days: readonly Day[], exchange: string): readonly ChainRow[] {
  const expirations = days.filter(hasConIds)
  if (expirations.length === 0) return []
  const strikes = [...new Set(expirations.flatMap((day) => strikesFor(options, day)))].sort((a, b) => a - b)
  return options.exchanges
    .filter((listed) => isEmpty(exchange) || listed === exchange)
    .map((listed) => ({
      exchange: listed,
      underConId,
      tradingClass: options.tradingClass,
      multiplier: options.multiplier,
      expirations: expirationDates(expirations),
      strikes,
    }))
}
