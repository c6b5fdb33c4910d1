import { isObject, parseJson } from "./json.ts"

/** Parameters of a request, or why they are none of its method's. */
export type ParamsReading =
  | { readonly ok: true; readonly params: Readonly<Record<string, unknown>> | undefined }
  | { readonly ok: false; readonly problem: string }

/** What a method cannot do without. The SDK would refuse these too, but with a dump of its schema. */
const required: Readonly<Record<string, Readonly<Record<string, "string" | "object">>>> = {
  initialize: { protocolVersion: "string", capabilities: "object", clientInfo: "object" },
  "tools/call": { name: "string" },
  "resources/read": { uri: "string" },
  "resources/subscribe": { uri: "string" },
  "resources/unsubscribe": { uri: "string" },
  "prompts/get": { name: "string" },
  "completion/complete": { ref: "object", argument: "object" },
}

const kindOf = (value: unknown): string =>
  value === undefined ? "missing" : value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`

/** Holds parameters to their method. Arguments of a tool may be null or, as some clients send them, JSON written as text. */
export function readParams(method: string, params: Readonly<Record<string, unknown>> | undefined): ParamsReading {
  const needed = Object.hasOwn(required, method) ? required[method] : undefined
  for (const [name, kind] of Object.entries(needed ?? {})) {
    const value = params?.[name]
    const fits = kind === "object" ? isObject(value) : typeof value === "string"
    if (fits) continue
    const must = kind === "object" ? "an object" : "a string"
    return { ok: false, problem: `Invalid params: "${name}" of ${method} must be ${must} (it is ${kindOf(value)})` }
  }
  if (method === "tools/call" && params) return readArguments(params)
  if (method === "prompts/get" && params) return readTexts(params)
  if (method === "completion/complete" && params) return readReference(params)
  return { ok: true, params }
}

function readArguments(params: Readonly<Record<string, unknown>>): ParamsReading {
  const { arguments: given, ...rest } = params
  if (given === undefined || given === null) return { ok: true, params: rest }
  const args = typeof given === "string" ? parseJson(given === "" ? "{}" : given) : given
  if (isObject(args)) return { ok: true, params: { ...rest, arguments: args } }
  return { ok: false, problem: `Invalid params: "arguments" of tools/call must be an object (it is ${kindOf(given)})` }
}

/** Arguments of a prompt: texts. A number or a truth value that stands for its text is taken for that, null for not given. */
function readTexts({ arguments: given, ...rest }: Readonly<Record<string, unknown>>): ParamsReading {
  if (given === undefined || given === null) return { ok: true, params: rest }
  if (!isObject(given)) {
    const problem = `Invalid params: "arguments" of prompts/get must be an object (it is ${kindOf(given)})`
    return { ok: false, problem }
  }
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === "object" && value !== null)
      return {
        ok: false,
        problem: `Invalid params: the arguments of prompts/get must be texts (one is ${kindOf(value)})`,
      }
    if (value !== null) texts[name] = String(value)
  }
  return { ok: true, params: { ...rest, arguments: texts } }
}

function readReference(params: Readonly<Record<string, unknown>>): ParamsReading {
  const { ref, argument, context } = params
  const isText = (of: unknown, name: string) => isObject(of) && typeof of[name] === "string"
  const named = isObject(ref) && (ref.type === "ref/prompt" ? "name" : ref.type === "ref/resource" ? "uri" : undefined)
  if (!named || !isText(ref, named)) {
    const problem = `Invalid params: "ref" of completion/complete must be {"type":"ref/prompt","name":...} or {"type":"ref/resource","uri":...}`
    return { ok: false, problem }
  }
  if (isText(argument, "name") && isText(argument, "value")) {
    // What else is filled in only helps: of what is no text it is as if it had not been sent.
    const given = isObject(context) && isObject(context.arguments) ? Object.entries(context.arguments) : []
    const texts = Object.fromEntries(given.filter(([, value]) => typeof value === "string"))
    return { ok: true, params: { ...params, context: { arguments: texts } } }
  }
  return { ok: false, problem: `Invalid params: "argument" of completion/complete must have a "name" and a "value"` }
}
