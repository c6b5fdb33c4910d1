import { type } from "arktype"
import { defaultBars, mostBars } from "../desk/history/bars.ts"
import { isoAt } from "../desk/hours/trading-hours.ts"
import { type Bar, barSources } from "../gateway/history/history.ts"
import { answered } from "./answered.ts"
import { defineTool } from "./define-tool.ts"
import { Cell, Cursor, Instrument, MaybeText } from "./parameters.ts"
import { pricedFields, pricedInstrument } from "./priced-instrument.ts"
import { type Columns, table } from "./table.ts"

const columnsIn = (zone: string | null): Columns<Bar> => ({
  date: ({ at }) => (typeof at === "string" ? at : isoAt(at, zone)),
  open: ({ open }) => open,
  high: ({ high }) => high,
  low: ({ low }) => low,
  close: ({ close }) => close,
  volume: ({ volume }) => volume,
  average: ({ average }) => average,
  bar_count: ({ count }) => count,
})

/** Price history of one instrument. */
export const historicalBars = defineTool({
  name: "ibkr_historical_bars",
  title: "Historical bars",
  toolset: "market",
  description:
    "Open, high, low, close and volume of one instrument over time, oldest first; the newest limit bars when there are more. For the price of now use ibkr_quote.",
  input: () =>
    type({
      "+": "reject",
      symbol: Instrument,
      duration: type("string")
        .describe("Span back from end: number and S, D, W, M or Y: 3600 S, 5 D, 1 M, 1 Y", "self")
        .default("1 M"),
      bar_size: type("string")
        .describe(
          "1, 5, 10, 15 or 30 secs; 1 min; 2, 3, 5, 10, 15, 20 or 30 mins; 1 hour; 2, 3, 4 or 8 hours; 1 day, 1 week, 1 month",
          "self",
        )
        .default("1 day"),
      what_to_show: type
        .enumerated(...barSources)
        .describe("TRADES becomes MIDPOINT or AGGTRADES where nothing trades; ADJUSTED_LAST for dividends", "self")
        .default("TRADES"),
      use_rth: type("boolean").describe("Regular trading hours only", "self").default(true),
      "end?": type("string").describe("Last instant, default now: 2026-11-20, 2026-11-20T16:00:00-05:00", "self"),
      limit: type(`1 <= number.integer <= ${mostBars}`).describe("Most bars", "self").default(defaultBars),
      "cursor?": Cursor,
    }),
  output: () =>
    type({
      ...pricedInstrument,
      bar_size: "string",
      what_to_show: "string",
      timezone: MaybeText.describe(
        "zone of the offsets; null when the exchange's is not known and they are UTC",
        "self",
      ),
      columns: "string[]",
      rows: Cell.array().array(),
      total: "number",
      truncated: "boolean",
      cursor: MaybeText.describe("for the bars before these", "self"),
    }),
  async run(input, { desk, signal, progress }) {
    const question = {
      instrument: input.symbol,
      duration: input.duration,
      barSize: input.bar_size,
      whatToShow: input.what_to_show,
      regularHoursOnly: input.use_rth,
      end: input.end ?? null,
      limit: input.limit,
      cursor: input.cursor ?? null,
    }
    return answered(await desk.bars(question, { signal }, progress), (bars) => ({
      ...pricedFields(bars),
      bar_size: bars.barSize,
      what_to_show: bars.source,
      timezone: bars.zone,
      ...table(columnsIn(bars.zone), bars.bars),
      total: bars.total,
      truncated: bars.bars.length < bars.total,
      cursor: bars.cursor,
    }))
  },
})
