import type { Server } from "@modelcontextprotocol/sdk/server/index.js"
import { ErrorCode, GetPromptRequestSchema, ListPromptsRequestSchema } from "@modelcontextprotocol/sdk/types.js"
import { shown } from "../check-text.ts"
import { errorBody } from "../envelope.ts"
import { ProtocolError } from "../protocol-error.ts"
import type { ServerParts } from "../server-parts.ts"
import { textOf } from "./prompt.ts"
import { offeredPrompts } from "./prompts.ts"
import { readArguments } from "./read-arguments.ts"

/** `prompts/*`: the list is fixed; a prompt is one message of the user's, made of the arguments alone. */
export function servePrompts(server: Server, { listed, registry }: ServerParts): void {
  const isOffered = (tool: string) => listed.some(({ name }) => name === tool)
  const prompts = offeredPrompts(isOffered)

  server.setRequestHandler(ListPromptsRequestSchema, () => ({
    prompts: prompts.map(({ name, title, description, arguments: all }) => ({
      name,
      title,
      description,
      arguments: all.map((each) => ({ name: each.name, description: each.description, required: each.required })),
    })),
  }))

  server.setRequestHandler(GetPromptRequestSchema, async ({ params: { name, arguments: given = {} } }) => {
    // What is echoed of the arguments may name an account that may not be named.
    const ready = await registry().catch(() => undefined)
    const clean = <Said>(said: Said): Said => (ready ? ready.clean(said) : said)
    const prompt = prompts.find((each) => each.name === name)
    if (!prompt) {
      const known = prompts.map((each) => each.name).join(", ")
      throw new ProtocolError(ErrorCode.InvalidParams, clean(`Unknown prompt: ${shown(name)}; known are ${known}`))
    }
    const values = readArguments(prompt, given)
    if (!values.ok) {
      const reason = clean(values.failure)
      throw new ProtocolError(ErrorCode.InvalidParams, `${reason.message} ${reason.hint}`, errorBody(reason))
    }
    const text = clean(textOf(prompt, values.value, isOffered))
    return { description: prompt.description, messages: [{ role: "user", content: { type: "text", text } }] }
  })
}
