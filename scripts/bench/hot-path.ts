// What the server costs while it works: processor time of warm calls, how long one long answer holds up others, and ticks.
import { type McpClient, startServer } from "../../src/mcp/client.ts"
import { binary } from "./binary.ts"
import { calledTool } from "./called-tool.ts"
import { ms, printTable, summarise } from "./figures.ts"
import { countNinety, ninetySymbols } from "./ninety-lines.ts"
import { processorMs } from "./processor-time.ts"
import { simulatedGateway } from "./simulated-gateway.ts"
import { wait } from "./wait.ts"
import { ticksOf } from "./wire.ts"

const warmCalls = 2_000
const inSession = "2026-11-20T15:30:00Z"

async function withServer<T>(clock: string, use: (client: McpClient, port: number) => Promise<T>): Promise<T> {
  const gateway = await simulatedGateway("--clock", clock)
  const client = startServer([binary, "serve", "--port", String(gateway.port), "--log-level", "silent"])
  await client.initialize()
  await client.callTool("ibkr_connection_status", { probe: true })
  const result = await use(client, gateway.port)
  await client.close()
  await gateway.stop()
  return result
}

/** Processor time a call, over many of them one behind the other, and how long each took on the wire. */
async function warmCall(client: McpClient, name: string, args: object): Promise<readonly string[]> {
  for (let warm = 0; warm < 200; warm++) await calledTool(client, name, args)
  const before = processorMs(client.pid)
  const took: number[] = []
  for (let call = 0; call < warmCalls; call++) took.push((await calledTool(client, name, args)).ms)
  const after = processorMs(client.pid)
  const each = before === null || after === null ? "not measured here" : ms((after - before) / warmCalls)
  const { median, p99 } = summarise(took)
  return [`${name} ${JSON.stringify(args)}`, each, ms(median), ms(p99)]
}

/** One long answer, and how long pings that come meanwhile wait: the event loop was held up that long at most. */
async function longAnswer(client: McpClient): Promise<readonly (readonly string[])[]> {
  const args = { symbol: "CRYPTO:BTC@PAXOS", duration: "69 D", bar_size: "5 mins", limit: 5000 }
  const waits: number[] = []
  let done = false
  const pings = async () => {
    while (!done) {
      waits.push((await client.request("ping")).ms)
      await wait(0.001)
    }
  }
  const pinging = pings()
  const { ms: took, data } = await calledTool(client, "ibkr_historical_bars", args)
  done = true
  await pinging
  return [
    [`bars decoded, ${JSON.stringify(args)}`, String(data.number("total")?.toLocaleString("en"))],
    ["the answer took", ms(took)],
    [`the longest of ${waits.length} pings meanwhile took`, ms(Math.max(...waits))],
  ]
}

/** The share of a core that the server takes for the ticks of ninety lines. */
async function ticks(speed: number): Promise<readonly string[]> {
  return withServer(`${inSession}x${speed}`, async (client, port) => {
    for (const symbols of ninetySymbols) await calledTool(client, "ibkr_quote", { symbols })
    const counter = await countNinety(port)
    await wait(1)
    const counted = () => ticksOf(counter)
    const [began, processor, heard] = [performance.now(), processorMs(client.pid), counted()]
    await wait(15)
    const seconds = (performance.now() - began) / 1000
    const now = processorMs(client.pid)
    counter.close()
    const share =
      processor === null || now === null ? "not measured here" : `${((now - processor) / seconds / 10).toFixed(1)} %`
    return [`90 lines, clock x${speed}`, ((counted() - heard) / seconds).toFixed(0), share]
  })
}

await withServer(inSession, async (client) => {
  printTable(
    `Warm calls (${warmCalls} each)`,
    ["", "processor time", "median", "99th percentile"],
    [
      await warmCall(client, "ibkr_quote", { symbols: "AAPL" }),
      await warmCall(client, "ibkr_positions", {}),
      await warmCall(client, "ibkr_connection_status", {}),
    ],
  )
})
printTable("One long answer", ["", ""], await withServer(inSession, longAnswer))
printTable("Ticks", ["", "ticks a second", "of one core"], [await ticks(1), await ticks(12), await ticks(24)])
