import { openAt, readHours } from "../../calendar/hours.ts"
import { ianaZone, isoInZone } from "../../calendar/zones.ts"
import type { ContractDetails } from "../../gateway/contracts/contract.ts"

/** The IANA zone of a contract's exchange; null when the Gateway names none that is known. */
export const zoneOf = (details: ContractDetails): string | null =>
  details.timeZoneId === null ? null : ianaZone(details.timeZoneId)

/** An instant (ms since the epoch) as ISO 8601 with the offset of `zone`; in UTC where the zone is not known. */
export const isoAt = (at: number, zone: string | null): string => isoInZone(at, zone ?? "UTC")

/** The same of an instant that may not be known. */
export const isoOrNull = (at: number | null, zone: string | null): string | null =>
  at === null ? null : isoAt(at, zone)

/** Whether a contract is known not to trade at an instant, not even outside regular hours, by its own trading hours. */
export function isClosed(details: ContractDetails, at: number): boolean {
  const state = openAt(readHours(details.tradingHours, details.timeZoneId), at)
  return state.known && !state.isOpen
}
