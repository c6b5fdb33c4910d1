import assert from "node:assert/strict"
import fc from "fast-check"
import { adapterRig } from "../gateway/adapter-rig.ts"
import { target } from "./target.ts"

const odd = [
  "",
  "0",
  "-1",
  "-2",
  "1e400",
  "NaN",
  "2147483647",
  "9223372036854775807",
  "1.7976931348623157E308",
  "20261218 08:30:00 US/Central",
  "\\u00e9",
  "\\u",
  "{",
  "99999999",
]
const field = fc.oneof(
  fc.constantFrom(...odd),
  fc.integer({ min: -3, max: 200 }).map(String),
  fc.double().map(String),
  fc.string({ maxLength: 12 }).map((text) => text.replaceAll("\0", "")),
)
/** Rows of ticks of the past, or of volume at price: so many fields each, as many rows as the frame says or not quite. */
const rows = (width: number) =>
  fc
    .tuple(
      fc.array(fc.array(field, { minLength: width, maxLength: width }), { maxLength: 5 }),
      fc.nat({ max: 1 }),
      field,
    )
    .map(([all, more, done]) => ["1001", `${all.length + more}`, ...all.flat(), done])

/** A frame that is well formed but for what is in its fields: option parameters, bars, ticks, books, contract. */
const shaped = fc.oneof(
  fc.tuple(
    fc.constant(75),
    fc.tuple(field, field, field, field, field).map((head) => [...head, "1", "20261218", "1", "200"]),
  ),
  fc.tuple(
    fc.constant(17),
    fc.tuple(...Array.from({ length: 7 }, () => field)).map((row) => ["1001", "", "", "1", "20261120", ...row]),
  ),
  fc.tuple(fc.constantFrom(1, 2, 21, 45, 46, 58, 61, 94, 95, 7), fc.array(field, { minLength: 4, maxLength: 20 })),
  fc.tuple(fc.constantFrom(97, 98), rows(6)),
  fc.tuple(fc.constant(96), rows(4)),
  fc.tuple(fc.constant(89), rows(2)),
  fc.tuple(
    fc.constant(99),
    fc
      .tuple(fc.constantFrom("1", "2", "3", "4"), fc.array(field, { minLength: 2, maxLength: 7 }))
      .map(([type, rest]) => ["1001", type, ...rest]),
  ),
  fc.tuple(
    fc.constantFrom(12, 13),
    fc.array(field, { minLength: 4, maxLength: 8 }).map((rest) => ["1", "1001", ...rest]),
  ),
  fc.tuple(
    fc.constant(91),
    fc.tuple(field, field, field).map((fields) => [...fields]),
  ),
)
const anything = fc.tuple(fc.integer({ min: -1, max: 120 }), fc.array(field, { maxLength: 45 }))
const frames = fc.array(fc.oneof(shaped, anything), { minLength: 1, maxLength: 10 })

/** Every number anywhere in a value. */
function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value]
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : []
}

/** Whatever a Gateway sends, the process lives, the connection goes on, and no number that comes out is a trap. */
export const decoder = target("decoder: any fields under any id", 300, async () => {
  const rig = await adapterRig()
  return {
    property: fc.asyncProperty(frames, async (batch) => {
      // 49 is the rig's own mark for the end of what it sends.
      const messages = await rig.hear(...batch.filter(([id]) => id !== 49).map(([id, fields]) => [id, ...fields]))
      for (const message of messages) {
        const numbers = numbersIn({ ...message, reqId: 0, tick: 0, code: 0 })
        assert(
          numbers.every((one) => Number.isFinite(one) && Math.abs(one) < 1e15),
          JSON.stringify(message),
        )
      }
    }),
    close: () => rig.close(),
  }
})
