import pc from "picocolors"
import { version } from "../config/version.ts"
import type { CommandSpec } from "./command.ts"
import { type FlagRow, flagsOf, variableFlags } from "./parse.ts"
import { commands } from "./table.ts"
import { wrap } from "./wrap.ts"

/** How wide help is laid out, and its colours. */
const width = Math.min(110, Math.max(60, process.stdout.columns || 100))
const { bold, cyan, dim } = pc.createColors(process.stdout.isTTY === true && pc.isColorSupported)

/** Rows in two columns; the second is wrapped under itself. */
function columns(rows: readonly (readonly [string, string])[]): string {
  const left = Math.max(...rows.map(([name]) => name.length))
  const room = Math.max(30, width - left - 4)
  return rows
    .map(([name, text]) => {
      const lines = wrap(text, room)
      const rest = lines.slice(1).map((line) => `\n${" ".repeat(left + 4)}${line}`)
      return `  ${cyan(name)}${" ".repeat(left - name.length + 2)}${lines[0] ?? ""}${rest.join("")}\n`
    })
    .join("")
}

const flagLabel = ({ name, value, valueOptional }: FlagRow): string =>
  value === undefined ? `--${name}` : valueOptional ? `--${name} [${value}]` : `--${name} ${value}`

const general: readonly (readonly [string, string])[] = [["-h, --help", "Show this help"]]

/** Help of the whole program. */
export function programHelp(): string {
  return [
    `${bold("ibkr-mcp")} ${version}  Read-only MCP server for Interactive Brokers. It cannot trade.\n`,
    `\n${bold("Usage")}  ibkr-mcp COMMAND [flags]\n`,
    `\n${bold("Commands")}\n`,
    columns(commands.map(({ name, positionals, summary }) => [[name, ...positionals].join(" "), summary] as const)),
    `\n${bold("Flags")}\n`,
    columns([...general, ["--version", "Show the version; with --json all about this build"]]),
    `\n${bold("First steps")}\n`,
    columns([
      ["ibkr-mcp demo", "see it work without an account"],
      ["ibkr-mcp doctor", "check the connection to your IB Gateway or TWS"],
      ["ibkr-mcp config --client claude-code", "add it to an MCP client"],
    ]),
    `\n${dim("ibkr-mcp COMMAND --help tells more. Configuration comes from flags and IB_... variables:")}\n`,
    `${dim("ibkr-mcp config shows what is in effect and where it came from.")}\n`,
  ].join("")
}

/** Help of one command. */
export function commandHelp(command: CommandSpec): string {
  const label = (row: FlagRow) => [flagLabel(row), row.description] as const
  const usage = ["ibkr-mcp", command.name, ...command.positionals, "[flags]"].join(" ")
  const own = flagsOf({ ...command, configurable: false })
  return [
    `${bold(usage)}\n\n${wrap(command.summary, width).join("\n")}\n`,
    `\n${bold("Flags")}\n`,
    columns([...own.map(label), ...general]),
    command.configurable ? `\n${bold("Configuration")} ${dim("(each also as a variable: --port is IB_PORT)")}\n` : "",
    command.configurable ? columns(variableFlags.map(label)) : "",
    command.notes.length > 0 ? "\n" : "",
    ...command.notes.flatMap((note) => wrap(note, width).map((line) => `${dim(line)}\n`)),
  ].join("")
}
