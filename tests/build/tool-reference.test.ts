import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { examples } from "../../scripts/reference/examples.ts"
import { writeJson } from "../../scripts/reference/write-json.ts"
import { listedTools } from "../../src/mcp/listed-tools.generated.ts"
import { prompts } from "../../src/mcp/prompts/prompts.ts"
import { resourceKinds } from "../../src/mcp/resources/kinds.ts"
import "../property-seed.ts"

const textOf = (name: string): Promise<string> => Bun.file(new URL(`../../${name}`, import.meta.url)).text()

const reference = await textOf("TOOLS.md")
const readme = await textOf("README.md")

const sectionOf = (name: string): string =>
  reference.split(/^## /m).find((section) => section.startsWith(`${name}\n`)) ?? ""

/** What stands in the first block of code of a language. */
const block = (text: string, language: string): string =>
  new RegExp(`^\`\`\`${language}\n(.*?)\n\`\`\`$`, "ms").exec(text)?.[1] ?? ""

describe.each(listedTools.map((tool) => [tool.name, tool] as const))("the reference of %s", (name, tool) => {
  const section = sectionOf(name)

  test("names every parameter with its description", () => {
    const rows = section.split("\n").filter((line) => line.startsWith("| `"))
    expect(rows.map((line) => /`(.+?)`/.exec(line)?.[1])).toEqual(Object.keys(tool.inputSchema.properties ?? {}))
    for (const parameter of Object.values(tool.inputSchema.properties ?? {}))
      if ("description" in parameter) expect(section).toContain(String(parameter.description))
  })

  test("shows a call of it", () => {
    const [, called, args = "{}"] = /^ibkr-mcp call (\S+)(?: '(.*)')?$/.exec(block(section, "sh")) ?? []
    expect({ tool: called ?? "", args: JSON.parse(args) }).toEqual(
      examples.find((example) => example.tool === name) ?? { tool: name, args: null },
    )
  })

  test("shows the answer, of simulated data and without an error", () => {
    const answer: Record<string, unknown> = JSON.parse(block(section, "json"))
    expect(answer).not.toHaveProperty("error")
    expect(answer).toMatchObject({ meta: { stale: false, demo: true } })
    for (const field of tool.outputSchema.required ?? []) expect(answer).toHaveProperty(field)
  })
})

test("every resource and every prompt is in the reference", () => {
  for (const { uriTemplate } of resourceKinds) expect(sectionOf("Resources")).toContain(`| \`${uriTemplate}\` |`)
  for (const { name } of prompts) expect(sectionOf("Prompts")).toContain(`| \`${name}\` |`)
})

test("an error is shown, too", () => {
  expect(JSON.parse(block(sectionOf("Answers"), "json"))).toMatchObject({ error: { code: "not_found" } })
})

test("the README links to it, and shows the same answer to the same call", () => {
  expect(readme).toContain("](TOOLS.md)")
  const line = 'ibkr-mcp call ibkr_fx_rate \'{"pair":"EURUSD","amount":1000}\''
  expect(sectionOf("ibkr_fx_rate")).toContain(line)
  const [, after = ""] = readme.split(line)
  expect(JSON.parse(block(after, "json"))).toEqual(JSON.parse(block(sectionOf("ibkr_fx_rate"), "json")))
})

test("it can be read at one sitting", () => {
  expect(Buffer.byteLength(reference)).toBeLessThan(120_000)
})

test("JSON for people is the same JSON", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(JSON.parse(writeJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})
