import { afterEach, describe, expect, test } from "bun:test"
import { apple, code, fridayMorning, rig, value } from "./rig.ts"

const open: { close(): Promise<void> }[] = []
const kept = async <T extends { close(): Promise<void> }>(made: Promise<T>): Promise<T> => {
  const one = await made
  open.push(one)
  return one
}
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
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

  test("pitfall 16: it reconnects by itself within a second and sends nothing of the old session", async () => {
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

  test("pitfall 16: quote lines in use are asked for again on the new session", async () => {
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

test("profit and loss is renewed with the session, and kept warm for a minute from its first values", async () => {
  const r = await kept(rig())
  r.fake.on("92", ([, id = ""], client) => client.send(94, id, "1", "2", "3"))
  value(await r.gateway.accountPnl("DU1234567"))
  r.fake.client.close()
  while (r.gateway.status().state === "connected") await new Promise(setImmediate)
  const renewed = r.fake.next("92")
  await r.clock.advance(1000)
  await renewed
  await r.fence()
  await r.clock.advance(50_000)
  await r.fence()
  expect(value(await r.gateway.accountPnl("DU1234567")).daily).toBe(1)
  expect(r.fake.sent("92")).toHaveLength(2)
  expect(r.fake.sent("93")).toEqual([])
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

  test("1100 can come before the client is accepted, and counts", async () => {
    const r = await kept(
      rig({
        fake: {
          onStart(_, client) {
            client.send(15, 1, "DU1234567")
            client.send(4, 2, -1, 1100, lost, "")
            client.send(9, 1, 1)
            return true
          },
        },
      }),
    )
    expect(r.gateway.status().state).toBe("connectivity_lost")
    expect(code(await r.gateway.positions())).toBe("connectivity_lost")
    r.fake.client.send(4, 2, -1, 1102, "Connectivity … has been restored - data maintained.", "")
    r.fake.on("49", (_, client) => client.send(49, 1, fridayMorning / 1000))
    await r.gateway.probe()
    expect(r.gateway.status().state).toBe("connected")
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

  test("1300: the connection is given up, and the hint names the new port", async () => {
    const r = await kept(rig())
    const text =
      "TWS socket port has been reset and this connection is being dropped. Please reconnect on the new port - 4003"
    r.fake.client.send(4, 2, -1, 1300, text, "")
    while (r.gateway.status().state === "connected") await new Promise(setImmediate)
    expect(r.gateway.status()).toMatchObject({ state: "not_connected", hint: expect.stringMatching(/IB_PORT .*4003/) })
  })

  test("farm notices are kept by farm, the newest of each", async () => {
    const r = await kept(rig())
    await r.fence()
    for (const [code, text] of [
      [2103, "Market data farm connection is broken:usfarm"],
      [2119, "Market data farm is connecting:eufarm"],
      [2108, "Market data farm connection is inactive but should be available upon demand.jfarm"],
      [2105, "HMDS data farm connection is broken:ushmds"],
      [2106, "HMDS data farm connection is OK:ushmds"],
      [2157, "Sec-def data farm connection is broken:secdefnj"],
    ] as const)
      r.fake.client.send(4, 2, -1, code, text, "")
    await r.fence()
    expect(r.gateway.status().farms.map(({ name, state }) => `${name} ${state}`)).toEqual([
      "usfarm broken",
      "ushmds ok",
      "secdefnj broken",
      "eufarm connecting",
      "jfarm inactive",
    ])
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
  test("pitfall 15: is probed after the interval, and dead only after a second missed answer", async () => {
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

  test("pitfall 15: is never asked for its time twice within 4.25 s; the last answer is given", async () => {
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
