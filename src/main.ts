import { didYouMean, parseFlags, shownWord } from "./commands/parse.ts"
import { commands } from "./commands/table.ts"
import { environment } from "./config/environment.ts"
import { version } from "./config/version.ts"

const print = (text: string): void => void process.stdout.write(text)
const complain = (text: string): void => void process.stderr.write(text)

function wrongUsage(problem: string): number {
  complain(`ibkr-mcp: ${problem}\n`)
  return 2
}

async function help(name: string | undefined): Promise<number> {
  const { commandHelp, programHelp } = await import("./commands/help.ts")
  const command = commands.find((each) => each.name === name)
  if (name !== undefined && !command) return unknownCommand(name)
  print(command ? commandHelp(command) : programHelp())
  return 0
}

function unknownCommand(name: string): number {
  const names = commands.map((each) => each.name)
  const hint = didYouMean(name, names) || `; the commands are ${names.join(", ")}`
  return wrongUsage(`unknown command ${JSON.stringify(shownWord(name))}${hint}`)
}

async function main(args: readonly string[]): Promise<number> {
  const [first, ...rest] = args
  if (first === "--help" || first === "-h" || first === "help") return help(rest.find((word) => !word.startsWith("-")))
  if (first === "--version" || first === "-v" || first === "-V") {
    const [flag, ...extra] = rest
    if (extra.length > 0 || (flag !== undefined && flag !== "--json")) return wrongUsage("--version takes only --json")
    print(`${flag === "--json" ? await (await import("./commands/version.ts")).versionJson() : version}\n`)
    return 0
  }
  if (first === "__complete") {
    const { answerShell } = await import("./commands/complete.ts")
    print(await answerShell(rest))
    return 0
  }
  // An MCP client starts the program with a pipe; a person who types its bare name wants to know what it is.
  const bare = first === undefined || first.startsWith("-")
  if (first === undefined && process.stdin.isTTY) return help(undefined)
  const name = bare ? "serve" : first
  const command = commands.find((each) => each.name === name)
  if (!command) return unknownCommand(name)
  const parsed = parseFlags(command, bare ? args : rest)
  if (parsed.kind === "help") return help(command.name)
  if (parsed.kind === "usage") return wrongUsage(parsed.problem)
  const { run } = await command.load()
  return run({ ...parsed, env: environment, print, complain })
}

const code = await main(process.argv.slice(2)).catch(async (error: unknown) => {
  const { bugReport } = await import("./commands/bug-report.ts")
  complain(`ibkr-mcp: failed by a bug: ${bugReport(error)}\n`)
  return 1
})
// Whatever was printed into a pipe must have left before the process ends.
process.stdout.write("", () => process.exit(code))
