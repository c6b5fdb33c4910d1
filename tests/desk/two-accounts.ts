import { manualClock } from "../../src/clock/manual-clock.ts"
import type { Config } from "../../src/config/config.ts"
import { createDesk } from "../../src/desk/desk.ts"
import type { AccountUpdates, PortfolioItem, Position } from "../../src/gateway/accounts/account.ts"
import type { Contract } from "../../src/gateway/contracts/contract.ts"
import { config, contract, inMemoryGateway, monday } from "./in-memory-gateway.ts"

export const dollars = "U1234567"
export const euros = "DU7654321"

export const aapl = contract({ conId: 1, symbol: "AAPL" })
const sap = contract({ conId: 2, symbol: "SAP", primaryExchange: "IBIS", currency: "EUR" })
const toyota = contract({ conId: 3, symbol: "7203", primaryExchange: "TSEJ", currency: "JPY" })
const option = contract({
  conId: 4,
  symbol: "AAPL",
  secType: "OPT",
  expiry: "20261218",
  strike: 200,
  right: "C",
  exchange: "",
  primaryExchange: null,
})

/** As `reqPositions` has it: without exchange. */
export const held = (account: string, of: Contract, quantity: number, averageCost: number): Position => ({
  account,
  contract: { ...of, exchange: "", primaryExchange: null },
  quantity,
  averageCost,
})

const item = (
  account: string,
  of: Contract,
  quantity: number,
  averageCost: number,
  marketPrice: number,
  marketValue: number,
): PortfolioItem => ({
  account,
  contract: of,
  quantity,
  averageCost,
  marketPrice,
  marketValue,
  unrealizedPnl: marketValue - quantity * averageCost,
  realizedPnl: 0,
})

const updates = (
  account: string,
  base: string,
  net: number,
  rates: Readonly<Record<string, number>>,
  portfolio: readonly PortfolioItem[],
): AccountUpdates => ({
  account,
  portfolio,
  asOf: monday - 1000,
  values: [
    { account, tag: "NetLiquidation", value: String(net), currency: base },
    { account, tag: "NetLiquidationByCurrency", value: "1", currency: "BASE" },
    ...Object.entries(rates).map(([currency, rate]) => ({
      account,
      tag: "ExchangeRate",
      value: String(rate),
      currency,
    })),
  ],
})

/** Two accounts of one login, in dollars and in euros, with a stock that both hold, a short one, a closed one and an option. */
export function twoAccounts(settings: Partial<Config> = {}) {
  const gateway = inMemoryGateway()
  const { known } = gateway
  known.accounts = [dollars, euros]
  known.positions = [
    held(dollars, aapl, 10, 150),
    held(dollars, sap, -5, 100),
    held(dollars, toyota, 0, 0),
    held(dollars, option, -1, 500),
    held(euros, aapl, 10, 150),
  ]
  known.updates = [
    updates(dollars, "USD", 10_000, { USD: 1, EUR: 1.2 }, [
      item(dollars, aapl, 10, 150, 200, 2000),
      item(dollars, sap, -5, 100, 120, -600),
      item(dollars, option, -1, 500, 4, -400),
    ]),
    updates(euros, "EUR", 5000, { EUR: 1, USD: 0.8 }, [item(euros, aapl, 10, 150, 200, 2000)]),
  ]
  const pnl = (daily: number, worth: number) => ({
    daily,
    unrealized: null,
    realized: null,
    quantity: null,
    value: worth,
  })
  known.positionPnl.set(`${dollars} 1`, pnl(20, 2000))
  known.positionPnl.set(`${dollars} 2`, pnl(-7, -720))
  known.positionPnl.set(`${dollars} 4`, pnl(1, -400))
  known.positionPnl.set(`${euros} 1`, pnl(16, 1600))
  const row = (account: string, tag: string, text: string, currency: string) => ({
    account,
    tag,
    value: text,
    currency,
  })
  known.summary = [
    row(dollars, "NetLiquidation", "10000", "USD"),
    row(dollars, "Cushion", "0.35", ""),
    row(dollars, "BuyingPower", "1.7976931348623157E308", "USD"),
    row(euros, "NetLiquidation", "5000", "EUR"),
  ]
  known.pnl.set(dollars, { daily: 20, unrealized: 500, realized: null })
  const clock = manualClock(monday)
  const desk = createDesk({ gateway, config: { ...config, ...settings }, clock })
  return {
    gateway,
    clock,
    desk,
    positions: (account: string | null = null, symbol: string | null = null) => desk.positions(account, symbol, {}),
    summary: (account: string | null = null) => desk.accountSummary(account, {}),
  }
}
