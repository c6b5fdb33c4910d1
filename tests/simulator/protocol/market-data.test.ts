import { describe, expect, test } from "bun:test"
import { byConId, bySymbol, closeGatewaysAfterEach, line, smallGateway } from "./small-gateway.ts"
import {
  aapl,
  bond,
  cfd,
  etf,
  future,
  option,
  ordinary,
  siemens,
  unseenOption,
  unsubscribed,
  vix,
} from "./small-world.ts"
import type { WireClient } from "./wire-client.ts"

closeGatewaysAfterEach()

type Contract = Parameters<typeof byConId>[0]

const ask = (client: WireClient, id: number, contract: Contract, generic = "", snapshot = 0, regulatory = 0): void =>
  client.send(1, 11, id, ...byConId(contract), 0, generic, snapshot, regulatory, "")

/** Tick types, or for everything that is no tick the message id. */
const kinds = (messages: readonly (readonly string[])[]) =>
  messages.map((message) =>
    message[0] === "21"
      ? message[2]
      : ["1", "2", "45", "46"].includes(message[0] ?? "")
        ? message[3]
        : `#${message[0]}`,
  )

describe("the order of a stream", () => {
  test("live", async () => {
    const client = await (await smallGateway()).client()
    ask(client, 1, aapl)
    expect(kinds(await client.served())).toEqual(["#81", "#58", "6", "7", "8", "9", "4", "45", "14", "1", "2", "49"])
  })

  test("a side that nobody quotes is -1 with size 0 while the other is there", async () => {
    const gateway = await smallGateway()
    gateway.world.snapshot = { ...ordinary, bid: null, bidSize: null }
    const client = await gateway.client()
    ask(client, 1, option)
    const messages = (await client.served()).map(line)
    expect(messages.filter((text) => /^1\|6\|1\|1\|/.test(text))).toEqual(["1|6|1|1|-1.00|0|0"])
  })

  test("delayed", async () => {
    const client = await (await smallGateway()).client()
    client.send(59, 1, 3)
    ask(client, 1, siemens, "236")
    const messages = await client.served()
    expect(kinds(messages)).toEqual([
      "#81",
      "#58",
      "#4",
      "46",
      "89",
      "72",
      "73",
      "74",
      "75",
      "68",
      "88",
      "76",
      "66",
      "67",
    ])
    expect(line(messages[1])).toBe("58|1|1|3")
    expect(line(messages[2])).toBe(
      "4|2|1|10167|Requested market data is not subscribed. Displaying delayed market data.|",
    )
  })

  test("a delayed snapshot, and its end at once when nothing is missing", async () => {
    const client = await (await smallGateway()).client()
    client.send(59, 1, 3)
    ask(client, 1, siemens, "", 1)
    expect(kinds(await client.served())).toEqual([
      "#58",
      "#81",
      "68",
      "88",
      "72",
      "73",
      "74",
      "75",
      "76",
      "66",
      "67",
      "#57",
    ])
  })

  test("an option: quotes, then bid, ask and model computations, then generic ticks", async () => {
    const gateway = await smallGateway()
    gateway.world.snapshot = { ...ordinary, openInterest: 4220 }
    const client = await gateway.client()
    ask(client, 1, option, "101")
    expect(kinds(await client.served()).slice(-5)).toEqual(["49", "10", "11", "13", "27"])
  })
})

test("generic ticks", async () => {
  const client = await (await smallGateway()).client()
  ask(client, 1, aapl, "mdoff,104,106,165,221,233,236,258,293,411,456")
  expect((await client.served()).slice(2).map(line)).toEqual([
    "45|6|1|46|3",
    "2|6|1|89|5000000",
    "45|6|1|23|0.25",
    "45|6|1|24|0.28",
    "1|6|1|15|197.25|0|0",
    "1|6|1|16|201.50|0|0",
    "1|6|1|17|197.25|0|0",
    "1|6|1|18|201.50|0|0",
    "1|6|1|19|160.50|0|0",
    "1|6|1|20|260.00|0|0",
    "2|6|1|21|50000000",
    "1|6|1|37|200.11|0|0",
    "46|6|1|48|200.11;100;1795186799500;1234567;199.055;true",
    "45|6|1|54|4321",
    "45|6|1|58|0.25",
    "46|6|1|59|1.00,1.04,20270210,0.26",
  ])
})

describe("every generic tick, with the tick types that it gives", () => {
  const types = async (contract: Contract, code: number) => {
    const gateway = await smallGateway()
    gateway.world.snapshot = { ...ordinary, openInterest: 4220 }
    const client = await gateway.client()
    ask(client, 1, contract, `mdoff,${code}`)
    return kinds((await client.served()).slice(2))
  }

  test.each([
    [100, ["29", "30"]],
    [101, ["27", "28"]],
    [104, ["23"]],
    [105, ["87"]],
    [106, ["24"]],
    [165, ["15", "16", "17", "18", "19", "20", "21"]],
    [220, ["37"]],
    [221, ["37"]],
    [225, []],
    [232, ["37"]],
    [233, ["48"]],
    [236, ["46", "89"]],
    [258, []],
    [293, ["54"]],
    [294, ["55"]],
    [295, ["56"]],
    [318, ["57"]],
    [375, ["77"]],
    [411, ["58"]],
    [456, ["59"]],
    [460, []],
    [586, []],
    [587, []],
    [588, []],
    [595, ["63", "64", "65"]],
    [619, ["79"]],
  ] as const)("%d of a stock", async (code, expected) => {
    expect(await types(aapl, code)).toEqual([...expected])
  })

  test.each([
    [576, ["94", "95"]],
    [577, ["96"]],
    [578, ["92", "93"]],
    [614, ["98", "99"]],
    [623, ["97"]],
  ] as const)("%d of a fund that trades", async (code, expected) => {
    expect(await types(etf, code)).toEqual([...expected])
  })

  test("of a future, a bond and an option", async () => {
    expect(await types(future, 588)).toEqual(["86"])
    expect(await types(bond, 460)).toEqual(["60"])
    expect((await types(option, 101)).slice(-1)).toEqual(["27"])
  })

  test("225 in the ten minutes before the close", async () => {
    const { client: connect, clock } = await smallGateway()
    const client = await connect()
    ask(client, 1, aapl, "mdoff,225")
    await client.served()
    await clock.advance(6 * 3_600_000 - 2 * 60_000)
    expect(new Set(kinds(await client.served()))).toEqual(new Set(["34", "35", "36", "61"]))
  })
})

test("an unknown generic tick is refused with the legal ones of the security type", async () => {
  const client = await (await smallGateway()).client()
  ask(client, 1, aapl, "233,999")
  const [, , id, code, text] = await client.next("4")
  expect([id, code]).toEqual(["1", "321"])
  expect(text).toStartWith(
    "Error validating request.-'bQ' : cause - Incorrect generic tick list of 233,999.  Legal ones for (STK) are: " +
      "100(Option Volume),101(Option Open Interest),105(Average Opt Volume)",
  )
})

describe("streams send what has changed", () => {
  test("a size alone comes as a size, a price with its size, and nothing when nothing has", async () => {
    const { client: connect, world, clock } = await smallGateway()
    const client = await connect()
    ask(client, 1, aapl)
    await client.served()
    await clock.advance(250)
    expect(await client.served()).toEqual([])
    world.snapshot = { ...ordinary, bidSize: 500, ask: 200.13, last: 200.13 }
    await clock.advance(250)
    expect((await client.served()).map(line)).toEqual(["1|6|1|4|200.13|100|0", "2|6|1|0|500", "1|6|1|2|200.13|250|1"])
  })

  test("after a cancel what was in flight still arrives, once", async () => {
    const { client: connect, world, clock } = await smallGateway()
    const client = await connect()
    ask(client, 1, aapl)
    client.send(2, 2, 1)
    await client.served()
    world.snapshot = { ...ordinary, bid: 200.11 }
    await clock.advance(250)
    expect((await client.served()).map(line)).toEqual(["1|6|1|1|200.11|300|1"])
    world.snapshot = { ...ordinary, bid: 200.1 }
    await clock.advance(250)
    expect(await client.served()).toEqual([])
  })

  test("a delayed stream goes on when the client settles for live only", async () => {
    const { client: connect, world, clock } = await smallGateway()
    const client = await connect()
    client.send(59, 1, 3)
    ask(client, 1, siemens)
    client.send(59, 1, 1)
    await client.served()
    world.snapshot = { ...ordinary, bid: 200.11 }
    await clock.advance(250)
    expect((await client.served()).map(line)).toEqual(["1|6|1|66|200.11|300|0"])
  })
})

describe("what a login is entitled to and has settled for", () => {
  const closed = { ...ordinary, current: false }

  test.each([
    ["live, open", aapl, 1, ordinary, "1", "200.10"],
    ["live, open, delayed settled for", aapl, 3, ordinary, "1", "200.10"],
    ["live, closed", aapl, 1, closed, "1", "-1.00"],
    ["live, closed, frozen settled for", aapl, 2, closed, "2", "200.10"],
    ["live, closed, delayed settled for", aapl, 3, closed, "1", "-1.00"],
    ["live, closed, delayed-frozen settled for", aapl, 4, closed, "1", "-1.00"],
    ["delayed, open", siemens, 3, ordinary, "3", "200.10"],
    ["delayed, closed", siemens, 3, closed, "3", "-1.00"],
    ["delayed, closed, delayed-frozen settled for", siemens, 4, closed, "4", "200.10"],
    ["delayed, open, delayed-frozen settled for", siemens, 4, ordinary, "3", "200.10"],
  ])("%s", async (_, contract, settledFor, snapshot, type, bid) => {
    const gateway = await smallGateway()
    gateway.world.snapshot = snapshot
    const client = await gateway.client()
    client.send(59, 1, settledFor)
    ask(client, 1, contract)
    const messages = await client.served()
    expect(messages.find(([id]) => id === "58")?.[3]).toBe(type)
    expect(messages.find((message) => message[0] === "1" && ["1", "66"].includes(message[3] ?? ""))?.[4]).toBe(bid)
  })

  test("the type is told again when the market closes on a frozen stream", async () => {
    const { client: connect, world, clock } = await smallGateway()
    const client = await connect()
    client.send(59, 1, 2)
    ask(client, 1, aapl)
    await client.served()
    world.snapshot = closed
    await clock.advance(250)
    expect((await client.served()).map(line)).toEqual(["58|1|1|2", "1|6|1|1|200.10|300|0", "1|6|1|2|200.12|250|0"])
  })

  test.each([
    [
      vix,
      1,
      1,
      "354",
      "availability of delayed data.Delayed market data is available.VIX CBOE Volatility Index/TOP/ALL",
    ],
    [siemens, 1, 1, "10089", "dialog for more details.Delayed market data is available.SIE IBIS/TOP/ALL"],
    [siemens, 2, 2, "10168", "Requested market data is not subscribed. Delayed market data is not enabled."],
    [unsubscribed, 3, 1, "354", "availability of delayed data.Delayed market data is not available.XLV ARCA/TOP/ALL"],
  ])("refusal %#", async (contract, settledFor, seed, code, text) => {
    const client = await (await smallGateway([], seed)).client()
    client.send(59, 1, settledFor)
    ask(client, 1, contract)
    const messages = await client.served()
    expect(messages).toHaveLength(1)
    expect(messages[0]?.[3]).toBe(code)
    expect(messages[0]?.[4]).toEndWith(text)
    client.send(2, 2, 1)
    expect(line(await client.next("4"))).toBe("4|2|1|300|Can't find EId with tickerId:1|")
  })

  test("of an option that is not subscribed only the model comes", async () => {
    const client = await (await smallGateway()).client()
    ask(client, 1, unseenOption)
    expect(kinds(await client.served())).toEqual(["#81", "#58", "#4", "13"])
  })
})

describe("snapshots", () => {
  test("missing ticks never come, and it ends after 11 s", async () => {
    const { client: connect, clock } = await smallGateway()
    const client = await connect()
    client.send(59, 1, 3)
    ask(client, 1, vix, "", 1)
    expect(kinds(await client.served())).toEqual(["#58", "#81", "68", "88", "72", "73", "75", "76"])
    await clock.advance(10_999)
    expect(await client.served()).toEqual([])
    await clock.advance(1)
    expect((await client.served()).map(line)).toEqual(["57|1|1"])
    client.send(2, 2, 1)
    expect(line(await client.next("4"))).toBe("4|2|1|300|Can't find EId with tickerId:1|")
  })

  test("with generic ticks it is refused", async () => {
    const client = await (await smallGateway()).client()
    ask(client, 1, aapl, "233", 1)
    expect(line(await client.next("4"))).toBe(
      "4|2|1|321|Error validating request.-'bQ' : cause - Snapshot market data subscription is not applicable to generic ticks|",
    )
  })

  test("a regulatory one is served, counted and told loudly", async () => {
    const { client: connect, simulator, log } = await smallGateway()
    const client = await connect()
    ask(client, 1, aapl, "", 0, 1)
    await client.next("57")
    expect(simulator.billedSnapshots).toBe(1)
    expect(log.at(-1)).toContain("REGULATORY SNAPSHOT of AAPL")
  })
})

test("a CFD is rerouted to what it is priced from", async () => {
  const client = await (await smallGateway()).client()
  ask(client, 1, cfd)
  expect((await client.served()).map(line)).toEqual(["91|1|416904|CBOE"])
})

describe("contracts that are not one", () => {
  test.each([
    [bySymbol("NOPE", "STK"), "200", "No security definition has been found for the request"],
    [bySymbol("GLD", "STK"), "200", "The contract description specified for GLD is ambiguous."],
    [
      bySymbol("SPX", "OPT"),
      "200",
      "The contract description specified for SPX is ambiguous; you must specify the multiplier or trading class.",
    ],
    [bySymbol("AAPL", "STK", ""), "321", "Error validating request.-'bQ' : cause - Please enter exchange"],
    [bySymbol("AAPL", "XYZ"), "321", "Error validating request.-'bQ' : cause - Please enter a valid security type"],
    [bySymbol("AAPL", ""), "321", "Error validating request.-'bQ' : cause - Please enter a valid security type"],
  ])("%#", async (contract, code, text) => {
    const client = await (await smallGateway()).client()
    client.send(1, 11, 1, ...contract, 0, "", 0, 0, "")
    expect((await client.served()).map(line)).toEqual([`4|2|1|${code}|${text}|`])
  })
})
