import type { Piece, PriceKind, StretchPrices } from "./prices.ts"
import { Aggregate } from "./prices.ts"
import { businessIn, minuteOf, secondOf, type Tape, type TapeMinute } from "./tape.ts"

/** The prices that a tape stands for. */
export function tapePrices(tape: Tape, price: (ticks: number) => number): StretchPrices {
  const { spread, minutes } = tape
  const quoteOffset = (kind: PriceKind): number => (kind === "BID" ? 0 : kind === "ASK" ? spread : spread / 2)
  const seconds = minutes * 60

  let current: TapeMinute | undefined
  let currentIndex = -1
  /** Seconds are read one after another: the minute around them is worked out once. */
  const minuteAround = (index: number): TapeMinute => {
    if (current === undefined || index !== currentIndex) {
      current = minuteOf(tape, index)
      currentIndex = index
    }
    return current
  }

  const tradeAt = (second: number): number => {
    const { bid, atAsk } = secondOf(tape, second, minuteAround(Math.floor(second / 60)))
    return bid + (atAsk ? spread : 0)
  }

  const flat = (ticks: number, from: number, to: number): Piece => {
    const value = price(ticks)
    const { volume, count } = businessIn(tape, from, to)
    return { open: value, high: value, low: value, close: value, volume, count }
  }

  const minute = (kind: PriceKind, index: number): Piece => {
    const from = index * 60
    const bar = minuteAround(index)
    if (tape.step === 60) {
      return flat(kind === "TRADES" ? tradeAt(from) : bar.open + quoteOffset(kind), from, from + 60)
    }
    const { volume, count } = businessIn(tape, from, from + 60)
    if (kind !== "TRADES") {
      const offset = quoteOffset(kind)
      return {
        open: price(bar.open + offset),
        high: price(bar.high + offset),
        low: price(bar.low + offset),
        close: price(bar.close + offset),
        volume,
        count,
      }
    }
    return {
      open: price(tradeAt(from)),
      high: price(bar.high + spread),
      low: price(bar.low),
      close: price(tradeAt(from + 59)),
      volume,
      count,
    }
  }

  return {
    stretch: tape.stretch,
    minutes,
    minute,
    second(kind, second) {
      if (kind === "TRADES") return flat(tradeAt(second), second, second + 1)
      const { bid } = secondOf(tape, second, minuteAround(Math.floor(second / 60)))
      return flat(bid + quoteOffset(kind), second, second + 1)
    },
    whole(kind) {
      if (tape.highMinute < 0) {
        const sum = new Aggregate()
        for (let index = 0; index < minutes; index++) sum.add(minute(kind, index))
        return sum
      }
      if (kind === "TRADES") {
        return {
          open: price(tradeAt(0)),
          high: price(tape.high + spread),
          low: price(tape.low),
          close: price(tradeAt(seconds - 1)),
          volume: tape.volume,
          count: tape.trades,
        }
      }
      const offset = quoteOffset(kind)
      return {
        open: price(tape.first + offset),
        high: price(tape.high + offset),
        low: price(tape.low + offset),
        close: price(tape.last + offset),
        volume: tape.volume,
        count: tape.trades,
      }
    },
    steady: () => tape.step === 60,
    lastTrade: (second) => (tape.step === 1 ? second : Math.floor(second / 60) * 60),
  }
}
