import { dayFrom } from "../../../src/simulator/world/exchanges/day.ts"
import type { Universe } from "../../../src/simulator/world/instrument.ts"
import { frontMonth, futureConId, futureFamilies } from "../../../src/simulator/world/universe/futures.ts"
import { optionClasses } from "../../../src/simulator/world/universe/option-classes.ts"
import { optionConId } from "../../../src/simulator/world/universe/options.ts"
import type { Right } from "../../../src/simulator/world/world.ts"

export function conIdOf(universe: Universe, symbol: string, secType = "STK", currency?: string): number {
  const found = universe.instruments.find(
    ({ listing }) =>
      listing.symbol === symbol &&
      listing.secType === secType &&
      (currency === undefined || listing.currency === currency),
  )
  if (found === undefined) throw new Error(`No ${secType} ${symbol} in the universe`)
  return found.listing.conId
}

/** The E-mini month in front on a date. */
export function esMonth(date: string): number {
  const family = futureFamilies.find(({ symbol }) => symbol === "ES")
  const month = family === undefined ? undefined : frontMonth(family, dayFrom(date))
  if (month === undefined) throw new Error("No E-mini months")
  return futureConId(month)
}

export function option(tradingClass: string, expiry: string, strike: number, right: Right): number {
  const options = optionClasses.find((candidate) => candidate.tradingClass === tradingClass)
  if (options === undefined) throw new Error(`No option class ${tradingClass}`)
  return optionConId({ options, expiration: dayFrom(expiry), strike, right })
}

/** An Apple option about at the money. */
export const nearOption = (expiry: string, right: Right): number => option("AAPL", expiry, 280, right)
