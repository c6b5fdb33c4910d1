// Memory of the server over time: 10,000 mixed calls, then 1,200,000 ticks on 90 lines.
import { type McpClient, startServer } from "../../src/mcp/client.ts"
import { binary } from "./binary.ts"
import { exampleCalls } from "./example-calls.ts"
import { mb, printTable } from "./figures.ts"
import { countNinety, ninetySymbols } from "./ninety-lines.ts"
import { residentBytes } from "./resident-memory.ts"
import { simulatedGateway } from "./simulated-gateway.ts"
import { wait } from "./wait.ts"
import { ticksOf } from "./wire.ts"

const calls = 10_000
const ticksInAll = 1_200_000
const rows: string[][] = []

const memory = (client: McpClient): string => {
  const bytes = residentBytes(client.pid)
  return bytes === null ? "not measured here" : mb(bytes)
}

async function mixedCalls(): Promise<void> {
  const gateway = await simulatedGateway("--clock", "2026-11-20T15:30:00Z")
  const client = startServer([binary, "serve", "--port", String(gateway.port), "--log-level", "silent"])
  await client.initialize()
  // Not symbol searches: IBKR allows one a second.
  const questions = [...(await exampleCalls(client))].filter(([name]) => name !== "ibkr_contract_search")
  rows.push(["before", memory(client), "", ""])
  for (let done = 0; done < calls; done += 10) {
    const batch = Array.from({ length: 10 }, (_, at) => questions[(done + at) % questions.length])
    await Promise.all(batch.map((question) => question && client.callTool(...question)))
    if ((done + 10) % 2_500 === 0) rows.push([`after ${done + 10} mixed calls`, memory(client), "", ""])
  }
  await client.close()
  await gateway.stop()
}

async function ticks(): Promise<void> {
  const gateway = await simulatedGateway("--clock", "2026-11-20T14:35:00Zx240")
  const client = startServer([binary, "serve", "--port", String(gateway.port), "--log-level", "silent"])
  await client.initialize()
  // A line is kept for a minute after somebody asked for it.
  const ask = () => Promise.all(ninetySymbols.map((symbols) => client.callTool("ibkr_quote", { symbols })))
  await ask()
  const counter = await countNinety(gateway.port)
  const counted = () => ticksOf(counter)
  const [began, before] = [performance.now(), counted()]
  rows.push(["90 lines open", memory(client), "0", ""])
  for (let next = ticksInAll / 4; counted() - before < ticksInAll; ) {
    await wait(5)
    await ask()
    const heard = counted() - before
    if (heard < next) continue
    next += ticksInAll / 4
    const perSecond = (heard / (performance.now() - began)) * 1000
    rows.push(["", memory(client), heard.toLocaleString("en"), perSecond.toFixed(0)])
  }
  counter.close()
  await client.close()
  await gateway.stop()
}

await mixedCalls()
await ticks()
printTable("ibkr-mcp serve over time", ["", "memory", "ticks", "ticks a second"], rows)
