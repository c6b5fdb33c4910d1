import { bits, normal, uniform } from "./random.ts"
import type { Stretch } from "./trading-day.ts"

/**
 * What happens to one instrument in one stretch of trading. Everything is counted in ticks of the bid; the ask is `spread`
 * ticks above and a trade is at one of the two. Extremes are drawn first and then forced into one second of one minute, so
 * that any bar can be made without walking through the seconds in it, and bars of all sizes still agree exactly.
 */
export interface Tape {
  readonly stretch: Stretch
  readonly seed: number
  readonly minutes: number
  /** Seconds between two prices: 1, or 60 in a thin market. */
  readonly step: 1 | 60
  readonly spread: number
  readonly first: number
  readonly last: number
  readonly high: number
  readonly low: number
  /** Minutes in which the extremes are reached; -1 when the stretch is too short to force any. */
  readonly highMinute: number
  readonly lowMinute: number
  /** How far a minute's extremes may lie outside its own open and close, in ticks. */
  readonly wick: number
  readonly volume: number
  readonly trades: number
  /** Undisturbed price in ticks at an instant. */
  readonly fair: (at: number) => number
}

export interface TapeSource {
  readonly seed: number
  /** Undisturbed price in ticks at an instant. */
  readonly fair: (at: number) => number
  /** Standard deviation of a minute's return. */
  readonly minuteVolatility: number
  readonly spread: (stretch: Stretch) => number
  /** Ordinary volume of the whole stretch in lots; 0 for what has none. */
  readonly volume: (stretch: Stretch) => number
  /** Ordinary size of one trade in lots. */
  readonly tradeSize: number
  /** Whether volume matters at all: an index or a currency pair moves every second without any. */
  readonly hasVolume: boolean
}

/** A minute of the tape, in ticks of the bid. The seconds are -1 in a thin market, where each minute has one price. */
export interface TapeMinute {
  readonly open: number
  readonly close: number
  readonly high: number
  readonly low: number
  readonly highSecond: number
  readonly lowSecond: number
}

const KNOTS = 32
/** Lots traded per second below which a market is thin. */
const DENSE_VOLUME = 5

export function drawTape(source: TapeSource, stretch: Stretch): Tape {
  const minutes = Math.max(1, Math.round((stretch.close - stretch.open) / 60_000))
  const seed = bits(source.seed, Math.floor(stretch.open / 60_000), 1)
  const spread = source.spread(stretch)
  const volume = Math.max(0, Math.round(source.volume(stretch) * Math.exp(0.35 * normal(seed, 1, 0) - 0.06)))
  const step = !source.hasVolume || volume >= DENSE_VOLUME * minutes * 60 ? 1 : 60
  const slots = step === 1 ? minutes * 60 : minutes
  const trades = Math.max(slots, Math.round(volume / source.tradeSize))
  const { fair } = source

  const slotMs = step * 1000
  const first = bidOf(fair(stretch.open), spread)
  const closing = Math.max(1, Math.round(fair(stretch.close)))
  const last = Math.max(1, closing - (isAtAsk(seed, minutes * 60 - step) ? spread : 0))

  let high = Math.max(first, last)
  let low = Math.min(first, last)
  let highMinute = high === first ? 0 : minutes
  let lowMinute = low === first ? 0 : minutes
  for (let knot = 1; knot < KNOTS; knot++) {
    const minute = Math.floor((minutes * knot) / KNOTS)
    const bid = bidOf(fair(stretch.open + minute * 60_000 + slotMs), spread)
    if (bid > high) {
      high = bid
      highMinute = minute
    }
    if (bid < low) {
      low = bid
      lowMinute = minute
    }
  }
  const wick = source.minuteVolatility * closing + 0.5
  const margin = wick * Math.sqrt(minutes / KNOTS) * 0.7
  high += Math.floor(margin * uniform(seed, 4, 0))
  low = Math.max(1, low - Math.floor(margin * uniform(seed, 5, 0)))

  highMinute = inside(highMinute, minutes)
  lowMinute = inside(lowMinute, minutes)
  if (lowMinute === highMinute) lowMinute = highMinute + (highMinute + 1 < minutes - 1 ? 1 : -1)
  const forced = minutes >= 4
  return {
    stretch,
    seed,
    minutes,
    step,
    spread,
    first,
    last,
    high,
    low,
    highMinute: forced ? highMinute : -1,
    lowMinute: forced ? lowMinute : -1,
    wick,
    volume: source.hasVolume ? Math.max(volume, trades + Math.floor(slots * uniform(seed, 6, 0))) : 0,
    trades,
    fair,
  }
}

const bidOf = (fair: number, spread: number): number => Math.max(1, Math.round(fair - spread / 2))

/** Open and close are given, so an extreme is forced into any minute but the first and the last. */
const inside = (minute: number, minutes: number): number => Math.min(Math.max(Math.floor(minute), 1), minutes - 2)

const isAtAsk = (seed: number, second: number): boolean => (bits(seed, second, 7) & 1) === 1

/** Bid at the start of a slot, the forced extremes left out. */
function bidAt(tape: Tape, second: number): number {
  if (second === 0) return tape.first
  if (second >= tape.minutes * 60 - tape.step) return tape.last
  const bid = bidOf(tape.fair(tape.stretch.open + second * 1000), tape.spread)
  return Math.min(Math.max(bid, tape.low), tape.high)
}

export function minuteOf(tape: Tape, minute: number): TapeMinute {
  const start = minute * 60
  if (tape.step === 60) {
    const bid = minute === tape.highMinute ? tape.high : minute === tape.lowMinute ? tape.low : bidAt(tape, start)
    return { open: bid, close: bid, high: bid, low: bid, highSecond: -1, lowSecond: -1 }
  }
  const open = bidAt(tape, start)
  const close = bidAt(tape, start + 59)
  const chance = bits(tape.seed, minute, 11)
  const above = Math.floor((tape.wick * (chance & 1023)) / 1024)
  const below = Math.floor((tape.wick * ((chance >>> 10) & 1023)) / 1024)
  const high = minute === tape.highMinute ? tape.high : Math.min(tape.high, Math.max(open, close) + above)
  const low = minute === tape.lowMinute ? tape.low : Math.max(tape.low, Math.min(open, close) - below)
  const highSecond = 1 + ((chance >>> 20) % 58)
  const lowSecond = 1 + ((highSecond + ((chance >>> 26) % 57)) % 58)
  return { open, close, high, low, highSecond, lowSecond }
}

/** The bid in one second, and whether its trade is at the ask: the forced high is, the forced low is not. */
export interface TapeSecond {
  readonly bid: number
  readonly atAsk: boolean
}

export function secondOf(tape: Tape, second: number, minute: TapeMinute): TapeSecond {
  const index = Math.floor(second / 60)
  if (tape.step === 60) {
    const atAsk = index === tape.highMinute || (index !== tape.lowMinute && isAtAsk(tape.seed, index * 60))
    return { bid: minute.open, atAsk }
  }
  const within = second - index * 60
  if (within === minute.highSecond) return { bid: minute.high, atAsk: true }
  if (within === minute.lowSecond) return { bid: minute.low, atAsk: false }
  const bid = within === 0 ? minute.open : within === 59 ? minute.close : bidAt(tape, second)
  return { bid: Math.min(Math.max(bid, minute.low), minute.high), atAsk: isAtAsk(tape.seed, second) }
}

/**
 * Trades and lots traded in the seconds [from, to) of the stretch: differences of counts from its start, so that parts add
 * up exactly. The lots grow where the trades do.
 */
export function businessIn(tape: Tape, from: number, to: number): { readonly volume: number; readonly count: number } {
  const before = tradesBefore(tape, from)
  const after = tradesBefore(tape, to)
  return { volume: volumeOf(tape, after) - volumeOf(tape, before), count: after - before }
}

function tradesBefore(tape: Tape, second: number): number {
  const slots = tape.step === 1 ? tape.minutes * 60 : tape.minutes
  const done = tape.step === 1 ? second : Math.ceil(second / 60)
  if (done >= slots) return tape.trades
  if (done <= 0) return 0
  return done + Math.floor((tape.trades - slots) * busyness(tape, (done / slots) * tape.minutes))
}

/** Whole lots in the first so many trades. */
function volumeOf(tape: Tape, trades: number): number {
  return trades === tape.trades ? tape.volume : Math.floor((tape.volume * trades) / tape.trades)
}

/** Share of the stretch's business done after so many minutes: more at both ends, and uneven from minute to minute. */
function busyness(tape: Tape, minutes: number): number {
  const whole = Math.floor(minutes)
  const before = boundary(tape, whole)
  return minutes === whole ? before : before + (boundary(tape, whole + 1) - before) * (minutes - whole)
}

/** Least density of the U shape below; a boundary moves by less than half of what the quietest minute has. */
const LEAST_DENSITY = 0.6

function boundary(tape: Tape, minute: number): number {
  if (minute <= 0) return 0
  if (minute >= tape.minutes) return 1
  const x = minute / tape.minutes
  const shape = LEAST_DENSITY * x + 0.2 * ((2 * x - 1) ** 3 + 1)
  return shape + ((uniform(tape.seed, minute, 13) - 0.5) * 0.9 * LEAST_DENSITY) / tape.minutes
}
