import { describe, expect, test } from "bun:test"
import { type } from "arktype"
import fc from "fast-check"
import { coerce } from "../../src/mcp/coerce.ts"
import type { ObjectSchema } from "../../src/mcp/listing.ts"

const schemaOf = (definition: { toJsonSchema(options: { dialect: null }): object }): ObjectSchema => ({
  ...definition.toJsonSchema({ dialect: null }),
  type: "object",
})

const schema = {
  ...schemaOf(
    type({
      "+": "reject",
      "needed?": "string",
      "count?": "number.integer",
      "price?": "number",
      "flag?": "boolean",
      "name?": "string",
      "right?": "'C'|'P'",
      "symbols?": "string[]",
      "strikes?": "number[]",
      "mixed?": "string[]|string",
      "nullable?": "number|null",
      "size?": "1|2|3",
      "filters?": "Record<string, string|number>",
    }),
  ),
  required: ["needed"],
}

describe("what clients send for what is meant", () => {
  test.each([
    [{ count: "5" }, { count: 5 }],
    [{ count: " -12 " }, { count: -12 }],
    [{ price: "1.5e3" }, { price: 1500 }],
    [{ flag: "true" }, { flag: true }],
    [{ flag: "FALSE" }, { flag: false }],
    [{ name: 7203 }, { name: "7203" }],
    [{ right: "c" }, { right: "C" }],
    [{ size: "2" }, { size: 2 }],
    [{ symbols: "AAPL, BRK B" }, { symbols: ["AAPL", "BRK B"] }],
    [{ symbols: "AAPL MSFT" }, { symbols: ["AAPL", "MSFT"] }],
    [{ symbols: '["AAPL","MSFT"]' }, { symbols: ["AAPL", "MSFT"] }],
    [{ symbols: [7203, "AAPL"] }, { symbols: ["7203", "AAPL"] }],
    [{ symbols: 7203 }, { symbols: ["7203"] }],
    [{ strikes: "190,200.5" }, { strikes: [190, 200.5] }],
    [{ strikes: ["190", 200] }, { strikes: [190, 200] }],
    [{ strikes: 190 }, { strikes: [190] }],
    [{ mixed: "AAPL,MSFT" }, { mixed: "AAPL,MSFT" }],
    [{ mixed: '["AAPL"]' }, { mixed: ["AAPL"] }],
    [{ filters: '{"priceAbove":5}' }, { filters: { priceAbove: 5 } }],
    [{ count: null, name: null }, {}],
    [{ nullable: null }, { nullable: null }],
    [{ count: "", flag: " ", name: "", right: "", symbols: "", mixed: "  ", filters: "" }, {}],
  ])("%j becomes %j", (given, expected) => {
    expect(coerce(schema, given)).toEqual(expected)
  })
})

describe("what cannot be understood stays as it is, for validation to name", () => {
  test.each([
    { filters: "priceAbove 5" },
    { filters: "{priceAbove:5}" },
    { filters: "[5]" },
    { count: "five" },
    { needed: "" },
    { symbols: ["", "AAPL"] },
    { count: "0x10" },
    { price: "1e400" },
    { count: "1,000" },
    { flag: "yes" },
    { flag: 1 },
    { name: { a: 1 } },
    { right: "X" },
    { symbols: { a: 1 } },
    { bogus: "1" },
    { bogus: null },
  ])("%j", (given) => {
    expect(coerce(schema, given)).toEqual(given)
  })
})

test("what fits already is never changed, and coercing twice changes nothing more", () => {
  const args = fc.record(
    {
      count: fc.oneof(fc.integer(), fc.string()),
      flag: fc.oneof(fc.boolean(), fc.string()),
      symbols: fc.oneof(fc.array(fc.string()), fc.string()),
      name: fc.oneof(fc.string(), fc.integer()),
      other: fc.jsonValue(),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(args, (given) => {
      const once = coerce(schema, given)
      expect(coerce(schema, once)).toEqual(once)
      if (given.name?.toString().trim()) expect(once.name).toBe(String(given.name))
    }),
  )
})

test("a parameter cannot reach the prototype", () => {
  const coerced = coerce(schema, JSON.parse('{"__proto__":{"count":1}}'))
  expect(Object.getPrototypeOf(coerced)).toBe(Object.prototype)
  expect(Object.keys(coerced)).toEqual(["__proto__"])
})
