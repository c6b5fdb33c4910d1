import { type ArkError, type } from "arktype"
import { fail, type Outcome, success } from "../outcome/outcome.ts"
import type { Tool } from "../tools/define-tool.ts"
import { checkText, shown } from "./check-text.ts"
import { coerce } from "./coerce.ts"
import type { ListedTool } from "./listing.ts"

/**
 * Arguments from outside as a tool's `run` may rely on. What cannot be understood is `invalid_request`, which names the
 * parameter, its value (shortened) and what is allowed.
 */
export function validate(tool: Tool, listed: ListedTool, args: Readonly<Record<string, unknown>>): Outcome<object> {
  const unreadable = checkText(args)
  if (unreadable) return { ok: false, failure: unreadable }
  const names = Object.keys(listed.inputSchema.properties ?? {})
  const unknown = Object.keys(args).find((name) => !names.includes(name))
  if (unknown !== undefined) {
    const instead = meant(unknown, names)
    const takes = names.length === 0 ? "takes no parameters" : `takes ${names.join(", ")}`
    return fail(
      "invalid_request",
      `${shown(unknown)} is no parameter of ${tool.name}, which ${takes}.`,
      instead === undefined ? "Leave it out." : `Write ${instead} instead.`,
    )
  }
  const result = tool.input()(coerce(listed.inputSchema, args))
  if (!(result instanceof type.errors)) return success(result)
  const problems = [...result].slice(0, 3).map((error) => sentence(error, listed))
  return fail("invalid_request", `${problems.join("; ")}.`, hintFor(result[0]?.path[0], listed))
}

/** "bar_size must be … (given: "7 mins")". */
function sentence(error: ArkError, { inputSchema }: ListedTool): string {
  const where = error.path.stringify() || "the arguments"
  const [name, ...inside] = error.path
  const schema = typeof name === "string" && inside.length === 0 ? inputSchema.properties?.[name] : undefined
  const kind = schema && kindErrors.has(error.code) ? kindOf(schema) : undefined
  const must = kind ?? allowedBy(error, where)
  const short = must.length > 400 ? `${must.slice(0, 397)}...` : must
  if (error.code === "required") return `${where} is missing; it must be ${short}`
  return `${where} must be ${short} (given: ${shown(error.data)})`
}

/** What arktype says is allowed, on one line; it puts each of several complaints on one of its own. */
function allowedBy(error: ArkError, where: string): string {
  const [only = "", ...several] = error.problem.split("\n  ◦ ")
  if (several.length > 0) return several.join(" and ")
  const allowed = only.replace(/ ?\(was .*\)$/s, "").replace(/^must be /, "")
  return allowed.startsWith(`${where} must be `) ? allowed.slice(where.length + " must be ".length) : allowed
}

/** Errors of a value that is of another kind than any allowed; for those arktype would repeat the parameter's description. */
const kindErrors: ReadonlySet<string> = new Set(["required", "domain", "proto", "union"])

const kinds: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  integer: "an integer",
  boolean: "true or false",
  object: "an object",
}

/** "a string or a list of strings"; undefined where the schema lists words instead, which say more. */
function kindOf(schema: object): string | undefined {
  if ("anyOf" in schema && Array.isArray(schema.anyOf)) return joined(schema.anyOf.map(kindOf))
  if (!("type" in schema) || typeof schema.type !== "string") return undefined
  if (schema.type !== "array") return kinds[schema.type]
  const item = "items" in schema && typeof schema.items === "object" && schema.items ? kindOf(schema.items) : undefined
  return item === undefined ? "a list" : `a list of ${item.replace(/^an? /, "")}s`
}

const joined = (each: readonly (string | undefined)[]): string | undefined =>
  each.includes(undefined) ? undefined : each.join(" or ")

/** The parameter that an unknown name stands for: in another number, case or spelling. */
function meant(unknown: string, names: readonly string[]): string | undefined {
  const root = (name: string) => name.toLowerCase().replace(/_|s$/g, "")
  return names.find((name) => root(name) === root(unknown))
}

function hintFor(parameter: PropertyKey | undefined, { inputSchema, name }: ListedTool): string {
  const schema = typeof parameter === "string" ? inputSchema.properties?.[parameter] : undefined
  const described = schema !== undefined && "description" in schema ? schema.description : undefined
  return typeof described === "string"
    ? `${String(parameter)}: ${described}`
    : `Correct it and call ${name} again; the tool's schema shows what it takes.`
}
