import type { Clock } from "../clock/clock.ts"
import { type ManualClock, manualClock } from "../clock/manual-clock.ts"
import { type Control, startControl } from "../simulator/control.ts"
import { readScenario, type Scenario, scenarios, scenarioUsage } from "../simulator/scenarios.ts"
import { type Simulator, startSimulator } from "../simulator/simulator.ts"
import { clockOption, clockOptionHelp } from "./clock-option.ts"
import type { CommandArguments } from "./command.ts"
import { didYouMean } from "./parse.ts"
import { isScenarioFile, readScenarioFile } from "./scenario-file.ts"
import { table, terminal } from "./terminal.ts"

/** The port of IB Gateway in paper mode: nobody should take a simulated Gateway for a live one. */
const usualPort = "4002"

/** `simulate`: a simulated Gateway until Ctrl-C or SIGTERM. 0; 1 when it cannot listen; 2 for wrong usage. */
export async function run(args: CommandArguments): Promise<number> {
  if (args.flags.scenarios === true) return listScenarios(args)
  const { print, complain } = args
  const options = await readOptions(args)
  if (typeof options === "string") {
    complain(`ibkr-mcp: ${options}\n`)
    return 2
  }
  const simulator = await listening(address(options), "port", () =>
    startSimulator({ ...options, log: (line) => complain(`${line}\n`) }),
  )
  if (typeof simulator === "string") {
    complain(simulator)
    return 1
  }
  const control = await startedControl(simulator, options)
  if (typeof control === "string") {
    complain(control)
    await simulator.close()
    return 1
  }
  const told = toldToEnd()
  print(`${listeningLine(simulator, control, args)}\n`)
  await told
  await control?.close()
  await simulator.close()
  return 0
}

interface Options {
  readonly host: string
  readonly port: number
  readonly seed: number
  readonly clock: Clock
  readonly scenarios: readonly Scenario[]
  readonly manualClock: ManualClock | undefined
  readonly controlPort: number | undefined
}

/** What was started, or one line that says why it cannot listen. */
async function listening<T>(where: string, flag: string, start: () => Promise<T>): Promise<T | string> {
  try {
    return await start()
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error || error.message.startsWith("Failed to listen"))) throw error
    const taken = "code" in error && error.code === "EADDRINUSE"
    const why = taken ? `something listens there already; --${flag} 0 takes a free port` : error.message
    return `ibkr-mcp: cannot listen on ${where}: ${why}\n`
  }
}

async function startedControl(simulator: Simulator, { controlPort, manualClock }: Options) {
  if (controlPort === undefined) return undefined
  return listening(`127.0.0.1:${controlPort}`, "control", () =>
    startControl({ simulator, port: controlPort, manualClock }),
  )
}

const address = ({ host, port }: { readonly host: string; readonly port: number }): string =>
  `${host.includes(":") ? `[${host}]` : host}:${port}`

function listeningLine({ host, port }: Simulator, control: Control | undefined, { flags }: CommandArguments): string {
  const chosen = (["scenario", "seed", "clock"] as const).flatMap((name) =>
    flags[name] === undefined ? [] : [`${name} ${flags[name]}`],
  )
  const said = [...chosen, ...(control ? [`control http://127.0.0.1:${control.port}`] : [])]
  return `listening on ${address({ host, port })} (simulated Gateway${said.length > 0 ? `; ${said.join(", ")}` : ""}; Ctrl-C ends it)`
}

/** What the flags ask for, or one line that says which is wrong. */
async function readOptions({ flags }: CommandArguments): Promise<Options | string> {
  const text = (name: string, fallback: string): string => {
    const given = flags[name]
    return typeof given === "string" && given !== "" ? given : fallback
  }
  const wrong = (name: string, allowed: string): string => `--${name} is ${quoted(text(name, ""))}; ${allowed}`
  const port = wholeNumber(text("port", usualPort), 65_535)
  if (port === undefined) return wrong("port", anyPort)
  const controlPort = wholeNumber(text("control", "0"), 65_535)
  if (controlPort === undefined) return wrong("control", anyPort)
  const seed = wholeNumber(text("seed", "1"), 4_294_967_295)
  if (seed === undefined) return wrong("seed", "allowed: a whole number from 0 to 4294967295")
  const time = readClock(text("clock", "real"))
  if (!time) return wrong("clock", `${clockOptionHelp}; x0 stands still until --control moves it`)
  const hasControl = flags.control !== undefined
  if (time.manualClock && !hasControl)
    return wrong("clock", "a clock that stands still needs --control PORT to move it")
  const chosen: Scenario[] = []
  for (const name of text("scenario", "").split(",")) {
    if (name.trim() === "") continue
    const reading = await readNamedOrFile(name.trim())
    if (typeof reading === "string") return `--scenario is ${quoted(name.trim())}; ${reading}`
    chosen.push(reading)
  }
  const controlled = hasControl ? controlPort : undefined
  return { host: text("host", "127.0.0.1"), port, seed, ...time, scenarios: chosen, controlPort: controlled }
}

const anyPort = "allowed: a whole number from 0 (any free port) to 65535"

/** A value of the command line as an error may show it. */
const quoted = (value: string): string => JSON.stringify(value.replace(/\p{Cc}/gu, "\u{fffd}").slice(0, 60))

/** A clock, and the handle of one that stands still. */
function readClock(text: string): { readonly clock: Clock; readonly manualClock: ManualClock | undefined } | undefined {
  const standing = /^(.+)x0$/i.exec(text)?.[1]
  const clock = clockOption(standing ?? text)
  if (!clock || (standing !== undefined && /^real$|x/i.test(standing))) return undefined
  if (standing === undefined) return { clock, manualClock: undefined }
  const stopped = manualClock(clock.now())
  return { clock: stopped, manualClock: stopped }
}

/** A scenario by name, or from a file; a string says what is wrong with it. */
async function readNamedOrFile(name: string): Promise<Scenario | string> {
  const known = Object.keys(scenarios)
  const [bare = ""] = name.split(":")
  const isFile = isScenarioFile(name)
  if (!isFile && !known.includes(bare)) {
    return `\`ibkr-mcp simulate --scenarios\` lists what there is${didYouMean(bare, known)}`
  }
  const reading = isFile ? await readScenarioFile(name) : readScenario(name)
  return reading.ok ? reading.scenario : reading.problem
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
