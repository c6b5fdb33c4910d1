import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { type Compared, compare } from "../../../src/desk/comparison/figures.ts"
import { rateHistory } from "../../../src/desk/comparison/rate-history.ts"

const dayMs = 86_400_000
const start = Date.parse("2025-01-01")
const dateOf = (day: number) => new Date(start + day * dayMs).toISOString().slice(0, 10)

const compared = (conId: number, prices: ReadonlyMap<number, number>): Compared => ({
  instrument: `I${conId}`,
  conId,
  currency: "USD",
  source: "ADJUSTED_LAST",
  lacksDividends: false,
  zone: "America/New_York",
  isOpen: false,
  closes: new Map([...prices].toSorted(([a], [b]) => a - b).map(([day, price]) => [dateOf(day), price])),
  rates: null,
})

/** From 1.00 to 1000.00. */
const cents = fc.integer({ min: 100, max: 100_000 }).map((price) => price / 100)

/** One to four instruments with prices on some of sixty days. */
const several = fc
  .array(
    fc.dictionary(fc.integer({ min: 0, max: 60 }).map(String), cents, {
      minKeys: 20,
      maxKeys: 60,
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((all) =>
    all.map((prices, index) =>
      compared(index + 1, new Map(Object.entries(prices).map(([day, price]) => [Number(day), price]))),
    ),
  )

const byDay = (all: readonly Compared[]) => compare(all, "1 day", null)

/** The numbers that do not depend on the unit of the prices. */
const unitless = ({ figures, correlation, rebased }: ReturnType<typeof compare>): readonly (number | null)[] => [
  ...figures.flatMap(({ returnPct, annualReturnPct, volatilityPct, maxDrawdownPct }) => [
    returnPct,
    annualReturnPct,
    volatilityPct,
    maxDrawdownPct,
  ]),
  ...correlation.flat(),
  ...rebased.flatMap(({ values }) => values),
]

/** Answers are rounded to four decimals, and to three where the first is 100: the last of them may fall either way. */
function expectAlike(some: readonly (number | null)[], others: readonly (number | null)[]): void {
  expect(others.map((one) => one === null)).toEqual(some.map((one) => one === null))
  const apart = some.map((one, index) => Math.abs((one ?? 0) - (others[index] ?? 0)) / Math.max(1, Math.abs(one ?? 0)))
  expect(Math.max(0, ...apart)).toBeLessThan(0.0011)
}

describe("the figures of any comparison", () => {
  test("are where they can be: drawdown at or below nought, correlation from -1 to 1 and the same both ways", () => {
    fc.assert(
      fc.property(several, (all) => {
        const { figures, correlation, shared } = byDay(all)
        for (const [index, { returnPct, first, last, maxDrawdownPct, volatilityPct }] of figures.entries()) {
          if (shared.moments.length < 2) expect([returnPct, maxDrawdownPct, volatilityPct]).toEqual([null, null, null])
          if (maxDrawdownPct !== null) expect(maxDrawdownPct).toBeWithin(-100, Number.MIN_VALUE)
          if (volatilityPct !== null) expect(volatilityPct).toBeGreaterThanOrEqual(0)
          if (returnPct !== null && maxDrawdownPct !== null) {
            expect(returnPct / 100).toBeCloseTo((last ?? 0) / (first ?? 1) - 1, 4)
            // Losing in all is falling at least as deep on the way.
            expect(maxDrawdownPct).toBeLessThanOrEqual(returnPct + 0.001)
          }
          for (const [other, value] of (correlation[index] ?? []).entries()) {
            expect(value).toBe(correlation[other]?.[index] ?? null)
            if (value !== null) expect(value).toBeWithin(-1, 1.00001)
          }
        }
      }),
    )
  })

  test("do not depend on the unit of the prices, nor on a rate that never moves", () => {
    fc.assert(
      fc.property(several, fc.double({ min: 0.01, max: 100, noNaN: true }), (all, factor) => {
        const plain = unitless(byDay(all))
        const scaled = all.map((one) => ({
          ...one,
          closes: new Map([...one.closes].map(([at, price]) => [at, price * factor] as const)),
        }))
        expectAlike(unitless(byDay(scaled)), plain)
        const rate = rateHistory("FX:EURUSD", new Map([...Array(61).keys()].map((day) => [dateOf(day), factor])), false)
        const converted = all.map((one) => ({ ...one, rates: rate }))
        expectAlike(unitless(compare(converted, "1 day", "EUR")), plain)
      }),
    )
  })

  test("come from the shared dates alone: what only one has changes nothing but the count of what was dropped", () => {
    fc.assert(
      fc.property(several, fc.double({ min: 1, max: 1000, noNaN: true }), (all, price) => {
        const [first] = all
        if (!first || all.length < 2) return
        const own = [...first.closes.keys()]
        // A price before its first or after its last would lengthen the span that is compared.
        const within = [...Array(61).keys()]
          .map(dateOf)
          .filter((date) => date > (own[0] ?? "") && date < (own.at(-1) ?? ""))
        const missing = within.find((date) => all.every(({ closes }) => !closes.has(date)))
        if (missing === undefined) return
        const closes = new Map([...first.closes, [missing, price] as const].toSorted(([a], [b]) => (a < b ? -1 : 1)))
        const [before, after] = [byDay(all), byDay([{ ...first, closes }, ...all.slice(1)])]
        expect({ ...after, shared: after.shared.moments }).toEqual({ ...before, shared: before.shared.moments })
        expect(after.shared.dropped - before.shared.dropped).toBeWithin(0, 2)
      }),
    )
  })

  test("of one instrument do not depend on the order that it is named in", () => {
    fc.assert(
      fc.property(several, (all) => {
        const [forth, back] = [byDay(all), byDay(all.toReversed())]
        expect(back.figures.toReversed()).toEqual([...forth.figures])
      }),
    )
  })
})
