import type { TradingSession } from "../calendar/trading-sessions.ts"
import { isoAt } from "../desk/hours/trading-hours.ts"
import type { Columns } from "./table.ts"

/** What is said of a trading session; its instants with the offset of the exchange's zone (IANA), in UTC when that is not known. */
export const sessionColumns = (zone: string | null): Columns<TradingSession> => ({
  session: ({ session }) => session,
  open: ({ start }) => isoAt(start, zone),
  close: ({ end }) => isoAt(end, zone),
})
