import type { ListedTool } from "../../src/mcp/listing.ts"

/** The part of a JSON Schema that the listing of tools makes use of. */
interface Schema {
  readonly [keyword: string]: unknown
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const schemasIn = (value: unknown): readonly Schema[] => (Array.isArray(value) ? value.filter(isSchema) : [])

const fieldsOf = ({ properties }: Schema): readonly (readonly [string, Schema])[] =>
  isSchema(properties)
    ? Object.entries(properties).flatMap(([name, field]) => (isSchema(field) ? [[name, field]] : []))
    : []

const text = (value: unknown): string => (typeof value === "string" ? value : "")

const code = (value: unknown): string => `\`${typeof value === "string" ? value : JSON.stringify(value)}\``

/** What a value may be, in words. */
function allowed(schema: Schema): string {
  const { type, enum: values, anyOf, items, minimum, maximum, additionalProperties } = schema
  if (Array.isArray(values)) return values.map(code).join(", ")
  if (Array.isArray(anyOf)) return schemasIn(anyOf).map(allowed).join(" or ")
  if (type === "string") return "text"
  if (type === "boolean") return "`true` or `false`"
  if (type === "array") return isSchema(items) ? `list of ${allowed(items)}` : "list"
  if (type === "object") return isSchema(additionalProperties) ? `object of ${allowed(additionalProperties)}` : "object"
  const kind = type === "integer" ? "whole number" : "number"
  const bounds = [
    ...(minimum === undefined ? [] : [`from ${minimum}`]),
    ...(maximum === undefined ? [] : [`to ${maximum}`]),
  ]
  return [kind, ...bounds].join(" ")
}

/** One parameter of a tool, as a client may be told of it. */
export interface Parameter {
  readonly name: string
  readonly allowed: string
  /** `required`, the default as JSON, or nothing. */
  readonly fallback: string
  readonly description: string
}

/** Everything that a tool takes, required ones first. */
export const parametersOf = ({ inputSchema }: ListedTool): readonly Parameter[] =>
  fieldsOf(inputSchema).map(([name, schema]) => ({
    name,
    allowed: allowed(schema),
    fallback: inputSchema.required?.includes(name)
      ? "required"
      : schema.default === undefined
        ? ""
        : code(schema.default),
    description: text(schema.description),
  }))

/** What a field means, and where in an answer it stands: `quotes[].greeks.iv`. */
export interface Meaning {
  readonly path: string
  readonly description: string
}

/** The meanings of all fields that a schema describes; a union's members are looked into one by one. */
export function meaningsIn(schema: Schema, path = ""): readonly Meaning[] {
  const own = text(schema.description)
  const inner = [
    ...fieldsOf(schema).flatMap(([name, field]) => meaningsIn(field, path === "" ? name : `${path}.${name}`)),
    ...(isSchema(schema.items) ? meaningsIn(schema.items, `${path}[]`) : []),
    ...schemasIn(schema.anyOf).flatMap((member) => meaningsIn(member, path)),
  ]
  return own === "" || path === "" ? inner : [{ path, description: own }, ...inner]
}
