import type { BarSource } from "../../gateway/history/history.ts"
import { modelled } from "../number.ts"
import type { RateHistory } from "./rate-history.ts"
import {
  annualReturn,
  annualVolatility,
  areAllPositive,
  correlation,
  deepestDrawdown,
  logReturns,
  mostOfAYear,
  totalReturn,
} from "./return-statistics.ts"
import { type Annualisation, annualisation, type Sampling, sampled, thinned } from "./sampling.ts"
import { type Closes, daysBetween, type Moment, type Shared, sharedMoments } from "./shared-moments.ts"

/** What one instrument brings to a comparison. */
export interface Compared {
  readonly instrument: string
  readonly conId: number
  /** The currency of its prices, in its main unit. */
  readonly currency: string
  /** What its prices are: ADJUSTED_LAST counts dividends, no other does. */
  readonly source: BarSource
  /** Whether its prices leave out dividends that it may pay. */
  readonly lacksDividends: boolean
  /** The exchange's IANA zone; null when not known. */
  readonly zone: string | null
  /** Whether it is known to trade now, in its regular hours. */
  readonly isOpen: boolean
  readonly closes: Closes
  /** Into the currency of the comparison; null when its own is kept. */
  readonly rates: RateHistory | null
}

/** How one instrument did over the shared moments. Returns are percentages, before tax and cost. */
export interface Figures {
  readonly instrument: string
  readonly conId: number
  /** Of `first` and `last` (eight digits), and of the money that the return is measured in. */
  readonly currency: string
  readonly source: BarSource
  readonly first: number | null
  readonly last: number | null
  readonly returnPct: number | null
  /** Null under 350 days. */
  readonly annualReturnPct: number | null
  readonly volatilityPct: number | null
  /** Never above nought. */
  readonly maxDrawdownPct: number | null
  /** When the deepest fall began and ended; null without one. */
  readonly peakAt: Moment | null
  readonly troughAt: Moment | null
}

/** Several instruments measured at the moments that all have a price of; null where there are too few or unfit prices. */
export interface Comparison {
  readonly sampling: Sampling
  readonly shared: Shared
  /** How many returns volatility and correlation are measured with. */
  readonly returns: number
  readonly annualisation: Annualisation
  /** In the order of the question. */
  readonly figures: readonly Figures[]
  /** Of logarithmic returns, in the order of `figures`. */
  readonly correlation: readonly (readonly (number | null)[])[]
  /** Prices as hundredths of the first, at most `mostPoints` moments; in the order of `figures`, null for unfit prices. */
  readonly rebased: readonly { readonly at: Moment; readonly values: readonly (number | null)[] }[]
}

export const mostPoints = 120

/**
 * Measures instruments against each other. Return and drawdown are of all shared moments; volatility and correlation of
 * the logarithmic returns between samples. `currency` is that of the comparison, null when each keeps its own.
 */
export function compare(all: readonly Compared[], sampling: Sampling, currency: string | null): Comparison {
  const converted = all.map(inOneCurrency)
  const shared = sharedMoments(converted)
  const { moments } = shared
  const samples = sampled(moments, sampling)
  const [from, to] = [moments.at(0), moments.at(-1)]
  const years = from === undefined || to === undefined ? 0 : daysBetween(from, to) / 365.25
  const perYear = annualisation(samples, sampling, years >= mostOfAYear)
  const prices = converted.map((closes) => pricesAt(closes, moments))
  const returns = converted.map((closes) => returnsOf(pricesAt(closes, samples)))
  return {
    sampling,
    shared,
    returns: Math.max(0, samples.length - 1),
    annualisation: perYear,
    figures: all.map((one, index) => {
      const own = prices[index] ?? []
      const whole = totalReturn(own)
      const drawdown = deepestDrawdown(own)
      const steps = returns[index]
      return {
        instrument: one.instrument,
        conId: one.conId,
        currency: currency ?? one.currency,
        source: one.source,
        first: price(own.at(0)),
        last: price(own.at(-1)),
        returnPct: percentage(whole),
        annualReturnPct: percentage(whole === null ? null : annualReturn(whole, years)),
        volatilityPct: percentage(steps ? annualVolatility(steps, perYear.periodsPerYear) : null),
        maxDrawdownPct: percentage(drawdown?.depth ?? null),
        peakAt: drawdown && drawdown.depth < 0 ? (moments[drawdown.peak] ?? null) : null,
        troughAt: drawdown && drawdown.depth < 0 ? (moments[drawdown.trough] ?? null) : null,
      }
    }),
    correlation: returns.map((a) => returns.map((b) => (a && b ? rounded(correlation(a, b)) : null))),
    rebased: rebased(moments, prices),
  }
}

/** Moments that have no rate fall out. */
function inOneCurrency({ closes, rates }: Compared): Closes {
  if (rates === null) return closes
  return new Map(
    [...closes].flatMap(([at, close]) => {
      const rate = rates.at(at)
      return rate === null ? [] : [[at, close * rate] as const]
    }),
  )
}

const pricesAt = (closes: Closes, moments: readonly Moment[]): readonly number[] =>
  moments.flatMap((at) => closes.get(at) ?? [])

/** Null when prices are not all above nought, so that they have no returns. */
const returnsOf = (prices: readonly number[]) => (areAllPositive(prices) ? logReturns(prices) : null)

function rebased(moments: readonly Moment[], prices: readonly (readonly number[])[]): Comparison["rebased"] {
  const bases = prices.map((own) => (areAllPositive(own) ? own[0] : undefined))
  const positions = thinned([...moments.keys()], mostPoints)
  return positions.flatMap((position) => {
    const at = moments[position]
    if (at === undefined) return []
    const values = prices.map((own, index) => {
      const [value, base] = [own[position], bases[index]]
      return value === undefined || base === undefined ? null : Number(((value / base) * 100).toFixed(3))
    })
    return [{ at, values }]
  })
}

const price = (value: number | undefined): number | null => (value === undefined ? null : modelled(value))

/** A fraction as a percentage, to a ten-thousandth of a percent. */
const percentage = (fraction: number | null): number | null =>
  fraction === null ? null : Number((fraction * 100).toFixed(4))

const rounded = (value: number | null): number | null => (value === null ? null : Number(value.toFixed(4)))
