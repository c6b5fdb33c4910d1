import { isWeekend } from "../../../calendar/day-number.ts"
import type { ExchangeHours } from "../instrument.ts"
import { type Day, dateOf, FRIDAY, nthWeekday } from "./day.ts"
import { at, createExchangeHours, type DayPlan, type Span } from "./exchange-hours.ts"
import { isNyseHalfDay, nyseHoliday } from "./nyse-days.ts"

interface FuturesMarket {
  readonly timeZoneId: string
  readonly zone: string
  /** Evening before the trade date. */
  readonly opens: string
  readonly closes: string
  readonly regularFrom: string
  readonly regularTo: string
  /** When trading stops on a US holiday on which the exchange itself opens. */
  readonly holidayStop: string
  readonly halfDayClose: string
  /** When Good Friday is a short session because the US employment report comes out that day; null: always closed. */
  readonly employmentGoodFridayClose: string | null
}

const CLOSED_ALL_DAY = /^(New Year|Christmas|Good Friday)/

/**
 * A futures exchange: it opens on the evening before the trade date. On a US holiday it trades until `holidayStop` and that
 * session counts towards the next trade date (CME Group's holiday calendars); on New Year's Day, Good Friday and Christmas
 * it is closed and opens again in the evening.
 */
function futuresHours(market: FuturesMarket): ExchangeHours {
  const closedAllDay = (day: Day): boolean => {
    const holiday = nyseHoliday(day)
    return holiday !== undefined && CLOSED_ALL_DAY.test(holiday) && !isShortGoodFriday(day)
  }
  const isShortGoodFriday = (day: Day): boolean =>
    market.employmentGoodFridayClose !== null && nyseHoliday(day) === "Good Friday" && isEmploymentFriday(day)
  const tradesUntil = (day: Day): string => {
    if (isShortGoodFriday(day)) return market.employmentGoodFridayClose ?? market.closes
    return isNyseHalfDay(day) ? market.halfDayClose : market.closes
  }
  const isTradeDate = (day: Day): boolean =>
    !isWeekend(day) && (nyseHoliday(day) === undefined || isShortGoodFriday(day))

  return createExchangeHours(market.timeZoneId, market.zone, (day): DayPlan | undefined => {
    if (!isTradeDate(day)) return undefined
    const holidays: Span[] = []
    for (let before = day - 1; !isTradeDate(before); before--) {
      if (isWeekend(before) || closedAllDay(before)) continue
      const offset = before - day
      holidays.unshift({ from: at(market.opens, offset - 1), to: at(market.holidayStop, offset) })
    }
    const closes = tradesUntil(day)
    const ordinary: Span = { from: at(market.opens, -1), to: at(closes) }
    const regularTo = Math.min(at(market.regularTo), at(closes))
    const regular: Span = { from: Math.min(at(market.regularFrom), regularTo), to: regularTo }
    return {
      all: [...holidays, ordinary],
      regular: [...holidays, ...(regular.to > regular.from ? [regular] : [])],
    }
  })
}

/** The Bureau of Labor Statistics reports on the first Friday of a month. */
function isEmploymentFriday(day: Day): boolean {
  const { year, month } = dateOf(day)
  return day === nthWeekday(year, month, FRIDAY, 1)
}

/** Equity index futures on CME: 17:00 to 16:00 Chicago time; US holidays stop at noon, half days close at 12:15. */
export const cmeEquityHours: ExchangeHours = futuresHours({
  timeZoneId: "US/Central",
  zone: "America/Chicago",
  opens: "17:00",
  closes: "16:00",
  regularFrom: "08:30",
  regularTo: "16:00",
  holidayStop: "12:00",
  halfDayClose: "12:15",
  employmentGoodFridayClose: "08:15",
})

/** Energy and metals on NYMEX and COMEX: 18:00 to 17:00 New York time; US holidays stop at 14:30, half days close at 13:45. */
export const nymexHours: ExchangeHours = futuresHours({
  timeZoneId: "US/Eastern",
  zone: "America/New_York",
  opens: "18:00",
  closes: "17:00",
  regularFrom: "09:30",
  regularTo: "17:00",
  holidayStop: "14:30",
  halfDayClose: "13:45",
  employmentGoodFridayClose: null,
})

/** Interest rate futures on CBOT keep CME's hours, but the floor's regular ones. */
export const cbotRateHours: ExchangeHours = futuresHours({
  timeZoneId: "US/Central",
  zone: "America/Chicago",
  opens: "17:00",
  closes: "16:00",
  regularFrom: "07:20",
  regularTo: "14:00",
  holidayStop: "12:00",
  halfDayClose: "12:15",
  employmentGoodFridayClose: "10:15",
})
