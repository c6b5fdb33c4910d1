import { describe, expect, test } from "bun:test"
import { manualClock } from "../../../src/clock/manual-clock.ts"
import { startSimulator } from "../../../src/simulator/simulator.ts"
import { logins } from "../../../src/simulator/world/accounts/logins.ts"
import { createWorld } from "../../../src/simulator/world/index.ts"
import { startedClient } from "../protocol/wire-client.ts"

const friday = Date.parse("2026-11-20T20:59:00Z")

describe("what holdings have cost", () => {
  const held = (seed: number, login: keyof typeof logins | undefined) => {
    const world = createWorld({ seed, ...(login && logins[login]) })
    return world.accounts.accounts
      .flatMap((account) => world.accounts.positions(account, friday))
      .filter(
        ({ quantity, conId }) =>
          quantity !== 0 && ["STK", "CRYPTO"].includes(world.contracts.byConId(conId)?.secType ?? ""),
      )
  }

  test.each([1, 2, 3, 77, 99, 12_345])(
    "is within a quarter of the price, with gains and losses, in the world of %d",
    (seed) => {
      for (const login of [undefined, "advisor"] as const) {
        const ratios = held(seed, login).map(({ averageCost, marketPrice }) => averageCost / marketPrice)
        expect(ratios.length).toBeGreaterThanOrEqual(10)
        for (const ratio of ratios) expect(Math.abs(ratio - 1)).toBeLessThanOrEqual(0.25)
        expect(ratios.filter((ratio) => ratio > 1).length).toBeGreaterThanOrEqual(2)
        expect(ratios.filter((ratio) => ratio < 1).length).toBeGreaterThanOrEqual(2)
      }
    },
  )

  test("stays the same from day to day in a year", () => {
    const { accounts } = createWorld({ seed: 1 })
    const costs = (at: string) =>
      accounts.positions("DU7654321", Date.parse(at)).map(({ conId, averageCost }) => [conId, averageCost])
    expect(costs("2026-11-20T15:00:00Z").slice(0, 8)).toEqual(costs("2026-12-03T15:00:00Z").slice(0, 8))
  })
})

describe("one account", () => {
  test("is the first of the usual two, with no advisor's setup", () => {
    const { accounts } = createWorld({ seed: 1, ...logins.oneAccount })
    expect(accounts.accounts).toEqual(["DU1234567"])
    expect(accounts.advisor).toBeUndefined()
    expect(accounts.values("DU1234567", friday)).toEqual(createWorld({ seed: 1 }).accounts.values("DU1234567", friday))
  })
})

describe("an advisor", () => {
  const { accounts } = createWorld({ seed: 1, ...logins.advisor })

  test("has an account of its own and three clients, each of them worth something", () => {
    expect(accounts.accounts).toEqual(["DF1000000", "DU1000001", "DU1000002", "DU1000003"])
    expect(accounts.accounts.map((account) => accounts.baseCurrency(account))).toEqual(["USD", "USD", "USD", "EUR"])
    const value = (account: string, tag: string) =>
      accounts.values(account, friday).find((row) => row.tag === tag)?.value
    expect(accounts.accounts.map((account) => value(account, "AccountType"))).toEqual([
      "ADVISOR",
      "TRUST",
      "IRA",
      "INDIVIDUAL",
    ])
    for (const account of accounts.accounts) expect(Number(value(account, "NetLiquidation"))).toBeGreaterThan(10_000)
    expect(accounts.positions("DF1000000", friday)).toEqual([])
  })

  test("has groups of its clients, names for all and families", () => {
    const { groups = [], aliases = [], families = [] } = accounts.advisor ?? {}
    expect(groups.map(({ name }) => name)).toEqual(["Growth", "Two to one", "Everyone"])
    for (const { members, method } of groups) {
      for (const { account, amount } of members) {
        expect(accounts.accounts.slice(1)).toContain(account)
        expect(amount === null).toBe(method !== "Ratio")
      }
    }
    expect(aliases.map(({ account }) => account)).toEqual([...accounts.accounts])
    expect(families.map(({ account }) => account)).toEqual([...accounts.accounts])
    expect(new Set(families.map(({ code }) => code))).toEqual(new Set(["", "F1000000A"]))
  })
})

describe("a login is chosen by scenario", () => {
  const managed = async (scenarios: readonly string[], group: string) => {
    const quiet = { host: "127.0.0.1", port: 0, seed: 1, log: () => undefined }
    const simulator = await startSimulator({ ...quiet, clock: manualClock(friday), scenarios })
    const client = await startedClient(simulator.port)
    client.send(17, 1)
    const accounts = (await client.next("15"))[2]
    client.send(62, 1, 7, group, "NetLiquidation")
    const rows = (await client.served()).filter(([id]) => id === "63").map((row) => row[3])
    await simulator.close()
    return { accounts, rows }
  }

  test.each([
    [[], "All", "DU1234567,DU7654321", ["DU1234567", "DU7654321"]],
    [["one-account"], "All", "DU1234567", ["DU1234567"]],
    [["advisor"], "Growth", "DF1000000,DU1000001,DU1000002,DU1000003", ["DU1000001", "DU1000002"]],
    [["one-account", "advisor", "delayed-only"], "DU1000003", "DF1000000,DU1000001,DU1000002,DU1000003", ["DU1000003"]],
  ] as const)("%j, summary of %s", async (scenarios, group, accounts, rows) => {
    expect(await managed(scenarios, group)).toEqual({ accounts, rows: [...rows] })
  })
})
