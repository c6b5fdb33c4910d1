import { type } from "arktype"
import type { HeldPosition } from "../desk/positions.ts"
import { answered } from "./answered.ts"
import { defineTool } from "./define-tool.ts"
import { Account, MaybeNumber, MaybeText } from "./parameters.ts"

const PositionFields = type({
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

/** What the accounts hold. */
export const positions = defineTool({
  name: "ibkr_positions",
  title: "Positions",
  toolset: "account",
  description:
    "Open positions with value, profit and loss and weight, largest first, each with its own account. For cash, margin and totals use ibkr_account_summary.",
  input: type({
    "+": "reject",
    "account?": Account,
    "symbol?": type("string").describe("Keep one symbol, options on it too: AAPL; or one instrument", "self"),
  }),
  output: type({ positions: PositionFields.array() }),
  async run({ account, symbol }, { desk, signal }) {
    return answered(await desk.positions(account ?? null, symbol ?? null, { signal }), (held) => ({
      positions: held.map(positionFields),
    }))
  },
})

const positionFields = (one: HeldPosition): typeof PositionFields.infer => ({
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
