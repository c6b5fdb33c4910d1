import { describe, expect, test } from "bun:test"
import { closeGatewaysAfterEach, line, smallGateway } from "./small-gateway.ts"

closeGatewaysAfterEach()

const readOnly = "321|Error validating request.-'bQ' : cause - The API interface is currently in Read-Only mode.|"

describe("with the Read-Only API setting on", () => {
  test.each([
    ["placeOrder", [3, 17, 265598, "AAPL"], 17],
    ["cancelOrder", [4, 17, "", "", 2147483647], 17],
    ["exerciseOptions", [21, 2, 17, 700001], 17],
    ["reqGlobalCancel", [58, "", 2147483647], -1],
    ["reqOpenOrders", [5, 1], -1],
    ["reqAutoOpenOrders", [15, 1, 1], -1],
    ["reqIds", [8, 1, 1], -1],
    ["reqCompletedOrders", [99, 0], -1],
  ])("%s is refused", async (_, fields, id) => {
    const client = await (await smallGateway()).client()
    client.send(...fields)
    expect((await client.served()).map(line)).toEqual([`4|2|${id}|${readOnly}`])
  })

  test("cancelOrder has its id behind a version before 192", async () => {
    const client = await (await smallGateway()).client(191)
    client.send(4, 1, 17, "")
    expect((await client.next("4"))[2]).toBe("17")
  })

  test("pitfall 12: reqAllOpenOrders works: another client's order has neither its order id nor its client id", async () => {
    const client = await (await smallGateway()).client(193, 8)
    client.send(16, 1)
    const [order, status, end] = await client.served()
    expect(order?.slice(0, 3)).toEqual(["5", "0", "265598"])
    expect(line(status)).toBe("3|0|Submitted|25|75|190|1376327563|0|0|0||0")
    expect(end).toEqual(["53", "1"])
  })
})

describe("with it off, nothing is executed either", () => {
  test.each([
    [
      "placeOrder",
      [3, 17, 265598, "AAPL"],
      "17|201|Order rejected - reason:This is a simulated Gateway. It executes no orders.|",
    ],
    ["cancelOrder", [4, 17, "", "", 2147483647], "17|10147|OrderId 17 that needs to be cancelled is not found.|"],
  ])("%s", async (_, fields, answer) => {
    const client = await (await smallGateway(["read-only-off"])).client()
    client.send(...fields)
    expect((await client.served()).map(line)).toEqual([`4|2|${answer}`])
  })

  test("order ids can be asked for", async () => {
    const client = await (await smallGateway(["read-only-off"])).client()
    client.send(8, 1, 1)
    expect(line(await client.next("9"))).toBe("9|1|42")
  })
})

describe("executions are filtered", () => {
  const all = ["11", "59", "55"]
  test.each([
    [[0, "", "", "", "", "", ""], all],
    [[7, "DU1000001", "20261120-14:31:05", "AAPL", "STK", "NASDAQ", "BUY"], all],
    [[0, "", "20261120 09:31:05 US/Eastern", "", "", "", "BOT"], all],
    [[8, "", "", "", "", "", ""], ["55"]],
    [[0, "DU1000002", "", "", "", "", ""], ["55"]],
    [[0, "", "20261120-14:31:06", "", "", "", ""], ["55"]],
    [[0, "", "", "MSFT", "", "", ""], ["55"]],
    [[0, "", "", "", "OPT", "", ""], ["55"]],
    [[0, "", "", "", "", "", "SELL"], ["55"]],
  ])("%j", async (filter, expected) => {
    const client = await (await smallGateway()).client()
    client.send(7, 3, 1, ...filter)
    expect((await client.served()).map(([id]) => id ?? "")).toEqual(expected)
  })
})
