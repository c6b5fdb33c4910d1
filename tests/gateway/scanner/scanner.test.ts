import { afterEach, describe, expect, test } from "bun:test"
import { failureOf } from "../../desk/in-memory-gateway.ts"
import { adapterRig } from "../adapter-rig.ts"
import { code, type Rig, rig, value } from "../rig.ts"

let r: Rig
afterEach(() => r?.close())

const question = {
  scanCode: "SCAN_sharesAvailableManual_DESC",
  instrument: "STK",
  location: "STK.US.MAJOR",
  filters: new Map([
    ["priceAbove", "10"],
    ["stkTypes", "inc:ETF"],
  ]),
  rows: 50,
}

/** One row of message 20. */
const row = (rank: number, conId: number, symbol: string, legs = "") =>
  [
    rank,
    conId,
    symbol,
    legs === "" ? "STK" : "BAG",
    "",
    "0",
    "",
    "SMART",
    "USD",
    symbol,
    "NMS",
    "NMS",
    "",
    "",
    "",
    legs,
  ] as const

async function scanning() {
  r = await rig()
  const answer = r.gateway.scan(question)
  const [, id = ""] = await r.fake.next("22", 0)
  return { id, answer }
}

describe("a scan", () => {
  test("is asked for by any code, those that the library does not know too, and leaves whole", async () => {
    await scanning()
    const [frame = []] = r.fake.sent("22")
    expect(frame).toHaveLength(25)
    expect(frame.slice(2, 6)).toEqual(["50", "STK", "STK.US.MAJOR", "SCAN_sharesAvailableManual_DESC"])
    expect(frame.slice(6, 23)).toEqual(Array.from({ length: 17 }, () => ""))
    expect(frame.slice(23)).toEqual(["priceAbove=10;stkTypes=inc:ETF;", ""])
  })

  test("answers rows with contract ids, and is cancelled as soon as it has", async () => {
    const { id, answer } = await scanning()
    r.fake.client.send(
      20,
      3,
      id,
      2,
      ...row(0, 888872117, "BGIA"),
      ...row(1, 28812380, "AAPL", "738758309|1,738758426|-1"),
    )
    const [first, second] = value(await answer)
    expect(first).toEqual({
      rank: 0,
      contract: {
        conId: 888872117,
        symbol: "BGIA",
        secType: "STK",
        expiry: null,
        strike: null,
        right: null,
        multiplier: null,
        exchange: "SMART",
        primaryExchange: null,
        currency: "USD",
        localSymbol: "BGIA",
        tradingClass: "NMS",
      },
      distance: null,
      benchmark: null,
      projection: null,
      legs: null,
    })
    expect(second).toMatchObject({ rank: 1, contract: { secType: "BAG" }, legs: "738758309|1,738758426|-1" })
    expect(await r.fake.next("23", 0)).toEqual(["23", "1", id])
    // The Gateway confirms the cancellation with an error that is none.
    r.fake.client.send(
      4,
      2,
      id,
      162,
      `Historical Market Data Service error message:API scanner subscription cancelled: ${id}`,
      "",
    )
    await r.fence()
  })

  test("that finds nothing answers no rows, whatever error comes before", async () => {
    const { id, answer } = await scanning()
    r.fake.client.send(4, 2, id, 165, "Historical Market Data Service query message:no items retrieved", "")
    r.fake.client.send(20, 3, id, 0)
    expect(value(await answer)).toEqual([])
  })

  test.each([
    [162, "Historical Market Data Service error message:Scanner filter changePercAbove is disabled", "invalid_request"],
    [162, "Historical Market Data Service error message:Scanner type with code FOO is disabled", "invalid_request"],
    [
      322,
      "Error processing request.-'bQ' : cause - Only 10 simultaneous API scanner subscriptions are allowed.",
      "pacing",
    ],
    [490, "Scanner permissions are missing", "not_subscribed"],
    [
      162,
      "Historical Market Data Service error message:Trading TWS session is connected from a different IP address",
      "competing_session",
    ],
  ])("refused with %d, %s, is %s", async (ibCode, text, expected) => {
    const { id, answer } = await scanning()
    r.fake.client.send(4, 2, id, ibCode, text, "")
    expect(failureOf(await answer)).toMatchObject({ code: expected, ibCode })
  })

  test("given up is cancelled at the Gateway", async () => {
    r = await rig()
    const impatience = new AbortController()
    const answer = r.gateway.scan(question, { signal: impatience.signal })
    const [, id = ""] = await r.fake.next("22", 0)
    impatience.abort()
    expect(code(await answer)).toBe("request_timeout")
    expect(await r.fake.next("23", 0)).toEqual(["23", "1", id])
  })

  test("whose row count is a lie is no answer", async () => {
    const { id, answer } = await scanning()
    r.fake.client.send(20, 3, id, 3, ...row(0, 888872117, "BGIA"))
    expect(code(await answer)).toBe("gateway_error")
  })

  test.each([
    ["a control character", new Map([["priceAbove", "10\x001"]])],
    ["a semicolon", new Map([["priceAbove", "10;volumeAbove=1"]])],
    ["an equals sign", new Map([["a=b", "1"]])],
  ])("with %s in a filter is refused before a byte of it leaves", async (_, filters) => {
    r = await rig()
    expect(code(await r.gateway.scan({ ...question, filters }))).toBe("invalid_request")
    expect(r.fake.sent("22")).toEqual([])
  })

  test("waits for its turn when five run already", async () => {
    r = await rig()
    const scans = Array.from({ length: 6 }, (_, rows) => r.gateway.scan({ ...question, rows: rows + 1 }))
    await r.fence()
    expect(r.fake.sent("22")).toHaveLength(5)
    const [, id = ""] = r.fake.sent("22")[0] ?? []
    const sixth = r.fake.next("22")
    r.fake.client.send(20, 3, id, 0)
    await sixth
    for (const [, other = ""] of r.fake.sent("22").slice(1)) r.fake.client.send(20, 3, other, 0)
    await Promise.all(scans)
  })
})

describe("the catalogue", () => {
  const document =
    "<ScanParameterResponse><ScanTypeList><ScanType><displayName>Top % Gainers</displayName>" +
    "<scanCode>TOP_PERC_GAIN</scanCode><instruments>STK</instruments></ScanType></ScanTypeList></ScanParameterResponse>"

  test("is asked for once however many want it, and read", async () => {
    r = await rig()
    const asked = [r.gateway.scannerCatalogue(), r.gateway.scannerCatalogue()]
    expect(await r.fake.next("24", 0)).toEqual(["24", "1"])
    r.fake.client.send(19, 1, document)
    for (const answer of await Promise.all(asked))
      expect(value(answer).scans).toEqual([{ code: "TOP_PERC_GAIN", name: "Top % Gainers", instruments: ["STK"] }])
    expect(r.fake.sent("24")).toHaveLength(1)
  })

  test("that ends too early is told at once", async () => {
    r = await rig()
    const asked = r.gateway.scannerCatalogue()
    await r.fake.next("24", 0)
    r.fake.client.send(19)
    expect(code(await asked)).toBe("gateway_error")
  })

  test("without a single scan is no catalogue", async () => {
    r = await rig()
    const asked = r.gateway.scannerCatalogue()
    await r.fake.next("24", 0)
    r.fake.client.send(19, 1, "<html>sorry</html>")
    expect(code(await asked)).toBe("gateway_error")
  })
})

test("the document of parameters comes through whole", async () => {
  const { hear, close } = await adapterRig()
  const document = `<a>${"é&amp;\n".repeat(200_000)}</a>`
  expect(await hear([19, 1, document])).toEqual([{ type: "scannerParameters", document }])
  await close()
})
