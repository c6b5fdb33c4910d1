import fc from "fast-check"
import type { ObjectSchema } from "../../src/mcp/listing.ts"

const instruments = [
  ...["AAPL", "BRK.B", "VOD@LSE/GBP", "IND:SPX@CBOE", "FX:EURUSD", "FUT:ES:202612@CME", "CONTFUT:ES@CME", "ZZZZ"],
  ...["OPT:AAPL:20261218:C:200", "AAPL261218C00200000", "CONID:265598", "ISIN:US0378331005", "BOND:912810TM0"],
]
const dates = ["20261218", "2026-12-18", "202612", "2026-11-20T16:00:00Z", "20260230"]

/** What parameters of these names are made of, whatever the tool. */
const textsByName: readonly (readonly [RegExp, readonly string[]])[] = [
  [/symbol|instrument/, [...instruments, "AAPL,MSFT", "AAPL MSFT", '["AAPL"]']],
  [/pair/, ["EURUSD", "usd/jpy", "EUR.USD", "ZZZZZZ"]],
  [/pattern|query/, ["apple", "spx", "vod", "\u00e9"]],
  [/expir|month/, dates],
  [
    /^(start|end|at|from|to|since)$|date/,
    ["2026-11-19", "20261120", "2026-11-20T15:00:00-05:00", "2026-11-20T15:00:00Z"],
  ],
  [/duration|span|period/, ["1 D", "2 W", "1 M", "1 Y", "3600 S"]],
  [/bar_size/, ["1 day", "1 hour", "5 mins", "1 min", "30 secs"]],
  [/account/, ["DU1234567", "DU7654321", "U1"]],
  [/exchange/, ["SMART", "CBOE", "NYSE", "CME"]],
]

/** What any text parameter may get, right and wrong. */
const commonTexts = [
  ...instruments,
  ...dates,
  ...["1 D", "TRADES", "C", "SMART", "All", "", " ", "0", "-1", "1e400", "NaN", "true", "null", "🙂", "\u202e"],
  "x".repeat(10_001),
]

/** The words of a parameter's description: it names its format and an example. */
const wordsOf = (schema: object): readonly string[] =>
  "description" in schema && typeof schema.description === "string"
    ? schema.description.split(/[\s,;"'[\]()]+/).filter((word) => word !== "")
    : []

function textOf(schema: object, name: string): fc.Arbitrary<unknown> {
  const [, likely = commonTexts] = textsByName.find(([pattern]) => pattern.test(name)) ?? []
  return fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...likely) },
    { weight: 2, arbitrary: fc.constantFrom(...commonTexts, ...wordsOf(schema)) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 80 }) },
  )
}

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
function fitting(schema: object, name: string): fc.Arbitrary<unknown> {
  if ("anyOf" in schema && Array.isArray(schema.anyOf))
    return fc.oneof(...schema.anyOf.map((one: object) => fitting({ ...one, ...descriptionOf(schema) }, name)))
  if ("enum" in schema && Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum)
  if ("const" in schema) return fc.constant(schema.const)
  switch ("type" in schema ? schema.type : undefined) {
    case "string":
      return textOf(schema, name)
    case "number":
    case "integer":
      return numberOf(schema)
    case "boolean":
      return fc.constantFrom<unknown>(true, false, "true", "FALSE")
    case "array": {
      const items = "items" in schema && typeof schema.items === "object" && schema.items !== null ? schema.items : {}
      return fc.array(fitting({ ...descriptionOf(schema), ...items }, name), { maxLength: 4 })
    }
    default:
      return fc.jsonValue()
  }
}

const descriptionOf = (schema: object): object => ("description" in schema ? { description: schema.description } : {})

/** Arguments of a tool by its own input schema: as it wants them, nearly so, and anything else that JSON can say. */
export function argumentsOf({ properties = {}, required = [] }: ObjectSchema): fc.Arbitrary<Record<string, unknown>> {
  /** Optional parameters are left out three times in four: with all of them something is wrong nearly always. */
  const record = (value: (schema: object, name: string) => fc.Arbitrary<unknown>) =>
    fc
      .tuple(
        ...Object.entries(properties).map(([name, schema]) =>
          fc.oneof(
            { weight: required.includes(name) ? 1 : 3, arbitrary: fc.constant(null) },
            {
              weight: required.includes(name) ? 20 : 1,
              arbitrary: value(schema, name).map((one): readonly [string, unknown] => [name, one]),
            },
          ),
        ),
      )
      .map((entries) => Object.fromEntries(entries.filter((entry) => entry !== null)))
  const right = record(fitting)
  const nearlyRight = record((schema, name) =>
    fc.oneof({ weight: 3, arbitrary: fitting(schema, name) }, { weight: 1, arbitrary: fc.jsonValue() }),
  )
  const anything = fc.dictionary(
    fc.oneof(fc.constantFrom("__proto__", "symbol", "account"), fc.string()),
    fc.jsonValue(),
  )
  return fc
    .oneof({ weight: 8, arbitrary: right }, { weight: 2, arbitrary: nearlyRight }, { weight: 1, arbitrary: anything })
    .map((args): Record<string, unknown> => JSON.parse(JSON.stringify(args)))
}
