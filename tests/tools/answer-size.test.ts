import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { demoServer, fromSource } from "../../scripts/bench/demo-server.ts"
import { exampleCalls, offeredTools } from "../../scripts/bench/example-calls.ts"
import { type AnswerTable, costOf, tablesIn } from "../../scripts/bench/tables.ts"
import { row, toolAnswer } from "../../src/commands/demo/answer.ts"
import type { McpClient } from "../../src/mcp/client.ts"
import { tools } from "../../src/tools/index.ts"

interface Typical {
  readonly isError: boolean
  readonly structured: unknown
  readonly text: string
}

let client: McpClient
const answers = new Map<string, Typical>()

beforeAll(async () => {
  client = await demoServer(fromSource)
  const calls = await exampleCalls(client)
  for (const name of await offeredTools(client)) {
    const { result } = await client.callTool(name, calls.get(name) ?? {})
    const structured: unknown = JSON.parse(JSON.stringify(result))
    answers.set(name, {
      isError: toolAnswer(result).isError,
      structured: fieldOf(structured, "structuredContent"),
      text: row(result).rows("content")[0]?.text("text") ?? "",
    })
  }
}, 30_000)
afterAll(() => client.close())

const fieldOf = (value: unknown, name: string): unknown =>
  new Map<string, unknown>(typeof value === "object" && value !== null ? Object.entries(value) : []).get(name)

const typical = (name: string): Typical => {
  const answer = answers.get(name)
  if (!answer) throw new Error(`no answer of ${name}`)
  return answer
}

/** Lists of objects, by where they stand, with how many they hold. */
function objectListsIn(value: unknown, path = "$"): readonly { readonly path: string; readonly length: number }[] {
  if (typeof value !== "object" || value === null) return []
  const own =
    Array.isArray(value) && value.some((one) => typeof one === "object" && one !== null && !Array.isArray(one))
      ? [{ path, length: value.length }]
      : []
  const inner = Array.isArray(value) ? [] : Object.entries(value)
  return [...own, ...inner.flatMap(([name, field]) => objectListsIn(field, `${path}.${name}`))]
}

/** Tables of fewer rows cost little, and their column names weigh most. */
const fewRows = 5

const bigTables = (name: string): readonly AnswerTable[] =>
  tablesIn(typical(name).structured).filter(({ rows }) => rows.length >= fewRows)

/** Tables of few columns with long words or whole instants: most of their bytes are what they say, not how it is laid out. */
const wordy: ReadonlySet<string> = new Set(["ibkr_news", "ibkr_event_calendar", "ibkr_market_hours"])

/** What the outside contract gives as lists of objects. */
const objectLists: ReadonlySet<string> = new Set([
  "ibkr_quote $.quotes",
  "ibkr_positions $.positions",
  "ibkr_account_summary $.accounts",
  "ibkr_option_chain $.chains",
  "ibkr_contract_search $.matches",
  "ibkr_market_hours $.holidays",
])

describe.each(tools.map(({ name }) => name))("a typical answer of %s", (name) => {
  test("is an answer", () => {
    const { isError, text } = typical(name)
    expect(isError ? text : "").toBe("")
    expect(text).not.toBe("")
  })

  test("is the same compact JSON as text and as structured content", () => {
    expect(typical(name).text).toBe(JSON.stringify(typical(name).structured))
  })

  test(`holds tables that cost at most ${wordy.has(name) ? "a half" : "a third"} of indented objects`, () => {
    const share = wordy.has(name) ? 1 / 2 : 1 / 3
    const costly = bigTables(name)
      .map((table) => ({ path: table.path, ...costOf(table) }))
      .filter(({ table, objects }) => table > objects * share)
    expect(costly).toEqual([])
  })

  test("holds tables whose rows have a cell for each column", () => {
    for (const { columns, rows } of tablesIn(typical(name).structured)) {
      expect(new Set(columns).size).toBe(columns.length)
      for (const cells of rows) expect(cells).toHaveLength(columns.length)
    }
  })

  test("holds no long list of objects that could be a table", () => {
    const long = objectListsIn(typical(name).structured).filter(({ length }) => length >= fewRows)
    expect(long.map(({ path }) => `${name} ${path}`).filter((list) => !objectLists.has(list))).toEqual([])
  })
})
