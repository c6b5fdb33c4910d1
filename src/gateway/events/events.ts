/** A kind of event of Wall Street Horizon's calendar: `wshe_ed`, "Earnings Date". */
export interface EventType {
  readonly tag: string
  readonly name: string
}

export interface EventField {
  /** As the calendar names it; inner fields with a dot, `company.name`. */
  readonly name: string
  readonly value: string | number | boolean
}

/** One event as the calendar writes it down. What has an unknown shape comes with all of its fields, too. */
export interface CompanyEvent {
  /** The kind's tag; null when it says none. */
  readonly tag: string | null
  /** `YYYYMMDD`; null when it has none that can be read. */
  readonly date: string | null
  readonly conIds: readonly number[]
  /** At most `mostFields`, texts at most `longestText` characters long. */
  readonly fields: readonly EventField[]
}

export interface EventsRequest {
  readonly conId: number
  /** `YYYYMMDD`, both included. */
  readonly from: string
  readonly to: string
}

/** The most that the documentation allows a request; without a limit more have been seen to come. */
export const mostEvents = 100
export const mostFields = 60
export const longestText = 500
