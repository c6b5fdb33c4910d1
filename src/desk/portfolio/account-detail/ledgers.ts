import type { Clock } from "../../../clock/clock.ts"
import type { AccountValue } from "../../../gateway/accounts/account.ts"
import type { Gateway } from "../../../gateway/gateway.ts"
import { failed, type Outcome, success } from "../../../outcome/outcome.ts"
import { type Accounts, aboutOne, hiddenWarning } from "../../accounts.ts"
import type { Answer, Asking } from "../../answer.ts"
import { createLastGood } from "../../last-good.ts"
import { readNumber, tidy } from "../../number.ts"

/** One currency of an account's ledger, its amounts in that currency. What the Gateway does not say is null. */
export interface CurrencyLedger {
  /** Masked where that is asked for. */
  readonly account: string
  /** `BASE` for all of them together, in the account's base currency. */
  readonly currency: string
  /** Units of base currency for one unit of this one, the Gateway's own. */
  readonly exchangeRate: number | null
  readonly cash: number | null
  readonly accruedInterest: number | null
  /** Dividends announced and not yet paid. */
  readonly dividends: number | null
  readonly stocks: number | null
  readonly options: number | null
  readonly futuresOptions: number | null
  /** Gain of futures since their last settlement: all that they are worth. */
  readonly futuresPnl: number | null
  /** Bills, government and corporate bonds. */
  readonly bonds: number | null
  readonly funds: number | null
  readonly crypto: number | null
  readonly netLiquidation: number | null
  readonly unrealizedPnl: number | null
  readonly realizedPnl: number | null
}

export interface LedgerDesk {
  /** Cash and holdings by currency, accounts in the Gateway's order, `BASE` before the currencies. */
  accountLedgers(account: string | null, asking: Asking): Promise<Outcome<Answer<readonly CurrencyLedger[]>>>
}

export function createLedgerDesk(gateway: Gateway, accounts: Accounts, clock: Clock): LedgerDesk {
  const lastGood = createLastGood<readonly CurrencyLedger[]>(clock, 20)

  return {
    async accountLedgers(account, asking) {
      const refused = accounts.refused(account)
      if (refused) return failed(refused)
      const name = account?.trim().toUpperCase() ?? ""
      const afresh = async (): Promise<Outcome<Answer<readonly CurrencyLedger[]>>> => {
        const rows = await gateway.accountSummary(["$LEDGER:ALL"], asking)
        if (!rows.ok) return rows
        const asked = accounts.asked(account)
        if (!asked.ok) return asked
        const ledgers = asked.value.flatMap((one) =>
          ledgersOf(
            accounts.written(one),
            rows.value.filter((row) => row.account === one),
          ),
        )
        const without = asked.value
          .map(accounts.written)
          .filter((one) => !ledgers.some((ledger) => ledger.account === one))
        return success({
          data: ledgers,
          provenance: {
            asOf: clock.now(),
            source: "live",
            staleS: null,
            ...aboutOne(accounts, asked.value),
            warnings: [
              ...hiddenWarning(account === null ? accounts.hidden() : 0),
              ...without.map((one) => `The Gateway sent no currencies of ${one}.`),
            ],
          },
        })
      }
      const narrow = ({ data, provenance }: Answer<readonly CurrencyLedger[]>) => {
        const found = data.filter((one) => [name, accounts.written(name)].includes(one.account.toUpperCase()))
        return found.length > 0 ? { data: found, provenance } : null
      }
      return lastGood.ask(name, afresh, { within: [{ question: "", narrow }] })
    },
  }
}

function ledgersOf(account: string, rows: readonly AccountValue[]): readonly CurrencyLedger[] {
  const currencies = Map.groupBy(
    rows.filter(({ currency }) => currency !== ""),
    ({ currency }) => currency,
  )
  return [...currencies].map(([currency, own]) => ledger(account, currency, own)).toSorted(byCurrency)
}

const byCurrency = (a: CurrencyLedger, b: CurrencyLedger): number =>
  Number(b.currency === "BASE") - Number(a.currency === "BASE") || a.currency.localeCompare(b.currency)

function ledger(account: string, currency: string, rows: readonly AccountValue[]): CurrencyLedger {
  const number = (tag: string): number | null => readNumber(rows.find((row) => row.tag === tag)?.value)
  const together = (...tags: readonly string[]): number | null => {
    const known = tags.flatMap((tag) => number(tag) ?? [])
    return known.length === 0 ? null : tidy(known.reduce((sum, amount) => sum + amount, 0))
  }
  return {
    account,
    currency,
    exchangeRate: number("ExchangeRate"),
    cash: number("CashBalance") ?? number("TotalCashBalance"),
    accruedInterest: number("AccruedCash"),
    dividends: number("NetDividend"),
    stocks: number("StockMarketValue"),
    options: number("OptionMarketValue"),
    futuresOptions: number("FutureOptionValue"),
    futuresPnl: number("FuturesPNL"),
    bonds: together("TBillValue", "TBondValue", "CorporateBondValue"),
    funds: together("MutualFundValue", "MoneyMarketFundValue"),
    crypto: number("Cryptocurrency"),
    netLiquidation: number("NetLiquidationByCurrency"),
    unrealizedPnl: number("UnrealizedPnL"),
    realizedPnl: number("RealizedPnL"),
  }
}
