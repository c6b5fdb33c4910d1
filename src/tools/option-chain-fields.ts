import { type } from "arktype"
import { isoAt } from "../desk/hours/trading-hours.ts"
import type { Chains } from "../desk/option-chain.ts"
import type { OptionRow, OptionTable, TableSeries } from "../desk/option-table.ts"
import type { ExpiryVolatility, VolatilityTable } from "../desk/option-volatility.ts"
import type { Shape } from "./define-tool.ts"
import { Cell, MaybeNumber, MaybeText } from "./parameters.ts"

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

const seriesColumns = ["expiry", "days_to_expiry", "trading_class", "multiplier", "settlement"]

const optionColumns = [
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

const volatilityColumns = [
  "expiry",
  "days_to_expiry",
  "trading_class",
  "settlement",
  "strike",
  "iv",
  "computation",
  "implied_move",
  "implied_move_pct",
  "move_priced_by",
  "data_type",
]

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
  (table: OptionTable): Fields => {
    return {
      instrument: table.instrument,
      con_id: table.conId,
      ...(several ? { expiries: { columns: seriesColumns, rows: table.series.map(seriesRow) } } : one(table.series)),
      currency: table.currency,
      underlying_price: table.underlyingPrice,
      columns: optionColumns,
      rows: table.rows.map(optionRow),
      total: table.total,
      truncated: table.rows.length < table.total,
      cursor: table.cursor,
    }
  }

const seriesRow = (series: TableSeries): (typeof Cell.infer)[] => [
  series.expiry,
  series.days,
  series.tradingClass,
  series.multiplier,
  series.settlement,
]

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

const optionRow = ({ instrument, conId, strike, right, quote, greeks }: OptionRow): (typeof Cell.infer)[] => [
  instrument,
  conId,
  strike,
  right,
  quote?.bid ?? null,
  quote?.ask ?? null,
  quote?.last ?? null,
  quote?.volume ?? null,
  quote?.openInterest ?? null,
  greeks?.iv ?? null,
  greeks?.delta ?? null,
  greeks?.gamma ?? null,
  greeks?.theta ?? null,
  greeks?.vega ?? null,
  greeks?.optionPrice ?? null,
  greeks?.computation ?? null,
  quote?.dataType ?? null,
  quote ? isoAt(quote.asOf, quote.zone) : null,
]

export const volatilityFields = (table: VolatilityTable): Fields => ({
  instrument: table.instrument,
  con_id: table.conId,
  currency: table.currency,
  underlying_price: table.underlyingPrice,
  columns: volatilityColumns,
  rows: table.rows.map(volatilityRow),
  total: table.total,
  truncated: table.rows.length < table.total,
  cursor: table.cursor,
})

const volatilityRow = (one: ExpiryVolatility): (typeof Cell.infer)[] => [
  one.expiry,
  one.days,
  one.tradingClass,
  one.settlement,
  one.strike,
  one.iv,
  one.computation,
  one.impliedMove,
  one.impliedMovePct,
  one.movePricedBy,
  one.dataType,
]
