import { expect, test } from "bun:test"
import { bench, record } from "./bench.ts"
import { expectAlive, expectOnlyReads } from "./expectations.ts"
import { faults, getsOf, startOf } from "./faults.ts"

/** The picture is made of what positions are, and of contracts and quotes that it can do without. */
const picture = ["ibkr_portfolio_risk", { detail: "detailed", limit: 200 }] as const
/** It asks some sixty messages, of which a Gateway takes fifty a second; a wave of options without Greeks takes 8 s. */
const more = 10

test.each(faults.map((fault) => [fault.scenario, fault] as const))(
  "the portfolio's picture: %s",
  async (scenario, fault) => {
    await using one = await bench([scenario], { startAt: startOf(fault) })
    await one.pass((fault.asked ?? 0) * 1000)
    const told = await one.until(one.call(...picture))
    expect(told.outcome).toBe(getsOf(fault, "positions"))
    expect(told.seconds).toBeLessThanOrEqual(fault.within + more)
    if (told.outcome === "ok") {
      expect(JSON.stringify(told.body)).not.toMatch(/e\+\d\d|2147483647|9223372/)
      const { exposure, left_out } = told.body
      const isKnown = record(exposure).net !== null
      const { rows } = record(left_out)
      // What is not known is named, and nothing of it is nought.
      expect(isKnown || (Array.isArray(rows) && rows.length > 0)).toBe(true)
    }
    if (fault.passes === undefined) await expectAlive(one, fault)
    expectOnlyReads(one)
  },
)
