import { type OptionTerms, optionValue } from "./option-pricing.ts"
import { Aggregate, type Piece, type PriceKind, type StretchPrices } from "./prices.ts"
import { bits } from "./random.ts"
import type { Traded } from "./traded.ts"
import type { Stretch } from "./trading-day.ts"

/** What an option is priced from in one stretch of trading. */
export interface Valuation {
  readonly volatility: number
  terms(at: number): OptionTerms
}

interface OptionSource extends Valuation {
  readonly stretch: Stretch
  readonly underlying: Traded
  readonly ticks: OptionTicks
  readonly price: (ticks: number) => number
  readonly seed: number
}

interface Activity {
  /** Whether time value decays by the minute. */
  readonly near: boolean
  readonly volume: number
}

/** Part of an option's stretch in which its underlying trades in one stretch of its own, or stands still. */
interface Part {
  readonly from: number
  readonly to: number
  readonly prices: StretchPrices | undefined
  /** The underlying's minute in the first minute of this part. */
  readonly offset: number
  readonly still: number
}

const MINUTE = 60_000
const LONGEST_WAIT = 15

/**
 * An option's quotes follow its underlying's market second by second: the value rises or falls with the underlying, so the
 * extremes of one are those of the other. It trades now and then, at the start of a minute.
 */
export function optionPrices(source: OptionSource, { near, volume: ordinary }: Activity): StretchPrices {
  const { stretch, seed, price, ticks, volatility } = source
  const minutes = Math.max(1, Math.round((stretch.close - stretch.open) / MINUTE))
  const parts = partsOf(source, minutes)
  const falling = source.terms(stretch.open).right === "P"
  const termsAt = (minute: number): OptionTerms => source.terms(stretch.open + minute * MINUTE)
  const constant = termsAt(0)

  const wait = Math.min(LONGEST_WAIT, Math.max(1, Math.ceil(minutes / Math.max(ordinary, 1))))
  const slots = Math.ceil(minutes / wait)
  const trades = Math.max(slots, Math.round(ordinary / 4))
  const volume = Math.max(trades, Math.round(ordinary))
  const tradesBefore = (second: number): number => {
    const done = Math.ceil(second / 60 / wait)
    return done >= slots ? trades : done + Math.floor(((trades - slots) * done) / slots)
  }
  const volumeBefore = (second: number): number => {
    const count = tradesBefore(second)
    return count === trades ? volume : Math.floor((volume * count) / trades)
  }
  const business = (from: number, to: number) => ({
    volume: volumeBefore(to) - volumeBefore(from),
    count: tradesBefore(to) - tradesBefore(from),
  })

  const quote = (kind: PriceKind, underlying: number, minute: number): number => {
    const { bid, ask } = optionQuote(near ? termsAt(minute) : constant, underlying, volatility, ticks)
    return price(kind === "BID" ? bid : kind === "ASK" ? ask : (bid + ask) / 2)
  }

  const partAt = (minute: number): Part => {
    for (const part of parts) if (minute < part.to) return part
    throw new Error(`Minute ${minute} is outside the option's stretch`)
  }

  /** The underlying's prices mapped one by one: highs to lows for a put. */
  const mapped = (kind: PriceKind, under: Piece, minute: number): Omit<Piece, "volume" | "count"> => ({
    open: quote(kind, under.open, minute),
    high: quote(kind, falling ? under.low : under.high, minute),
    low: quote(kind, falling ? under.high : under.low, minute),
    close: quote(kind, under.close, minute),
  })

  const underlyingMinute = (minute: number): Piece => {
    const part = partAt(minute)
    return part.prices === undefined
      ? still(part.still)
      : part.prices.minute("MIDPOINT", minute - part.from + part.offset)
  }

  const tradeIn = (minute: number): number => {
    const traded = minute - (minute % wait)
    const { open } = underlyingMinute(traded)
    const { bid, ask } = optionQuote(near ? termsAt(traded) : constant, open, volatility, ticks)
    return price(bid === 0 || (bits(seed, Math.floor(stretch.open / MINUTE), traded) & 1) === 1 ? ask : bid)
  }

  const flat = (value: number, from: number, to: number): Piece => ({ ...still(value), ...business(from, to) })

  const minute = (kind: PriceKind, index: number): Piece =>
    kind === "TRADES"
      ? flat(tradeIn(index), index * 60, index * 60 + 60)
      : { ...mapped(kind, underlyingMinute(index), index), ...business(index * 60, index * 60 + 60) }

  const addUp = (kind: PriceKind): Piece => {
    const sum = new Aggregate()
    for (const part of parts) {
      const covered = part.prices !== undefined && part.offset === 0 && part.to - part.from === part.prices.minutes
      if (kind === "TRADES" || near || (part.prices !== undefined && !covered)) {
        const pace = kind === "TRADES" ? wait : 1
        for (let index = Math.ceil(part.from / pace) * pace; index < part.to; index += pace)
          sum.add(minute(kind, index))
      } else {
        const under = part.prices?.whole("MIDPOINT") ?? still(part.still)
        sum.add({ ...mapped(kind, under, part.from), volume: 0, count: 0 })
      }
    }
    return { open: sum.open, high: sum.high, low: sum.low, close: sum.close, volume, count: trades }
  }

  const wholes = new Map<PriceKind, Piece>()
  const whole = (kind: PriceKind): Piece => {
    const known = wholes.get(kind) ?? addUp(kind)
    wholes.set(kind, known)
    return known
  }

  return {
    stretch,
    minutes,
    whole,
    minute,
    second(kind, second) {
      const index = Math.floor(second / 60)
      if (kind === "TRADES") return flat(tradeIn(index), second, second + 1)
      const part = partAt(index)
      const place = second - (part.from - part.offset) * 60
      const under = part.prices === undefined ? part.still : part.prices.second("MIDPOINT", place).close
      return flat(quote(kind, under, index), second, second + 1)
    },
    steady: (kind) => kind === "TRADES",
    lastTrade: (second) => Math.floor(second / 60 / wait) * wait * 60,
  }
}

const still = (value: number): Piece => ({ open: value, high: value, low: value, close: value, volume: 0, count: 0 })

/** Half the spread as a share of the price, beside half a tick. */
const HALF_SPREAD = 0.003

/** What prices of an option move in: its tick, and from some price on several ticks at once. */
export interface OptionTicks {
  readonly tick: number
  /** From so many ticks on prices are multiples of `step` ticks; a price of that many is one. */
  readonly coarse: { readonly from: number; readonly step: number } | undefined
}

/** Bid and ask in ticks around the model's price; both rise with it. The bid of an American option is never below intrinsic. */
export function optionQuote(terms: OptionTerms, underlying: number, volatility: number, { tick, coarse }: OptionTicks) {
  const value = optionValue(terms, underlying, volatility)
  const half = tick / 2 + value * HALF_SPREAD
  const intrinsic = terms.american ? (terms.right === "C" ? underlying - terms.strike : terms.strike - underlying) : 0
  const grain = (ticks: number): number => (coarse !== undefined && ticks >= coarse.from ? coarse.step : 1)
  const down = (ticks: number): number => ticks - (ticks % grain(ticks))
  const up = (ticks: number): number => Math.ceil(ticks / grain(ticks)) * grain(ticks)
  const floor = up(Math.ceil(Math.max(0, intrinsic) / tick - 1e-9))
  const bid = Math.max(down(Math.max(0, Math.floor((value - half) / tick + 1e-9))), floor)
  return { value, bid, ask: up(Math.max(Math.ceil((value + half) / tick - 1e-9), bid + 1)) }
}

/** Cuts an option's stretch where its underlying opens and closes. */
function partsOf({ stretch, underlying }: OptionSource, minutes: number): readonly Part[] {
  const parts: Part[] = []
  const toMinute = (at: number): number => Math.round((at - stretch.open) / MINUTE)
  const stretches = underlying.days.between(stretch.open, stretch.close).flatMap((day) => day.stretches)
  let until = 0
  let last = lastBefore(underlying, stretch.open)
  for (const under of stretches) {
    if (under.close <= stretch.open || under.open >= stretch.close) continue
    const from = Math.max(0, toMinute(under.open))
    const to = Math.min(minutes, toMinute(under.close))
    if (from > until) parts.push({ from: until, to: from, prices: undefined, offset: 0, still: last })
    const prices = underlying.prices(under)
    parts.push({ from, to, prices, offset: from - toMinute(under.open), still: 0 })
    last = prices.whole("MIDPOINT").close
    until = to
  }
  if (until < minutes) parts.push({ from: until, to: minutes, prices: undefined, offset: 0, still: last })
  return parts
}

function lastBefore(underlying: Traded, at: number): number {
  const stretch = underlying.days.openedBy(at)?.stretches.findLast(({ close }) => close <= at)
  if (stretch !== undefined) return underlying.prices(stretch).whole("MIDPOINT").close
  const day = underlying.days.openedBy(at - 86_400_000)
  const earlier = day?.stretches.at(-1)
  return earlier === undefined ? underlying.price(1) : underlying.prices(earlier).whole("MIDPOINT").close
}
