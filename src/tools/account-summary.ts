import { type } from "arktype"
import { joined } from "../desk/answer.ts"
import { type Page, pageOf } from "../desk/page.ts"
import type { AdvisorSetup } from "../desk/portfolio/account-detail/advisor.ts"
import type { CurrencyLedger } from "../desk/portfolio/account-detail/ledgers.ts"
import type { NamedValue } from "../desk/portfolio/account-detail/values.ts"
import type { AccountFigures } from "../desk/portfolio/account-summary.ts"
import { success } from "../outcome/outcome.ts"
import { defineTool, type Shape } from "./define-tool.ts"
import { Account, Cell, Cursor, MaybeNumber, MaybeText } from "./parameters.ts"
import { type Columns, Table, table } from "./table.ts"

const AccountFields = () =>
  type({
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

/** Cash before holdings before results. */
const ledgerColumns: Columns<CurrencyLedger> = {
  account: ({ account }) => account,
  currency: ({ currency }) => currency,
  exchange_rate: ({ exchangeRate }) => exchangeRate,
  cash: ({ cash }) => cash,
  accrued_interest: ({ accruedInterest }) => accruedInterest,
  dividends: ({ dividends }) => dividends,
  stocks: ({ stocks }) => stocks,
  options: ({ options }) => options,
  futures_options: ({ futuresOptions }) => futuresOptions,
  futures_pnl: ({ futuresPnl }) => futuresPnl,
  bonds: ({ bonds }) => bonds,
  funds: ({ funds }) => funds,
  crypto: ({ crypto }) => crypto,
  net_liquidation: ({ netLiquidation }) => netLiquidation,
  unrealized_pnl: ({ unrealizedPnl }) => unrealizedPnl,
  realized_pnl: ({ realizedPnl }) => realizedPnl,
}

const ValueTable = () =>
  type({
    columns: "string[]",
    rows: Cell.array().array(),
    total: "number",
    truncated: "boolean",
    cursor: MaybeText,
  })

const AdvisorFields = () =>
  type({
    accounts: Table(),
    groups: Table(),
    untrusted: type("true").describe("names are the advisor's own words", "self"),
  })

/** What the accounts are worth. */
export const accountSummary = defineTool({
  name: "ibkr_account_summary",
  title: "Account summary",
  toolset: "account",
  description:
    "Net liquidation value, cash, margin, buying power and profit and loss of each account, in its base currency; detail: cash by currency, any other value. For what it holds use ibkr_positions.",
  input: () =>
    type({
      "+": "reject",
      "account?": Account,
      detail: type("'summary' | 'currencies' | 'all'")
        .describe("currencies: a ledger of each; all: every value by name, an advisor's groups and aliases", "self")
        .default("summary"),
      limit: type("1 <= number.integer <= 500")
        .describe("Most accounts; of detail all, most values", "self")
        .default(100),
      "cursor?": Cursor,
    }),
  output: () =>
    type({
      accounts: AccountFields().array(),
      "total?": type("number").describe("accounts, when not all are shown", "self"),
      "truncated?": "true",
      "cursor?": MaybeText,
      "currencies?": Table().describe(
        "amounts in currency; exchange_rate is the Gateway's, into base; BASE is all of it",
        "self",
      ),
      "values?": ValueTable().describe("the Gateway's own names; -S securities, -C commodities segment", "self"),
      "advisor?": type(AdvisorFields, "|", "null").describe(
        "null for a login without groups, aliases and families",
        "self",
      ),
    }),
  async run({ account = null, detail, limit, cursor = null }, { desk, signal, progress }) {
    const figures = await desk.accountSummary(account, { signal }, progress)
    if (!figures.ok) return figures
    const { data, provenance } = figures.value
    const shown = pageOf(data, ({ account }) => account, detail === "all" ? null : cursor, limit)
    if (!shown.ok) return shown
    const held = shown.value.rows.length < data.length ? { total: data.length, truncated: true as const } : {}
    const accounts = { accounts: shown.value.rows.map(accountFields), ...held }
    const page = { ...accounts, ...("total" in held ? { cursor: shown.value.cursor } : {}) }
    if (detail === "summary") return success({ data: page, provenance })

    if (detail === "currencies") {
      const ledgers = await desk.accountLedgers(account, { signal })
      if (!ledgers.ok) return ledgers
      const names = new Set(shown.value.rows.map((one) => one.account))
      const own = ledgers.value.data.filter((one) => names.has(one.account))
      const currencies = table(ledgerColumns, own)
      return success({ data: { ...page, currencies }, provenance: joined(provenance, ledgers.value.provenance) })
    }

    const values = await desk.accountValues(account, { signal }, progress)
    if (!values.ok) return values
    const valued = pageOf(values.value.data, keyOf, cursor, limit)
    if (!valued.ok) return valued
    const found = { ...accounts, values: valueTable(valued.value, values.value.data.length) }
    const said = joined(provenance, values.value.provenance)
    // What an advisor has set up is told with the first page.
    if (cursor !== null) return success({ data: found, provenance: said })
    const advisor = await desk.advisorSetup(account, { signal })
    if (!advisor.ok) {
      const without = `An advisor's groups and aliases are not shown: ${advisor.failure.message}`
      return success({ data: found, provenance: { ...said, warnings: [...said.warnings, without] } })
    }
    return success({
      data: { ...found, advisor: advisor.value.data && advisorFields(advisor.value.data) },
      provenance: joined(said, advisor.value.provenance),
    })
  },
})

const accountFields = (one: AccountFigures): Shape<typeof AccountFields> => ({
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

const keyOf = ({ account, name, currency }: NamedValue): string => [account, name, currency ?? ""].join("~")

const valueColumns: Columns<NamedValue> = {
  account: ({ account }) => account,
  name: ({ name }) => name,
  value: ({ value }) => value,
  currency: ({ currency }) => currency,
}

const valueTable = ({ rows, cursor }: Page<NamedValue>, total: number): Shape<typeof ValueTable> => ({
  ...table(valueColumns, rows),
  total,
  truncated: rows.length < total,
  cursor,
})

/** Most rows of what an advisor has set up. */
const mostAdvised = 200

const advisedColumns: Columns<AdvisorSetup["accounts"][number]> = {
  account: ({ account }) => account,
  alias: ({ alias }) => alias,
  family: ({ family }) => family,
}

const groupColumns: Columns<AdvisorSetup["groups"][number]> = {
  group: ({ group }) => group,
  method: ({ method }) => method,
  account: ({ account }) => account,
  amount: ({ amount }) => amount,
}

const advisorFields = ({ accounts, groups }: AdvisorSetup): Shape<typeof AdvisorFields> => ({
  accounts: table(advisedColumns, accounts, mostAdvised),
  groups: table(groupColumns, groups, mostAdvised),
  untrusted: true,
})
