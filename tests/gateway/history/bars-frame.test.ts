import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { readBarsFrame } from "../../../src/gateway/history/bars-frame.ts"

const header = (count: unknown) => ["17", "1001", "20261119  00:00:00", "20261120  00:00:00", String(count)]

describe("a frame of bars", () => {
  test("is read field by field, with what is not said as null", () => {
    const bars = [
      ...["20261119", "10.5", "11", "-1", "0", "1200.5", "10.75", "42"],
      ...["1763568000", "-37.63", "", "1.7976931348623157E308", "5e-1", "-1", "-1.0", "-1"],
    ]
    expect(readBarsFrame([...header(2), ...bars])).toEqual({
      type: "bars",
      reqId: 1001,
      bars: [
        { date: "20261119", open: 10.5, high: 11, low: null, close: 0, volume: 1200.5, average: 10.75, count: 42 },
        {
          date: "1763568000",
          open: -37.63,
          high: null,
          low: null,
          close: 0.5,
          volume: null,
          average: null,
          count: null,
        },
      ],
    })
  })

  test("with none is no bars, not unreadable", () => {
    expect(readBarsFrame(header(0))).toEqual({ type: "bars", reqId: 1001, bars: [] })
  })

  test.each(["", "-1", "1.5", "x", "NaN", "2147483647", "2"])(
    "whose count is %p, with one bar, is unreadable",
    (count) => {
      const bar = ["20261119", "1", "1", "1", "1", "1", "1", "1"]
      expect(readBarsFrame([...header(count), ...bar])).toEqual({ type: "unreadable", reqId: 1001 })
    },
  )

  test("that is none, or belongs to no request, is left to others", () => {
    for (const fields of [[], [""], ["18", "1001"], ["17"], ["17", "x", "", "", "0"]])
      expect(readBarsFrame(fields)).toBeUndefined()
  })

  test("of any fields is read without harm, and no number that is none comes out", () => {
    const field = fc.oneof(
      fc.string(),
      fc.double().map(String),
      fc.constantFrom("", "-1", "1e400", "-1e400", "Infinity"),
    )
    fc.assert(
      fc.property(fc.nat(6), fc.array(field, { maxLength: 60 }), (count, fields) => {
        const read = readBarsFrame([...header(count), ...fields])
        if (read?.type !== "bars") return expect(fields.length).toBeLessThan(count * 8)
        expect(read.bars).toHaveLength(count)
        for (const { date, ...numbers } of read.bars) {
          expect(typeof date).toBe("string")
          for (const value of Object.values(numbers)) expect(value === null || Math.abs(value) < 1e15).toBe(true)
        }
      }),
    )
  })
})
