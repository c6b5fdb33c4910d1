import type { EventTag } from "./event-types.ts"

/** One event of one company. */
export interface CalendarEvent {
  readonly tag: EventTag
  /** `YYYYMMDD`. */
  readonly date: string
  readonly key: string
  readonly conId: number
  readonly data: Readonly<Record<string, string | number>>
}

export type MakeEvent = (tag: EventTag, date: string, data: CalendarEvent["data"]) => CalendarEvent
