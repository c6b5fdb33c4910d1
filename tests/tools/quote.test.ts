import { expect, test } from "bun:test"
import { type Body, mondayMorning, served } from "./mcp-client.ts"

test("a long list with names that nobody knows says why once, and what to do once", async () => {
  const monday = await served({ startAt: mondayMorning })
  const unknown = Array.from({ length: 49 }, (_, at) => `NOPE${at}`)
  const { quotes, errors } = await monday.answer("ibkr_quote", { symbols: ["AAPL", ...unknown] })
  const told = errors as readonly Body[]
  expect([(quotes as readonly Body[]).length, told.length]).toEqual([1, 49])
  expect(told[0]?.hint).toContain("ibkr_contract_search")
  expect(told.slice(1).map(({ hint }) => hint)).toEqual(Array.from({ length: 48 }, () => null))
  expect(JSON.stringify(told).length).toBeLessThan(8000)
  await monday.close()
})

test("quotes say how far they have come", async () => {
  const monday = await served({ startAt: mondayMorning })
  const told: string[] = []
  const onprogress = ({ message }: { readonly message?: string | undefined }) => void told.push(message ?? "")
  await monday.call("ibkr_quote", { symbols: ["AAPL", "MSFT"] }, { onprogress })
  expect(told.slice(0, 2)).toEqual(["Waiting for quotes", "1 of 2 instruments"])
  await monday.call("ibkr_historical_bars", { symbol: "AAPL" }, { onprogress })
  expect(told.at(-1)).toBe("Waiting for the bars of AAPL")
  await monday.close()
})
