import { isWeekend } from "../../../calendar/day-number.ts"
import type { ExchangeHours } from "../instrument.ts"
import { type Day, dateOf, MONDAY, nthWeekday } from "./day.ts"
import { createExchangeHours, type DayPlan, plan, span } from "./exchange-hours.ts"
import { isNyseHalfDay, isNyseSession } from "./nyse-days.ts"

const NEW_YORK = "America/New_York"
const CHICAGO = "America/Chicago"

/** Plans of a market that opens when NYSE does: one for full days, one for half days. */
function onNyseDays(full: DayPlan, half: DayPlan): (day: Day) => DayPlan | undefined {
  return (day) => (isNyseSession(day) ? (isNyseHalfDay(day) ? half : full) : undefined)
}

/** Stocks and ETFs on SMART: 04:00 to 20:00, regular 09:30 to 16:00; half days end at 17:00 and 13:00. */
export const usStockHours: ExchangeHours = createExchangeHours(
  "US/Eastern",
  NEW_YORK,
  onNyseDays(
    { all: [span("04:00", "20:00")], regular: [span("09:30", "16:00")] },
    { all: [span("04:00", "17:00")], regular: [span("09:30", "13:00")] },
  ),
)

/** IBKR's overnight venue: 20:00 to 03:50 before every NYSE session, half days included. */
export const overnightHours: ExchangeHours = createExchangeHours(
  "US/Eastern",
  NEW_YORK,
  onNyseDays(plan(span("20:00", "03:50", -1)), plan(span("20:00", "03:50", -1))),
)

/** Options on single stocks. */
export const usOptionHours: ExchangeHours = createExchangeHours(
  "US/Eastern",
  NEW_YORK,
  onNyseDays(plan(span("09:30", "16:00")), plan(span("09:30", "13:00"))),
)

/** Options on the broad ETFs trade a quarter of an hour longer than the ETFs (Cboe and NYSE Arca rules). */
export const usEtfOptionHours: ExchangeHours = createExchangeHours(
  "US/Eastern",
  NEW_YORK,
  onNyseDays(plan(span("09:30", "16:15")), plan(span("09:30", "13:15"))),
)

/** SPX options, regular trading hours in Chicago time; Cboe's overnight session is left out of this world. */
export const spxOptionHours: ExchangeHours = createExchangeHours(
  "US/Central",
  CHICAGO,
  onNyseDays(plan(span("08:30", "15:15")), plan(span("08:30", "12:15"))),
)

/** SPX itself is computed while its stocks trade. */
export const spxIndexHours: ExchangeHours = createExchangeHours(
  "US/Central",
  CHICAGO,
  onNyseDays(plan(span("08:30", "15:00")), plan(span("08:30", "12:00"))),
)

/** VIX is computed from the options, until they close. */
export const vixIndexHours: ExchangeHours = createExchangeHours(
  "US/Central",
  CHICAGO,
  onNyseDays(plan(span("08:30", "15:15")), plan(span("08:30", "12:15"))),
)

/** Indices of Nasdaq and FTSE Russell. */
export const usIndexHours: ExchangeHours = createExchangeHours(
  "US/Eastern",
  NEW_YORK,
  onNyseDays(plan(span("09:30", "16:00")), plan(span("09:30", "13:00"))),
)

/** Orders for funds are taken until late in the evening and priced at the close. */
export const fundHours: ExchangeHours = createExchangeHours(
  "US/Eastern",
  NEW_YORK,
  onNyseDays(plan(span("15:59", "22:00")), plan(span("12:59", "22:00"))),
)

/** US bonds close on NYSE's holidays and on SIFMA's further two, Columbus Day and Veterans Day; 14:00 on half days. */
export const bondHours: ExchangeHours = createExchangeHours("US/Eastern", NEW_YORK, (day) => {
  const { year, month, day: dayOfMonth } = dateOf(day)
  const columbus = day === nthWeekday(year, 10, MONDAY, 2)
  const veterans = month === 11 && dayOfMonth === 11
  if (!isNyseSession(day) || columbus || veterans) return undefined
  return plan(isNyseHalfDay(day) ? span("08:00", "14:00") : span("08:00", "17:00"))
})

/** PAXOS: every day of the year, with a minute's pause at four in the afternoon. */
export const cryptoHours: ExchangeHours = createExchangeHours("US/Eastern", NEW_YORK, () =>
  plan(span("16:01", "16:00", -1)),
)

/** IDEALPRO: Sunday 17:15 to Friday 17:00 with a daily quarter of an hour's pause; closed for Christmas and New Year's Day. */
export const forexHours: ExchangeHours = {
  ...createExchangeHours("US/Eastern", NEW_YORK, (day) => {
    const { month, day: dayOfMonth } = dateOf(day)
    const holiday = (month === 12 && dayOfMonth === 25) || (month === 1 && dayOfMonth === 1)
    return isWeekend(day) || holiday ? undefined : plan(span("17:15", "17:00", -1))
  }),
  labelledBy: "start",
}
