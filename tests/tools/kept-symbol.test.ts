import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { type Body, type Served, served } from "./mcp-client.ts"

let product: Served
beforeAll(async () => {
  product = await served()
})
afterAll(() => product.close())

const warningsOf = ({ meta }: Body): string => String((meta as Body).warnings)

describe.each(["ibkr_positions", "ibkr_executions", "ibkr_orders"])("%s of one symbol", (tool) => {
  test.each(["AAPL,MSFT", "AAPL; MSFT"])("refuses %p, which would pass for having none", async (symbol) => {
    const { body } = await product.call(tool, { symbol })
    expect(body).toMatchObject({ error: { code: "invalid_request" } })
  })

  test.each(["", " "])("takes %p for none given: it never passes for having none", async (symbol) => {
    const all = await product.answer(tool)
    expect(all.total).toBePositive()
    expect(await product.answer(tool, { symbol })).toHaveProperty("total", all.total)
  })

  test("says of an empty answer that there is more under other names", async () => {
    const body = await product.answer(tool, { symbol: "VOD@LSE" })
    expect(body.total).toBe(0)
    expect(warningsOf(body)).toMatch(/None of \d+ goes by "VOD@LSE"/)
    expect(warningsOf(await product.answer(tool))).not.toContain("goes by")
  })
})
