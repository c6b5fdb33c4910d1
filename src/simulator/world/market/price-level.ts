import { dayMs, isWeekend } from "../../../calendar/day-number.ts"
import type { Behaviour } from "../instrument.ts"
import { normal, normalOf, stream } from "./random.ts"

/**
 * The logarithm of a price, up to a constant, at any instant: daily steps of a factor common to all markets and of the
 * instrument's own, and between two UTC midnights a Brownian bridge, so that instruments which follow one another agree at
 * every instant, whatever their trading hours.
 */
export type PriceLevel = (at: number) => number

/** Annual volatility of the common factor; an instrument with a beta of 1 and this volatility has no noise of its own. */
export const MARKET_VOLATILITY = 0.16

/** How far a price may stray from its trend in the long run (standard deviation of its logarithm). */
const LONG_RUN_SPREAD = 0.5

const LAST_DAY = Date.UTC(2061, 0, 1) / dayMs
const BRIDGE_LEVELS = 12
/** Into so many straight lines, in busy time, the bridges cut a day. */
export const KNOTS = 2 ** BRIDGE_LEVELS

/** Hours of the UTC day in which most of the news comes; the rest of the day moves a sixth as much. */
export interface BusyHours {
  readonly from: number
  readonly to: number
}

export interface LevelOptions {
  readonly seed: number
  readonly marketSeed: number
  readonly behaviour: Behaviour
  readonly busy: BusyHours
  readonly everyDay: boolean
}

export function createPriceLevel({ seed, marketSeed, behaviour, busy, everyDay }: LevelOptions): PriceLevel {
  const yearDays = everyDay ? 365 : 252
  const marketStep = (behaviour.beta * MARKET_VOLATILITY) / Math.sqrt(252)
  const ownStep = ownStepOf(behaviour, yearDays)
  const pull = behaviour.volatility ** 2 / 252 / LONG_RUN_SPREAD ** 2 / 2
  const ownWeight = (day: number): number => (everyDay ? 1 : dayWeight(day))

  const firstDay = Math.floor(dateMs(behaviour.since) / dayMs) - 10
  const levels = new Float64Array(LAST_DAY - firstDay + 1)
  let level = 0
  for (let i = 1; i < levels.length; i++) {
    const day = firstDay + i - 1
    const market = marketStep * Math.sqrt(dayWeight(day)) * normal(marketSeed, day, 0)
    const own = ownStep * Math.sqrt(ownWeight(day)) * normal(seed, day, 0)
    level += market + own - pull * level
    levels[i] = level
  }

  const dailyDrift = behaviour.drift / 365
  return (at) => {
    const time = at / dayMs
    const day = Math.floor(time)
    const index = Math.min(Math.max(day - firstDay, 0), levels.length - 2)
    const hour = (time - day) * 24
    const elapsed = busyShare(hour, busy)
    const start = levels[index] ?? 0
    const end = day < firstDay ? start : (levels[index + 1] ?? start)
    let value = dailyDrift * time + start + (end - start) * elapsed
    const marketNoise = marketStep * Math.sqrt(dayWeight(day))
    if (marketNoise !== 0) value += marketNoise * bridge(marketSeed, day, busyShare(hour, US_HOURS))
    const ownNoise = ownStep * Math.sqrt(ownWeight(day))
    if (ownNoise !== 0) value += ownNoise * bridge(seed, day, elapsed)
    return value
  }
}

/** Standard deviation of a day's movement that is the instrument's own. */
function ownStepOf({ volatility, beta }: Behaviour, yearDays: number): number {
  return Math.sqrt(Math.max(0, volatility ** 2 - (beta * MARKET_VOLATILITY) ** 2) / yearDays)
}

/**
 * The bridge of a level on a UTC day at all its knots, ends included, where nothing but weekdays and the level's own chance
 * moves it (no market factor).
 */
export function bridgeKnots({ seed, behaviour }: Omit<LevelOptions, "busy">, day: number): Float64Array {
  const scale = ownStepOf(behaviour, 252) * Math.sqrt(dayWeight(day))
  const draws = stream(seed, day)
  const knots = new Float64Array(KNOTS + 1)
  let amplitude = 0.5 * scale
  let node = 1
  for (let step = KNOTS; step > 1; step /= 2) {
    for (let left = 0; left < KNOTS; left += step) {
      const middle = ((knots[left] ?? 0) + (knots[left + step] ?? 0)) / 2
      knots[left + step / 2] = middle + amplitude * normalOf(draws, node++)
    }
    amplitude *= Math.SQRT1_2
  }
  return knots
}

export const US_HOURS: BusyHours = { from: 13.5, to: 22 }

const QUIET = 1
const BUSY = 6

/** Share of a day's movement that has happened by an hour of the UTC day. */
export function busyShare(hour: number, { from, to }: BusyHours): number {
  const total = 24 * QUIET + (to - from) * (BUSY - QUIET)
  const busy = Math.min(Math.max(hour - from, 0), to - from)
  return (hour * QUIET + busy * (BUSY - QUIET)) / total
}

/** Markets rest on Saturday and wake late on Sunday. */
function dayWeight(day: number): number {
  if (!isWeekend(day)) return 1
  return isWeekend(day + 1) ? 0 : 0.05
}

/** A standard Brownian bridge over one day at x in [0, 1), by Lévy's construction: midpoints displaced level by level. */
function bridge(seed: number, day: number, x: number): number {
  const draws = stream(seed, day)
  let sum = 0
  let node = 1
  let amplitude = 0.5
  let place = x
  for (let level = 0; level < BRIDGE_LEVELS; level++) {
    const doubled = place + place
    const right = doubled >= 1
    sum += amplitude * normalOf(draws, node) * (right ? 2 - doubled : doubled)
    place = right ? doubled - 1 : doubled
    node = node + node + (right ? 1 : 0)
    amplitude *= Math.SQRT1_2
  }
  return sum
}

/** UTC midnight of a `YYYYMMDD` date. */
export function dateMs(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8)))
}
