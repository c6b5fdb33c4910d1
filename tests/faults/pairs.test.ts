import { describe, expect, test } from "bun:test"
import { bench } from "./bench.ts"
import { expectOnlyReads, healthyAt } from "./expectations.ts"
import { type Fault, faults, getsOf, nameOf, startOf } from "./faults.ts"
import { askAll, each } from "./questions.ts"
import { wrongNumbers } from "./wrong-numbers.ts"

/**
 * Why two faults are not tested together; null when they are: what no question is about changes no answer; two that go
 * unnoticed alone go unnoticed together; two settings of one thing cannot both be, nor two hours of the clock; and behind a
 * fault that lets no answer through none of the other can be seen.
 */
function skipped(one: Fault, other: Fault): string | null {
  const both = [one, other]
  if (both.some(({ kind }) => kind === "ordinary")) return "not asked about"
  if (both.every(({ gets, except, within }) => gets === "ok" && !except && within === 1)) return "unnoticed"
  if (one.kind !== undefined && one.kind === other.kind) return "two settings of one thing"
  if (both.every(({ startAt }) => startAt !== undefined) && startOf(one) !== startOf(other)) return "two hours"
  if (both.some(letsNothingThrough)) return "hidden"
  return null
}

const letsNothingThrough = ({ gets, except, asked, passes }: Fault): boolean =>
  /not_accepting|connectivity_lost|request_timeout/.test(gets) && !except && asked === undefined && passes === undefined

const pairs = faults.flatMap((one, index) =>
  faults.slice(index + 1).flatMap((other): [string, Fault, Fault][] => {
    return skipped(one, other) === null ? [[`${nameOf(one)} and ${nameOf(other)}`, one, other]] : []
  }),
)

describe("two faults at once", () => {
  test.each(pairs)("%s", async (_, one, other) => {
    const both = [one, other]
    const startAt = one.startAt ?? other.startAt
    const healthy = await healthyAt(startAt ?? startOf(one))
    await using at = await bench([one.scenario, other.scenario], startAt === undefined ? {} : { startAt })
    await at.pass(Math.max(...both.map(({ asked }) => asked ?? 0)) * 1000)
    const within = both.reduce((sum, fault) => sum + fault.within, 0)
    // What takes seconds with either can take longer with both than a quote or a handshake is waited for.
    const tooLate = both.some((fault) => fault.within > 1) ? ["no_data", "not_accepting"] : []
    for (const [question, told] of each(await askAll(at))) {
      const expected = [...both.map((fault) => getsOf(fault, question)), ...tooLate]
      expect({ question, expected, got: expected.includes(told.outcome) || told.outcome }).toMatchObject({ got: true })
      expect(told.seconds).toBeLessThanOrEqual(within)
      expect(wrongNumbers(told, healthy[question])).toEqual([])
    }
    const status = await at.until(at.call("ibkr_connection_status"))
    expect([one.state, other.state, ...tooLate]).toContain(String(status.body.state))
    expectOnlyReads(at)
  })
})
