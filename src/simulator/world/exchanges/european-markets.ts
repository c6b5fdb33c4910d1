import type { ExchangeHours } from "../instrument.ts"
import { type Day, dateOf, dayOf, SATURDAY, SUNDAY, weekday } from "./day.ts"
import { plan, span } from "./exchange-hours.ts"
import { marketHours } from "./market-calendar.ts"

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

/** Paris and Amsterdam: the days and hours of Euronext's cash markets, which close early before Christmas and New Year. */
export const euronextHours: ExchangeHours = marketHours({
  timeZoneId: "MET",
  zone: "Europe/Brussels",
  full: () => plan(span("09:00", "17:30")),
  half: plan(span("09:00", "14:05")),
  yearly: ["01-01", "05-01", "12-25", "12-26"],
  easter: [-2, 1],
  closed: [],
  halfDays: ["2026-12-24", "2026-12-31", "2027-12-24", "2027-12-31"],
})

/** Milan, closed around Christmas and at Ferragosto where its sisters are open. */
export const milanHours: ExchangeHours = marketHours({
  timeZoneId: "MET",
  zone: "Europe/Rome",
  full: () => plan(span("09:00", "17:30")),
  half: undefined,
  yearly: ["01-01", "05-01", "08-15", "12-24", "12-25", "12-26", "12-31"],
  easter: [-2, 1],
  closed: [],
  halfDays: [],
})

/** SIX Swiss Exchange, closed on Ascension Day, Whit Monday and the national holiday as well. */
export const swissHours: ExchangeHours = marketHours({
  timeZoneId: "MET",
  zone: "Europe/Zurich",
  full: () => plan(span("09:00", "17:30")),
  half: undefined,
  yearly: ["01-01", "01-02", "05-01", "08-01", "12-24", "12-25", "12-26", "12-31"],
  easter: [-2, 1, 39, 50],
  closed: [],
  halfDays: [],
})

/** Eurex's interest rate futures, from early in the morning until the American close. */
export const eurexHours: ExchangeHours = marketHours({
  timeZoneId: "MET",
  zone: "Europe/Berlin",
  full: () => ({ all: [span("01:10", "22:00")], regular: [span("08:00", "22:00")] }),
  half: undefined,
  yearly: ["01-01", "05-01", "12-24", "12-25", "12-26", "12-31"],
  easter: [-2, 1],
  closed: [],
  halfDays: [],
})
