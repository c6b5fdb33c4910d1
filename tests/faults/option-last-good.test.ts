import { describe, expect, test } from "bun:test"
import { type Bench, bench, record, type Told } from "./bench.ts"
import { outages } from "./outages.ts"
import { isStale } from "./questions.ts"

/** Every kind of answer about options that holds quotes. */
const questions: readonly (readonly [name: string, args: object])[] = [
  ["ibkr_option_chain", { symbol: "AAPL", expiry: "20261218", limit: 4 }],
  ["ibkr_option_chain", { symbol: "AAPL", min_dte: 20, max_dte: 40, limit: 4 }],
  ["ibkr_option_chain", { symbol: "IND:SPX@CBOE", volatility: true, limit: 3 }],
  ["ibkr_option_calculator", { symbol: "OPT:AAPL:20261218:C:275", volatility: 0.3 }],
]

const askAll = (one: Bench) => one.until(Promise.all(questions.map(([name, args]) => one.call(name, args))))

/** What was said, without what the envelope says of it. */
const data = ({ body: { meta: _, ...rest } }: Told) => rest

describe.each(Object.entries(outages))("when %s", (_, { begins, ends, code }) => {
  test("tables of options and their volatilities have their last good answers, with their age", async () => {
    await using one = await bench([])
    const before = await askAll(one)
    for (const { outcome } of before) expect(outcome).toBe("ok")
    for (const event of begins) one.simulator.happen(event)
    await one.wait(() => one.connection().state === code, 10)
    await one.pass(30_000)
    for (const [index, told] of (await askAll(one)).entries()) {
      expect([told.outcome, isStale(told), record(told.body.meta).source]).toEqual(["ok", true, "cache"])
      expect(data(told)).toEqual(data(before[index] ?? told))
      expect(Number(record(told.body.meta).age_s)).toBeGreaterThanOrEqual(30)
      expect(told.seconds).toBe(0)
    }
    const other = await one.until(one.call("ibkr_option_chain", { symbol: "AAPL", expiry: "20261218", limit: 5 }))
    expect(other.outcome).toBe(code)
    for (const event of ends) one.simulator.happen(event)
    await one.wait(() => one.connection().state === "connected", 45)
    for (const told of await askAll(one)) expect([told.outcome, isStale(told)]).toEqual(["ok", false])
  })
})

test("a session that ends in the middle of a table leaves the last whole one", async () => {
  await using one = await bench(["slow-answers"], { settings: { maxLines: 3 } })
  const ask = () => one.call("ibkr_option_chain", { symbol: "AAPL", expiry: "20261218", limit: 8 })
  const whole = await one.until(ask())
  await one.pass(61_000)
  const quoted = () => one.seen().filter(({ fields }) => fields[0] === "1").length
  const from = quoted()
  const asked = ask()
  await one.wait(() => quoted() >= from + 4, 20)
  expect(quoted()).toBeLessThan(from + 9)
  for (const event of outages["the Gateway restarts"]?.begins ?? []) one.simulator.happen(event)
  const told = await one.until(asked)
  expect([told.outcome, isStale(told)]).toEqual(["ok", true])
  expect(data(told)).toEqual(data(whole))
})
