// ibkr_quote over MCP, 1 and 20 instruments: cold (a new server, first time asked) and warm (the stream is open).
import { type McpClient, startServer } from "../../src/mcp/client.ts"
import { binary } from "./binary.ts"
import { calledTool } from "./called-tool.ts"
import { printTable, timeHeader, timeRow } from "./figures.ts"
import { simulatedGateway } from "./simulated-gateway.ts"

const servers = Number(process.argv[2] ?? 15)
const warmCalls = 50
const one = ["AAPL"]
const twenty = [
  "MSFT",
  "NVDA",
  "AMZN",
  "GOOGL",
  "META",
  "TSLA",
  "JPM",
  "BRK.B",
  "SPY",
  "QQQ",
  "VOD@LSE/GBP",
  "SAP@IBIS/EUR",
  "7203@TSEJ/JPY",
  "IND:SPX@CBOE",
  "IND:VIX@CBOE",
  "FX:EURUSD",
  "FX:GBPUSD",
  "FX:USDJPY",
  "CONTFUT:ES@CME",
  "CRYPTO:BTC@PAXOS",
]

const quote = async (client: McpClient, symbols: readonly string[]): Promise<number> =>
  (await calledTool(client, "ibkr_quote", { symbols })).ms

const gateway = await simulatedGateway()
const samples = {
  coldOne: [] as number[],
  warmOne: [] as number[],
  coldTwenty: [] as number[],
  warmTwenty: [] as number[],
}
for (let server = 0; server < servers; server++) {
  const client = startServer([binary, "serve", "--port", String(gateway.port), "--log-level", "silent"])
  await client.initialize()
  await client.callTool("ibkr_connection_status", { probe: true })
  samples.coldOne.push(await quote(client, one))
  for (let call = 0; call < warmCalls; call++) samples.warmOne.push(await quote(client, one))
  samples.coldTwenty.push(await quote(client, twenty))
  for (let call = 0; call < warmCalls; call++) samples.warmTwenty.push(await quote(client, twenty))
  await client.close()
}
await gateway.stop()

printTable("ibkr_quote over MCP, simulated Gateway in its own process", timeHeader, [
  timeRow("1 instrument, cold", samples.coldOne),
  timeRow("1 instrument, warm", samples.warmOne),
  timeRow("20 instruments, cold", samples.coldTwenty),
  timeRow("20 instruments, warm", samples.warmTwenty),
])
