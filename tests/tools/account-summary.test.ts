import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { type Body, number, rowsOf, type Served, served } from "./mcp-client.ts"

const summary = "ibkr_account_summary"

let usual: Served
let advisor: Served
beforeAll(async () => {
  usual = await served()
  advisor = await served({ scenarios: ["advisor"] })
})
afterAll(async () => {
  await usual.close()
  await advisor.close()
})

const advised = async (of: Served, args: Body = {}): Promise<Readonly<Record<"accounts" | "groups", unknown>>> => {
  const { advisor } = await of.answer(summary, { detail: "all", limit: 1, ...args })
  return advisor as Readonly<Record<"accounts" | "groups", unknown>>
}

describe("currencies", () => {
  test("of an account add up, at the Gateway's own rates, to what it has in its base", async () => {
    const body = await usual.answer(summary, { detail: "currencies" })
    const rows = rowsOf(body.currencies)
    for (const account of ["DU1234567", "DU7654321"]) {
      const own = rows.filter((row) => row.account === account)
      const [base, ...each] = own
      expect(base).toMatchObject({ currency: "BASE", exchange_rate: 1 })
      for (const name of ["cash", "stocks", "futures_pnl", "net_liquidation", "unrealized_pnl"]) {
        const sum = each.reduce((all, row) => all + number(row[name]) * number(row.exchange_rate), 0)
        expect(sum).toBeCloseTo(number(base?.[name]), 0)
      }
    }
    expect(rows.map(({ currency }) => currency)).toEqual(
      [
        ["BASE", "EUR", "GBP", "JPY", "USD"],
        ["BASE", "EUR", "GBP", "HKD", "USD"],
      ].flat(),
    )
    expect(body).not.toHaveProperty("values")
  })

  test("of one account", async () => {
    const body = await usual.answer(summary, { detail: "currencies", account: "du7654321" })
    expect(new Set(rowsOf(body.currencies).map(({ account }) => account))).toEqual(new Set(["DU7654321"]))
    expect(body.meta).toMatchObject({ account: "DU7654321" })
  })
})

describe("all values", () => {
  test("come page by page, none twice, until all have come", async () => {
    const seen: string[] = []
    let cursor: unknown = null
    let total = 0
    do {
      const args = { detail: "all", limit: 150, account: "DU1234567", ...(cursor === null ? {} : { cursor }) }
      const { values } = await usual.answer(summary, args)
      const page = values as Body
      seen.push(...rowsOf(page).map(({ name, currency }) => `${name} ${currency}`))
      expect(page.truncated).toBe(rowsOf(page).length < number(page.total))
      total = number(page.total)
      cursor = page.cursor
    } while (cursor !== null)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe(total)
    for (const name of ["Leverage-S null", "SMA USD", "ExchangeRate JPY", "DayTradesRemaining null"])
      expect(seen).toContain(name)
  })

  test("are numbers where they are numbers, and bounded when nothing is said", async () => {
    const { values } = await usual.answer(summary, { detail: "all" })
    expect(rowsOf(values)).toHaveLength(100)
    expect(rowsOf(values).find(({ name }) => name === "AccountReady")).toMatchObject({ value: "true", currency: null })
    for (const { name, value } of rowsOf(values)) if (name === "BuyingPower") expect(value).toBeNumber()
  })

  test("of an ordinary login come without an advisor's setup", async () => {
    expect(await advised(usual)).toBeNull()
  })
})

describe("an advisor's setup", () => {
  test("has groups, aliases and families", async () => {
    const { accounts, groups } = await advised(advisor)
    expect(rowsOf(accounts)).toEqual([
      { account: "DF1000000", alias: "Practice", family: null },
      { account: "DU1000001", alias: "Garden & Sons Trust", family: null },
      { account: "DU1000002", alias: "Rivera Retirement", family: "F1000000A" },
      { account: "DU1000003", alias: "Rivera Europe", family: "F1000000A" },
    ])
    expect(rowsOf(groups).filter(({ group }) => group === "Two to one")).toEqual([
      { group: "Two to one", method: "Ratio", account: "DU1000001", amount: 2 },
      { group: "Two to one", method: "Ratio", account: "DU1000003", amount: 1 },
    ])
  })

  test("of one account keeps its own", async () => {
    const { accounts, groups } = await advised(advisor, { account: "DU1000003" })
    expect(rowsOf(accounts)).toHaveLength(1)
    expect(rowsOf(groups).map(({ group, account }) => [group, account])).toEqual([
      ["Two to one", "DU1000003"],
      ["Everyone", "DU1000003"],
    ])
  })

  test.each([false, true])("names no account that may not be named (masked: %p)", async (maskAccounts) => {
    const limited = await served({
      scenarios: ["advisor"],
      config: { accounts: ["DU1000001", "DU1000003"], maskAccounts },
    })
    const bodies = [
      await limited.answer(summary, { detail: "all", limit: 500 }),
      await limited.answer(summary, { detail: "currencies" }),
    ]
    const text = JSON.stringify(bodies)
    expect(text).not.toMatch(/1000000|1000002|Practice|Retirement|Growth|Everyone/)
    expect(text).toContain("2 other accounts are not shown")
    if (maskAccounts) expect(text).not.toMatch(/D[FU]\d|Garden|Rivera|Two to one/)
    else expect(text).toContain("Garden & Sons Trust")
    const { accounts } = (bodies[0]?.advisor ?? {}) as Readonly<Record<"accounts", unknown>>
    expect(rowsOf(accounts).map(({ family }) => family)).toEqual([null, "family 1"])
    await limited.close()
  })
})

test("without a Gateway each answers what it knew, and says how old it is", async () => {
  const lost = await served({ scenarios: ["advisor"] })
  const questions = [{ detail: "currencies" }, { detail: "all", limit: 20 }]
  const before = []
  for (const args of questions) before.push(await lost.answer(summary, args))
  await lost.simulator.close()
  while (lost.gateway.status().state === "connected") await new Promise(setImmediate)
  for (const [index, args] of questions.entries()) {
    const after = await lost.answer(summary, args)
    expect(after.meta).toMatchObject({ stale: true, source: "cache" })
    expect({ ...after, meta: null }).toEqual({ ...before[index], meta: null })
  }
  await lost.close()
})

test("without a Gateway one account's values are those that all accounts' answer had", async () => {
  const lost = await served()
  await lost.answer(summary, { detail: "all" })
  await lost.simulator.close()
  while (lost.gateway.status().state === "connected") await new Promise(setImmediate)
  const { values, meta } = await lost.answer(summary, { detail: "all", account: "DU7654321" })
  expect(new Set(rowsOf(values).map(({ account }) => account))).toEqual(new Set(["DU7654321"]))
  expect(meta).toMatchObject({ stale: true, account: "DU7654321" })
  await lost.close()
})

test("bad arguments are refused and nothing of them reaches the Gateway", async () => {
  for (const args of [
    { detail: "everything" },
    { detail: "all", limit: 0 },
    { detail: "all", limit: 501 },
    { detail: "all", cursor: "EVIL" },
    { cursor: "EVIL" },
    { detail: "currencies", cursor: "EVIL" },
    { detail: "currencies", account: "EVIL\u0000" },
    { groups: true },
  ])
    expect((await usual.call(summary, args)).body).toMatchObject({ error: { code: "invalid_request" } })
  expect(usual.simulator.seen.some(({ fields }) => fields.some((field) => field.includes("EVIL")))).toBe(false)
})
