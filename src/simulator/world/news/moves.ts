import { bounded } from "../market/traded.ts"
import type { Listing, Market, SimulatedBar } from "../world.ts"

/** One regular session of an instrument, and how its price moved in it. */
export interface Move {
  readonly open: number
  readonly close: number
  /** `YYYYMMDD`. */
  readonly date: string
  readonly previousClose: number
  readonly bar: SimulatedBar
  /** Close against previous close, a fraction. */
  readonly change: number
  /** What a day's change usually is (root mean square of the month before), a fraction. */
  readonly usual: number
}

const dayMs = 86_400_000
const daysForUsual = 21
const known = new WeakMap<Market, ReturnType<typeof bounded<string, readonly Move[]>>>()

/** Moves of the sessions that open in a month of the calendar, the future ones among them. */
function movesOfMonth(market: Market, { conId }: Listing, month: number): readonly Move[] {
  const [from, to] = [monthStart(month), monthStart(month + 1)]
  const query = { conId, barSeconds: 86_400, what: "TRADES", regularHoursOnly: true }
  const bars = market.bars({ ...query, from: from - 60 * dayMs, to })
  const sessions = new Map(
    market.sessions(conId, from - dayMs, to + dayMs, true).map((session) => [session.tradeDate, session]),
  )
  return bars.flatMap((bar, at) => {
    const session = sessions.get(bar.day)
    const before = bars[at - 1]
    if (!session || !before || session.open < from || session.open >= to) return []
    const change = bar.close / before.close - 1
    const squares = bars.slice(Math.max(1, at - daysForUsual), at).map(({ close }, offset) => {
      const previous = bars[Math.max(1, at - daysForUsual) + offset - 1]?.close ?? close
      return (close / previous - 1) ** 2
    })
    const usual = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / Math.max(1, squares.length))
    return [
      { open: session.open, close: session.close, date: bar.day, previousClose: before.close, bar, change, usual },
    ]
  })
}

/** Months are counted from the first one of 1970, in UTC. */
export const monthStart = (month: number): number => Date.UTC(1970, month, 1)

export const monthOf = (at: number): number => {
  const date = new Date(at)
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth()
}

/** Moves of the sessions that open in [from, to), ascending. Each is a function of the world alone, whenever it is asked about. */
export function movesIn(market: Market, listing: Listing, from: number, to: number): readonly Move[] {
  const months = known.get(market) ?? bounded<string, readonly Move[]>(2000)
  known.set(market, months)
  const found: Move[] = []
  for (let month = monthOf(from); month <= monthOf(to); month++) {
    found.push(...months.get(`${listing.conId} ${month}`, () => movesOfMonth(market, listing, month)))
  }
  return found.filter(({ open }) => open >= from && open < to)
}
