import { afterEach, describe, expect, test } from "bun:test"
import { type ManualClock, manualClock } from "../../src/clock/manual-clock.ts"
import { createGateway } from "../../src/gateway/create-gateway.ts"
import type { Gateway } from "../../src/gateway/gateway.ts"
import type { ConnectionStatus } from "../../src/gateway/status.ts"
import { silentLog } from "../../src/log/log.ts"
import { testConfig } from "../test-config.ts"
import { fakeGateway } from "./fake-gateway.ts"
import { apple, code, value } from "./rig.ts"

/** What happens to every Gateway sooner or later, on a clock that the test moves: hours go by in milliseconds. */
const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

/** A Gateway that is alive: it tells the time when asked, and has a price and positions. */
async function livingGateway(clock: ManualClock, options: Parameters<typeof fakeGateway>[0] = {}) {
  const fake = await fakeGateway(options)
  open.push(fake)
  fake.on("49", (_, client) => client.send(49, 1, Math.floor(clock.now() / 1000)))
  fake.on("61", (_, client) => client.send(62, 1))
  fake.on("1", ([, , id = ""], client) => {
    client.send(58, 1, id, 1)
    client.send(2, 6, id, 8, "1000")
    for (const tick of [6, 7, 9, 14, 1, 2, 4]) client.send(1, 6, id, tick, "10", "1", 0)
    client.send(46, 6, id, 45, "1795188600")
  })
  return fake
}

async function connected(startAt: string, options: Parameters<typeof fakeGateway>[0] = {}) {
  const clock = manualClock(Date.parse(startAt))
  const fake = await livingGateway(clock, options)
  const gateway = createGateway({ config: testConfig(fake.port), clock, log: silentLog })
  open.push({ close: () => gateway.stop() })
  gateway.start()
  await gateway.settled(60_000)
  return { clock, fake, gateway }
}

const breathe = () => new Promise(setImmediate)

/** Lets `ms` go by in steps in which real sockets can answer, and gathers the states that are seen on the way. */
async function pass(clock: ManualClock, gateway: Gateway, ms: number, stepMs = 500): Promise<Set<string>> {
  const seen = new Set<string>()
  for (let gone = 0; gone < ms; gone += stepMs) {
    await clock.advance(stepMs)
    for (let turn = 0; turn < 3; turn++) await breathe()
    seen.add(gateway.status().state)
  }
  return seen
}

const until = async (clock: ManualClock, gateway: Gateway, fits: (status: ConnectionStatus) => boolean) => {
  const since = clock.now()
  while (!fits(gateway.status())) await pass(clock, gateway, 250, 250)
  return clock.now() - since
}

describe("the nightly restart", () => {
  test("23:45 in New York: the port refuses for three minutes, then everything is as before within 30 s", async () => {
    const { clock, fake, gateway } = await connected("2026-11-24T04:40:00Z")
    value(await gateway.positions())
    await pass(clock, gateway, 30_000, 1000)
    await fake.close()
    await until(clock, gateway, ({ state }) => state !== "connected")
    expect(gateway.status().hint).toContain("restarts once a day")
    expect(await pass(clock, gateway, 180_000)).toEqual(new Set(["not_connected"]))
    expect(code(await gateway.positions())).toBe("not_connected")

    const back = await livingGateway(clock, { port: fake.port })
    const took = await until(clock, gateway, ({ state }) => state === "connected")
    expect(took).toBeLessThanOrEqual(30_000)
    await back.next("61", 0)
    // The data type of a closed market first; what was streamed before; nothing else of the old session.
    expect(back.seen.map(([id]) => id)).toEqual(["71", "59", "8", "61"])
    expect(back.seen[1]).toEqual(["59", "1", "4"])
    expect(gateway.status()).toMatchObject({ reconnects: 1, hint: null })
    expect(value(await gateway.quote(apple, { greeks: false })).last).toBe(10)
    expect(back.sent("1")).toHaveLength(1)
  })

  test("ten nights of it: ten reconnects, and nothing piles up", async () => {
    const { clock, fake, gateway } = await connected("2026-11-24T04:40:00Z")
    let current = fake
    const pending: number[] = []
    for (let night = 1; night <= 10; night++) {
      await current.close()
      await until(clock, gateway, ({ state }) => state !== "connected")
      current = await livingGateway(clock, { port: fake.port })
      await until(clock, gateway, ({ reconnects }) => reconnects === night)
      pending.push(clock.pending)
    }
    expect(new Set(pending).size).toBe(1)
  })
})

describe("the weekly login", () => {
  test("a Gateway that waits for its login takes connections and says nothing: not_accepting for hours, then served", async () => {
    const { clock, fake, gateway } = await connected("2026-11-29T05:59:00Z")
    await fake.close()
    const waiting = await fakeGateway({ port: fake.port, version: null })
    open.push(waiting)
    await until(clock, gateway, ({ state }) => state === "not_accepting")
    expect(gateway.status().hint).toContain("finish its login")
    const before = waiting.connections
    expect(await pass(clock, gateway, 3_600_000, 5000)).toEqual(new Set(["not_accepting"]))
    // An attempt lasts 5 s, and the next comes 22.5 to 30 s later.
    expect(waiting.connections - before).toBeWithin(3600 / 40, 3600 / 27)
    await waiting.close()
    await livingGateway(clock, { port: fake.port })
    expect(await until(clock, gateway, ({ state }) => state === "connected")).toBeLessThanOrEqual(36_000)
  })
})

describe("an unplugged network", () => {
  test("pitfalls 13, 15: is noticed within the heartbeat and ten seconds; the old session's ghost keeps its client id for a while", async () => {
    const taken = new Set<string>()
    const { clock, fake, gateway } = await connected("2026-11-23T16:00:00Z", {
      onStart(clientId, client) {
        if (!taken.has(clientId)) {
          taken.add(clientId)
          return false
        }
        client.send(4, 2, -1, 326, "Unable to connect as the client id is already in use.", "")
        client.close()
        return true
      },
    })
    // Nothing is closed: the other side just never speaks again.
    for (const id of ["49", "61"]) fake.on(id, () => {})
    const asked = gateway.positions()
    const noticed = await until(clock, gateway, ({ state }) => state !== "connected")
    expect(noticed).toBeLessThanOrEqual(70_500)
    expect(code(await asked)).toBe("request_timeout")
    expect(gateway.status().hint).toContain("reconnects by itself")
    expect(gateway.status().lastError?.message).toContain("stopped answering")

    fake.on("49", (_, client) => client.send(49, 1, Math.floor(clock.now() / 1000)))
    expect(await until(clock, gateway, ({ state }) => state === "connected")).toBeLessThanOrEqual(2500)
    expect(gateway.status().clientId).toBe(11)
    // Once the ghost has gone the lower id is taken again, with the next session.
    taken.delete("10")
    fake.client.close()
    await until(clock, gateway, ({ reconnects }) => reconnects === 2)
    expect(gateway.status().clientId).toBe(10)
  })
})
