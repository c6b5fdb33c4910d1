import { type } from "arktype"
import { isoOrNull } from "../desk/hours/trading-hours.ts"
import { answered } from "./answered.ts"
import { defineTool } from "./define-tool.ts"
import { oneWait } from "./one-wait.ts"
import { DataTypeOrNull, MaybeNumber, MaybeText } from "./parameters.ts"

/** The market of one currency pair. */
export const fxRate = defineTool({
  name: "ibkr_fx_rate",
  title: "Exchange rate",
  toolset: "market",
  description:
    "Bid, ask and midpoint of one currency pair, either way round, and an amount of its first currency converted at the midpoint. For several pairs use ibkr_quote with FX:EURUSD.",
  input: () =>
    type({
      "+": "reject",
      pair: type("string").describe("EURUSD, EUR/USD or eur.usd: dollars for one euro", "self"),
      "amount?": type("number").describe("Of the first currency, to convert: 1000", "self"),
    }),
  output: () =>
    type({
      pair: "string",
      instrument: "string",
      con_id: "number",
      bid: MaybeNumber,
      ask: MaybeNumber,
      last: MaybeNumber,
      close: MaybeNumber.describe("previous session", "self"),
      midpoint: MaybeNumber,
      inverse: MaybeNumber.describe("one over midpoint", "self"),
      spread: MaybeNumber,
      "converted?": MaybeNumber.describe("the amount in the second currency, at the midpoint", "self"),
      data_type: DataTypeOrNull,
      as_of: MaybeText.describe("null when only a close is known", "self"),
    }),
  async run({ pair, amount }, { desk, signal, progress }) {
    const found = desk.fxRate(pair, amount ?? null, { signal })
    return answered(await oneWait(progress, `Waiting for the price of ${pair}`, found), (rate) => ({
      pair: rate.pair,
      instrument: rate.instrument,
      con_id: rate.conId,
      bid: rate.bid,
      ask: rate.ask,
      last: rate.last,
      close: rate.close,
      midpoint: rate.midpoint,
      inverse: rate.inverse,
      spread: rate.spread,
      ...(amount === undefined ? {} : { converted: rate.converted }),
      data_type: rate.dataType,
      as_of: isoOrNull(rate.asOf, rate.zone),
    }))
  },
})
