import { afterAll, beforeAll, expect, test } from "bun:test"
import { type Body, rowsOf, type Served, served } from "./mcp-client.ts"

let monday: Served
beforeAll(async () => {
  monday = await served()
})
afterAll(() => monday.close())

const heard = async (name: string, args: Body): Promise<readonly number[]> => {
  const told: number[] = []
  const { isError } = await monday.call(name, args, { onprogress: ({ progress }) => told.push(progress) })
  expect(isError).toBe(false)
  return told
}

test.each<[string, Body]>([
  ["ibkr_fx_rate", { pair: "EURUSD" }],
  ["ibkr_contract_search", { pattern: "apple" }],
  ["ibkr_news", {}],
  ["ibkr_news", { symbol: "AAPL", limit: 2 }],
  ["ibkr_connection_status", { probe: true }],
])("%s %p says what it waits for, and that it has come", async (name, args) => {
  expect(await heard(name, args)).toEqual([0, 1])
})

test("so does an article", async () => {
  const [row] = rowsOf(await monday.answer("ibkr_news", { symbol: "AAPL", limit: 1 }))
  expect(await heard("ibkr_news", { article_id: row?.article_id })).toEqual([0, 1])
})

test("a status that waits for nothing says nothing", async () => {
  expect(await heard("ibkr_connection_status", {})).toEqual([])
})

test("events of what is held begin with looking that up", async () => {
  const [first] = await heard("ibkr_event_calendar", { types: "earnings" })
  expect(first).toBe(0)
})
