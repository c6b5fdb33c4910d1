import { expect, test } from "bun:test"
import { startSimulator } from "../../../src/simulator/simulator.ts"
import { byConId, closeGatewaysAfterEach, line, smallGateway } from "./small-gateway.ts"
import { aapl } from "./small-world.ts"
import { framed, rawClient } from "./wire-client.ts"

closeGatewaysAfterEach()

const hello = Buffer.concat([Buffer.from("API\0"), framed("v100..193")])

test("silent-port accepts and never answers", async () => {
  const { simulator } = await smallGateway(["silent-port"])
  const client = await rawClient(simulator.port)
  client.sendBytes(hello)
  client.send(71, 2, 1, "")
  const other = await rawClient(simulator.port)
  other.sendBytes(Buffer.from("nonsense"))
  await other.closed
  expect(client.chunks).toEqual([])
})

test("no-next-valid-id agrees on a version and says no more", async () => {
  const { simulator } = await smallGateway(["no-next-valid-id"])
  const client = await rawClient(simulator.port)
  client.sendBytes(hello)
  client.send(71, 2, 1, "")
  const other = await rawClient(simulator.port)
  other.sendBytes(Buffer.from("nonsense"))
  await other.closed
  expect(client.greeting?.[0]).toBe("193")
  expect(client.chunks).toHaveLength(1)
  expect(simulator.clients).toEqual([])
})

test("close-after-start", async () => {
  const { simulator } = await smallGateway(["close-after-start"])
  const client = await rawClient(simulator.port)
  client.sendBytes(hello)
  client.send(71, 2, 1, "")
  await client.closed
  expect(client.greeting?.[0]).toBe("193")
})

test("client-id-taken refuses the first id for good and takes others", async () => {
  const { simulator, client: connect } = await smallGateway(["client-id-taken"])
  for (let attempt = 0; attempt < 2; attempt++) {
    const client = await rawClient(simulator.port)
    client.sendBytes(hello)
    client.send(71, 2, 10, "")
    expect((await client.next("4"))[3]).toBe("326")
    await client.closed
  }
  await connect(193, 11)
  expect(simulator.clients).toEqual([11])
})

test.each([
  ["not-subscribed", "354"],
  ["delayed-only", "10089"],
  ["competing-session", "10197"],
])("%s answers a live quote with %s", async (scenario, code) => {
  const client = await (await smallGateway([scenario])).client()
  client.send(1, 11, 1, ...byConId(aapl), 0, "", 0, 0, "")
  const messages = await client.served()
  expect(messages.map((message) => [message[2], message[3]])).toEqual([["1", code]])
})

test("clock-skew is ninety seconds ahead", async () => {
  const client = await (await smallGateway(["clock-skew"])).client()
  client.send(49, 1)
  expect(line(await client.next("49"))).toBe("49|1|1795186890")
})

test("connectivity-lost tells 1100 after the start, knows no contract, and still tells the time", async () => {
  const { simulator } = await smallGateway(["connectivity-lost"])
  const client = await rawClient(simulator.port)
  client.sendBytes(hello)
  client.send(71, 2, 1, "")
  const messages = await client.until((message) => message[3] === "1100")
  expect(messages.at(-2)?.[3]).toBe("2158")
  expect(messages.at(-1)?.[4]).toBe("Connectivity between IBKR and Trader Workstation has been lost.")
  client.send(9, 8, 5, ...byConId(aapl), 0, "", "", "")
  expect((await client.next("4")).slice(2, 4)).toEqual(["5", "200"])
  client.send(49, 1)
  expect((await client.next("49"))[2]).toBe("1795186800")
})

test("scenarios combine", async () => {
  const client = await (await smallGateway(["read-only-off", "clock-skew"])).client()
  client.send(49, 1)
  expect((await client.next("49"))[2]).toBe("1795186890")
  client.send(99, 0)
  await client.next("102")
})

test("a scenario that does not exist is named, with those that do", async () => {
  const starting = smallGateway(["no-such"])
  expect(starting).rejects.toThrow(
    'Scenario "no-such": there is no scenario of that name; known: read-only-off, read-only-on, silent-port',
  )
  await starting.catch(() => undefined)
})

test("a port that is taken is an error", async () => {
  const { simulator, clock } = await smallGateway()
  const second = startSimulator({
    host: "127.0.0.1",
    port: simulator.port,
    seed: 1,
    clock,
    scenarios: [],
    log: () => undefined,
  })
  expect(second).rejects.toThrow()
  await second.catch(() => undefined)
})
