import { type } from "arktype"
import type { AccountFigures } from "../desk/account-summary.ts"
import { answered } from "./answered.ts"
import { defineTool } from "./define-tool.ts"
import { Account, MaybeNumber, MaybeText } from "./parameters.ts"

const AccountFields = type({
  account: "string",
  base_currency: MaybeText.describe("of every amount", "self"),
  net_liquidation: MaybeNumber,
  total_cash_value: MaybeNumber,
  buying_power: MaybeNumber,
  gross_position_value: MaybeNumber,
  maintenance_margin: MaybeNumber,
  initial_margin: MaybeNumber,
  available_funds: MaybeNumber,
  excess_liquidity: MaybeNumber,
  cushion: MaybeNumber.describe("excess liquidity as a fraction of net liquidation", "self"),
  unrealized_pnl: MaybeNumber,
  realized_pnl: MaybeNumber,
  daily_pnl: MaybeNumber,
})

/** What the accounts are worth. */
export const accountSummary = defineTool({
  name: "ibkr_account_summary",
  title: "Account summary",
  toolset: "account",
  description:
    "Net liquidation value, cash, margin, buying power and profit and loss of each account, in its base currency. For what it holds use ibkr_positions.",
  input: type({ "+": "reject", "account?": Account }),
  output: type({ accounts: AccountFields.array() }),
  async run({ account }, { desk, signal }) {
    return answered(await desk.accountSummary(account ?? null, { signal }), (figures) => ({
      accounts: figures.map(accountFields),
    }))
  },
})

const accountFields = (one: AccountFigures): typeof AccountFields.infer => ({
  account: one.account,
  base_currency: one.baseCurrency,
  net_liquidation: one.netLiquidation,
  total_cash_value: one.totalCashValue,
  buying_power: one.buyingPower,
  gross_position_value: one.grossPositionValue,
  maintenance_margin: one.maintenanceMargin,
  initial_margin: one.initialMargin,
  available_funds: one.availableFunds,
  excess_liquidity: one.excessLiquidity,
  cushion: one.cushion,
  unrealized_pnl: one.unrealizedPnl,
  realized_pnl: one.realizedPnl,
  daily_pnl: one.dailyPnl,
})
