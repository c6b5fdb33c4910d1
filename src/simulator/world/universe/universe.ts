import type { Instrument, Universe } from "../instrument.ts"
import { usStocks } from "./us-stocks.ts"

/** Everything that is listed in the simulated world. */
export function createUniverse(): Universe {
  const instruments: readonly Instrument[] = [...usStocks]
  const byConId = new Map(instruments.map((instrument) => [instrument.listing.conId, instrument]))
  return {
    instruments,
    instrument: (conId) => byConId.get(conId),
    listing: (conId) => byConId.get(conId)?.listing,
    hours: (conId) => byConId.get(conId)?.hours,
  }
}
