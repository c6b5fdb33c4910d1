import { expect, test } from "bun:test"
import { usualPorts } from "../../src/commands/doctor/port.ts"
import { parseFlags } from "../../src/commands/parse.ts"
import { commands } from "../../src/commands/table.ts"
import { variables } from "../../src/config/variables.ts"
import { readInstrument } from "../../src/desk/instruments/instrument-grammar.ts"
import { listedTools } from "../../src/mcp/listed-tools.generated.ts"
import { eventHelp } from "../../src/simulator/gateway-event.ts"
import { scenarioFromDocument } from "../../src/simulator/scenario-document.ts"
import { scenarios } from "../../src/simulator/scenarios.ts"

const root = new URL("../../", import.meta.url)
/** With one space where the formatter pads the tables' cells. */
const readme = (await Bun.file(new URL("README.md", root)).text()).replace(/ {2,}\|/g, " |")

/** First cells of the rows of the table under a heading. */
function firstCells(heading: string): readonly string[] {
  const section = readme.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? ""
  return section.split("\n").flatMap((line) => /^\| (`.*?) \|/.exec(line)?.[1] ?? [])
}

const words = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "")

test("the two commands for a fresh clone stand at its top, with the Bun that package.json pins", async () => {
  const { engines }: { engines: { bun: string } } = await Bun.file(new URL("package.json", root)).json()
  const top = readme.split("\n").slice(0, 12).join("\n")
  expect(top).toContain(`npx --yes bun@${engines.bun} run demo`)
  expect(top).toContain(`npx --yes bun@${engines.bun} run verify`)
})

test("the configuration table names every variable with its default", () => {
  for (const { name, fallback } of Object.values(variables)) {
    const shown = fallback === null ? (name === "IB_ACCOUNTS" ? "all" : "none") : `\`${fallback}\``
    expect(readme).toContain(`| \`${name}\` | ${shown} |`)
  }
  expect(firstCells("Configuration").length).toBe(Object.keys(variables).length)
})

test("the ports it names are the usual ones", () => {
  for (const { port } of usualPorts) expect(readme).toContain(String(port))
})

test("the table of tools is the list that clients get", () => {
  const named = firstCells("Tools").flatMap(words)
  expect(named.filter((name) => name.startsWith("ibkr_")).toSorted()).toEqual(
    listedTools.map(({ name }) => name).toSorted(),
  )
})

test("the table of commands is what the program knows", () => {
  expect(firstCells("Commands").map((cell) => words(cell)[0]?.split(" ")[1])).toEqual(commands.map(({ name }) => name))
})

test("every instrument it shows is well-formed", () => {
  const shown = firstCells("Tools")
    .flatMap(words)
    .filter((word) => !word.startsWith("ibkr_") && !word.includes("…"))
  expect(shown.length).toBeGreaterThan(15)
  for (const instrument of shown) expect(readInstrument(instrument)).toMatchObject({ ok: true })
})

test("the scenario that it shows is one, and it names every scenario and every event that there is", () => {
  const example = /```toml\n(.*?)```/s.exec(readme)?.[1] ?? ""
  expect(scenarioFromDocument(Bun.TOML.parse(example))).toMatchObject({ ok: true })
  for (const name of Object.keys(scenarios)) expect(readme).toContain(`\`${name}\``)
  for (const [name] of eventHelp) expect(readme).toContain(`\`${name}\``)
})

test("every command line it shows is one that the program takes", () => {
  const lines = [...readme.matchAll(/^ *ibkr-mcp (\S+)(.*)$/gm)]
  expect(lines.length).toBeGreaterThan(4)
  for (const [line, name, rest = ""] of lines) {
    const command = commands.find((each) => each.name === name)
    if (!command) throw new Error(`README shows ${line}`)
    const args = [...rest.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? "")
    expect(parseFlags(command, args)).toMatchObject({ kind: "arguments" })
  }
})
