import { expect, test } from "bun:test"
import { connect } from "node:net"
import { clockOption } from "../../src/commands/clock-option.ts"
import { run } from "../../src/commands/simulate.ts"
import { runCommand } from "./run-command.ts"

const main = Bun.fileURLToPath(new URL("../../src/main.ts", import.meta.url))

function simulate(...flags: string[]) {
  return Bun.spawn([process.execPath, main, "simulate", ...flags], { stdin: "ignore", stdout: "pipe", stderr: "pipe" })
}

async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  let said = ""
  for await (const chunk of stream) {
    said += new TextDecoder().decode(chunk)
    if (said.includes("\n")) break
  }
  return said.split("\n")[0] ?? ""
}

/** The version exchange of the protocol, byte for byte; the server answers with its version and time. */
function greet(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write("API\0\0\0\0\tv100..193"))
    socket.once("data", (data) => {
      socket.destroy()
      resolve(data.toString("latin1"))
    })
    socket.once("error", reject)
  })
}

test.each(["SIGINT", "SIGTERM"] as const)(
  "says where it listens, answers there, and ends with 0 on %s",
  async (signal) => {
    const child = simulate("--port", "0", "--clock", "2026-11-20T16:30:00Zx60", "--seed", "7")
    const line = await firstLine(child.stdout)
    expect(line).toMatch(
      /^listening on 127\.0\.0\.1:\d+ \(simulated Gateway; seed 7, clock 2026-11-20T16:30:00Zx60; Ctrl-C ends it\)$/,
    )
    const greeting = await greet(Number(/:(\d+) /.exec(line)?.[1]))
    expect(greeting).toMatch(/^\0\0\0.193\0\d{8} \d\d:\d\d:\d\d /s)
    child.kill(signal)
    const code = await child.exited
    // Windows has no signals: a killed process ends at once.
    if (process.platform !== "win32") expect(code).toBe(0)
  },
)

test("a port that is taken: one line that says so, and 1", async () => {
  const first = simulate("--port", "0")
  const port = /:(\d+) /.exec(await firstLine(first.stdout))?.[1] ?? ""
  const { code, stderr } = await runCommand(run, { flags: { port } })
  expect(code).toBe(1)
  expect(stderr).toBe(
    `ibkr-mcp: cannot listen on 127.0.0.1:${port}: something listens there already; --port 0 takes a free port\n`,
  )
  first.kill()
  await first.exited
})

test("an address that this machine does not have: one line that says so, and 1", async () => {
  const { code, stdout, stderr } = await runCommand(run, { flags: { port: "0", host: "no.such.host.invalid" } })
  expect([code, stdout]).toEqual([1, ""])
  expect(stderr).toMatch(/^ibkr-mcp: cannot listen on no\.such\.host\.invalid:0: [^\n]+\n$/)
})

test("the scenarios are listed, each with what happens", async () => {
  const { code, stdout } = await runCommand(run, { flags: { scenarios: true } })
  expect(code).toBe(0)
  for (const name of ["silent-port", "client-id-taken", "read-only-off", "clock-skew", "not-subscribed"]) {
    expect(stdout).toMatch(new RegExp(`^ ${name} +\\S`, "m"))
  }
})

test.each([
  [{ port: "x" }, "--port"],
  [{ port: "65536" }, "--port"],
  [{ port: "-1" }, "--port"],
  [{ seed: "1.5" }, "--seed"],
  [{ clock: "yesterday" }, "--clock"],
  [{ clock: "2026-11-20T16:30:00" }, "--clock"],
  [{ clock: "2026-11-20T16:30:00Zx0" }, "--clock"],
  [{ clock: "realx0", control: "0" }, "--clock"],
  [{ clock: "2026-11-20T16:30:00Zx2x0", control: "0" }, "--clock"],
  [{ control: "http" }, "--control"],
  [{ scenario: "read-only-off,nope" }, "--scenario"],
  [{ scenario: "drop:after=soon" }, "--scenario"],
  [{ scenario: "./no/such/file.toml" }, "--scenario"],
])("%p is wrong usage: one line and 2", async (flags, named) => {
  const { code, stdout, stderr } = await runCommand(run, { flags })
  expect(code).toBe(2)
  expect(stdout).toBe("")
  expect(stderr).toMatch(/^ibkr-mcp: [^\n]+\n$/)
  expect(stderr).toContain(`${named} is `)
})

test("a scenario that is almost one is guessed", async () => {
  const { stderr } = await runCommand(run, { flags: { scenario: "delay-only" } })
  expect(stderr).toBe(
    'ibkr-mcp: --scenario is "delay-only"; `ibkr-mcp simulate --scenarios` lists what there is; did you mean delayed-only?\n',
  )
})

test("a clock that stands still is moved over the control port", async () => {
  const child = simulate(
    "--port",
    "0",
    "--control",
    "0",
    "--clock",
    "2026-11-20T16:30:00Zx0",
    "--scenario",
    "drop:after=5s",
  )
  const line = await firstLine(child.stdout)
  const url = /control (http:\/\/127\.0\.0\.1:\d+);/.exec(line)?.[1]
  const response = await fetch(`${url}/clock`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"advance": "1h"}',
  })
  expect(await response.json()).toEqual({ now: Date.parse("2026-11-20T17:30:00Z") })
  child.kill()
  await child.exited
})

test("a control port that is taken: one line that says so, and 1", async () => {
  const first = simulate("--port", "0")
  const port = /:(\d+) /.exec(await firstLine(first.stdout))?.[1] ?? ""
  const { code, stdout, stderr } = await runCommand(run, { flags: { port: "0", control: port } })
  expect([code, stdout]).toEqual([1, ""])
  expect(stderr).toContain(`cannot listen on 127.0.0.1:${port}: `)
  first.kill()
  await first.exited
})

test("the clock starts at its instant and runs as fast as asked", () => {
  const clock = clockOption("2026-11-20T11:30:00-05:00x3600")
  const started = Date.parse("2026-11-20T16:30:00Z")
  expect(clock?.now()).toBeGreaterThanOrEqual(started)
  // A second of this machine is an hour of that clock; the test takes far less.
  expect(clock?.now()).toBeLessThan(started + 3_600_000)
  expect(clockOption("real")?.now()).toBeCloseTo(Date.now(), -3)
})
