import { type } from "arktype"
import { isoOrNull } from "../desk/hours/trading-hours.ts"
import type { Chains } from "../desk/options/option-chain.ts"
import type { OptionRow, OptionTable, TableSeries } from "../desk/options/option-table.ts"
import type { ExpiryVolatility, VolatilityTable } from "../desk/options/option-volatility.ts"
import type { Shape } from "./define-tool.ts"
import { Cell, MaybeNumber, MaybeText } from "./parameters.ts"
import { type Columns, table } from "./table.ts"

/** Most strikes of one chain that are listed one by one. */
const mostStrikes = 400

const ChainFields = () =>
  type({
    exchanges: "string[]",
    trading_class: "string",
    multiplier: "string",
    expirations: type("string[]").describe("YYYYMMDD", "self"),
    days_to_expiry: type("number[]").describe("calendar days to each of them", "self"),
    strikes: type("number[]").describe("of all expirations together; when truncated the middle ones", "self"),
    total_strikes: "number",
    truncated: "boolean",
  })

const SettlementOrNull = () =>
  type("'am' | 'pm' | null").describe(
    "am: by the opening prices after the last trade; pm: by the close of the last day",
    "self",
  )

const SeriesTable = () => type({ columns: "string[]", rows: Cell.array().array() })

const seriesColumns: Columns<TableSeries> = {
  expiry: ({ expiry }) => expiry,
  days_to_expiry: ({ days }) => days,
  trading_class: ({ tradingClass }) => tradingClass,
  multiplier: ({ multiplier }) => multiplier,
  settlement: ({ settlement }) => settlement,
}

const optionColumns: Columns<OptionRow> = {
  instrument: ({ instrument }) => instrument,
  con_id: ({ conId }) => conId,
  strike: ({ strike }) => strike,
  right: ({ right }) => right,
  bid: ({ quote }) => quote?.bid ?? null,
  ask: ({ quote }) => quote?.ask ?? null,
  last: ({ quote }) => quote?.last ?? null,
  volume: ({ quote }) => quote?.volume ?? null,
  open_interest: ({ quote }) => quote?.openInterest ?? null,
  iv: ({ greeks }) => greeks?.iv ?? null,
  delta: ({ greeks }) => greeks?.delta ?? null,
  gamma: ({ greeks }) => greeks?.gamma ?? null,
  theta: ({ greeks }) => greeks?.theta ?? null,
  vega: ({ greeks }) => greeks?.vega ?? null,
  model_price: ({ greeks }) => greeks?.optionPrice ?? null,
  computation: ({ greeks }) => greeks?.computation ?? null,
  data_type: ({ quote }) => quote?.dataType ?? null,
  as_of: ({ quote }) => quote && isoOrNull(quote.asOf, quote.zone),
}

const volatilityColumns: Columns<ExpiryVolatility> = {
  expiry: ({ expiry }) => expiry,
  days_to_expiry: ({ days }) => days,
  trading_class: ({ tradingClass }) => tradingClass,
  settlement: ({ settlement }) => settlement,
  strike: ({ strike }) => strike,
  iv: ({ iv }) => iv,
  computation: ({ computation }) => computation,
  implied_move: ({ impliedMove }) => impliedMove,
  implied_move_pct: ({ impliedMovePct }) => impliedMovePct,
  move_priced_by: ({ movePricedBy }) => movePricedBy,
  data_type: ({ dataType }) => dataType,
}

export const OptionChainFields = () =>
  type({
    instrument: type("string").describe("the underlying", "self"),
    con_id: "number",
    "chains?": ChainFields().array().describe("without expiry", "self"),
    "expiry?": "string",
    "days_to_expiry?": "number",
    "trading_class?": "string",
    "multiplier?": "string",
    "settlement?": SettlementOrNull(),
    "expiries?": SeriesTable().describe("those that the rows are of, when several", "self"),
    "currency?": "string",
    "underlying_price?": MaybeNumber,
    "columns?": type("string[]").describe(
      "iv is a fraction; computation is the Gateway's model, last, mid (of bid and ask), bid or ask, or own (see meta.warnings); implied_move is what call and put at the money cost together",
      "self",
    ),
    "rows?": Cell.array().array(),
    "total?": "number",
    "truncated?": "boolean",
    "cursor?": MaybeText.describe("for options further from the money, or later expiries", "self"),
  })

type Fields = Shape<typeof OptionChainFields>

export const chainFields = ({ instrument, conId, chains }: Chains): Fields => ({
  instrument,
  con_id: conId,
  chains: chains.map(({ exchanges, tradingClass, multiplier, expirations, daysToExpiry, strikes }) => ({
    exchanges: [...exchanges],
    trading_class: tradingClass,
    multiplier,
    expirations: [...expirations],
    days_to_expiry: [...daysToExpiry],
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

/** The table of the one expiry that was asked for, or of several. */
export const tableFields =
  (several: boolean) =>
  (found: OptionTable): Fields => ({
    instrument: found.instrument,
    con_id: found.conId,
    ...(several ? { expiries: table(seriesColumns, found.series) } : one(found.series)),
    currency: found.currency,
    underlying_price: found.underlyingPrice,
    ...table(optionColumns, found.rows),
    total: found.total,
    truncated: found.rows.length < found.total,
    cursor: found.cursor,
  })

const one = ([first]: readonly TableSeries[]): Partial<Fields> =>
  first === undefined
    ? {}
    : {
        expiry: first.expiry,
        days_to_expiry: first.days,
        trading_class: first.tradingClass,
        multiplier: first.multiplier,
        settlement: first.settlement,
      }

export const volatilityFields = (found: VolatilityTable): Fields => ({
  instrument: found.instrument,
  con_id: found.conId,
  currency: found.currency,
  underlying_price: found.underlyingPrice,
  ...table(volatilityColumns, found.rows),
  total: found.total,
  truncated: found.rows.length < found.total,
  cursor: found.cursor,
})
