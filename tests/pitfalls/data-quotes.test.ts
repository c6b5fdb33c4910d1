import { afterEach, expect, test } from "bun:test"
import { listedTools } from "../../src/mcp/listed-tools.generated.ts"
import { sendDelayed } from "../gateway/delayed-stream.ts"
import { dollars, keepBooks } from "./books.ts"
import { closeProducts, rowsOf, sendLive, wholeProduct } from "./whole-product.ts"

afterEach(closeProducts)

const unset = "1.7976931348623157E308"

test("pitfall 1: a missing bid or ask is null, never -1; a missing price is null, never 0", async () => {
  const { fake, ask } = await wholeProduct()
  fake.on("1", ([, , id = "", conId], client) => {
    if (conId === "265598") sendLive(client, id, { 1: "-1", 2: "-1.0" })
    // A stock that has not traded: there is no last price, and the Gateway says nothing of the day's range.
    else
      for (const [tick, price] of [
        [1, "10.01"],
        [2, "10.02"],
        [9, "10"],
      ] as const)
        client.send(1, 6, id, tick, price, "100", 0)
  })
  const body = await ask("ibkr_quote", { symbols: "AAPL,MSFT" })
  expect(rowsOf(body, "quotes")).toMatchObject([
    { bid: null, bid_size: null, ask: null, ask_size: null, last: 230.12 },
    { bid: 10.01, ask: 10.02, last: null, last_size: null, open: null, high: null, low: null, change: null },
  ])
})

test("pitfall 1: an exchange rate without sides has no midpoint, none of -1 either", async () => {
  const { fake, ask } = await wholeProduct()
  fake.on("1", ([, , id = ""], client) => sendLive(client, id, { 1: "-1", 2: "-1", 4: "-1", 9: "1.0832" }))
  expect(await ask("ibkr_fx_rate", { pair: "EURUSD", amount: 100 })).toMatchObject({
    bid: null,
    ask: null,
    midpoint: null,
    inverse: null,
    spread: null,
    converted: null,
    close: 1.0832,
  })
})

test("pitfall 1: a profit and loss that is unset is null, never 1.797e308", async () => {
  const { fake, ask } = await wholeProduct({ fake: { accounts: "DU1234567" } })
  keepBooks(fake, [{ ...dollars, daily: unset }])
  expect(rowsOf(await ask("ibkr_positions"), "positions")).toMatchObject([{ daily_pnl: null, realized_pnl: null }])
  expect(rowsOf(await ask("ibkr_account_summary"), "accounts")).toMatchObject([
    { daily_pnl: null, unrealized_pnl: null, realized_pnl: null, buying_power: null },
  ])
})

test("pitfall 2: delayed ticks (66 to 76, 88) fill the same fields as live ones, and the quote says that it is delayed", async () => {
  const { fake, ask } = await wholeProduct()
  fake.on("1", ([, , id = ""], client) => sendDelayed(client, id))
  const [quote] = rowsOf(await ask("ibkr_quote", { symbols: "AAPL" }), "quotes")
  expect(quote).toMatchObject({
    bid: 230.1,
    ask: 230.14,
    bid_size: 300,
    ask_size: 200,
    last: 230.12,
    last_size: 100,
    high: 231.5,
    low: 228.1,
    close: 229.05,
    open: 229.4,
    volume: 1234567,
    data_type: "delayed",
    as_of: "2026-11-20T10:30:00-05:00",
  })
})

test.each([
  [1, "live"],
  [2, "frozen"],
  [3, "delayed"],
  [4, "delayed_frozen"],
] as const)(
  "pitfall 2: type %p of a stream is %s, in Tokyo and for currencies too, whatever NYSE does",
  async (type, name) => {
    // Friday 19:30 in New York: NYSE has closed.
    const { fake, ask } = await wholeProduct({ startAt: Date.parse("2026-11-21T00:30:00Z") })
    fake.on("1", ([, , id = ""], client) => sendLive(client, id, {}, type))
    const quotes = rowsOf(await ask("ibkr_quote", { symbols: ["7203@TSEJ/JPY", "FX:EURUSD"] }), "quotes")
    expect(quotes.map((one) => one.data_type)).toEqual([name, name])
    for (const { as_of } of quotes) expect(as_of).toMatch(/^2026-11-20T.*-05:00$/)
    expect(await ask("ibkr_fx_rate", { pair: "EURUSD" })).toMatchObject({ data_type: name, as_of: expect.any(String) })
  },
)

test("pitfall 2: a type that the Gateway has not said is null and a warning, never live", async () => {
  const { fake, ask } = await wholeProduct()
  fake.on("1", ([, , id = ""], client) => client.send(1, 6, id, 4, "230", "100", 0))
  expect(await ask("ibkr_quote", { symbols: "AAPL" })).toMatchObject({
    quotes: [{ data_type: null, as_of: expect.any(String) }],
    meta: { warnings: [expect.stringContaining("did not say whether these are live: AAPL")] },
  })
})

test("pitfall 3: no call flips the market data type of the session", async () => {
  const { fake, ask } = await wholeProduct({ fake: { accounts: "DU1234567" } })
  keepBooks(fake, [dollars])
  fake.on("1", ([, , id = "", conId], client) => (conId === "14094" ? sendDelayed(client, id) : sendLive(client, id)))
  await Promise.all([
    ask("ibkr_quote", { symbols: ["AAPL", "7203@TSEJ/JPY", "FX:EURUSD", "OPT:AAPL:20261218:C:200"] }),
    ask("ibkr_fx_rate", { pair: "EURUSD" }),
    ask("ibkr_positions"),
  ])
  expect(fake.sent("59")).toEqual([["59", "1", "3"]])
  for (const { inputSchema } of listedTools) expect(JSON.stringify(inputSchema)).not.toMatch(/market_?data_?type/i)
})

const refusals = [
  [354, "Requested market data is not subscribed.Delayed market data is not available.", "not_subscribed"],
  [10089, "Requested market data requires additional subscription for API.", "not_subscribed"],
  [10168, "Requested market data is not subscribed. Delayed market data is not enabled.", "not_subscribed"],
  [10197, "No market data during competing live session", "competing_session"],
] as const
test.each(refusals)(
  "pitfall 4: the refusal %p is the reason of that instrument, not a quote of nulls",
  async (ib, text, code) => {
    const { fake, ask } = await wholeProduct()
    fake.on("1", ([, , id = "", conId], client) => {
      if (conId === "272093") client.send(4, 2, id, ib, text, "")
      else sendLive(client, id)
    })
    const failure = { code, ib_code: ib, message: expect.stringMatching(/\w{3}/), hint: expect.stringMatching(/\w{3}/) }
    const body = await ask("ibkr_quote", { symbols: "AAPL,MSFT" })
    expect(body).toMatchObject({ quotes: [{ symbol: "AAPL" }], errors: [{ instrument: "MSFT", ...failure }] })
    expect(rowsOf(body, "quotes")).toHaveLength(1)
    expect(await ask("ibkr_quote", { symbols: "MSFT" })).toMatchObject({ error: failure })
  },
)

test.each([
  [10167, "Requested market data is not subscribed. Displaying delayed market data."],
  [10090, "Part of requested market data is not subscribed. Subscription-independent ticks are still active."],
] as const)("pitfall 4: the notice %p does not end the request, and is passed on as a warning", async (ib, text) => {
  const { fake, ask } = await wholeProduct()
  fake.on("1", ([, , id = ""], client) => {
    client.send(4, 2, id, ib, text, "")
    sendLive(client, id)
  })
  expect(await ask("ibkr_quote", { symbols: "AAPL" })).toMatchObject({
    quotes: [{ bid: 230.1, last: 230.12 }],
    errors: [],
    meta: { warnings: [expect.stringContaining("AAPL: ")] },
  })
})

for (const [kind, ticks] of [
  ["live", { bid: 10, ask: 11, last: 12, model: 13 }],
  ["delayed", { bid: 80, ask: 81, last: 82, model: 83 }],
] as const)
  test.each([
    ["ask last model bid", "model", 0.54],
    ["model bid ask last", "model", 0.54],
    ["bid last ask", "last", 0.53],
    ["ask bid", "mid", 0.515],
    ["ask", "ask", 0.52],
  ] as const)(
    `pitfall 5: ${kind} option computations (%s) do not overwrite each other`,
    async (order, shown, delta) => {
      const deltas: Readonly<Record<string, number>> = { bid: 0.51, ask: 0.52, last: 0.53, model: 0.54 }
      const { fake, ask } = await wholeProduct()
      fake.on("1", ([, , id = ""], client) => {
        for (const [name, tick] of order
          .split(" ")
          .map((name) => [name, Object.entries(ticks).find(([one]) => one === name)?.[1]] as const))
          client.send(
            21,
            id,
            tick ?? -1,
            0,
            "0.25",
            String(deltas[name]),
            "5.1",
            "0.4",
            "0.02",
            "0.3",
            "-0.1",
            "230.12",
          )
        sendLive(client, id)
      })
      const [quote] = rowsOf(await ask("ibkr_quote", { symbols: "OPT:AAPL:20261218:C:200" }), "quotes")
      expect(quote).toMatchObject({
        greeks: { computation: shown, delta, iv: 0.25, gamma: 0.02, theta: -0.1, vega: 0.3 },
      })
    },
  )

test("pitfall 5: Greeks are asked for as a stream, not a snapshot, without generic tick 106", async () => {
  const { fake, ask } = await wholeProduct()
  fake.on("1", ([, , id = ""], client) => {
    client.send(21, id, 13, 0, "0.25", "0.54", "5.1", "0.4", "0.02", "0.3", "-0.1", "230.12")
    sendLive(client, id)
  })
  await ask("ibkr_quote", { symbols: "OPT:AAPL:20261218:C:200" })
  const [genericTicks, snapshot, regulatory] = fake.sent("1")[0]?.slice(16, 19) ?? []
  expect(genericTicks?.split(",")).not.toContain("106")
  expect([snapshot, regulatory]).toEqual(["0", "0"])
})
