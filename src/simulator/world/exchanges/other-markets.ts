import type { ExchangeHours } from "../instrument.ts"
import { dayFrom } from "./day.ts"
import { plan, span } from "./exchange-hours.ts"
import { marketHours } from "./market-calendar.ts"

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

/** Sydney, whose closing auction IBKR's hours leave out. Anzac Day on a weekend is not made up for. */
export const sydneyHours: ExchangeHours = marketHours({
  timeZoneId: "Australia/NSW",
  zone: "Australia/Sydney",
  full: () => plan(span("10:00", "16:00")),
  half: plan(span("10:00", "14:10")),
  yearly: ["01-01", "01-26", "04-25", "12-25", "12-26"],
  easter: [-2, 1],
  closed: ["2026-06-08", "2026-12-28", "2027-06-14", "2027-12-27", "2027-12-28"],
  halfDays: ["2026-12-24", "2026-12-31", "2027-12-24", "2027-12-31"],
})

/** Singapore, with its pause at noon. Half days are mornings. */
export const singaporeHours: ExchangeHours = marketHours({
  timeZoneId: "Asia/Singapore",
  zone: "Asia/Singapore",
  full: () => plan(span("09:00", "12:00"), span("13:00", "17:00")),
  half: plan(span("09:00", "12:00")),
  yearly: ["01-01", "05-01", "08-09", "12-25"],
  easter: [-2],
  closed: ["2026-02-17", "2026-02-18", "2026-05-27", "2026-06-01", "2026-08-10", "2026-11-09"].concat([
    "2027-02-08",
    "2027-03-10",
    "2027-05-17",
    "2027-05-20",
    "2027-10-28",
  ]),
  halfDays: ["2026-02-16", "2026-12-24", "2026-12-31", "2027-02-05", "2027-12-24", "2027-12-31"],
})
