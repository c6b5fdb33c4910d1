import { describe, expect, test } from "bun:test"
import { byConId, bySymbol, closeGatewaysAfterEach, line, smallGateway } from "./small-gateway.ts"
import { aapl, friday, siemens, unsubscribed } from "./small-world.ts"
import type { WireClient } from "./wire-client.ts"

closeGatewaysAfterEach()

const answerMs = 40

interface Asked {
  readonly contract?: readonly (string | number)[]
  readonly end?: string
  readonly barSize?: string
  readonly duration?: string
  readonly what?: string
  readonly format?: number
  readonly keep?: number
}

function ask(client: WireClient, id: number, asked: Asked = {}): void {
  const { contract = byConId(aapl), end = "", barSize = "1 min", duration = "1 D", what = "TRADES" } = asked
  client.send(20, id, ...contract, 0, end, barSize, duration, 1, what, asked.format ?? 1, asked.keep ?? 0, "")
}

const errors = (messages: readonly (readonly string[])[]) =>
  messages.filter(([id]) => id === "4").map(([, , id, code, text]) => `${id} ${code} ${text}`)

describe("requests that cannot be answered", () => {
  test.each([
    [
      { barSize: "7 mins" },
      "321 Error validating request.-'bQ' : cause - Historical data bar size setting is invalid. Legal ones are: 1 secs, 5 " +
        "secs, 10 secs, 15 secs, 30 secs, 1 min, 2 mins, 3 mins, 5 mins, 10 mins, 15 mins, 20 mins, 30 mins, 1 hour, 2 " +
        "hours, 3 hours, 4 hours, 8 hours, 1 day, 1W, 1M",
    ],
    [
      { duration: "366 D", barSize: "1 day" },
      "321 Error validating request.-'bQ' : cause - Historical data requests for durations longer than 365 days must be " +
        "made in years.",
    ],
    [
      { duration: "86401 S" },
      "321 Error validating request.-'bQ' : cause - Historical data requests for durations longer than 86400 seconds must " +
        "be made in days.",
    ],
    [{ what: "" }, "321 Error validating request.-'bQ' : cause - What to show field is missing or incorrect."],
    [{ format: 0 }, "321 Error validating request.-'bQ' : cause - Date formatting selection of 0 rejected"],
    [{ barSize: "1 secs" }, "162 Historical Market Data Service error message:Time length exceed max."],
    [{ contract: bySymbol("NOPE", "STK") }, "200 No security definition has been found for the request"],
    [
      { contract: byConId(unsubscribed) },
      "162 Historical Market Data Service error message:No market data permissions for ARCA STK",
    ],
  ])("%j", async (asked, error) => {
    const client = await (await smallGateway()).client()
    ask(client, 1, asked)
    expect(errors(await client.served())).toEqual([`1 ${error}`])
  })

  test.each(["2026", "20261301 10:00:00", "20261120 10:00:00 Nowhere/Here", "20261120 25:00:00"])(
    "end %s",
    async (end) => {
      const client = await (await smallGateway()).client()
      ask(client, 1, { end })
      expect(errors(await client.served())[0]).toStartWith("1 10314 End Date/Time: The date, time, or time-zone")
    },
  )

  test("nothing in the span", async () => {
    const { client: connect, world, clock } = await smallGateway()
    world.bars = []
    const client = await connect()
    ask(client, 1)
    await client.served()
    await clock.advance(answerMs)
    expect(errors(await client.served())).toEqual([
      "1 162 Historical Market Data Service error message:HMDS query returned no data: AAPL@SMART Trades",
    ])
  })
})

test("an end without a zone is warned about and answered all the same", async () => {
  const { client: connect, clock } = await smallGateway()
  const client = await connect()
  ask(client, 1, { end: "20261120 10:00:00" })
  expect(errors(await client.served())[0]).toStartWith("1 2174 Warning: You submitted request with date-time")
  await clock.advance(answerMs)
  expect((await client.next("17")).slice(0, 5)).toEqual([
    "17",
    "1",
    "20261120 09:30:00 US/Eastern",
    "20261120 10:00:00 US/Eastern",
    "1",
  ])
})

test("without a live subscription the last quarter of an hour is missing", async () => {
  const { client: connect, clock, world } = await smallGateway()
  const client = await connect()
  ask(client, 1)
  ask(client, 2, { contract: byConId(siemens) })
  await client.served()
  await clock.advance(answerMs)
  expect(world.queries.map(({ from, to }) => [from - friday, to - friday])).toEqual([
    [-30 * 60_000, 0],
    [-30 * 60_000, answerMs - 15 * 60_000],
  ])
})

test("a schedule answers in the exchange's own time", async () => {
  const { client: connect, clock } = await smallGateway()
  const client = await connect()
  ask(client, 1, { contract: byConId(siemens), what: "SCHEDULE", barSize: "1 day" })
  await client.served()
  await clock.advance(answerMs)
  expect(line(await client.next("106"))).toBe(
    "106|1|20261120-15:30:00|20261120-22:00:00|MET|1|20261120-15:30:00|20261120-22:00:00|20261120",
  )
})

describe("head timestamps", () => {
  test.each([
    [1, "88|1|19801212-14:30:00"],
    [2, "88|1|345479400"],
  ])("format %d", async (format, expected) => {
    const { client: connect, clock } = await smallGateway()
    const client = await connect()
    client.send(87, 1, ...byConId(aapl), 0, 1, "TRADES", format)
    await client.served()
    await clock.advance(answerMs)
    expect(line(await client.next("88"))).toBe(expected)
  })

  test("of what has none", async () => {
    const { client: connect, clock } = await smallGateway()
    const client = await connect()
    client.send(87, 1, ...byConId(siemens), 0, 1, "TRADES", 1)
    await client.served()
    await clock.advance(answerMs)
    expect(errors(await client.served())).toEqual([
      "1 162 Historical Market Data Service error message:No head time stamp",
    ])
  })
})

test("a cancel before the answer is answered with 162, after it with 366", async () => {
  const { client: connect, clock } = await smallGateway()
  const client = await connect()
  ask(client, 1)
  client.send(25, 1, 1)
  expect(errors(await client.served())).toEqual([
    "1 162 Historical Market Data Service error message:API historical data query cancelled: 1",
  ])
  await clock.advance(answerMs)
  client.send(25, 1, 1)
  expect((await client.served()).map(line)).toEqual(["4|2|1|366|No historical data query found for ticker id:1|"])
})

test("kept up to date, the forming bar comes as it changes", async () => {
  const { client: connect, clock, world } = await smallGateway()
  const client = await connect()
  ask(client, 1, { keep: 1 })
  await client.served()
  await clock.advance(answerMs)
  await client.next("17")
  world.bars = world.bars.map((bar) => ({ ...bar, close: 200.5, count: 4400 }))
  await clock.advance(5250)
  expect(line(await client.next("90"))).toBe(
    "90|1|4400|20261120 09:30:00 US/Eastern|198.00|200.50|201.50|197.25|199.4|1234567",
  )
  await clock.advance(5250)
  expect(await client.served()).toEqual([])
})

describe("pacing", () => {
  const violation = "162 Historical Market Data Service error message:Historical data request pacing violation"
  const small = { barSize: "5 secs", duration: "1800 S" }

  test("an identical request for small bars within 15 s", async () => {
    const { client: connect, clock } = await smallGateway()
    const client = await connect()
    ask(client, 1, small)
    await client.served()
    await clock.advance(14_999)
    ask(client, 2, small)
    expect(errors(await client.served())).toEqual([`2 ${violation}`])
    await clock.advance(15_000)
    ask(client, 3, small)
    expect(errors(await client.served())).toEqual([])
  })

  test("the sixth of a series within 2 s", async () => {
    const client = await (await smallGateway()).client()
    for (const id of [1, 2, 3, 4, 5, 6]) ask(client, id, { barSize: "5 secs", duration: `${id}00 S` })
    expect(errors(await client.served())).toEqual([`6 ${violation}`])
  })

  test("bars of a minute are not paced", async () => {
    const client = await (await smallGateway()).client()
    for (const id of [1, 2, 3, 4, 5, 6, 7]) ask(client, id)
    expect(errors(await client.served())).toEqual([])
  })

  test("sixty in ten minutes, BID_ASK counting twice", async () => {
    const { client: connect, clock } = await smallGateway()
    const client = await connect()
    for (let id = 1; id <= 30; id++) {
      ask(client, id, { ...small, duration: `${id}00 S`.slice(0, 5), what: "BID_ASK" })
      await client.served()
      await clock.advance(15_000)
    }
    await client.served()
    ask(client, 31, { ...small, what: "TRADES" })
    expect(errors(await client.served())).toEqual([`31 ${violation}`])
  })

  test("fifty at a time", async () => {
    const { client: connect, clock } = await smallGateway()
    const [first, second] = [await connect(193, 1), await connect(193, 2)]
    for (let id = 1; id <= 25; id++) ask(first, id, { duration: `${id} D` })
    for (let id = 1; id <= 25; id++) ask(second, id, { duration: `${id} D` })
    await Promise.all([first.served(), second.served()])
    ask(second, 26)
    expect(errors(await second.served())).toEqual([
      "26 322 Error processing request.-'bQ' : cause - Only 50 simultaneous API historical data requests allowed.",
    ])
    await clock.advance(answerMs)
    ask(second, 27)
    expect(errors(await second.served())).toEqual([])
  })
})
