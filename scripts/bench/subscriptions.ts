// What subscriptions cost: processor time of the server with none, with as many quotes as it takes, and with the account too.
import { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js"
import { ResourceUpdatedNotificationSchema } from "@modelcontextprotocol/sdk/types.js"
import { binary } from "./binary.ts"
import { printTable } from "./figures.ts"
import { processorMs } from "./processor-time.ts"
import { simulatedGateway } from "./simulated-gateway.ts"

const seconds = Number(process.argv[2] ?? 15)
/** NYSE is in session: everything moves. */
const gateway = await simulatedGateway("--clock", "2026-11-20T16:30:00Z")
const transport = new StdioClientTransport({
  command: binary,
  args: ["serve", "--port", String(gateway.port), "--log-level", "silent"],
})
const client = new Client({ name: "bench", version: "1" })
await client.connect(transport)
let updates = 0
client.setNotificationHandler(ResourceUpdatedNotificationSchema, () => void updates++)
await client.callTool({ name: "ibkr_positions", arguments: {} })

const rows: (readonly string[])[] = []
async function measure(what: string): Promise<void> {
  const pid = transport.pid ?? 0
  const [spent, told] = [processorMs(pid), updates]
  await Bun.sleep(seconds * 1000)
  const after = processorMs(pid)
  const cost = spent === null || after === null ? "not measured here" : `${((after - spent) / seconds).toFixed(1)} ms`
  rows.push([what, cost, ((updates - told) / seconds).toFixed(1)])
}

await measure("nothing subscribed to")
const { resources } = await client.listResources()
const quotes = resources.filter(({ uri }) => uri.startsWith("quote://"))
for (const { uri } of quotes) await client.subscribeResource({ uri })
await measure(`${quotes.length} quotes`)
const account = ["portfolio://positions", "account://summary", "orders://open", "executions://today"]
for (const uri of account) await client.subscribeResource({ uri })
await measure(`and ${account.join(", ")}`)
await client.close()
await gateway.stop()

printTable("Subscriptions, in session", ["", "processor time a second", "updates a second"], rows)
