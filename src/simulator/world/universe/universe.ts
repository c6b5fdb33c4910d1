import type { ExchangeHours, Instrument, Universe } from "../instrument.ts"
import { bondsAndFunds } from "./bonds-and-funds.ts"
import { currencies } from "./currencies.ts"
import { foreignStocks } from "./foreign-stocks.ts"
import { futureFromConId, futureListing, futureRoots } from "./futures.ts"
import { indices } from "./indices.ts"
import { optionClassesOn } from "./option-classes.ts"
import { optionFromConId, optionListing } from "./options.ts"
import { usStocks } from "./us-stocks.ts"

/**
 * Everything that is listed in the simulated world. Prices are invented: round levels that were plausible at the close of
 * 2026-11-20. Identifiers (ISIN, CUSIP, contract ids) are the real ones but for those that `invented-con-ids.ts` names.
 * `added` are instruments that a scenario brings along.
 */
export function createUniverse(added: readonly Instrument[] = []): Universe {
  const listed = [...usStocks, ...foreignStocks, ...indices, ...futureRoots, ...currencies, ...bondsAndFunds]
  const instruments = [...listed, ...added].map(withChain)
  const byConId = new Map(instruments.map((instrument) => [instrument.listing.conId, instrument]))

  function instrument(conId: number): Instrument | undefined {
    return byConId.get(conId) ?? byConId.get(rootOf(conId) ?? 0)
  }

  return {
    instruments,
    instrument,
    listing(conId) {
      const listed = byConId.get(conId)?.listing
      if (listed !== undefined) return listed
      const future = futureFromConId(conId)
      if (future !== undefined) return futureListing(future)
      const option = optionFromConId(conId)
      return option === undefined ? undefined : optionListing(option)
    },
    hours(conId): ExchangeHours | undefined {
      return byConId.get(conId)?.hours ?? futureFromConId(conId)?.family.hours ?? optionFromConId(conId)?.options.hours
    },
  }
}

function rootOf(conId: number): number | undefined {
  return futureFromConId(conId)?.family.rootConId ?? optionFromConId(conId)?.options.rootConId
}

function withChain(instrument: Instrument): Instrument {
  return { ...instrument, hasOptions: optionClassesOn(instrument.listing.conId).length > 0 }
}
