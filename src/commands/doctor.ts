import { type Clock, systemClock } from "../clock/clock.ts"
import { createContracts } from "../desk/contracts/contracts.ts"
import { readInstrument } from "../desk/instruments/instrument-grammar.ts"
import { createGateway } from "../gateway/create-gateway.ts"
import { silentLog } from "../log/log.ts"
import { type CommandArguments, configure } from "./command.ts"
import { examine, type Workshop } from "./doctor/examine.ts"
import { usualPorts } from "./doctor/port.ts"
import { asJson, printReport } from "./doctor/report.ts"
import { watch } from "./doctor/watch.ts"
import { terminal } from "./terminal.ts"

/**
 * `doctor`: 0 when nothing failed (a warning is no failure), 1 when something did, 2 for wrong usage. With `--watch` it looks
 * again and again until Ctrl-C, which is 0 whatever was found.
 */
export async function run(args: CommandArguments): Promise<number> {
  const effective = configure(args)
  if (!effective) return 2
  const symbol = args.flags.symbol
  const instrument = typeof symbol === "string" ? symbol : "SPY"
  const named = readInstrument(instrument)
  if (!named.ok) {
    args.complain(`ibkr-mcp: --symbol: ${named.failure.message} ${named.failure.hint}\n`)
    return 2
  }

  const workshop = openWorkshop(systemClock)
  if (args.flags.watch === true) {
    const interrupted = new Promise<void>((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve())
    })
    await watch({
      clock: systemClock,
      terminal: terminal(args),
      json: args.flags.json === true,
      examine: () => examine(effective, instrument, workshop),
      interrupted,
    })
    return 0
  }
  const diagnosis = await examine(effective, instrument, workshop)
  if (args.flags.json === true) args.print(`${asJson(diagnosis)}\n`)
  else printReport(diagnosis, terminal(args))
  return diagnosis.ok ? 0 : 1
}

/** The doctor's instruments on one clock: real connections, contracts looked up as the tools do. */
export const openWorkshop = (clock: Clock): Workshop => ({
  clock,
  usualPorts,
  openGateway: (config) => createGateway({ config, clock, log: silentLog }),
  async findContract(gateway, instrument, signal) {
    const found = await createContracts(gateway, clock, 60).named(instrument, { signal })
    return found.ok ? { ok: true, value: found.value.details.contract } : found
  },
})
