import type { Config } from "../config/config.ts"
import type { EffectiveConfig } from "../config/read-config.ts"
import { type Variable, variables } from "../config/variables.ts"
import { masked } from "../desk/accounts.ts"
import { clientNamed, clients } from "./client-snippet.ts"
import { type CommandArguments, configure } from "./command.ts"
import { didYouMean, shownWord } from "./parse.ts"
import { selfCommand } from "./self.ts"

interface Row {
  readonly name: string
  readonly flag: string
  readonly value: unknown
  readonly text: string
  readonly source: string
  readonly isDefault: boolean
}

/** `config`: what is in effect and where it came from, or with `--client` what to paste into an MCP client's file, which `--write` does itself. */
export async function run(args: CommandArguments): Promise<number> {
  const { client, json, write } = args.flags
  const effective = configure(args)
  if (!effective) return 2
  if (client !== undefined) return clientSnippet(client, rows(effective), args)
  if (write !== undefined) {
    args.complain("ibkr-mcp: --write needs --client NAME, the client whose file is meant\n")
    return 2
  }
  const found = rows(asTold(effective))
  if (json === true) {
    const values = found.map(({ name, value, source }) => [name, { value, source }] as const)
    args.print(`${JSON.stringify(Object.fromEntries(values))}\n`)
    return 0
  }
  const { table, terminal } = await import("./terminal.ts")
  const columns = [{ title: "Variable" }, { title: "Flag" }, { title: "Value" }, { title: "From" }]
  const lines = found.map(({ name, flag, text, source }) => [name, `--${flag}`, text === "" ? "-" : text, source])
  args.print(`${table(columns, lines, terminal(args))}\n`)
  return 0
}

/** With `IB_MASK_ACCOUNTS` the accounts are masked here as in any answer; only what is to be pasted has to have them. */
function asTold({ config, source }: EffectiveConfig): EffectiveConfig {
  const { accounts, maskAccounts } = config
  return { config: maskAccounts && accounts ? { ...config, accounts: accounts.map(masked) } : config, source }
}

function rows({ config, source }: EffectiveConfig): readonly Row[] {
  const row = <Key extends keyof Config>(key: Key): Row => {
    const variable: Variable<Config[Key]> = variables[key]
    const value = config[key]
    const text = Array.isArray(value) ? value.join(",") : String(value ?? "")
    const isDefault = text === String(variable.fallback ?? "")
    return { name: variable.name, flag: variable.flag, value, text, source: source(key), isDefault }
  }
  return [
    row("host"),
    row("port"),
    row("clientId"),
    row("marketDataType"),
    row("reconnectIntervalS"),
    row("cacheTtlS"),
    row("heartbeatIntervalS"),
    row("requestTimeoutS"),
    row("accounts"),
    row("maskAccounts"),
    row("toolsets"),
    row("maxLines"),
    row("logLevel"),
    row("gatewayStartCommand"),
  ]
}

async function clientSnippet(asked: string | true, found: readonly Row[], args: CommandArguments): Promise<number> {
  const { flags, print, complain } = args
  const client = asked === true ? undefined : clientNamed(asked)
  if (!client) {
    const names = clients.map(({ name }) => name)
    const guess = asked === true ? "" : didYouMean(asked, names)
    const what = asked === true ? "--client needs a name" : `unknown client ${JSON.stringify(shownWord(asked))}${guess}`
    complain(`ibkr-mcp: ${what}\nClients: ${names.join(", ")}\n`)
    return 2
  }
  const [command, ...before] = selfCommand()
  const told = found.filter(({ isDefault, source }) => !isDefault || source === "flag")
  const env = Object.fromEntries(told.map(({ name, text }) => [name, text]))
  const launch = { command, args: [...before, "serve"], env }
  if (flags.write === true) {
    const { writeClient } = await import("./write-client.ts")
    return writeClient(client, launch, args)
  }
  complain(`${client.title}:\n${client.where.map((line) => `  ${line}\n`).join("")}\n`)
  print(client.snippet(launch))
  return 0
}
