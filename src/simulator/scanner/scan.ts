import type { Listing, World } from "../world/world.ts"
import type { Test } from "./filters.ts"
import { listedAt, type ScanLocation } from "./locations.ts"
import type { ScanType } from "./scan-types.ts"
import { measures, subject } from "./subject.ts"

export interface Scan {
  readonly type: ScanType
  readonly location: ScanLocation
  readonly tests: readonly Test[]
  readonly rows: number
}

/** The contracts of a scan at an instant, best rank first, ranked by what the world says of them. */
export function runScan(world: World, { type, location, tests, rows }: Scan, at: number): readonly Listing[] {
  const sign = type.order === "highest" ? -1 : 1
  return listedAt(location, world.contracts, at)
    .filter(({ conId }) => world.market.entitlement(conId) !== "none")
    .map((listing) => subject(world.market, listing, at))
    .filter((found) => tests.every((test) => test(found)))
    .flatMap((found) => {
      const value = measures[type.by](found)
      if (value === null || !Number.isFinite(value)) return []
      if ((type.only === "positive" && value <= 0) || (type.only === "negative" && value >= 0)) return []
      return [{ listing: found.listing, value }]
    })
    .sort((a, b) => sign * (a.value - b.value) || (a.listing.symbol < b.listing.symbol ? -1 : 1))
    .slice(0, rows)
    .map(({ listing }) => listing)
}
