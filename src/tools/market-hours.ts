import { type } from "arktype"
import type { MarketHours } from "../desk/hours/market-hours.ts"
import { isoAt } from "../desk/hours/trading-hours.ts"
import { answered } from "./answered.ts"
import { defineTool, type Shape } from "./define-tool.ts"
import { Instrument, MaybeNumber, MaybeText } from "./parameters.ts"
import { sessionColumns } from "./session-columns.ts"
import { Table, table } from "./table.ts"

const MaybeBoolean = () => type("boolean | null")

const MarketHoursFields = () =>
  type({
    instrument: MaybeText,
    con_id: MaybeNumber,
    exchange: "string",
    timezone: MaybeText,
    at: "string",
    session: type("'pre' | 'regular' | 'post' | 'overnight' | 'closed' | 'unknown'").describe(
      "unknown: nobody says, see meta.warnings",
      "self",
    ),
    is_open: MaybeBoolean().describe(
      "in its regular session, or in any of what trades around the clock (futures, FX, crypto, OVERNIGHT)",
      "self",
    ),
    early_close: MaybeBoolean().describe("this date's regular session ends early", "self"),
    next_open: MaybeText.describe("after at, of what is_open means", "self"),
    next_close: MaybeText,
    minutes_to_change: MaybeNumber.describe("until session is another one", "self"),
    reason: MaybeText.describe("why it is closed: a holiday, Weekend, Break", "self"),
    source: type("'nyse_table' | 'trading_hours' | 'historical_schedule' | null"),
    sessions: Table().describe("of the date of at, else of the next with any", "self"),
    holidays: type({ date: "string", "name?": "string", "close?": "string" })
      .array()
      .describe("next days closed, or half days with their close; name where it is known", "self"),
  })

/** Whether a market is open. */
export const marketHours = defineTool({
  name: "ibkr_market_hours",
  title: "Market hours",
  toolset: "market",
  description:
    "Whether an instrument or exchange is open now or at any time, in which session, when that changes, half days and holidays ahead; any exchange, NYSE and Nasdaq with the Gateway down too. What cannot be known is answered as unknown, never guessed. For prices use ibkr_quote.",
  input: () =>
    type({
      "+": "reject",
      "symbol?": Instrument,
      "exchange?": type("string").describe("Instead of symbol, or where it trades: NYSE, LSE, TSEJ, CME", "self"),
      "at?": type("string").describe("Default now: 2026-11-27T14:00:00-05:00, or a date for its first moment", "self"),
    }),
  output: MarketHoursFields,
  async run({ symbol, exchange, at }, { desk, signal, progress }) {
    const question = { instrument: symbol ?? null, exchange: exchange ?? null, at: at ?? null }
    return answered(await desk.marketHours(question, { signal }, progress), hoursFields)
  },
})

function hoursFields(hours: MarketHours): Shape<typeof MarketHoursFields> {
  const iso = (at: number) => isoAt(at, hours.zone)
  const maybeIso = (at: number | null) => (at === null ? null : iso(at))
  return {
    instrument: hours.instrument,
    con_id: hours.conId,
    exchange: hours.exchange,
    timezone: hours.zone,
    at: iso(hours.at),
    session: hours.session,
    is_open: hours.isOpen,
    early_close: hours.earlyClose,
    next_open: maybeIso(hours.nextOpen),
    next_close: maybeIso(hours.nextClose),
    minutes_to_change: hours.minutesToChange,
    reason: hours.reason,
    source: hours.source,
    sessions: table(sessionColumns(hours.zone), hours.sessions),
    holidays: hours.holidays.map(({ date, name, close }) => ({
      date,
      ...(name === null ? {} : { name }),
      ...(close === null ? {} : { close: iso(close) }),
    })),
  }
}
