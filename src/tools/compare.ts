import { type } from "arktype"
import type { ComparisonAnswer } from "../desk/comparison/comparison.ts"
import { type Figures, mostPoints } from "../desk/comparison/figures.ts"
import { mostCompared } from "../desk/comparison/question.ts"
import { samplings } from "../desk/comparison/sampling.ts"
import type { Moment } from "../desk/comparison/shared-moments.ts"
import { isoAt } from "../desk/hours/trading-hours.ts"
import { answered } from "./answered.ts"
import { defineTool, type Shape } from "./define-tool.ts"
import { InstrumentFailure, instrumentFailures } from "./failure-fields.ts"
import { Cell, MaybeText } from "./parameters.ts"
import { separated } from "./separated.ts"
import { type Columns, table } from "./table.ts"

const columnsIn = (zone: string | null): Columns<Figures> => ({
  instrument: ({ instrument }) => instrument,
  con_id: ({ conId }) => conId,
  currency: ({ currency }) => currency,
  series: ({ source }) => source,
  first: ({ first }) => first,
  last: ({ last }) => last,
  return_pct: ({ returnPct }) => returnPct,
  annual_return_pct: ({ annualReturnPct }) => annualReturnPct,
  volatility_pct: ({ volatilityPct }) => volatilityPct,
  max_drawdown_pct: ({ maxDrawdownPct }) => maxDrawdownPct,
  peak: ({ peakAt }) => written(peakAt, zone),
  trough: ({ troughAt }) => written(troughAt, zone),
})

const ComparisonFields = () =>
  type({
    from: MaybeText.describe("first price that all share; dates are each exchange's trading date", "self"),
    to: MaybeText,
    currency: MaybeText.describe("all converted to; null: each in its own", "self"),
    prices: type("number").describe("dates, or hours, that all have a price of", "self"),
    dropped: type("number").describe("dates between that only some have", "self"),
    sampling: "string",
    returns: type("number").describe("log returns that volatility and correlation are measured with", "self"),
    periods_per_year: type("number").describe("annualisation: volatility is the deviation times its root", "self"),
    periods_basis: type("'counted' | 'convention'").describe("counted in this span, or 252, 365, 52 or 12", "self"),
    columns: "string[]",
    rows: Cell.array()
      .array()
      .describe("series ADJUSTED_LAST counts dividends, no other does; prices in currency's main unit", "self"),
    correlation: type({ columns: "string[]", rows: Cell.array().array() }).describe("one with the other", "self"),
    errors: InstrumentFailure().array(),
    "rebased?": type({
      columns: "string[]",
      rows: Cell.array().array(),
      total: "number",
      truncated: "boolean",
    }).describe(`detailed: prices with the first as 100, at most ${mostPoints} dates evenly apart`, "self"),
  })

/** Several instruments over one span, side by side. */
export const compare = defineTool({
  name: "ibkr_compare",
  title: "Compare instruments",
  toolset: "research",
  description:
    "Total return (stocks with dividends), annualised volatility, deepest drawdown and correlations over a span, measured on the dates that all instruments traded. For the prices themselves use ibkr_historical_bars.",
  input: () =>
    type({
      "+": "reject",
      symbols: type("string | string[]").describe(
        `1 to ${mostCompared} instruments, list or comma separated: ["NVDA","AMD","VOD@LSE/GBP"]`,
        "self",
      ),
      duration: type("string").describe("Span back from end: 30 D, 8 W, 6 M, 5 Y", "self").default("1 Y"),
      "end?": type("string").describe("Last date, default now: 2026-06-30", "self"),
      sampling: type
        .enumerated(...samplings)
        .describe("Steps of volatility and correlation; 1 week for markets hours apart", "self")
        .default("1 day"),
      "currency?": type("string").describe("Convert all to it: USD; default each its own", "self"),
      detail: type("'concise' | 'detailed'").describe("detailed adds prices rebased to 100", "self").default("concise"),
    }),
  output: ComparisonFields,
  async run({ symbols, duration, end, sampling, currency, detail }, { desk, signal, progress }) {
    const question = {
      instruments: separated(symbols),
      duration,
      end: end ?? null,
      sampling,
      currency: currency ?? null,
    }
    return answered(await desk.compare(question, { signal }, progress), (answer) => ({
      ...comparisonFields(answer),
      ...(detail === "detailed" ? { rebased: rebasedFields(answer) } : {}),
    }))
  },
})

function comparisonFields({ comparison, currency, zone, errors }: ComparisonAnswer): Shape<typeof ComparisonFields> {
  const { shared, figures, annualisation } = comparison
  const names = figures.map(({ instrument }) => instrument)
  return {
    from: written(shared.moments.at(0), zone),
    to: written(shared.moments.at(-1), zone),
    currency,
    prices: shared.moments.length,
    dropped: shared.dropped,
    sampling: comparison.sampling,
    returns: comparison.returns,
    periods_per_year: Number(annualisation.periodsPerYear.toFixed(2)),
    periods_basis: annualisation.basis,
    ...table(columnsIn(zone), figures),
    correlation: {
      columns: ["instrument", ...names],
      rows: comparison.correlation.map((line, index) => [names[index] ?? null, ...line]),
    },
    errors: instrumentFailures(errors),
  }
}

function rebasedFields({ comparison: { figures, rebased, shared }, zone }: ComparisonAnswer) {
  return {
    columns: ["date", ...figures.map(({ instrument }) => instrument)],
    rows: rebased.map(({ at, values }) => [written(at, zone), ...values]),
    total: shared.moments.length,
    truncated: rebased.length < shared.moments.length,
  }
}

const written = (at: Moment | null | undefined, zone: string | null): string | null =>
  at === null || at === undefined ? null : typeof at === "number" ? isoAt(at, zone) : at
