import { type } from "arktype"
import type { Chains } from "../desk/option-chain.ts"
import { defaultOptions, mostOptions } from "../desk/option-question.ts"
import type { OptionRow, OptionTable } from "../desk/option-table.ts"
import { isoAt } from "../desk/trading-hours.ts"
import { answered, withWarning } from "./answered.ts"
import { defineTool } from "./define-tool.ts"
import { Cell, Cursor, Instrument, MaybeNumber, MaybeText } from "./parameters.ts"

/** Most strikes of one chain that are listed one by one. */
const mostStrikes = 400

const ChainFields = type({
  exchanges: "string[]",
  trading_class: "string",
  multiplier: "string",
  expirations: type("string[]").describe("YYYYMMDD", "self"),
  strikes: type("number[]").describe("of all expirations together; when truncated the middle ones", "self"),
  total_strikes: "number",
  truncated: "boolean",
})

const columns = [
  "instrument",
  "con_id",
  "strike",
  "right",
  "bid",
  "ask",
  "last",
  "volume",
  "open_interest",
  "iv",
  "delta",
  "gamma",
  "theta",
  "vega",
  "model_price",
  "computation",
  "data_type",
  "as_of",
]

const OptionChainFields = type({
  instrument: type("string").describe("the underlying", "self"),
  con_id: "number",
  "chains?": ChainFields.array().describe("without expiry", "self"),
  "expiry?": "string",
  "trading_class?": "string",
  "multiplier?": "string",
  "currency?": "string",
  "underlying_price?": MaybeNumber,
  "columns?": "string[]",
  "rows?": Cell.array().array(),
  "total?": "number",
  "truncated?": "boolean",
  "cursor?": MaybeText.describe("for options further from the money", "self"),
})

/** What options an underlying has, and the market of one expiry. */
export const optionChain = defineTool({
  name: "ibkr_option_chain",
  title: "Option chain",
  toolset: "options",
  description:
    "Without expiry: the expirations and strikes listed on an underlying. With expiry: a table of quotes with Greeks, volatility and open interest around the money. For single options use ibkr_quote.",
  input: type({
    "+": "reject",
    symbol: Instrument.describe("The underlying: AAPL, IND:SPX@CBOE, FUT:ES:202612@CME", "self"),
    "exchange?": type("string").describe("Only options listed there: CBOE", "self"),
    "expiry?": type("string").describe("Expiration to quote: 20261218", "self"),
    "strikes?": type("number[]").describe("Only these: [200, 210]", "self"),
    "min_strike?": type("number").describe("Lowest strike: 180", "self"),
    "max_strike?": type("number").describe("Highest strike: 220", "self"),
    "right?": type("'C' | 'P'").describe("Only calls or puts", "self"),
    "min_delta?": type("number").describe(
      "Least size of delta, of puts too: 0.2; negative bounds count as they stand",
      "self",
    ),
    "max_delta?": type("number").describe("Greatest size of delta: 0.4", "self"),
    "trading_class?": type("string").describe("Where classes share an expiry: SPX or SPXW", "self"),
    limit: type(`1 <= number.integer <= ${mostOptions}`)
      .describe("Most options, nearest the money first", "self")
      .default(defaultOptions),
    "cursor?": Cursor,
  }),
  output: OptionChainFields,
  async run(input, { desk, signal, progress }) {
    const { symbol, exchange = null, expiry } = input
    if (expiry === undefined)
      return withWarning(
        answered(await desk.optionChains(symbol, exchange, { signal }), chainFields),
        unusedWithout(input),
      )
    const question = {
      underlying: symbol,
      exchange,
      expiry,
      strikes: input.strikes ?? null,
      minStrike: input.min_strike ?? null,
      maxStrike: input.max_strike ?? null,
      right: input.right ?? null,
      minDelta: input.min_delta ?? null,
      maxDelta: input.max_delta ?? null,
      tradingClass: input.trading_class ?? null,
      limit: input.limit,
      cursor: input.cursor ?? null,
    }
    return answered(await desk.optionTable(question, { signal }, progress), tableFields)
  },
})

/** What was given that only makes sense with an expiry. */
function unusedWithout(input: object): string | null {
  const names = ["strikes", "min_strike", "max_strike", "right", "min_delta", "max_delta", "trading_class", "cursor"]
  const given = names.filter((name) => name in input)
  return given.length === 0
    ? null
    : `Without expiry there are no quotes to choose from: ${given.join(", ")} had no effect.`
}

const chainFields = ({ instrument, conId, chains }: Chains): typeof OptionChainFields.infer => ({
  instrument,
  con_id: conId,
  chains: chains.map(({ exchanges, tradingClass, multiplier, expirations, strikes }) => ({
    exchanges: [...exchanges],
    trading_class: tradingClass,
    multiplier,
    expirations: [...expirations],
    strikes: middle(strikes, mostStrikes),
    total_strikes: strikes.length,
    truncated: strikes.length > mostStrikes,
  })),
})

/** The `most` in the middle, where strikes are densest. */
function middle(strikes: readonly number[], most: number): number[] {
  const from = Math.max(0, Math.floor((strikes.length - most) / 2))
  return strikes.slice(from, from + most)
}

const tableFields = (table: OptionTable): typeof OptionChainFields.infer => ({
  instrument: table.instrument,
  con_id: table.conId,
  expiry: table.expiry,
  trading_class: table.tradingClass,
  multiplier: table.multiplier,
  currency: table.currency,
  underlying_price: table.underlyingPrice,
  columns,
  rows: table.rows.map(row),
  total: table.total,
  truncated: table.rows.length < table.total,
  cursor: table.cursor,
})

const row = ({ instrument, conId, strike, right, quote }: OptionRow): (typeof Cell.infer)[] => [
  instrument,
  conId,
  strike,
  right,
  quote?.bid ?? null,
  quote?.ask ?? null,
  quote?.last ?? null,
  quote?.volume ?? null,
  quote?.openInterest ?? null,
  quote?.greeks?.iv ?? null,
  quote?.greeks?.delta ?? null,
  quote?.greeks?.gamma ?? null,
  quote?.greeks?.theta ?? null,
  quote?.greeks?.vega ?? null,
  quote?.greeks?.optionPrice ?? null,
  quote?.greeks?.computation ?? null,
  quote?.dataType ?? null,
  quote ? isoAt(quote.asOf, quote.zone) : null,
]
