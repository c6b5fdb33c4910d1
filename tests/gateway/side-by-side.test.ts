import { expect, test } from "bun:test"
import { movingClock } from "../../src/clock/clock.ts"
import { createGateway } from "../../src/gateway/create-gateway.ts"
import { silentLog } from "../../src/log/log.ts"
import { startSimulator } from "../../src/simulator/simulator.ts"
import { testConfig } from "../test-config.ts"
import { fridayMorning, value } from "./rig.ts"

test("pitfall 13: ten servers on one Gateway each have a client id of their own, before and after its restart", async () => {
  const clock = movingClock({ startAt: fridayMorning, speed: 4 })
  const simulator = await startSimulator({
    host: "127.0.0.1",
    port: 0,
    seed: 7,
    clock,
    scenarios: [],
    log: () => undefined,
  })
  const config = testConfig(simulator.port)
  const gateways = Array.from({ length: 10 }, () => createGateway({ config, clock, log: silentLog }))
  const tenToNineteen = Array.from({ length: 10 }, (_, n) => 10 + n)
  const ids = () => gateways.map((gateway) => gateway.status().clientId).toSorted((a, b) => a - b)
  const allConnected = async (reconnects: number) => {
    const there = () =>
      gateways.every(({ status }) => status().state === "connected" && status().reconnects === reconnects)
    while (!there()) await new Promise(setImmediate)
  }

  for (const gateway of gateways) gateway.start()
  await allConnected(0)
  expect(ids()).toEqual(tenToNineteen)
  simulator.dropClients()
  await allConnected(1)
  expect(ids()).toEqual(tenToNineteen)
  expect(simulator.clients.toSorted((a, b) => a - b)).toEqual(tenToNineteen)
  for (const answer of await Promise.all(gateways.map((gateway) => gateway.positions())))
    expect(value(answer).length).toBeGreaterThan(0)

  await Promise.all(gateways.map((gateway) => gateway.stop()))
  await simulator.close()
})
