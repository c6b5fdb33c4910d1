import type { Readable, Writable } from "node:stream"
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js"
import type { JSONRPCMessage, JSONRPCRequest, RequestId } from "@modelcontextprotocol/sdk/types.js"
import type { Log } from "../log/log.ts"
import { LineSplitter } from "./line-splitter.ts"
import { readMessage } from "./read-message.ts"
import { forClient, forSdk, isId } from "./request-ids.ts"

export interface StdioOptions {
  readonly input: Readable
  readonly output: Writable
  readonly log: Log
  /** Answers a message before the SDK has been loaded; undefined for what has to wait for it. */
  readonly greet: (message: JSONRPCMessage) => JSONRPCMessage | undefined
  /** Called once, when the first message has been read and, if it could be, answered. */
  readonly onFirstMessage: () => void
}

const isRequest = (message: JSONRPCMessage): message is JSONRPCRequest => "method" in message && "id" in message

/**
 * The stdio transport of the protocol: one JSON message a line. It differs from the SDK's own in what it survives: a very
 * long line is an error for that line instead of the end of the connection, and an invalid request with an id is answered.
 *
 * It listens from the moment it is made. Until somebody sets `onmessage`, messages wait; what `greet` has answered by
 * then is handed over too, so that the SDK knows its client, and the SDK's own answer to it is dropped.
 */
export class StdioTransport implements Transport {
  onclose?: () => void
  onerror?: (error: Error) => void
  readonly #options: StdioOptions
  readonly #waiting: JSONRPCMessage[] = []
  readonly #lines: LineSplitter
  readonly #greeted = new Set<RequestId>()
  readonly #underway = new Set<RequestId>()
  readonly #idlers: (() => void)[] = []
  #onmessage: ((message: JSONRPCMessage) => void) | undefined
  /** Resolves when the reader has caught up, for all who wait for that. */
  #drained: Promise<void> | undefined
  #begun = false
  #closed = false

  constructor(options: StdioOptions) {
    this.#options = options
    this.#lines = new LineSplitter({
      onLine: (line) => this.#read(line),
      onTooLong: (bytes) => options.log.warn(`a message of ${bytes} bytes is longer than is read; it was dropped`),
    })
    options.input.on("data", this.#onData)
  }

  readonly #onData = (chunk: Buffer): void => this.#lines.push(chunk)

  /** Whoever handles messages; those that came before are handed over in order. */
  set onmessage(handler: ((message: JSONRPCMessage) => void) | undefined) {
    this.#onmessage = handler
    while (this.#onmessage !== undefined) {
      const message = this.#waiting.shift()
      if (message === undefined) return
      this.#onmessage(forSdk(message))
    }
  }

  get onmessage(): ((message: JSONRPCMessage) => void) | undefined {
    return this.#onmessage
  }

  #read(line: string): void {
    const reading = readMessage(line)
    if (reading.kind === "message") this.#receive(reading.message)
    if (reading.kind !== "invalid") return
    this.#options.log.warn(`a message from the client was refused: ${reading.problem}`)
    if (reading.id === undefined) return
    void this.send({ jsonrpc: "2.0", id: reading.id, error: { code: reading.code, message: reading.problem } })
  }

  #receive(message: JSONRPCMessage): void {
    this.#track(message)
    if (this.#onmessage) {
      this.#onmessage(forSdk(message))
      return
    }
    const greeting = this.#options.greet(message)
    if (greeting) {
      void this.send(greeting)
      if (isRequest(message)) this.#greeted.add(message.id)
    }
    this.#waiting.push(message)
    if (this.#begun) return
    this.#begun = true
    this.#options.onFirstMessage()
  }

  #track(message: JSONRPCMessage): void {
    if (isRequest(message)) this.#underway.add(message.id)
    else if ("method" in message && message.method === "notifications/cancelled") {
      // Nothing answers a cancelled request.
      const { requestId } = message.params ?? {}
      if (isId(requestId)) this.#answered(requestId)
    }
  }

  #answered(id: RequestId): void {
    this.#underway.delete(id)
    if (this.#underway.size > 0) return
    for (const idler of this.#idlers.splice(0)) idler()
  }

  /** Resolves when every request has been answered. */
  idle(): Promise<void> {
    return this.#underway.size === 0 ? Promise.resolve() : new Promise((resolve) => this.#idlers.push(resolve))
  }

  /** Listening has begun with the constructor. */
  start(): Promise<void> {
    return Promise.resolve()
  }

  send(said: JSONRPCMessage): Promise<void> {
    if (this.#closed) return Promise.resolve()
    const message = forClient(said)
    if (!("method" in message) && message.id !== undefined) {
      if (this.#onmessage && this.#greeted.delete(message.id)) return Promise.resolve()
      this.#answered(message.id)
    }
    const { output } = this.#options
    if (output.write(`${JSON.stringify(message)}\n`)) return Promise.resolve()
    this.#drained ??= new Promise((resolve) => {
      output.once("drain", () => {
        this.#drained = undefined
        resolve()
      })
    })
    return this.#drained
  }

  close(): Promise<void> {
    if (!this.#closed) {
      this.#closed = true
      this.#options.input.off("data", this.#onData)
      this.#options.input.pause()
      this.onclose?.()
    }
    return Promise.resolve()
  }
}
