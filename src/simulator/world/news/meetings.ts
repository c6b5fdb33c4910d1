import { uniform } from "../market/random.ts"
import { splitsOf } from "../universe/splits.ts"
import type { Listing } from "../world.ts"
import type { CalendarEvent, MakeEvent } from "./calendar-event.ts"

const dayMs = 86_400_000
const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10).replaceAll("-", "")

/** Meetings with shareholders and investors, and splits, of the years that a range of time touches. */
export function meetings(listing: Listing, from: number, to: number, now: number, event: MakeEvent): CalendarEvent[] {
  const status = (at: number) => (at <= now ? "HELD" : "PENDING")
  const years = yearsIn(from, to)
  return [
    ...years.map((year) => {
      const at = workday(Date.UTC(year, 4, 5 + Math.floor(25 * uniform(listing.conId, 0, 21))))
      return event("wshe_sh", dateOf(at), {
        start_date: dateOf(at),
        shm_meeting_type: "ANNUAL",
        virtual_meeting: "Yes",
        wshe_event_status: status(at),
      })
    }),
    ...years.flatMap((year) =>
      [1, 8].map((month) => {
        const at = workday(Date.UTC(year, month, 15 + Math.floor(10 * uniform(listing.conId, 12 * year + month, 22))))
        return event("wshe_ic", dateOf(at), {
          start_date: dateOf(at),
          event_desc: month === 1 ? "Technology and Services Conference" : "Global Industries Forum",
          venue: "New York",
          wshe_ic_type: "Conference",
          wshe_event_status: status(at),
        })
      }),
    ),
    ...splitsOf(listing.conId).map(({ date, ratio }) =>
      event("wshe_splits", date, { ratio: `${ratio}:1`, split_type: ratio > 1 ? "FORWARD" : "REVERSE" }),
    ),
  ]
}

function yearsIn(from: number, to: number): readonly number[] {
  const [first, last] = [new Date(from).getUTCFullYear(), new Date(to).getUTCFullYear()]
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
}

/** The day itself, or the Monday after it. */
function workday(at: number): number {
  const day = new Date(at).getUTCDay()
  return at + (day === 6 ? 2 : day === 0 ? 1 : 0) * dayMs
}
