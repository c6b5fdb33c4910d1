import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { annualisation, sampled, thinned } from "../../../src/desk/comparison/sampling.ts"
import { type Closes, type Moment, sharedMoments } from "../../../src/desk/comparison/shared-moments.ts"

const closes = (...moments: readonly Moment[]): Closes => new Map(moments.map((at, index) => [at, 100 + index]))
const november = (...days: readonly number[]) => days.map((day) => `2026-11-${String(day).padStart(2, "0")}`)

/** Dates from one to another, both in it. */
function dates(from: string, to: string, weekendsToo = false): string[] {
  const found: string[] = []
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000) {
    const weekday = new Date(at).getUTCDay()
    if (weekendsToo || (weekday !== 0 && weekday !== 6)) found.push(new Date(at).toISOString().slice(0, 10))
  }
  return found
}

describe("what several series share", () => {
  test("are the dates that all have; the others between are counted with who lacks them", () => {
    const newYork = closes(...november(19, 20, 23, 24, 25, 27))
    const tokyo = closes(...november(19, 20, 24, 25, 26, 27))
    expect(sharedMoments([newYork, tokyo])).toEqual({
      moments: november(19, 20, 24, 25, 27),
      dropped: 2,
      lacking: [1, 1],
    })
  })

  test("begins with the youngest and ends with the oldest: what lies outside is not counted as dropped", () => {
    expect(sharedMoments([closes(...november(2, 3, 4, 5, 6)), closes(...november(4, 5, 6, 9, 10))])).toEqual({
      moments: november(4, 5, 6),
      dropped: 0,
      lacking: [0, 0],
    })
  })

  test("leaves out the weekends of what trades every day", () => {
    const bitcoin = closes(...dates("2026-11-02", "2026-11-15", true))
    const stock = closes(...dates("2026-11-02", "2026-11-15"))
    const { moments, dropped, lacking } = sharedMoments([stock, bitcoin])
    // Ten weekdays; the last weekend is after the stock's last date.
    expect([moments.length, dropped, lacking]).toEqual([10, 2, [2, 0]])
  })

  test("is nothing when one has nothing, or when they never overlap", () => {
    expect(sharedMoments([closes(...november(2, 3)), closes()]).moments).toEqual([])
    expect(sharedMoments([closes(...november(2, 3)), closes(...november(4, 5))]).moments).toEqual([])
  })

  test("is in every one of them, ascending, and nothing shared is lost", () => {
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 40 })
    fc.assert(
      fc.property(fc.array(days, { minLength: 1, maxLength: 5 }), (lists) => {
        const series = lists.map((list) => closes(...list.toSorted((a, b) => a - b)))
        const { moments, dropped, lacking } = sharedMoments(series)
        const [first = []] = lists
        const all = first.filter((day) => lists.every((list) => list.includes(day))).sort((a, b) => a - b)
        expect(moments).toEqual(all)
        for (const lacks of lacking) expect(lacks).toBeLessThanOrEqual(dropped)
        expect(dropped === 0).toBe(lacking.every((lacks) => lacks === 0))
      }),
    )
  })
})

describe("samples", () => {
  test("of weeks are the last dates of those that are over: Friday, or Thursday before a holiday", () => {
    const withoutGoodFriday = dates("2026-03-30", "2026-04-14").filter((date) => date !== "2026-04-03")
    expect(sampled(withoutGoodFriday, "1 week")).toEqual(["2026-04-02", "2026-04-10"])
  })

  test("of weeks that trade every day end on Sunday", () => {
    expect(sampled(dates("2026-11-02", "2026-11-16", true), "1 week")).toEqual(["2026-11-08", "2026-11-15"])
  })

  test("of months are the last dates of those that are over", () => {
    expect(sampled(dates("2026-08-15", "2026-11-20"), "1 month")).toEqual(["2026-08-31", "2026-09-30", "2026-10-30"])
  })

  test("of days and hours are all", () => {
    expect(sampled(november(2, 3), "1 day")).toEqual(november(2, 3))
    expect(sampled([1000, 2000], "1 hour")).toEqual([1000, 2000])
  })
})

describe("returns a year", () => {
  test("are counted over a span of most of a year", () => {
    // 250 returns in 365 days.
    const moments = [...dates("2025-11-20", "2026-11-20")].slice(0, 250)
    const span = ["2025-11-20", ...moments.slice(1), "2026-11-20"]
    expect(annualisation(span, "1 day", true)).toEqual({
      periodsPerYear: 250 / (365 / 365.25),
      basis: "counted",
    })
  })

  test.each([
    ["1 day", 252],
    ["1 week", 52],
    ["1 month", 12],
  ] as const)("of %s are %d by convention over less", (sampling, periodsPerYear) => {
    expect(annualisation(november(16, 17, 18, 19, 20), sampling, false)).toEqual({
      periodsPerYear,
      basis: "convention",
    })
  })

  test("are 365 where weekends trade", () => {
    expect(annualisation(dates("2026-11-02", "2026-11-15", true), "1 day", false).periodsPerYear).toBe(365)
  })

  test("of hours are as many as a day of them has, times 252", () => {
    const hours = [14, 15, 16, 17, 18, 19, 20].flatMap((hour) =>
      november(19, 20).map((date) => Date.parse(`${date}T${hour}:00:00Z`)),
    )
    expect(annualisation(hours, "1 hour", false).periodsPerYear).toBe(7 * 252)
  })
})

describe("a list thinned out", () => {
  test("keeps its first and last and never exceeds what is allowed", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 2, max: 120 }),
        (list, most) => {
          const few = thinned(list, most)
          expect(few.length).toBe(Math.min(most, list.length))
          expect(new Set(few).size).toBe(few.length)
          expect([few.at(0), few.at(-1)]).toEqual([list.at(0), list.at(-1)])
        },
      ),
    )
  })
})
