import { type } from "arktype"
import { isoAt } from "../desk/hours/trading-hours.ts"
import type { OrderRow } from "../desk/trading/order-row.ts"
import { defaultOrders, mostOrders, orderStates } from "../desk/trading/orders.ts"
import { answered } from "./answered.ts"
import { defineTool } from "./define-tool.ts"
import { Account, Cell, Cursor, Detail, KeptSymbol, MaybeText } from "./parameters.ts"
import { type Columns, Common, sparingTable } from "./table.ts"

const open: Columns<OrderRow> = {
  account: ({ account }) => account,
  instrument: ({ instrument }) => instrument,
  con_id: ({ conId }) => conId,
  side: ({ side }) => side,
  quantity: ({ quantity }) => quantity,
  type: ({ type }) => type,
  limit_price: ({ limitPrice }) => limitPrice,
  stop_price: ({ stopPrice }) => stopPrice,
  currency: ({ currency }) => currency,
  tif: ({ timeInForce }) => timeInForce,
  status: ({ status }) => status,
  filled: ({ filled }) => filled,
  remaining: ({ remaining }) => remaining,
  avg_price: ({ averagePrice }) => averagePrice,
  client_id: ({ clientId }) => clientId,
}

const withCompleted: Columns<OrderRow> = {
  ...open,
  completed_at: ({ completed }) => completed && isoAt(completed.at, completed.zone),
}

const details: Columns<OrderRow> = {
  exchange: ({ exchange }) => exchange,
  trailing_amount: ({ trailingAmount }) => trailingAmount,
  trailing_pct: ({ trailingPct }) => trailingPct,
  offset: ({ offset }) => offset,
  good_till: ({ goodTill }) => goodTill,
  outside_rth: ({ outsideRegularHours }) => outsideRegularHours,
  perm_id: ({ permId }) => permId,
  order_id: ({ orderId }) => orderId,
  parent_id: ({ parentId }) => parentId,
  oca_group: ({ ocaGroup }) => ocaGroup,
  order_reference: ({ reference }) => reference,
  why_held: ({ whyHeld }) => whyHeld,
  outcome: ({ outcome }) => outcome,
}

/** What is ordered, and what became of it. */
export const orders = defineTool({
  name: "ibkr_orders",
  title: "Orders",
  toolset: "account",
  description:
    "Open orders, or those completed today, entered by hand or by any program, with prices, status and what is filled. It only looks: it cannot place, change or cancel one. For fills with prices and commissions use ibkr_executions.",
  input: () =>
    type({
      "+": "reject",
      status: type
        .enumerated(...orderStates)
        .describe("open waits or works, completed was filled or cancelled", "self")
        .default("open"),
      "account?": Account,
      "symbol?": KeptSymbol,
      limit: type(`1 <= number.integer <= ${mostOrders}`).describe("Most orders", "self").default(defaultOrders),
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
          "client_id 0 is TWS or another program; stop_price of a trailing order is where it stands; avg_price of completed ones is not told; prices divided by price_magnifier, absent when always 1, are in currency",
          "self",
        ),
      total: "number",
      truncated: "boolean",
      cursor: MaybeText,
    }),
  async run(input, { desk, signal, progress }) {
    const question = {
      account: input.account ?? null,
      symbol: input.symbol ?? null,
      state: input.status,
      limit: input.limit,
      cursor: input.cursor ?? null,
    }
    const main = input.status === "open" ? open : withCompleted
    return answered(await desk.orders(question, { signal }, progress), (found) => ({
      ...sparingTable(input.detail === "detailed" ? { ...main, ...details } : main, found.orders, saving),
      total: found.total,
      truncated: found.orders.length < found.total,
      cursor: found.cursor,
    }))
  },
})

const saving = {
  common: ["account", "currency", "tif"],
  rare: { price_magnifier: [({ priceMagnifier }: OrderRow) => priceMagnifier, 1] },
} as const
