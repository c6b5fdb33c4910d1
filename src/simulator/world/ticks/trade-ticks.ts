import { uniform } from "../market/random.ts"
import type { Listing, Market, SimulatedBar } from "../world.ts"
import { isUsStock, tradeVenue } from "./venues.ts"

/** One trade on the tape. */
export interface TradeTick {
  /** ms since the epoch. */
  readonly at: number
  readonly price: number
  readonly size: number
  readonly exchange: string
  /** Sale conditions as the tape prints them, `   I` for an odd lot. */
  readonly conditions: string
  /** Left out of volume and last price by those who report them, as odd lots are. */
  readonly isUnreported: boolean
}

const oddLotBelow = 100
/** Coins trade in thousandths; everything else in whole units. */
const coinParts = 1000

/**
 * The trades of the seconds that begin in [from, to). They are the tape's: the trades of a second have the price, the total
 * and the number of the second's bar, so that trades add up to bars of every size.
 */
export function tradesIn(
  market: Market,
  listing: Listing,
  from: number,
  to: number,
  regularHoursOnly = false,
): readonly TradeTick[] {
  return market
    .bars({ conId: listing.conId, from, to, barSeconds: 1, what: "TRADES", regularHoursOnly })
    .flatMap((second) => tradesOf(second, listing))
}

function tradesOf({ at, close, volume, count }: SimulatedBar, listing: Listing): readonly TradeTick[] {
  if (count <= 0) return []
  const parts = Number.isInteger(volume) ? 1 : coinParts
  const second = Math.floor(at / 1000)
  const trades = volume === 0 ? 1 : count
  return sizes(Math.round(volume * parts), trades, (trade) => uniform(listing.conId, second, trade)).map(
    (size, trade) => {
      const exchange = tradeVenue(listing, uniform(listing.conId, second, trade + 5000))
      const isOddLot = isUsStock(listing) && size > 0 && size < oddLotBelow
      return {
        at: at + Math.floor((1000 * trade) / trades),
        price: close,
        size: size / parts,
        exchange,
        conditions: isOddLot ? "   I" : "",
        isUnreported: isOddLot,
      }
    },
  )
}

/** Cuts a total into so many unequal whole parts, each of at least one where there is enough. */
function sizes(total: number, count: number, draw: (cut: number) => number): readonly number[] {
  const least = total >= count ? 1 : 0
  const rest = total - least * count
  const cut = (at: number): number =>
    at === 0 ? 0 : at === count ? rest : Math.floor((rest * (at + 0.9 * (draw(at) - 0.5))) / count)
  return Array.from({ length: count }, (_, at) => least + cut(at + 1) - cut(at))
}
