import { type } from "arktype"
import { type PositionTotal, type PositionTotals, positionTotals } from "../desk/portfolio/position-totals.ts"
import type { HeldPosition } from "../desk/portfolio/positions.ts"
import { saidOnce } from "../desk/portfolio/said-once.ts"
import { success } from "../outcome/outcome.ts"
import { defineTool, type Shape } from "./define-tool.ts"
import { leftOutColumns } from "./left-out.ts"
import { Account, Cursor, KeptSymbol, MaybeNumber, MaybeText } from "./parameters.ts"
import { type Columns, summedTable, Table, table } from "./table.ts"

const PositionFields = () =>
  type({
    instrument: "string",
    symbol: "string",
    sec_type: "string",
    exchange: MaybeText,
    currency: type("string").describe("of every amount not named otherwise", "self"),
    account: "string",
    quantity: type("number").describe("negative when short", "self"),
    avg_cost: MaybeNumber.describe("per share or contract, multiplier included", "self"),
    market_price: MaybeNumber,
    market_value: MaybeNumber,
    market_value_base: MaybeNumber.describe("in base_currency", "self"),
    base_currency: MaybeText,
    unrealized_pnl: MaybeNumber,
    unrealized_pnl_pct: MaybeNumber.describe("of cost", "self"),
    realized_pnl: MaybeNumber,
    daily_pnl: MaybeNumber.describe("in daily_pnl_currency", "self"),
    daily_pnl_currency: MaybeText.describe("null when the Gateway's value fits neither currency", "self"),
    weight_pct: MaybeNumber.describe("of this account's net liquidation value, futures at full contract value", "self"),
    con_id: "number",
  })

const totalColumns: Columns<PositionTotal> = {
  account: ({ account }) => account,
  currency: ({ currency }) => currency,
  positions: ({ positions }) => positions,
  market_value: ({ marketValue }) => marketValue,
  contract_value: ({ contractValue }) => contractValue,
  unrealized_pnl: ({ unrealizedPnl }) => unrealizedPnl,
  daily_pnl: ({ dailyPnl }) => dailyPnl,
}
const rateColumns: Columns<PositionTotals["rates"][number]> = {
  from: ({ from }) => from,
  to: ({ to }) => to,
  rate: ({ rate }) => rate,
}

/** Most rows of the totals, of their rates, and of what they leave out. */
const mostTotals = 30

/** What the accounts hold. */
export const positions = defineTool({
  name: "ibkr_positions",
  title: "Positions",
  toolset: "account",
  description:
    "Open positions with value, profit and loss and weight, largest first, each with its own account. For cash, margin and totals use ibkr_account_summary.",
  input: () =>
    type({
      "+": "reject",
      "account?": Account,
      "symbol?": KeptSymbol,
      limit: type("1 <= number.integer <= 500").describe("Most positions", "self").default(100),
      "cursor?": Cursor,
    }),
  output: () =>
    type({
      positions: PositionFields().array(),
      total: "number",
      truncated: "boolean",
      cursor: MaybeText,
      totals: Table().describe(
        "of every position, in currency, all accounts last: market_value without futures and CFDs, which are in contract_value in full",
        "self",
      ),
      exchange_rates: Table().describe(
        "the Gateway's rates that amounts were converted with: ExchangeRate, else a quote that warnings name",
        "self",
      ),
      left_out: Table().describe("what is missing from which totals, and why", "self"),
    }),
  async run({ account, symbol, limit, cursor }, { desk, signal, progress }) {
    const held = await desk.positions(account ?? null, symbol ?? null, { signal }, progress)
    if (!held.ok) return held
    const { data, provenance } = held.value
    const page = desk.positionPage(data, cursor ?? null, limit)
    if (!page.ok) return page
    const { totals, rates, leftOut } = positionTotals(data)
    const fields = {
      positions: page.value.rows.map(positionFields),
      total: data.length,
      truncated: page.value.rows.length < data.length,
      cursor: page.value.cursor,
      totals: summedTable(totalColumns, totals, mostTotals),
      exchange_rates: table(rateColumns, rates, mostTotals),
      left_out: table(leftOutColumns, saidOnce(leftOut), mostTotals),
    }
    return success({ data: fields, provenance })
  },
})

const positionFields = (one: HeldPosition): Shape<typeof PositionFields> => ({
  instrument: one.instrument,
  symbol: one.symbol,
  sec_type: one.secType,
  exchange: one.exchange,
  currency: one.currency,
  account: one.account,
  quantity: one.quantity,
  avg_cost: one.avgCost,
  market_price: one.marketPrice,
  market_value: one.marketValue,
  market_value_base: one.marketValueBase,
  base_currency: one.baseCurrency,
  unrealized_pnl: one.unrealizedPnl,
  unrealized_pnl_pct: one.unrealizedPnlPct,
  realized_pnl: one.realizedPnl,
  daily_pnl: one.dailyPnl,
  daily_pnl_currency: one.dailyPnlCurrency,
  weight_pct: one.weightPct,
  con_id: one.conId,
})
