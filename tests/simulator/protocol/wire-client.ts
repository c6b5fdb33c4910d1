import { connect } from "node:net"

/** A client that knows nothing but lengths and NULs, so that what it reads is what was on the wire. */
export interface WireClient {
  /** The version reply, once there. */
  readonly greeting: readonly string[] | undefined
  /** Sends a request with the fields given, the message id first. */
  send(...fields: readonly (string | number)[]): void
  sendBytes(bytes: Uint8Array): void
  /** The next message of that id, skipping others; rejects when the connection closes before. */
  next(id: string): Promise<readonly string[]>
  /** All messages up to and including the first for which `last` holds. */
  until(last: (message: readonly string[]) => boolean): Promise<readonly (readonly string[])[]>
  /** Everything that the server has sent by the time it has served all that this client has sent. */
  served(): Promise<readonly (readonly string[])[]>
  /** Resolves when the server has closed. */
  readonly closed: Promise<void>
  /** TCP chunks as they came. */
  readonly chunks: readonly Buffer[]
  pause(): void
  close(): void
}

export const framed = (payload: string): Buffer => {
  const body = Buffer.from(payload, "utf8")
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  return Buffer.concat([length, body])
}

export async function rawClient(port: number): Promise<WireClient> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true })
  const chunks: Buffer[] = []
  const messages: (readonly string[])[] = []
  let greeting: readonly string[] | undefined
  let pending: Buffer = Buffer.alloc(0)
  let isClosed = false
  let wake: () => void = () => undefined

  socket.on("data", (data) => {
    const chunk = Buffer.from(data)
    chunks.push(chunk)
    pending = Buffer.concat([pending, chunk])
    while (pending.length >= 4 && pending.length >= 4 + pending.readUInt32BE(0)) {
      const end = 4 + pending.readUInt32BE(0)
      const fields = pending.subarray(4, end).toString("utf8").split("\0").slice(0, -1)
      pending = pending.subarray(end)
      if (greeting === undefined) greeting = fields
      else messages.push(fields)
    }
    wake()
  })
  socket.on("error", () => undefined)
  const closed = new Promise<void>((done) => {
    socket.on("close", () => {
      isClosed = true
      wake()
      done()
    })
  })
  await new Promise<void>((done) => socket.once("connect", () => done()))

  const arrival = (): Promise<void> =>
    new Promise((done) => {
      wake = done
    })

  const until = async (last: (message: readonly string[]) => boolean) => {
    const found: (readonly string[])[] = []
    for (;;) {
      for (let message = messages.shift(); message; message = messages.shift()) {
        found.push(message)
        if (last(message)) return found
      }
      if (isClosed) throw new Error(`closed while waiting; got ${JSON.stringify(found)}`)
      await arrival()
    }
  }

  return {
    get greeting() {
      return greeting
    },
    send: (...fields) => void socket.write(framed(fields.map((field) => `${field}\0`).join(""))),
    sendBytes: (bytes) => void socket.write(bytes),
    until,
    async next(id) {
      const all = await until(([first]) => first === id)
      return all.at(-1) ?? []
    },
    async served() {
      socket.write(framed("17\x001\0"))
      return (await until(([id]) => id === "15")).slice(0, -1)
    },
    closed,
    chunks,
    pause: () => socket.pause(),
    close: () => socket.destroy(),
  }
}

/** Greets with one version and starts the API; resolves after the last farm notice. */
export async function startedClient(port: number, version = 193, clientId = 7): Promise<WireClient> {
  const client = await rawClient(port)
  client.sendBytes(Buffer.concat([Buffer.from("API\0"), framed(`v100..${version}`)]))
  client.send(71, 2, clientId, "")
  await client.until((message) => message[0] === "4" && message[3] === "2158")
  return client
}
