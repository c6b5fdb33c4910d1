import { expect, test } from "bun:test"
import { type Body, mondayMorning, rowsOf, served } from "./mcp-client.ts"

test("of a future that has expired there is nothing up to now, and it says until when to ask", async () => {
  const monday = await served({ startAt: mondayMorning })
  const symbol = "FUT:ES:202412@CME"
  for (const tool of ["ibkr_historical_bars", "ibkr_ticks"]) {
    const { isError, body } = await monday.call(tool, { symbol })
    expect([isError, (body.error as Body).code, (body.error as Body).hint]).toEqual([
      true,
      "no_data",
      "It expired on 2024-12-20: give end as 2024-12-20 or an instant before.",
    ])
  }
  const past = await monday.answer("ibkr_historical_bars", { symbol, end: "2024-12-19", duration: "3 D" })
  expect(rowsOf(past)).toHaveLength(3)
  await monday.close()
})
