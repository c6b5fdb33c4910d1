import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { demoServer, fromSource } from "../../scripts/bench/demo-server.ts"
import { exampleCalls } from "../../scripts/bench/example-calls.ts"
import { type Row, row, toolAnswer } from "../../src/commands/demo/answer.ts"
import type { McpClient } from "../../src/mcp/client.ts"
import { tools } from "../../src/tools/index.ts"

let client: McpClient
let calls: ReadonlyMap<string, object>
beforeAll(async () => {
  client = await demoServer(fromSource)
  calls = await exampleCalls(client)
}, 30_000)
afterAll(() => client.close())

async function ask(name: string, args: object): Promise<Row> {
  const { isError, data } = toolAnswer((await client.callTool(name, args)).result)
  if (isError) throw new Error(`${name} ${JSON.stringify(args)}: ${data.row("error").text("message")}`)
  return data
}

/** The list that an answer is about: the rows of its table, or the objects that the contract names. */
function listOf(data: Row): readonly string[] {
  const names = ["quotes", "positions", "matches"] as const
  const objects = names
    .flatMap((name) => data.rows(name))
    .map((one) => one.text("instrument") + String(one.text("account")))
  return objects.length > 0 ? objects : data.cells("rows").map((cells) => JSON.stringify(cells))
}

/** What a listing says of each tool's parameters. */
const parametersOf = (schema: unknown): Row => row(schema).row("properties")

const listed = tools.map(({ name, input, output }) => ({
  name,
  parameters: parametersOf(input().toJsonSchema({ dialect: null })),
  answersLists: JSON.stringify(output().toJsonSchema({ dialect: null })).includes('"type":"array"'),
}))
const limitOf = (parameters: Row): Row | null =>
  [parameters.row("limit"), parameters.row("rows")].find((one) => one.text("type") !== null) ?? null

/** Lists without a limit of their own, and why they cannot grow long. */
const boundedByNature = {
  ibkr_quote: "at most 50 instruments are asked for",
  ibkr_compare: "at most 20 instruments are asked for, and 120 moments answered",
  ibkr_connection_status: "a login's accounts and the Gateway's farms",
  ibkr_market_hours: "a day's sessions and the next holidays",
}

test("every tool that answers lists has a limit, or a list that cannot grow long", () => {
  const unbounded = listed.filter(({ parameters, answersLists }) => answersLists && limitOf(parameters) === null)
  expect(unbounded.map(({ name }) => String(name)).sort()).toEqual(Object.keys(boundedByNature).sort())
})

test.each([
  ["ibkr_quote", 51],
  ["ibkr_compare", 21],
])("%s refuses a list of %d instruments", async (name, count) => {
  const { result } = await client.callTool(name, {
    symbols: Array.from({ length: count }, (_, index) => `CONID:${index + 1}`),
  })
  expect(toolAnswer(result).data.row("error").text("code")).toBe("invalid_request")
})

const limited = listed.filter(({ parameters }) => limitOf(parameters) !== null).map(({ name }) => name)

describe.each(limited)("%s", (name) => {
  const parameters = listed.find((one) => one.name === name)?.parameters ?? row({})
  const parameter = parameters.row("limit").text("type") === null ? "rows" : "limit"

  test("documents its limit: from one, by default few enough to read", () => {
    const limit = parameters.row(parameter)
    expect(limit.number("minimum")).toBe(1)
    expect(limit.number("maximum")).toBeWithin(10, 5001)
    expect(limit.number("default")).toBeWithin(5, 501)
  })

  test("keeps to it, and says how much more there is", async () => {
    const data = await ask(name, { ...calls.get(name), [parameter]: 1 })
    expect(listOf(data).length).toBeLessThanOrEqual(1)
    const total = data.number("total")
    if (total !== null && total > 1) expect(data.flag("truncated")).toBe(true)
  })
})

/** Lists that stand still while they are paged through, with how many a page holds. */
const paged: readonly (readonly [name: string, args: object, page: number])[] = [
  ["ibkr_historical_bars", { symbol: "AAPL", end: "2026-11-20" }, 8],
  ["ibkr_positions", {}, 10],
  ["ibkr_option_chain", { symbol: "AAPL", expiry: "20261218", min_strike: 260, max_strike: 290 }, 9],
  ["ibkr_contract_details", { symbol: "FUT:ES@CME" }, 3],
  ["ibkr_executions", { start: "2026-11-23T00:00:00-05:00" }, 5],
  ["ibkr_orders", {}, 3],
  ["ibkr_event_calendar", { symbols: "AAPL" }, 4],
]

describe("cursors", () => {
  test.each(paged)("of %s %p lead through the whole list, nothing twice", async (name, args, page) => {
    const seen: string[] = []
    let cursor: string | null = null
    let total: number | null = null
    for (let pages = 0; pages < 20; pages++) {
      const data: Row = await ask(name, { ...args, limit: page, ...(cursor === null ? {} : { cursor }) })
      const part = listOf(data)
      expect(part.length).toBeWithin(1, page + 1)
      seen.push(...part.map(identity))
      total ??= data.number("total")
      cursor = data.text("cursor")
      if (cursor !== null) expect(data.flag("truncated")).toBe(true)
      if (cursor === null) break
    }
    expect(cursor).toBeNull()
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toHaveLength(total ?? -1)
  })

  /** Arguments of tools that have pages for some questions only. */
  const answersPages: Readonly<Record<string, object>> = {
    ibkr_account_summary: { detail: "all" },
    ibkr_contract_details: { symbol: "FUT:ES@CME" },
  }
  const withCursor = listed.filter(({ parameters }) => parameters.row("cursor").text("type") !== null)

  test.each(withCursor.map(({ name }) => name))("that %s never gave are refused", async (name) => {
    const args = answersPages[name] ?? calls.get(name)
    const { result } = await client.callTool(name, { ...args, cursor: "no such cursor" })
    expect(toolAnswer(result).data.row("error").text("code")).toBe("invalid_request")
  })
})

/** What of a row does not move with the market: its first texts. */
function identity(cells: string): string {
  const read: unknown = cells.startsWith("[") ? JSON.parse(cells) : cells
  return Array.isArray(read)
    ? read
        .filter((cell) => typeof cell === "string")
        .slice(0, 4)
        .join(" ")
    : cells
}
