import { describe, expect, test } from "bun:test"
import { bench, record, type Told } from "./bench.ts"
import { outages } from "./outages.ts"
import { askAll, each, isStale } from "./questions.ts"

/** What was said, without what the envelope says of it. */
const data = ({ body: { meta: _, ...rest } }: Told) => rest

describe.each(Object.entries(outages))("when %s", (_, { begins, ends, code }) => {
  test("every question asked before has its last good answer, with its age, until fresh data is to be had", async () => {
    await using one = await bench([])
    const before = await askAll(one)
    for (const event of begins) one.simulator.happen(event)
    await one.wait(() => one.connection().state === code, 10)
    for (const seconds of [30, 60]) {
      await one.pass(seconds * 1000)
      const since = one.clock.now()
      for (const [question, told] of each(await askAll(one))) {
        const meta = record(told.body.meta)
        expect({ question, outcome: told.outcome, stale: meta.stale, source: meta.source }).toEqual({
          question,
          outcome: "ok",
          stale: true,
          source: "cache",
        })
        expect(data(told)).toEqual(data(before[question]))
        expect(JSON.stringify(meta.warnings)).toContain(`Last known good answer, ${String(meta.age_s)} s old: `)
        expect(Number(meta.age_s)).toBeGreaterThanOrEqual(seconds)
        expect(told.seconds).toBe(0)
      }
      expect(one.clock.now()).toBe(since)
    }
    const { outcome, body } = await one.until(one.call("ibkr_quote", { symbols: "MSFT" }))
    expect(outcome).toBe(code)
    expect(String(body.hint).length).toBeGreaterThan(20)

    for (const event of ends) one.simulator.happen(event)
    await one.wait(() => one.connection().state === "connected", 45)
    for (const [question, told] of each(await askAll(one)))
      expect([question, told.outcome, isStale(told)]).toEqual([question, "ok", false])
  })
})

test("one account's part is taken out of the answer about all, and no part is made up", async () => {
  await using one = await bench([])
  const { positions, summary } = await askAll(one)
  one.simulator.happen({ kind: "1100" })
  await one.wait(() => one.connection().state === "connectivity_lost", 1)
  const rows = (told: Told, key: string) => {
    const list = told.body[key]
    return Array.isArray(list) ? list.map(record) : []
  }
  const [account] = rows(summary, "accounts").map((row) => String(row.account))
  const held = await one.until(one.call("ibkr_positions", { account }))
  expect(isStale(held)).toBe(true)
  expect(rows(held, "positions")).toEqual(rows(positions, "positions").filter((row) => row.account === account))
  const figures = await one.until(one.call("ibkr_account_summary", { account }))
  expect(rows(figures, "accounts")).toEqual(rows(summary, "accounts").slice(0, 1))
  expect((await one.until(one.call("ibkr_positions", { symbol: "TSLA" }))).outcome).toBe("connectivity_lost")
})

test("a session that ends in the middle of an answer leaves the last whole one, not half of a new one", async () => {
  await using one = await bench(["slow-answers"])
  const before = await askAll(one)
  await one.pass(61_000)
  const asked = Promise.all([one.call("ibkr_positions"), one.call("ibkr_account_summary")])
  await one.pass(1000)
  for (const event of outages["the Gateway restarts"]?.begins ?? []) one.simulator.happen(event)
  const [positions, summary] = await one.until(asked)
  expect([isStale(positions), isStale(summary)]).toEqual([true, true])
  expect(data(positions)).toEqual(data(before.positions))
  expect(data(summary)).toEqual(data(before.summary))
})

describe("a data farm that is broken", () => {
  test("leaves bars and contracts of before, and says which farm it is", async () => {
    await using one = await bench([])
    const before = await askAll(one)
    for (const farm of ["ushmds", "secdefil"]) one.simulator.happen({ kind: "farm-broken", farm })
    const after = await askAll(one)
    for (const question of ["bars", "search"] as const) {
      expect([question, after[question].outcome, isStale(after[question])]).toEqual([question, "ok", true])
      expect(data(after[question])).toEqual(data(before[question]))
    }
    expect(JSON.stringify(record(after.bars.body.meta).warnings)).toContain("ushmds")
    for (const farm of ["ushmds", "secdefil"]) one.simulator.happen({ kind: "farm-ok", farm })
    for (const [question, told] of each(await askAll(one))) expect([question, isStale(told)]).toEqual([question, false])
  })

  test("leaves quotes of before when nothing new comes, and warns of those that stopped", async () => {
    await using one = await bench([])
    await askAll(one)
    one.simulator.happen({ kind: "farm-broken", farm: "usfarm" })
    await one.pass(15_000)
    const warm = await one.until(one.call("ibkr_quote", { symbols: "AAPL" }))
    expect(isStale(warm)).toBe(false)
    expect(JSON.stringify(record(warm.body.meta).warnings)).toContain("may have stopped")
    await one.pass(61_000)
    const cold = await one.until(one.call("ibkr_quote", { symbols: "AAPL" }))
    expect([cold.outcome, isStale(cold)]).toEqual(["ok", true])
    expect((await one.until(one.call("ibkr_quote", { symbols: "MSFT" }))).outcome).toBe("connectivity_lost")
    one.simulator.happen({ kind: "farm-ok", farm: "usfarm" })
    await one.pass(1000)
    expect(isStale(await one.until(one.call("ibkr_quote", { symbols: "AAPL" })))).toBe(false)
  })
})
