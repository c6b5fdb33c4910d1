import { dateInZone, wallTime } from "../../../calendar/zones.ts"
import type { Universe } from "../instrument.ts"
import { seedOf, uniform } from "../market/random.ts"
import type { Listing, Market, SimulatedExecution } from "../world.ts"
import { cents, commission, pointValue } from "./money.ts"
import type { Portfolio, RoundTrip } from "./portfolio.ts"

export const ACCOUNT_ZONE = "America/New_York"

/** One fill with the contract that was traded. */
export interface Trade extends SimulatedExecution {
  readonly listing: Listing
  readonly signedShares: number
}

/** The account's date at an instant, `YYYYMMDD`. */
export const accountDate = (at: number): string => dateInZone(at, ACCOUNT_ZONE).replaceAll("-", "")

/** An account's trades of a date in New York, in order; each exists as soon as its time has come. */
export type TradesOf = (portfolio: Portfolio, date: string, until: number) => readonly Trade[]

export function createTrades(universe: Universe, market: Market): TradesOf {
  const known = new Map<string, readonly Trade[]>()

  return (portfolio, date, until) => {
    const key = `${portfolio.account} ${date}`
    let trades = known.get(key)
    if (trades === undefined) {
      trades = portfolio.roundTrips
        .flatMap((trip, index) => tradesOf(portfolio.account, trip, date, index))
        .sort((a, b) => a.at - b.at)
      if (known.size > 100) known.clear()
      known.set(key, trades)
    }
    return trades.filter(({ at }) => at <= until)
  }

  function tradesOf(account: string, trip: RoundTrip, date: string, index: number): readonly Trade[] {
    const listing = universe.listing(trip.conId)
    const buyAt = instantOf(date, trip.bought)
    const sellAt = instantOf(date, trip.sold)
    if (listing === undefined) return []
    if (!market.snapshot(trip.conId, buyAt).current || !market.snapshot(trip.conId, sellAt).current) return []
    const point = pointValue(listing)
    const buys = fill(account, trip, listing, "BOT", buyAt, index * 2)
    const paid = buys.reduce((sum, t) => sum + t.shares * t.price * point + t.commission, 0)
    const cost = paid / buys.reduce((sum, t) => sum + t.shares, 0)
    const sells = fill(account, trip, listing, "SLD", sellAt, index * 2 + 1).map((trade) => ({
      ...trade,
      // A conversion of currencies realises nothing: it is cash on both sides.
      realizedPnl: listing.secType === "CASH" ? null : trade.shares * (trade.price * point - cost) - trade.commission,
    }))
    return [...buys, ...sells]
  }

  function fill(
    account: string,
    { conId, exchange, fills, clientId }: RoundTrip,
    listing: Listing,
    side: "BOT" | "SLD",
    start: number,
    index: number,
  ): readonly Trade[] {
    const seed = seedOf(start / 1000, `${account} ${conId}`)
    const permId = 1_000_000_000 + Math.floor(uniform(seed, 1, 0) * 900_000_000)
    let cumulative = 0
    let spent = 0
    return fills.map((shares, part) => {
      const at = start + part * 2_000
      const { bid, ask, last } = market.snapshot(conId, at)
      const price = (side === "BOT" ? ask : bid) ?? last ?? 0
      cumulative += shares
      spent += shares * price
      const number = Math.floor(uniform(seed, 2, part) * 0xffffffff)
        .toString(16)
        .padStart(8, "0")
      return {
        account,
        conId,
        listing,
        orderId: clientId === 0 ? 0 : index + 1,
        clientId,
        permId,
        execId: `0000e0d5.${number}.01.${String(part + 1).padStart(2, "0")}`,
        at,
        exchange,
        side,
        shares,
        signedShares: side === "BOT" ? shares : -shares,
        price,
        cumulative,
        averagePrice: Number((spent / cumulative).toPrecision(10)),
        commission: cents(commission(listing, shares, shares * price * pointValue(listing))),
        commissionCurrency: listing.currency,
        realizedPnl: null,
      }
    })
  }
}

/** A time of day in New York on a `YYYYMMDD` date. */
export function instantOf(date: string, time: string): number {
  const [year, month, day] = [date.slice(0, 4), date.slice(4, 6), date.slice(6, 8)].map(Number)
  const [hour, minute, second] = time.split(":").map(Number)
  return wallTime(
    ACCOUNT_ZONE,
    { year: year ?? 0, month: month ?? 0, day: day ?? 0, hour: hour ?? 0, minute: minute ?? 0, second: second ?? 0 },
    "start",
  )
}
