import { dayMs } from "../../calendar/day-number.ts"
import type { Bar } from "../../gateway/history/history.ts"

/** When a bar begins: a trading date `YYYY-MM-DD`, or ms since the epoch below a day. All of one comparison are of a kind. */
export type Moment = Bar["at"]

/** Closing prices by when their bar began, oldest first. */
export type Closes = ReadonlyMap<Moment, number>

/** The closes of bars that have one, in the currency's main unit. */
export const closesOf = (bars: readonly Bar[], priceMagnifier: number): Closes =>
  new Map(bars.flatMap(({ at, close }) => (close === null ? [] : [[at, close / priceMagnifier] as const])))

/** What several series have in common. */
export interface Shared {
  /** Moments that every series has, ascending. */
  readonly moments: readonly Moment[]
  /** Moments between the first and the last that every series can have, which some have and others do not. */
  readonly dropped: number
  /** How many of the dropped each series lacks, in the order of the series. */
  readonly lacking: readonly number[]
}

/**
 * Lines series up: a moment counts when all have a price of it. Daily bars share a trading date, each at its own exchange's
 * close; shorter ones share the instant that they begin.
 */
export function sharedMoments(series: readonly Closes[]): Shared {
  const spans = series.map((closes) => [...closes.keys()])
  const from = spans
    .flatMap((moments) => moments.slice(0, 1))
    .sort(byTime)
    .at(-1)
  const to = spans
    .flatMap((moments) => moments.slice(-1))
    .sort(byTime)
    .at(0)
  const isOneEmpty = spans.some((moments) => moments.length === 0)
  if (isOneEmpty || from === undefined || to === undefined)
    return { moments: [], dropped: 0, lacking: series.map(() => 0) }
  const inOrder = [...new Set(spans.flat())].filter((at) => at >= from && at <= to).sort(byTime)
  const moments = inOrder.filter((at) => series.every((closes) => closes.has(at)))
  return {
    moments,
    dropped: inOrder.length - moments.length,
    lacking: series.map((closes) => inOrder.filter((at) => !closes.has(at)).length),
  }
}

export const byTime = (a: Moment, b: Moment): number => (a < b ? -1 : a > b ? 1 : 0)

/** Days from one moment to another, with their fraction. */
export const daysBetween = (from: Moment, to: Moment): number => (instantOf(to) - instantOf(from)) / dayMs

/** Days since the epoch. */
export const dayOf = (at: Moment): number => Math.floor(instantOf(at) / dayMs)

/** ms since the epoch; of a date its midnight in UTC. */
const instantOf = (at: Moment): number => (typeof at === "number" ? at : Date.parse(at))
