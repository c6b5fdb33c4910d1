import { uniform } from "../market/random.ts"
import type { Listing, Snapshot } from "../world.ts"

/** What trades in the options on an instrument, all expiries and strikes together, in contracts. */
export interface OptionActivity {
  readonly callVolume: number
  readonly putVolume: number
  readonly callOpenInterest: number
  readonly putOpenInterest: number
  readonly averageVolume: number
}

/** Option contracts that trade for every share of the underlying. */
const contractsPerShare = 0.012
/** Days of ordinary volume that are open. */
const daysOpen = 9
const dayMs = 86_400_000

/**
 * Follows the underlying: the more of it trades, the more options do, and puts gain on calls when it falls. Null for what
 * has no options.
 */
export function optionActivity(listing: Listing, snapshot: Snapshot, at: number): OptionActivity | null {
  const { averageVolume, volume } = snapshot
  const hasOptions = listing.secType === "STK" && listing.currency === "USD"
  if (!hasOptions || averageVolume === null || averageVolume === 0 || volume === null) return null
  const day = Math.floor((snapshot.lastAt ?? at) / dayMs)
  const own = 0.5 + uniform(listing.conId, 1, 0)
  const usual = averageVolume * contractsPerShare * own
  const today = volume * contractsPerShare * own * (0.6 + 0.8 * uniform(listing.conId, day, 1))
  const puts = Math.min(Math.max(0.36 + 0.2 * uniform(listing.conId, day, 2) - 2 * move(snapshot), 0.1), 0.85)
  const open = usual * daysOpen
  const putsOpen = 0.36 + 0.18 * uniform(listing.conId, Math.floor(day / 7), 3)
  return {
    callVolume: Math.round(today * (1 - puts)),
    putVolume: Math.round(today * puts),
    callOpenInterest: Math.round(open * (1 - putsOpen)),
    putOpenInterest: Math.round(open * putsOpen),
    averageVolume: Math.round(usual),
  }
}

const move = ({ last, close }: Snapshot): number =>
  last === null || close === null || close === 0 ? 0 : last / close - 1
