import { type Row, row } from "../../src/commands/demo/answer.ts"

/** Calls a tool as a model would, and reads its answer. */
export type Call = (tool: string, args: object) => Promise<Row>

/** What an answer must hold for the question to be answered with it, by name, and whether it does. */
export type Facts = Readonly<Record<string, boolean>>

/** Something a person asks a model, and how the model comes by the answer. */
export interface Question {
  readonly text: string
  ask(call: Call): Promise<Facts>
}

/** The rows of a table of columns and rows, by column. */
const records = (table: Row): readonly Row[] =>
  table
    .cells("rows")
    .map((cells) => row(Object.fromEntries(table.texts("columns").map((name, index) => [name, cells[index]]))))

const known = (...values: readonly (string | number | boolean | null)[]): boolean =>
  values.every((value) => value !== null && value !== "")

/** Whether there are any, and each has numbers in these fields. */
const haveNumbers = (rows: readonly Row[], ...fields: readonly string[]): boolean =>
  rows.length > 0 && rows.every((one) => fields.every((field) => one.number(field) !== null))

/** Twenty questions of people who have an account at Interactive Brokers. */
export const questions: readonly Question[] = [
  {
    text: "How did my portfolio do today?",
    async ask(call) {
      const accounts = (await call("ibkr_account_summary", {})).rows("accounts")
      const positions = (await call("ibkr_positions", {})).rows("positions")
      return {
        "profit and loss of the day by account": haveNumbers(accounts, "daily_pnl", "net_liquidation"),
        "and by position": positions.some((one) => one.number("daily_pnl") !== null),
      }
    },
  },
  {
    text: "Compare NVDA and AMD over a year",
    async ask(call) {
      const data = await call("ibkr_compare", { symbols: "NVDA,AMD", duration: "1 Y" })
      const [first] = records(data.row("correlation"))
      return {
        "return, volatility and drawdown of both":
          records(data).length === 2 && haveNumbers(records(data), "return_pct", "volatility_pct", "max_drawdown_pct"),
        "their correlation": known(first?.number("AMD") ?? null),
      }
    },
  },
  {
    text: "Which of my options expire this week, and what is their delta?",
    async ask(call) {
      const data = await call("ibkr_portfolio_risk", { detail: "detailed", limit: 100 })
      const options = records(data.row("positions")).filter((one) => one.text("asset_class") === "option")
      return {
        "expiries of what is held": options.every((one) => /^OPT:[^:]+:\d{8}:/.test(one.text("instrument") ?? "")),
        "their deltas, and from what":
          haveNumbers(options, "delta") && options.every((one) => known(one.text("computation"))),
      }
    },
  },
  {
    text: "Is Tokyo open?",
    async ask(call) {
      const data = await call("ibkr_market_hours", { exchange: "TSEJ" })
      return {
        "whether it is": known(data.flag("is_open"), data.text("session")),
        "and when that changes": known(data.text("next_open"), data.number("minutes_to_change")),
      }
    },
  },
  {
    text: "What does Vodafone cost in London?",
    async ask(call) {
      const found = (await call("ibkr_contract_search", { pattern: "vodafone" })).rows("matches")
      const london = found.find((one) => one.text("primary_exchange") === "LSE")?.text("instrument") ?? ""
      const [quote] = (await call("ibkr_quote", { symbols: london })).rows("quotes")
      return {
        "a price, and that it is in pence":
          known(quote?.number("last") ?? null) && quote?.number("price_magnifier") === 100,
        "how current it is": known(quote?.text("data_type") ?? null, quote?.text("as_of") ?? null),
      }
    },
  },
  {
    text: "How many dollars are 10,000 euros?",
    async ask(call) {
      const data = await call("ibkr_fx_rate", { pair: "EURUSD", amount: 10_000 })
      return { "the amount and its rate": known(data.number("converted"), data.number("midpoint")) }
    },
  },
  {
    text: "How much margin do I use, and what am I most exposed to?",
    async ask(call) {
      const data = await call("ibkr_portfolio_risk", {})
      return {
        "margin in use": records(data.row("margin")).some((one) => known(one.number("margin_use_pct"))),
        "largest exposures": haveNumbers(records(data.row("by_underlying")), "net", "weight_pct"),
        "by currency": haveNumbers(records(data.row("by_currency")), "weight_pct"),
      }
    },
  },
  {
    text: "How did SPY move this month?",
    async ask(call) {
      const data = await call("ibkr_historical_bars", { symbol: "SPY", duration: "1 M" })
      return { "a bar of every session": records(data).length >= 18 && haveNumbers(records(data), "open", "close") }
    },
  },
  {
    text: "What move do options expect of Apple by the next expiries?",
    async ask(call) {
      const data = await call("ibkr_option_chain", { symbol: "AAPL", volatility: true, max_dte: 35 })
      return {
        "expiries with volatility and move": haveNumbers(records(data), "days_to_expiry", "iv", "implied_move_pct"),
      }
    },
  },
  {
    text: "Which Apple puts of about a month have a delta around 0.3?",
    async ask(call) {
      const data = await call("ibkr_option_chain", {
        symbol: "AAPL",
        min_dte: 20,
        max_dte: 40,
        right: "P",
        min_delta: 0.25,
        max_delta: 0.35,
        limit: 10,
      })
      const deltas = records(data).map((one) => one.number("delta") ?? 0)
      return {
        "puts in that range": deltas.length > 0 && deltas.every((delta) => delta <= -0.25 && delta >= -0.35),
        "with bid and ask": haveNumbers(records(data), "bid", "ask"),
      }
    },
  },
  {
    text: "What did I trade today, and what did it cost me?",
    async ask(call) {
      const data = await call("ibkr_executions", {})
      return {
        "trades with price and size": haveNumbers(records(data), "price", "quantity"),
        "what they cost together": haveNumbers(data.rows("totals"), "commission"),
      }
    },
  },
  {
    text: "Which of my orders are still open?",
    async ask(call) {
      const data = await call("ibkr_orders", {})
      return {
        "orders and how they stand":
          records(data).length > 0 && records(data).every((one) => known(one.text("status"))),
      }
    },
  },
  {
    text: "At what price could I sell 2,000 shares of Microsoft right now?",
    async ask(call) {
      const data = await call("ibkr_market_depth", { symbol: "MSFT", rows: 10 })
      const sizes = records(data).map((one) => one.number("bid_cumulative") ?? 0)
      return { "bids for as many": Math.max(...sizes) >= 2000 }
    },
  },
  {
    text: "What moved most in the US today?",
    async ask(call) {
      const data = await call("ibkr_scanner", { scan_code: "TOP_PERC_GAIN", quotes: true })
      return { "a ranking, and by how much": haveNumbers(records(data), "rank", "last", "change_pct") }
    },
  },
  {
    text: "Any news on Apple, and what does the latest say?",
    async ask(call) {
      const [latest] = records(await call("ibkr_news", { symbol: "AAPL", limit: 5 }))
      const article = await call("ibkr_news", { article_id: latest?.text("article_id") ?? "" })
      return {
        "headlines with their time": known(latest?.text("headline") ?? null, latest?.text("time") ?? null),
        "the text, marked as another's": article.flag("untrusted") === true,
      }
    },
  },
  {
    text: "When does Apple report, and when does it pay its next dividend?",
    async ask(call) {
      const data = await call("ibkr_event_calendar", { symbols: "AAPL" })
      const types = records(data).map((one) => one.text("type") ?? "")
      return {
        "the earnings date": types.some((one) => one.startsWith("Earnings")),
        "the dividend": types.some((one) => one.includes("Dividend")),
      }
    },
  },
  {
    text: "Which E-mini S&P future is the front month, and what is one tick?",
    async ask(call) {
      const months = records(await call("ibkr_contract_details", { symbol: "FUT:ES@CME" }))
      const front = months.find((one) => one.flag("front_month"))?.text("instrument") ?? ""
      const terms = await call("ibkr_contract_details", { symbol: front })
      return {
        "the front month": front !== "",
        "its smallest step and what a point is worth": known(terms.number("min_tick"), terms.text("multiplier")),
      }
    },
  },
  {
    text: "What would an Apple call be worth if volatility went to 40%?",
    async ask(call) {
      const chain = await call("ibkr_option_chain", { symbol: "AAPL", min_dte: 20, max_dte: 40, right: "C", limit: 1 })
      const option = records(chain)[0]?.text("instrument") ?? ""
      const data = await call("ibkr_option_calculator", { symbol: option, volatility: 0.4 })
      return { "price and Greeks": known(data.number("option_price"), data.number("delta"), data.number("vega")) }
    },
  },
  {
    text: "At which prices did most of today's Microsoft volume trade?",
    async ask(call) {
      const data = await call("ibkr_ticks", { symbol: "MSFT", kind: "volume_at_price" })
      return { "volume by price": haveNumbers(records(data), "price", "volume") }
    },
  },
  {
    text: "Is what I see live, and can anything here trade?",
    async ask(call) {
      const data = await call("ibkr_connection_status", {})
      return {
        "the connection, its data and its lock": known(
          data.flag("connected"),
          data.number("market_data_type"),
          data.flag("gateway_read_only"),
        ),
      }
    },
  },
]
