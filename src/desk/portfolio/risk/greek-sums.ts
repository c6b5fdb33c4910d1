import { sumOfKnown } from "./exposure.ts"
import type { GreekAmounts, Holding, HoldingGreeks } from "./holding.ts"

/**
 * Options on one underlying, or on all of them: then nothing is counted in shares, which only add up of one kind. A sum of
 * which no part is known is null.
 */
export interface GreekSum extends GreekAmounts {
  readonly instrument: string | null
  readonly conId: number | null
  /** Option positions whose Greeks are in the sums. */
  readonly options: number
  /** Which computations on which data, and of how many positions: `model delayed`. */
  readonly from: readonly GreekOrigin[]
}

export interface GreekOrigin {
  readonly computation: HoldingGreeks["computation"]
  readonly dataType: HoldingGreeks["dataType"]
  readonly options: number
}

/** What options add up to, an underlying each, the largest delta first, and all of them. Null when none has Greeks. */
export function greekSums(
  holdings: readonly Holding[],
): { readonly each: readonly GreekSum[]; readonly all: GreekSum } | null {
  const options = holdings.filter(({ greeks }) => greeks !== null)
  if (options.length === 0) return null
  const each = [...Map.groupBy(options, ({ underlying }) => underlying.key).values()]
    .map((group) => {
      const [first] = group
      const { instrument = null, conId = null } = first?.underlying ?? {}
      return greekSum(group, { instrument, conId })
    })
    .toSorted((a, b) => Math.abs(b.deltaMoney ?? 0) - Math.abs(a.deltaMoney ?? 0))
  return {
    each,
    all: { ...greekSum(options, { instrument: null, conId: null }), deltaShares: null, gammaShares: null },
  }
}

function greekSum(
  options: readonly Holding[],
  of: { readonly instrument: string | null; readonly conId: number | null },
): GreekSum {
  const greeks = options.flatMap((one) => one.greeks ?? [])
  const total = (name: "deltaShares" | "deltaMoney" | "gammaShares" | "gammaMoney" | "vegaMoney" | "thetaMoney") =>
    sumOfKnown(greeks.map((one) => one[name]))
  return {
    ...of,
    options: greeks.length,
    deltaShares: total("deltaShares"),
    deltaMoney: total("deltaMoney"),
    gammaShares: total("gammaShares"),
    gammaMoney: total("gammaMoney"),
    vegaMoney: total("vegaMoney"),
    thetaMoney: total("thetaMoney"),
    from: [...Map.groupBy(greeks, ({ computation, dataType }) => `${computation} ${dataType}`).values()].flatMap(
      (same) => {
        const [first] = same
        return first ? [{ computation: first.computation, dataType: first.dataType, options: same.length }] : []
      },
    ),
  }
}
