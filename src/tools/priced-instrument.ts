import { type } from "arktype"
import type { PricedInstrument } from "../desk/contracts/priced-instrument.ts"

export const PriceMagnifier = type("number").describe("prices divided by this are in currency; absent when 1", "self")

/** The fields that an answer about one instrument's prices begins with. */
export const pricedInstrument = {
  instrument: "string",
  con_id: "number",
  currency: "string",
  "price_magnifier?": PriceMagnifier,
} as const

export const magnified = (priceMagnifier: number): { readonly price_magnifier?: number } =>
  priceMagnifier === 1 ? {} : { price_magnifier: priceMagnifier }

export const pricedFields = ({ instrument, conId, currency, priceMagnifier }: PricedInstrument) => ({
  instrument,
  con_id: conId,
  currency,
  ...magnified(priceMagnifier),
})
