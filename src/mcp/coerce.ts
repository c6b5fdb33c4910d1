import { parseJson } from "./json.ts"
import type { ObjectSchema } from "./listing.ts"

type Kind = "string" | "number" | "boolean" | "array" | "object" | "null"

/** One alternative of a parameter's schema, as far as reading a value needs it. */
interface Alternative {
  readonly kind: Kind
  /** The words allowed, where it is an enumeration. */
  readonly words: readonly string[]
  /** The schema of the elements of an array. */
  readonly items: object | undefined
}

const kinds: Readonly<Record<string, Kind>> = {
  string: "string",
  number: "number",
  integer: "number",
  boolean: "boolean",
  array: "array",
  object: "object",
  null: "null",
}

const kindOf = (value: unknown): Kind | undefined =>
  value === null ? "null" : Array.isArray(value) ? "array" : kinds[typeof value]

function alternatives(schema: object): readonly Alternative[] {
  if ("anyOf" in schema && Array.isArray(schema.anyOf)) return schema.anyOf.flatMap(alternatives)
  const items =
    "items" in schema && typeof schema.items === "object" && schema.items !== null ? schema.items : undefined
  const listed = "enum" in schema && Array.isArray(schema.enum) ? schema.enum : "const" in schema ? [schema.const] : []
  const words = listed.filter((word) => typeof word === "string")
  const named = "type" in schema && typeof schema.type === "string" ? kinds[schema.type] : undefined
  const found = named === undefined ? listed.map(kindOf) : [named]
  return [...new Set(found)].flatMap((kind) => (kind === undefined ? [] : [{ kind, words, items }]))
}

const numeric = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i

function numberIn(text: string): number | undefined {
  const number = numeric.test(text.trim()) ? Number(text) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}

function booleanIn(text: string): boolean | undefined {
  const word = text.trim().toLowerCase()
  return word === "true" ? true : word === "false" ? false : undefined
}

/** A JSON array written as text, as some clients send lists. */
function arrayIn(text: string): readonly unknown[] | undefined {
  if (!/^\s*\[.*\]\s*$/s.test(text)) return undefined
  const value = parseJson(text)
  return Array.isArray(value) ? value : undefined
}

/** A JSON object written as text. */
function objectIn(text: string): object | undefined {
  if (!/^\s*\{.*\}\s*$/s.test(text)) return undefined
  const value = parseJson(text)
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined
}

// Spaces separate only where no comma does: "BRK B, AAPL" is two names.
const split = (text: string): readonly string[] =>
  text
    .split(text.includes(",") ? "," : /\s+/)
    .map((part) => part.trim())
    .filter((part) => part !== "")

function coerceString(text: string, allowed: readonly Alternative[]): unknown {
  const of = (kind: Kind) => allowed.find((alternative) => alternative.kind === kind)
  const array = of("array")
  const listed = array && arrayIn(text)
  if (array && listed) return listed.map((item) => coerceValue(item, array.items))
  const object = of("object") && objectIn(text)
  if (object) return object
  const string = of("string")
  if (string) return string.words.find((word) => word.toLowerCase() === text.trim().toLowerCase()) ?? text
  if (of("number")) return numberIn(text) ?? text
  if (of("boolean")) return booleanIn(text) ?? text
  return array ? split(text).map((item) => coerceValue(item, array.items)) : text
}

function coerceValue(value: unknown, schema: object | undefined): unknown {
  if (schema === undefined) return value
  const allowed = alternatives(schema)
  const of = (kind: Kind) => allowed.find((alternative) => alternative.kind === kind)
  if (typeof value === "string") return coerceString(value, allowed)
  const array = of("array")
  if (Array.isArray(value) && array) return value.map((item) => coerceValue(item, array.items))
  const kind = kindOf(value)
  if (kind !== undefined && of(kind)) return value
  // A number where a name belongs: a con id, a date, a Tokyo symbol.
  if (typeof value === "number" && of("string") && Number.isFinite(value)) return String(value)
  const scalar = ["number", "boolean", "string"].includes(kind ?? "")
  return scalar && array ? [coerceValue(value, array.items)] : value
}

/**
 * Arguments as the schema wants them: numbers, booleans, lists and objects that arrive as text, names that arrive as numbers, words
 * in another case, and null or blank text for "not given", as some models fill in every parameter. What does not fit is left as it is, for validation to name.
 */
export function coerce(schema: ObjectSchema, args: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const propertyOf = (name: string): object | undefined =>
    Object.hasOwn(schema.properties ?? {}, name) ? schema.properties?.[name] : undefined
  const notGiven = (name: string, value: unknown, property: object | undefined): boolean => {
    if (property === undefined) return false
    if (typeof value === "string") return value.trim() === "" && !schema.required?.includes(name)
    return value === null && !alternatives(property).some(({ kind }) => kind === "null")
  }
  return Object.fromEntries(
    Object.entries(args).flatMap(([name, value]) => {
      const property = propertyOf(name)
      return notGiven(name, value, property) ? [] : [[name, coerceValue(value, property)]]
    }),
  )
}
