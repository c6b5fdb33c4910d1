import type { BarSize } from "../../gateway/history/history.ts"
import { type Outcome, success } from "../../outcome/outcome.ts"
import type { Asking } from "../answer.ts"
import type { Contracts, Resolved } from "../contracts/contracts.ts"
import type { BarDesk } from "../history/bars.ts"
import { type Closes, closesOf, daysBetween, type Moment } from "./shared-moments.ts"

/** What one unit of a currency was worth in another. */
export interface RateHistory {
  /** The pairs that the rates come from, in the notation; none between a currency and itself. */
  readonly pairs: readonly string[]
  /** The rate of a moment, or the last before it within `oldestDays`; null when there is none. */
  at(moment: Moment): number | null
  /** Whether a moment has no rate of its own. */
  isCarried(moment: Moment): boolean
}

/** How long a rate stands in for missing ones: over the longest holidays of the currency markets, no longer. */
const oldestDays = 5

/** The span that rates are wanted of, as bars are asked for. */
export interface RateSpan {
  readonly duration: string
  readonly barSize: BarSize
}

/** Midpoints of the Gateway's currency pairs over time. */
export interface RateHistoryDesk {
  /** From the pair itself, from its opposite, or else through the dollar. `not_found` when IBKR lists none of them. */
  ratesBetween(from: string, to: string, span: RateSpan, asking: Asking): Promise<Outcome<RateHistory>>
}

export function createRateHistoryDesk(contracts: Contracts, bars: Pick<BarDesk, "barsOf">): RateHistoryDesk {
  async function listed(base: string, quote: string, asking: Asking): Promise<Outcome<Leg>> {
    const direct = await contracts.of({ kind: "pair", base, quote, exchange: null }, asking)
    if (direct.ok) return success({ pair: direct.value, inverted: false })
    if (direct.failure.code !== "not_found") return direct
    const opposite = await contracts.of({ kind: "pair", base: quote, quote: base, exchange: null }, asking)
    return opposite.ok ? success({ pair: opposite.value, inverted: true }) : opposite
  }

  async function historyOf({ pair, inverted }: Leg, span: RateSpan, asking: Asking): Promise<Outcome<RateHistory>> {
    const said = await bars.barsOf(pair, { ...span, end: null, source: "MIDPOINT", regularHoursOnly: false }, asking)
    if (!said.outcome.ok) return said.outcome
    return success(rateHistory(pair.instrument, closesOf(said.outcome.value, 1), inverted))
  }

  async function ratesBetween(from: string, to: string, span: RateSpan, asking: Asking): Promise<Outcome<RateHistory>> {
    if (from === to) return success({ pairs: [], at: () => 1, isCarried: () => false })
    const leg = await listed(from, to, asking)
    if (leg.ok) return historyOf(leg.value, span, asking)
    if (leg.failure.code !== "not_found" || from === "USD" || to === "USD") return leg
    const [first, second] = await Promise.all([
      ratesBetween(from, "USD", span, asking),
      ratesBetween("USD", to, span, asking),
    ])
    if (!first.ok) return first
    return second.ok ? success(chained(first.value, second.value)) : second
  }

  return { ratesBetween }
}

interface Leg {
  readonly pair: Resolved
  readonly inverted: boolean
}

/** Rates from the closes of one pair. */
export function rateHistory(pair: string, closes: Closes, inverted: boolean): RateHistory {
  const moments = [...closes.keys()]
  return {
    pairs: [pair],
    isCarried: (moment) => !closes.has(moment),
    at(moment) {
      const known = moments[countUpTo(moments, moment) - 1]
      if (known === undefined || daysBetween(known, moment) > oldestDays) return null
      const rate = closes.get(known) ?? 0
      if (rate <= 0) return null
      return inverted ? 1 / rate : rate
    },
  }
}

/** How many of the ascending moments are not after `moment`. */
function countUpTo(moments: readonly Moment[], moment: Moment): number {
  let [low, high] = [0, moments.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((moments[middle] ?? moment) <= moment) low = middle + 1
    else high = middle
  }
  return low
}

function chained(first: RateHistory, second: RateHistory): RateHistory {
  return {
    pairs: [...first.pairs, ...second.pairs],
    isCarried: (moment) => first.isCarried(moment) || second.isCarried(moment),
    at(moment) {
      const [a, b] = [first.at(moment), second.at(moment)]
      return a === null || b === null ? null : a * b
    },
  }
}
