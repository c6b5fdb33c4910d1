import { expect, test } from "bun:test"
import { bench } from "./bench.ts"
import { expectAlive, expectOnlyReads } from "./expectations.ts"
import { faults, getsOf, startOf } from "./faults.ts"

/** What rests and what was traded: of the accounts, like positions, with contracts looked up that they can do without. */
const questions = [
  ["ibkr_orders", { detail: "detailed" }],
  ["ibkr_executions", { detail: "detailed" }],
] as const
/** Commissions and the names of contracts are waited for, and then done without. */
const more = 5

const healthy = new Map<string, Promise<unknown>>()

/** How many a healthy Gateway tells of at the same time. */
async function totalOf(tool: string, startAt: number, asked: number): Promise<unknown> {
  const key = `${tool} ${startAt} ${asked}`
  const ask = async () => {
    await using one = await bench([], { startAt })
    await one.pass(asked * 1000)
    return (await one.until(one.call(tool, {}))).body.total
  }
  const total = healthy.get(key) ?? ask()
  healthy.set(key, total)
  return total
}

test.each(faults.flatMap((fault) => questions.map(([tool, args]) => [tool, fault.scenario, args, fault] as const)))(
  "%s under %s",
  async (tool, scenario, args, fault) => {
    const asked = fault.asked ?? 0
    await using one = await bench([scenario], { startAt: startOf(fault) })
    await one.pass(asked * 1000)
    const told = await one.until(one.call(tool, args))
    expect(told.outcome).toBe(getsOf(fault, "positions"))
    expect(told.seconds).toBeLessThanOrEqual(fault.within + more)
    if (told.outcome === "ok") {
      expect(JSON.stringify(told.body)).not.toMatch(/e\+\d\d|2147483647|9223372|NaN/)
      // All of them or an error: never some, and never none instead.
      expect(told.body.total).toBe(await totalOf(tool, startOf(fault), asked))
    }
    if (fault.passes === undefined) await expectAlive(one, fault)
    expectOnlyReads(one)
  },
)
