import { isoInZone } from "../../calendar/zones.ts"
import type { ZonedInstant } from "../../gateway/orders/zoned-instant.ts"
import { fail, type Outcome, success } from "../../outcome/outcome.ts"
import { quoted } from "../argument.ts"
import { dashed, readDay } from "../calendar-date.ts"

/** Where a list of trades is to begin: at an instant, or at what the clock of each trade's own zone showed. */
export type Since = { readonly kind: "instant"; readonly at: number } | { readonly kind: "wall"; readonly text: string }

/** ISO 8601: `2026-11-20`, `2026-11-20T09:30`, or with seconds and offset. */
export function readSince(text: string): Outcome<Since> {
  const match = /^(\d{4}-?\d{2}-?\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
    text.trim(),
  )
  const [, date = "", hour = "00", minute = "00", second = "00", offset] = match ?? []
  const day = readDay(date)
  const wall = day === null ? "" : `${dashed(day)}T${hour}:${minute}:${second}`
  const zone = offset?.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, "$1:$2")
  const at = Date.parse(`${wall}${zone ?? "Z"}`)
  if (day === null || Number(hour) > 23 || Number.isNaN(at))
    return fail(
      "invalid_request",
      `${quoted(text)} is no instant.`,
      "Write start as ISO 8601: 2026-11-20, 2026-11-20T09:30 in each exchange's own time, or 2026-11-20T09:30:00-05:00.",
    )
  return success(zone === undefined ? { kind: "wall", text: wall } : { kind: "instant", at })
}

/** Whether something happened then or later; what has no known time may have. */
export function isSince(when: ZonedInstant | null, since: Since | null): boolean {
  if (when === null || since === null) return true
  return since.kind === "instant" ? when.at >= since.at : isoInZone(when.at, when.zone).slice(0, 19) >= since.text
}
