import type { Instrument } from "../instrument.ts"
import type { Snapshot } from "../world.ts"
import { dividendText } from "./dividends.ts"
import type { Facts } from "./facts.ts"
import type { Piece } from "./prices.ts"
import { daySoFar, type Progress, principalKind, progressAt, regularClose, tradesAt } from "./progress.ts"
import { bits } from "./random.ts"
import type { Traded } from "./traded.ts"

const OPTION_QUOTE_SIZE = 20

/** What the exchange shows: the market while it trades, and its last state while it does not. */
export function snapshotOf(traded: Traded, instrument: Instrument, facts: Facts, at: number): Snapshot {
  const progress = progressAt(traded, at)
  if (progress === undefined) return nothing
  const { day, prices, second, stretch } = progress
  const current = tradesAt(traded, at)
  const quotes = quotesAt(traded, instrument, progress)
  const trade = traded.hasTrades ? prices.second("TRADES", prices.lastTrade(second)) : undefined
  const soFar = daySoFar(traded, progress, principalKind(traded), at)
  const before = traded.days.before(day.date)
  const last = trade?.close ?? null
  const { listing } = traded
  const isStock = listing.secType === "STK"
  // A year of days is gone through for these, so only when somebody looks.
  const days = () => facts(traded, day)
  return {
    current,
    ...quotes,
    last,
    lastSize: trade !== undefined && traded.hasVolume ? lastSize(traded, trade) : null,
    lastAt: trade === undefined ? null : stretch.open + prices.lastTrade(second) * 1000,
    open: soFar.open,
    high: soFar.high,
    low: soFar.low,
    close: before === undefined ? null : (regularClose(traded, before) ?? null),
    volume: traded.hasVolume ? soFar.volume / traded.lotsPerUnit : null,
    mark: markOf(last, quotes),
    halted: false,
    openInterest: DERIVATIVES.has(listing.secType) ? openInterest(traded, instrument, day.date) : null,
    shortableShares: isStock ? shortable(traded, instrument, day.date) : null,
    get week52High() {
      const { week52High } = days()
      return week52High === null ? null : Math.max(week52High, soFar.high)
    },
    get week52Low() {
      const { week52Low } = days()
      return week52Low === null ? null : Math.min(week52Low, soFar.low)
    },
    get historicalVolatility() {
      return days().historicalVolatility
    },
    get impliedVolatility() {
      return days().impliedVolatility(at)
    },
    averageVolume: traded.hasVolume && !OPTIONS.has(listing.secType) ? instrument.behaviour.averageVolume : null,
    tradeCount: traded.hasVolume ? soFar.count : null,
    dividends: isStock ? dividendText(traded.seed, instrument.behaviour, listing.priceMagnifier, day.date) : null,
  }
}

const OPTIONS = new Set(["OPT", "FOP", "WAR"])
const DERIVATIVES = new Set(["OPT", "FOP", "WAR", "FUT"])

type Quotes = Pick<Snapshot, "bid" | "ask" | "bidSize" | "askSize">

function quotesAt(traded: Traded, { behaviour }: Instrument, { prices, second, stretch }: Progress): Quotes {
  if (!traded.hasQuotes) return { bid: null, ask: null, bidSize: null, askSize: null }
  const bid = prices.second("BID", second).close
  const ask = prices.second("ASK", second).close
  const usual = OPTIONS.has(traded.listing.secType) ? OPTION_QUOTE_SIZE : Math.max(1, behaviour.quoteSize)
  const chance = bits(traded.seed, Math.floor(stretch.open / 1000) + second, 17)
  const size = (draw: number): number => Math.max(1, Math.round((usual * (1 + (draw & 15))) / 5))
  return {
    bid: bid > 0 ? bid : null,
    ask,
    bidSize: bid > 0 ? size(chance) : null,
    askSize: size(chance >>> 8),
  }
}

const lastSize = ({ lotsPerUnit }: Traded, { volume, count }: Piece): number =>
  Math.max(1, Math.round(volume / count)) / lotsPerUnit

/** IBKR's mark price: the last trade, held between bid and ask; the middle where there are no trades. */
function markOf(last: number | null, { bid, ask }: Quotes): number | null {
  if (last === null) return bid !== null && ask !== null ? (bid + ask) / 2 : ask
  return Math.min(Math.max(last, bid ?? last), ask ?? last)
}

function openInterest(traded: Traded, { behaviour }: Instrument, date: string): number {
  const usual = traded.listing.secType === "FUT" ? Math.max(behaviour.averageVolume, 1_000) * 1.4 : 2_500
  return Math.round(usual * (0.2 + (bits(traded.seed, Number(date), 19) % 1_000) / 625))
}

function shortable(traded: Traded, { behaviour }: Instrument, date: string): number {
  return Math.round(behaviour.averageVolume * (0.1 + (bits(traded.seed, Number(date), 23) % 1_000) / 4_000))
}

const nothing: Snapshot = {
  current: false,
  bid: null,
  ask: null,
  bidSize: null,
  askSize: null,
  last: null,
  lastSize: null,
  lastAt: null,
  open: null,
  high: null,
  low: null,
  close: null,
  volume: null,
  mark: null,
  halted: false,
  openInterest: null,
  shortableShares: null,
  week52High: null,
  week52Low: null,
  historicalVolatility: null,
  impliedVolatility: null,
  averageVolume: null,
  tradeCount: null,
  dividends: null,
}
