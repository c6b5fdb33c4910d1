import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { manualClock } from "../../../src/clock/manual-clock.ts"
import { type Simulator, startSimulator } from "../../../src/simulator/simulator.ts"
import { createWorld } from "../../../src/simulator/world/index.ts"
import { misfit } from "./shape.ts"
import { shapeOf } from "./shapes.ts"
import { startedClient } from "./wire-client.ts"

/** 2026-11-20, an ordinary Friday, 10:30 in New York. */
const start = Date.UTC(2026, 10, 20, 15, 30)
const account = "DU1234567"
const appleConId = 265598
/** The twelve contract fields of a request. */
const contract = (symbol: string, secType: string, exchange = "SMART", currency = "USD", expiry = "") => [
  ...[0, symbol, secType, expiry, 0, "", "", exchange, "", currency, "", ""],
]
const apple = contract("AAPL", "STK")
const euro = contract("EUR", "CASH", "IDEALPRO")
const future = contract("ES", "FUT", "CME", "USD", "202612")
const call = [0, "AAPL", "OPT", "20261218", 280, "C", "100", "SMART", "", "USD", "", ""]

/** A request for everything that a Gateway can be asked to read, the fields as clients send them at server version 193. */
const requests: readonly (readonly (string | number)[])[] = [
  [49, 1],
  [8, 1, 1],
  [9, 8, 101, ...apple, 0, "", "", ""],
  [9, 8, 102, ...call, 0, "", "", ""],
  [9, 8, 103, ...contract("", "BOND"), 0, "CUSIP", "912810TM0", ""],
  [9, 8, 104, ...contract("VFIAX", "FUND", "FUNDSERV"), 0, "", "", ""],
  [9, 8, 105, ...contract("ES", "FUT", "CME"), 0, "", "", ""],
  [9, 8, 106, ...contract("NOSUCH", "STK"), 0, "", "", ""],
  [81, 111, "apple"],
  [78, 112, "AAPL", "", "STK", appleConId],
  [1, 11, 121, ...apple, 0, "100,101,104,105,106,165,221,225,232,233,236,293,294,295,318,375,411,456", 0, 0, ""],
  [1, 11, 122, ...call, 0, "101", 0, 0, ""],
  [1, 11, 123, ...apple, 0, "", 1, 0, ""],
  [1, 11, 124, ...contract("IBUS500", "CFD"), 0, "", 0, 0, ""],
  [1, 11, 125, ...contract("BRFG:BRFG_ALL", "NEWS", "BRFG"), 0, "mdoff,292", 0, 0, ""],
  [59, 1, 3],
  [1, 11, 126, ...contract("VOD", "STK", "LSE", "GBP"), 0, "", 0, 0, ""],
  [20, 131, ...apple, 0, "", "1 hour", "2 D", 1, "TRADES", 1, 0, ""],
  [20, 132, ...apple, 0, "", "1 day", "1 M", 1, "MIDPOINT", 2, 0, ""],
  [20, 133, ...apple, 0, "", "1 min", "1800 S", 0, "TRADES", 2, 1, ""],
  [20, 134, ...apple, 0, "", "1 day", "5 D", 1, "SCHEDULE", 1, 0, ""],
  [87, 135, ...apple, 0, 1, "TRADES", 1],
  [87, 136, ...apple, 0, 1, "TRADES", 2],
  [88, 137, ...apple, 0, 1, "2 days"],
  [96, 141, ...apple, 0, "20261120 10:00:00 US/Eastern", "", 50, "TRADES", 1, 0, ""],
  [96, 142, ...apple, 0, "20261120 10:00:00 US/Eastern", "", 50, "BID_ASK", 1, 0, ""],
  [96, 143, ...apple, 0, "20261120 10:00:00 US/Eastern", "", 50, "MIDPOINT", 1, 0, ""],
  [97, 144, ...apple, "Last", 0, 0],
  [97, 145, ...contract("NVDA", "STK"), "AllLast", 0, 0],
  [98, 145],
  [97, 146, ...contract("MSFT", "STK"), "BidAsk", 0, 0],
  [97, 147, ...euro, "MidPoint", 0, 0],
  [50, 3, 148, ...apple, 5, "TRADES", 1, ""],
  [10, 5, 151, ...future, 5, 0, ""],
  [10, 5, 152, ...apple, 5, 1, ""],
  [10, 5, 153, ...euro, 5, 0, ""],
  [10, 5, 154, ...contract("AAPL", "CFD"), 5, 1, ""],
  [82],
  [83, 155, "9c0001"],
  [91, 26],
  [54, 3, 156, ...call, 9.5, 276, ""],
  [55, 3, 157, ...call, 0.3, 276, ""],
  [61, 1],
  [6, 2, 1, account],
  [62, 1, 161, "All", "NetLiquidation,BuyingPower,Cushion,AccountType"],
  [62, 1, 162, "All", "$LEDGER:ALL"],
  [74, 1, 163, account, ""],
  [76, 1, 164, account, "", 0],
  [92, 165, account, ""],
  [94, 166, account, "", appleConId],
  [7, 3, 167, 0, "", "", "", "", "", ""],
  [5, 1],
  [16, 1],
  [99, 0],
  [12, 1, 1],
  [18, 1, 1],
  [24, 1],
  [
    22,
    171,
    10,
    "STK",
    "STK.US.MAJOR",
    "TOP_PERC_GAIN",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    0,
    "",
    "",
    "ALL",
    "",
    "",
  ],
  [67, 1, 172],
  [68, 1, 173, 1],
  [79, 174],
  [80],
  [85],
  [86, 176, appleConId, "BRFG+BRFUPDN", "", "", 10, ""],
  [100, 177],
  [104, 179],
]

/** Messages without which this test would not have looked at what it is for. */
const mustCome =
  "1 2 3 4 5 6 7 8 9 10 11 12 13 17 18 19 20 21 45 46 49 50 52 53 54 55 57 58 59 61 62 63 64 67 68 71 72 73 74 75 76 77 78 79 80 " +
  "81 82 83 84 85 86 87 88 89 90 91 92 93 94 95 96 97 98 99 101 102 104 105 106 107"
/** Too long for a line here: `layouts.test.ts` has them, field by field. */
const elsewhere = ["5", "101"]

describe("the shape of every message at server version 193", () => {
  const clock = manualClock(start)
  let simulator: Simulator
  const received: (readonly string[])[] = []
  const wrongOf = (messages: readonly (readonly string[])[]): readonly string[] =>
    messages.flatMap((message) => {
      const shape = shapeOf(message)
      const problem = shape === undefined ? "has no shape" : misfit(message, shape)
      return problem === undefined || elsewhere.includes(message[0] ?? "")
        ? []
        : [`${message[0]}: ${problem} in ${message.slice(0, 12).join("|")}`]
    })

  beforeAll(async () => {
    const log = () => undefined
    simulator = await startSimulator({ host: "127.0.0.1", port: 0, seed: 1, clock, scenarios: ["read-only-off"], log })
    const client = await startedClient(simulator.port)
    for (const [sent, request] of requests.entries()) {
      client.send(...request)
      if (sent % 20 !== 19) continue
      received.push(...(await client.served()))
      await clock.advance(1000)
    }
    received.push(...(await client.served()))
    await clock.advance(12_000)
    received.push(...(await client.served()))
    // Articles have ids that only a list of headlines tells, and events are asked for when the metadata has come.
    const [, , , provider = "", article = ""] = received.find(([id]) => id === "86") ?? []
    client.send(84, 181, provider, article, "")
    client.send(102, 182, appleConId, "", 0, 0, 0, "", "", "")
    received.push(...(await client.served()))
    await clock.advance(5000)
    received.push(...(await client.served()))
    client.close()
  })
  afterAll(() => simulator.close())

  test("every field is of its kind and in its place, and there are no others", () => {
    expect(wrongOf(received).slice(0, 20)).toEqual([])
  })

  test("contract details of every instrument of the simulated world", async () => {
    const client = await startedClient(simulator.port, 193, 8)
    const all = createWorld({ seed: 1 }).contracts.all()
    const details: (readonly string[])[] = []
    for (const [sent, { conId }] of all.entries()) {
      client.send(9, 8, sent, conId, ...Array.from({ length: 11 }, () => ""), 0, "", "", "")
      if (sent % 40 !== 39 && sent !== all.length - 1) continue
      details.push(...(await client.served()))
      await clock.advance(1000)
    }
    client.close()
    expect(details.filter(([id]) => id === "52")).toHaveLength(all.length)
    expect(wrongOf(details).slice(0, 20)).toEqual([])
  })

  test("every message that the simulated Gateway can send has come", () => {
    const came = new Set(received.map(([id]) => id ?? ""))
    expect(mustCome.split(" ").filter((id) => !came.has(id))).toEqual([])
  })

  test("an advisor's groups and aliases", async () => {
    const log = () => undefined
    const options = { host: "127.0.0.1", port: 0, seed: 1, clock: manualClock(start), log }
    const advisors = await startSimulator({ ...options, scenarios: ["advisor"] })
    const client = await startedClient(advisors.port)
    client.send(18, 1, 1)
    client.send(18, 1, 3)
    client.send(80)
    const told = await client.served()
    client.close()
    await advisors.close()
    expect(told.map(([id]) => id)).toEqual(["16", "16", "78"])
    expect(wrongOf(told)).toEqual([])
  })

  test("no request was misread", () => {
    const unread = received
      .filter(([id, , , code]) => id === "4" && (code === "320" || code === "321"))
      // How a login that is no advisor's is told so.
      .filter(([, , , , text]) => !text?.endsWith("FA data operations ignored for non FA customers."))
    expect(unread).toEqual([])
  })
})

describe("a misfit is seen", () => {
  const shape = "reqId:int #[ price:num size:num ] done:flag"
  test.each([
    ["96|7|1|1.5|100|1", undefined],
    ["96|7|0|1", undefined],
    ["96|7|2|1.5|100|1", "field 6 (size:num) is missing"],
    ["96|7|1|1.5|100|1|0", "1 fields too many, from field 6: 0"],
    ["96||0|1", 'field 1 (reqId:int) is ""'],
    ["96|7|1|1,5|100|1", 'field 3 (price:num) is "1,5"'],
    ["96|7|1|1.5|100|true", 'field 5 (done:flag) is "true"'],
  ])("%s", (line, problem) => {
    expect(misfit(line.split("|"), shape)).toBe(problem)
  })
})
