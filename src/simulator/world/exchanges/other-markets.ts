import { isWeekend } from "../../../calendar/day-number.ts"
import type { ExchangeHours } from "../instrument.ts"
import { type Day, dateOf, dayFrom, dayOf, easterSunday, SATURDAY, SUNDAY, weekday } from "./day.ts"
import { createExchangeHours, type DayPlan, plan, span } from "./exchange-hours.ts"

/**
 * Holidays outside the US are a table of the two years that a simulated day usually falls in; before and after, only the
 * days that a rule gives for every year. Sources: the exchanges' published calendars (London Stock Exchange, Deutsche
 * Boerse, JPX, HKEX, TMX).
 */
interface MarketCalendar {
  readonly timeZoneId: string
  readonly zone: string
  readonly full: (day: Day) => DayPlan
  readonly half: DayPlan | undefined
  /** `MM-DD` closed every year. */
  readonly yearly: readonly string[]
  /** Days from Easter Sunday on which it is closed. */
  readonly easter: readonly number[]
  readonly closed: readonly string[]
  readonly halfDays: readonly string[]
}

function marketHours(calendar: MarketCalendar): ExchangeHours {
  const closed = new Set(calendar.closed.map(dayFrom))
  const halfDays = new Set(calendar.halfDays.map(dayFrom))
  const yearly = new Set(calendar.yearly)
  return createExchangeHours(calendar.timeZoneId, calendar.zone, (day) => {
    const { year, month, day: dayOfMonth } = dateOf(day)
    const monthDay = `${String(month).padStart(2, "0")}-${String(dayOfMonth).padStart(2, "0")}`
    if (isWeekend(day) || closed.has(day) || yearly.has(monthDay)) return undefined
    if (calendar.easter.includes(day - easterSunday(year))) return undefined
    return calendar.half !== undefined && halfDays.has(day) ? calendar.half : calendar.full(day)
  })
}

/** London. IBKR's hours run on behind the continuous session's end at 16:30 (12:30 on half days) until 16:50. */
export const lseHours: ExchangeHours = marketHours({
  timeZoneId: "GB-Eire",
  zone: "Europe/London",
  full: () => plan(span("08:00", "16:50")),
  half: plan(span("08:00", "12:50")),
  yearly: ["01-01", "12-25", "12-26"],
  easter: [-2, 1],
  closed: ["2026-05-04", "2026-05-25", "2026-08-31", "2026-12-28", "2027-05-03", "2027-05-31", "2027-08-30"].concat([
    "2027-12-27",
    "2027-12-28",
  ]),
  halfDays: ["2026-12-24", "2026-12-31", "2027-12-24", "2027-12-31"],
})

/** Xetra, which IBKR calls IBIS. It has no half days of its own but the last session of a year, which ends at 14:00. */
export const ibisHours: ExchangeHours = marketHours({
  timeZoneId: "MET",
  zone: "Europe/Berlin",
  full: (day) => (isLastXetraSession(day) ? plan(span("09:00", "14:00")) : plan(span("09:00", "17:30"))),
  half: undefined,
  yearly: ["01-01", "05-01", "12-24", "12-25", "12-26", "12-31"],
  easter: [-2, 1],
  closed: [],
  halfDays: [],
})

function isLastXetraSession(day: Day): boolean {
  const { year } = dateOf(day)
  let last = dayOf(year, 12, 30)
  while (weekday(last) === SATURDAY || weekday(last) === SUNDAY) last--
  return day === last
}

const TOKYO_LONGER_SINCE = dayFrom("2024-11-05")

/** Tokyo, with its lunch break; the afternoon was half an hour shorter before 2024-11-05. */
export const tokyoHours: ExchangeHours = marketHours({
  timeZoneId: "Japan",
  zone: "Asia/Tokyo",
  full: (day) => plan(span("09:00", "11:30"), span("12:30", day >= TOKYO_LONGER_SINCE ? "15:30" : "15:00")),
  half: undefined,
  yearly: [
    "01-01",
    "01-02",
    "01-03",
    "02-11",
    "02-23",
    "04-29",
    "05-03",
    "05-04",
    "05-05",
    "08-11",
    "11-03",
    "11-23",
    "12-31",
  ],
  easter: [],
  closed: [
    "2026-01-12",
    "2026-03-20",
    "2026-05-06",
    "2026-07-20",
    "2026-09-21",
    "2026-09-22",
    "2026-09-23",
    "2026-10-12",
  ].concat(["2027-01-11", "2027-03-22", "2027-07-19", "2027-09-20", "2027-09-23", "2027-10-11"]),
  halfDays: [],
})

/** Hong Kong, with its lunch break; IBKR's hours end with the closing auction at 16:10. Half days are mornings. */
export const hongKongHours: ExchangeHours = marketHours({
  timeZoneId: "Hongkong",
  zone: "Asia/Hong_Kong",
  full: () => plan(span("09:30", "12:00"), span("13:00", "16:10")),
  half: plan(span("09:30", "12:00")),
  yearly: ["01-01", "05-01", "07-01", "10-01", "12-25", "12-26"],
  easter: [-2, 1],
  closed: ["2026-02-17", "2026-02-18", "2026-02-19", "2026-04-07", "2026-05-25", "2026-06-19", "2026-10-19"].concat([
    "2027-02-08",
    "2027-02-09",
    "2027-04-05",
    "2027-05-13",
    "2027-06-09",
    "2027-09-16",
    "2027-10-08",
    "2027-12-27",
  ]),
  halfDays: ["2026-02-16", "2026-12-24", "2026-12-31", "2027-02-05", "2027-12-24", "2027-12-31"],
})

/** Toronto, with the extended hours that IBKR offers there. */
export const torontoHours: ExchangeHours = marketHours({
  timeZoneId: "US/Eastern",
  zone: "America/Toronto",
  full: () => ({ all: [span("07:00", "17:00")], regular: [span("09:30", "16:00")] }),
  half: { all: [span("07:00", "14:00")], regular: [span("09:30", "13:00")] },
  yearly: ["01-01", "07-01", "12-25", "12-26"],
  easter: [-2],
  closed: ["2026-02-16", "2026-05-18", "2026-08-03", "2026-09-07", "2026-10-12", "2026-12-28"].concat([
    "2027-02-15",
    "2027-05-24",
    "2027-08-02",
    "2027-09-06",
    "2027-10-11",
    "2027-12-27",
    "2027-12-28",
  ]),
  halfDays: ["2026-12-24", "2027-12-24"],
})
