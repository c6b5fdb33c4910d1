import type { Listing, World } from "../world.ts"
import { type Earnings, earningsIn, hasEarnings } from "./earnings.ts"

/** Kinds of events, as Wall Street Horizon names them, and the fields that each has. */
export const eventTypes = [
  {
    tag: "wshe_ed",
    name: "Earnings Date",
    columns: [
      "earnings_date",
      "time_of_day",
      "wshe_earnings_date_status",
      "quarter",
      "fiscal_year",
      "quarter_end_date",
    ],
  },
  {
    tag: "wshe_eps",
    name: "Earnings Report",
    columns: ["amount_oc", "estimated_eps", "change_amount", "change_percent", "currency", "quarter", "fiscal_year"],
  },
  { tag: "wshe_cc", name: "Conference Call", columns: ["call_date", "quarter", "fiscal_year"] },
  {
    tag: "wshe_div",
    name: "WSHE Dividend",
    columns: ["ex_div_date", "pay_date", "dividend_oc", "dividend_currency", "frequency"],
  },
  { tag: "wshe_qe", name: "Quarter End", columns: ["quarter_end_date", "quarter", "fiscal_year"] },
  { tag: "wshe_option", name: "Option Expiration Date", columns: ["expiration_date", "expiration_frequency"] },
] as const

export type EventTag = (typeof eventTypes)[number]["tag"]

/** One event of one company. */
export interface CalendarEvent {
  readonly tag: EventTag
  /** `YYYYMMDD`. */
  readonly date: string
  readonly key: string
  readonly conId: number
  readonly data: Readonly<Record<string, string | number>>
}

const dayMs = 86_400_000
/** Announcements are confirmed about so long before. */
const confirmedMs = 21 * dayMs

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
  const results = earningsIn(market, listing, from, to).flatMap((earnings) =>
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
  return [...results, ...quarterEnds, ...expirations, ...dividends(world, listing, now, event)]
    .filter(between)
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.tag < b.tag ? -1 : 1))
}

type MakeEvent = (tag: EventTag, date: string, data: CalendarEvent["data"]) => CalendarEvent

function resultEvents(listing: Listing, earnings: Earnings, now: number, event: MakeEvent): readonly CalendarEvent[] {
  const { date, quarter, fiscalYear, quarterEnd, timeOfDay, at, actual, expected } = earnings
  const whose = { quarter: `Q${quarter}`, fiscal_year: fiscalYear }
  const known = [
    event("wshe_ed", date, {
      earnings_date: date,
      time_of_day: timeOfDay,
      wshe_earnings_date_status: at - now <= confirmedMs ? "CONFIRMED" : "UNCONFIRMED",
      quarter_end_date: quarterEnd,
      ...whose,
    }),
    event("wshe_cc", date, { call_date: date, ...whose }),
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
  const exAt = Date.UTC(Number(exDate.slice(0, 4)), Number(exDate.slice(4, 6)) - 1, Number(exDate.slice(6, 8)))
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
