import { describe, expect, test } from "bun:test"
import { dayFrom } from "../../../src/simulator/world/exchanges/day.ts"
import {
  eurexHours,
  euronextHours,
  milanHours,
  swissHours,
} from "../../../src/simulator/world/exchanges/european-markets.ts"
import { tradesOn } from "../../../src/simulator/world/exchanges/exchange-hours.ts"
import { cbotRateHours } from "../../../src/simulator/world/exchanges/futures-markets.ts"
import { hoursText } from "../../../src/simulator/world/exchanges/hours-text.ts"
import { singaporeHours, sydneyHours } from "../../../src/simulator/world/exchanges/other-markets.ts"
import type { ExchangeHours } from "../../../src/simulator/world/instrument.ts"

const markets: Readonly<Record<string, ExchangeHours>> = {
  euronext: euronextHours,
  milan: milanHours,
  zurich: swissHours,
  sydney: sydneyHours,
  singapore: singaporeHours,
  eurex: eurexHours,
}

/** Weekdays of a year on which there is no session, as `MMDD`. */
function closures(hours: ExchangeHours, year: number): readonly string[] {
  const days = Array.from({ length: 366 }, (_, index) => dayFrom(`${year}0101`) + index)
  return days
    .map((day) => new Date(day * 86_400_000))
    .filter((date) => date.getUTCFullYear() === year && date.getUTCDay() % 6 !== 0)
    .map((date) => date.toISOString().slice(0, 10).replaceAll("-", ""))
    .filter((date) => !tradesOn(hours, dayFrom(date)))
    .map((date) => date.slice(4))
}

describe("holidays of 2026, as the exchanges have published them", () => {
  test.each([
    ["euronext", ["0101", "0403", "0406", "0501", "1225"]],
    ["milan", ["0101", "0403", "0406", "0501", "1224", "1225", "1231"]],
    ["zurich", ["0101", "0102", "0403", "0406", "0501", "0514", "0525", "1224", "1225", "1231"]],
    ["sydney", ["0101", "0126", "0403", "0406", "0608", "1225", "1228"]],
    ["singapore", ["0101", "0217", "0218", "0403", "0501", "0527", "0601", "0810", "1109", "1225"]],
    ["eurex", ["0101", "0403", "0406", "0501", "1224", "1225", "1231"]],
  ])("%s", (name, expected) => {
    const hours = markets[name]
    expect(hours && closures(hours, 2026)).toEqual(expected)
  })
})

describe("hours as a Gateway writes them", () => {
  test.each([
    ["euronext", "2026-12-24T08:00:00Z", "20261224:0900-20261224:1405;20261225:CLOSED;20261226:CLOSED"],
    ["zurich", "2026-05-13T08:00:00Z", "20260513:0900-20260513:1730;20260514:CLOSED;20260515:0900-20260515:1730"],
    ["sydney", "2026-12-31T00:00:00Z", "20261231:1000-20261231:1410;20270101:CLOSED;20270102:CLOSED"],
    ["singapore", "2026-11-09T02:00:00Z", "20261109:CLOSED;20261110:0900-20261110:1200;20261110:1300-20261110:1700"],
    ["eurex", "2026-11-23T08:00:00Z", "20261123:0110-20261123:2200;20261124:0110-20261124:2200"],
  ])("%s at %s", (name, at, expected) => {
    const hours = markets[name]
    expect(hours && hoursText(hours, Date.parse(at), false).startsWith(expected)).toBe(true)
  })

  test("interest rate futures in Chicago trade around the clock, regularly from 7:20 to 14:00", () => {
    const at = Date.parse("2026-11-23T15:00:00Z")
    expect(hoursText(cbotRateHours, at, false)).toStartWith("20261122:1700-20261123:1600;20261123:1700-20261124:1600")
    expect(hoursText(cbotRateHours, at, true)).toStartWith("20261123:0720-20261123:1400")
  })
})
