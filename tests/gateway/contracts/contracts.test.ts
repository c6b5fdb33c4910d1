import { afterEach, describe, expect, test } from "bun:test"
import { contractData } from "../fake-gateway.ts"
import { apple, type Rig, rig, value } from "../rig.ts"

let r: Rig
afterEach(() => r.close())

describe("a contract", () => {
  test("is read from real-shaped contract data", async () => {
    r = await rig()
    const asked = r.gateway.contractDetails({ symbol: "AAPL", secType: "STK", exchange: "SMART", currency: "USD" })
    const frame = await r.fake.next("9", 0)
    expect(frame.slice(3)).toEqual(
      ["0", "AAPL", "STK", "", "", "", "", "SMART", "", "USD", "", "", "0", "", "", ""].map((field, index) =>
        index === 0 || index === 12 ? (frame[index + 3] ?? field) : field,
      ),
    )
    r.fake.client.send(...contractData(frame[2] ?? "", { symbol: "AAPL", conId: 265598 }))
    r.fake.client.send(52, 1, frame[2] ?? "")
    const [details] = value(await asked)
    expect(details?.contract).toEqual({ ...apple, primaryExchange: "NASDAQ" })
    expect(details).toMatchObject({
      longName: "AAPL INC é",
      minTick: 0.01,
      priceMagnifier: 1,
      orderTypes: ["LMT", "MKT"],
      validExchanges: ["SMART", "NYSE"],
      marketRuleIds: [26, 26],
      underConId: null,
      stockType: "COMMON",
      identifiers: [{ type: "ISIN", value: "US0000000000" }],
      timeZoneId: "US/Eastern",
      bond: null,
    })
  })

  test.each([
    ["20261218 08:30:00 US/Central", "20261218", "08:30:00 US/Central"],
    ["20261218", "20261218", null],
    ["20261218 16:00", "20261218", "16:00"],
    ["202612", "202612", null],
    ["", null, null],
  ])("that last trades at %p has its day and its time apart", async (lastTrade, expiry, lastTradeTime) => {
    r = await rig()
    const asked = r.gateway.contractDetails({ conId: 7 })
    const [, , id = ""] = await r.fake.next("9", 0)
    const option = { symbol: "ES", conId: 7, secType: "FOP" }
    r.fake.client.send(...contractData(id, option, { lastTrade, strike: "6700", right: "C", multiplier: "50" }))
    r.fake.client.send(52, 1, id)
    const [details] = value(await asked)
    expect([details?.contract.expiry, details?.lastTradeTime]).toEqual([expiry, lastTradeTime])
    expect(details?.settlementDay).toBeNull()
  })

  test("of a bond has its terms", async () => {
    r = await rig()
    const asked = r.gateway.contractDetails({ secType: "BOND", conId: 194154340 })
    const [, , id = ""] = await r.fake.next("9", 0)
    r.fake.client.send(
      18,
      id,
      "",
      "BOND",
      "IBCID194154340",
      "",
      "20261110 00:00:00 US/Eastern",
      "",
      "",
      "",
      "",
      0,
      1,
      0,
      "AAPL 1 5/8 11/10/26",
      "SMART",
      "USD",
      "",
      "AAPL",
      194154340,
      "0.0001",
      "LMT",
      "SMART",
      "",
      "",
      0,
      "",
      "",
      "US/Eastern",
      "",
      "",
      "",
      "",
      0,
      2147483647,
      "1985",
      "1",
      "1",
      "1",
    )
    r.fake.client.send(52, 1, id)
    const [details] = value(await asked)
    expect(details?.contract).toMatchObject({ conId: 194154340, secType: "BOND", expiry: null })
    expect(details?.longName).toBe("AAPL 1 5/8 11/10/26")
    expect(details?.bond).toMatchObject({
      cusip: "IBCID194154340",
      couponPct: null,
      maturity: "20261110",
      callable: true,
    })
  })

  test("a bond's issuer has no contract id, however the Gateway writes that", async () => {
    r = await rig()
    for (const none of ["", "0", "-1"]) {
      r.fake.on("81", ([, id = ""], client) =>
        client.send(79, id, 1, none, "", "BOND", "", "", 0, "Apple Inc", "e1400715"),
      )
      await r.clock.advance(1000)
      expect(value(await r.gateway.matchingSymbols(`AAPL${none}`))[0]?.conId).toBeNull()
    }
  })

  test("symbols that fit come with their derivatives; bonds have no contract id", async () => {
    r = await rig()
    r.fake.on("81", ([, id = ""], client) =>
      client.send(
        79,
        id,
        2,
        265598,
        "AAPL",
        "STK",
        "NASDAQ",
        "USD",
        2,
        "OPT",
        "CFD",
        "APPLE INC",
        "",
        "",
        "",
        "BOND",
        "",
        "",
        0,
        "Apple Inc",
        "e1400715",
      ),
    )
    expect(value(await r.gateway.matchingSymbols("AAPL"))).toEqual([
      {
        conId: 265598,
        symbol: "AAPL",
        secType: "STK",
        primaryExchange: "NASDAQ",
        currency: "USD",
        description: "APPLE INC",
        derivativeTypes: ["OPT", "CFD"],
      },
      {
        conId: null,
        symbol: null,
        secType: "BOND",
        primaryExchange: null,
        currency: null,
        description: "Apple Inc",
        derivativeTypes: [],
      },
    ])
  })

  test("an option chain's parameters come whole, in order, parts of one exchange merged", async () => {
    r = await rig()
    r.fake.on("78", ([, id = ""], client) => {
      client.send(75, id, "CBOE", 265598, "AAPL", "100", 2, "20261218", "20261120", 2, "210.0", "200.0")
      client.send(75, id, "CBOE", 265598, "AAPL", "100", 1, "20270115", 1, "220.0")
      client.send(75, id, "SMART", 265598, "AAPL", "100", 1, "20261120", 1, "200.0")
      client.send(76, id)
    })
    expect(value(await r.gateway.optionParameters(apple))).toEqual([
      {
        exchange: "CBOE",
        underlyingConId: 265598,
        tradingClass: "AAPL",
        multiplier: "100",
        expirations: ["20261120", "20261218", "20270115"],
        strikes: [200, 210, 220],
      },
      {
        exchange: "SMART",
        underlyingConId: 265598,
        tradingClass: "AAPL",
        multiplier: "100",
        expirations: ["20261120"],
        strikes: [200],
      },
    ])
    expect(r.fake.sent("78")[0]?.slice(2)).toEqual(["AAPL", "", "STK", "265598"])
  })

  test("options on a future are asked for on the future's exchange", async () => {
    r = await rig()
    r.fake.on("78", ([, id = ""], client) => client.send(76, id))
    await r.gateway.optionParameters({ ...apple, symbol: "ES", secType: "FUT", exchange: "CME", conId: 5 })
    expect(r.fake.sent("78")[0]?.slice(2)).toEqual(["ES", "CME", "FUT", "5"])
  })
})
