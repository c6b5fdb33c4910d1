import { afterEach, describe, expect, test } from "bun:test"
import type { BarsRequest } from "../../../src/gateway/history/history.ts"
import { readInstant } from "../../../src/gateway/instant.ts"
import { apple, code, fridayMorning, type Rig, rig, value } from "../rig.ts"

let r: Rig | undefined
afterEach(async () => {
  await r?.close()
  r = undefined
})

const daily: BarsRequest = {
  contract: apple,
  end: null,
  duration: "1 M",
  barSize: "1 day",
  source: "TRADES",
  regularHoursOnly: true,
}

describe("bars", () => {
  test("are asked for by contract id, in epoch time, and without an end for now", async () => {
    r = await rig()
    const asked = r.gateway.bars(daily)
    const frame = await r.fake.next("20", 0)
    expect(frame.slice(2)).toEqual([
      "265598",
      "AAPL",
      "STK",
      "",
      "",
      "",
      "",
      "SMART",
      "",
      "USD",
      "",
      "",
      "0",
      "",
      "1 day",
      "1 M",
      "1",
      "TRADES",
      "2",
      "0",
      "",
    ])
    r.fake.client.send(
      17,
      frame[1] ?? "",
      "20261020 16:00:00 US/Eastern",
      "20261120 16:00:00 US/Eastern",
      2,
      "20261119",
      "229.5",
      "231",
      "228",
      "230.25",
      "51234567",
      "230.1",
      412345,
      "20261118",
      "228",
      "230",
      "227",
      "229",
      "-1",
      "-1",
      -1,
    )
    expect(value(await asked)).toEqual([
      { at: "2026-11-18", open: 228, high: 230, low: 227, close: 229, volume: null, average: null, count: null },
      {
        at: "2026-11-19",
        open: 229.5,
        high: 231,
        low: 228,
        close: 230.25,
        volume: 51234567,
        average: 230.1,
        count: 412345,
      },
    ])
  })

  test("below a day have their instant, and an end is written in UTC", async () => {
    r = await rig()
    const asked = r.gateway.bars({ ...daily, barSize: "5 mins", end: fridayMorning })
    const frame = await r.fake.next("20", 0)
    expect(frame[15]).toBe("20261120-15:30:00")
    r.fake.client.send(
      17,
      frame[1] ?? "",
      "",
      "",
      2,
      "1795188600",
      1,
      2,
      0.5,
      1.5,
      10,
      1.2,
      3,
      "20261120 10:35:00 US/Eastern",
      1,
      2,
      0.5,
      1.5,
      10,
      1.2,
      3,
    )
    expect(value(await asked).map((bar) => bar.at)).toEqual([1795188600000, fridayMorning + 5 * 60_000])
  })

  test("of a future are asked for with expired ones, and may be negative; a stock's may not", async () => {
    r = await rig()
    for (const [secType, expected] of [
      ["FUT", -37.63],
      ["STK", null],
    ] as const) {
      const from = r.fake.seen.length
      const asked = r.gateway.bars({ ...daily, contract: { ...apple, secType } })
      const frame = await r.fake.next("20", from)
      expect(frame[14]).toBe(secType === "FUT" ? "1" : "0")
      r.fake.client.send(17, frame[1] ?? "", "", "", 1, "20200420", 17.73, 17.85, -40.32, -37.63, 1, -1, 1)
      expect(value(await asked)[0]).toMatchObject({ close: expected, average: null })
    }
  })

  test("of what is not traded have no volume and no average, and not nought", async () => {
    r = await rig()
    for (const [secType, volume, expected] of [
      ["IND", 0, { volume: null, average: null, count: 540 }],
      ["FUND", 0, { volume: null, average: null, count: 540 }],
      ["STK", 0, { volume: 0, average: null, count: 540 }],
      ["IND", 12, { volume: 12, average: 0, count: 540 }],
    ] as const) {
      const from = r.fake.seen.length
      const asked = r.gateway.bars({ ...daily, contract: { ...apple, secType } })
      const frame = await r.fake.next("20", from)
      r.fake.client.send(17, frame[1] ?? "", "", "", 1, "20261120", 17.73, 17.85, 17.3, 17.6, volume, 0, 540)
      expect(value(await asked)[0]).toMatchObject(expected)
    }
  })

  test("none at all is no_data", async () => {
    r = await rig()
    const asked = r.gateway.bars(daily)
    const [, id = ""] = await r.fake.next("20", 0)
    r.fake.client.send(17, id, "", "", 0)
    expect(code(await asked)).toBe("no_data")
  })

  for (const [ib, text, expected] of [
    [162, "Historical Market Data Service error message:HMDS query returned no data: AAPL@SMART Trades", "no_data"],
    [
      162,
      "Historical Market Data Service error message:Trading TWS session is connected from a different IP address",
      "competing_session",
    ],
    [162, "Historical Market Data Service error message:No market data permissions for NYSE STK", "not_subscribed"],
    [162, "Historical Market Data Service error message:something else", "gateway_error"],
    [2188, "Up-to-the-second historical data requires additional subscription for the API.", "not_subscribed"],
    [321, "Error validating request.-'bQ' : cause - What to show field is missing or incorrect.", "invalid_request"],
    [200, "The contract description specified for GLD is ambiguous.", "ambiguous_contract"],
    [10314, "End Date/Time: The date, time, or time-zone entered is invalid.", "invalid_request"],
  ] as const)
    test(`${ib} "${text.slice(-40)}" is ${expected}`, async () => {
      r = await rig()
      const asked = r.gateway.bars(daily)
      const [, id = ""] = await r.fake.next("20", 0)
      r.fake.client.send(4, 2, id, ib, text, "")
      expect(await asked).toMatchObject({ ok: false, failure: { code: expected, ibCode: ib } })
    })
})

describe("other history", () => {
  test("the earliest data, in either form", async () => {
    r = await rig()
    for (const text of ["19801212-14:30:00", "345479400"]) {
      const from = r.fake.seen.length
      const asked = r.gateway.headTimestamp(apple, "TRADES")
      const frame = await r.fake.next("87", from)
      expect(frame.slice(-3)).toEqual(["0", "TRADES", "2"])
      r.fake.client.send(88, frame[1] ?? "", text)
      expect(value(await asked)).toBe(Date.parse("1980-12-12T14:30:00Z"))
      await r.fake.next("90", from)
    }
  })

  test("the earliest data of an index that is older than the epoch", async () => {
    r = await rig()
    const asked = r.gateway.headTimestamp(apple, "TRADES")
    const [, id = ""] = await r.fake.next("87", 0)
    r.fake.client.send(88, id, "-315307800")
    expect(value(await asked)).toBe(Date.parse("1960-01-04T14:30:00Z"))
  })

  test("past sessions up to an instant", async () => {
    r = await rig()
    const until = Date.parse("2026-06-10T12:00:00Z")
    const asked = r.gateway.schedule(apple, 30, false, { until })
    const frame = await r.fake.next("20", 0)
    expect([frame[15], frame[17]]).toEqual(["20260610-12:00:00", "30 D"])
    r.fake.client.send(
      106,
      frame[1] ?? "",
      "",
      "",
      "US/Eastern",
      1,
      "20260609-09:30:00",
      "20260609-16:00:00",
      "20260609",
    )
    expect(value(await asked).sessions).toEqual([
      { open: Date.parse("2026-06-09T13:30Z"), close: Date.parse("2026-06-09T20:00Z"), tradeDate: "2026-06-09" },
    ])
  })

  test("past sessions, in the exchange's own time", async () => {
    r = await rig()
    const asked = r.gateway.schedule(apple, 3, true)
    const frame = await r.fake.next("20", 0)
    expect(frame.slice(15, 22)).toEqual(["", "1 day", "3 D", "1", "SCHEDULE", "2", "0"].slice(0, 7))
    r.fake.client.send(
      106,
      frame[1] ?? "",
      "20261119-09:30:00",
      "20261120-16:00:00",
      "US/Eastern",
      2,
      "20261119-09:30:00",
      "20261119-16:00:00",
      "20261119",
      "20261120-09:30:00",
      "20261120-16:00:00",
      "20261120",
    )
    expect(value(await asked)).toEqual({
      timeZoneId: "US/Eastern",
      sessions: [
        {
          open: Date.parse("2026-11-19T14:30:00Z"),
          close: Date.parse("2026-11-19T21:00:00Z"),
          tradeDate: "2026-11-19",
        },
        {
          open: Date.parse("2026-11-20T14:30:00Z"),
          close: Date.parse("2026-11-20T21:00:00Z"),
          tradeDate: "2026-11-20",
        },
      ],
    })
  })

  test("a zone that is not known is an error, never a guess", async () => {
    r = await rig()
    const asked = r.gateway.schedule(apple, 3, true)
    const [, id = ""] = await r.fake.next("20", 0)
    r.fake.client.send(106, id, "", "", "Mars/Olympus", 1, "20261119-09:30:00", "20261119-16:00:00", "20261119")
    expect(code(await asked)).toBe("gateway_error")
  })

  test("instants that do not exist are none", () => {
    expect(
      [
        "",
        "soon",
        "20261301-00:00:00",
        "20260230-00:00:00",
        "20261120 25:00:00 US/Eastern",
        "20261120 10:00:00 XYZ",
      ].map(readInstant),
    ).toEqual(Array(6).fill(null))
  })
})
