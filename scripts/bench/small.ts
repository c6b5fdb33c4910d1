// The small things that are done thousands of times a second, by mitata: each on its own, from the sources, in this process.
import { bench, do_not_optimize, run } from "mitata"
import { nyseStatus } from "../../src/calendar/nyse.ts"
import { systemClock } from "../../src/clock/clock.ts"
import { openDesk } from "../../src/commands/open-desk.ts"
import { readConfig } from "../../src/config/read-config.ts"
import { readInstrument } from "../../src/desk/instruments/instrument-grammar.ts"
import { createFrameSplitter } from "../../src/gateway/frames.ts"
import { readBarsFrame } from "../../src/gateway/history/bars-frame.ts"
import { silentLog } from "../../src/log/log.ts"
import { listedTools } from "../../src/mcp/listed-tools.generated.ts"
import { validate } from "../../src/mcp/validate.ts"
import { tools } from "../../src/tools/index.ts"
import { adapterRig } from "../../tests/gateway/adapter-rig.ts"
import { frame } from "../../tests/gateway/fake-gateway.ts"

const ticks = Buffer.concat(Array.from({ length: 1_000 }, (_, at) => frame(1, 6, 1001, 1 + (at % 2), 200.25, 300, 1)))
const splitter = createFrameSplitter(do_not_optimize)
bench("cut 1,000 tick frames out of the stream", () => splitter.push(ticks))

const rig = await adapterRig()
bench("decode and deliver 1,000 tick frames, through a socket", () => rig.hear(ticks))

const bar = ["1763568000", "200.25", "201.5", "199.75", "200.5", "12345", "200.4", "321"]
const bars = ["17", "1001", "", "", "20000", ...Array.from({ length: 20_000 }, () => bar).flat()]
bench("read a frame of 20,000 bars", () => do_not_optimize(readBarsFrame(bars)))

for (const name of ["AAPL", "VOD@LSE/GBP", "OPT:AAPL:20261218:C:200"])
  bench(`read ${name}`, () => do_not_optimize(readInstrument(name)))

const now = Date.now()
bench("whether NYSE is open", () => do_not_optimize(nyseStatus(now)))

const calls: readonly (readonly [string, Record<string, unknown>])[] = [
  ["ibkr_quote", { symbols: ["AAPL", "MSFT"] }],
  ["ibkr_option_chain", { symbol: "AAPL", expiry: "20261218", right: "C", min_strike: "180", limit: 20 }],
]
for (const [name, args] of calls) {
  const tool = tools.find((each) => each.name === name)
  const entry = listedTools.find((each) => each.name === name)
  if (tool && entry) bench(`validate ${JSON.stringify(args)}`, () => do_not_optimize(validate(tool, entry, args)))
}

const reading = readConfig({ env: {}, flags: {} })
if (!reading.ok) throw new Error(reading.problem)
const { gateway, registry, close } = await openDesk({
  config: reading.value.config,
  clock: systemClock,
  log: silentLog,
  demo: true,
})
await gateway.settled(5_000)
const options = { signal: new AbortController().signal, progress: () => {} }
for (const [name, args] of [
  ["ibkr_quote", { symbols: "AAPL" }],
  ["ibkr_positions", {}],
  ["ibkr_connection_status", {}],
] as const) {
  const { kind } = await registry.call(name, args, options)
  if (kind !== "answer") throw new Error(`${name} does not answer: ${kind}`)
  bench(`${name} ${JSON.stringify(args)}, warm, with its JSON`, async () =>
    do_not_optimize(JSON.stringify(await registry.call(name, args, options))),
  )
}

await run({ colors: false })
await close()
await rig.close()
process.exit()
