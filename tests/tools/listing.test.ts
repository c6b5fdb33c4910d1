import { describe, expect, test } from "bun:test"
import { tools } from "../../src/tools/index.ts"

const listed = tools.map(({ name, title, description, input }) => ({
  name,
  title,
  description,
  inputSchema: input().toJsonSchema({ dialect: null }),
}))

const core = listed.slice(0, 8)
const wider = listed.slice(8)
const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value))

test("the eight core tools come first, in one fixed order", () => {
  expect(core.map(({ name }) => name)).toEqual([
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

test("the wider tools follow, in one fixed order", () => {
  const order = [
    "ibkr_market_hours",
    "ibkr_contract_details",
    "ibkr_ticks",
    "ibkr_market_depth",
    "ibkr_option_calculator",
    "ibkr_executions",
    "ibkr_orders",
    "ibkr_portfolio_risk",
    "ibkr_scanner",
    "ibkr_news",
    "ibkr_event_calendar",
    "ibkr_compare",
  ]
  const names = wider.map(({ name }) => name)
  expect<readonly string[]>(names).toEqual(order.filter((name) => names.some((one) => one === name)))
})

test("what several tools take goes by one name in all of them", () => {
  const otherNames =
    /^(since|from|to|until|begin|tickers?|instruments|contracts?|count|max|page|offset|accounts|account_id|verbose)$/
  const names = listed.flatMap(({ inputSchema }) =>
    "properties" in inputSchema ? Object.keys(inputSchema.properties ?? {}) : [],
  )
  expect(names.filter((name) => otherNames.test(name))).toEqual([])
})

test("the core tools cost a model less than 9 KB, all of them less than 24 KB", () => {
  expect(bytes(core)).toBeLessThan(9 * 1024)
  expect(bytes(listed)).toBeLessThan(24 * 1024)
})

test.each(wider)("$name costs a model at most 1,100 bytes", (tool) => {
  expect(bytes(tool)).toBeLessThanOrEqual(1100)
})

describe.each(listed)("$name", ({ name, description, inputSchema }) => {
  test("says what it is for in at most three sentences", () => {
    expect(description.match(/[.!?](\s|$)/g)?.length).toBeWithin(1, 4)
  })

  // The status is where other tools' errors lead to.
  test.skipIf(name === "ibkr_connection_status")("names a tool that is better or next, one that there is", () => {
    const named = description.match(/ibkr_\w+/g) ?? []
    expect(named.length).toBePositive()
    const others = listed.map((tool): string => tool.name).filter((each) => each !== name)
    for (const other of named) expect(others).toContain(other)
  })

  test("takes named, described parameters and no others", () => {
    expect(inputSchema).toMatchObject({ type: "object", additionalProperties: false })
    const properties = "properties" in inputSchema ? (inputSchema.properties ?? {}) : {}
    for (const [parameter, schema] of Object.entries(properties))
      expect([parameter, "description" in schema && typeof schema.description]).toEqual([parameter, "string"])
  })

  test("uses no construct that strict clients refuse", () => {
    expect(JSON.stringify(inputSchema)).not.toMatch(/prefixItems|"items":false|\$ref|\$defs|"pattern":"/)
  })
})

test.each(listed)("the parameters of $name are what clients rely on", (tool) => {
  expect(tool).toMatchSnapshot()
})

test.each(tools.map(({ name, output }) => ({ name, output: output().toJsonSchema({ dialect: null }) })))(
  "the results of $name are what clients rely on",
  ({ output }) => {
    expect(output).toMatchSnapshot()
  },
)
