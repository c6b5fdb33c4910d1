import { type Clock, systemClock } from "../clock/clock.ts"
import { clockOption, clockOptionHelp } from "./clock-option.ts"
import type { CommandArguments } from "./command.ts"

/**
 * The clock of a command that takes `--demo` and, only with it, `--clock`: the simulated market's and the server's own.
 * Undefined when the flag is wrong; the line that says so has then been written to stderr, and the command answers 2.
 */
export function demoClock({ flags, complain }: CommandArguments): Clock | undefined {
  const { clock, demo } = flags
  if (clock === undefined) return systemClock
  if (demo !== true) {
    complain("ibkr-mcp: --clock needs --demo: a real Gateway keeps its own time\n")
    return undefined
  }
  const parsed = clockOption(String(clock))
  if (!parsed) complain(`ibkr-mcp: --clock is ${JSON.stringify(String(clock).slice(0, 60))}; ${clockOptionHelp}\n`)
  return parsed
}
