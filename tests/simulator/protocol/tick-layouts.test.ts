import { describe, expect, test } from "bun:test"
import { layout } from "./layout.ts"
import { byConId, closeGatewaysAfterEach, line, smallGateway } from "./small-gateway.ts"
import {
  aapl,
  cfdWithBook,
  etf,
  friday,
  future,
  oneTrade,
  option,
  ordinary,
  pair,
  siemens,
  unsubscribed,
  vix,
} from "./small-world.ts"

closeGatewaysAfterEach()

/** Sizes change their unit at 159 (quotes) and 175 (history); everything else has been as it is since before 157. */
const versions = [157, 158, 159, 174, 175, 193]
const history = "20261120 10:00:00 US/Eastern"

async function gatewayWithOneTrade() {
  const gateway = await smallGateway()
  gateway.world.bars = [oneTrade]
  return gateway
}

describe.each(versions)("at server version %d", (version) => {
  const expectLine = (message: readonly string[], line: string): void => expect(message).toEqual(layout(version, line))

  test("ticks of the past: trades, quotes and midpoints", async () => {
    const { client: connect, clock } = await gatewayWithOneTrade()
    const client = await connect(version)
    client.send(96, 1, ...byConId(aapl), 0, "", history, 1, "TRADES", 1, 0, "")
    client.send(96, 2, ...byConId(aapl), 0, "", history, 1, "BID_ASK", 1, 0, "")
    client.send(96, 3, ...byConId(aapl), 0, "", history, 1, "MIDPOINT", 1, 0, "")
    await client.served()
    await clock.advance(40)
    const second = friday / 1000 - 5
    const trade = await client.next("98")
    expectLine(trade, `98|1|1|${second}|0|200.11|<175:3|>=175:300|${trade[7]}||1`)
    const opening = friday / 1000 - 1800
    expectLine(await client.next("97"), `97|2|1|${opening}|0|200.1|200.12|<175:3|<175:2|>=175:300|>=175:250|1`)
    expectLine(await client.next("96"), `96|3|1|${opening}|0|200.11|0|1`)
  })

  test("volume at price", async () => {
    const { client: connect, clock } = await gatewayWithOneTrade()
    const client = await connect(version)
    client.send(88, 4, ...byConId(aapl), 0, 1, "1 day")
    await client.served()
    await clock.advance(40)
    expectLine(await client.next("89"), "89|4|1|200.11|<175:3|>=175:300")
  })

  test("real-time bars", async () => {
    const { client: connect, clock } = await gatewayWithOneTrade()
    const client = await connect(version)
    client.send(50, 3, 5, ...byConId(aapl), 5, "TRADES", 1, "")
    await client.served()
    await clock.advance(5000)
    expectLine(
      await client.next("50"),
      `50|3|5|${friday / 1000 - 5}|200.11|200.11|200.11|200.11|<175:3|>=175:300|200.11|1`,
    )
  })

  test("tick by tick: trades, quotes and midpoints", async () => {
    const { client: connect, clock, world } = await smallGateway()
    world.bars = [{ ...oneTrade, at: friday, volume: 200, count: 1 }]
    const client = await connect(version)
    client.send(97, 6, ...byConId(aapl), "AllLast", 0, 0)
    client.send(97, 7, ...byConId(etf), "BidAsk", 0, 0)
    client.send(97, 8, ...byConId(pair), "MidPoint", 0, 0)
    await client.served()
    await clock.advance(250)
    const trade = await client.next("99")
    expectLine(trade, `99|6|2|${friday / 1000}|200.11|<159:2|>=159:200|0|${trade[7]}|`)
    const now = friday / 1000
    expectLine(await client.next("99"), `99|7|3|${now}|200.1|200.12|<159:3|<159:2|>=159:300|>=159:250|0`)
    expectLine(await client.next("99"), `99|8|4|${now}|200.11`)
  })

  test("market depth: anonymous, by market maker and smart", async () => {
    const client = await (await smallGateway()).client(version)
    client.send(10, 5, 9, ...byConId(pair), 1, 0, "")
    client.send(10, 5, 10, ...byConId({ ...aapl, exchange: "NASDAQ" }), 1, 0, "")
    client.send(10, 5, 11, ...byConId(aapl), 1, 1, "")
    expectLine(await client.next("12"), "12|1|9|0|0|0|200.12|250")
    expectLine(await client.next("12"), "12|1|9|0|0|1|200.1|300")
    const [ask, bid] = [await client.next("13"), await client.next("13")]
    expectLine(ask, `13|1|10|0|${ask[4]}|0|0|200.12|<159:2|>=159:250|0`)
    expectLine(bid, `13|1|10|0|${bid[4]}|0|1|200.1|<159:3|>=159:300|0`)
    expect((await client.next("4")).slice(2, 5)).toEqual(["11", "2152", "Exchanges - Depth: NASDAQ; Top: "])
    expectLine(await client.next("13"), "13|1|11|0|NASDAQ|0|0|200.12|<159:2|>=159:250|1")
    expectLine(await client.next("13"), "13|1|11|0|NASDAQ|0|1|200.1|<159:3|>=159:300|1")
  })

  test("smart components, depth exchanges and reroutes", async () => {
    const client = await (await smallGateway()).client(version)
    client.send(83, 12, "9c0001")
    const components = await client.next("82")
    expect(components.slice(0, 6)).toEqual(["82", "12", "17", "0", "AMEX", "A"])
    expect(components).toHaveLength(3 + 17 * 3)
    client.send(82)
    const exchanges = await client.next("80")
    expect(exchanges).toHaveLength(2 + Number(exchanges[1]) * 5)
    expect(exchanges.slice(2, 7)).toEqual(["NASDAQ", "STK", "", "Deep2", "2147483647"])
    client.send(10, 5, 13, ...byConId(cfdWithBook), 5, 0, "")
    expectLine(await client.next("92"), "92|13|265598|SMART")
  })

  test("option calculators", async () => {
    const { client: connect, clock } = await smallGateway()
    const client = await connect(version)
    client.send(54, 3, 14, ...byConId(option), 2.5, 201, "")
    client.send(55, 3, 15, ...byConId(option), 0.4, 201, "")
    await client.served()
    await clock.advance(20)
    expectLine(await client.next("21"), "21|14|53|0|0.3|0.55|2.5|-1|0.07|0.075|-0.75|201")
    expectLine(await client.next("21"), "21|15|53|0|0.4|0.55|2.66|-1|0.07|0.075|-0.75|201")
  })
})

describe("what is refused", () => {
  const refusal = async (...fields: readonly (string | number)[]): Promise<string> => {
    const client = await (await smallGateway()).client()
    client.send(...fields)
    const [, , , code, text] = await client.next("4")
    return `${code} ${text}`
  }

  test("what the login is not subscribed to", async () => {
    expect(await refusal(96, 1, ...byConId(siemens), 0, "", history, 1, "TRADES", 1, 0, "")).toBe(
      "10187 Failed to request historical ticks:No market data permissions for IBIS STK",
    )
    expect(await refusal(50, 3, 1, ...byConId(unsubscribed), 5, "TRADES", 1, "")).toStartWith(
      "420 Invalid Real-time Query:No market data permissions for ARCA STK. Requested market data requires",
    )
    expect(await refusal(97, 1, ...byConId(unsubscribed), "Last", 0, 0)).toStartWith(
      "10189 Failed to request tick-by-tick data.No market data permissions for ARCA STK. Requested market",
    )
  })

  test("what there is none of", async () => {
    expect(await refusal(97, 1, ...byConId(option), "Last", 0, 0)).toBe(
      "10189 Failed to request tick-by-tick data.Last tick-by-tick requests are not supported for OPT.",
    )
    const noBook = "10092 Deep market data is not supported for this combination of security type/exchange"
    expect(await refusal(10, 5, 1, ...byConId(vix), 5, 0, "")).toBe(noBook)
    expect(await refusal(10, 5, 1, ...byConId(aapl), 5, 0, "")).toBe(noBook)
  })

  test("what cannot be read", async () => {
    expect(await refusal(96, 1, ...byConId(aapl), 0, "yesterday", "", 1, "TRADES", 1, 0, "")).toStartWith(
      "10314 Start Date/Time: The date, time, or time-zone entered is invalid.",
    )
    expect(await refusal(96, 1, ...byConId(aapl), 0, "", history, 1, "BARS", 1, 0, "")).toEndWith(
      "What to show field is missing or incorrect.",
    )
    expect(await refusal(88, 1, ...byConId(aapl), 0, 1, "soon")).toStartWith("321 ")
    expect(await refusal(54, 3, 1, ...byConId(aapl), 2, 200, "")).toEndWith("Invalid option contract")
  })

  test("what is cancelled and was not there", async () => {
    expect(await refusal(11, 1, 5, 0)).toBe("310 Can't find the subscribed market depth with tickerId:5")
    expect(await refusal(98, 5)).toBe("300 Can't find EId with tickerId:5")
    expect(await refusal(51, 1, 5)).toBe("300 Can't find EId with tickerId:5")
  })

  test("more than three books or three tick-by-tick streams of a login, and one again for one that has gone", async () => {
    const { client: connect } = await smallGateway()
    const [first, second] = [await connect(193, 1), await connect(193, 2)]
    const codes = async (client: typeof first) =>
      (await client.served()).filter(([id]) => id === "4").map(([, , , code]) => code)
    for (const id of [1, 2, 3]) first.send(10, 5, id, ...byConId({ ...aapl, exchange: "NASDAQ" }), 1, 0, "")
    expect(await codes(first)).toEqual([])
    second.send(10, 5, 4, ...byConId({ ...aapl, exchange: "NASDAQ" }), 1, 0, "")
    expect((await second.next("4")).slice(3, 5)).toEqual([
      "309",
      "Max number (3) of market depth requests has been reached",
    ])
    first.send(11, 1, 2, 0)
    expect(await codes(first)).toEqual([])
    second.send(10, 5, 4, ...byConId({ ...aapl, exchange: "NASDAQ" }), 1, 0, "")
    expect(await codes(second)).toEqual([])
    const four = [aapl, etf, pair, future].map((listing, index) => [5 + index, ...byConId(listing)] as const)
    for (const asked of four) first.send(97, ...asked, "MidPoint", 0, 0)
    expect(await codes(first)).toEqual(["10190"])
  })

  test("an instrument's ticks as they happen twice within fifteen seconds, whoever asks and for whatever kind", async () => {
    const { client: connect, clock } = await smallGateway()
    const [first, second] = [await connect(193, 1), await connect(193, 2)]
    first.send(97, 1, ...byConId(aapl), "AllLast", 0, 0)
    first.send(98, 1)
    await first.served()
    second.send(97, 2, ...byConId(aapl), "BidAsk", 0, 0)
    second.send(97, 3, ...byConId(etf), "BidAsk", 0, 0)
    const refusals = async () => (await second.served()).filter(([id]) => id === "4").map(line)
    expect(await refusals()).toEqual(["4|2|2|10190|Max number of tick-by-tick requests has been reached.|"])
    await clock.advance(14_999)
    second.send(97, 4, ...byConId(aapl), "BidAsk", 0, 0)
    expect(await refusals()).toHaveLength(1)
    await clock.advance(1)
    second.send(97, 5, ...byConId(aapl), "BidAsk", 0, 0)
    expect(await refusals()).toEqual([])
  })
})

test("smart depth without subscriptions is no error: it says what it lacks, and stays empty", async () => {
  const { client: connect, clock } = await smallGateway()
  const client = await connect()
  client.send(10, 5, 1, ...byConId(unsubscribed), 5, 1, "")
  expect((await client.served()).map(line)).toEqual([
    "4|2|1|2152|Need additional market data permissions - Depth: NASDAQ; Top: |",
  ])
  await clock.advance(1000)
  expect(await client.served()).toEqual([])
  client.send(10, 5, 2, ...byConId({ ...unsubscribed, exchange: "NASDAQ" }), 5, 0, "")
  expect((await client.served()).map((message) => message.slice(2, 4))).toEqual([["2", "354"]])
})

test("a book is emptied when its market closes, and begins anew with a reset when it opens", async () => {
  const { client: connect, clock, world } = await smallGateway()
  const client = await connect()
  client.send(10, 5, 1, ...byConId(pair), 1, 0, "")
  await client.served()
  world.snapshot = { ...ordinary, current: false }
  await clock.advance(250)
  const rows = (messages: readonly (readonly string[])[]) => messages.map((message) => message.join("|"))
  expect(rows(await client.served())).toEqual(["12|1|1|0|2|0|0|0", "12|1|1|0|2|1|0|0"])
  world.snapshot = ordinary
  await clock.advance(250)
  expect(rows(await client.served())).toEqual([
    "4|2|1|317|Market depth data has been RESET. Please empty deep book contents before applying any new entries.|",
    "12|1|1|0|0|0|200.12|250",
    "12|1|1|0|0|1|200.1|300",
  ])
})
