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
    const takes = names.length === 0 ? "takes no parameters" : `takes ${names.join(", ")}`
    return fail(
      "invalid_request",
      `${shown(unknown)} is no parameter of ${tool.name}, which ${takes}.`,
      "Leave it out.",
    )
  }
  const result = tool.input(coerce(listed.inputSchema, args))
  if (!(result instanceof type.errors)) return success(result)
  const problems = [...result].slice(0, 3).map(sentence)
  return fail("invalid_request", `${problems.join("; ")}.`, hintFor(result[0]?.path[0], listed))
}

/** "bar_size must be … (given: "7 mins")". */
function sentence(error: ArkError): string {
  const where = error.path.stringify() || "the arguments"
  const allowed = error.problem.replace(/ ?\(was .*\)$/s, "").replace(/^must be /, "")
  const must = allowed.startsWith(`${where} must be `) ? allowed.slice(where.length + " must be ".length) : allowed
  const short = must.length > 400 ? `${must.slice(0, 397)}...` : must
  if (error.code === "required") return `${where} is missing; it must be ${short}`
  return `${where} must be ${short} (given: ${shown(error.data)})`
}

function hintFor(parameter: PropertyKey | undefined, { inputSchema, name }: ListedTool): string {
  const schema = typeof parameter === "string" ? inputSchema.properties?.[parameter] : undefined
  const described = schema !== undefined && "description" in schema ? schema.description : undefined
  return typeof described === "string"
    ? `${String(parameter)}: ${described}`
    : `Correct it and call ${name} again; the tool's schema shows what it takes.`
}
