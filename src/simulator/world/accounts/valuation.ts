import type { Universe } from "../instrument.ts"
import type { Listing, Market, SimulatedPosition } from "../world.ts"
import { createHoldings, type Holding } from "./holdings.ts"
import { cents, pointValue, rateToBase } from "./money.ts"
import type { Portfolio } from "./portfolio.ts"
import { accountDate, type Trade, type TradesOf } from "./trades.ts"

/** An account at one instant: every number that its rows and sums are made of. */
export interface Valuation {
  readonly portfolio: Portfolio
  readonly at: number
  readonly date: string
  readonly trades: readonly Trade[]
  readonly positions: readonly ValuedPosition[]
  readonly cash: ReadonlyMap<string, number>
  rate(currency: string): number
}

export interface ValuedPosition extends SimulatedPosition {
  readonly listing: Listing
  /** Gain since the last regular close, in the contract's currency. */
  readonly dailyPnl: number
}

/**
 * Values the accounts by the market's mark price. As TWS shows it, the day's gain runs from the regular close before the
 * session that the market shows: on a weekend it is still that of Friday's session.
 *
 * Prices, values and costs of a position are in the contract's currency, in pounds for a stock that London quotes in pence:
 * `updatePortfolio` shows them so (Man Group at 0.91 in a published listing of 2014, when it was quoted at 91 pence).
 * Executions and orders stay in pence: that is what a price magnifier is for.
 */
export function createValuations(
  universe: Universe,
  market: Market,
  portfolios: readonly Portfolio[],
  tradesOf: TradesOf,
) {
  const holdings = createHoldings(universe, market)
  const byAccount = new Map(portfolios.map((portfolio) => [portfolio.account, portfolio]))
  const latest = new Map<string, Valuation>()

  return (account: string, at: number): Valuation => {
    const known = latest.get(account)
    if (known?.at === at) return known
    const portfolio = byAccount.get(account)
    if (portfolio === undefined) throw new Error(`No such account in this world: ${account}`)
    const valued = valuationOf(portfolio, at)
    latest.set(account, valued)
    return valued
  }

  function valuationOf(portfolio: Portfolio, at: number): Valuation {
    const date = accountDate(at)
    const trades = tradesOf(portfolio, date, at)
    const rate = rates(portfolio.base, at)
    const held = holdings(portfolio, date)
    const positions = [
      ...held.map((holding) => positionOf(portfolio.account, holding, trades, at, rate)),
      ...tradedOnly(held, trades).map((holding) => positionOf(portfolio.account, holding, trades, at, rate)),
    ]
    return { portfolio, at, date, trades, positions, cash: cashOf(portfolio, trades), rate }
  }

  function rates(base: string, at: number): (currency: string) => number {
    const known = new Map<string, number>()
    return (currency) => {
      const rate = known.get(currency) ?? rateToBase(market, currency, base, at)
      known.set(currency, rate)
      return rate
    }
  }

  function positionOf(
    account: string,
    { listing, quantity: atMidnight, averageCost: costAtMidnight }: Holding,
    allTrades: readonly Trade[],
    at: number,
    rate: (currency: string) => number,
  ): ValuedPosition {
    const trades = allTrades.filter(({ conId }) => conId === listing.conId)
    const point = pointValue(listing)
    const { mark, close } = market.snapshot(listing.conId, at)
    const price = mark ?? close ?? 0
    const { quantity, averageCost } = afterTrades(atMidnight, costAtMidnight, trades, point)
    const traded = trades.reduce((sum, trade) => sum + trade.signedShares * (price - trade.price), 0)
    const dailyPnl = (atMidnight * (price - (close ?? price)) + traded) * point
    const marketValue = cents(quantity * price * point)
    const unrealizedPnl = cents(marketValue - quantity * averageCost)
    const realizedPnl = cents(trades.reduce((sum, trade) => sum + (trade.realizedPnl ?? 0), 0))
    const toBase = rate(listing.currency)
    return {
      account,
      conId: listing.conId,
      listing,
      quantity,
      averageCost,
      marketPrice: price / listing.priceMagnifier,
      marketValue,
      unrealizedPnl,
      realizedPnl,
      dailyPnl,
      dailyPnlBase: dailyPnl * toBase,
      unrealizedPnlBase: cents(unrealizedPnl * toBase),
      realizedPnlBase: cents(realizedPnl * toBase),
      marketValueBase: cents(marketValue * toBase),
    }
  }
}

/** Contracts that were only traded today; a currency pair leaves cash and no position. */
function tradedOnly(held: readonly Holding[], trades: readonly Trade[]): readonly Holding[] {
  const listings = new Map(
    trades.filter(({ listing }) => listing.secType !== "CASH").map(({ listing }) => [listing.conId, listing]),
  )
  for (const { listing } of held) listings.delete(listing.conId)
  return [...listings.values()].map((listing) => ({ listing, quantity: 0, averageCost: 0 }))
}

/** Buying averages the cost, commission included; selling leaves it; nothing held costs nothing. */
function afterTrades(quantity: number, averageCost: number, trades: readonly Trade[], point: number) {
  let held = quantity
  let cost = quantity * averageCost
  for (const trade of trades) {
    if (trade.side === "BOT") cost += trade.shares * trade.price * point + trade.commission
    else cost -= held === 0 ? 0 : (cost / held) * trade.shares
    held += trade.signedShares
  }
  return held === 0 ? { quantity: 0, averageCost: 0 } : { quantity: held, averageCost: cost / held }
}

function cashOf({ cash }: Portfolio, trades: readonly Trade[]): ReadonlyMap<string, number> {
  const balances = new Map(Object.entries(cash))
  const add = (currency: string, amount: number): void => {
    balances.set(currency, (balances.get(currency) ?? 0) + amount)
  }
  for (const { listing, signedShares, price, commission } of trades) {
    const { symbol, secType, currency } = listing
    add(currency, -signedShares * price * pointValue(listing) - commission)
    if (secType === "CASH") add(symbol, signedShares)
  }
  for (const [currency, amount] of balances) balances.set(currency, cents(amount))
  return balances
}
