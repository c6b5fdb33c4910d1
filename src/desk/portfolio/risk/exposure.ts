import { percent, tidy } from "../../number.ts"
import type { Holding } from "./holding.ts"

/** What positions of one kind are exposed to together. Money is in the picture's currency. */
export interface Exposure {
  /** Which kind; null for those that the Gateway does not classify. */
  readonly name: string | null
  readonly positions: number
  readonly long: number
  /** Negative or nought. */
  readonly short: number
  readonly net: number
  /** Of the net liquidation value; null when that is not known or not above nought. */
  readonly pctOfNet: number | null
}

export interface UnderlyingExposure extends Exposure {
  readonly instrument: string
  readonly conId: number | null
  /** Units of the underlying that all of it is like; null when that is not known of each position. */
  readonly deltaShares: number | null
}

/** One currency: its cash, what is exposed in it, and what a move of its rate works on, all in the picture's currency. */
export interface CurrencyExposure extends Exposure {
  readonly name: string
  readonly cash: number | null
  /** Everything the accounts have in this currency, as the Gateway adds it up. */
  readonly netLiquidation: number | null
}

export const share = (part: number, whole: number | null): number | null =>
  whole === null || whole <= 0 ? null : percent(part, whole)

/** A sum of the amounts that are known. */
export const sum = (amounts: readonly (number | null)[]): number =>
  tidy(amounts.reduce((total: number, amount) => total + (amount ?? 0), 0))

/** The same; null when none of them is known. */
export const sumOfKnown = (amounts: readonly (number | null)[]): number | null =>
  amounts.some((amount) => amount !== null) ? sum(amounts) : null

/** Positions without a known exposure count in no sum; the picture names them among what it left out. */
export function exposureOf(name: string | null, holdings: readonly Holding[], net: number | null): Exposure {
  const known = holdings.flatMap(({ exposure }) => exposure ?? [])
  const total = sum(known)
  return {
    name,
    positions: known.length,
    long: sum(known.filter((one) => one > 0)),
    short: sum(known.filter((one) => one < 0)),
    net: total,
    pctOfNet: share(total, net),
  }
}

/** Kinds of positions, the most exposed first. Kinds of which nothing is known are left away. */
export function exposuresBy(
  holdings: readonly Holding[],
  kind: (holding: Holding) => string | null,
  net: number | null,
): readonly Exposure[] {
  return [...Map.groupBy(holdings, kind)]
    .map(([name, group]) => exposureOf(name, group, net))
    .filter(({ positions }) => positions > 0)
    .toSorted(mostGross)
}

export function exposuresByUnderlying(holdings: readonly Holding[], net: number | null): readonly UnderlyingExposure[] {
  return [...Map.groupBy(holdings, ({ underlying }) => underlying.key).values()]
    .flatMap((group) => {
      const [first] = group
      if (!first) return []
      const known = group.filter(({ exposure }) => exposure !== null)
      const { instrument, conId } = first.underlying
      const unknown = known.some(({ deltaShares }) => deltaShares === null)
      const deltaShares = unknown ? null : sum(known.map((one) => one.deltaShares))
      return [{ ...exposureOf(instrument, group, net), instrument, conId, deltaShares }]
    })
    .filter(({ positions }) => positions > 0)
    .toSorted(mostGross)
}

export const gross = ({ long, short }: Exposure): number => tidy(long - short)

const mostGross = (a: Exposure, b: Exposure): number =>
  gross(b) - gross(a) || (a.name ?? "").localeCompare(b.name ?? "")
