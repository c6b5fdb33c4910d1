import type { Listing } from "./world/world.ts"

/** The venue that a Gateway says permissions are missing for: it still calls NASDAQ by its old name there. */
export function permissionVenue({ primaryExchange, exchange }: Listing): string {
  const venue = primaryExchange || exchange
  return venue === "NASDAQ" ? "ISLAND" : venue
}
