import { createServer, type Socket } from "node:net"

/** A length-prefixed frame of NUL-ended fields, as the protocol has it. */
export function frame(...fields: readonly (string | number)[]): Buffer {
  return rawFrame(Buffer.from(fields.map((field) => `${field}\0`).join("")))
}

export function rawFrame(payload: Uint8Array): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(payload.length)
  return Buffer.concat([length, payload])
}

/** One client's connection, from the Gateway's side. */
export interface Client {
  send(...fields: readonly (string | number)[]): void
  sendRaw(bytes: Uint8Array): void
  close(): void
}

export type Answer = (fields: readonly string[], client: Client) => void

export interface FakeGateway {
  readonly port: number
  /** Every frame that came after the greeting, oldest first. */
  readonly seen: readonly (readonly string[])[]
  readonly greetings: readonly string[]
  readonly connections: number
  /** The newest client. */
  readonly client: Client
  /** What to do with a message id; replaces what was there. */
  on(id: string, answer: Answer): void
  /** Resolves with the next frame of that id, or the first one already seen when `from` reaches back to it. */
  next(id: string, from?: number): Promise<readonly string[]>
  /** Frames of a message id seen so far. */
  sent(id: string): readonly (readonly string[])[]
  close(): Promise<void>
}

/** Under the Read-Only API setting, which is how Gateways come. */
export const readOnlyText = "Error validating request.-'aa' : cause - The API interface is currently in Read-Only mode."

/**
 * A Gateway whose answers are written by hand: it negotiates a version and accepts clients; everything else is what
 * the test says.
 */
export async function fakeGateway(
  options: {
    /** Any free one when left out. */
    readonly port?: number
    readonly version?: string | null
    readonly accounts?: string
    readonly onConnect?: (client: Client) => void
    /** Written before the handshake's own answer to startApi; true replaces it. */
    readonly onStart?: (clientId: string, client: Client) => boolean
  } = {},
): Promise<FakeGateway> {
  const { version = "193", accounts = "DU1234567,DU7654321" } = options
  const seen: (readonly string[])[] = []
  const greetings: string[] = []
  const answers = new Map<string, Answer>()
  const waiters = new Set<(fields: readonly string[]) => void>()
  const sockets = new Set<Socket>()
  let newest: Client | undefined
  let connections = 0

  answers.set("71", ([, , clientId = ""], client) => {
    if (options.onStart?.(clientId, client)) return
    client.sendRaw(
      Buffer.concat([
        frame(15, 1, accounts),
        frame(9, 1, 1),
        frame(4, 2, -1, 2104, "Market data farm connection is OK:usfarm", ""),
        frame(4, 2, -1, 2107, "HMDS data farm connection is inactive but should be available upon demand.ushmds", ""),
        frame(4, 2, -1, 2158, "Sec-def data farm connection is OK:secdefnj", ""),
      ]),
    )
  })
  answers.set("8", (_, client) => client.send(4, 2, -1, 321, readOnlyText, ""))

  const server = createServer({ noDelay: true }, (socket) => {
    connections++
    sockets.add(socket)
    const client: Client = {
      send: (...fields) => socket.write(frame(...fields)),
      sendRaw: (bytes) => socket.write(bytes),
      close: () => socket.end(),
    }
    newest = client
    socket.on("error", () => undefined)
    socket.on("close", () => sockets.delete(socket))
    options.onConnect?.(client)
    let held = Buffer.alloc(0)
    let greeted = false
    socket.on("data", (chunk) => {
      held = Buffer.concat([held, Buffer.from(chunk)])
      if (!greeted) {
        if (held.length < 8 || held.length < 8 + held.readUInt32BE(4)) return
        const end = 8 + held.readUInt32BE(4)
        greetings.push(held.subarray(0, end).toString("latin1"))
        held = held.subarray(end)
        greeted = true
        if (version !== null) client.send(version, "20261120 09:30:00 Eastern Standard Time")
      }
      while (held.length >= 4 && held.length >= 4 + held.readUInt32BE(0)) {
        const end = 4 + held.readUInt32BE(0)
        const fields = held
          .subarray(4, end - 1)
          .toString("utf8")
          .split("\0")
        held = held.subarray(end)
        seen.push(fields)
        for (const waiter of [...waiters]) waiter(fields)
        answers.get(fields[0] ?? "")?.(fields, client)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve))
  const address = server.address()

  return {
    port: typeof address === "object" && address ? address.port : 0,
    seen,
    greetings,
    get connections() {
      return connections
    },
    get client() {
      if (!newest) throw new Error("no client has come yet")
      return newest
    },
    on: (id, answer) => answers.set(id, answer),
    sent: (id) => seen.filter((fields) => fields[0] === id),
    next(id, from = seen.length) {
      const earlier = seen.slice(from).find((fields) => fields[0] === id)
      if (earlier) return Promise.resolve(earlier)
      return new Promise((resolve) => {
        const waiter = (fields: readonly string[]) => {
          if (fields[0] !== id) return
          waiters.delete(waiter)
          resolve(fields)
        }
        waiters.add(waiter)
      })
    },
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** Contract data (message 10) at version 193 of a US stock, or with `fields` of another contract in their places. */
export function contractData(
  reqId: string | number,
  stock: { symbol: string; conId: number; exchange?: string; currency?: string; secType?: string },
  more: { lastTrade?: string; lastTradeDate?: string; strike?: string; right?: string; multiplier?: string } = {},
): readonly (string | number)[] {
  const { symbol, conId, exchange = "SMART", currency = "USD", secType = "STK" } = stock
  const hours = "20261120:0930-20261120:1600;20261121:CLOSED"
  return [
    10,
    reqId,
    symbol,
    secType,
    more.lastTrade ?? "",
    more.lastTradeDate ?? "",
    more.strike ?? "0",
    more.right ?? "",
    exchange,
    currency,
    symbol,
    "NMS",
    "NMS",
    conId,
    "0.01",
    more.multiplier ?? "",
    "LMT,MKT",
    "SMART,NYSE",
    1,
    0,
    `${symbol} INC \\u00e9`,
    "NASDAQ",
    "",
    "Technology",
    "Computers",
    "Hardware",
    "US/Eastern",
    hours,
    hours,
    "",
    "",
    1,
    "ISIN",
    "US0000000000",
    1,
    "",
    "",
    "26,26",
    "",
    "COMMON",
    "0.0001",
    "0.0001",
    "100",
    0,
  ]
}
