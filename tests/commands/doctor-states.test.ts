import { afterEach, describe, expect, test } from "bun:test"
import pc from "picocolors"
import { movingClock } from "../../src/clock/clock.ts"
import { manualClock } from "../../src/clock/manual-clock.ts"
import { type Check, type Diagnosis, failing, ok, warn } from "../../src/commands/doctor/check.ts"
import { examine } from "../../src/commands/doctor/examine.ts"
import { ordinaryOutage } from "../../src/commands/doctor/ordinary-outage.ts"
import { spanText } from "../../src/commands/doctor/span.ts"
import { changes, watch } from "../../src/commands/doctor/watch.ts"
import { openWorkshop } from "../../src/commands/doctor.ts"
import { readConfig } from "../../src/config/read-config.ts"
import { startSimulator } from "../../src/simulator/simulator.ts"
import { fakeGateway } from "../gateway/fake-gateway.ts"
import { cleanEnvironment, programCommand } from "./run-program.ts"

const noon = "2026-11-20T16:30:00Z"
const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()))
})

const fast = (startAt = noon) => movingClock({ startAt: Date.parse(startAt), speed: 10 })

async function diagnose(port: number, clock = fast()): Promise<Diagnosis> {
  const reading = readConfig({ env: {}, flags: { port: String(port) } })
  if (!reading.ok) throw new Error(reading.problem)
  return examine(reading.value, "SPY", { ...openWorkshop(clock), usualPorts: [] })
}

async function fake(options: Parameters<typeof fakeGateway>[0]): Promise<number> {
  const gateway = await fakeGateway(options)
  closers.push(() => gateway.close())
  return gateway.port
}

async function simulated(clock = fast(), ...scenarios: string[]) {
  const simulator = await startSimulator({ host: "127.0.0.1", port: 0, seed: 1, clock, scenarios, log: () => {} })
  closers.push(() => simulator.close())
  return simulator
}

const named = ({ checks }: Diagnosis, name: string): Check | undefined => checks.find((check) => check.name === name)

describe("who is not let in", () => {
  test("by a version that this program does not speak: install another one", async () => {
    const handshake = named(await diagnose(await fake({ version: "90" })), "handshake")
    expect(handshake).toMatchObject({ status: "fail" })
    expect(handshake?.remedy).toMatch(/Install the current IB Gateway|"Socket port"/)
  })

  test("because every client id is taken: which were tried, and what to close", async () => {
    const port = await fake({
      onStart(_, client) {
        client.send(4, 2, -1, 326, "Unable to connect as the client id is already in use.", "")
        client.close()
        return true
      },
    })
    const handshake = named(await diagnose(port), "handshake")
    expect(handshake).toMatchObject({ status: "fail", found: expect.stringContaining("10 to 29 are all in use") })
    expect(handshake?.remedy).toContain("IB_CLIENT_ID")
  })

  test("a port that says nothing, and a Gateway that says its version and no more, are told apart", async () => {
    const found = async (scenario: string) => {
      const clock = fast()
      return named(await diagnose((await simulated(clock, scenario)).port, clock), "handshake")?.found
    }
    const [silent, versionOnly] = await Promise.all([found("no-version"), found("no-next-valid-id")])
    expect(silent).toContain("does not answer as a Gateway would")
    expect(versionOnly).toContain("has said its version, but has not let this program in")
  })

  test("on a Sunday after one: most likely the weekly login is due", async () => {
    const clock = fast("2026-11-22T08:00:00Z")
    const handshake = named(await diagnose((await simulated(clock, "silent-port")).port, clock), "handshake")
    expect(handshake?.remedy).toStartWith("It is Sunday after 01:00 in New York")
  })
})

test("farms that are broken are named", async () => {
  const clock = fast()
  const simulator = await simulated(clock)
  simulator.happen({ kind: "farm-broken", farm: "eufarm" })
  expect(named(await diagnose(simulator.port, clock), "data_farms")).toMatchObject({
    status: "warn",
    found: "no connection to eufarm",
  })
})

test.each([
  ["2026-11-24T04:45:00Z", "nightly restart"],
  ["2026-11-24T05:30:00Z", "nightly restart"],
  ["2026-11-22T06:00:00Z", "weekly login"],
  ["2026-11-22T23:00:00Z", "weekly login"],
  ["2026-11-22T05:50:00Z", null],
  ["2026-11-24T16:00:00Z", null],
])("at %s what ordinarily takes a Gateway away is: %p", (at, what) => {
  const cause = ordinaryOutage(Date.parse(at))
  if (what === null) expect(cause).toBeNull()
  else expect(cause).toContain(what)
})

test.each([
  [1, "1 second"],
  [2.44, "2.4 seconds"],
  [40, "40 seconds"],
  [90, "90 seconds"],
  [120, "2 minutes"],
  [7200, "2 hours"],
  [175_087.4, "2 days"],
  [-175_087.4, "2 days"],
  [3 * 365 * 86_400, "3 years"],
])("%p seconds are %p", (seconds, text) => {
  expect(spanText(seconds)).toBe(text)
})

describe("watching", () => {
  const diagnosis = (...checks: Check[]): Diagnosis => ({ ok: true, clientId: 10, gatewayReadOnly: true, checks })
  const port = ok("port", "127.0.0.1:4002 accepts connections")

  test("prices that move are no change, what stands otherwise is", () => {
    const before = diagnosis(port, ok("market_data", "SPY live: bid 675.02, ask 675.03"))
    expect(changes(before, diagnosis(port, ok("market_data", "SPY live: bid 676, ask 676.01")))).toEqual([])
    const delayed = warn("market_data", "SPY is delayed", "Subscribe.")
    expect(changes(before, diagnosis(port, delayed))).toEqual([delayed])
  })

  test("prints the whole report once, then only what has changed, until it is interrupted", async () => {
    const clock = manualClock(Date.parse(noon))
    const down = diagnosis(failing("port", "nothing listens on 127.0.0.1:4002", "Start IB Gateway."))
    const looks = [diagnosis(port), diagnosis(port), down, down, diagnosis(port)]
    const lines: string[] = []
    const interruption = Promise.withResolvers<void>()
    let looked = Promise.withResolvers<void>()
    const over = watch({
      clock,
      terminal: { width: 80, paint: pc.createColors(false), line: (text = "") => lines.push(text) },
      json: false,
      examine() {
        looked.resolve()
        return Promise.resolve(looks.shift() ?? diagnosis(port))
      },
      interrupted: interruption.promise,
    })
    for (const _ of looks.slice()) {
      await looked.promise
      looked = Promise.withResolvers()
      await new Promise(setImmediate)
      await clock.advance(5000)
    }
    interruption.resolve()
    await over
    const text = lines.join("\n")
    expect(text.match(/accepts connections/g)).toHaveLength(2)
    expect(text.match(/nothing listens/g)).toHaveLength(1)
    expect(text).toContain("→ Start IB Gateway.")
    expect(clock.pending).toBe(0)
  })

  test.skipIf(process.platform === "win32")("Ctrl-C ends it with exit code 0", async () => {
    const { port: listening } = await simulated(movingClock({ startAt: undefined, speed: 1 }))
    const child = Bun.spawn([...programCommand(["doctor", "--watch", "--json", "--port", String(listening)])], {
      env: cleanEnvironment(),
      stdout: "pipe",
    })
    const { value } = await child.stdout.getReader().read()
    expect(JSON.parse(new TextDecoder().decode(value))).toHaveProperty("checks")
    child.kill("SIGINT")
    expect(await child.exited).toBe(0)
  })
})
