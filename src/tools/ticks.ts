import { type } from "arktype"
import { isoAt } from "../desk/hours/trading-hours.ts"
import { mostSeconds } from "../desk/ticks/live-ticks.ts"
import { defaultTicks, type Ticks } from "../desk/ticks/past-ticks.ts"
import type { TickSummary } from "../desk/ticks/tick-summary.ts"
import { defaultSpan, type VolumeAtPrice } from "../desk/ticks/volume-at-price.ts"
import { mostTicks, type Tick } from "../gateway/ticks/tick.ts"
import { answered, hadNoEffect, withWarning } from "./answered.ts"
import { defineTool, type Shape } from "./define-tool.ts"
import { Cell, Cursor, MaybeNumber, MaybeText } from "./parameters.ts"
import { pricedFields, pricedInstrument } from "./priced-instrument.ts"

const columns = {
  trades: ["time", "price", "size", "exchange", "conditions", "flags"],
  bid_ask: ["time", "bid", "ask", "bid_size", "ask_size", "flags"],
  midpoint: ["time", "midpoint"],
} as const
const volumeColumns = ["price", "volume"]

const Summary = () =>
  type({
    count: "number",
    from: MaybeText,
    to: MaybeText,
    first: MaybeNumber.describe("of reported trades, or of midpoints; so are last, high and low", "self"),
    last: MaybeNumber,
    high: MaybeNumber,
    low: MaybeNumber,
    "volume?": MaybeNumber.describe("of every trade; so is vwap", "self"),
    "vwap?": MaybeNumber,
    "unreported?": type({ count: "number", volume: "number" }).describe(
      "trades that do not count in last, high and low, such as odd lots",
      "self",
    ),
    "spread?": type({
      mean: MaybeNumber,
      min: MaybeNumber,
      max: MaybeNumber,
      mean_bps: MaybeNumber,
      one_sided: type("number").describe("ticks without bid or ask, not counted in the others", "self"),
    }),
  })

const Profile = () =>
  type({
    volume: "number",
    vwap: MaybeNumber,
    most_traded: MaybeNumber.describe("the price with the most volume", "self"),
    value_low: MaybeNumber.describe(
      "value area: around it, the fuller neighbour first, up to 70 % of the volume",
      "self",
    ),
    value_high: MaybeNumber,
    prices: type("number").describe("prices traded at", "self"),
    price_step: MaybeNumber.describe("rows are steps of prices this wide, named by their lowest", "self"),
  })

const TickFields = () =>
  type({
    ...pricedInstrument,
    kind: "string",
    "timezone?": MaybeText.describe(
      "zone of the offsets; null when the exchange's is not known and they are UTC",
      "self",
    ),
    "day?": MaybeText.describe(
      "of every time, at utc_offset; null when rows are of several, and times are whole",
      "self",
    ),
    "utc_offset?": MaybeText,
    "duration?": "string",
    "summary?": Summary().describe("of the rows; of live ticks of all", "self"),
    "profile?": Profile(),
    columns: "string[]",
    rows: Cell.array().array(),
    total: MaybeNumber.describe("null when it is not known how many follow", "self"),
    truncated: "boolean",
    cursor: MaybeText.describe("for later ticks with start, else for earlier ones", "self"),
  })

/** Every trade or quote of one instrument. */
export const ticks = defineTool({
  name: "ibkr_ticks",
  title: "Ticks",
  toolset: "market",
  description:
    "Single trades, quotes or midpoints: the newest before end, from start on, or live for some seconds; or volume at price. Needs live data. Longer spans: ibkr_historical_bars.",
  input: () =>
    type({
      "+": "reject",
      symbol: type("string").describe("Instrument: AAPL, FX:EURUSD", "self"),
      kind: type
        .enumerated("trades", "bid_ask", "midpoint", "volume_at_price")
        .describe("Of what", "self")
        .default("trades"),
      "start?": type("string").describe("2026-11-20T09:30:00-05:00; exchange time without offset", "self"),
      "end?": type("string").describe("As start; default now", "self"),
      "seconds?": type(`1 <= number.integer <= ${mostSeconds}`).describe("Listen so long live", "self"),
      "duration?": type("string").describe(`Span of volume_at_price, default ${defaultSpan}`, "self"),
      use_rth: type("boolean").describe("Regular hours only", "self").default(false),
      limit: type(`1 <= number.integer <= ${mostTicks}`).describe("At most", "self").default(defaultTicks),
      "cursor?": Cursor,
    }),
  output: TickFields,
  async run(input, { desk, signal, progress }) {
    const { symbol: instrument, kind, start, end, seconds, limit, use_rth: regularHoursOnly } = input
    const asking = { signal }
    if (kind === "volume_at_price") {
      const question = { instrument, duration: input.duration ?? defaultSpan, regularHoursOnly, limit }
      const unused = hadNoEffect(input, ["start", "end", "seconds", "cursor"], "volume_at_price reaches back from now")
      return withWarning(answered(await desk.volumeAtPrice(question, asking, progress), volumeFields), unused)
    }
    if (seconds !== undefined) {
      const question = { instrument, kind, seconds, limit }
      const past = ["start", "end", "duration", "cursor", ...(regularHoursOnly ? ["use_rth"] : [])]
      const unused = hadNoEffect(input, past, "Live ticks are those of now")
      return withWarning(answered(await desk.liveTicks(question, asking, progress), tickFields), unused)
    }
    const question = {
      instrument,
      kind,
      start: start ?? null,
      end: end ?? null,
      regularHoursOnly,
      limit,
      cursor: input.cursor ?? null,
    }
    const unused = hadNoEffect(input, ["duration"], "Ticks of the past have start and end")
    return withWarning(answered(await desk.pastTicks(question, asking, progress), tickFields), unused)
  },
})

function tickFields(answer: Ticks): Shape<typeof TickFields> {
  const times = answer.ticks.map(({ at }) => isoAt(at, answer.zone))
  const day = commonDay(times)
  return {
    ...pricedFields(answer),
    kind: answer.kind,
    timezone: answer.zone,
    day: day?.date ?? null,
    utc_offset: day?.offset ?? null,
    summary: summaryFields(answer.summary, answer.zone),
    columns: [...columns[answer.kind]],
    rows: answer.ticks.map((tick, index) => row(tick, (day ? times[index]?.slice(11, 19) : times[index]) ?? null)),
    total: answer.total,
    truncated: answer.truncated,
    cursor: answer.cursor,
  }
}

/** What all times have in common is said once: in a table of ticks it would be most of it. */
function commonDay(times: readonly string[]): { readonly date: string; readonly offset: string } | null {
  const [first = "", last = ""] = [times[0], times.at(-1)]
  const [date, offset] = [first.slice(0, 10), first.slice(19)]
  return date !== "" && last.startsWith(date) && last.endsWith(offset) ? { date, offset } : null
}

function summaryFields(summary: TickSummary, zone: string | null): Shape<typeof Summary> {
  const { count, from, to, first, last, high, low, trades, spread } = summary
  return {
    count,
    from: from === null ? null : isoAt(from, zone),
    to: to === null ? null : isoAt(to, zone),
    first,
    last,
    high,
    low,
    ...(trades && { volume: trades.volume, vwap: trades.vwap, unreported: { ...trades.unreported } }),
    ...(spread && {
      spread: {
        mean: spread.mean,
        min: spread.min,
        max: spread.max,
        mean_bps: spread.meanBps,
        one_sided: spread.oneSided,
      },
    }),
  }
}

function row(tick: Tick, time: string | null): (typeof Cell.infer)[] {
  if (tick.kind === "midpoint") return [time, tick.price]
  if (tick.kind === "trades") {
    const flags = marked({ past_limit: tick.pastLimit, unreported: tick.unreported })
    return [time, tick.price, tick.size, tick.exchange, tick.conditions, flags]
  }
  const flags = marked({ bid_past_low: tick.bidPastLow, ask_past_high: tick.askPastHigh })
  return [time, tick.bid, tick.ask, tick.bidSize, tick.askSize, flags]
}

/** Names of the flags that are up; null when none is. */
function marked(flags: Readonly<Record<string, boolean>>): string | null {
  const up = Object.keys(flags).filter((name) => flags[name])
  return up.length === 0 ? null : up.join(" ")
}

const volumeFields = (answer: VolumeAtPrice): Shape<typeof TickFields> => ({
  ...pricedFields(answer),
  kind: "volume_at_price",
  duration: answer.duration,
  profile: {
    volume: answer.volume,
    vwap: answer.vwap,
    most_traded: answer.mostTraded,
    value_low: answer.valueLow,
    value_high: answer.valueHigh,
    prices: answer.prices,
    price_step: answer.step,
  },
  columns: volumeColumns,
  rows: answer.rows.map(({ price, volume }) => [price, volume]),
  total: answer.rows.length,
  truncated: false,
  cursor: null,
})
