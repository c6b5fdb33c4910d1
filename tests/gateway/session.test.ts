import { afterEach, describe, expect, test } from "bun:test"
import { manualClock } from "../../src/clock/manual-clock.ts"
import { createGateway } from "../../src/gateway/create-gateway.ts"
import { silentLog } from "../../src/log/log.ts"
import { type FakeGateway, fakeGateway } from "./fake-gateway.ts"
import { apple, code, fridayMorning, type Rig, rig, testConfig, value } from "./rig.ts"

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

describe("a session ends", () => {
  test("requests under way are told, and later ones too until it is back", async () => {
    const r = await kept(rig())
    const asked = r.gateway.contractDetails({ symbol: "AAPL" })
    await r.fake.next("9", 0)
    r.fake.client.close()
    expect(code(await asked)).toBe("not_connected")
    expect(code(await r.gateway.contractDetails({ symbol: "AAPL" }))).toBe("not_connected")
    expect(r.gateway.status().hint).toContain("restarts once a day")
  })

  test("it reconnects by itself within a second and sends nothing of the old session", async () => {
    const r = await kept(rig())
    const asked = r.gateway.contractDetails({ symbol: "AAPL" })
    await r.fake.next("9", 0)
    r.fake.client.close()
    await asked
    const before = r.fake.seen.length
    const again = r.fake.next("8")
    await r.clock.advance(1000)
    await again
    expect(r.fake.seen.slice(before).map(([id]) => id)).toEqual(["71", "59", "8"])
    expect(r.gateway.status()).toMatchObject({ state: "connected", reconnects: 1 })
  })

  test("quote lines in use are asked for again on the new session", async () => {
    const r = await kept(rig())
    r.fake.on("1", ([, , id = ""], client) => client.send(1, 6, id, 1, "10", "1", 0))
    const first = r.gateway.quote(apple, { greeks: false })
    await r.fake.next("1", 0)
    await r.fence()
    await r.clock.advance(4000)
    value(await first)
    r.fake.client.close()
    while (r.gateway.status().state === "connected") await new Promise(setImmediate)
    const renewed = r.fake.next("1")
    await r.clock.advance(1000)
    expect((await renewed)[3]).toBe("265598")
    expect(r.gateway.status().marketDataLines).toBe(1)
  })
})

test("stopping ends everything: no timer is left, and whoever waits is told", async () => {
  const r = await kept(rig())
  r.fake.on("1", ([, , id = ""], client) => client.send(1, 6, id, 1, "10", "1", 0))
  const asked = [
    r.gateway.contractDetails({ symbol: "AAPL" }),
    r.gateway.positions(),
    r.gateway.accountUpdates("DU1234567"),
    r.gateway.accountPnl("DU1234567"),
    r.gateway.matchingSymbols("A"),
    r.gateway.matchingSymbols("B"),
    r.gateway.quote(apple, { greeks: false }),
    r.gateway.probe(),
  ]
  await r.fake.next("49", 0)
  await r.gateway.stop()
  await r.clock.advance(1000)
  expect((await Promise.all(asked)).map(code)).not.toContain("ok")
  expect(r.clock.pending).toBe(0)
})

describe("the Gateway and IBKR", () => {
  const lost = "Connectivity between IBKR and Trader Workstation has been lost."

  test("1100: connectivity_lost for requests under way and new ones, until 1102", async () => {
    const r = await kept(rig())
    const asked = r.gateway.contractDetails({ symbol: "AAPL" })
    await r.fake.next("9", 0)
    r.fake.client.send(4, 2, -1, 1100, lost, "")
    expect(code(await asked)).toBe("connectivity_lost")
    expect(code(await r.gateway.positions())).toBe("connectivity_lost")
    expect(r.gateway.status().state).toBe("connectivity_lost")
    r.fake.client.send(4, 2, -1, 1102, "Connectivity … has been restored - data maintained.", "")
    r.fake.on("49", (_, client) => client.send(49, 1, fridayMorning / 1000))
    await r.gateway.probe()
    expect(r.gateway.status()).toMatchObject({ state: "connected", lastError: { ibCode: 1100 } })
  })

  test("1101: streams are asked for again on the same session", async () => {
    const r = await kept(rig())
    const asked = r.gateway.positions()
    await r.fake.next("61", 0)
    r.fake.client.send(62, 1)
    value(await asked)
    const again = r.fake.next("61")
    r.fake.client.send(4, 2, -1, 1100, lost, "")
    r.fake.client.send(4, 2, -1, 1101, "Connectivity … has been restored - data lost.", "")
    await again
    expect(r.fake.connections).toBe(1)
  })

  test("2110 ends with the first farm that is back", async () => {
    const r = await kept(rig())
    r.fake.on("49", (_, client) => client.send(49, 1, fridayMorning / 1000))
    r.fake.client.send(4, 2, -1, 2110, "Connectivity between Trader Workstation and server is broken.", "")
    await r.gateway.probe()
    expect(r.gateway.status().state).toBe("connectivity_lost")
    r.fake.client.send(4, 2, -1, 2104, "Market data farm connection is OK:usfarm", "")
    await r.clock.advance(5000)
    await r.gateway.probe()
    expect(r.gateway.status().state).toBe("connected")
  })

  test("while the security definition farm is broken, error 200 does not mean that a contract does not exist", async () => {
    const r = await kept(rig())
    r.fake.client.send(4, 2, -1, 2157, "Sec-def data farm connection is broken:secdefnj", "")
    r.fake.on("9", ([, , id = ""], client) => client.send(4, 2, id, 200, "No security definition has been found", ""))
    expect(code(await r.gateway.contractDetails({ symbol: "AAPL" }))).toBe("connectivity_lost")
  })
})

describe("a silent Gateway", () => {
  test("is probed after the interval, and dead only after a second missed answer", async () => {
    const r = await kept(rig())
    await r.fence()
    const probed = r.fake.next("49")
    await r.clock.advance(60_000)
    await probed
    expect(r.gateway.status().state).toBe("connected")
    await r.clock.advance(5000)
    expect(r.fake.sent("49")).toHaveLength(1)
    expect(r.gateway.status().state).toBe("connected")
    await r.clock.advance(5000)
    expect(r.gateway.status()).toMatchObject({ state: "not_connected" })
    expect(r.gateway.status().lastError?.message).toContain("stopped answering")
  })

  test("is alive when it answers the probe", async () => {
    const r = await kept(rig())
    await r.fence()
    r.fake.on("49", (_, client) => client.send(49, 1, fridayMorning / 1000 + 60))
    const probed = r.fake.next("49")
    await r.clock.advance(60_000)
    await probed
    await r.fence()
    await r.clock.advance(20_000)
    expect(r.gateway.status().state).toBe("connected")
  })

  test("is never asked for its time twice within 4.25 s; the last answer is given", async () => {
    const r = await kept(rig())
    r.fake.on("49", (_, client) => client.send(49, 1, fridayMorning / 1000 + 90))
    const [one, two] = await Promise.all([r.gateway.probe(), r.gateway.probe()])
    expect(value(one).clockSkewS).toBe(90.5)
    expect(two).toEqual(one)
    expect(await r.gateway.probe()).toEqual(one)
    expect(r.fake.sent("49")).toHaveLength(1)
    await r.clock.advance(4500)
    await r.gateway.probe()
    expect(r.fake.sent("49")).toHaveLength(2)
  })
})
