import { expect, test } from "bun:test"
import fc from "fast-check"
import { manualClock } from "../../../src/clock/manual-clock.ts"
import { scenarioFromDocument } from "../../../src/simulator/scenario-document.ts"
import { startSimulator } from "../../../src/simulator/simulator.ts"
import { bySymbol } from "./small-gateway.ts"
import { startedClient } from "./wire-client.ts"

const start = Date.parse("2026-11-20T15:30:00Z")

async function gateway(content: unknown) {
  const reading = scenarioFromDocument(content)
  if (!reading.ok) throw new Error(reading.problem)
  const clock = manualClock(start)
  const simulator = await startSimulator({
    host: "127.0.0.1",
    port: 0,
    seed: 1,
    clock,
    scenarios: [reading.scenario],
    log: () => undefined,
  })
  return { clock, simulator }
}

const acme = { symbol: "ACME", like: "AAPL", price: 42.5 }
const account = { account: "DU9000001" }

test("a scenario begins with others, and plays its script by the Gateway's clock", async () => {
  const { clock, simulator } = await gateway({
    summary: "a bad Friday",
    scenarios: ["read-only-off"],
    events: [
      { at: "2026-11-20T10:31:00-05:00", event: "1102" },
      { at: "2026-11-20T15:30:30Z", event: "1100" },
      { after: "2m", event: "drop" },
      { at: "2026-11-20T15:00:00Z", event: "farm-broken usfarm" },
    ],
  })
  expect(simulator.state.brokenFarms).toEqual(["usfarm"])
  const client = await startedClient(simulator.port)
  client.send(99, 0)
  await client.next("102")
  const codes = (messages: readonly (readonly string[])[]) => messages.map((message) => message[3])
  await clock.advance(30_000)
  expect(codes(await client.served())).toEqual(["1100"])
  await clock.advance(30_000)
  expect(codes(await client.served())).toEqual(["1102"])
  await clock.advance(60_000)
  await client.closed
  await simulator.close()
})

test("instruments and accounts of a scenario are in its world, priced and held", async () => {
  const { simulator } = await gateway({
    instruments: [{ ...acme, name: "ACME CORP", isin: "US0000000002", entitlement: "delayed" }],
    accounts: [
      {
        ...account,
        base_currency: "EUR",
        cash: { EUR: 10_000, USD: 2500.5 },
        positions: [
          { symbol: "ACME", quantity: 100, average_cost: 40 },
          { con_id: 265598, quantity: -5, average_cost: 270.25 },
        ],
      },
    ],
  })
  const client = await startedClient(simulator.port)
  client.send(17, 1)
  expect(await client.next("15")).toEqual(["15", "1", "DU9000001"])
  client.send(9, 8, 1, ...bySymbol("ACME", "STK"), 0, "ISIN", "US0000000002", "")
  const details = await client.next("10")
  expect(details.slice(1, 4)).toEqual(["1", "ACME", "STK"])
  expect(details).toContain("ACME CORP")
  client.send(61, 1)
  const positions = await client.until(([id]) => id === "62")
  expect(positions.filter(([id]) => id === "61").map((row) => [row[4], row.at(-2), row.at(-1)])).toEqual([
    ["ACME", "100", "40"],
    ["AAPL", "-5", "270.25"],
  ])
  client.send(59, 1, 3)
  client.send(1, 11, 2, ...bySymbol("ACME", "STK"), 0, "", 0, 0, "")
  // The scenario's price is that of this day's end; tick 75 is the close of the day before.
  const close = await client.until(([id, , , type]) => id === "1" && type === "75")
  expect(Math.abs(Number(close.at(-1)?.[4]) / 42.5 - 1)).toBeLessThan(0.15)
  client.send(62, 1, 3, "All", "TotalCashValue")
  const cash = (await client.next("63")).slice(3)
  expect(cash[0]).toBe("DU9000001")
  expect(cash.at(-1)).toBe("EUR")
  await simulator.close()
})

test.each<[string, unknown, string]>([
  ["no table", [], "the document is []; allowed: a table"],
  [
    "a field that is not known",
    { event: [] },
    "event is not known; allowed: summary, scenarios, instruments, accounts, events",
  ],
  ["a scenario that is not known", { scenarios: ["nope"] }, "there is no scenario of that name"],
  [
    "an event that is not known",
    { events: [{ after: "1s", event: "1103" }] },
    'events[0].event is "1103"; allowed: 1100, 1101',
  ],
  ["an event without a name", { events: [{ after: "1s" }] }, "events[0].event is missing; allowed: 1100"],
  [
    "an event without a time",
    { events: [{ event: "drop" }] },
    "events[0].at is missing; allowed: an instant with its offset",
  ],
  ["an instant without an offset", { events: [{ at: "2026-11-20T15:31:00", event: "drop" }] }, "events[0].at is"],
  ["a day that does not exist", { events: [{ at: "2026-11-31T25:00:00Z", event: "drop" }] }, "events[0].at is"],
  ["two times", { events: [{ at: "2026-11-20T15:31:00Z", after: "1s", event: "drop" }] }, "`at` or `after`, not both"],
  ["events that are no list", { events: { event: "drop" } }, "allowed: a list of tables"],
  [
    "an instrument like none",
    { instruments: [{ ...acme, like: "NOPE" }] },
    'instruments[0].like is "NOPE"; allowed: the symbol',
  ],
  ["a symbol twice", { instruments: [acme, acme] }, 'instruments[1].symbol is "ACME"; allowed: a symbol in capitals'],
  ["a symbol that there is", { instruments: [{ ...acme, symbol: "AAPL" }] }, "instruments[0].symbol"],
  ["a con id that there is", { instruments: [{ ...acme, con_id: 265598 }] }, "instruments[0].con_id is 265598"],
  [
    "a price of nothing",
    { instruments: [{ ...acme, price: 0 }] },
    "instruments[0].price is 0; allowed: a number above 0",
  ],
  [
    "a misspelt field",
    { instruments: [{ ...acme, volatilty: 1 }] },
    "instruments[0].volatilty is not known; allowed: symbol",
  ],
  ["an account twice", { accounts: [account, account] }, "accounts[1].account"],
  ["a currency without a rate", { accounts: [{ ...account, cash: { XYZ: 1 } }] }, "accounts[0].cash.XYZ is 1; allowed"],
  [
    "a symbol of several stocks",
    { accounts: [{ ...account, positions: [{ symbol: "VOD", quantity: 1, average_cost: 1 }] }] },
    "accounts[0].positions[0].symbol",
  ],
  [
    "a position of nothing",
    { accounts: [{ ...account, positions: [{ symbol: "AAPL", quantity: 0, average_cost: 1 }] }] },
    "accounts[0].positions[0].quantity is 0",
  ],
])("%s is refused, with its field and what is allowed", (_, content, problem) => {
  const reading = scenarioFromDocument(content)
  expect(reading.ok).toBe(false)
  expect(reading.ok ? "" : reading.problem).toContain(problem)
})

test("any document at all is a scenario or one line that says why not", () => {
  const field = fc.constantFrom("at", "after", "event", "symbol", "like", "price", "account", "cash", "positions", "x")
  const value = fc.oneof(
    fc.string(),
    fc.double(),
    fc.constant(null),
    fc.constantFrom("1100", "1s", "AAPL", "DU1234567"),
  )
  const row = fc.dictionary(field, fc.oneof(value, fc.dictionary(field, value), fc.array(value)))
  const top = fc.constantFrom("summary", "scenarios", "instruments", "accounts", "events")
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(top, fc.oneof(value, fc.array(row)))), (content) => {
      const reading = scenarioFromDocument(content)
      if (!reading.ok) expect(reading.problem).toMatch(/^[^\n]+$/)
    }),
  )
})
