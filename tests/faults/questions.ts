import { type Bench, record, type Told } from "./bench.ts"

/** What a person asks in one breath, a question of each kind. The bars are of past days: they never change. */
export const questions = {
  quote: ["ibkr_quote", { symbols: ["AAPL", "IND:SPX@CBOE"] }],
  bars: ["ibkr_historical_bars", { symbol: "AAPL", duration: "1 W", end: "2026-11-19" }],
  rate: ["ibkr_fx_rate", { pair: "EURUSD" }],
  positions: ["ibkr_positions", {}],
  summary: ["ibkr_account_summary", {}],
  chain: ["ibkr_option_chain", { symbol: "AAPL" }],
  search: ["ibkr_contract_search", { pattern: "apple" }],
} as const

export type Question = keyof typeof questions

export type Answers = Readonly<Record<Question, Told>>

/** Asks everything at once, and lets time go by until all of it is answered. */
export async function askAll(bench: Bench): Promise<Answers> {
  const ask = (question: Question) => bench.call(questions[question][0], questions[question][1])
  const [quote, bars, rate, positions, summary, chain, search] = await bench.until(
    Promise.all([
      ask("quote"),
      ask("bars"),
      ask("rate"),
      ask("positions"),
      ask("summary"),
      ask("chain"),
      ask("search"),
    ]),
  )
  return { quote, bars, rate, positions, summary, chain, search }
}

export const each = (answers: Answers): readonly (readonly [Question, Told])[] => [
  ["quote", answers.quote],
  ["bars", answers.bars],
  ["rate", answers.rate],
  ["positions", answers.positions],
  ["summary", answers.summary],
  ["chain", answers.chain],
  ["search", answers.search],
]

export const isStale = ({ body }: Told): boolean => record(body.meta).stale === true
