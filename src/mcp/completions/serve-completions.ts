import type { Server } from "@modelcontextprotocol/sdk/server/index.js"
import { type CompleteRequest, CompleteRequestSchema } from "@modelcontextprotocol/sdk/types.js"
import { offeredPrompts } from "../prompts/prompts.ts"
import { offeredKinds } from "../resources/kinds.ts"
import type { ServerParts } from "../server-parts.ts"
import type { CompletionQuestion } from "./complete.ts"

/** `completion/complete`, for the variables of resource templates and the arguments of prompts. Unknown ones have no values. */
export function serveCompletions(server: Server, { listed, registry }: ServerParts): void {
  const kinds = offeredKinds(listed)
  const prompts = offeredPrompts((tool) => listed.some(({ name }) => name === tool))

  const kindOf = ({ ref, argument: { name } }: CompleteRequest["params"]): CompletionQuestion["of"] | null =>
    ref.type === "ref/resource"
      ? (kinds.find(({ uriTemplate, variable }) => uriTemplate === ref.uri && variable === name)?.variable ?? null)
      : (prompts.find((each) => each.name === ref.name)?.arguments.find((each) => each.name === name)?.values ?? null)

  server.setRequestHandler(CompleteRequestSchema, async ({ params }, { signal }) => {
    const of = kindOf(params)
    const ready = of === null ? undefined : await registry().catch(() => undefined)
    if (of === null || !ready) return { completion: { values: [], total: 0, hasMore: false } }
    const { complete } = await import("./complete.ts")
    const question = { of, typed: params.argument.value, given: params.context?.arguments ?? {} }
    return { completion: ready.clean(await complete(question, ready, signal)) }
  })
}
