import { type } from "arktype"
import { isoAt } from "../desk/hours/trading-hours.ts"
import type { Trade, TradeTotals } from "../desk/trading/trade.ts"
import { defaultTrades, mostTrades } from "../desk/trading/trades.ts"
import { answered } from "./answered.ts"
import { defineTool, type Shape } from "./define-tool.ts"
import { Account, Cell, Cursor, Detail, KeptSymbol, MaybeNumber, MaybeText } from "./parameters.ts"
import { type Columns, Common, sparingTable } from "./table.ts"

const concise: Columns<Trade> = {
  time: ({ executed }) => executed && isoAt(executed.at, executed.zone),
  account: ({ account }) => account,
  instrument: ({ instrument }) => instrument,
  con_id: ({ conId }) => conId,
  side: ({ side }) => side,
  quantity: ({ quantity }) => quantity,
  price: ({ price }) => price,
  currency: ({ currency }) => currency,
  commission: ({ commission }) => commission,
  commission_currency: ({ commissionCurrency }) => commissionCurrency,
  realized_pnl: ({ realizedPnl }) => realizedPnl,
}

const detailed: Columns<Trade> = {
  ...concise,
  exchange: ({ exchange }) => exchange,
  exec_id: ({ execId }) => execId,
  perm_id: ({ permId }) => permId,
  client_id: ({ clientId }) => clientId,
  order_id: ({ orderId }) => orderId,
  order_filled: ({ cumulativeQuantity }) => cumulativeQuantity,
  order_average_price: ({ averagePrice }) => averagePrice,
  order_reference: ({ orderReference }) => orderReference,
  liquidity: ({ liquidity }) => liquidity,
  liquidation: ({ isLiquidation }) => isLiquidation,
}

const Totals = () =>
  type({
    currency: "string",
    trades: "number",
    commission: MaybeNumber,
    without_commission: type("number").describe("trades that the commission leaves out", "self"),
    realized_pnl: MaybeNumber,
    without_realized_pnl: type("number").describe("trades that realized_pnl leaves out; most only opened", "self"),
  })

/** What was bought and sold. */
export const executions = defineTool({
  name: "ibkr_executions",
  title: "Executions",
  toolset: "account",
  description:
    "Trades of today, by hand and by any program, newest first, with commissions and realized profit, and totals per currency; says how far back it reaches, up to 7 days where TWS keeps them. For orders that wait or were cancelled use ibkr_orders, for what is held now ibkr_positions.",
  input: () =>
    type({
      "+": "reject",
      "account?": Account,
      "symbol?": KeptSymbol,
      "start?": type("string").describe(
        "From then on: 2026-11-20T09:30:00-05:00; without offset by each exchange's clock: 2026-11-20",
        "self",
      ),
      limit: type(`1 <= number.integer <= ${mostTrades}`).describe("Most trades", "self").default(defaultTrades),
      detail: Detail,
      "cursor?": Cursor,
    }),
  output: () =>
    type({
      "common?": Common(),
      columns: "string[]",
      rows: Cell.array()
        .array()
        .describe(
          "realized_pnl is null for what closed nothing; prices divided by price_magnifier, absent when always 1, are in currency; client_id 0 is TWS or another program",
          "self",
        ),
      total: "number",
      truncated: "boolean",
      cursor: MaybeText,
      totals: Totals().array().describe("of all total trades; combinations by their legs", "self"),
      reaches_back_to: MaybeText.describe("oldest trade that the Gateway still tells of", "self"),
    }),
  async run(input, { desk, signal, progress }) {
    const question = {
      account: input.account ?? null,
      symbol: input.symbol ?? null,
      start: input.start ?? null,
      limit: input.limit,
      cursor: input.cursor ?? null,
    }
    return answered(await desk.trades(question, { signal }, progress), (found) => ({
      ...sparingTable(input.detail === "detailed" ? detailed : concise, found.trades, saving),
      total: found.total,
      truncated: found.trades.length < found.total,
      cursor: found.cursor,
      totals: found.totals.map(totalFields),
      reaches_back_to: found.reachesBackTo && isoAt(found.reachesBackTo.at, found.reachesBackTo.zone),
    }))
  },
})

const saving = {
  common: ["account", "currency", "commission_currency"],
  rare: { price_magnifier: [({ priceMagnifier }: Trade) => priceMagnifier, 1] },
} as const

const totalFields = (totals: TradeTotals): Shape<typeof Totals> => ({
  currency: totals.currency,
  trades: totals.trades,
  commission: totals.commission,
  without_commission: totals.withoutCommission,
  realized_pnl: totals.realizedPnl,
  without_realized_pnl: totals.withoutRealizedPnl,
})
