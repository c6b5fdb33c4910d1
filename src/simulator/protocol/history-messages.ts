import { inLots } from "../lots.ts"
import type { Session, SimulatedBar } from "../world/world.ts"
import type { Message } from "./message.ts"
import { decimal, integer, price } from "./numbers.ts"
import { since } from "./versions.ts"
import { dashedTime, loginZone, wallClock } from "./wall-clock.ts"

/** `1` writes dates and times, `2` seconds since the epoch; dates of daily bars are `YYYYMMDD` either way. */
export type DateFormat = 1 | 2

export interface BarFormat {
  readonly version: number
  readonly zone: string
  readonly dateFormat: DateFormat
  /** Days, weeks and months carry the trading date and no time. */
  readonly isDaily: boolean
  /** How many shares one unit of volume stands for, see `lotSize`. */
  readonly lot: number
}

/** From server version 174 on in the instrument's zone and with its name; before, in the Gateway's own, two spaces, no name. */
export function dateTime(at: number, { version, zone }: Pick<BarFormat, "version" | "zone">): string {
  const isNamed = version >= since.instrumentTimeZone
  const { date, time } = wallClock(at, isNamed ? zone : loginZone)
  return isNamed ? `${date} ${time} ${zone}` : `${date}  ${time}`
}

function barDate(bar: SimulatedBar, format: BarFormat): string {
  if (format.isDaily) return bar.day
  return format.dateFormat === 2 ? decimal(Math.floor(bar.at / 1000)) : dateTime(bar.at, format)
}

function volume(bar: SimulatedBar, { version, lot }: BarFormat): string {
  if (bar.volume < 0 || version >= since.historyInShares) return decimal(bar.volume)
  return decimal(inLots(bar.volume, lot))
}

export function historicalData(
  requestId: number,
  from: number,
  to: number,
  bars: readonly SimulatedBar[],
  format: BarFormat,
): Message {
  return [
    "17",
    integer(requestId),
    dateTime(from, format),
    dateTime(to, format),
    integer(bars.length),
    ...bars.flatMap((bar) => [
      barDate(bar, format),
      price(bar.open),
      price(bar.high),
      price(bar.low),
      price(bar.close),
      volume(bar, format),
      decimal(bar.average),
      integer(bar.count),
    ]),
  ]
}

/** The bar that is still forming, of a request that is kept up to date. */
export const historicalDataUpdate = (requestId: number, bar: SimulatedBar, format: BarFormat): Message => [
  "90",
  integer(requestId),
  integer(bar.count),
  barDate(bar, format),
  price(bar.open),
  price(bar.close),
  price(bar.high),
  price(bar.low),
  decimal(bar.average),
  volume(bar, format),
]

export function historicalSchedule(
  requestId: number,
  from: number,
  to: number,
  zone: string,
  sessions: readonly Session[],
): Message {
  return [
    "106",
    integer(requestId),
    dashedTime(sessions[0]?.open ?? from, zone),
    dashedTime(sessions.at(-1)?.close ?? to, zone),
    zone,
    integer(sessions.length),
    ...sessions.flatMap(({ open, close, tradeDate }) => [dashedTime(open, zone), dashedTime(close, zone), tradeDate]),
  ]
}

/** The earliest data there is, in UTC. */
export const headTimestamp = (requestId: number, at: number, format: DateFormat): Message => [
  "88",
  integer(requestId),
  format === 2 ? decimal(Math.floor(at / 1000)) : dashedTime(at, "UTC"),
]
