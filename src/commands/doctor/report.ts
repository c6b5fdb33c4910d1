import { type Terminal, wrap } from "../terminal.ts"
import { type Check, type CheckStatus, type Diagnosis, unreached } from "./check.ts"

/** The `--json` form of the outside contract. */
export function asJson({ ok, clientId, gatewayReadOnly, checks }: Diagnosis): string {
  return JSON.stringify({ ok, client_id: clientId, gateway_read_only: gatewayReadOnly, checks })
}

const labels: Readonly<Record<string, string>> = {
  configuration: "Configuration",
  calendar: "Calendar",
  port: "Port",
  handshake: "Handshake",
  client_id: "Client id",
  accounts: "Accounts",
  ibkr_servers: "IBKR's servers",
  data_farms: "Data farms",
  read_only_api: "Read-Only API",
  clock: "Clock",
  market_data: "Market data",
  history: "History",
}

const labelOf = ({ name }: Check): string => labels[name] ?? name

const labelWidth = Math.max(...Object.values(labels).map((label) => label.length))

/** The report for a person: one line a check, the remedy under what needs one, and a verdict with the next step. */
export function printReport({ checks }: Diagnosis, terminal: Terminal): void {
  const { line, width } = terminal
  line()
  printChecks(checks, terminal)
  line()
  const { tint, judgement, next } = verdict(checks, terminal)
  const [start = "", ...remainder] = wrap(`${judgement} ${next}`, width - 1)
  line(` ${tint(judgement)}${start.slice(judgement.length)}`)
  for (const more of remainder) line(` ${more}`)
}

/** One line a check, the remedy under what needs one, and what was not reached together at the end. */
export function printChecks(checks: readonly Check[], terminal: Terminal): void {
  const { paint, line, width } = terminal
  const indent = " ".repeat(labelWidth + 5)
  const notReached = checks.filter(({ status, found }) => status === "skip" && found === unreached)
  for (const check of checks) {
    if (notReached.includes(check)) continue
    const label = labelOf(check).padEnd(labelWidth)
    const [first = "", ...rest] = wrap(check.found, width - indent.length)
    const dimmed = check.status === "skip" ? paint.dim : (text: string) => text
    line(` ${sign(check.status, terminal)} ${paint.bold(label)}  ${dimmed(first)}`)
    for (const more of rest) line(indent + more)
    if (check.remedy === null) continue
    const [start = "", ...remainder] = wrap(check.remedy, width - indent.length - 2)
    line(`${indent}${paint.cyan("→")} ${start}`)
    for (const more of remainder) line(`${indent}  ${more}`)
  }
  if (notReached.length > 0) {
    const names = wrap(notReached.map(labelOf).join(", "), width - indent.length)
    names.forEach((text, at) => {
      line(paint.dim(at === 0 ? ` - ${"Not reached".padEnd(labelWidth)}  ${text}` : indent + text))
    })
  }
}

function sign(status: CheckStatus, { paint }: Terminal): string {
  const signs = { ok: paint.green("✔"), warn: paint.yellow("!"), fail: paint.red("✖"), skip: paint.dim("-") } as const
  return signs[status]
}

/** How it all stands, and the one most useful next step. */
function verdict(checks: readonly Check[], { paint }: Terminal) {
  const broken = checks.find((check) => check.status === "fail")
  if (broken) {
    const [firstStep = broken.found] = (broken.remedy ?? "").match(/^.*?\.(?= [A-Z]|$)/) ?? []
    const next = `Next: ${firstStep} Then run the doctor again.`
    return { tint: paint.red, judgement: "It does not work yet.", next }
  }
  const next =
    "Next: `ibkr-mcp config --client claude-code` prints what to paste into your MCP client (it knows others)."
  const doubtful = checks.filter((check) => check.status === "warn").length
  if (doubtful === 0) return { tint: paint.green, judgement: "Everything works.", next }
  const count = doubtful === 1 ? "one thing" : `${doubtful} things`
  return { tint: paint.yellow, judgement: `It works, with ${count} to look at above.`, next }
}
