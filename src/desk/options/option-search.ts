import type { ContractDetails } from "../../gateway/contracts/contract.ts"
import { type DeltaBounds, deltaFits, deltaMayFit, type KnownDelta } from "./delta-range.ts"
import { spread } from "./option-selection.ts"

/** An option that was looked at, and its delta where there is one. */
export interface Seen {
  readonly details: ContractDetails
  readonly delta: number | null
}

/** In which order the options of an expiry are quoted, wave by wave. Options left are always nearest the money first. */
export interface OptionSearch {
  next(left: readonly ContractDetails[], wave: number): readonly ContractDetails[]
  /** Whether one of those left is still worth a look. */
  mayPass(option: ContractDetails, looked: readonly Seen[]): boolean
  enough(looked: readonly Seen[], left: readonly ContractDetails[]): boolean
  /** Those that pass, nearest the money first. */
  passing<One extends Seen>(looked: readonly One[]): readonly One[]
  /** Those of them that none of those left can come before: their places are the same on every page. */
  sure<One extends Seen>(looked: readonly One[], left: readonly ContractDetails[]): readonly One[]
}

/** Everything, as many at a time as the line budget bears. */
export const searchAll = (budget: number): OptionSearch => ({
  next: (left) => left.slice(0, budget),
  mayPass: () => true,
  enough: () => false,
  passing: (looked) => looked,
  sure: (looked) => looked,
})

/** With a delta filter, how many options are looked at. */
export const mostLookedAt = 120

/** With a delta filter, how many are looked at at once. */
const deltaWave = 16

/**
 * First a few in ever wider circles around the money, until it is known where the range of deltas ends; then those in it,
 * nearest the money first, until `wanted` of them have nobody nearer. The options far out, which nobody quotes and which are
 * slow to answer, are left alone that way.
 */
export function searchByDelta(
  bounds: DeltaBounds,
  nearestFirst: readonly ContractDetails[],
  wanted: number,
  budget: number,
): OptionSearch {
  const wave = Math.min(deltaWave, budget)
  const rank = new Map(nearestFirst.map((option, index) => [option, index]))
  const rankOf = (option: ContractDetails) => rank.get(option) ?? nearestFirst.length
  const passing = <One extends Seen>(looked: readonly One[]) =>
    looked.filter((one) => deltaFits(bounds, known(one))).toSorted((a, b) => rankOf(a.details) - rankOf(b.details))
  const sure = <One extends Seen>(looked: readonly One[], [next]: readonly ContractDetails[]) =>
    passing(looked).filter(({ details }) => next === undefined || rankOf(details) < rankOf(next))
  return {
    passing,
    sure,
    next(left, waves) {
      const [first] = left
      const circle = Math.max(wave * 2 ** waves, first ? rankOf(first) + 1 : 0)
      const inside = left.filter((option) => rankOf(option) < circle)
      return inside.length === left.length ? left.slice(0, wave) : spread(inside, wave)
    },
    mayPass: (option, looked) => deltaMayFit(bounds, option.contract, looked.map(known)),
    enough: (looked, left) => looked.length >= mostLookedAt || sure(looked, left).length >= wanted,
  }
}

const known = ({ details: { contract }, delta }: Seen): KnownDelta => ({ contract, delta })
