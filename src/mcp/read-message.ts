import type { JSONRPCMessage, RequestId } from "@modelcontextprotocol/sdk/types.js"
import { isObject, parseJson } from "./json.ts"
import { readParams } from "./read-params.ts"

/** One line from the client. */
export type MessageReading =
  | { readonly kind: "message"; readonly message: JSONRPCMessage }
  | { readonly kind: "blank" }
  /** `id` is undefined where none could be read: then nothing can be answered. */
  | { readonly kind: "invalid"; readonly code: number; readonly problem: string; readonly id: RequestId | undefined }

const parseError = -32700
const invalidRequest = -32600
const invalidParams = -32602

const isId = (value: unknown): value is RequestId =>
  typeof value === "string" || (typeof value === "number" && Number.isSafeInteger(value))

const members = new Set(["jsonrpc", "id", "method", "params", "result", "error"])

/** Why an object is no JSON-RPC 2.0 message as MCP has it; undefined when it is one. */
function defect(message: Readonly<Record<string, unknown>>): string | undefined {
  if (message.jsonrpc !== "2.0") return `"jsonrpc" must be "2.0"`
  const extra = Object.keys(message).find((key) => !members.has(key))
  if (extra !== undefined) return "a message has only jsonrpc, id, method, params, result and error"
  if ("id" in message && !isId(message.id)) return `"id" must be a string or a whole number`
  if ("method" in message) {
    if ("result" in message || "error" in message) return "a request has no result and no error"
    return methodDefect(message)
  }
  const { error, result } = message
  const isResult = isObject(result) && "id" in message && !("error" in message)
  const isError = isObject(error) && Number.isSafeInteger(error.code) && typeof error.message === "string"
  const isAnswer = !("params" in message) && (isResult || (isError && !("result" in message)))
  return isAnswer ? undefined : `"method" is missing`
}

function methodDefect({ method, params }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof method !== "string") return `"method" must be a string`
  if (params === undefined) return undefined
  if (!isObject(params)) return `"params" must be an object`
  const meta = params._meta
  if (meta === undefined) return undefined
  if (!isObject(meta)) return `"params._meta" must be an object`
  return "progressToken" in meta && !isId(meta.progressToken)
    ? `"params._meta.progressToken" must be a string or a whole number`
    : undefined
}

const isMessage = (value: Readonly<Record<string, unknown>>): value is Record<string, unknown> & JSONRPCMessage =>
  defect(value) === undefined

/** Reads one line. What passes is what the SDK's own schema lets pass, so nothing is silently dropped behind this point. */
export function readMessage(line: string): MessageReading {
  if (line.trim() === "") return { kind: "blank" }
  const value = parseJson(line)
  if (value === undefined) {
    return { kind: "invalid", code: parseError, problem: "Parse error: the line is not JSON", id: undefined }
  }
  if (!isObject(value)) {
    const problem = Array.isArray(value) ? "batches are not part of MCP" : "a message is a JSON object"
    return { kind: "invalid", code: invalidRequest, problem: `Invalid Request: ${problem}`, id: undefined }
  }
  const id = isId(value.id) ? value.id : undefined
  if (isMessage(value)) return withParams(value, id)
  return { kind: "invalid", code: invalidRequest, problem: `Invalid Request: ${defect(value)}`, id }
}

function withParams(message: JSONRPCMessage, id: RequestId | undefined): MessageReading {
  if (!("method" in message)) return { kind: "message", message }
  const { method, params } = message
  const reading = readParams(method, params)
  if (!reading.ok) return { kind: "invalid", code: invalidParams, problem: reading.problem, id }
  return {
    kind: "message",
    message: reading.params === params ? message : { ...message, params: { ...reading.params } },
  }
}
