import { describe, expect, test } from "bun:test"
import { eventually } from "./eventually.ts"
import { byConId, closeGatewaysAfterEach, line, smallGateway } from "./small-gateway.ts"
import { aapl, oneTrade } from "./small-world.ts"
import { framed, rawClient, type WireClient } from "./wire-client.ts"

closeGatewaysAfterEach()

const hello = Buffer.concat([Buffer.from("API\0"), framed("v100..193")])
const stream = (id: number) => [1, 11, id, ...byConId(aapl), 0, "", 0, 0, ""]
const bars = (id: number) => [20, id, ...byConId(aapl), 0, "", "1 min", "1 D", 1, "TRADES", 1, 0, ""]
const details = (id: number) => [9, 8, id, ...byConId(aapl), 0, "", "", ""]

/** What has come since a moment, as bytes. */
function since(client: WireClient): () => Buffer {
  const known = client.chunks.length
  return () => Buffer.concat(client.chunks.slice(known))
}

test("no-version reads the greeting and answers nothing", async () => {
  const { simulator } = await smallGateway(["no-version"])
  const client = await rawClient(simulator.port)
  client.sendBytes(hello)
  client.send(71, 2, 1, "")
  await client.closed
  expect(client.chunks).toEqual([])
})

describe("the stream of bytes", () => {
  test.each([
    ["frame-length-negative", -4],
    ["frame-length-zero", 0],
    ["frame-length-huge", 2 ** 31 - 1],
  ])("%s: the first answer says it is %d bytes long, the next one is ordinary", async (scenario, length) => {
    const client = await (await smallGateway([scenario])).client()
    const answer = since(client)
    const whole = framed("49\x001\x001795186800\0")
    client.send(49, 1)
    await eventually(() => answer().length === whole.length)
    expect(answer().readInt32BE(0)).toBe(length)
    expect(answer().subarray(4)).toEqual(whole.subarray(4))
    client.send(17, 1)
    await eventually(() => answer().length > whole.length + 4)
    expect(answer().readUInt32BE(whole.length)).toBe("15\x001\0DU1000001,DU1000002\0".length)
  })

  test("no-trailing-nul: the last field has none, and the length says so", async () => {
    const client = await (await smallGateway(["no-trailing-nul"])).client()
    const answer = since(client)
    client.send(49, 1)
    const whole = framed("49\x001\x001795186800")
    await eventually(() => answer().length >= whole.length)
    expect(answer()).toEqual(whole)
  })

  test("stall-mid-frame: half of the first answer, then nothing of any", async () => {
    const { client: connect, simulator } = await smallGateway(["stall-mid-frame"])
    const client = await connect()
    const answer = since(client)
    client.send(49, 1)
    client.send(17, 1)
    const whole = framed("49\x001\x001795186800\0")
    await eventually(() => simulator.seen.some(({ fields }) => fields[0] === "17") && answer().length > 0)
    expect(answer()).toEqual(whole.subarray(0, Math.ceil(whole.length / 2)))
  })

  test("one-byte-at-a-time: everything arrives, in many pieces", async () => {
    const client = await (await smallGateway(["one-byte-at-a-time"])).client()
    const known = client.chunks.length
    client.send(49, 1)
    expect(line(await client.next("49"))).toBe("49|1|1795186800")
    expect(client.chunks.length - known).toBeGreaterThan(5)
  })

  test("one-byte-at-a-time: a client that is turned away is still told why", async () => {
    const { client: connect, simulator } = await smallGateway(["one-byte-at-a-time"])
    await connect(193, 5)
    const second = await rawClient(simulator.port)
    second.sendBytes(hello)
    second.send(71, 2, 5, "")
    expect((await second.next("4"))[3]).toBe("326")
    await second.closed
  })

  test("one-huge-chunk: what is sent within two seconds leaves together", async () => {
    const { simulator, clock } = await smallGateway(["one-huge-chunk:every=2s"])
    const client = await rawClient(simulator.port)
    client.sendBytes(hello)
    await eventually(() => clock.pending > 1)
    await clock.advance(2000)
    await eventually(() => client.greeting !== undefined)
    client.send(71, 2, 1, "")
    client.send(49, 1)
    await eventually(() => simulator.seen.some(({ fields }) => fields[0] === "49"))
    expect(client.chunks).toHaveLength(1)
    await clock.advance(2000)
    await client.next("49")
    expect(client.chunks).toHaveLength(2)
  })

  test("freeze: from its moment on nothing is answered and the connection stays", async () => {
    const { client: connect, clock, simulator } = await smallGateway(["freeze:after=3s"])
    const client = await connect()
    await clock.advance(2999)
    client.send(17, 1)
    await client.next("15")
    await clock.advance(1)
    const answer = since(client)
    client.send(49, 1)
    await eventually(() => simulator.seen.some(({ fields }) => fields[0] === "49"))
    await clock.advance(60_000)
    expect(answer()).toHaveLength(0)
    expect(simulator.clients).toEqual([7])
  })

  test("drop: the connection is reset, the next client gets as long", async () => {
    const { client: connect, clock, simulator } = await smallGateway(["drop:after=3s"])
    const client = await connect()
    await clock.advance(3000)
    await client.closed
    await eventually(() => simulator.clients.length === 0)
    await connect(193, 8)
    await clock.advance(2999)
    expect(simulator.clients).toEqual([8])
  })
})

describe("what messages say", () => {
  test("bad-counts: far more rows than there are, and -1, by turns", async () => {
    const { client: connect, clock } = await smallGateway(["bad-counts"])
    const client = await connect()
    for (const [id, count] of [
      [1, "2147483647"],
      [2, "-1"],
    ] as const) {
      client.send(...bars(id))
      await client.served()
      await clock.advance(20_000)
      const [answer] = await client.until(([message]) => message === "17")
      expect(answer?.[4]).toBe(count)
    }
  })

  test("unknown-ids: strays come between the messages, which stay whole", async () => {
    const client = await (await smallGateway(["unknown-ids"])).client()
    for (let asked = 0; asked < 4; asked++) client.send(17, 1)
    const messages: (readonly string[])[] = []
    for (let asked = 0; asked < 4; asked++) messages.push(...(await client.until(([id]) => id === "15")))
    expect(messages.filter(([id]) => id === "15")).toHaveLength(4)
    const strays = messages.filter(([id]) => id !== "15").map((message) => message.slice(0, 3))
    expect(strays.length).toBeGreaterThanOrEqual(2)
    for (const stray of strays) expect([stray[0] === "253", stray.includes("987654321")]).toContain(true)
  })

  test("fields-missing: an answer ends a field early, the session's own messages do not", async () => {
    const client = await (await smallGateway(["fields-missing"])).client()
    client.send(...details(1))
    const [contract, end] = await client.served()
    const whole = await (await smallGateway()).client()
    whole.send(...details(1))
    expect(contract).toEqual((await whole.next("10")).slice(0, -1))
    expect(end).toEqual(["52", "1"])
  })

  test("sentinels: prices are -1 and doubles are the largest there is", async () => {
    const { client: connect, clock } = await smallGateway(["sentinels"])
    const client = await connect()
    client.send(...stream(1))
    const ticks = (await client.served()).filter(([id]) => id === "1")
    expect(ticks.length).toBeGreaterThan(3)
    for (const tick of ticks) expect(tick.slice(4, 6)).toEqual(["-1", "0"])
    client.send(...bars(2))
    await client.served()
    await clock.advance(1000)
    const bar = (await client.next("17")).slice(5)
    expect(bar.slice(1)).toEqual([...Array.from({ length: 4 }, () => "1.7976931348623157E308"), "-1", "-1", "-1"])
  })

  test("sentinels: ticks, books and volume at price have none either", async () => {
    const { client: connect, clock, world } = await smallGateway(["sentinels"])
    world.bars = [oneTrade]
    const client = await connect()
    const history = "20261120 10:00:00 US/Eastern"
    for (const [index, what] of ["TRADES", "BID_ASK", "MIDPOINT"].entries())
      client.send(96, index + 1, ...byConId(aapl), 0, "", history, 1, what, 1, 0, "")
    client.send(88, 4, ...byConId(aapl), 0, 1, "1 day")
    client.send(10, 5, 5, ...byConId({ ...aapl, exchange: "NASDAQ" }), 1, 0, "")
    client.send(97, 6, ...byConId(aapl), "BidAsk", 0, 0)
    const book = await client.served()
    expect(book.map((message) => [message[0], ...message.slice(7, 9)])).toEqual(Array(2).fill(["13", "-1", "0"]))
    await clock.advance(250)
    const rows = new Map((await client.served()).map((message) => [`${message[0]} ${message[1]}`, message]))
    const unset = "1.7976931348623157E308"
    const cells = (key: string, from: number, to: number) => rows.get(key)?.slice(from, to)
    expect(cells("98 1", 5, 7)).toEqual([unset, "-1"])
    expect(cells("97 2", 5, 9)).toEqual(["-1", unset, "0", "-1"])
    expect(cells("96 3", 5, 6)).toEqual(["-1"])
    expect(cells("89 4", 3, 5)).toEqual([unset, "-1"])
    expect(cells("99 6", 4, 8)).toEqual(["-1", "-1", "0", "0"])
  })

  test("duplicate-end-markers: the end is told twice", async () => {
    const client = await (await smallGateway(["duplicate-end-markers"])).client()
    client.send(...details(4))
    expect((await client.served()).map(([id]) => id)).toEqual(["10", "52", "52"])
  })
})

describe("when messages come", () => {
  test("slow-answers: what was asked first comes last", async () => {
    const { client: connect, clock } = await smallGateway(["slow-answers:by=1s"])
    const client = await connect()
    client.send(...details(1))
    client.send(...details(2))
    const early = await client.served()
    expect(early.map(line).map((text) => text.split("|")[text.startsWith("52") ? 2 : 1])).toEqual(["2", "2"])
    await clock.advance(1000)
    const late = await client.served()
    expect(late.map(([id]) => id)).toEqual(["10", "52"])
    expect(late[0]?.[1]).toBe("1")
  })

  test("ticks-after-cancel: a cancelled stream says three more things", async () => {
    const { client: connect, clock } = await smallGateway(["ticks-after-cancel"])
    const client = await connect()
    client.send(...stream(3))
    const last = (await client.served()).at(-1)
    client.send(2, 1, 3)
    await client.served()
    await clock.advance(2000)
    expect(await client.served()).toEqual([last, last, last].map((message) => [...(message ?? [])]))
  })
})

describe("names of scenarios", () => {
  test.each([
    ["drop:after=soon", "drop:after=10s, each a time such as 500ms, 30s, 5m or 12h"],
    ["drop:before=1s", "drop:after=10s"],
    ["drop:after=1s:after=2s", "drop:after=10s"],
    ["drop:after", "drop:after=10s"],
    ["drop:after=0s", "drop:after=10s"],
    ["silent-port:after=1s", "silent-port takes no parameters"],
    ["toString", "there is no scenario of that name"],
  ])("%s is refused and says what is allowed", async (name, allowed) => {
    await expect(smallGateway([name])).rejects.toThrow(allowed)
  })
})
