import { expect, test } from "bun:test"
import { type Bench, bench } from "./bench.ts"
import { expectOnlyReads } from "./expectations.ts"
import { faults, getsOf, startOf } from "./faults.ts"
import type { Question } from "./questions.ts"

/** Asked together; each fares as the plainer question that it is made of. The prices are of past days: they never change. */
const questions: readonly (readonly [tool: string, args: object, like: Question])[] = [
  ["ibkr_compare", { symbols: ["AAPL", "SPY"], duration: "3 M", end: "2026-11-19", currency: "EUR" }, "bars"],
  ["ibkr_account_summary", { detail: "currencies" }, "summary"],
  ["ibkr_account_summary", { detail: "all", limit: 500 }, "summary"],
]
/** Contracts, then prices, then rates; figures, then values of one account after the other. */
const more = 10

const askAll = (one: Bench) => one.until(Promise.all(questions.map(([tool, args]) => one.call(tool, args))))

const healthy = new Map<number, Promise<unknown>>()

/** The figures of a comparison by a healthy Gateway that is started at an instant. */
async function figuresAt(startAt: number): Promise<unknown> {
  const ask = async () => {
    await using one = await bench([], { startAt })
    return (await askAll(one))[0]?.body.rows
  }
  const figures = healthy.get(startAt) ?? ask()
  healthy.set(startAt, figures)
  return figures
}

/** Who is not let in can ask nothing, whatever the question. */
const letIn = faults.filter(({ state }) => state !== "not_accepting")

test.each(letIn.map((fault) => [fault.scenario, fault] as const))(
  "a comparison and an account's details: %s",
  async (scenario, fault) => {
    await using one = await bench([scenario], { startAt: startOf(fault) })
    await one.pass((fault.asked ?? 0) * 1000)
    const answers = await askAll(one)
    for (const [index, [tool, , like]] of questions.entries()) {
      const told = answers[index]
      // Closes that are all unset leave nothing to compare.
      const expected = scenario === "sentinels" && like === "bars" ? "no_data" : getsOf(fault, like)
      expect([tool, told?.outcome]).toEqual([tool, expected])
      expect(told?.seconds).toBeLessThanOrEqual(fault.within + more)
      expect(JSON.stringify(told?.body)).not.toMatch(/e\+\d\d|2147483647|9223372|NaN/)
      // The same figures or none.
      if (tool === "ibkr_compare" && expected === "ok") expect(told?.body.rows).toEqual(await figuresAt(startOf(fault)))
    }
    expectOnlyReads(one)
  },
)
