import { cents, pointValue } from "./money.ts"
import type { Valuation, ValuedPosition } from "./valuation.ts"

/** One currency of an account, or all of them in the base currency. */
export interface Ledger {
  /** `BASE` for the sum. */
  readonly currency: string
  /** The currency that the amounts are in. */
  readonly realCurrency: string
  readonly rate: number
  readonly cash: number
  readonly stocks: number
  readonly options: number
  readonly crypto: number
  readonly futuresOptions: number
  readonly bonds: number
  readonly funds: number
  /** Gain of futures since the last settlement: they are worth that and nothing more. */
  readonly futuresPnl: number
  readonly unrealized: number
  readonly realized: number
  readonly netLiquidation: number
}

/** The ledgers of an account, the sum in base currency first. Sums add up to the cent. */
export function ledgersOf(valuation: Valuation): readonly [Ledger, ...Ledger[]] {
  const { portfolio, positions, cash, rate } = valuation
  const currencies = new Set([portfolio.base, ...cash.keys(), ...positions.map(({ listing }) => listing.currency)])
  const sorted = [...currencies].sort()
  const total = ledger("BASE", portfolio.base, 1, {
    positions,
    cash: sorted.reduce((sum, currency) => sum + cents((cash.get(currency) ?? 0) * rate(currency)), 0),
    amounts: (position) => ({
      value: position.marketValueBase,
      future: futureGain(position) * rate(position.listing.currency),
      unrealized: position.unrealizedPnlBase,
      realized: position.realizedPnlBase,
    }),
  })
  const each = sorted.map((currency) =>
    ledger(currency, currency, rate(currency), {
      positions: positions.filter(({ listing }) => listing.currency === currency),
      cash: cash.get(currency) ?? 0,
      amounts: (position) => ({
        value: position.marketValue,
        future: futureGain(position),
        unrealized: position.unrealizedPnl,
        realized: position.realizedPnl,
      }),
    }),
  )
  return [total, ...each]
}

const futureGain = ({ listing, dailyPnl }: ValuedPosition): number => (listing.secType === "FUT" ? dailyPnl : 0)

interface Contents {
  readonly positions: readonly ValuedPosition[]
  readonly cash: number
  amounts(position: ValuedPosition): {
    readonly value: number
    readonly future: number
    readonly unrealized: number
    readonly realized: number
  }
}

function ledger(currency: string, realCurrency: string, rate: number, { positions, cash, amounts }: Contents): Ledger {
  const sum = (of: (position: ValuedPosition) => number): number =>
    cents(positions.reduce((total, position) => total + of(position), 0))
  const worthOf = (...kinds: readonly string[]): number =>
    sum((position) => (kinds.includes(position.listing.secType) ? amounts(position).value : 0))
  const stocks = worthOf("STK")
  const options = worthOf("OPT")
  const crypto = worthOf("CRYPTO")
  const futuresOptions = worthOf("FOP")
  const bonds = worthOf("BOND")
  const funds = worthOf("FUND")
  const futuresPnl = cents(positions.reduce((total, position) => total + cents(amounts(position).future), 0))
  return {
    currency,
    realCurrency,
    rate,
    cash: cents(cash),
    stocks,
    options,
    crypto,
    futuresOptions,
    bonds,
    funds,
    futuresPnl,
    unrealized: sum((position) => amounts(position).unrealized),
    realized: sum((position) => amounts(position).realized),
    netLiquidation: cents(cash + stocks + options + crypto + futuresOptions + bonds + funds + futuresPnl),
  }
}

/** Margin in base currency by invented but ordinary rules, in the securities and the commodities segment of an account. */
export interface Margin {
  readonly initialSecurities: number
  readonly maintenanceSecurities: number
  readonly initialCommodities: number
  readonly maintenanceCommodities: number
  /** Regulation T: half of what stocks are worth. */
  readonly regulationT: number
}

const STOCK_MAINTENANCE = 0.25
const SHORT_OPTION = 0.2
const FUTURE_MAINTENANCE = 0.06
const INITIAL_OVER_MAINTENANCE = 1.1

export function marginOf({ positions, rate }: Valuation): Margin {
  let securities = 0
  let commodities = 0
  let stocks = 0
  for (const position of positions) {
    const { listing, quantity, marketValueBase } = position
    const size = Math.abs(marketValueBase)
    if (listing.secType === "STK") {
      stocks += size
      securities += size * STOCK_MAINTENANCE
    } else if (listing.secType === "FUT") commodities += size * FUTURE_MAINTENANCE
    else if (listing.secType === "CRYPTO") securities += size
    else if (quantity < 0) {
      const underlying = -quantity * pointValue(listing) * listing.strike * rate(listing.currency)
      securities += size + underlying * SHORT_OPTION
    }
  }
  return {
    initialSecurities: cents(securities * INITIAL_OVER_MAINTENANCE),
    maintenanceSecurities: cents(securities),
    initialCommodities: cents(commodities * INITIAL_OVER_MAINTENANCE),
    maintenanceCommodities: cents(commodities),
    regulationT: cents(stocks / 2),
  }
}
