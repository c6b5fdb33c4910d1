import { describe, expect, test } from "bun:test"
import { connect as tcp } from "node:net"
import { manualClock } from "../../../src/clock/manual-clock.ts"
import { eventHelp, eventText, type GatewayEvent, readEvent } from "../../../src/simulator/gateway-event.ts"
import { startSimulator } from "../../../src/simulator/simulator.ts"
import { eventually } from "./eventually.ts"
import { byConId, closeGatewaysAfterEach, smallGateway } from "./small-gateway.ts"
import { aapl, siemens, smallWorld, unsubscribed } from "./small-world.ts"
import { framed, rawClient, startedClient, type WireClient } from "./wire-client.ts"

closeGatewaysAfterEach()

const hello = Buffer.concat([Buffer.from("API\0"), framed("v100..193")])
const stream = (id: number, contract = aapl) => [1, 11, id, ...byConId(contract), 0, "", 0, 0, ""]
const details = (id: number) => [9, 8, id, ...byConId(aapl), 0, "", "", ""]
const bars = (id: number, contract = aapl) => {
  return [20, id, ...byConId(contract), 0, "", "1 min", "1 D", 1, "TRADES", 1, 0, ""]
}

const event = (text: string): GatewayEvent => {
  const read = readEvent(text)
  if (!read) throw new Error(`no event ${text}`)
  return read
}

/** Codes of the errors among messages, with the request that each is for. */
const errors = (messages: readonly (readonly string[])[]) =>
  messages.filter(([id]) => id === "4").map(([, , id, code]) => `${id} ${code}`)

/** Whether the port takes a connection. */
const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = tcp(port, "127.0.0.1", () => {
      socket.destroy()
      resolve(true)
    })
    socket.on("error", () => resolve(false))
  })

test("every event is read and written as it is documented", () => {
  for (const [name] of eventHelp) {
    const text = name.replace("NAME", "usfarm.nj")
    expect(eventText(event(text))).toBe(text)
  }
  for (const text of ["", "1103", "drop 7", "farm-broken", "farm-ok us farm", "farm-ok ../x", "toString"])
    expect(readEvent(text)).toBeUndefined()
})

describe("the servers", () => {
  test("1100 stops data and definitions, 1102 brings them back to the same subscriptions", async () => {
    const { client: connect, clock, simulator, world } = await smallGateway()
    const client = await connect()
    client.send(...stream(1))
    await client.served()
    simulator.happen({ kind: "1100" })
    simulator.happen({ kind: "1100" })
    world.snapshot = { ...world.snapshot, bid: 190.5 }
    await clock.advance(1000)
    client.send(...details(2))
    const during = await client.served()
    expect(errors(during)).toEqual(["-1 1100", "2 200"])
    expect(during).toHaveLength(2)
    simulator.happen({ kind: "1102" })
    await clock.advance(1000)
    const after = await client.served()
    expect(errors(after)).toEqual(["-1 1102"])
    expect(after.filter(([id]) => id === "1").map((tick) => tick.slice(2, 5))).toContainEqual(["1", "1", "190.50"])
  })

  test("1101 loses every subscription and keeps the market data type", async () => {
    const { client: connect, clock, simulator, world } = await smallGateway()
    const client = await connect()
    client.send(59, 1, 3)
    client.send(...stream(1))
    await client.served()
    simulator.happen({ kind: "1100" })
    simulator.happen({ kind: "1101" })
    expect(simulator.state.held.marketDataLines).toBe(0)
    world.snapshot = { ...world.snapshot, bid: 190.5 }
    await clock.advance(5000)
    const lost = await client.served()
    expect(errors(lost)).toEqual(["-1 1100", "-1 1101"])
    expect(lost).toHaveLength(2)
    client.send(...stream(1))
    client.send(...stream(2, siemens))
    const again = await client.served()
    expect(again.filter(([id]) => id === "58").map((message) => message.slice(2))).toEqual([
      ["1", "1"],
      ["2", "3"],
    ])
  })

  test("a client that comes in the meantime is told", async () => {
    const { client: connect, simulator } = await smallGateway()
    simulator.happen({ kind: "1100" })
    const client = await connect()
    expect((await client.until((message) => message[3] === "1100")).length).toBeGreaterThan(0)
  })

  test.each([
    ["connectivity-restored:after=2s:lasts=3s", "1102"],
    ["data-lost:after=2s:lasts=3s", "1101"],
  ])("%s ends with %s", async (scenario, code) => {
    const { client: connect, clock, simulator } = await smallGateway([scenario])
    const client = await connect()
    await clock.advance(1999)
    expect(await client.served()).toEqual([])
    await clock.advance(1)
    expect(errors(await client.served())).toEqual(["-1 1100"])
    await clock.advance(2999)
    expect(simulator.state.connectedToServers).toBe(false)
    await clock.advance(1)
    expect(errors(await client.served())).toEqual([`-1 ${code}`])
  })
})

describe("the farms", () => {
  test("a broken market data farm holds back its own instruments and sends the latest when it heals", async () => {
    const { client: connect, clock, simulator, world } = await smallGateway()
    const client = await connect()
    client.send(...stream(1))
    client.send(59, 1, 3)
    client.send(...stream(2, siemens))
    await client.served()
    simulator.happen(event("farm-broken usfarm"))
    for (const bid of [190.5, 190.6]) {
      world.snapshot = { ...world.snapshot, bid }
      await clock.advance(1000)
    }
    const during = await client.served()
    expect(during.filter(([id]) => id === "1").map((tick) => tick[2])).not.toContain("1")
    expect(during.filter(([id]) => id === "1").map((tick) => tick[2])).toContain("2")
    simulator.happen(event("farm-ok usfarm"))
    const [notice, ...held] = await client.served()
    expect(notice?.slice(3, 5)).toEqual(["2104", "Market data farm connection is OK:usfarm"])
    expect(held.filter(([id, , , type]) => id === "1" && type === "1").map((tick) => tick[4])).toEqual(["190.60"])
  })

  test("a broken history farm answers 162 for its own instruments only", async () => {
    const { client: connect, clock, simulator } = await smallGateway()
    const client = await connect()
    simulator.happen(event("farm-broken ushmds"))
    client.send(...bars(1))
    client.send(...bars(2, siemens))
    expect(errors(await client.served())).toEqual(["-1 2105", "1 162"])
    await clock.advance(1000)
    expect((await client.next("17"))[1]).toBe("2")
  })

  test("a broken definition farm knows no contract, and a client that starts is told", async () => {
    const { client: connect, simulator } = await smallGateway()
    const early = await connect()
    simulator.happen(event("farm-broken secdefil"))
    early.send(...details(1))
    expect(errors(await early.served())).toEqual(["-1 2157", "1 200"])
    const late = await rawClient(simulator.port)
    late.sendBytes(hello)
    late.send(71, 2, 9, "")
    const told = await late.until((message) => message[3] === "2157")
    expect(told.at(-1)?.[4]).toBe("Sec-def data farm connection is broken:secdefil")
  })

  test("farm-flapping breaks and heals all three kinds", async () => {
    const { client: connect, clock } = await smallGateway(["farm-flapping:every=4s"])
    const client = await connect()
    await clock.advance(4000)
    expect(errors(await client.served())).toEqual(["-1 2103", "-1 2105", "-1 2157"])
    await clock.advance(1000)
    expect(errors(await client.served())).toEqual(["-1 2104", "-1 2106", "-1 2158"])
  })
})

describe("the connection and the port", () => {
  test("a frozen Gateway answers after the thaw, in order", async () => {
    const { client: connect, simulator } = await smallGateway()
    const client = await connect()
    simulator.happen({ kind: "freeze" })
    const late = await rawClient(simulator.port)
    late.sendBytes(hello)
    client.send(49, 1)
    client.send(17, 1)
    await eventually(() => simulator.state.connections === 2)
    expect(simulator.state.framesSeen).toBe(1)
    simulator.happen({ kind: "thaw" })
    const messages = await client.until(([id]) => id === "15")
    expect(messages.map(([id]) => id)).toEqual(["49", "15"])
    await eventually(() => late.greeting !== undefined)
  })

  test("a port refuses, comes back, and is silent", async () => {
    const { client: connect, simulator } = await smallGateway()
    const client = await connect()
    simulator.happen({ kind: "port-refuses" })
    while (await accepts(simulator.port));
    client.send(17, 1)
    await client.next("15")
    simulator.happen({ kind: "port-answers" })
    while (!(await accepts(simulator.port)));
    await connect(193, 8)
    simulator.happen({ kind: "port-silent" })
    const unheard = await rawClient(simulator.port)
    unheard.sendBytes(hello)
    client.send(17, 1)
    await client.next("15")
    simulator.happen({ kind: "port-answers" })
    await unheard.closed
    expect(unheard.chunks).toEqual([])
    expect(simulator.clients).toEqual([7, 8])
  })

  test("close says goodbye, drop does not", async () => {
    const { client: connect, simulator } = await smallGateway()
    for (const kind of ["close", "drop"] as const) {
      const client = await connect()
      simulator.happen({ kind })
      await client.closed
      await eventually(() => simulator.clients.length === 0)
    }
  })

  test("a competing session takes the market data and the history, and gives them back", async () => {
    const { client: connect, clock, simulator, world } = await smallGateway()
    const client = await connect()
    client.send(...stream(9))
    client.send(...stream(8))
    client.send(2, 1, 8)
    client.send(1, 11, 7, ...byConId(aapl), 0, "", 1, 0, "")
    client.send(...stream(6, unsubscribed))
    await client.until(([id]) => id === "57")
    await clock.advance(1000)
    await client.served()
    simulator.happen({ kind: "competing-session" })
    client.send(...stream(1))
    client.send(...bars(2))
    world.snapshot = { ...world.snapshot, bid: 190.5 }
    await clock.advance(1000)
    const during = await client.served()
    expect(errors(during)).toEqual(["9 10197", "1 10197", "2 162"])
    expect(during).toHaveLength(3)
    simulator.happen({ kind: "competing-session-ends" })
    client.send(...stream(1))
    const after = await client.served()
    expect(errors(after)).toEqual([])
    expect(after[0]?.slice(0, 5)).toEqual(["1", "6", "9", "1", "190.50"])
  })
})

describe("nights and weekends", () => {
  async function gatewayAt(instant: string, scenario: string) {
    const clock = manualClock(Date.parse(instant))
    const simulator = await startSimulator({
      host: "127.0.0.1",
      port: 0,
      seed: 1,
      clock,
      scenarios: [scenario],
      world: smallWorld(),
      log: () => undefined,
    })
    return { clock, simulator, client: (): Promise<WireClient> => startedClient(simulator.port) }
  }
  const hour = 3_600_000

  test("nightly-restart: at 23:45 in New York the port refuses for a minute, every night", async () => {
    // 2026-11-20 is in winter time: 23:45 is 04:45 UTC.
    const { clock, simulator, client: connect } = await gatewayAt("2026-11-21T04:44:59Z", "nightly-restart")
    const client = await connect()
    await clock.advance(1000)
    await client.closed
    while (await accepts(simulator.port));
    await clock.advance(60_000)
    while (!(await accepts(simulator.port)));
    await clock.advance(24 * hour - 60_001)
    expect(simulator.state.port).toBe("answers")
    await clock.advance(1)
    expect(simulator.state.port).toBe("refuses")
    await simulator.close()
    expect(clock.pending).toBe(0)
  })

  test("nightly-reset: 1100 and, twenty seconds later, 1102", async () => {
    // In summer 23:45 is 03:45 UTC.
    const { clock, simulator, client: connect } = await gatewayAt("2026-07-02T03:44:59Z", "nightly-reset")
    const client = await connect()
    await clock.advance(1000)
    expect(errors(await client.served())).toEqual(["-1 1100"])
    await clock.advance(20_000)
    expect(errors(await client.served())).toEqual(["-1 1102"])
    await simulator.close()
  })

  test("weekly-login: a Gateway started on a Sunday morning is silent until it is time", async () => {
    const { clock, simulator, client: connect } = await gatewayAt("2026-11-22T12:00:00Z", "weekly-login:lasts=10h")
    expect(simulator.state.port).toBe("silent")
    const unheard = await rawClient(simulator.port)
    unheard.sendBytes(hello)
    await clock.advance(4 * hour - 1)
    expect(simulator.state.port).toBe("silent")
    await clock.advance(1)
    await unheard.closed
    expect(unheard.chunks).toEqual([])
    await connect()
    await clock.advance(7 * 24 * hour - 10 * hour - 1)
    expect(simulator.clients).toEqual([7])
    await clock.advance(1)
    expect(simulator.state.port).toBe("silent")
    await eventually(() => simulator.clients.length === 0)
    await simulator.close()
  })
})
