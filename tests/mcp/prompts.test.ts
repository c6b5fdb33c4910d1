import { describe, expect, test } from "bun:test"
import { Ajv } from "ajv"
import fc from "fast-check"
import { listedTools } from "../../src/mcp/listed-tools.generated.ts"
import { coreTools } from "../../src/mcp/listing.ts"
import { type Prompt, textOf } from "../../src/mcp/prompts/prompt.ts"
import { offeredPrompts, prompts } from "../../src/mcp/prompts/prompts.ts"
import { readArguments } from "../../src/mcp/prompts/read-arguments.ts"

/** A value for each argument. */
const example: Readonly<Record<string, string>> = {
  account: "DU1234567",
  watchlist: "SPY,BRK B",
  benchmark: "QQQ",
  symbols: "AAPL",
  scan_code: "HOT_BY_VOLUME",
  provider: "BRFG",
  symbol: "AAPL",
  expiry: "20261218",
  since: "2026-11-20",
}
const all = ({ arguments: known }: Prompt) => Object.fromEntries(known.map(({ name }) => [name, example[name] ?? ""]))
const least = ({ arguments: known }: Prompt) =>
  Object.fromEntries(known.flatMap(({ name, required }) => (required ? [[name, example[name] ?? ""]] : [])))

const filled = prompts.flatMap((prompt) =>
  [all(prompt), least(prompt)].map((values) => [prompt.name, prompt, values] as const),
)

describe("each prompt", () => {
  test("they are the five", () => {
    expect(prompts.map(({ name }) => name)).toEqual([
      "morning_briefing",
      "analyze_portfolio",
      "market_check",
      "analyze_options",
      "review_activity",
    ])
  })

  test.each(filled)("%s asks for calls that the tools take", (_, prompt, values) => {
    const ajv = new Ajv({ strict: false })
    for (const { tool, args } of prompt.steps(values)) {
      const schema = listedTools.find(({ name }) => name === tool)?.inputSchema
      expect([tool, schema]).toEqual([tool, expect.any(Object)])
      const validate = ajv.compile(schema ?? {})
      validate(args)
      expect([tool, validate.errors]).toEqual([tool, null])
    }
    expect(prompt.needs.filter((tool) => !listedTools.some(({ name }) => name === tool))).toEqual([])
  })

  test.each(filled)("%s names the tools in the order of its calls, and what the data may be", (_, prompt, values) => {
    const text = textOf(prompt, values, () => true)
    const named = [...text.matchAll(/^\d+\. (ibkr_\w+) (\{.*?\}): /gm)]
    expect(named.map(([, tool]) => tool)).toEqual(prompt.steps(values).map(({ tool }) => tool))
    for (const [, , args = ""] of named) JSON.parse(args)
    for (const word of ["delayed", "stale", "null is not available", "only reads"]) expect(text).toContain(word)
    expect(text).not.toContain("undefined")
    expect(Buffer.byteLength(text)).toBeLessThan(3500)
  })

  test.each(filled)("%s uses every argument that is given", (_, prompt, values) => {
    const text = textOf(prompt, values, () => true)
    for (const value of Object.values(values)) expect(text).toContain(value)
  })

  test("leaves out the tools that are not offered, and is not offered without those it is about", () => {
    const isCore = (tool: string) => coreTools.includes(tool)
    const core = offeredPrompts(isCore)
    expect(core.map(({ name }) => name)).toEqual([
      "morning_briefing",
      "analyze_portfolio",
      "market_check",
      "analyze_options",
    ])
    for (const prompt of core) {
      const tools = [...textOf(prompt, all(prompt), isCore).matchAll(/ibkr_\w+/g)].map(([tool]) => tool)
      expect(tools.filter((tool) => !isCore(tool))).toEqual([])
    }
    const taken = core.map((prompt) => prompt.arguments.map(({ name }) => name))
    expect(taken).toEqual([["account", "watchlist"], ["account"], ["symbols"], ["symbol", "expiry"]])
    expect(offeredPrompts(() => false)).toEqual([])
  })
})

describe("arguments", () => {
  const options = prompts.find(({ name }) => name === "analyze_options")
  if (!options) throw new Error("no analyze_options")
  const read = (given: Readonly<Record<string, string>>) => {
    const reading = readArguments(options, given)
    return reading.ok ? reading.value : `${reading.failure.code}: ${reading.failure.message}`
  }

  test("are trimmed, and empty ones are not given", () => {
    expect(read({ symbol: " AAPL ", expiry: "" })).toEqual({ symbol: "AAPL" })
  })

  test.each([
    [{}, "symbol of analyze_options is missing"],
    [{ symbol: "  " }, "symbol of analyze_options is missing"],
    [{ symbol: "AAPL", strike: "200" }, '"strike" is no argument of analyze_options, which takes symbol, expiry'],
    [
      { symbol: "AAPL", expiry: "December" },
      'expiry of analyze_options must be eight digits, as 20261218 (given: "December")',
    ],
    [{ symbol: "A\nB" }, "symbol has the control character U+000A"],
    [{ symbol: "A".repeat(2001) }, "is 2001 characters long; at most 2000"],
  ])("%j: %s", (given, problem) => {
    expect(read({ ...given })).toContain(`invalid_request: ${problem.includes("2001") ? "" : problem}`)
    expect(read({ ...given })).toContain(problem)
  })

  test("of any kind are read or refused, never more", () => {
    fc.assert(
      fc.property(fc.constantFrom(...prompts), fc.dictionary(fc.string(), fc.string()), (prompt, given) => {
        const reading = readArguments(prompt, given)
        if (reading.ok) textOf(prompt, reading.value, () => true)
        else expect(reading.failure.code).toBe("invalid_request")
      }),
    )
  })
})
