import { cleanEnvironment, programCommand } from "./run-program.ts"

/** The server as a child process, spoken to in raw lines: what a client's library would never send can be sent too. */
export function rawServer(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = Bun.spawn([...programCommand(["serve", ...args])], {
    env: cleanEnvironment({ IB_LOG_LEVEL: "error", ...env }),
    stdin: "pipe",
    stdout: "pipe",
    stderr: "pipe",
  })
  const stderr = new Response(child.stderr).text()
  const seen: string[] = []
  const waiting: { readonly fits: (message: Message) => boolean; readonly resolve: (message: Message) => void }[] = []
  const messages: Message[] = []

  const ended = (async () => {
    let rest = ""
    const decoder = new TextDecoder()
    for await (const chunk of child.stdout) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n")
      rest = lines.pop() ?? ""
      for (const line of lines) {
        seen.push(line)
        const message: Message = JSON.parse(line)
        messages.push(message)
        const at = waiting.findIndex(({ fits }) => fits(message))
        if (at !== -1) waiting.splice(at, 1)[0]?.resolve(message)
      }
    }
    if (rest !== "") seen.push(rest)
  })()

  const answer = (id: number | string): Promise<Message> => {
    const fits = (message: Message): boolean => message.id === id && message.method === undefined
    const found = messages.find(fits)
    return found ? Promise.resolve(found) : new Promise((resolve) => waiting.push({ fits, resolve }))
  }

  const send = (message: unknown): void => {
    child.stdin.write(`${typeof message === "string" ? message : JSON.stringify(message)}\n`)
    void child.stdin.flush()
  }

  return {
    child,
    stderr,
    /** Every line of stdout so far. */
    lines: seen,
    send,
    answer,
    async handshake(): Promise<Message> {
      const clientInfo = { name: "test", version: "1" }
      const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo }
      send({ jsonrpc: "2.0", id: "hello", method: "initialize", params })
      const hello = await answer("hello")
      send({ jsonrpc: "2.0", method: "notifications/initialized" })
      return hello
    },
    call(id: number, name: string, args: object): void {
      send({ jsonrpc: "2.0", id, method: "tools/call", params: { name, arguments: args } })
    },
    /** Closes stdin and answers how it ended and how long that took. */
    async goodbye(): Promise<{ readonly code: number; readonly ms: number }> {
      const since = performance.now()
      await child.stdin.end()
      const code = await child.exited
      await ended
      return { code, ms: performance.now() - since }
    },
  }
}

export interface Message {
  readonly jsonrpc: string
  readonly id?: number | string
  readonly method?: string
  readonly result?: Readonly<Record<string, unknown>>
  readonly error?: { readonly code: number; readonly message: string }
}

/** The structured error of a tool's failed answer. */
export function toolError(message: Message): {
  readonly code: string
  readonly message: string
  readonly hint: string
} {
  const { content, isError } = message.result ?? {}
  if (isError !== true) throw new Error(`no tool error: ${JSON.stringify(message).slice(0, 300)}`)
  const [{ text }] = content as [{ text: string }]
  return JSON.parse(text).error
}
