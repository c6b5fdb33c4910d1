import type { Listing, World } from "../world.ts"
import type { CalendarEvent, MakeEvent } from "./calendar-event.ts"
import { type Earnings, earningsIn, hasEarnings } from "./earnings.ts"
import { type EventTag, eventTypes } from "./event-types.ts"
import { meetings } from "./meetings.ts"

const dayMs = 86_400_000
/** Announcements are confirmed about so long before. */
const confirmedMs = 21 * dayMs
/** Announcements further ahead than this are inferred from those of the years before. */
const inferredMs = 120 * dayMs
/** Boards meet this long before results come out. */
const boardMs = 5 * dayMs
/** Reports are due so long after the quarter, and after the year (SEC rules for large companies). */
const dueMs = { quarter: 40 * dayMs, year: 60 * dayMs }

/** Midnight in UTC of `YYYYMMDD`. */
const instantOf = (date: string): number =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8)))
const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10).replaceAll("-", "")

/**
 * The events of a company in [from, to), ascending, as they are known at `now`. Dates are those of the same world as the
 * prices: a quarter's results come out before its largest move.
 */
export function eventsOf(
  world: World,
  listing: Listing,
  from: number,
  to: number,
  now: number,
): readonly CalendarEvent[] {
  if (!hasEarnings(listing)) return []
  const { market } = world
  const event = (tag: EventTag, date: string, data: CalendarEvent["data"]): CalendarEvent => ({
    tag,
    date,
    key: `${listing.conId}${date}${eventTypes.findIndex((type) => type.tag === tag)}`,
    conId: listing.conId,
    data,
  })
  // A report is due, or a board meets, some time before or after the announcement.
  const results = earningsIn(market, listing, from - inferredMs, to + inferredMs).flatMap((earnings) =>
    resultEvents(listing, earnings, now, event),
  )
  const quarterEnds = monthsIn(from, to)
    .filter(({ month }) => month % 3 === 2)
    .map(({ year, month }) => {
      const date = dateOf(Date.UTC(year, month + 1, 0))
      return event("wshe_qe", date, { quarter_end_date: date, quarter: `Q${(month + 1) / 3}`, fiscal_year: year })
    })
  const expirations =
    listing.currency !== "USD"
      ? []
      : monthsIn(from, to).map(({ year, month }) => {
          const date = dateOf(thirdFriday(year, month))
          return event("wshe_option", date, { expiration_date: date, expiration_frequency: "MONTHLY" })
        })
  const between = ({ date }: CalendarEvent): boolean => date >= dateOf(from) && date <= dateOf(to - 1)
  const others = [...dividends(world, listing, now, event), ...meetings(listing, from, to, now, event)]
  return [...results, ...quarterEnds, ...expirations, ...others]
    .filter(between)
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.tag < b.tag ? -1 : 1))
}

function resultEvents(listing: Listing, earnings: Earnings, now: number, event: MakeEvent): readonly CalendarEvent[] {
  const { date, quarter, fiscalYear, quarterEnd, timeOfDay, at, actual, expected } = earnings
  const whose = { quarter: `Q${quarter}`, fiscal_year: fiscalYear }
  if (at - now > inferredMs) {
    const inferred = { confidence_indicator: "Medium", wshe_earnings_date_status: "INFERRED" }
    return [event("wshe_fq", date, { earnings_date: date, ...inferred, ...whose })]
  }
  const due = dateOf(instantOf(quarterEnd) + (quarter === 4 ? dueMs.year : dueMs.quarter))
  const board = dateOf(instantOf(date) - boardMs)
  const known = [
    event("wshe_ed", date, {
      earnings_date: date,
      time_of_day: timeOfDay,
      wshe_earnings_date_status: at - now <= confirmedMs ? "CONFIRMED" : "UNCONFIRMED",
      quarter_end_date: quarterEnd,
      ...whose,
    }),
    event("wshe_cc", date, { call_date: date, ...whose }),
    event("wshe_sec", due, { filing_due_date: due, ...whose }),
    event("wshe_bod", board, {
      start_date: board,
      event_desc: "Board of Directors Meeting",
      wshe_event_status: instantOf(board) <= now ? "HELD" : "PENDING",
    }),
  ]
  if (at > now) return known
  const change = Math.round((actual - expected) * 100) / 100
  const report = {
    amount_oc: actual,
    estimated_eps: expected,
    change_amount: change,
    change_percent: Math.round((1000 * change) / expected) / 10,
    currency: listing.currency,
    ...whose,
  }
  return [...known, event("wshe_eps", date, report)]
}

/** The next dividend, as the dividend tick says it. */
function dividends({ market }: World, listing: Listing, now: number, event: MakeEvent): readonly CalendarEvent[] {
  const [, , exDate = "", amount = ""] = market.snapshot(listing.conId, now).dividends?.split(",") ?? []
  if (exDate === "") return []
  const exAt = instantOf(exDate)
  return [
    event("wshe_div", exDate, {
      ex_div_date: exDate,
      pay_date: dateOf(exAt + 21 * dayMs),
      dividend_oc: Number(amount),
      dividend_currency: listing.currency,
      frequency: "QUARTERLY",
    }),
  ]
}

function monthsIn(from: number, to: number): readonly { readonly year: number; readonly month: number }[] {
  const months: { year: number; month: number }[] = []
  const start = new Date(from)
  for (let month = start.getUTCMonth(); Date.UTC(start.getUTCFullYear(), month, 1) < to; month++) {
    const date = new Date(Date.UTC(start.getUTCFullYear(), month, 1))
    months.push({ year: date.getUTCFullYear(), month: date.getUTCMonth() })
  }
  return months
}

function thirdFriday(year: number, month: number): number {
  const friday = 5
  const first = new Date(Date.UTC(year, month, 1)).getUTCDay()
  return Date.UTC(year, month, 15 + ((friday - first + 7) % 7))
}
