import { afterEach, describe, expect, mock, spyOn, test } from "bun:test"
import { Socket } from "node:net"
import { listedTools } from "../../src/mcp/listed-tools.generated.ts"
import { dollars, euros, keepBooks } from "./books.ts"
import { type Body, closeProducts, rowsOf, sendLive, wholeProduct } from "./whole-product.ts"

afterEach(() => {
  mock.restore()
  return closeProducts()
})

describe("pitfall 6", () => {
  test("one unknown symbol of twenty fails alone, and is asked for again the next time", async () => {
    const { fake, ask } = await wholeProduct()
    fake.on("1", ([, , id = ""], client) => sendLive(client, id))
    const strange = Array.from({ length: 17 }, (_, index) => `QZX${index}`)
    const symbols = ["AAPL", ...strange, "MSFT", "BRK B"]
    const body = await ask("ibkr_quote", { symbols })
    expect(rowsOf(body, "quotes").map((one) => one.symbol)).toEqual(["AAPL", "MSFT", "BRK B"])
    expect(rowsOf(body, "errors").map((one) => [one.instrument, one.code])).toEqual(
      strange.map((name) => [name, "not_found"]),
    )
    const askedFor = () => fake.sent("9").filter((fields) => fields[4] === "QZX0").length
    const before = askedFor()
    await ask("ibkr_quote", { symbols: "AAPL,QZX0" })
    expect(askedFor()).toBeGreaterThan(before)
    expect(fake.sent("9").filter((fields) => fields[4] === "AAPL")).toHaveLength(1)
  })

  test("BRK.B is kept under one name, however it is written", async () => {
    const { fake, ask } = await wholeProduct()
    fake.on("1", ([, , id = ""], client) => sendLive(client, id))
    for (const symbol of ["BRK.B", "BRK-B", "brk b", "BRK B"])
      expect(await ask("ibkr_quote", { symbols: [symbol] })).toMatchObject({ quotes: [{ instrument: "BRK B" }] })
    expect(fake.sent("9")).toHaveLength(1)
    expect(await ask("ibkr_connection_status")).toMatchObject({ contract_cache_size: 1 })
  })

  test("bars are kept by what_to_show and use_rth too, and a chain by its exchange", async () => {
    const { fake, gateway, ask, until } = await wholeProduct()
    const priceOf: Readonly<Record<string, number>> = { "TRADES 1": 1, "TRADES 0": 2, "MIDPOINT 1": 3, "MIDPOINT 0": 4 }
    fake.on("20", (fields, client) => {
      const close = priceOf[`${fields[19]} ${fields[18]}`] ?? 0
      client.send(17, fields[1] ?? "", "", "", 1, "20261119", close, close, close, close, 1, close, 1)
    })
    fake.on("78", ([, id = ""], client) => {
      client.send(75, id, "CBOE", 265598, "AAPL", "100", 1, "20261218", 1, "200")
      client.send(75, id, "PSE", 265598, "AAPL", "100", 1, "20261218", 1, "210")
      client.send(76, id)
    })
    const questions: readonly [string, Body][] = [
      ...Object.keys(priceOf).map((key): [string, Body] => {
        const [what, regular] = key.split(" ")
        return ["ibkr_historical_bars", { symbol: "AAPL", what_to_show: what, use_rth: regular === "1" }]
      }),
      ["ibkr_option_chain", { symbol: "AAPL", exchange: "CBOE" }],
      ["ibkr_option_chain", { symbol: "AAPL", exchange: "PSE" }],
    ]
    const answers: Body[] = []
    for (const [tool, args] of questions) answers.push(await ask(tool, args))
    expect(answers.slice(0, 4).map(({ rows }) => rows)).toEqual(
      Object.values(priceOf).map((close) => [["2026-11-19", close, close, close, close, 1, close, 1]]),
    )
    expect(answers.slice(4)).toMatchObject([{ chains: [{ strikes: [200] }] }, { chains: [{ strikes: [210] }] }])
    fake.client.close()
    await until(() => gateway.status().state !== "connected")
    for (const [index, [tool, args]] of questions.entries()) {
      const { meta, ...data } = await ask(tool, args)
      expect(answers[index]).toMatchObject(data)
    }
  })
})

describe("pitfall 7: two accounts", () => {
  test("rows are never merged by contract id: each has its account, and its weight in that account's own currency", async () => {
    const { fake, ask } = await wholeProduct()
    keepBooks(fake, [dollars, euros])
    // 10 shares at 200 USD of 10,000 USD; 5 shares at 200 USD, 0.8 EUR to the dollar, of 5000 EUR.
    expect(rowsOf(await ask("ibkr_positions"), "positions")).toMatchObject([
      {
        account: "DU1234567",
        con_id: 265598,
        quantity: 10,
        market_value_base: 2000,
        base_currency: "USD",
        weight_pct: 20,
      },
      {
        account: "DU7654321",
        con_id: 265598,
        quantity: 5,
        market_value_base: 800,
        base_currency: "EUR",
        weight_pct: 16,
      },
    ])
    expect(rowsOf(await ask("ibkr_account_summary"), "accounts")).toMatchObject([
      { account: "DU1234567", net_liquidation: 10_000, base_currency: "USD" },
      { account: "DU7654321", net_liquidation: 5000, base_currency: "EUR" },
    ])
  })

  test("reqAccountUpdates has one account at a time, the one before ended", async () => {
    const { fake, ask } = await wholeProduct()
    keepBooks(fake, [dollars, euros])
    await Promise.all([ask("ibkr_positions"), ask("ibkr_positions", { account: "DU7654321" })])
    let streamed: string | null = null
    for (const [, , subscribe, account = ""] of fake.sent("6")) {
      expect(streamed).toBe(subscribe === "1" ? null : account)
      streamed = subscribe === "1" ? account : null
    }
    expect(new Set(fake.sent("6").map((fields) => fields[3]))).toEqual(new Set(["DU1234567", "DU7654321"]))
  })
})

test("pitfall 8: disconnected, positions are the last good ones or an error, never []", async () => {
  const { fake, gateway, ask, until } = await wholeProduct({ fake: { accounts: "DU1234567" } })
  keepBooks(fake, [dollars])
  const good = rowsOf(await ask("ibkr_positions"), "positions")
  expect(good).toHaveLength(1)
  const { port } = fake
  await fake.close()
  await until(() => gateway.status().state !== "connected")
  // Asked twice: the first answer without a Gateway has not taken the good one's place.
  for (const _ of [1, 2]) {
    const { positions, meta } = await ask("ibkr_positions")
    expect(positions).toEqual(good)
    expect(meta).toMatchObject({ stale: true, age_s: expect.any(Number), source: "cache" })
  }
  const nobody = await wholeProduct({ config: { port } })
  expect(await nobody.ask("ibkr_positions")).toMatchObject({ error: { code: "not_connected" } })
})

/** Every object schema in a JSON Schema. */
function objectsIn(schema: unknown): readonly object[] {
  if (typeof schema !== "object" || schema === null) return []
  const own =
    "properties" in schema && typeof schema.properties === "object" && schema.properties ? [schema.properties] : []
  return [...own, ...Object.values(schema).flatMap(objectsIn)]
}

describe("pitfall 9", () => {
  test("whatever answers a symbol, a search and a scan too, answers its contract id and instrument", async () => {
    const named = listedTools.flatMap(({ name, outputSchema }) =>
      objectsIn(outputSchema).flatMap((fields) => ("symbol" in fields ? [{ name, fields }] : [])),
    )
    expect(named.map(({ name }) => name)).toContain("ibkr_contract_search")
    for (const { name, fields } of named)
      expect([name, Object.keys(fields)]).toEqual([name, expect.arrayContaining(["instrument", "con_id"])])

    const { fake, ask } = await wholeProduct()
    fake.on("81", ([, id = ""], client) =>
      client.send(79, id, 1, 265598, "AAPL", "STK", "NASDAQ", "USD", 0, "APPLE INC", ""),
    )
    expect(await ask("ibkr_contract_search", { pattern: "appl" })).toMatchObject({
      matches: [{ instrument: "AAPL", con_id: 265598 }],
    })
  })

  test("bars below a day have their time, and no price is rounded", async () => {
    const { fake, ask } = await wholeProduct()
    fake.on("20", ([, id = ""], client) => {
      client.send(
        17,
        id,
        "",
        "",
        1,
        "1795188600",
        "0.00012345",
        "1.087655",
        "0.00012345",
        "1.087655",
        10,
        "0.543889",
        3,
      )
    })
    fake.on("1", ([, , id = ""], client) => sendLive(client, id, { 1: "1.087655", 2: "1.08766", 4: "0.00012345" }))
    expect(await ask("ibkr_historical_bars", { symbol: "AAPL", duration: "1 D", bar_size: "5 mins" })).toMatchObject({
      rows: [["2026-11-20T10:30:00-05:00", 0.00012345, 1.087655, 0.00012345, 1.087655, 10, 0.543889, 3]],
    })
    expect(await ask("ibkr_quote", { symbols: "AAPL" })).toMatchObject({
      quotes: [{ bid: 1.087655, ask: 1.08766, last: 0.00012345 }],
    })
    expect(await ask("ibkr_fx_rate", { pair: "EURUSD" })).toMatchObject({ bid: 1.087655, midpoint: 1.0876575 })
  })
})

test("pitfall 10: nobody but the person's own Gateway is ever asked, even when it refuses or has gone", async () => {
  const fetched = spyOn(globalThis, "fetch")
  const connected = spyOn(Socket.prototype, "connect")
  const { fake, gateway, ask, until } = await wholeProduct()
  fake.on("1", ([, , id = ""], client) => client.send(4, 2, id, 354, "Requested market data is not subscribed.", ""))
  fake.on("20", ([, id = ""], client) => client.send(4, 2, id, 162, "HMDS query returned no data", ""))
  const questions: readonly [string, Body][] = [
    ["ibkr_quote", { symbols: "AAPL" }],
    ["ibkr_fx_rate", { pair: "EURUSD" }],
    ["ibkr_historical_bars", { symbol: "AAPL" }],
  ]
  for (const [tool, args] of questions) expect(await ask(tool, args)).toHaveProperty("error")
  fake.client.close()
  await until(() => gateway.status().state !== "connected")
  for (const [tool, args] of questions) expect(await ask(tool, args)).toHaveProperty("error")
  expect(fetched).not.toHaveBeenCalled()
  expect(connected.mock.calls.length).toBeGreaterThan(0)
  for (const [to] of connected.mock.calls) expect([to].flat()[0]).toMatchObject({ host: "127.0.0.1", port: fake.port })
})
