import { connect } from "node:net"

/** A client of the TWS protocol that counts what it is sent and looks no closer. */
export interface CountingClient {
  /** Messages so far, by message id. */
  readonly received: ReadonlyMap<string, number>
  readonly bytes: number
  send(...fields: readonly (string | number)[]): void
  /** Resolves when so many messages of an id have come. */
  got(id: string, count: number): Promise<void>
  close(): void
}

const framed = (payload: string): Buffer => {
  const body = Buffer.from(payload, "utf8")
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  return Buffer.concat([length, body])
}

/** Connects, agrees on version 193 and starts the API. */
export async function countingClient(port: number, clientId: number): Promise<CountingClient> {
  const received = new Map<string, number>()
  let bytes = 0
  let pending: Buffer[] = []
  let pendingBytes = 0
  let wanted = 4
  let isGreeted = false
  const waiting: (() => void)[] = []
  const wake = (): void => {
    for (const resolve of waiting.splice(0)) resolve()
  }
  const socket = connect({ port, host: "127.0.0.1", noDelay: true })
  socket.on("error", () => undefined)
  socket.on("close", wake)
  socket.on("data", (data) => {
    bytes += data.length
    pending.push(Buffer.from(data))
    pendingBytes += data.length
    if (pendingBytes < wanted) return
    let rest = pending.length === 1 ? (pending[0] ?? Buffer.alloc(0)) : Buffer.concat(pending)
    for (;;) {
      wanted = rest.length < 4 ? 4 : 4 + rest.readUInt32BE(0)
      if (rest.length < wanted) break
      const id = rest.subarray(4, rest.indexOf(0, 4)).toString("latin1")
      if (isGreeted) received.set(id, (received.get(id) ?? 0) + 1)
      isGreeted = true
      rest = rest.subarray(wanted)
    }
    pending = rest.length > 0 ? [rest] : []
    pendingBytes = rest.length
    wake()
  })
  await new Promise<void>((done) => socket.once("connect", () => done()))
  const send = (...fields: readonly (string | number)[]): void => {
    socket.write(framed(fields.map((field) => `${field}\0`).join("")))
  }
  const got = async (id: string, count: number): Promise<void> => {
    while ((received.get(id) ?? 0) < count) {
      if (socket.destroyed) throw new Error(`The simulated Gateway closed the connection before message ${id} came`)
      await new Promise<void>((done) => waiting.push(done))
    }
  }
  socket.write(Buffer.concat([Buffer.from("API\0"), framed("v100..193 +PACEAPI")]))
  send(71, 2, clientId, "")
  await got("9", 1)
  return {
    received,
    get bytes() {
      return bytes
    },
    send,
    got,
    close: () => socket.destroy(),
  }
}

const tickMessages = ["1", "2", "21", "45", "46"]

/** How many ticks have come. */
export const ticksOf = ({ received }: CountingClient): number =>
  tickMessages.reduce((sum, id) => sum + (received.get(id) ?? 0), 0)

/** The twelve contract fields of a request for a US stock. */
export const stockFields = (symbol: string): readonly (string | number)[] => [
  ...[0, symbol, "STK", "", 0, "", "", "SMART", "", "USD", "", ""],
]
