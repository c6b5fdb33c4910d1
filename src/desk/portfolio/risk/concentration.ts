import { percent, tidy } from "../../number.ts"
import type { UnderlyingExposure } from "./exposure.ts"

/**
 * How much hangs on few underlyings. Each weighs the size of its net exposure, long or short, of all of these together;
 * cash weighs nothing. Null when there is no exposure.
 */
export interface Concentration {
  readonly underlyings: number
  readonly top1Pct: number | null
  readonly top5Pct: number | null
  readonly top10Pct: number | null
  /** Herfindahl-Hirschman index: the sum of the squared weights, 1 for a single underlying, 1/n for n equal ones. */
  readonly hhi: number | null
  /** One over the index: how many equal underlyings would be as concentrated. */
  readonly effectiveNumber: number | null
}

export function concentrationOf(exposures: readonly Pick<UnderlyingExposure, "net">[]): Concentration {
  const sizes = exposures
    .map(({ net }) => Math.abs(net))
    .filter((size) => size > 0)
    .toSorted((a, b) => b - a)
  const total = sizes.reduce((all, size) => all + size, 0)
  const top = (count: number): number | null =>
    total === 0
      ? null
      : percent(
          sizes.slice(0, count).reduce((all, size) => all + size, 0),
          total,
        )
  const hhi = total === 0 ? null : sizes.reduce((all, size) => all + (size / total) ** 2, 0)
  return {
    underlyings: sizes.length,
    top1Pct: top(1),
    top5Pct: top(5),
    top10Pct: top(10),
    hhi: hhi === null ? null : Number(hhi.toFixed(6)),
    effectiveNumber: hhi === null ? null : tidy(Number((1 / hhi).toFixed(2))),
  }
}
