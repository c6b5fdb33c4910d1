import { afterEach, beforeEach, describe, expect, test } from "bun:test"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type ManualClock, manualClock } from "../../src/clock/manual-clock.ts"
import { createGateway } from "../../src/gateway/create-gateway.ts"
import type { Gateway } from "../../src/gateway/gateway.ts"
import { createLog } from "../../src/log/log.ts"
import { testConfig } from "../test-config.ts"
import { type Client, fakeGateway } from "./fake-gateway.ts"
import { fridayMorning } from "./rig.ts"

let folder: string
const open: { close(): Promise<unknown> }[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ibkr-mcp start "))
})
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
  rmSync(folder, { recursive: true })
})

const until = async (fits: () => boolean) => {
  while (!fits()) await new Promise(setImmediate)
}

async function closedPort(): Promise<number> {
  const fake = await fakeGateway()
  await fake.close()
  return fake.port
}

/** A command that leaves a line with its process id in `file`, then does what `then` says. */
const leavesMark = (file: string, then = ""): string => {
  const script = `require("node:fs").appendFileSync(process.argv[1], process.pid + "\\n");${then}`
  return [process.execPath, "-e", script, file].map((word) => `"${word.replaceAll('"', '\\"')}"`).join(" ")
}

function client(port: number, command: string) {
  const clock = manualClock(fridayMorning)
  const logged: string[] = []
  const log = createLog("info", (line) => logged.push(line))
  const gateway = createGateway({ config: testConfig(port, { gatewayStartCommand: command }), clock, log })
  open.push({ close: () => gateway.stop() })
  gateway.start()
  return { gateway, clock, logged }
}

/** Moves time on, in steps in which a real socket can be refused or taken, until something has come of it. */
const passTimeUntil = (clock: ManualClock, fits: () => boolean) =>
  until(() => {
    if (fits()) return true
    void clock.advance(250)
    return false
  })

async function failedAttempt(gateway: Gateway, clock: ManualClock) {
  const { lastError } = gateway.status()
  await passTimeUntil(clock, () => gateway.status().lastError !== lastError)
}

const closeAtOnce = (_: string, one: Client): boolean => {
  one.close()
  return true
}

const marks = (file: string) => (existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [])

describe("the start command", () => {
  test("pitfall 14: runs once an outage when the port refuses, outlives us, and the hint says that it was run", async () => {
    const port = await closedPort()
    const file = join(folder, "a mark")
    const { gateway, clock, logged } = client(port, leavesMark(file, "setInterval(() => {}, 1000)"))
    const status = await gateway.settled(60_000)
    expect(status.state).toBe("not_connected")
    expect(status.hint).toContain("IB_GATEWAY_START_COMMAND was run")
    expect(status.hint).toContain("Socket port")
    expect(logged.join("\n")).toContain("running IB_GATEWAY_START_COMMAND")
    for (let n = 0; n < 4; n++) await failedAttempt(gateway, clock)
    await until(() => marks(file).length > 0)

    const fake = await fakeGateway({ port })
    await passTimeUntil(clock, () => gateway.status().state === "connected")
    expect(gateway.status()).toMatchObject({ state: "connected", hint: null })
    expect(marks(file)).toHaveLength(1)

    await fake.close()
    await passTimeUntil(clock, () => marks(file).length > 1)
    await gateway.stop()
    const pids = marks(file).map(Number)
    expect(pids).toHaveLength(2)
    // Signal 0 asks whether a process is there; they were started by this test.
    for (const pid of pids) expect(process.kill(pid, 0)).toBe(true)
    for (const pid of pids) process.kill(pid)
  })

  test("does not run when something listens but does not let us in", async () => {
    const fake = await fakeGateway({ onStart: closeAtOnce })
    open.push(fake)
    const { gateway } = client(fake.port, leavesMark(join(folder, "mark")))
    expect((await gateway.settled(60_000)).state).toBe("not_accepting")
    expect(gateway.status().hint).not.toContain("IB_GATEWAY_START_COMMAND")
  })

  test.each([
    ["that does not exist", () => join(folder, "nothing"), "ENOENT"],
    ["that is no command", () => '"/opt/IB Gateway', 'opening " without'],
    ["that fails", () => `${JSON.stringify(process.execPath)} -e "process.exit(3)"`, "exit code 3"],
  ])("%s is explained in the hint of status and of failed requests", async (_, command, why) => {
    const { gateway, logged } = client(await closedPort(), command())
    await gateway.settled(60_000)
    await until(() => gateway.status().hint?.includes(why) === true)
    expect(gateway.status().hint).toContain("IB_GATEWAY_START_COMMAND")
    expect(await gateway.positions()).toMatchObject({ failure: { hint: gateway.status().hint ?? "" } })
    expect(logged.join("\n")).toContain(why)
  })

  test("pitfall 24: is not shown with its arguments, which can hold a password", async () => {
    const { gateway, logged } = client(await closedPort(), `${leavesMark(join(folder, "mark"))} --password secret`)
    await gateway.settled(60_000)
    expect(`${logged.join("\n")} ${gateway.status().hint}`).not.toContain("secret")
  })
})
