import { expect, test } from "bun:test"
import { nyseRange } from "../../src/calendar/nyse.ts"
import { calendarCheck } from "../../src/commands/doctor/calendar.ts"
import { withTwsPath } from "../../src/commands/doctor/check.ts"
import { farmsCheck, portCheck, readOnlyCheck } from "../../src/commands/doctor/connection.ts"
import { clockCheck, marketDataCheck } from "../../src/commands/doctor/data.ts"
import type { Knock } from "../../src/commands/doctor/port.ts"
import { readConfig } from "../../src/config/read-config.ts"
import type { DataType } from "../../src/gateway/quotes/market-data.ts"
import { fail, success } from "../../src/outcome/outcome.ts"
import { marketData } from "../desk/in-memory-gateway.ts"

function configured(flags: Readonly<Record<string, string>> = {}) {
  const reading = readConfig({ env: {}, flags })
  if (!reading.ok) throw new Error(reading.problem)
  return reading.value.config
}

test("clock: to 2 s is fine, to 30 s worth a look, beyond that broken, in either direction", () => {
  const standing = (clockSkewS: number) => clockCheck(success({ clockSkewS, roundTripMs: 1 })).status
  expect([0, 2, -2].map(standing)).toEqual(["ok", "ok", "ok"])
  expect([2.1, -2.1, 30, -30].map(standing)).toEqual(["warn", "warn", "warn", "warn"])
  expect([30.1, -30.1].map(standing)).toEqual(["fail", "fail"])
  expect(clockCheck(success({ clockSkewS: -40, roundTripMs: 1 })).found).toContain("40 seconds ahead of the Gateway's")
})

test("farms: a broken one is named, a sleeping one is normal, none is not known", () => {
  const farm = (name: string, state: "ok" | "inactive" | "broken") => ({ name, kind: "market_data", state }) as const
  expect(farmsCheck([])).toMatchObject({ status: "skip", remedy: null })
  expect(farmsCheck([farm("usfarm", "ok"), farm("ushmds", "inactive")])).toMatchObject({
    status: "ok",
    found: "1 of 2 connected; 1 asleep until needed, which is normal",
  })
  expect(farmsCheck([farm("usfarm", "ok"), farm("eufarm", "broken")])).toMatchObject({
    status: "warn",
    found: "no connection to eufarm",
  })
})

test("Read-Only API: not known is no verdict", () => {
  expect([true, false, null].map((setting) => readOnlyCheck(setting).status)).toEqual(["ok", "warn", "skip"])
})

test("port: each way of not answering has its own remedy", () => {
  const remedy = (knocked: Knock) => portCheck(configured({ host: "gateway.example" }), knocked, []).remedy
  expect(remedy({ state: "unknown_host" })).toContain("IB_HOST")
  expect(remedy({ state: "silent" })).toContain("firewall")
  expect(remedy({ state: "unreachable", reason: "ENETUNREACH" })).toContain("network")
  expect(remedy({ state: "refused" })).toContain('"Socket port"')
  expect(remedy({ state: "open" })).toBeNull()
})

test("market data: live and frozen are subscribed; delayed works; no price at all is worth a look", () => {
  const nothing = marketData({ dataType: null, updatedAt: null })
  const standing = (dataType: DataType | null) =>
    marketDataCheck("SPY", configured(), success({ ...nothing, last: 675.03, dataType })).status
  expect((["live", "frozen", "delayed", "delayed_frozen", null] as const).map(standing)).toEqual([
    "ok",
    "ok",
    "warn",
    "warn",
    "warn",
  ])
  const empty = marketDataCheck("SPY", configured(), success({ ...nothing, dataType: "live", warnings: ["Why."] }))
  expect(empty).toMatchObject({ status: "warn", found: "SPY: no price came; Why." })
})

test("not subscribed while only live data is asked for: delayed data is one setting away", () => {
  const refused = fail("not_subscribed", "Not subscribed.", "Subscribe.", { ibCode: 354 })
  const remedy = (type: string) => marketDataCheck("SPY", configured({ "market-data-type": type }), refused).remedy
  expect(remedy("1")).toStartWith("Set IB_MARKET_DATA_TYPE=3 to settle for delayed data.")
  expect(remedy("3")).toBe("Subscribe.")
})

test("a remedy that names the Gateway's settings names TWS's way to them too, once", () => {
  const once = withTwsPath("Look under Configure > Settings > API > Settings.")
  expect(once).toEndWith("(In TWS: Edit > Global Configuration > API > Settings.)")
  expect(withTwsPath(once)).toBe(once)
  expect(withTwsPath("Correct IB_HOST.")).toBe("Correct IB_HOST.")
})

test("the calendar is fine for years, warns before it ends, and fails when it has", () => {
  const standing = (date: string) => calendarCheck(Date.parse(date)).status
  expect(standing("2026-11-22T12:00:00Z")).toBe("ok")
  expect(calendarCheck(Date.parse(`${nyseRange.announcedThrough}T12:00:00Z`))).toMatchObject({
    status: "warn",
    found: `NYSE's sessions from 1990-01-01 to 2035-12-31; those after ${nyseRange.announcedThrough} follow from NYSE's rules`,
  })
  expect(["2035-11-01T12:00:00Z", "2036-01-02T12:00:00Z", "1989-12-30T12:00:00Z"].map(standing)).toEqual([
    "warn",
    "fail",
    "fail",
  ])
  expect(calendarCheck(Date.parse("2036-01-02T12:00:00Z")).remedy).toContain("Update ibkr-mcp")
})
