import { describe, expect, test } from "bun:test"
import { closeGatewaysAfterEach, line, smallGateway } from "./small-gateway.ts"
import { framed, rawClient, startedClient } from "./wire-client.ts"

closeGatewaysAfterEach()

const hello = (offer: string): Buffer => Buffer.concat([Buffer.from("API\0"), framed(offer)])

describe("the version exchange", () => {
  test.each([
    ["v100..193", "193"],
    ["v100..225", "193"],
    ["v157..178", "178"],
    ["v100..157", "157"],
    ["v176", "176"],
    ["v100..193 +PACEAPI", "193"],
    ["v193..200", "193"],
  ])("%s is answered with %s", async (offer, version) => {
    const { simulator } = await smallGateway()
    const client = await rawClient(simulator.port)
    client.sendBytes(hello(offer))
    client.send(71, 2, 1, "")
    await client.next("9")
    expect(client.greeting).toEqual([version, "20261120 10:00:00 Eastern Standard Time"])
  })

  test.each([
    ["v100..156", "too old"],
    ["v201..225", "too new"],
    ["v180..170", "is empty"],
    ["100..193", "cannot be read"],
  ])("%s is refused: the connection closes and the log says why", async (offer, reason) => {
    const { simulator, log } = await smallGateway()
    const client = await rawClient(simulator.port)
    client.sendBytes(hello(offer))
    await client.closed
    expect(client.chunks).toEqual([])
    expect(log.join("\n")).toContain(reason)
  })

  test("survives a greeting that is cut at every byte", async () => {
    const { simulator } = await smallGateway()
    const client = await rawClient(simulator.port)
    for (const byte of Buffer.concat([hello("v100..193"), framed("71\x002\x003\0\0")])) {
      client.sendBytes(Buffer.of(byte))
      await Promise.resolve()
    }
    expect(line(await client.next("9"))).toBe("9|1|1")
  })
})

describe("startApi", () => {
  test("accounts come first, then the next valid id and every farm notice in one chunk", async () => {
    const { simulator } = await smallGateway()
    const client = await rawClient(simulator.port)
    client.sendBytes(hello("v100..193"))
    client.send(71, 2, 5, "")
    const messages = await client.until((message) => message[3] === "2158")
    expect(line(messages[0])).toBe("15|1|DU1000001,DU1000002")
    expect(line(messages[1])).toBe("9|1|1")
    expect(messages.slice(2).map((message) => message[3])).toEqual([
      ...Array.from({ length: 9 }, () => "2104"),
      "2106",
      "2106",
      "2158",
    ])
    expect(line(messages[2])).toBe("4|2|-1|2104|Market data farm connection is OK:usfarm.nj|")
    const chunk = client.chunks.find((bytes) => bytes.includes("9\x001\x001\0"))
    expect(chunk?.includes("Sec-def data farm connection is OK:secdefil")).toBe(true)
    expect(simulator.clients).toEqual([5])
  })

  test("the next valid id is above the client's own resting orders", async () => {
    const { simulator } = await smallGateway()
    const client = await rawClient(simulator.port)
    client.sendBytes(hello("v100..193"))
    client.send(71, 2, 7, "")
    expect(line(await client.next("9"))).toBe("9|1|42")
  })

  test("its resting orders come before everything else where they may be read", async () => {
    const { simulator } = await smallGateway(["read-only-off"])
    const client = await rawClient(simulator.port)
    client.sendBytes(hello("v100..193"))
    client.send(71, 2, 7, "")
    const messages = await client.until(([id]) => id === "9")
    expect(messages.map(([id]) => id)).toEqual(["5", "3", "53", "15", "9"])
  })

  test("a client id in use gets 326 and is closed; it is free again when its holder has gone", async () => {
    const { simulator } = await smallGateway()
    const holder = await startedClient(simulator.port, 193, 7)
    const second = await rawClient(simulator.port)
    second.sendBytes(hello("v100..193"))
    second.send(71, 2, 7, "")
    expect(line(await second.next("4"))).toBe(
      "4|2|-1|326|Unable to connect as the client id is already in use. Retry with a unique client id.|",
    )
    await second.closed
    const other = await startedClient(simulator.port, 193, 8)
    holder.close()
    await holder.closed
    await other.served()
    await startedClient(simulator.port, 193, 7)
    expect(simulator.clients).toEqual([8, 7])
  })

  test("anything before startApi closes the connection", async () => {
    const { simulator, log } = await smallGateway()
    const client = await rawClient(simulator.port)
    client.sendBytes(hello("v100..193"))
    client.send(49, 1)
    await client.closed
    expect(log.at(-1)).toContain("before startApi")
  })
})

test("time requests within 4.25 s of an answered one are not answered", async () => {
  const { client: connect, clock } = await smallGateway()
  const client = await connect()
  client.send(49, 1)
  expect(line(await client.next("49"))).toBe("49|1|1795186800")
  await clock.advance(4249)
  client.send(49, 1)
  expect((await client.served()).filter(([id]) => id === "49")).toEqual([])
  await clock.advance(1)
  client.send(49, 1)
  expect(line(await client.next("49"))).toBe("49|1|1795186804")
})
