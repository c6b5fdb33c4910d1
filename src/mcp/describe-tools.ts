import type { Tool } from "../tools/define-tool.ts"
import type { ListedTool, ObjectSchema } from "./listing.ts"

/** What `meta` of an answer looks like: the part of every tool's output that the registry adds. */
export const metaSchema = {
  type: "object",
  properties: {
    as_of: { type: "string", description: "when the data was true, ISO 8601" },
    source: { enum: ["live", "frozen", "delayed", "delayed_frozen", "cache"] },
    stale: { type: "boolean", description: "last known answer, the Gateway could not be asked" },
    age_s: { type: "number", description: "its age in seconds, when stale" },
    account: { type: "string" },
    warnings: { type: "array", items: { type: "string" } },
    demo: { type: "boolean", description: "true for simulated data" },
  },
  required: ["as_of", "source", "stale", "warnings"],
} as const

function objectSchema(schema: object, where: string): ObjectSchema {
  if (!("type" in schema) || schema.type !== "object")
    throw new Error(`${where} must be one object, MCP allows no union there`)
  return { ...schema, type: "object" }
}

/** The listing of a tool, from the same definitions that validate its arguments. Throws when one cannot be listed. */
export function describeTool({ name, title, toolset, description, input, output }: Tool): ListedTool {
  const inputSchema = objectSchema(input().toJsonSchema({ dialect: null }), `the input of ${name}`)
  const data = objectSchema(output().toJsonSchema({ dialect: null }), `the output of ${name}`)
  const outputSchema = {
    ...data,
    properties: { ...data.properties, meta: metaSchema },
    required: [...(data.required ?? []), "meta"],
  }
  return { toolset, name, title, description, inputSchema, outputSchema }
}
