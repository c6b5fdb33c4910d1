import { manualClock } from "../../src/clock/manual-clock.ts"
import type { Config } from "../../src/config/config.ts"
import { createDesk } from "../../src/desk/desk.ts"
import type { AccountUpdates, PortfolioItem } from "../../src/gateway/accounts/account.ts"
import type { Contract, ContractDetails } from "../../src/gateway/contracts/contract.ts"
import type { MarketData, OptionComputation } from "../../src/gateway/quotes/market-data.ts"
import { config, contract, details, inMemoryGateway, marketData, monday } from "./in-memory-gateway.ts"

export const dollars = "U1234567"
export const euros = "U7654321"

/** One position, and what the Gateway knows of it. */
export interface Held {
  readonly account?: string
  readonly of: Contract
  readonly quantity: number
  /** In the contract's currency; null when the Gateway has no value. */
  readonly worth: number | null
  readonly terms?: Partial<ContractDetails>
  readonly market?: MarketData
  /** Whether the Gateway knows the contract's details; it does unless this says otherwise. */
  readonly unknown?: boolean
}

const computation = (fields: Partial<OptionComputation>): OptionComputation => ({
  impliedVolatility: 0.3,
  delta: 0.5,
  gamma: 0.02,
  vega: 0.1,
  theta: -0.05,
  optionPrice: 5,
  presentValueOfDividends: null,
  underlyingPrice: 200,
  ...fields,
})

/** The market of an option whose Greeks the Gateway computes. */
export const model = (fields: Partial<OptionComputation> = {}): MarketData =>
  marketData({ bid: 4.9, ask: 5.1, computations: { model: computation(fields) } })

export const aapl = contract({ conId: 1, symbol: "AAPL" })
/** A call on Apple, of a hundred shares. */
export const call = (conId: number, fields: Partial<Contract> = {}) =>
  contract({
    conId,
    symbol: "AAPL",
    secType: "OPT",
    expiry: "20261218",
    strike: 200,
    right: "C",
    multiplier: "100",
    tradingClass: "AAPL",
    primaryExchange: null,
    ...fields,
  })
export const onApple = { underConId: 1, underSymbol: "AAPL", underSecType: "STK", lastTradeTime: "16:00:00" }

const rates = {
  [dollars]: { USD: 1, EUR: 1.25, GBP: 1.5 },
  [euros]: { EUR: 1, USD: 0.8 },
} as const

/** A desk over accounts that hold this; 100,000 in dollars and, where anything is held there, 50,000 in euros. */
export function deskHolding(held: readonly Held[], settings: Partial<Config> = {}) {
  const gateway = inMemoryGateway()
  const { known } = gateway
  const accounts = held.some(({ account }) => account === euros) ? [dollars, euros] : [dollars]
  known.accounts = accounts
  known.contracts = held.flatMap(({ of, terms, unknown }) => (unknown ? [] : [details(of, terms)]))
  known.positions = held.map(({ account = dollars, of, quantity }) => ({
    account,
    contract: of,
    quantity,
    averageCost: 1,
  }))
  for (const { of, market } of held) if (market) known.markets.set(of.conId, market)
  known.updates = accounts.map((account): AccountUpdates => {
    const base = account === euros ? "EUR" : "USD"
    const row = (tag: string, amount: number, currency: string) => ({ account, tag, value: String(amount), currency })
    return {
      account,
      asOf: monday - 1000,
      values: [
        row("NetLiquidation", account === euros ? 50_000 : 100_000, base),
        row("MaintMarginReq", account === euros ? 10_000 : 20_000, base),
        row("ExcessLiquidity", account === euros ? 30_000 : 60_000, base),
        row("CashBalance", 1, "BASE"),
        row("CashBalance", 5000, "EUR"),
        row("NetLiquidationByCurrency", 8000, "EUR"),
        ...Object.entries(rates[account === euros ? euros : dollars]).map(([currency, rate]) =>
          row("ExchangeRate", rate, currency),
        ),
      ],
      portfolio: held
        .filter((one) => (one.account ?? dollars) === account)
        .map(
          ({ of, quantity, worth }): PortfolioItem => ({
            account,
            contract: of,
            quantity,
            averageCost: 1,
            marketPrice: worth === null ? null : worth / quantity,
            marketValue: worth,
            unrealizedPnl: 0,
            realizedPnl: 0,
          }),
        ),
    }
  })
  const clock = manualClock(monday)
  const made = createDesk({ gateway, config: { ...config, ...settings }, clock })
  return { gateway, clock, ask: (signal?: AbortSignal) => made.portfolioRisk(null, null, { signal }, () => {}) }
}
