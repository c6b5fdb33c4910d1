import { describe, expect, test } from "bun:test"
import { compact, type Day, dayFrom, easterSunday } from "../../../src/simulator/world/exchanges/day.ts"
import {
  dailyExpirations,
  listedExpirations,
  mondayWednesdayExpirations,
  monthEndExpirations,
  monthlyExpiration,
  morningSettledExpirations,
  nthFridayExpirations,
  quarterlyExpirations,
  weeklyExpirations,
} from "../../../src/simulator/world/universe/expirations.ts"
import { continuousFuture, futureFamilies, listedMonths } from "../../../src/simulator/world/universe/futures.ts"
import { optionClasses, strikesFor } from "../../../src/simulator/world/universe/option-classes.ts"

const sunday = dayFrom("20261122")

function family(symbol: string) {
  const found = futureFamilies.find((candidate) => candidate.symbol === symbol)
  if (found === undefined) throw new Error(`No family ${symbol}`)
  return found
}

function optionClass(tradingClass: string) {
  const found = optionClasses.find((candidate) => candidate.tradingClass === tradingClass)
  if (found === undefined) throw new Error(`No class ${tradingClass}`)
  return found
}

describe("last trading days of futures, as the exchanges have published them", () => {
  test.each([
    // The third Friday; June 2026's is Juneteenth.
    ["ES", 2025, 12, "20251219"],
    ["ES", 2026, 3, "20260320"],
    ["ES", 2026, 6, "20260618"],
    ["ES", 2026, 12, "20261218"],
    ["NQ", 2026, 9, "20260918"],
    // Three business days before the 25th of the month before, or four when the 25th is none.
    ["CL", 2025, 1, "20241219"],
    ["CL", 2025, 6, "20250520"],
    ["CL", 2025, 12, "20251120"],
    ["CL", 2026, 1, "20251219"],
    ["CL", 2026, 2, "20260120"],
    ["CL", 2027, 1, "20261221"],
    // The third last business day.
    ["GC", 2025, 6, "20250626"],
    ["GC", 2025, 12, "20251229"],
    ["GC", 2026, 2, "20260225"],
    ["GC", 2026, 12, "20261229"],
  ])("%s %d-%d: %s", (symbol, year, month, expected) => {
    expect(compact(family(symbol).lastTradeDay(year, month))).toBe(expected)
  })

  test("listed months start with the nearest that has not ended", () => {
    const months = (symbol: string, day: Day) =>
      listedMonths(family(symbol), day).map(({ lastTradeDay }) => compact(lastTradeDay))
    expect(months("ES", sunday).slice(0, 3)).toEqual(["20261218", "20270319", "20270617"])
    expect(months("CL", sunday).slice(0, 2)).toEqual(["20261221", "20270120"])
    expect(months("CL", sunday)).toHaveLength(23)
    // On its last day a month is still listed, the day after no longer.
    expect(months("CL", dayFrom("20261120"))[0]).toBe("20261120")
    expect(months("CL", dayFrom("20261121"))[0]).toBe("20261221")
  })

  test("the continuous future is the front month", () => {
    expect(continuousFuture(family("CL"), sunday)).toMatchObject({ secType: "CONTFUT", localSymbol: "CLF7" })
    expect(continuousFuture(family("GC"), sunday)).toMatchObject({ secType: "CONTFUT", localSymbol: "GCZ6" })
  })
})

describe("expirations of options", () => {
  test("a monthly is the third Friday, or Thursday when that is a holiday", () => {
    expect(compact(monthlyExpiration(2026, 12))).toBe("20261218")
    expect(compact(monthlyExpiration(2025, 4))).toBe("20250417") // Good Friday.
    expect(compact(monthlyExpiration(2026, 6))).toBe("20260618") // Juneteenth.
    expect(compact(monthlyExpiration(2027, 6))).toBe("20270617") // Juneteenth, observed.
  })

  const listed = (rule: typeof weeklyExpirations) => listedExpirations(rule, sunday).map(compact)

  test("stocks: eight weeks of Fridays, then monthlies, then LEAPS", () => {
    expect(listed(weeklyExpirations)).toEqual([
      ..."20261127 20261204 20261211 20261218 20261224 20261231 20270108 20270115".split(" "),
      ..."20270219 20270319 20270416 20270521 20270617 20270716 20270820 20270917 20271015 20271119 20271217".split(
        " ",
      ),
      ..."20280121 20280616 20290119".split(" "),
    ])
  })

  test("the most traded stocks: Mondays and Wednesdays of two weeks, Thanksgiving's left out", () => {
    expect(listed(mondayWednesdayExpirations).slice(0, 7)).toEqual(
      "20261123 20261125 20261127 20261130 20261202 20261204 20261211".split(" "),
    )
  })

  test("broad ETFs and SPXW: every session of two weeks", () => {
    expect(listed(dailyExpirations).slice(0, 10)).toEqual(
      "20261123 20261124 20261125 20261127 20261130 20261201 20261202 20261203 20261204 20261211".split(" "),
    )
  })

  test("SPX trades until the session before the morning of its settlement", () => {
    expect(listed(morningSettledExpirations).slice(0, 4)).toEqual("20261217 20270114 20270218 20270318".split(" "))
    // Good Friday 2025: settled on Thursday morning, traded until Wednesday.
    expect(morningSettledExpirations(dayFrom("20250416"))).toBeDefined()
    expect(morningSettledExpirations(dayFrom("20250417"))).toBeUndefined()
  })

  test("options on the E-mini: quarterlies, the nth Friday and the end of a month", () => {
    expect(listed(quarterlyExpirations)).toEqual("20261218 20270319 20270617 20270917 20271217".split(" "))
    expect(listed(nthFridayExpirations(4))).toEqual(["20261127", "20261224"])
    expect(listed(nthFridayExpirations(3))).toEqual(["20270115"])
    expect(listed(monthEndExpirations).slice(0, 3)).toEqual(["20261130", "20261231", "20270129"])
  })

  test("an expiration is listed on its own day and gone on the next", () => {
    const friday = dayFrom("20261127")
    expect(listedExpirations(weeklyExpirations, friday)[0]).toBe(friday)
    expect(listedExpirations(weeklyExpirations, friday + 1)[0]).toBe(dayFrom("20261204"))
  })

  test("strikes are finer near the money and reach further for monthlies than for weeklies", () => {
    const aapl = optionClass("AAPL")
    const monthly = strikesFor(aapl, dayFrom("20261218"))
    expect(monthly).toContain(277.5)
    expect(monthly).toContain(200)
    expect(monthly).not.toContain(202.5)
    expect(monthly).not.toContain(105)
    expect([monthly[0], monthly.at(-1)]).toEqual([60, 560])
    const weekly = strikesFor(aapl, dayFrom("20261127"))
    expect([weekly[0], weekly.at(-1)]).toEqual([230, 330])
    expect(strikesFor(aapl, dayFrom("20261126"))).toEqual([])
  })

  test("every strike is a whole number of steps, ascending and single", () => {
    for (const { strikes, strikeStep } of optionClasses) {
      expect(strikes.every((strike) => Number.isInteger(strike / strikeStep))).toBe(true)
      expect(strikes.every((strike, index) => index === 0 || strike > (strikes[index - 1] ?? 0))).toBe(true)
    }
  })
})

test("Easter Sundays", () => {
  expect([2025, 2026, 2027, 2028].map((year) => compact(easterSunday(year)))).toEqual([
    "20250420",
    "20260405",
    "20270328",
    "20280416",
  ])
})
