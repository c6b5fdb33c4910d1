import { describe, expect, test } from "bun:test"
import { manualClock } from "../../../src/clock/manual-clock.ts"
import { type SimulatorOptions, startSimulator } from "../../../src/simulator/simulator.ts"
import { createWorld } from "../../../src/simulator/world/index.ts"
import { closeGatewaysAfterEach, smallGateway } from "./small-gateway.ts"
import { friday } from "./small-world.ts"
import { startedClient, type WireClient } from "./wire-client.ts"

closeGatewaysAfterEach()

interface Scan {
  readonly id?: number
  readonly rows?: number
  readonly instrument?: string
  readonly location?: string
  readonly code: string
  readonly priceAbove?: number
  readonly filters?: string
  readonly stockType?: string
}

const ask = (client: WireClient, scan: Scan): void => {
  const { id = 1, rows = 10, instrument = "STK", location = "STK.US.MAJOR", code, priceAbove = "", filters = "" } = scan
  const unset = (count: number) => Array.from({ length: count }, () => "")
  client.send(
    22,
    id,
    rows,
    instrument,
    location,
    code,
    priceAbove,
    ...unset(12),
    0,
    ...unset(2),
    scan.stockType ?? "",
    filters,
    "",
  )
}

const refusal = (message: readonly string[]): string => message.slice(2, 5).join(" ")

describe.each([157, 174, 193])("at server version %d", (version) => {
  test("what a scan finds", async () => {
    const { client: connect, clock } = await smallGateway()
    const client = await connect(version)
    ask(client, { code: "TOP_PERC_GAIN", stockType: "CORP", filters: "priceAbove=100;changePercBelow=5;" })
    await client.served()
    await clock.advance(60)
    const found = await client.next("20")
    expect(found.slice(0, 4)).toEqual(["20", "3", "1", "3"])
    expect(found).toHaveLength(4 + 3 * 16)
    expect(found.slice(4, 20).join("|")).toBe("0|265598|AAPL|STK||0||SMART|USD|AAPL|NMS|NMS||||")
  })

  test("the document of parameters", async () => {
    const client = await (await smallGateway()).client(version)
    client.send(24, 1)
    const [id, messageVersion, xml = "", ...more] = await client.next("19")
    expect([id, messageVersion, more]).toEqual(["19", "1", []])
    expect(xml.length).toBeGreaterThan(1_000_000)
    const lists = ["InstrumentList", "LocationTree", "ScanTypeList", "SettingList", "FilterList"]
    for (const list of lists)
      expect(xml).toContain(`<${list} varName="${list.charAt(0).toLowerCase()}${list.slice(1)}">`)
    expect(xml).toContain("<scanCode>TOP_PERC_GAIN</scanCode>")
    expect(xml).toContain("<locationCode>STK.US.MAJOR</locationCode>")
    expect(xml).toContain("<code>priceAbove</code>")
  })
})

test("a scan that finds nothing says so, sends an empty list, and goes on", async () => {
  const { client: connect, clock } = await smallGateway()
  const client = await connect()
  ask(client, { code: "TOP_PERC_GAIN", priceAbove: 1000 })
  await client.served()
  await clock.advance(60)
  const [notice, empty] = await client.served()
  expect(refusal(notice ?? [])).toBe("1 165 Historical Market Data Service query message:no items retrieved")
  expect(empty).toEqual(["20", "3", "1", "0"])
  client.send(23, 1, 1)
  expect(refusal(await client.next("4"))).toBe(
    "1 162 Historical Market Data Service error message:API scanner subscription cancelled: 1",
  )
  client.send(23, 1, 1)
  expect(refusal(await client.next("4"))).toBe("1 365 No scanner subscription found for ticker id:1")
})

test.each([
  [
    { code: "TOP_NOTHING" },
    "162 Historical Market Data Service error message:Scanner type with code TOP_NOTHING is disabled",
  ],
  [
    { code: "HIGH_COUPON_RATE" },
    "162 Historical Market Data Service error message:Scanner type with code HIGH_COUPON_RATE is disabled",
  ],
  [
    { code: "MOST_ACTIVE", location: "STK.EU.LSE" },
    "162 Historical Market Data Service error message:Scanner location STK.EU.LSE is not supported for instrument STK",
  ],
  [
    { code: "MOST_ACTIVE", filters: "luckAbove=7;" },
    "162 Historical Market Data Service error message:Scanner filter luckAbove is disabled",
  ],
  [{ code: "MOST_ACTIVE", rows: 51 }, "321 Error validating request.-'bQ' : cause - Number of rows must not exceed 50"],
] as const)("what the scanner does not know: %p", async (scan, text) => {
  const client = await (await smallGateway()).client()
  ask(client, scan)
  expect(refusal(await client.next("4"))).toBe(`1 ${text}`)
})

test("ten scans of a login, and one again for one that has been cancelled", async () => {
  const { client: connect } = await smallGateway()
  const client = await connect()
  for (let id = 1; id <= 11; id++) ask(client, { id, code: "MOST_ACTIVE" })
  const tooMany = "Error processing request.-'bQ' : cause - Only 10 simultaneous API scanner subscriptions are allowed."
  expect(refusal(await client.next("4"))).toBe(`11 322 ${tooMany}`)
  client.send(23, 1, 10)
  await client.next("4")
  ask(client, { id: 11, code: "MOST_ACTIVE" })
  expect((await client.served()).filter(([id]) => id === "4")).toEqual([])
})

describe("ranks are those of the world's numbers", () => {
  const world = createWorld({ seed: 1 })
  const options: Omit<SimulatorOptions, "clock"> = {
    host: "127.0.0.1",
    port: 0,
    seed: 1,
    scenarios: [],
    world,
    log: () => undefined,
  }

  test.each([
    ["TOP_PERC_GAIN", -1, ({ last, close }) => (last ?? 0) / (close ?? 1)],
    ["TOP_PERC_LOSE", 1, ({ last, close }) => (last ?? 0) / (close ?? 1)],
    ["MOST_ACTIVE", -1, ({ volume }) => volume ?? 0],
    ["HOT_BY_VOLUME", -1, ({ volume, averageVolume }) => (volume ?? 0) / (averageVolume ?? 1)],
    ["HIGH_OPT_IMP_VOLAT", -1, ({ impliedVolatility }) => impliedVolatility ?? 0],
  ] satisfies readonly [string, 1 | -1, (snapshot: ReturnType<typeof world.market.snapshot>) => number][])(
    "%s",
    async (code, sign, value) => {
      const clock = manualClock(friday)
      const simulator = await startSimulator({ ...options, clock })
      const client = await startedClient(simulator.port)
      ask(client, { code, rows: 50 })
      await client.served()
      await clock.advance(60)
      const found = await client.next("20")
      await simulator.close()
      const conIds = Array.from({ length: Number(found[3]) }, (_, rank) => Number(found[5 + 16 * rank]))
      expect(conIds.length).toBeGreaterThan(5)
      const values = conIds.map((conId) => sign * value(world.market.snapshot(conId, friday + 60)))
      expect(values).toEqual(values.toSorted((a, b) => a - b))
    },
  )
})
