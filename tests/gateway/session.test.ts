import { afterEach, describe, expect, test } from "bun:test"
import { manualClock } from "../../src/clock/manual-clock.ts"
import { createGateway } from "../../src/gateway/create-gateway.ts"
import { silentLog } from "../../src/log/log.ts"
import { testConfig } from "../test-config.ts"
import { type FakeGateway, fakeGateway } from "./fake-gateway.ts"
import { code, fridayMorning, type Rig, rig, value } from "./rig.ts"

const open: { close(): Promise<void> }[] = []
const kept = async <T extends { close(): Promise<void> }>(made: Promise<T>): Promise<T> => {
  const one = await made
  open.push(one)
  return one
}
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

/** A client of a fake Gateway that does not let it in; the test moves the clock. */
async function turnedAway(options: Parameters<typeof fakeGateway>[0], port?: number) {
  const fake = await kept(fakeGateway(options))
  const clock = manualClock(fridayMorning)
  const gateway = createGateway({ config: testConfig(port ?? fake.port), clock, log: silentLog })
  open.push({ close: () => gateway.stop() })
  gateway.start()
  return { fake, clock, gateway }
}

describe("a session begins", () => {
  let r: Rig
  test("with the version range, startApi with our client id, and the data type before anything else", async () => {
    r = await kept(rig())
    await r.fake.next("8", 0)
    expect(r.fake.greetings).toEqual(["API\0\0\0\0\tv100..193"])
    expect(r.fake.seen.slice(0, 3)).toEqual([
      ["71", "2", "10", ""],
      ["59", "1", "3"],
      ["8", "1", "1"],
    ])
  })

  test("and status says what the Gateway said", async () => {
    r = await kept(rig())
    await r.fake.next("8", 0)
    await r.fence()
    const status = r.gateway.status()
    expect(status).toMatchObject({
      state: "connected",
      hint: null,
      clientId: 10,
      accounts: ["DU1234567", "DU7654321"],
      serverVersion: 193,
      marketDataType: 3,
      gatewayReadOnly: true,
      reconnects: 0,
      connectedSince: fridayMorning,
      marketDataLines: 0,
    })
    expect(status.farms).toEqual([
      { name: "usfarm", kind: "market_data", state: "ok" },
      { name: "ushmds", kind: "historical", state: "inactive" },
      { name: "secdefnj", kind: "security_definition", state: "ok" },
    ])
  })

  test("and Read-Only is known to be off when an order id is answered", async () => {
    r = await kept(rig())
    r.fake.on("8", (_, client) => client.send(9, 1, 7))
    r.fake.client.send(9, 1, 7)
    await r.fence()
    expect(r.gateway.status().gatewayReadOnly).toBe(false)
  })

  test("and requests made while it is being set up wait for it", async () => {
    const { gateway, fake } = await turnedAway({})
    fake.on("81", ([, id = ""], client) => client.send(79, id, 0))
    expect(value(await gateway.matchingSymbols("xyz"))).toEqual([])
  })

  test("and asks for the accounts when they were not sent", async () => {
    const { gateway, fake } = await turnedAway({
      onStart: (_, client) => {
        client.send(9, 1, 1)
        return true
      },
    })
    fake.on("17", (_, client) => client.send(15, 1, "U1111111,"))
    fake.on("49", (_, client) => client.send(49, 1, fridayMorning / 1000))
    await gateway.settled(1000)
    await gateway.probe()
    expect(gateway.status().accounts).toEqual(["U1111111"])
  })
})

describe("market data type", () => {
  test("3 becomes 4 when NYSE closes and 3 again when it opens, with nothing sent in between", async () => {
    const hour = 3_600_000
    const r = await kept(rig({ config: { heartbeatIntervalS: 1_000_000 } }))
    await r.fence()
    const closing = r.fake.next("59")
    await r.clock.advance(5.5 * hour)
    expect(await closing).toEqual(["59", "1", "4"])
    expect(r.gateway.status().marketDataType).toBe(4)
    const opening = r.fake.next("59")
    await r.clock.advance(65.5 * hour - 1)
    expect(r.gateway.status().marketDataType).toBe(4)
    await r.clock.advance(1)
    expect(await opening).toEqual(["59", "1", "3"])
    expect(r.fake.sent("59")).toHaveLength(3)
  })

  test("other settings are sent as they are and never change", async () => {
    const r = await kept(rig({ config: { marketDataType: 2 } }))
    await r.fence()
    expect(r.fake.sent("59")).toEqual([["59", "1", "2"]])
    expect(r.gateway.status().marketDataType).toBe(2)
  })
})

describe("a Gateway that cannot be reached", () => {
  test("nothing listens: not_connected, with the setting to compare", async () => {
    const closed = await fakeGateway()
    await closed.close()
    const { gateway } = await turnedAway({}, closed.port)
    const status = await gateway.settled(60_000)
    expect(status.state).toBe("not_connected")
    expect(status.hint).toContain('"Socket port" under Configure > Settings > API > Settings')
    expect(status.lastError?.message).toContain("ECONNREFUSED")
    expect(code(await gateway.positions())).toBe("not_connected")
  })

  test("takes the connection and says nothing: not_accepting after its deadline", async () => {
    const connected = Promise.withResolvers<void>()
    const { gateway, clock, fake } = await turnedAway({ version: null, onConnect: () => connected.resolve() })
    await connected.promise
    const waiting = gateway.settled(60_000)
    while (fake.greetings.length === 0) await new Promise(setImmediate)
    await clock.advance(5000)
    expect((await waiting).state).toBe("not_accepting")
    expect((await waiting).hint).toContain("Trusted IPs")
  })

  test("agrees on a version and never accepts: not_accepting", async () => {
    const { gateway, clock, fake } = await turnedAway({ onStart: () => true })
    const waiting = gateway.settled(60_000)
    await fake.next("71", 0)
    await clock.advance(8000)
    expect((await waiting).state).toBe("not_accepting")
  })

  test("closes right after startApi: not_accepting", async () => {
    const { gateway } = await turnedAway({
      onStart: (_, client) => {
        client.close()
        return true
      },
    })
    expect((await gateway.settled(60_000)).state).toBe("not_accepting")
  })

  test("is no Gateway at all: the port's answer is refused", async () => {
    const { gateway } = await turnedAway({ onConnect: (client) => client.sendRaw(Buffer.from("HTTP/1.1 400 Bad\r\n")) })
    const status = await gateway.settled(60_000)
    expect(status.state).toBe("not_accepting")
    expect(status.lastError?.message).toContain("does not speak the TWS protocol")
  })

  test("answers with a version above the library's: not_accepting", async () => {
    const { gateway } = await turnedAway({ version: "226" })
    const status = await gateway.settled(60_000)
    expect(status.state).toBe("not_accepting")
    expect(status.lastError?.message).toContain("226")
  })
})

describe("client ids", () => {
  const taken = "Unable to connect as the client id is already in use. Retry with a unique client id."
  const takenBelow = (free: number) => ({
    onStart: (clientId: string, client: FakeGateway["client"]) => {
      if (Number(clientId) >= free) return false
      client.send(4, 2, -1, 326, taken, "")
      client.close()
      return true
    },
  })

  test("326 leads to the next id, at once", async () => {
    const r = await kept(rig({ fake: takenBelow(13) }))
    expect(r.gateway.status()).toMatchObject({ state: "connected", clientId: 13, lastError: null })
    expect(r.fake.sent("71").map(([, , id]) => id)).toEqual(["10", "11", "12", "13"])
  })

  test("twenty are tried before it is given up", async () => {
    const r = await kept(rig({ fake: takenBelow(1000) }))
    expect(r.fake.sent("71")).toHaveLength(20)
    expect(r.gateway.status()).toMatchObject({ state: "not_accepting", lastError: { ibCode: 326 } })
    expect(r.gateway.status().hint).toContain("IB_CLIENT_ID")
  })
})
