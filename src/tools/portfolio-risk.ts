import { type } from "arktype"
import type { Exposure } from "../desk/portfolio/risk/exposure.ts"
import type { GreekOrigin, GreekSum } from "../desk/portfolio/risk/greek-sums.ts"
import type { Holding } from "../desk/portfolio/risk/holding.ts"
import type { MarginUse } from "../desk/portfolio/risk/margin-use.ts"
import type { RiskPicture } from "../desk/portfolio/risk/picture.ts"
import { saidOnce } from "../desk/portfolio/said-once.ts"
import { answered } from "./answered.ts"
import { defineTool, type Shape } from "./define-tool.ts"
import { leftOutColumns } from "./left-out.ts"
import { Account, MaybeNumber } from "./parameters.ts"
import { type Columns, summedTable, Table, table } from "./table.ts"

/** Money to the hundredth, which is as good as any sum of estimates; a percentage too. */
const cents = (amount: number | null): number | null => (amount === null ? null : Number(amount.toFixed(2)))

const sides: Columns<Exposure> = {
  long: ({ long }) => cents(long),
  short: ({ short }) => cents(short),
  net: ({ net }) => cents(net),
}
const exposureColumns: Columns<Exposure> = {
  positions: ({ positions }) => positions,
  ...sides,
  weight_pct: ({ pctOfNet }) => cents(pctOfNet),
}

const rateColumns: Columns<RiskPicture["rates"][number]> = {
  currency: ({ currency }) => currency,
  rate: ({ rate }) => rate,
}

const currencyColumns: Columns<RiskPicture["byCurrency"][number]> = {
  currency: ({ name }) => name,
  cash: ({ cash }) => cents(cash),
  ...sides,
  net_liquidation: ({ netLiquidation }) => cents(netLiquidation),
  weight_pct: ({ pctOfNet }) => cents(pctOfNet),
}

const underlyingColumns: Columns<RiskPicture["byUnderlying"][number]> = {
  instrument: ({ instrument }) => instrument,
  con_id: ({ conId }) => conId,
  ...exposureColumns,
  delta_shares: ({ deltaShares }) => deltaShares,
}

const marginColumns: Columns<MarginUse> = {
  account: ({ account }) => account,
  currency: ({ currency }) => currency,
  net_liquidation: ({ netLiquidation }) => cents(netLiquidation),
  initial_margin: ({ initialMargin }) => cents(initialMargin),
  maintenance_margin: ({ maintenanceMargin }) => cents(maintenanceMargin),
  available_funds: ({ availableFunds }) => cents(availableFunds),
  excess_liquidity: ({ excessLiquidity }) => cents(excessLiquidity),
  margin_use_pct: ({ marginUsePct }) => cents(marginUsePct),
  cushion: ({ cushion }) => cushion,
  leverage: ({ leverage }) => leverage,
}

const greekColumns: Columns<GreekSum> = {
  underlying: ({ instrument }) => instrument,
  con_id: ({ conId }) => conId,
  options: ({ options }) => options,
  delta_shares: ({ deltaShares }) => deltaShares,
  delta_money: ({ deltaMoney }) => cents(deltaMoney),
  gamma_shares: ({ gammaShares }) => gammaShares,
  gamma_money: ({ gammaMoney }) => cents(gammaMoney),
  vega: ({ vegaMoney }) => cents(vegaMoney),
  theta: ({ thetaMoney }) => cents(thetaMoney),
  from: ({ from }) => from.map(origin).join(", "),
}

const origin = ({ computation, dataType, options }: GreekOrigin): string =>
  `${options} ${computation} ${dataType ?? "unknown data"}`

const holdingColumns: Columns<Holding> = {
  instrument: ({ instrument }) => instrument,
  con_id: ({ conId }) => conId,
  account: ({ account }) => account,
  asset_class: ({ assetClass }) => assetClass,
  sector: ({ sector }) => sector,
  quantity: ({ quantity }) => quantity,
  market_value: ({ marketValue }) => cents(marketValue),
  exposure: ({ exposure }) => cents(exposure),
  delta_shares: ({ deltaShares }) => deltaShares,
  delta: ({ greeks }) => greeks?.delta ?? null,
  gamma: ({ greeks }) => greeks?.gamma ?? null,
  vega: ({ greeks }) => greeks?.vega ?? null,
  theta: ({ greeks }) => greeks?.theta ?? null,
  iv: ({ greeks }) => greeks?.iv ?? null,
  underlying_price: ({ greeks }) => greeks?.underlyingPrice ?? null,
  computation: ({ greeks }) => greeks?.computation ?? null,
  data_type: ({ greeks }) => greeks?.dataType ?? null,
}

const RiskFields = () =>
  type({
    currency: type("string").describe("of every amount but those of margin", "self"),
    exchange_rates: Table().describe(
      "the Gateway's rates that amounts were converted with: ExchangeRate, else a quote that warnings name",
      "self",
    ),
    net_liquidation: MaybeNumber,
    cash: MaybeNumber,
    exposure: type({
      positions: "number",
      long: MaybeNumber,
      short: MaybeNumber,
      net: MaybeNumber,
      gross_pct: MaybeNumber,
    }).describe(
      "options at delta times underlying price, futures at full contract value, all else at market value",
      "self",
    ),
    by_currency: Table().describe(
      "net_liquidation is cash and positions of that currency: what its rate works on",
      "self",
    ),
    by_asset_class: Table().describe("weight_pct of net liquidation value, in every table", "self"),
    by_sector: Table().describe(
      "the Gateway's industry, of options that of their underlying; null where it names none",
      "self",
    ),
    by_underlying: Table().describe(
      "delta_shares in units of the underlying: shares; of futures contracts times multiplier",
      "self",
    ),
    concentration: type({
      underlyings: "number",
      top_1_pct: MaybeNumber,
      top_5_pct: MaybeNumber,
      top_10_pct: MaybeNumber,
      hhi: MaybeNumber,
      effective_number: MaybeNumber,
    }).describe("of the sizes of net exposures by underlying, cash left out; hhi is 1 for a single one", "self"),
    greeks: Table().describe(
      "of options: delta_money in currency, gamma_money for 1 % of the underlying, vega for a point of volatility, theta for a day; the last row, without underlying, is all of them",
      "self",
    ),
    margin: Table().describe("each account in its base currency, then all in the answer's", "self"),
    "positions?": Table().describe("largest exposure first", "self"),
    left_out: Table().describe("what is missing from which sums, and why", "self"),
  })

/** A short answer still says what it is without. */
const fewestLeftOut = 30

/** What the accounts are exposed to, as one picture. */
export const portfolioRisk = defineTool({
  name: "ibkr_portfolio_risk",
  title: "Portfolio risk",
  toolset: "account",
  description:
    "Exposure by currency, asset class, sector and underlying, concentration, summed option Greeks and margin use of all accounts as one picture, naming what each sum leaves out. detailed adds every position with its Greeks. For values and profit and loss use ibkr_positions.",
  input: () =>
    type({
      "+": "reject",
      "account?": Account,
      "currency?": type("string").describe("Currency to add up in: EUR; default the first account's base", "self"),
      detail: type("'concise' | 'detailed'").describe("detailed: positions too", "self").default("concise"),
      limit: type("1 <= number.integer <= 200").describe("Most rows of a table, largest first", "self").default(10),
    }),
  output: RiskFields,
  async run({ account, currency, detail, limit }, { desk, signal, progress }) {
    const picture = await desk.portfolioRisk(account ?? null, currency ?? null, { signal }, progress)
    return answered(picture, (found) => riskFields(found, limit, detail === "detailed"))
  },
})

function riskFields(picture: RiskPicture, limit: number, detailed: boolean): Shape<typeof RiskFields> {
  const { exposure, concentration, greeks } = picture
  const byName = (name: string, exposures: readonly Exposure[]) =>
    table({ [name]: (one) => one.name, ...exposureColumns }, exposures, limit)
  return {
    currency: picture.currency,
    exchange_rates: table(rateColumns, picture.rates),
    net_liquidation: cents(picture.netLiquidation),
    cash: cents(picture.cash),
    exposure: {
      positions: exposure?.positions ?? 0,
      long: cents(exposure?.long ?? null),
      short: cents(exposure?.short ?? null),
      net: cents(exposure?.net ?? null),
      gross_pct: cents(picture.grossPct),
    },
    by_currency: table(currencyColumns, picture.byCurrency, limit),
    by_asset_class: byName("asset_class", picture.byAssetClass),
    by_sector: byName("sector", picture.bySector),
    by_underlying: table(underlyingColumns, picture.byUnderlying, limit),
    concentration: {
      underlyings: concentration.underlyings,
      top_1_pct: cents(concentration.top1Pct),
      top_5_pct: cents(concentration.top5Pct),
      top_10_pct: cents(concentration.top10Pct),
      hhi: concentration.hhi,
      effective_number: concentration.effectiveNumber,
    },
    greeks: greekTable(greeks, limit),
    margin: summedTable(marginColumns, picture.margin, limit),
    ...(detailed ? { positions: table(holdingColumns, picture.holdings, limit) } : {}),
    left_out: table(leftOutColumns, saidOnce(picture.leftOut), Math.max(limit, fewestLeftOut)),
  }
}

/** The largest underlyings, and all of them whichever the limit. */
function greekTable(greeks: RiskPicture["greeks"], limit: number): Shape<typeof Table> {
  const each = table(greekColumns, greeks?.each ?? [], limit)
  return greeks === null ? each : { ...each, rows: [...each.rows, ...table(greekColumns, [greeks.all]).rows] }
}
