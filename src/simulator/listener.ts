import { createServer, type Server, type Socket } from "node:net"
import type { ClientSession, Connection } from "./session.ts"

/** A client that lets this much pile up unread is dropped. */
const mostUnreadBytes = 16 * 1024 * 1024

/** How often, and how far apart in real time, a port that is taken is tried again. */
const reopeningTries = 200
const reopeningMs = 50

interface Place {
  readonly host: string
  /** 0 for any free port, at first. */
  readonly port: number
  readonly log: (line: string) => void
}

/** The port of a Gateway and everybody who is connected to it. */
export interface Listener {
  readonly port: number
  /** Sessions of everybody who is connected. */
  readonly sessions: readonly ClientSession[]
  /** Takes new connections again, on the same port. */
  reopen(): void
  /** Refuses new connections; those that there are stay. */
  refuse(): void
  /** Stops reading and writing, and leaves every connection open. */
  freeze(): void
  thaw(): void
  /** Resets the connections of sessions, all of them when nothing is said. */
  drop(which?: (session: ClientSession) => boolean): void
  close(): Promise<void>
}

interface Guest {
  readonly session: ClientSession
  /** What a frozen Gateway has not got round to sending. */
  unsent: Uint8Array[]
  isEnding: boolean
}

/** Rejects when it cannot listen. */
export async function listen(place: Place, open: (connection: Connection) => ClientSession): Promise<Listener> {
  const { host, log } = place
  const guests = new Map<Socket, Guest>()
  let isFrozen = false

  const welcome = (socket: Socket) => {
    const name = `${socket.remoteAddress}:${socket.remotePort}`
    const write = (bytes: Uint8Array) => {
      if (socket.destroyed || !socket.writable) return
      socket.write(bytes)
      if (socket.writableLength <= mostUnreadBytes) return
      log(`${name}: dropped, it does not read what it is sent`)
      socket.destroy()
      // At once: what it has asked for besides must not be worked out.
      session.closed()
    }
    const session = open({
      name,
      write(bytes) {
        if (isFrozen) guests.get(socket)?.unsent.push(bytes)
        else write(bytes)
      },
      end() {
        const guest = guests.get(socket)
        if (isFrozen && guest) guest.isEnding = true
        else socket.end()
      },
      cut: () => void socket.resetAndDestroy(),
    })
    guests.set(socket, { session, unsent: [], isEnding: false })
    if (isFrozen) socket.pause()
    socket.on("data", (chunk) => session.receive(Buffer.from(chunk)))
    // A reset is a client's way to go; "close" follows it.
    socket.on("error", () => undefined)
    socket.on("close", () => {
      guests.delete(socket)
      session.closed()
    })
  }

  const start = async (port: number): Promise<Server> => {
    const server = createServer({ noDelay: true }, welcome)
    await new Promise<void>((listening, failed) => {
      server.once("error", failed)
      server.listen(port, host, () => listening())
    })
    return server
  }

  let server: Server | undefined = await start(place.port)
  const address = server.address()
  const port = typeof address === "object" && address !== null ? address.port : place.port
  let isClosed = false
  /** Whether new connections are to be taken. */
  let wanted = true

  const stop = async (): Promise<void> => {
    const stopping = server
    server = undefined
    if (stopping) await new Promise<void>((closed) => stopping.close(() => closed()))
  }

  const reopen = async (triesLeft = reopeningTries): Promise<void> => {
    if (server || isClosed || !wanted) return
    try {
      server = await start(port)
      // It may have been told otherwise meanwhile.
      if (!wanted || isClosed) await stop()
    } catch (error) {
      // While it was free, some program's connection may have gone out from this very port.
      if (triesLeft > 0) setTimeout(() => void reopen(triesLeft - 1), reopeningMs)
      else log(`cannot listen on port ${port} again: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  const drop = (which: (session: ClientSession) => boolean = () => true): void => {
    for (const [socket, { session }] of [...guests]) if (which(session)) socket.resetAndDestroy()
  }

  return {
    port,
    get sessions() {
      return [...guests.values()].map(({ session }) => session)
    },
    reopen() {
      wanted = true
      void reopen()
    },
    refuse() {
      wanted = false
      void stop()
    },
    freeze() {
      isFrozen = true
      for (const socket of guests.keys()) socket.pause()
    },
    thaw() {
      isFrozen = false
      for (const [socket, guest] of guests) {
        for (const bytes of guest.unsent.splice(0)) if (!socket.destroyed) socket.write(bytes)
        if (guest.isEnding) socket.end()
        socket.resume()
      }
    },
    drop,
    async close() {
      isClosed = true
      drop()
      await stop()
    },
  }
}
