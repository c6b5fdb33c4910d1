import type { QuoteTick } from "../world/ticks/quote-ticks.ts"
import type { TradeTick } from "../world/ticks/trade-ticks.ts"
import type { SimulatedBar } from "../world/world.ts"
import type { Message } from "./message.ts"
import { decimal, integer } from "./numbers.ts"

const seconds = (at: number): string => decimal(Math.floor(at / 1000))
const done = "1"

/** Bit 1 of a trade's attributes; bit 0 says that it lies beyond a price limit, which nothing here does. */
const unreported = 2

/** Sizes of history are counted in lots until server version 175, see `lotSize`; `size` makes them of shares. */
export type SizeText = (size: number) => string

export const historicalTrades = (requestId: number, ticks: readonly TradeTick[], size: SizeText): Message => [
  "98",
  integer(requestId),
  integer(ticks.length),
  ...ticks.flatMap((tick) => [
    seconds(tick.at),
    tick.isUnreported ? integer(unreported) : "0",
    decimal(tick.price),
    size(tick.size),
    tick.exchange,
    tick.conditions,
  ]),
  done,
]

export const historicalQuotes = (requestId: number, ticks: readonly QuoteTick[], size: SizeText): Message => [
  "97",
  integer(requestId),
  integer(ticks.length),
  ...ticks.flatMap((tick) => [
    seconds(tick.at),
    "0",
    decimal(tick.bid),
    decimal(tick.ask),
    size(tick.bidSize),
    size(tick.askSize),
  ]),
  done,
]

export const middle = ({ bid, ask }: Pick<QuoteTick, "bid" | "ask">): number =>
  Math.round(((bid + ask) / 2) * 1e8) / 1e8

export const historicalMidpoints = (requestId: number, ticks: readonly QuoteTick[]): Message => [
  "96",
  integer(requestId),
  integer(ticks.length),
  ...ticks.flatMap((tick) => [seconds(tick.at), "0", decimal(middle(tick)), "0"]),
  done,
]

/** 1: trades that make the last price; 2: all of them. */
export const tradeByTrade = (requestId: number, type: 1 | 2, tick: TradeTick, size: SizeText): Message => [
  "99",
  integer(requestId),
  integer(type),
  seconds(tick.at),
  decimal(tick.price),
  size(tick.size),
  tick.isUnreported ? integer(unreported) : "0",
  tick.exchange,
  tick.conditions,
]

export const quoteByQuote = (requestId: number, tick: QuoteTick, size: SizeText): Message => [
  "99",
  integer(requestId),
  "3",
  seconds(tick.at),
  decimal(tick.bid),
  decimal(tick.ask),
  size(tick.bidSize),
  size(tick.askSize),
  "0",
]

export const midpointByMidpoint = (requestId: number, tick: QuoteTick): Message => [
  "99",
  integer(requestId),
  "4",
  seconds(tick.at),
  decimal(middle(tick)),
]

/** Five seconds of trading, stamped with their beginning. What is no trade has -1 for volume, average and count. */
export const realTimeBar = (requestId: number, bar: SimulatedBar, size: SizeText): Message => [
  "50",
  "3",
  integer(requestId),
  seconds(bar.at),
  decimal(bar.open),
  decimal(bar.high),
  decimal(bar.low),
  decimal(bar.close),
  bar.volume < 0 ? "-1" : size(bar.volume),
  decimal(bar.average),
  integer(bar.count),
]

export interface PriceVolume {
  readonly price: number
  readonly size: number
}

export const histogram = (requestId: number, points: readonly PriceVolume[], size: SizeText): Message => [
  "89",
  integer(requestId),
  integer(points.length),
  ...points.flatMap((point) => [decimal(point.price), size(point.size)]),
]
