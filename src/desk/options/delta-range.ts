import type { ContractDetails, OptionRight } from "../../gateway/contracts/contract.ts"

/** Bounds as they are asked for; null leaves a side open. */
export interface DeltaBounds {
  readonly minDelta: number | null
  readonly maxDelta: number | null
}

/** An option's contract with its delta, where it is known. */
export interface KnownDelta {
  readonly contract: ContractDetails["contract"]
  readonly delta: number | null
}

/**
 * Bounds are of delta's size, so that 0.2 to 0.4 keeps puts of -0.2 to -0.4 too. When one of them is negative they are taken
 * as they stand: -0.4 to -0.2 keeps those puts alone.
 */
function rangeOf({ minDelta, maxDelta }: DeltaBounds, right: OptionRight | null): readonly [number, number] {
  if ((minDelta ?? 0) < 0 || (maxDelta ?? 0) < 0)
    return [minDelta ?? Number.NEGATIVE_INFINITY, maxDelta ?? Number.POSITIVE_INFINITY]
  const [least, most] = [minDelta ?? 0, maxDelta ?? Number.POSITIVE_INFINITY]
  return right === "P" ? [-most, -least] : [least, most]
}

/** Whether an option is in range; one without delta is not. */
export function deltaFits(bounds: DeltaBounds, { contract, delta }: KnownDelta): boolean {
  const [least, most] = rangeOf(bounds, contract.right)
  return delta !== null && delta >= least && delta <= most
}

/** Whether an option can still be in range after those whose delta is known: of one expiry and class delta falls as strikes rise. */
export function deltaMayFit(
  bounds: DeltaBounds,
  { strike, right, expiry, tradingClass }: ContractDetails["contract"],
  known: readonly KnownDelta[],
): boolean {
  const [least, most] = rangeOf(bounds, right)
  return known.every(({ contract, delta }) => {
    if (delta === null || contract.right !== right || contract.strike === null || strike === null) return true
    if (contract.expiry !== expiry || contract.tradingClass !== tradingClass) return true
    return !(delta < least && strike > contract.strike) && !(delta > most && strike < contract.strike)
  })
}
