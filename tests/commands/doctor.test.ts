import { afterEach, expect, test } from "bun:test"
import { createServer } from "node:net"
import pc from "picocolors"
import { type Clock, movingClock } from "../../src/clock/clock.ts"
import type { Check, Diagnosis } from "../../src/commands/doctor/check.ts"
import { examine } from "../../src/commands/doctor/examine.ts"
import type { UsualPort } from "../../src/commands/doctor/port.ts"
import { asJson, printReport } from "../../src/commands/doctor/report.ts"
import { openWorkshop, run } from "../../src/commands/doctor.ts"
import { readConfig } from "../../src/config/read-config.ts"
import { type Simulator, startSimulator } from "../../src/simulator/simulator.ts"
import { runCommand } from "./run-command.ts"

/** NYSE's Friday session, two hours in. */
const inSession = Date.parse("2026-11-20T16:30:00Z")
const closers: (() => Promise<unknown>)[] = []

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()))
})

/** Waits of seconds pass ten times as fast. */
const fastClock = (): Clock => movingClock({ startAt: inSession, speed: 10 })

/** As fast where a closed port is refused at once; Windows takes two seconds of the machine's own time for it. */
const closedPortClock = (): Clock => movingClock({ startAt: inSession, speed: process.platform === "win32" ? 1 : 10 })

async function gateway(clock: Clock, ...scenarios: string[]): Promise<Simulator> {
  const simulator = await startSimulator({ host: "127.0.0.1", port: 0, seed: 1, clock, scenarios, log: () => {} })
  closers.push(() => simulator.close())
  return simulator
}

/** A port on which nothing listens: one that was free a moment ago. */
async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === "object" && address !== null ? address.port : 0
}

interface Case {
  readonly port: number
  readonly clock: Clock
  readonly flags?: Readonly<Record<string, string>>
  readonly symbol?: string
  readonly usualPorts?: readonly UsualPort[]
}

async function diagnose({ port, clock, flags = {}, symbol = "SPY", usualPorts = [] }: Case): Promise<Diagnosis> {
  const reading = readConfig({ env: {}, flags: { port: String(port), ...flags } })
  if (!reading.ok) throw new Error(reading.problem)
  return examine(reading.value, symbol, { ...openWorkshop(clock), usualPorts })
}

function check(diagnosis: Diagnosis, name: string): Check {
  const found = diagnosis.checks.find((each) => each.name === name)
  if (!found) throw new Error(`no check ${name} in ${JSON.stringify(diagnosis.checks)}`)
  return found
}

const notOk = (diagnosis: Diagnosis) => diagnosis.checks.filter(({ status }) => status !== "ok")

test("all good: every check is ok, and nothing needs to change", async () => {
  const clock = fastClock()
  const diagnosis = await diagnose({ port: (await gateway(clock)).port, clock })
  expect(notOk(diagnosis)).toEqual([])
  expect(diagnosis).toMatchObject({ ok: true, clientId: 10, gatewayReadOnly: true })
  expect(diagnosis.checks.map(({ name }) => name)).toEqual([
    "configuration",
    "calendar",
    "port",
    "handshake",
    "client_id",
    "accounts",
    "ibkr_servers",
    "data_farms",
    "read_only_api",
    "clock",
    "market_data",
    "history",
  ])
  expect(check(diagnosis, "market_data").found).toMatch(/^SPY live: bid [\d.]+, ask [\d.]+, last [\d.]+, close [\d.]+$/)
})

test("port closed: start the Gateway, compare its Socket port; what follows is skipped", async () => {
  const port = await closedPort()
  const diagnosis = await diagnose({ port, clock: closedPortClock() })
  expect(diagnosis).toMatchObject({ ok: false, clientId: null, gatewayReadOnly: null })
  expect(check(diagnosis, "port")).toMatchObject({ status: "fail", found: `nothing listens on 127.0.0.1:${port}` })
  expect(check(diagnosis, "port").remedy).toContain('"Socket port"')
  expect(diagnosis.checks.slice(3).every(({ status }) => status === "skip")).toBe(true)
})

test("wrong port: names the one where a Gateway answers", async () => {
  const clock = closedPortClock()
  const { port: other } = await gateway(clock)
  const usualPorts = [{ port: other, program: "IB Gateway, paper" }]
  const diagnosis = await diagnose({ port: await closedPort(), clock, usualPorts })
  expect(check(diagnosis, "port").status).toBe("fail")
  expect(check(diagnosis, "port").found).toContain(`a Gateway answers on ${other} (usual for IB Gateway, paper`)
  expect(check(diagnosis, "port").remedy).toBe(`Set IB_PORT=${other} (or --port ${other}).`)
})

test("wrong port, and what listens on a usual one is no Gateway: it is not recommended", async () => {
  const clock = closedPortClock()
  const { port: other } = await gateway(clock, "silent-port")
  const usualPorts = [{ port: other, program: "TWS, live" }]
  const diagnosis = await diagnose({ port: await closedPort(), clock, usualPorts })
  expect(check(diagnosis, "port").found).toContain(`something listens on ${other} without answering the API`)
  expect(check(diagnosis, "port").remedy).not.toContain("Set IB_PORT")
})

test.each(["silent-port", "no-next-valid-id", "close-after-start"])(
  "%s: connects but is not accepted, with the settings that decide it",
  async (scenario) => {
    const clock = fastClock()
    const started = clock.now()
    const diagnosis = await diagnose({ port: (await gateway(clock, scenario)).port, clock })
    expect(clock.now() - started).toBeLessThan(15_000)
    expect(diagnosis.ok).toBe(false)
    const handshake = check(diagnosis, "handshake")
    expect(handshake.status).toBe("fail")
    expect(handshake.remedy).toContain('"Trusted IPs"')
    expect(handshake.remedy).toContain('"Allow connections from localhost only"')
    expect(handshake.remedy).toContain("Edit > Global Configuration > API > Settings")
  },
)

test("client id taken: the next one is used, which is a warning and no failure", async () => {
  const clock = fastClock()
  const diagnosis = await diagnose({ port: (await gateway(clock, "client-id-taken")).port, clock })
  expect(diagnosis).toMatchObject({ ok: true, clientId: 11 })
  expect(check(diagnosis, "client_id")).toMatchObject({
    status: "warn",
    found: "10 is taken by another program (often this server, run by an MCP client); 11 is used instead",
  })
})

test("Read-Only API off: a recommendation", async () => {
  const clock = fastClock()
  const diagnosis = await diagnose({ port: (await gateway(clock, "read-only-off")).port, clock })
  expect(diagnosis).toMatchObject({ ok: true, gatewayReadOnly: false })
  expect(check(diagnosis, "read_only_api").status).toBe("warn")
  expect(check(diagnosis, "read_only_api").remedy).toContain('Turn on "Read-Only API"')
})

test("clock skew: 90 s is broken, and says in which direction", async () => {
  const clock = movingClock({ startAt: inSession, speed: 1 })
  const diagnosis = await diagnose({ port: (await gateway(clock, "clock-skew")).port, clock })
  expect(check(diagnosis, "clock").status).toBe("fail")
  expect(check(diagnosis, "clock").found).toMatch(/^this machine's clock is (89|90|91) seconds behind the Gateway's$/)
  expect(check(diagnosis, "clock").remedy).toContain("NTP")
})

test("no market data subscription: the reason, and where to subscribe", async () => {
  const clock = fastClock()
  const diagnosis = await diagnose({ port: (await gateway(clock, "not-subscribed")).port, clock })
  expect(diagnosis.ok).toBe(false)
  expect(check(diagnosis, "market_data").status).toBe("fail")
  expect(check(diagnosis, "market_data").remedy).toContain("Market Data Subscription")
})

test("delayed data works, and is a warning that says where live data comes from", async () => {
  const clock = fastClock()
  const diagnosis = await diagnose({ port: (await gateway(clock, "delayed-only")).port, clock })
  expect(diagnosis.ok).toBe(true)
  expect(check(diagnosis, "market_data").status).toBe("warn")
  expect(check(diagnosis, "market_data").found).toStartWith("SPY is delayed by 15 to 20 minutes: bid ")
  expect(check(diagnosis, "market_data").remedy).toContain("Market Data Subscriptions")
})

test("a competing session: the Gateway's reason", async () => {
  const clock = fastClock()
  const diagnosis = await diagnose({ port: (await gateway(clock, "competing-session")).port, clock })
  expect(check(diagnosis, "market_data").status).toBe("fail")
  expect(check(diagnosis, "market_data").found).toContain("live session elsewhere")
})

test("cut off from IBKR's servers (1100): said as such", async () => {
  const clock = fastClock()
  const diagnosis = await diagnose({ port: (await gateway(clock, "connectivity-lost")).port, clock })
  expect(check(diagnosis, "handshake").status).toBe("ok")
  expect(check(diagnosis, "ibkr_servers")).toMatchObject({ status: "fail" })
  expect(check(diagnosis, "ibkr_servers").found).toContain("1100")
})

test("an unknown symbol fails its own check only", async () => {
  const clock = fastClock()
  const diagnosis = await diagnose({ port: (await gateway(clock)).port, clock, symbol: "NOSUCHTHING" })
  expect(notOk(diagnosis).map(({ name, status }) => [name, status])).toEqual([
    ["market_data", "fail"],
    ["history", "skip"],
  ])
})

test("other instruments than stocks have quotes and history too", async () => {
  const clock = fastClock()
  const { port } = await gateway(clock)
  for (const symbol of ["FX:EURUSD", "IND:SPX@CBOE", "CONTFUT:ES@CME", "CRYPTO:BTC@PAXOS"]) {
    expect(check(await diagnose({ port, clock, symbol }), "history")).toMatchObject({ status: "ok", remedy: null })
  }
})

test("accounts: IB_ACCOUNTS and IB_MASK_ACCOUNTS hold in the report", async () => {
  const clock = fastClock()
  const { port } = await gateway(clock)
  const all = check(await diagnose({ port, clock }), "accounts").found
  const [first = "", second = ""] = all.match(/[A-Z]+\d+/g) ?? []
  const one = check(await diagnose({ port, clock, flags: { accounts: first, "mask-accounts": "true" } }), "accounts")
  expect(one.found).toBe(`${first.replace(/\d+/, "")}***${first.slice(-4)} (paper); 1 more left out by IB_ACCOUNTS`)
  expect(JSON.stringify(one)).not.toContain(first)
  expect(JSON.stringify(one)).not.toContain(second)
  const none = await diagnose({ port, clock, flags: { accounts: "U999" } })
  expect(check(none, "accounts")).toMatchObject({ status: "fail" })
})

test("nothing that the doctor sends is a request to change anything", async () => {
  const clock = fastClock()
  const simulator = await gateway(clock)
  await diagnose({ port: simulator.port, clock })
  const forbidden = ["3", "4", "15", "19", "21", "58"]
  expect(simulator.seen.length).toBeGreaterThan(3)
  expect(simulator.seen.map(({ fields }) => fields[0]).filter((id) => forbidden.includes(id ?? ""))).toEqual([])
})

test("the JSON form is the outside contract's", () => {
  const checks = [{ name: "port", status: "fail", found: "nothing", remedy: "Start it." }] as const
  expect(JSON.parse(asJson({ ok: false, clientId: null, gatewayReadOnly: null, checks }))).toEqual({
    ok: false,
    client_id: null,
    gateway_read_only: null,
    checks: [{ name: "port", status: "fail", found: "nothing", remedy: "Start it." }],
  })
})

test("the report fits 80 columns, has no colours in a pipe, and ends with a verdict and the next step", async () => {
  const clock = fastClock()
  const diagnosis = await diagnose({ port: (await gateway(clock, "read-only-off", "delayed-only")).port, clock })
  const lines: string[] = []
  printReport(diagnosis, {
    width: 80,
    paint: pc.createColors(false),
    line: (text = "") => lines.push(...text.split("\n")),
  })
  expect(lines.filter((line) => line.length > 80)).toEqual([])
  expect(lines.join("\n")).toContain(" ! Read-Only API   ")
  expect(lines.join(" ")).toContain("It works, with 2 things to look at above. Next: `ibkr-mcp config")
})

test("exit codes: 0 when nothing failed, 1 when something did, 2 for wrong usage", async () => {
  const clock = movingClock({ startAt: undefined, speed: 1 })
  const port = String((await gateway(clock)).port)
  const good = await runCommand(run, { flags: { port, json: true } })
  expect([good.code, JSON.parse(good.stdout).ok]).toEqual([0, true])
  const bad = await runCommand(run, { flags: { port, json: true, symbol: "NOSUCHTHING" } })
  expect([bad.code, JSON.parse(bad.stdout).ok]).toEqual([1, false])
  for (const flags of [{ port: "abc" }, { port, symbol: "FX:E" }, { port, symbol: "A\u0000B" }]) {
    const wrong = await runCommand(run, { flags })
    expect([wrong.code, wrong.stdout]).toEqual([2, ""])
    expect(wrong.stderr).toMatch(/^ibkr-mcp: [^\n\0]+\n$/)
  }
})
