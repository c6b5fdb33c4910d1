import type { Universe } from "../instrument.ts"
import type { AccountBook, Advisor, Market } from "../world.ts"
import { accountSummary, accountValues } from "./account-values.ts"
import { completedOrders, openOrders } from "./orders.ts"
import { type Portfolio, portfolios as usualPortfolios } from "./portfolio.ts"
import { accountDate, createTrades } from "./trades.ts"
import { createValuations } from "./valuation.ts"

const DAY = 86_400_000

/**
 * The accounts of the simulated login. Every day they begin with the same holdings, at prices of this world's own past, and
 * make the same few trades in what is open; an account's day is New York's. Amounts are sums of one set of numbers.
 */
export function createAccounts(
  universe: Universe,
  market: Market,
  portfolios: readonly Portfolio[] = usualPortfolios,
  advisor?: Advisor,
): AccountBook {
  const tradesOf = createTrades(universe, market)
  const valuation = createValuations(universe, market, portfolios, tradesOf)

  return {
    accounts: portfolios.map(({ account }) => account),
    ...(advisor && { advisor }),
    baseCurrency: (account) => portfolios.find((portfolio) => portfolio.account === account)?.base ?? "",
    values: (account, at) => accountValues(valuation(account, at)),
    summary: (account, tags, at) => accountSummary(valuation(account, at), tags),
    positions: (account, at) => valuation(account, at).positions,
    pnl(account, at) {
      const { positions } = valuation(account, at)
      return {
        daily: positions.reduce((sum, position) => sum + position.dailyPnlBase, 0),
        unrealized: positions.reduce((sum, position) => sum + position.unrealizedPnlBase, 0),
        realized: positions.reduce((sum, position) => sum + position.realizedPnlBase, 0),
      }
    },
    executions: (account, at) => valuation(account, at).trades,
    openOrders(account, at) {
      // Every client that starts asks for these: no need to value the account for them.
      const portfolio = portfolios.find((each) => each.account === account)
      return portfolio === undefined ? [] : openOrders(universe, market, portfolio, at)
    },
    completedOrders(account, at) {
      const { portfolio, trades } = valuation(account, at)
      const yesterday = tradesOf(portfolio, accountDate(at - DAY), at)
      return completedOrders(universe, market, portfolio, [...yesterday, ...trades], at)
    },
  }
}
