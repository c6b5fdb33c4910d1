import { type } from "arktype"

/** Parameters and fields that several tools share, named after the thing. Sizes are checked where they are read. */

export const Instrument = type("string").describe(
  "One instrument: AAPL, VOD@LSE/GBP, IND:SPX@CBOE, FX:EURUSD, FUT:ES:202612@CME, OPT:AAPL:20261218:C:200, CONID:265598",
  "self",
)

export const Account = type("string").describe("Account number, as answers write it; default every account", "self")

export const KeptSymbol = type("string").describe("Keep one symbol, options on it too: AAPL; or one instrument", "self")

export const Cursor = type("string").describe("cursor of the answer before, all else unchanged", "self")

export const Detail = type("'concise' | 'detailed'").describe("detailed adds columns", "self").default("concise")

export const MaybeNumber = type("number | null")
export const MaybeText = type("string | null")

export const DataTypeOrNull = type("'live' | 'frozen' | 'delayed' | 'delayed_frozen' | null")

/** A cell of a table of columns and rows. */
export const Cell = type("string | number | boolean | null")
