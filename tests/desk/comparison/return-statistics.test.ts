import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import {
  annualReturn,
  annualVolatility,
  correlation,
  deepestDrawdown,
  fewestReturns,
  logReturns,
  totalReturn,
} from "../../../src/desk/comparison/return-statistics.ts"

const price = fc.double({ min: 0.01, max: 100_000, noNaN: true })
const prices = fc.array(price, { minLength: 2, maxLength: 60 })
const returns = fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { minLength: fewestReturns, maxLength: 60 })
const pairs = fc
  .array(fc.tuple(fc.double({ min: -0.5, max: 0.5, noNaN: true }), fc.double({ min: -0.5, max: 0.5, noNaN: true })), {
    minLength: fewestReturns,
    maxLength: 60,
  })
  .map((both) => [both.map(([a]) => a), both.map(([, b]) => b)] as const)

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

describe("the return of a list of prices", () => {
  test("is the last over the first, less one", () => {
    expect(totalReturn([100, 90, 125])).toBe(0.25)
    expect(totalReturn([80, 40])).toBe(-0.5)
  })

  test.each([[[]], [[100]], [[100, 0]], [[100, -5, 120]], [[0, 100]]])("of %p is not known", (few) => {
    expect(totalReturn(few)).toBeNull()
  })

  test("is made of its parts: logarithmic returns add up, simple ones compound", () => {
    fc.assert(
      fc.property(prices, fc.nat(), (all, cut) => {
        const whole = totalReturn(all) ?? Number.NaN
        expect(sum(logReturns(all))).toBeCloseTo(Math.log(1 + whole), 8)
        const at = cut % all.length
        const [before, after] = [totalReturn(all.slice(0, at + 1)) ?? 0, totalReturn(all.slice(at)) ?? 0]
        expect((1 + before) * (1 + after)).toBeCloseTo(1 + whole, Math.max(0, 8 - Math.ceil(Math.log10(1 + whole))))
      }),
    )
  })

  test("a year is the rate that compounds to it", () => {
    expect(annualReturn(0.21, 2)).toBeCloseTo(0.1, 12)
    expect(annualReturn(-0.75, 2)).toBeCloseTo(-0.5, 12)
    expect(annualReturn(0.1, 1)).toBeCloseTo(0.1, 12)
  })

  test("is no yearly one under most of a year", () => {
    expect(annualReturn(0.05, 0.5)).toBeNull()
  })
})

describe("volatility", () => {
  test("is the sample's standard deviation, times the root of how many returns make a year", () => {
    // Mean 0, six squares of 0.01: 0.0006 / 5 = 0.00012; 0.00012 * 252 = 0.03024.
    const swings = [0.01, -0.01, 0.01, -0.01, 0.01, -0.01]
    expect(annualVolatility(swings, 252)).toBeCloseTo(Math.sqrt(0.03024), 12)
    // Mean 0.03, squares 0.0004 + 0.0001 + 0 + 0.0001 + 0.0004 = 0.001; / 4 * 52 = 0.013.
    expect(annualVolatility([0.01, 0.02, 0.03, 0.04, 0.05], 52)).toBeCloseTo(Math.sqrt(0.013), 12)
  })

  test("of prices that grow evenly is nought", () => {
    expect(annualVolatility(logReturns([1, 2, 4, 8, 16, 32]), 252)).toBe(0)
  })

  test("of too few returns is not known", () => {
    expect(annualVolatility([0.01, -0.01, 0.02, 0.01], 252)).toBeNull()
  })

  test("is never below nought, and does not know the unit of the prices", () => {
    fc.assert(
      fc.property(
        fc.array(price, { minLength: fewestReturns + 1 }),
        fc.double({ min: 0.001, max: 1000, noNaN: true }),
        (all, unit) => {
          const own = annualVolatility(logReturns(all), 252) ?? Number.NaN
          const scaled = annualVolatility(logReturns(all.map((one) => one * unit)), 252) ?? Number.NaN
          expect(own).toBeGreaterThanOrEqual(0)
          expect(scaled).toBeCloseTo(own, 6)
        },
      ),
    )
  })
})

describe("the deepest drawdown", () => {
  test("is from the highest price before it to the lowest after", () => {
    // 120 to 90 is a quarter; 130 to 104 a fifth, though lower in money than the first peak is high.
    expect(deepestDrawdown([100, 120, 90, 130, 104, 140])).toEqual({ depth: -0.25, peak: 1, trough: 2 })
    expect(deepestDrawdown([100, 80, 90, 60, 110])).toEqual({ depth: -0.4, peak: 0, trough: 3 })
  })

  test("of prices that only rise is nought", () => {
    expect(deepestDrawdown([1, 2, 2, 3])).toEqual({ depth: 0, peak: 0, trough: 0 })
  })

  test("of one price, or of any at or below nought, is not known", () => {
    expect(deepestDrawdown([100])).toBeNull()
    expect(deepestDrawdown([100, 0, 50])).toBeNull()
  })

  test("is the worst of every two prices, at or below nought and above losing everything", () => {
    fc.assert(
      fc.property(fc.array(price, { minLength: 2, maxLength: 25 }), (all) => {
        const worst = Math.min(0, ...all.flatMap((from, at) => all.slice(at + 1).map((to) => to / from - 1)))
        const { depth, peak, trough } = deepestDrawdown(all) ?? { depth: Number.NaN, peak: 0, trough: 0 }
        expect(depth).toBeCloseTo(worst, 12)
        expect(depth).toBeWithin(-1, Number.MIN_VALUE)
        expect(peak).toBeLessThanOrEqual(trough)
        expect((all[trough] ?? 0) / (all[peak] ?? 1) - 1).toBeCloseTo(depth, 12)
      }),
    )
  })

  test("does not know the unit of the prices", () => {
    fc.assert(
      fc.property(prices, (all) => {
        const scaled = deepestDrawdown(all.map((one) => one / 100))
        expect(scaled?.depth).toBeCloseTo(deepestDrawdown(all)?.depth ?? Number.NaN, 9)
      }),
    )
  })
})

describe("correlation", () => {
  test("by hand", () => {
    // Means 0.03 and 0.02; products of distances 0.0002 + 0 + 0 + 0.0001 + 0.0002 = 0.0005; squares 0.001 and 0.0004.
    const [a, b] = [
      [0.01, 0.02, 0.03, 0.04, 0.05],
      [0.01, 0.02, 0.01, 0.03, 0.03],
    ]
    expect(correlation(a ?? [], b ?? [])).toBeCloseTo(0.0005 / Math.sqrt(0.001 * 0.0004), 12)
  })

  test("is 1 with itself and with anything in proportion, -1 with its opposite", () => {
    const some = [0.01, -0.02, 0.03, 0.01, -0.01]
    expect(correlation(some, some)).toBe(1)
    expect(
      correlation(
        some,
        some.map((one) => 2 * one + 0.001),
      ),
    ).toBeCloseTo(1, 12)
    expect(
      correlation(
        some,
        some.map((one) => -3 * one),
      ),
    ).toBeCloseTo(-1, 12)
  })

  test("with what does not move, of too few or of unequal lists is not known", () => {
    const some = [0.01, -0.02, 0.03, 0.01, -0.01]
    expect(correlation(some, [0.01, 0.01, 0.01, 0.01, 0.01])).toBeNull()
    expect(correlation(some.slice(1), some.slice(1))).toBeNull()
    expect(correlation(some, [...some, 0.01])).toBeNull()
  })

  test("is between -1 and 1, and the same both ways", () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const one = correlation(a, b)
        if (one !== null) expect(one).toBeWithin(-1, 1 + Number.EPSILON)
        const other = correlation(b, a)
        if (one === null) expect(other).toBeNull()
        else expect(other).toBeCloseTo(one, 10)
      }),
    )
  })

  test("of a list that moves with itself is 1", () => {
    fc.assert(fc.property(returns, (all) => expect(correlation(all, all) ?? 1).toBeCloseTo(1, 12)))
  })
})
