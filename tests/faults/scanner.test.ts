import { expect, test } from "bun:test"
import { bench } from "./bench.ts"
import { expectAlive } from "./expectations.ts"
import { faults, getsOf, startOf } from "./faults.ts"

/** A document of 2 MB in single bytes takes a real minute. */
const tested = faults.filter(({ scenario }) => scenario !== "one-byte-at-a-time")
/** The catalogue, a scan, and the names of what it found: one after the other. */
const more = 15

test.each(tested.map((fault) => [fault.scenario, fault] as const))("a scan under %s", async (scenario, fault) => {
  await using one = await bench([scenario], { startAt: startOf(fault) })
  await one.pass((fault.asked ?? 0) * 1000)
  const told = await one.until(one.call("ibkr_scanner", { scan_code: "HIGH_DIVIDEND_YIELD" }))
  expect(told.outcome).toBe(scenario === "bad-counts" ? "gateway_error" : getsOf(fault, "summary"))
  expect(told.seconds).toBeLessThanOrEqual(fault.within + more)
  if (told.outcome === "ok") expect(JSON.stringify(told.body)).not.toMatch(/e\+\d\d|2147483647|9223372|NaN/)
  if (fault.passes === undefined) await expectAlive(one, fault)
})
