import type { Universe } from "../instrument.ts"
import { seedOf, uniform } from "../market/random.ts"
import type { Listing, Market, SimulatedOrder } from "../world.ts"
import { frontMonthListing } from "./holdings.ts"
import type { Portfolio, RestingOrder } from "./portfolio.ts"
import { accountDate, instantOf, type Trade } from "./trades.ts"

const DAY = 86_400_000

/** Orders that rest in the market: working while it is open, waiting while it is not. Prices are set on the last close. */
export function openOrders(
  universe: Universe,
  market: Market,
  portfolio: Portfolio,
  at: number,
): readonly SimulatedOrder[] {
  return portfolio.orders.flatMap((order, index) => {
    const listing = listingOf(universe, order, accountDate(at))
    if (listing === undefined) return []
    const { current, close } = market.snapshot(listing.conId, at)
    const priced = (multiple: number | null): number | null =>
      multiple === null || close === null ? null : onTick(close * multiple, listing.minTick)
    return [
      {
        ...unfilled(portfolio.account, listing.conId, order, index),
        limitPrice: priced(order.limit),
        stopPrice: priced(order.stop),
        // A stop waits with the broker until it is triggered, whether the market is open or not.
        status: current && order.stop === null ? "Submitted" : "PreSubmitted",
      },
    ]
  })
}

function unfilled(account: string, conId: number, order: RestingOrder, index: number) {
  return {
    account,
    conId,
    // Entered by hand in TWS: such orders have neither a client nor a number of their own.
    orderId: 0,
    clientId: 0,
    permId: permIdOf(account, index),
    action: order.action,
    quantity: order.quantity,
    orderType: order.type,
    timeInForce: order.timeInForce,
    filled: 0,
    averageFillPrice: 0,
    completedAt: null,
    completedStatus: "",
  } as const
}

const permIdOf = (account: string, index: number): number =>
  1_900_000_000 + Math.floor(uniform(seedOf(0, account), 41, index) * 99_000_000)

function listingOf(universe: Universe, { conId }: RestingOrder, date: string): Listing | undefined {
  if (typeof conId === "number") return universe.listing(conId)
  const month = frontMonthListing(conId.future, date)
  return month === undefined ? undefined : universe.listing(month.conId)
}

const onTick = (price: number, tick: number): number => Number((Math.round(price / tick) * tick).toPrecision(12))

/**
 * Orders completed in the last 24 hours: those behind the trades, and one that was cancelled the evening before. Newest
 * first.
 */
export function completedOrders(
  universe: Universe,
  market: Market,
  portfolio: Portfolio,
  trades: readonly Trade[],
  at: number,
): readonly SimulatedOrder[] {
  const filled = new Map<number, SimulatedOrder>()
  for (const trade of trades) {
    if (trade.at > at || trade.at <= at - DAY) continue
    filled.set(trade.permId, {
      account: trade.account,
      conId: trade.conId,
      orderId: trade.orderId,
      clientId: trade.clientId,
      permId: trade.permId,
      action: trade.side === "BOT" ? "BUY" : "SELL",
      quantity: trade.cumulative,
      orderType: "MKT",
      limitPrice: null,
      stopPrice: null,
      timeInForce: "DAY",
      status: "Filled",
      filled: trade.cumulative,
      averageFillPrice: trade.averagePrice,
      completedAt: trade.at,
      completedStatus: `Filled Size: ${trade.cumulative}`,
    })
  }
  const cancelled = cancelledOrder(universe, market, portfolio, at)
  return [...filled.values(), ...(cancelled === undefined ? [] : [cancelled])].sort(
    (a, b) => (b.completedAt ?? 0) - (a.completedAt ?? 0),
  )
}

function cancelledOrder(
  universe: Universe,
  market: Market,
  portfolio: Portfolio,
  at: number,
): SimulatedOrder | undefined {
  const [order] = portfolio.orders
  const completedAt = lastTime("20:05:12", at)
  const listing = order === undefined ? undefined : listingOf(universe, order, accountDate(completedAt))
  if (order === undefined || listing === undefined) return undefined
  const { close } = market.snapshot(listing.conId, completedAt)
  return {
    ...unfilled(portfolio.account, listing.conId, order, portfolio.orders.length),
    limitPrice: close === null ? null : onTick(close * 0.97, listing.minTick),
    stopPrice: null,
    orderType: "LMT",
    status: "Cancelled",
    completedAt,
    completedStatus: "Cancelled by Trader",
  }
}

/** The last time that a clock in New York showed a time of day. */
function lastTime(time: string, at: number): number {
  const today = instantOf(accountDate(at), time)
  return today <= at ? today : instantOf(accountDate(at - DAY), time)
}
