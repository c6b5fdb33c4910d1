import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { createFrameReader, type Incoming } from "../../../src/simulator/protocol/frame-reader.ts"
import { bySymbol, closeGatewaysAfterEach, line, smallGateway } from "./small-gateway.ts"
import { framed, rawClient, startedClient } from "./wire-client.ts"

closeGatewaysAfterEach()

const hello = Buffer.concat([Buffer.from("API\0"), framed("v100..193")])

describe("the frame reader", () => {
  const stream = Buffer.concat([hello, framed("71\x002\x001\0\0"), framed("49\x001\0"), framed("9\x00größe\0")])
  const expected: readonly Incoming[] = [
    { kind: "hello", offer: "v100..193" },
    { kind: "request", fields: ["71", "2", "1", ""] },
    { kind: "request", fields: ["49", "1"] },
    { kind: "request", fields: ["9", "größe"] },
  ]

  test("reads the same however TCP cuts the stream", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: stream.length })), (cuts) => {
        const reader = createFrameReader()
        const edges = [0, ...cuts.toSorted((a, b) => a - b), stream.length]
        const read = edges.slice(1).flatMap((edge, at) => reader.push(stream.subarray(edges[at], edge)))
        expect(read).toEqual([...expected])
      }),
    )
  })

  test("any bytes at all end in requests or in a broken stream, and nothing comes after that", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(fc.uint8Array()), (isGreeted, chunks) => {
        const reader = createFrameReader()
        const read = [...(isGreeted ? [hello] : []), ...chunks].flatMap((chunk) => reader.push(chunk))
        const broken = read.findIndex(({ kind }) => kind === "broken")
        expect(broken === -1 || broken === read.length - 1).toBe(true)
      }),
    )
  })

  test.each([0, 0x1000000, 0xffffffff])("a length of %d is no frame", (length) => {
    const reader = createFrameReader()
    reader.push(hello)
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(length)
    expect(reader.push(bytes)).toEqual([{ kind: "broken", reason: `a frame of ${length} bytes` }])
    expect(reader.push(framed("49\x001\0"))).toEqual([])
  })
})

describe("requests with fields that make no sense", () => {
  test.each([
    ["a word where a number belongs", ["9", "8", "1", "AAPL"], 'For input string: "AAPL"', "1"],
    ["a number too large", ["9", "8", "1", "99999999999"], 'For input string: "99999999999"', "1"],
    ["no number for the strike", ["9", "8", "1", "0", "A", "OPT", "", "1,5"], 'For input string: "1,5"', "1"],
    ["an id that is none", ["9", "8", ""], 'For input string: ""', "-1"],
    ["too few fields", ["1", "11", "5"], "the message ends too early", "5"],
    ["nothing but an id", ["20"], "the message ends too early", "-1"],
  ])("%s", async (_, fields, problem, id) => {
    const client = await (await smallGateway()).client()
    client.send(...fields)
    const [error, ...more] = await client.served()
    expect(error?.slice(0, 4)).toEqual(["4", "2", id, "320"])
    expect(error?.[4]).toStartWith(`Error reading request:Message type ${fields[0]}.  Unable to parse`)
    expect(error?.[4]).toContain(problem)
    expect(more).toEqual([])
  })

  test("a request that is not served is refused under its own id, never left silent", async () => {
    const { client: connect, log } = await smallGateway()
    const client = await connect()
    client.send(1, 11, 33, ...bySymbol("AAPL", "BAG"), 0, 0, "", 0, 0, "")
    client.send(4711, 1)
    expect((await client.served()).map(line)).toEqual([
      "4|2|33|322|Error processing request.-'bQ' : cause - This simulated Gateway does not serve combinations.|",
      "4|2|-1|320|Error reading request:Message type 4711.  Unknown message type|",
    ])
    expect(log.filter((text) => text.includes("is not served"))).toHaveLength(1)
  })

  test("any number of any fields leaves the Gateway serving", async () => {
    const gateway = await smallGateway()
    const ids = fc.oneof(fc.integer({ min: 1, max: 110 }).map(String), fc.string())
    const fields = fc.array(fc.oneof(fc.string(), fc.integer().map(String), fc.constantFrom("", "0", "1", "-1", "NaN")))
    let clientId = 100
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(ids, fields), { maxLength: 20 }), async (requests) => {
        const client = await startedClient(gateway.simulator.port, 193, clientId++)
        for (const [id, rest] of requests) if (id !== "71") client.send(id, ...rest)
        await client.served()
        client.close()
        await client.closed
        await gateway.clock.advance(12_000)
      }),
      { numRuns: 50 },
    )
  })
})

describe("clients that do not keep to the protocol", () => {
  test("random bytes cost a client its own connection only", async () => {
    const gateway = await smallGateway()
    const witness = await gateway.client(193, 1)
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 5, maxLength: 200 }), async (bytes) => {
        const client = await rawClient(gateway.simulator.port)
        client.sendBytes(bytes)
        client.sendBytes(Buffer.from("more"))
        await client.closed
      }),
      { numRuns: 30 },
    )
    witness.send(17, 1)
    expect(line(await witness.next("15"))).toBe("15|1|DU1000001,DU1000002")
  })

  test("one that stops in the middle of a frame leaves nothing behind", async () => {
    const { simulator, client: connect } = await smallGateway()
    const client = await connect(193, 5)
    client.sendBytes(Buffer.of(0, 0, 1, 0, 57))
    client.close()
    await client.closed
    const next = await connect(193, 6)
    await next.served()
    expect(simulator.clients).toEqual([6])
  })

  test("one that never reads is dropped", async () => {
    const { client: connect, world, log } = await smallGateway()
    const long = "x".repeat(200_000)
    world.accounts = {
      ...world.accounts,
      values: () => Array.from({ length: 20 }, (_, at) => ({ tag: `T${at}`, value: long, currency: "" })),
    }
    const client = await connect()
    client.pause()
    for (let asked = 0; asked < 40; asked++) client.send(6, 2, 1, "DU1000001")
    while (!log.some((text) => text.includes("has gone"))) await new Promise((done) => setImmediate(done))
    expect(log.at(-2)).toContain("it does not read what it is sent")
  })
})
