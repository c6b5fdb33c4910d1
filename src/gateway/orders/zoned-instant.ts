import { ianaZone } from "../../calendar/zones.ts"
import { readInstant } from "../instant.ts"

/** An instant, ms since the epoch, and the IANA zone that it was told in. */
export interface ZonedInstant {
  readonly at: number
  readonly zone: string
}

/**
 * Times of orders and executions: `20261120 15:27:04 US/Eastern`, or `20261120-20:27:04` for UTC. Without a zone (Gateways
 * before version 174, in the zone of their own machine) the instant is not known, and null.
 */
export function readZonedInstant(text: string | undefined): ZonedInstant | null {
  const [, separator, zoneName] = /^\d{8}([- ]) *\d\d:\d\d:\d\d(?: +(\S.*))?$/.exec(text?.trim() ?? "") ?? []
  if (separator === undefined || (separator === " " && zoneName === undefined)) return null
  const zone = zoneName === undefined ? "UTC" : ianaZone(zoneName)
  const at = zone === null ? null : readInstant(text ?? "")
  return zone === null || at === null ? null : { at, zone }
}
