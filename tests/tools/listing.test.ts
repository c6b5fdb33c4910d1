import { describe, expect, test } from "bun:test"
import { tools } from "../../src/tools/index.ts"

const listed = tools.map(({ name, description, input }) => ({
  name,
  description,
  inputSchema: input.toJsonSchema({ dialect: null }),
}))

test("the eight core tools, in one fixed order", () => {
  expect(tools.map(({ name }) => name)).toEqual([
    "ibkr_quote",
    "ibkr_historical_bars",
    "ibkr_fx_rate",
    "ibkr_positions",
    "ibkr_account_summary",
    "ibkr_option_chain",
    "ibkr_contract_search",
    "ibkr_connection_status",
  ])
})

test("together they cost a model less than 9 KB", () => {
  expect(Buffer.byteLength(JSON.stringify(listed))).toBeLessThan(9 * 1024)
})

describe.each(listed)("$name", ({ description, inputSchema }) => {
  test("says what it is for in at most three sentences", () => {
    expect(description.match(/[.!?](\s|$)/g)?.length).toBeWithin(1, 4)
  })

  test("takes named, described parameters and no others", () => {
    expect(inputSchema).toMatchObject({ type: "object", additionalProperties: false })
    const properties = "properties" in inputSchema ? (inputSchema.properties ?? {}) : {}
    for (const [name, schema] of Object.entries(properties))
      expect([name, "description" in schema && typeof schema.description]).toEqual([name, "string"])
  })

  test("uses no construct that strict clients refuse", () => {
    expect(JSON.stringify(inputSchema)).not.toMatch(/prefixItems|"items":false|\$ref|\$defs|"pattern":"/)
  })
})

test("the parameters are what clients rely on", () => {
  expect(listed).toMatchSnapshot()
})

test("the results are what clients rely on", () => {
  expect(tools.map(({ name, output }) => ({ name, output: output.toJsonSchema({ dialect: null }) }))).toMatchSnapshot()
})
