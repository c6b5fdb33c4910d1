import { describe, expect, test } from "bun:test"
import { closeGatewaysAfterEach, line, smallGateway } from "./small-gateway.ts"

closeGatewaysAfterEach()

describe("account updates", () => {
  test("come again every three minutes, and the end of the subscription is told", async () => {
    const { client: connect, clock } = await smallGateway()
    const client = await connect()
    client.send(6, 2, 1, "DU1000002")
    expect((await client.served()).map(line)).toEqual([
      "6|2|NetLiquidation|200000.00|USD|DU1000002",
      "8|1|10:00",
      "54|1|DU1000002",
    ])
    await clock.advance(180_000)
    expect((await client.served()).map(line)).toEqual(["6|2|NetLiquidation|200000.00|USD|DU1000002", "8|1|10:03"])
    client.send(6, 2, 0, "DU1000002")
    expect((await client.served()).map(line)).toEqual([
      "4|2|-1|2100|API client has been unsubscribed from account data.|",
    ])
    await clock.advance(180_000)
    expect(await client.served()).toEqual([])
  })

  test.each(["All", "DU1000001,DU1000002", "U9"])("%s is no account", async (account) => {
    const client = await (await smallGateway()).client()
    client.send(6, 2, 1, account)
    expect((await client.served()).map(line)).toEqual([
      `4|2|-1|321|Error validating request.-'bQ' : cause - Invalid account code '${account}'.|`,
    ])
  })

  test("costs and prices have at most seven decimals, as Gateways have been seen to write them", async () => {
    const { client: connect, world } = await smallGateway()
    world.positions = world.positions.map((held) => ({ ...held, averageCost: 343.16499999999996, marketPrice: 1 / 3 }))
    const client = await connect()
    client.send(6, 2, 1, "DU1000001")
    expect((await client.next("7")).slice(14, 17)).toEqual(["0.3333333", "3001.65", "343.165"])
    client.send(61, 1)
    expect((await client.next("61")).at(-1)).toBe("343.165")
  })

  test("without an account the first is meant", async () => {
    const client = await (await smallGateway()).client()
    client.send(6, 2, 1, "")
    expect((await client.next("54"))[2]).toBe("DU1000001")
  })
})

describe("account summary", () => {
  test("rows by account, alphabetical by tag; two subscriptions, then 322 until one is cancelled", async () => {
    const client = await (await smallGateway()).client()
    client.send(62, 1, 1, "All", "NetLiquidation,BuyingPower")
    expect((await client.served()).map(line)).toEqual([
      "63|1|1|DU1000001|BuyingPower|300000.00|USD",
      "63|1|1|DU1000001|NetLiquidation|300000.00|USD",
      "63|1|1|DU1000002|BuyingPower|300000.00|USD",
      "63|1|1|DU1000002|NetLiquidation|300000.00|USD",
      "64|1|1",
    ])
    client.send(62, 1, 2, "All", "Cushion")
    await client.served()
    client.send(62, 1, 3, "All", "Cushion")
    expect((await client.served()).map(line)).toEqual([
      "4|2|3|322|Error processing request.-'bQ' : cause - Maximum number of account summary requests exceeded; " +
        "desubscribe to previous request first|",
    ])
    client.send(63, 1, 1)
    client.send(62, 1, 3, "All", "Cushion")
    expect((await client.served()).at(-1)).toEqual(["64", "1", "3"])
  })
})

test("profit and loss is pushed once a second while it changes", async () => {
  const { client: connect, clock, world } = await smallGateway()
  const client = await connect()
  client.send(94, 1, "DU1000001", "", 265598)
  expect((await client.served()).map(line)).toEqual(["95|1|15|16.65|747.9|0.0|3001.65"])
  await clock.advance(2000)
  expect(await client.served()).toEqual([])
  world.positions = world.positions.map((held) => ({ ...held, marketValueBase: 3010, dailyPnlBase: 25 }))
  await clock.advance(2000)
  expect((await client.served()).map(line)).toEqual(["95|1|15|25.0|747.9|0.0|3010.0"])
  client.send(95, 1)
  world.positions = []
  await client.served()
  await clock.advance(2000)
  expect(await client.served()).toEqual([])
})

test("a position that is not held has unset values and a notice", async () => {
  const client = await (await smallGateway()).client()
  client.send(94, 1, "DU1000001", "", 1)
  const unset = "1.7976931348623157E308"
  expect((await client.served()).map(line)).toEqual([
    `95|1|0|${unset}|${unset}|${unset}|${unset}`,
    "4|2|1|2150|Invalid position trade derived value|",
  ])
})

test("positions are told again when one changes", async () => {
  const { client: connect, clock, world } = await smallGateway()
  const client = await connect()
  client.send(61, 1)
  await client.next("62")
  world.positions = world.positions.map((held) => ({ ...held, quantity: 0, averageCost: 0 }))
  await clock.advance(1000)
  expect((await client.served()).map(line)).toEqual(["61|3|DU1000001|265598|AAPL|STK||0.0|||NASDAQ|USD|AAPL|NMS|0|0"])
})
