import { describe, expect, test } from "bun:test"
import { scenarios } from "../../src/simulator/scenarios.ts"
import { bench } from "./bench.ts"
import { expectAlive, expectOnlyReads, expectRecovered, healthyAt } from "./expectations.ts"
import { type Fault, faults, getsOf, nameOf, startOf } from "./faults.ts"
import { askAll, each } from "./questions.ts"
import { wrongNumbers } from "./wrong-numbers.ts"

/** Scenarios that are another person's accounts, and nothing that goes wrong. */
const logins = ["advisor", "one-account"]

test("every fault that the simulated Gateway knows has its row, and only one", () => {
  const rows = faults.map(nameOf).concat(logins)
  expect(rows.toSorted()).toEqual(Object.keys(scenarios).toSorted())
})

describe("one fault", () => {
  test.each(faults.map((fault): [string, Fault] => [fault.scenario, fault]))("%s", async (scenario, fault) => {
    const healthy = await healthyAt(startOf(fault))
    await using one = await bench([scenario], { startAt: startOf(fault) })
    await one.pass((fault.asked ?? 0) * 1000)
    const answers = await askAll(one)
    for (const [question, told] of each(answers)) {
      expect([question, told.outcome]).toEqual([question, getsOf(fault, question)])
      expect(told.seconds).toBeLessThanOrEqual(fault.within)
      expect(wrongNumbers(told, healthy[question])).toEqual([])
    }
    await expectAlive(one, fault)
    await expectRecovered(one, fault.passes ?? null)
    expectOnlyReads(one)
  })
})
