import type { Readable, Writable } from "node:stream"
import { turnOfTheLoop } from "../clock/turn-of-the-loop.ts"
import type { Config } from "../config/config.ts"
import type { Log } from "../log/log.ts"
import { greet } from "./greeting.ts"
import type { Registry } from "./registry.ts"
import { StdioTransport } from "./stdio-transport.ts"

export interface ServeStdioOptions {
  readonly input: Readable
  readonly output: Writable
  readonly toolsets: Config["toolsets"]
  readonly log: Log
  /** Loads everything behind a tool call. Called once, after the first message has been answered. */
  readonly open: () => Promise<Registry>
}

/** A server on stdio. */
export interface StdioServer {
  /** Resolves when every request has been answered. */
  idle(): Promise<void>
  close(): Promise<void>
}

/**
 * Answers MCP on stdio. The first message is answered before the SDK is loaded, `tools/list` before the tools are: a client
 * waits for both, and only a tool call needs the rest, which by then is loaded.
 */
export function serveStdio({ input, output, toolsets, log, open }: ServeStdioOptions): StdioServer {
  let registry: Promise<Registry> | undefined
  const opened = (): Promise<Registry> => {
    registry ??= open()
    return registry
  }

  const begin = async (): Promise<void> => {
    const [{ createServer }, { listedTools }, { offered }] = await Promise.all([
      import("./server.ts"),
      import("./listed-tools.generated.ts"),
      import("./listing.ts"),
    ])
    const server = createServer({ listed: offered(listedTools, toolsets), registry: opened })
    // The SDK quotes the whole message that it has no use for: what is in it is the client's own.
    server.onerror = (error) => log.warn(`MCP: ${error.message.replace(/: [{[].*$/s, "")}`)
    await server.connect(transport)
    // What the client has sent by now, the list of tools as a rule, is answered before the loading holds everything up.
    await turnOfTheLoop()
    await turnOfTheLoop()
    await opened()
  }

  const onFirstMessage = (): void => {
    begin().catch((error) => log.error(`the tools could not be loaded: ${describe(error)}`))
  }

  const transport = new StdioTransport({ input, output, log, greet, onFirstMessage })
  return {
    idle: () => transport.idle(),
    close: () => transport.close(),
  }
}

const describe = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
