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
  return method === "tools/call" && params ? readArguments(params) : { ok: true, params }
}

function readArguments(params: Readonly<Record<string, unknown>>): ParamsReading {
  const { arguments: given, ...rest } = params
  if (given === undefined || given === null) return { ok: true, params: rest }
  const args = typeof given === "string" ? parseJson(given === "" ? "{}" : given) : given
  if (isObject(args)) return { ok: true, params: { ...rest, arguments: args } }
  return { ok: false, problem: `Invalid params: "arguments" of tools/call must be an object (it is ${kindOf(given)})` }
}
