import { createLog } from "../log/log.ts"
import { isObject, parseJson } from "../mcp/json.ts"
import { listedTools } from "../mcp/listed-tools.generated.ts"
import { offered } from "../mcp/listing.ts"
import { type CommandArguments, configure } from "./command.ts"
import { demoClock } from "./demo-clock.ts"
import { jsonDefect } from "./json-defect.ts"
import { didYouMean, shownWord } from "./parse.ts"

/** `call TOOL [JSON]`: one tool, once. 0 with its result on stdout, 1 with its error on stdout, 2 for wrong usage. */
export async function run(args: CommandArguments): Promise<number> {
  const { complain, print, positionals, flags } = args
  const [name, given = "{}"] = positionals
  const effective = configure(args)
  if (!effective) return 2
  const { config } = effective
  const names = offered(listedTools, config.toolsets).map((tool) => tool.name)
  if (name === undefined || !names.includes(name)) {
    const what = name === undefined ? "call needs a tool" : `unknown tool ${JSON.stringify(shownWord(name))}`
    complain(`ibkr-mcp: ${what}${name === undefined ? "" : didYouMean(name, names)}\nTools: ${names.join(", ")}\n`)
    return 2
  }
  const input = parseArguments(given === "-" ? await Bun.stdin.text() : given)
  if (!input.ok) {
    complain(`ibkr-mcp: ${input.problem}\n`)
    return 2
  }
  const clock = demoClock(args)
  if (!clock) return 2

  const { openDesk } = await import("./open-desk.ts")
  // What a person wants to see here is the result; the log only when it was asked for or something is wrong.
  const log = createLog(effective.source("logLevel") === "default" ? "error" : config.logLevel)
  const desk = await openDesk({ config, clock, log, demo: flags.demo === true })
  try {
    await desk.gateway.settled(config.requestTimeoutS * 1000)
    const signal = new AbortController().signal
    const result = await desk.registry.call(name, input.value, { signal, progress: () => {} })
    if (result.kind === "unknown_tool") return 2
    print(`${JSON.stringify(result.body, null, process.stdout.isTTY ? 2 : undefined)}\n`)
    return result.kind === "answer" ? 0 : 1
  } finally {
    await desk.close()
  }
}

type ParsedArguments =
  | { readonly ok: true; readonly value: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly problem: string }

function parseArguments(text: string): ParsedArguments {
  const trimmed = text.trim() === "" ? "{}" : text
  const value = parseJson(trimmed)
  if (value === undefined) {
    const at = jsonDefect(trimmed) ?? trimmed.length
    const near =
      at > trimmed.length ? "where it ends" : `at ${JSON.stringify(shownWord(trimmed.slice(at - 1, at + 19)))}`
    return { ok: false, problem: `the arguments are not JSON: position ${at}, ${near}` }
  }
  if (isObject(value)) return { ok: true, value }
  return { ok: false, problem: `the arguments must be one JSON object, as {"symbols":"AAPL"}` }
}
