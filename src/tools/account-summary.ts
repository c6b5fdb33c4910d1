import { type } from "arktype"
import type { AdvisorSetup } from "../desk/account-detail/advisor.ts"
import type { CurrencyLedger } from "../desk/account-detail/ledgers.ts"
import type { NamedValue } from "../desk/account-detail/values.ts"
import type { AccountFigures } from "../desk/account-summary.ts"
import { joined } from "../desk/answer.ts"
import { type Page, pageOf } from "../desk/page.ts"
import { fail, success } from "../outcome/outcome.ts"
import type { Columns } from "./columns.ts"
import { defineTool, type Shape } from "./define-tool.ts"
import { Account, Cell, Cursor, MaybeNumber, MaybeText } from "./parameters.ts"
import { Table, table } from "./table.ts"

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
  input: type({
    "+": "reject",
    "account?": Account,
    detail: type("'summary' | 'currencies' | 'all'")
      .describe("currencies: a ledger of each; all: every value by name, an advisor's groups and aliases", "self")
      .default("summary"),
    limit: type("1 <= number.integer <= 500").describe("Most values", "self").default(100),
    "cursor?": Cursor,
  }),
  output: () =>
    type({
      accounts: AccountFields().array(),
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
    if (cursor !== null && detail !== "all")
      return fail(
        "invalid_request",
        `With detail ${detail} the answer is one page: cursor has no meaning there.`,
        "Leave cursor out; it goes on with the values of detail all.",
      )
    const figures = await desk.accountSummary(account, { signal })
    if (!figures.ok) return figures
    const { data, provenance } = figures.value
    const accounts = data.map(accountFields)
    if (detail === "summary") return success({ data: { accounts }, provenance })

    if (detail === "currencies") {
      const ledgers = await desk.accountLedgers(account, { signal })
      if (!ledgers.ok) return ledgers
      const currencies = table(Object.keys(ledgerColumns), ledgers.value.data, (one) =>
        Object.values(ledgerColumns).map((cell) => cell(one)),
      )
      return success({ data: { accounts, currencies }, provenance: joined(provenance, ledgers.value.provenance) })
    }

    const values = await desk.accountValues(account, { signal }, progress)
    if (!values.ok) return values
    const page = pageOf(values.value.data, keyOf, cursor, limit)
    if (!page.ok) return page
    const advisor = await desk.advisorSetup(account, { signal })
    if (!advisor.ok) return advisor
    return success({
      data: {
        accounts,
        values: valueTable(page.value, values.value.data.length),
        advisor: advisor.value.data && advisorFields(advisor.value.data),
      },
      provenance: joined(provenance, values.value.provenance, advisor.value.provenance),
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

const valueTable = ({ rows, cursor }: Page<NamedValue>, total: number): Shape<typeof ValueTable> => ({
  columns: ["account", "name", "value", "currency"],
  rows: rows.map(({ account, name, value, currency }) => [account, name, value, currency]),
  total,
  truncated: rows.length < total,
  cursor,
})

/** Most rows of what an advisor has set up. */
const mostAdvised = 200

const advisorFields = ({ accounts, groups }: AdvisorSetup): Shape<typeof AdvisorFields> => ({
  accounts: table(
    ["account", "alias", "family"],
    accounts,
    ({ account, alias, family }) => [account, alias, family],
    mostAdvised,
  ),
  groups: table(
    ["group", "method", "account", "amount"],
    groups,
    ({ group, method, account, amount }) => [group, method, account, amount],
    mostAdvised,
  ),
  untrusted: true,
})
