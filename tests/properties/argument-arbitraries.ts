import fc from "fast-check"
import type { ObjectSchema } from "../../src/mcp/listing.ts"

/** What the parameters of most tools are made of, right and nearly right. */
const commonTexts = [
  ...["AAPL", "BRK.B", "VOD@LSE/GBP", "IND:SPX@CBOE", "FX:EURUSD", "EURUSD", "FUT:ES:202612@CME", "CONTFUT:ES@CME"],
  ...["OPT:AAPL:20261218:C:200", "AAPL261218C00200000", "CONID:265598", "ISIN:US0378331005", "BOND:912810TM0", "ZZZZ"],
  ...["AAPL,MSFT", "AAPL MSFT", '["AAPL"]', "20261218", "2026-12-18", "202612", "2026-11-20T16:00:00Z", "20260230"],
  ...["1 D", "1 M", "5 Y", "1 min", "1 day", "1 month", "TRADES", "MIDPOINT", "C", "P", "SMART", "DU1234567", "All"],
  ...["", " ", "0", "-1", "1e400", "NaN", "true", "null", "🙂", "\u202e", "x".repeat(10_001)],
]

/** The words of a parameter's description: it names its format and an example. */
const wordsOf = (schema: object): readonly string[] =>
  "description" in schema && typeof schema.description === "string"
    ? schema.description.split(/[\s,;"'[\]()]+/).filter((word) => word !== "")
    : []

const textOf = (schema: object): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...commonTexts, ...wordsOf(schema)) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 80 }) },
  )

function numberOf(schema: object): fc.Arbitrary<unknown> {
  const limit = (name: "minimum" | "maximum", otherwise: number) => {
    const value: unknown = Reflect.get(schema, name)
    return typeof value === "number" ? value : otherwise
  }
  const min = limit("minimum", -3)
  const number = fc.oneof(
    fc.integer({ min, max: Math.max(min, limit("maximum", 100)) }),
    fc.constantFrom(0, -1, 1e15, 2 ** 31, 0.1),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  )
  return fc.oneof({ weight: 3, arbitrary: number }, { weight: 1, arbitrary: number.map(String) })
}

/** Values that fit a schema, most of them, and some that clients send in their place. */
function fitting(schema: object): fc.Arbitrary<unknown> {
  if ("anyOf" in schema && Array.isArray(schema.anyOf))
    return fc.oneof(...schema.anyOf.map((one: object) => fitting({ ...one, ...descriptionOf(schema) })))
  if ("enum" in schema && Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum)
  if ("const" in schema) return fc.constant(schema.const)
  switch ("type" in schema ? schema.type : undefined) {
    case "string":
      return textOf(schema)
    case "number":
    case "integer":
      return numberOf(schema)
    case "boolean":
      return fc.constantFrom<unknown>(true, false, "true", "FALSE")
    case "array": {
      const items = "items" in schema && typeof schema.items === "object" && schema.items !== null ? schema.items : {}
      return fc.array(fitting({ ...descriptionOf(schema), ...items }), { maxLength: 4 })
    }
    default:
      return fc.jsonValue()
  }
}

const descriptionOf = (schema: object): object => ("description" in schema ? { description: schema.description } : {})

/** Arguments of a tool by its own input schema: as it wants them, nearly so, and anything else that JSON can say. */
export function argumentsOf({ properties = {}, required = [] }: ObjectSchema): fc.Arbitrary<Record<string, unknown>> {
  const byName = (value: (schema: object) => fc.Arbitrary<unknown>) =>
    Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, value(schema)]))
  const right = fc.record(byName(fitting), { requiredKeys: [...required] })
  const nearlyRight = fc.record(
    byName((schema) => fc.oneof({ weight: 3, arbitrary: fitting(schema) }, { weight: 1, arbitrary: fc.jsonValue() })),
    { requiredKeys: [] },
  )
  const anything = fc.dictionary(
    fc.oneof(fc.constantFrom("__proto__", "symbol", "account"), fc.string()),
    fc.jsonValue(),
  )
  return fc
    .oneof({ weight: 6, arbitrary: right }, { weight: 2, arbitrary: nearlyRight }, { weight: 1, arbitrary: anything })
    .map((args): Record<string, unknown> => JSON.parse(JSON.stringify(args)))
}
