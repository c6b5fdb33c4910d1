import { expect } from "bun:test"
import { type Bench, bench, record } from "./bench.ts"
import type { Fault } from "./faults.ts"
import { type Answers, askAll, each, isStale } from "./questions.ts"
import { wrongNumbers } from "./wrong-numbers.ts"

/** Message ids that a client which only reads may send. */
const reads: ReadonlySet<string> = new Set(
  ["1", "2", "6", "7", "8", "9", "16", "17", "18", "20", "25", "49", "59", "61", "62", "63", "64", "71", "78"].concat([
    "80",
    "81",
    "87",
    "90",
    "92",
    "93",
    "94",
    "95",
  ]),
)

const known = new Map<number, Promise<Answers>>()

/** What a healthy Gateway says to every question when it is started at an instant. */
export function healthyAt(startAt: number): Promise<Answers> {
  const asked = known.get(startAt) ?? askHealthy(startAt)
  known.set(startAt, asked)
  return asked
}

async function askHealthy(startAt: number): Promise<Answers> {
  await using one = await bench([], { startAt })
  const answers = await askAll(one)
  for (const [question, told] of each(answers)) expect([question, told.outcome]).toEqual([question, "ok"])
  return answers
}

/** The server answers how the connection stands, at once, and what to do about it in words. */
export async function expectAlive(one: Bench, { state, says }: Pick<Fault, "state" | "says">): Promise<void> {
  const status = await one.until(one.call("ibkr_connection_status"))
  expect(status).toMatchObject({ outcome: "ok", seconds: 0, body: { state, connected: state === "connected" } })
  expect(status.body.hint === null).toBe(state === "connected")
  if (says) expect(String(status.body.hint)).toMatch(says)
}

/** Nothing but requests to read has left, and none that is billed. */
export function expectOnlyReads(one: Bench): void {
  expect(one.seen().filter(({ fields: [id = ""] }) => !reads.has(id))).toEqual([])
  expect(one.simulator.billedSnapshots).toBe(0)
}

/** The longest that a server takes to notice that a Gateway is back: its longest pause and a busy Gateway's handshake. */
const reconnectS = 45

/**
 * When the fault has passed by itself, or with the Gateway that had it, every question has a fresh answer again, and
 * nobody had to do anything to the server.
 */
export async function expectRecovered(one: Bench, passes: number | null): Promise<void> {
  if (passes !== null) await one.pass(passes * 1000)
  else {
    await one.stopGateway()
    await one.wait(() => one.connection().state !== "connected", 1)
    await one.startGateway()
  }
  await one.wait(() => one.connection().state === "connected", passes === null ? reconnectS : 0)
  const healthy = await healthyAt(one.clock.now())
  for (const [question, told] of each(await askAll(one))) {
    expect([question, told.outcome, isStale(told)]).toEqual([question, "ok", false])
    expect(wrongNumbers(told, healthy[question])).toEqual([])
  }
  expect(record((await one.until(one.call("ibkr_connection_status"))).body)).toMatchObject({
    state: "connected",
    hint: null,
  })
}
