import { tidy } from "../number.ts"
import type { HeldPosition } from "./positions.ts"

/**
 * What positions add up to: of one account in its base currency, or of all of them in the first one's. A sum of which no part
 * is known is null.
 */
export interface PositionTotal {
  /** Null for all accounts together. */
  readonly account: string | null
  readonly currency: string | null
  readonly positions: number
  /** Without futures and CFDs, whose value is not owned, and currency positions, which are cash. */
  readonly marketValue: number | null
  /** Of futures and CFDs: full contract value, short ones negative. */
  readonly contractValue: number | null
  readonly unrealizedPnl: number | null
  readonly dailyPnl: number | null
}

/** A position that is missing from a total, and why; of `all_accounts` a whole account is. */
export interface TotalGap {
  readonly from: "market_value" | "contract_value" | "unrealized_pnl" | "daily_pnl" | "all_accounts"
  readonly account: string
  readonly instrument: string | null
  readonly reason: string
}

export interface PositionTotals {
  /** One an account in the order of their positions; with several, all of them together at the end. */
  readonly totals: readonly PositionTotal[]
  readonly leftOut: readonly TotalGap[]
  /** The Gateway's own rates that amounts were converted with. */
  readonly rates: readonly { readonly from: string; readonly to: string; readonly rate: number }[]
}

type Amount = "marketValue" | "contractValue" | "unrealizedPnl" | "dailyPnl"

/**
 * A position's part in the totals, in its account's base currency. What is not known is null and named by a gap; a sum that
 * it does not belong to has no part of it.
 */
interface Part {
  readonly one: HeldPosition
  readonly amounts: Readonly<Partial<Record<Amount, number | null>>>
}

export function positionTotals(rows: readonly HeldPosition[]): PositionTotals {
  const parts = rows.map(partOf)
  const accounts = [...Map.groupBy(parts, ({ one }) => one.account)]
  const each = accounts.map(([account, own]) => total(account, own[0]?.one.baseCurrency ?? null, own, () => 1))
  const [first] = rows
  const together = total(null, first?.common.currency ?? null, parts, ({ common }) => common.rate)
  return {
    totals: each.length > 1 ? [...each, together] : each,
    leftOut: [...(each.length > 1 ? accountsLeftOut(rows) : []), ...parts.flatMap(gapsOf)],
    rates: ratesOf(rows, each.length > 1),
  }
}

function partOf(one: HeldPosition): Part {
  const { secType, exchangeRate, dailyPnlCurrency, currency, baseCurrency } = one
  const isContract = secType === "FUT" || secType === "CFD"
  const isCash = secType === "CASH"
  const inBase = (amount: number | null) => (amount === null || exchangeRate === null ? null : amount * exchangeRate)
  const daily =
    dailyPnlCurrency === null ? null : dailyPnlCurrency === baseCurrency ? one.dailyPnl : inBase(one.dailyPnl)
  return {
    one,
    amounts: {
      ...(isContract ? { contractValue: one.marketValueBase } : isCash ? {} : { marketValue: one.marketValueBase }),
      unrealizedPnl: inBase(one.unrealizedPnl),
      dailyPnl: dailyPnlCurrency === currency || dailyPnlCurrency === baseCurrency ? daily : null,
    },
  }
}

function total(
  account: string | null,
  currency: string | null,
  parts: readonly Part[],
  rate: (one: HeldPosition) => number | null,
): PositionTotal {
  const sum = (name: Amount): number | null => {
    const own = parts.filter(({ amounts }) => amounts[name] !== undefined)
    const known = own.flatMap(({ one, amounts }) => {
      const [amount, into] = [amounts[name] ?? null, rate(one)]
      return amount === null || into === null ? [] : [amount * into]
    })
    if (known.length === 0 && own.length > 0) return null
    return tidy(Number(known.reduce((all, amount) => all + amount, 0).toFixed(4)))
  }
  return {
    account,
    currency,
    positions: parts.length,
    marketValue: sum("marketValue"),
    contractValue: sum("contractValue"),
    unrealizedPnl: sum("unrealizedPnl"),
    dailyPnl: sum("dailyPnl"),
  }
}

/** Accounts that are in no sum over all of them. */
function accountsLeftOut(rows: readonly HeldPosition[]): readonly TotalGap[] {
  const without = rows.filter(({ baseCurrency, common }) => baseCurrency !== null && common.rate === null)
  const accounts = new Map(without.map((one) => [one.account, one]))
  return [...accounts].map(([account, { baseCurrency, common }]) => ({
    from: "all_accounts",
    account,
    instrument: null,
    reason: `no exchange rate of ${baseCurrency} to ${common.currency} from the Gateway`,
  }))
}

function gapsOf({ one, amounts }: Part): readonly TotalGap[] {
  const { account, instrument, currency } = one
  const gap = (from: TotalGap["from"], reason: string): TotalGap => ({ from, account, instrument, reason })
  const noRate = `no exchange rate of ${currency} from the Gateway`
  const gaps: TotalGap[] = []
  if (one.secType === "CASH") gaps.push(gap("market_value", "a currency position: the account's cash has it already"))
  const unvalued = one.marketValue === null ? "no market value from the Gateway" : noRate
  if (amounts.marketValue === null) gaps.push(gap("market_value", unvalued))
  if (amounts.contractValue === null) gaps.push(gap("contract_value", unvalued))
  if (amounts.unrealizedPnl === null)
    gaps.push(gap("unrealized_pnl", one.unrealizedPnl === null ? "none from the Gateway" : noRate))
  if (amounts.dailyPnl === null) {
    const told = one.dailyPnlCurrency === null ? "its currency is not known" : noRate
    gaps.push(gap("daily_pnl", one.dailyPnl === null ? "none from the Gateway" : told))
  }
  return gaps
}

/** As many digits as the Gateway gives. */
const digits = 8

function ratesOf(rows: readonly HeldPosition[], hasSeveral: boolean): PositionTotals["rates"] {
  const rates = new Map<string, PositionTotals["rates"][number]>()
  const note = (from: string, to: string | null, rate: number | null) => {
    if (to === null || rate === null || from === to) return
    const shown = Number(rate.toPrecision(digits))
    rates.set(`${from} ${to} ${shown}`, { from, to, rate: shown })
  }
  for (const { currency, baseCurrency, exchangeRate, common } of rows) {
    note(currency, baseCurrency, exchangeRate)
    if (hasSeveral && baseCurrency !== null) note(baseCurrency, common.currency, common.rate)
  }
  return [...rates.values()].toSorted((a, b) => `${a.to} ${a.from}`.localeCompare(`${b.to} ${b.from}`))
}
