import { expect, test } from "bun:test"
import { byConId, closeGatewaysAfterEach, line, smallGateway } from "./small-gateway.ts"
import { aapl } from "./small-world.ts"
import { framed, rawClient } from "./wire-client.ts"

closeGatewaysAfterEach()

test("the fifty-first message in a second gets code 100, the third such second cuts the client off", async () => {
  const { client: connect, clock } = await smallGateway()
  const client = await connect()
  const burst = () => {
    for (let sent = 0; sent < 50; sent++) client.send(14, 1, 2)
  }
  // startApi was the first message of this second.
  burst()
  expect(line(await client.next("4"))).toBe(
    "4|2|-1|100|Max rate of messages per second has been exceeded:max=50 rec=51 (1)|",
  )
  await client.served()
  await clock.advance(1000)
  burst()
  client.send(14, 1, 2)
  expect((await client.next("4"))[4]).toEndWith("max=50 rec=51 (2)")
  await client.served()
  await clock.advance(1000)
  burst()
  client.send(14, 1, 2)
  expect((await client.next("4"))[4]).toEndWith("max=50 rec=51 (3)")
  await client.closed
})

test("a client that lets the server pace it may send faster", async () => {
  const { simulator } = await smallGateway()
  const client = await rawClient(simulator.port)
  client.sendBytes(Buffer.concat([Buffer.from("API\0"), framed("v100..193 +PACEAPI")]))
  client.send(71, 2, 1, "")
  for (let sent = 0; sent < 500; sent++) client.send(14, 1, 2)
  const messages = await client.served()
  expect(messages.filter((message) => message[3] === "100")).toEqual([])
})

test("a hundred market data lines over all clients, and one again for each that is cancelled", async () => {
  const { client: connect, clock, simulator } = await smallGateway()
  const [first, second, third] = [await connect(193, 1), await connect(193, 2), await connect(193, 3)]
  const ask = (client: typeof first, id: number) => client.send(1, 11, id, ...byConId(aapl), 0, "", 0, 0, "")
  for (let id = 1; id <= 40; id++) for (const client of [first, second]) ask(client, id)
  await Promise.all([first.served(), second.served()])
  for (let id = 1; id <= 20; id++) ask(third, id)
  await third.served()
  ask(third, 21)
  expect((await third.served()).map(line)).toEqual(["4|2|21|101|Max number of tickers has been reached.|"])
  third.send(2, 2, 1)
  ask(third, 21)
  expect((await third.served())[0]?.[0]).toBe("81")
  await clock.advance(1000)
  first.close()
  while (simulator.clients.includes(1)) await third.served()
  ask(third, 22)
  expect((await third.served())[0]?.[0]).toBe("81")
})

test("a ticker id that is in use", async () => {
  const client = await (await smallGateway()).client()
  const ask = () => client.send(1, 11, 1, ...byConId(aapl), 0, "", 0, 0, "")
  ask()
  await client.served()
  ask()
  expect((await client.served()).map(line)).toEqual([
    "4|2|1|322|Error processing request.-'bQ' : cause - Duplicate ticker id|",
  ])
})

test("symbol searches are a second apart", async () => {
  const { client: connect, clock } = await smallGateway()
  const client = await connect()
  client.send(81, 1, "AAPL")
  client.send(81, 2, "AAPL")
  expect((await client.served()).map(([id, request]) => `${id} ${request}`)).toEqual(["79 1"])
  await clock.advance(1000)
  expect((await client.served()).map(([id, request]) => `${id} ${request}`)).toEqual(["79 2"])
})
