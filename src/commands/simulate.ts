import { readScenario, scenarios, scenarioUsage } from "../simulator/scenarios.ts"
import { type Simulator, startSimulator } from "../simulator/simulator.ts"
import { clockOption, clockOptionHelp } from "./clock-option.ts"
import type { CommandArguments } from "./command.ts"
import { table, terminal } from "./terminal.ts"

/** The port of IB Gateway in paper mode: nobody should take a simulated Gateway for a live one. */
const usualPort = "4002"

/** `simulate`: a simulated Gateway until Ctrl-C or SIGTERM. 0; 1 when it cannot listen; 2 for wrong usage. */
export async function run(args: CommandArguments): Promise<number> {
  if (args.flags.scenarios === true) return listScenarios(args)
  const { print, complain } = args
  const options = readOptions(args)
  if (typeof options === "string") {
    complain(`ibkr-mcp: ${options}\n`)
    return 2
  }
  let simulator: Simulator
  try {
    simulator = await startSimulator({ ...options, log: (line) => complain(`${line}\n`) })
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error || error.message.startsWith("Failed to listen"))) throw error
    const taken = "code" in error && error.code === "EADDRINUSE"
    const why = taken ? "something listens there already; --port 0 takes a free port" : error.message
    complain(`ibkr-mcp: cannot listen on ${address(options)}: ${why}\n`)
    return 1
  }
  const told = toldToEnd()
  print(`${listeningLine(simulator, args)}\n`)
  await told
  await simulator.close()
  return 0
}

const address = ({ host, port }: { readonly host: string; readonly port: number }): string =>
  `${host.includes(":") ? `[${host}]` : host}:${port}`

function listeningLine({ host, port }: Simulator, { flags }: CommandArguments): string {
  const chosen = (["scenario", "seed", "clock"] as const).flatMap((name) =>
    flags[name] === undefined ? [] : [`${name} ${flags[name]}`],
  )
  return `listening on ${address({ host, port })} (simulated Gateway${chosen.length > 0 ? `; ${chosen.join(", ")}` : ""}; Ctrl-C ends it)`
}

/** What the flags ask for, or one line that says which is wrong. */
function readOptions({ flags }: CommandArguments) {
  const text = (name: string, fallback: string): string => {
    const given = flags[name]
    return typeof given === "string" && given !== "" ? given : fallback
  }
  const wrong = (name: string, allowed: string): string => {
    const clean = text(name, "")
      .replace(/\p{Cc}/gu, "\u{fffd}")
      .slice(0, 60)
    return `--${name} is ${JSON.stringify(clean)}; ${allowed}`
  }
  const port = wholeNumber(text("port", usualPort), 65_535)
  if (port === undefined) return wrong("port", "allowed: a whole number from 0 (any free port) to 65535")
  const seed = wholeNumber(text("seed", "1"), 4_294_967_295)
  if (seed === undefined) return wrong("seed", "allowed: a whole number from 0 to 4294967295")
  const clock = clockOption(text("clock", "real"))
  if (!clock) return wrong("clock", clockOptionHelp)
  const wanted = text("scenario", "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "")
  for (const name of wanted) {
    const reading = readScenario(name)
    if (!reading.ok) return wrong("scenario", reading.problem)
  }
  return { host: text("host", "127.0.0.1"), port, seed, clock, scenarios: wanted }
}

function wholeNumber(text: string, most: number): number | undefined {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  return value <= most ? value : undefined
}

/** Resolves on Ctrl-C, SIGTERM, or when the terminal goes. */
const toldToEnd = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve())
  })

function listScenarios(args: CommandArguments): number {
  const screen = terminal(args)
  const columns = [{ title: "Scenario" }, { title: "What happens" }]
  screen.line(
    table(
      columns,
      Object.entries(scenarios).map(([name, { summary }]) => [scenarioUsage(name), summary]),
      screen,
    ),
  )
  return 0
}
