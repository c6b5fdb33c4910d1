import type { Resolved } from "./contracts.ts"

/** What an answer about one instrument's prices begins with. */
export interface PricedInstrument {
  /** In the notation. */
  readonly instrument: string
  readonly conId: number
  readonly currency: string
  /** Prices divided by this are in `currency`: 100 where they are in pence, mostly 1. */
  readonly priceMagnifier: number
}

export const pricedInstrument = ({ instrument, details }: Resolved): PricedInstrument => ({
  instrument,
  conId: details.contract.conId,
  currency: details.contract.currency,
  priceMagnifier: details.priceMagnifier,
})
