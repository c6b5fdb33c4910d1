import type { AccountRow } from "../world.ts"
import { type Ledger, ledgersOf, marginOf } from "./ledger.ts"
import { cents } from "./money.ts"
import type { Valuation } from "./valuation.ts"

const money = (amount: number): string => cents(amount).toFixed(2)

/** Rows of an account as `reqAccountUpdates` sends them: sorted by key, `BASE` before the currencies. */
export function accountValues(valuation: Valuation): readonly AccountRow[] {
  const ledgers = ledgersOf(valuation)
  // The ledgers have accrued cash of their own; the account's own row is for the summary.
  const rows = accountRows(valuation, ledgers[0]).filter(({ tag }) => tag !== "AccruedCash")
  return [...rows, ...ledgers.flatMap((ledger) => ledgerRows(valuation, ledger))].sort(byTag)
}

function byTag(a: AccountRow, b: AccountRow): number {
  if (a.tag !== b.tag) return a.tag < b.tag ? -1 : 1
  if (a.currency === b.currency) return 0
  if (a.currency === "BASE" || b.currency === "BASE") return a.currency === "BASE" ? -1 : 1
  return a.currency < b.currency ? -1 : 1
}

/**
 * Rows of `reqAccountSummary`: the tags that exist, alphabetical. `$LEDGER` asks for the sums in base currency,
 * `$LEDGER:EUR` for one currency and `$LEDGER:ALL` for all of them.
 */
export function accountSummary(valuation: Valuation, tags: readonly string[]): readonly AccountRow[] {
  const ledgers = ledgersOf(valuation)
  const wanted = new Set(tags)
  const rows = accountRows(valuation, ledgers[0]).filter(({ tag }) => wanted.has(tag))
  const currencies = tags
    .filter((tag) => tag.startsWith("$LEDGER"))
    .map((tag) => tag.slice("$LEDGER:".length) || "BASE")
  const asked = ledgers.filter(({ currency }) => currencies.includes(currency) || currencies.includes("ALL"))
  return [...rows, ...asked.flatMap((ledger) => ledgerRows(valuation, ledger))].sort(byTag)
}

/** Rows of the whole account; those in money carry the base currency. Segments: S is securities, C commodities. */
function accountRows(valuation: Valuation, total: Ledger): readonly AccountRow[] {
  const { portfolio, positions } = valuation
  const margin = marginOf(valuation)
  const gross = cents(
    positions.reduce((sum, p) => sum + (p.listing.secType === "FUT" ? 0 : Math.abs(p.marketValueBase)), 0),
  )
  const daily = cents(positions.reduce((sum, position) => sum + position.dailyPnlBase, 0))
  const commodities = cents(portfolio.commodityCash + total.futuresPnl)
  const securities = cents(total.netLiquidation - commodities)
  const cash = cents(total.cash + total.futuresPnl)
  const loanSecurities = cents(securities - total.options - total.crypto)
  const availableS = cents(loanSecurities - margin.initialSecurities)
  const excessS = cents(loanSecurities - margin.maintenanceSecurities)
  const availableC = cents(commodities - margin.initialCommodities)
  const excessC = cents(commodities - margin.maintenanceCommodities)
  const previous = cents(loanSecurities - daily)

  /** Total, securities and commodities. */
  const segments = (tag: string, s: number, c: number): readonly AccountRow[] => [
    amount(tag, s + c),
    amount(`${tag}-C`, c),
    amount(`${tag}-S`, s),
  ]
  const amount = (tag: string, value: number): AccountRow => ({ tag, value: money(value), currency: portfolio.base })
  const plain = (tag: string, value: string): AccountRow => ({ tag, value, currency: "" })
  const margins = (prefix: string): readonly AccountRow[] => [
    ...segments(`${prefix}InitMarginReq`, margin.initialSecurities, margin.initialCommodities),
    ...segments(`${prefix}MaintMarginReq`, margin.maintenanceSecurities, margin.maintenanceCommodities),
    ...segments(`${prefix}AvailableFunds`, availableS, availableC),
    ...segments(`${prefix}ExcessLiquidity`, excessS, excessC),
  ]

  return [
    plain("AccountCode", portfolio.account),
    plain("AccountReady", "true"),
    plain("AccountType", portfolio.type ?? "INDIVIDUAL"),
    ...segments("AccruedCash", portfolio.accruedInterest, 0),
    ...segments("AccruedDividend", portfolio.accruedDividends, 0),
    ...segments("Billable", 0, 0),
    amount("BuyingPower", Math.max(0, availableS + availableC) * 4),
    plain("ColumnPrio-C", "2"),
    plain("ColumnPrio-S", "1"),
    plain("Cushion", ((excessS + excessC) / total.netLiquidation).toFixed(6)),
    plain("DayTradesRemaining", "-1"),
    ...["+1", "+2", "+3", "+4"].map((day) => plain(`DayTradesRemainingT${day}`, "-1")),
    ...segments("EquityWithLoanValue", loanSecurities, commodities),
    amount("GrossPositionValue", gross),
    amount("GrossPositionValue-S", gross),
    ...segments("Guarantee", 0, 0),
    plain("HighestSeverity", "0"),
    ...segments("IndianStockHaircut", 0, 0),
    plain("Leverage", (gross / total.netLiquidation).toFixed(2)),
    plain("Leverage-S", (gross / securities).toFixed(2)),
    plain("LookAheadNextChange", "0"),
    ...margins(""),
    ...margins("Full"),
    ...margins("LookAhead"),
    ...segments("NetLiquidation", securities, commodities),
    amount("NetLiquidationUncertainty", 0),
    ...segments("PASharesValue", 0, 0),
    ...segments("PhysicalCertificateValue", 0, 0),
    ...segments("PostExpirationExcess", 0, 0),
    ...segments("PostExpirationMargin", 0, 0),
    amount("PreviousDayEquityWithLoanValue", previous),
    amount("PreviousDayEquityWithLoanValue-S", previous),
    amount("RegTEquity", loanSecurities),
    amount("RegTEquity-S", loanSecurities),
    amount("RegTMargin", margin.regulationT),
    amount("RegTMargin-S", margin.regulationT),
    amount("SMA", Math.max(0, loanSecurities - margin.regulationT)),
    amount("SMA-S", Math.max(0, loanSecurities - margin.regulationT)),
    plain("SegmentTitle-C", "US Commodities"),
    plain("SegmentTitle-S", "US Securities"),
    amount("SettledCash", total.cash),
    ...segments("TotalCashValue", cash - commodities, commodities),
    ...segments("TotalDebitCardPendingCharges", 0, 0),
    plain("TradingType-S", "STKNOPT"),
    plain("WhatIfPMEnabled", "true"),
  ]
}

function ledgerRows({ portfolio }: Valuation, ledger: Ledger): readonly AccountRow[] {
  const { currency, realCurrency, rate } = ledger
  const row = (tag: string, value: string): AccountRow => ({ tag, value, currency })
  const isBase = currency === "BASE" || currency === portfolio.base
  return [
    row("AccountOrGroup", portfolio.account),
    row("AccruedCash", money(isBase ? portfolio.accruedInterest : 0)),
    row("CashBalance", money(ledger.cash)),
    row("CorporateBondValue", money(ledger.bonds)),
    row("Cryptocurrency", money(ledger.crypto)),
    row("Currency", currency),
    row("ExchangeRate", String(rate)),
    row("FundValue", money(0)),
    row("FutureOptionValue", money(ledger.futuresOptions)),
    row("FuturesPNL", money(ledger.futuresPnl)),
    row("FxCashBalance", money(0)),
    row("IssuerOptionValue", money(0)),
    row("MoneyMarketFundValue", money(0)),
    row("MutualFundValue", money(ledger.funds)),
    row("NetDividend", money(isBase ? portfolio.accruedDividends : 0)),
    row("NetLiquidationByCurrency", money(ledger.netLiquidation)),
    row("OptionMarketValue", money(ledger.options)),
    row("RealCurrency", realCurrency),
    row("RealizedPnL", money(ledger.realized)),
    row("StockMarketValue", money(ledger.stocks)),
    row("TBillValue", money(0)),
    row("TBondValue", money(0)),
    row("TotalCashBalance", money(ledger.cash + ledger.futuresPnl)),
    row("UnrealizedPnL", money(ledger.unrealized)),
    row("WarrantValue", money(0)),
  ]
}
