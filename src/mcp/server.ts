import { Server } from "@modelcontextprotocol/sdk/server/index.js"
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  McpError,
  type ProgressToken,
  ReadResourceRequestSchema,
  type ServerNotification,
} from "@modelcontextprotocol/sdk/types.js"
import { failure } from "../outcome/outcome.ts"
import { shown } from "./check-text.ts"
import { errorBody } from "./envelope.ts"
import { capabilities, instructions, serverInfo } from "./identity.ts"
import { entryOf, type ListedTool } from "./listing.ts"
import type { CallResult, Registry } from "./registry.ts"
import { resources } from "./resources.ts"

export interface ServerParts {
  /** The tools that are offered, as they are listed. */
  readonly listed: readonly ListedTool[]
  /** The tools ready to be called; resolves as soon as everything behind them is loaded. */
  readonly registry: () => Promise<Registry>
}

const notLoaded = failure(
  "internal",
  "The tools could not be loaded; the log on stderr says why.",
  "Restart the server; if that does not help, install it again.",
)

const resourceNotFound = -32002

/** What a handler gets to know about its request. */
interface RequestExtra {
  readonly signal: AbortSignal
  readonly _meta?: { readonly progressToken?: ProgressToken | undefined } | undefined
  sendNotification(notification: ServerNotification): Promise<void>
}

function progressOf({ _meta, sendNotification }: RequestExtra) {
  const progressToken = _meta?.progressToken
  if (progressToken === undefined) return () => {}
  return (progress: number, total: number | null, message: string): void => {
    const params = { progressToken, progress, message, ...(total === null ? {} : { total }) }
    void sendNotification({ method: "notifications/progress", params })
  }
}

/** The MCP server: the SDK's protocol around the registry. The caller owns the transport, the Gateway and the end of it all. */
export function createServer({ listed, registry }: ServerParts): Server {
  const server = new Server(serverInfo, { capabilities, instructions })
  const tools = listed.map(entryOf)
  const offeredResources = resources.filter(({ tool }) => listed.some(({ name }) => name === tool))

  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools }))

  const call = async (
    name: string,
    args: Readonly<Record<string, unknown>>,
    extra: RequestExtra,
  ): Promise<CallResult> => {
    const ready = await registry().catch(() => undefined)
    if (!ready) return { kind: "error", body: errorBody(notLoaded), failure: notLoaded }
    return ready.call(name, args, { signal: extra.signal, progress: progressOf(extra) })
  }

  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra): Promise<CallToolResult> => {
    // Known from the listing alone, so that a wrong name is refused even while the tools are still loading.
    if (!listed.some(({ name }) => name === params.name)) throw unknownTool(params.name, listed)
    return toolResult(await call(params.name, params.arguments ?? {}, extra))
  })

  server.setRequestHandler(ListResourcesRequestSchema, () => ({
    resources: offeredResources.map(({ tool: _, ...resource }) => ({ ...resource, mimeType: "application/json" })),
  }))
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({ resourceTemplates: [] }))
  server.setRequestHandler(ReadResourceRequestSchema, async ({ params: { uri } }, extra) => {
    const resource = offeredResources.find((each) => each.uri === uri)
    if (!resource) {
      const known = offeredResources.map((each) => each.uri).join(", ")
      throw new McpError(resourceNotFound, `Resource not found: ${shown(uri)}; known are ${known}`, {
        uri: uri.slice(0, 200),
      })
    }
    const result = await call(resource.tool, {}, extra)
    if (result.kind === "answer") {
      return { contents: [{ uri, mimeType: "application/json", text: JSON.stringify(result.body) }] }
    }
    if (result.kind === "unknown_tool") throw unknownTool(resource.tool, listed)
    const { message, hint } = result.failure
    throw new McpError(ErrorCode.InternalError, `${message} ${hint}`, result.body)
  })

  return server
}

const unknownTool = (name: string, listed: readonly ListedTool[]): McpError =>
  new McpError(
    ErrorCode.InvalidParams,
    `Unknown tool: ${shown(name)}; known are ${listed.map((each) => each.name).join(", ")}`,
  )

// Hosts show the model only one of the two of a success, and only the text of an error: so the text is the same JSON, and an
// error has no structured content, which clients would hold to the schema of a success.
function toolResult(result: CallResult): CallToolResult {
  if (result.kind === "answer") {
    return { structuredContent: result.body, content: [{ type: "text", text: JSON.stringify(result.body) }] }
  }
  if (result.kind === "unknown_tool") throw new McpError(ErrorCode.InvalidParams, "Unknown tool")
  return { isError: true, content: [{ type: "text", text: JSON.stringify(result.body) }] }
}
