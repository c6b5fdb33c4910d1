import { Server } from "@modelcontextprotocol/sdk/server/index.js"
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  ListToolsRequestSchema,
} from "@modelcontextprotocol/sdk/types.js"
import { shown } from "./check-text.ts"
import { serveCompletions } from "./completions/serve-completions.ts"
import { errorBody } from "./envelope.ts"
import { capabilities, instructions, serverInfo } from "./identity.ts"
import { entryOf, type ListedTool } from "./listing.ts"
import { servePrompts } from "./prompts/serve-prompts.ts"
import { ProtocolError } from "./protocol-error.ts"
import type { CallResult } from "./registry.ts"
import { withProgress } from "./request-progress.ts"
import { serveResources } from "./resources/serve-resources.ts"
import { notLoaded, type ServerParts } from "./server-parts.ts"

/** The MCP server: the SDK's protocol around the registry. The caller owns the transport, the Gateway and the end of it all. */
export function createServer(parts: ServerParts): Server {
  const { listed, registry } = parts
  const server = new Server(serverInfo, { capabilities, instructions })
  const tools = listed.map(entryOf)

  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools }))

  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra): Promise<CallToolResult> => {
    // Known from the listing alone, so that a wrong name is refused even while the tools are still loading.
    if (!listed.some(({ name }) => name === params.name)) throw unknownTool(params.name, listed)
    const ready = await registry().catch(() => undefined)
    if (!ready) return toolResult({ kind: "error", body: errorBody(notLoaded), failure: notLoaded })
    return toolResult(await withProgress(extra, (options) => ready.call(params.name, params.arguments ?? {}, options)))
  })

  serveResources(server, parts)
  servePrompts(server, parts)
  serveCompletions(server, parts)
  return server
}

const unknownTool = (name: string, listed: readonly ListedTool[]): ProtocolError =>
  new ProtocolError(
    ErrorCode.InvalidParams,
    `Unknown tool: ${shown(name)}; known are ${listed.map((each) => each.name).join(", ")}`,
  )

// Hosts show the model only one of the two of a success, and only the text of an error: so the text is the same JSON, and an
// error has no structured content, which clients would hold to the schema of a success.
function toolResult(result: CallResult): CallToolResult {
  if (result.kind === "answer") {
    return { structuredContent: result.body, content: [{ type: "text", text: JSON.stringify(result.body) }] }
  }
  if (result.kind === "unknown_tool") throw new ProtocolError(ErrorCode.InvalidParams, "Unknown tool")
  return { isError: true, content: [{ type: "text", text: JSON.stringify(result.body) }] }
}
