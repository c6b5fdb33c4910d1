import { row, toolAnswer } from "../../src/commands/demo/answer.ts"
import type { McpClient } from "../../src/mcp/client.ts"

/** A typical call of each tool, by its name. */
export async function exampleCalls(client: McpClient): Promise<ReadonlyMap<string, object>> {
  const chain = await client.callTool("ibkr_option_chain", { symbol: "AAPL" })
  const expirations = toolAnswer(chain.result).data.rows("chains")[0]?.texts("expirations") ?? []
  const expiry = expirations[4] ?? ""
  const nearest = await client.callTool("ibkr_option_chain", { symbol: "AAPL", expiry, limit: 1 })
  const [option] = toolAnswer(nearest.result).data.cells("rows")[0] ?? []
  return new Map<string, object>([
    ["ibkr_connection_status", { probe: true }],
    ["ibkr_quote", { symbols: "AAPL, FX:EURUSD, IND:SPX@CBOE" }],
    ["ibkr_historical_bars", { symbol: "AAPL" }],
    ["ibkr_fx_rate", { pair: "EURUSD", amount: 10_000 }],
    ["ibkr_positions", {}],
    ["ibkr_account_summary", {}],
    ["ibkr_option_chain", { symbol: "AAPL", expiry }],
    ["ibkr_contract_search", { pattern: "apple" }],
    ["ibkr_ticks", { symbol: "AAPL" }],
    ["ibkr_market_depth", { symbol: "AAPL", rows: 20 }],
    ["ibkr_option_calculator", { symbol: option, volatility: 0.3 }],
    ["ibkr_portfolio_risk", {}],
    ["ibkr_market_hours", { symbol: "AAPL" }],
    ["ibkr_contract_details", { symbol: "AAPL" }],
    ["ibkr_executions", {}],
    ["ibkr_orders", {}],
    ["ibkr_news", { symbol: "AAPL" }],
    ["ibkr_event_calendar", { symbols: "AAPL" }],
    ["ibkr_compare", { symbols: "NVDA, AMD, AAPL, MSFT, SPY" }],
    ["ibkr_scanner", { scan_code: "TOP_PERC_GAIN" }],
  ])
}

/** Names of the tools that the server offers. */
export async function offeredTools(client: McpClient): Promise<readonly string[]> {
  const { result } = await client.request("tools/list")
  return row(result)
    .rows("tools")
    .flatMap((tool) => tool.text("name") ?? [])
}
