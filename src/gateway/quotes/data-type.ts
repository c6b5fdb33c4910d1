import { nyseStatus } from "../../calendar/nyse.ts"

export type MarketDataType = 1 | 2 | 3 | 4

/**
 * What the Gateway is asked to settle for where live data is not subscribed. Delayed (3) becomes delayed-frozen (4)
 * while NYSE is closed, so that a closed market still answers its last prices; the other settings stand as they are.
 * The setting belongs to the whole connection, so it follows one calendar and changes at session boundaries only.
 */
export function wantedDataType(setting: MarketDataType, at: number): MarketDataType {
  if (setting !== 3) return setting
  const status = nyseStatus(at)
  return status === "unknown" || status.isOpen ? 3 : 4
}

/** The next instant (ms since the epoch) at which the wish can change; null when it never does. */
export function nextDataTypeChange(setting: MarketDataType, at: number): number | null {
  if (setting !== 3) return null
  const status = nyseStatus(at)
  if (status === "unknown") return null
  return status.isOpen ? status.nextClose : status.nextOpen
}
