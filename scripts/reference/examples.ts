/** One call of a tool, as `ibkr-mcp call TOOL '{…}'` makes it. */
export interface ExampleCall {
  readonly tool: string
  readonly args: Readonly<Record<string, unknown>>
}

/** When the examples are asked: a Friday, 11:30 in New York, with NYSE open. */
export const askedAt = "2026-11-20T16:30:00Z"

/** The call that shows each tool, with limits that keep its answer short. */
export const examples: readonly ExampleCall[] = [
  { tool: "ibkr_quote", args: { symbols: "AAPL, FX:EURUSD, OPT:AAPL:20261218:C:275" } },
  { tool: "ibkr_historical_bars", args: { symbol: "AAPL", duration: "5 D" } },
  { tool: "ibkr_fx_rate", args: { pair: "EURUSD", amount: 1000 } },
  { tool: "ibkr_positions", args: { limit: 2 } },
  { tool: "ibkr_account_summary", args: {} },
  { tool: "ibkr_option_chain", args: { symbol: "AAPL", expiry: "20261218", limit: 6 } },
  { tool: "ibkr_contract_search", args: { pattern: "apple" } },
  { tool: "ibkr_connection_status", args: { probe: true } },
  { tool: "ibkr_market_hours", args: { symbol: "AAPL" } },
  { tool: "ibkr_contract_details", args: { symbol: "AAPL" } },
  { tool: "ibkr_ticks", args: { symbol: "AAPL", limit: 5 } },
  { tool: "ibkr_market_depth", args: { symbol: "AAPL" } },
  { tool: "ibkr_option_calculator", args: { symbol: "OPT:AAPL:20261218:C:275", volatility: 0.3 } },
  { tool: "ibkr_executions", args: { limit: 5 } },
  { tool: "ibkr_orders", args: {} },
  { tool: "ibkr_portfolio_risk", args: { limit: 3 } },
  { tool: "ibkr_scanner", args: { scan_code: "TOP_PERC_GAIN", limit: 5, quotes: true } },
  { tool: "ibkr_news", args: { symbol: "AAPL", limit: 5 } },
  { tool: "ibkr_event_calendar", args: { symbols: "AAPL", types: "earnings,dividend" } },
  { tool: "ibkr_compare", args: { symbols: "NVDA, AMD", duration: "1 Y" } },
]

/** A call that fails, to show what an error is made of. */
export const failingExample: ExampleCall = { tool: "ibkr_quote", args: { symbols: "APPL" } }
