import { version } from "../config/version.ts"

/** The newest protocol revision that this client speaks. */
const protocolVersion = "2025-11-25"

/** How long a server may take to end after its stdin has closed; then it is ended. */
const goodbyeMs = 3_000

/** What came back for one request, and what it weighed. */
export interface Reply {
  /** The result as the server sent it; undefined when it answered with an error. */
  readonly result: unknown
  /** The JSON-RPC error's text, when it answered with one. */
  readonly error: string | undefined
  /** Bytes of the answer's line on stdout. */
  readonly bytes: number
  /** From writing the request to having read the answer. */
  readonly ms: number
}

/** A server started as any MCP client starts one: a child process with JSON-RPC lines on its stdin and stdout. */
export interface McpClient {
  readonly pid: number
  request(method: string, params?: object): Promise<Reply>
  notify(method: string): void
  /** `initialize` and the notification that follows it. */
  initialize(): Promise<Reply>
  callTool(name: string, args: object): Promise<Reply>
  /** Closes the server's stdin, which is how a client says goodbye, and answers its exit code. */
  close(): Promise<number>
}

/** What the server wrote to stderr before it ended without answering. */
export class ServerEnded extends Error {}

/**
 * Starts a server and speaks MCP with it. A thin client for `demo` and the measurements: the lines themselves, so that
 * bytes and times are those of the wire and of nothing else. `env` replaces the environment, which is passed on otherwise.
 */
export function startServer(command: readonly string[], env?: Readonly<Record<string, string | undefined>>): McpClient {
  const child = Bun.spawn([...command], {
    ...(env ? { env } : {}),
    stdin: "pipe",
    stdout: "pipe",
    stderr: "pipe",
    windowsHide: true,
  })
  const pending = new Map<number, (message: object, bytes: number) => void>()
  const failures = new Set<(reason: Error) => void>()
  let ended: ServerEnded | null = null
  const stderr = new Response(child.stderr).text()
  let nextId = 1

  void readLines(child.stdout, (line) => {
    const message = parseObject(line)
    if (!message || !("id" in message) || typeof message.id !== "number") return
    pending.get(message.id)?.(message, Buffer.byteLength(line) + 1)
    pending.delete(message.id)
  })
  void child.exited.then(async () => {
    const reason = new ServerEnded((await stderr).trim())
    ended = reason
    for (const fail of failures) fail(reason)
  })

  const write = (message: object) => {
    child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`)
    child.stdin.flush()
  }

  const client: McpClient = {
    pid: child.pid,
    notify: (method) => write({ method }),
    request(method, params = {}) {
      if (ended) return Promise.reject(ended)
      const id = nextId++
      const started = performance.now()
      return new Promise((resolve, reject) => {
        failures.add(reject)
        pending.set(id, (message, bytes) => {
          failures.delete(reject)
          const ms = performance.now() - started
          resolve({ result: "result" in message ? message.result : undefined, error: errorText(message), bytes, ms })
        })
        write({ id, method, params })
      })
    },
    async initialize() {
      const reply = await client.request("initialize", {
        protocolVersion,
        capabilities: {},
        clientInfo: { name: "ibkr-mcp-demo", version },
      })
      client.notify("notifications/initialized")
      return reply
    },
    callTool: (name, args) => client.request("tools/call", { name, arguments: args }),
    async close() {
      child.stdin.end()
      const impatience = setTimeout(() => child.kill(), goodbyeMs)
      const code = await child.exited
      clearTimeout(impatience)
      return code
    },
  }
  return client
}

async function readLines(stream: ReadableStream<Uint8Array>, onLine: (line: string) => void): Promise<void> {
  const decoder = new TextDecoder()
  let rest = ""
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n")
    rest = lines.pop() ?? ""
    for (const line of lines) onLine(line)
  }
}

function parseObject(line: string): object | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === "object" ? value : null
  } catch {
    return null
  }
}

function errorText(message: object): string | undefined {
  if (!("error" in message)) return undefined
  const { error } = message
  if (typeof error !== "object" || error === null || !("message" in error)) return "an error without a message"
  return String(error.message)
}
