import type { Socket } from "node:net"
import { EventName, IBApi } from "@stoqey/ib"
import { createFrameSplitter } from "./frames.ts"
import { readBarsFrame } from "./history/bars-frame.ts"
import { listen, unreadableMessage } from "./incoming.ts"
import type { Message } from "./messages.ts"
import { requestsOf } from "./outgoing.ts"
import { guardSocket } from "./socket-guard.ts"
import type { WireRequests } from "./wire-requests.ts"

/** Why a connection has ended. */
export type WireEnd =
  /** The port did not take the connection, or the network broke it; the system's code, `ECONNREFUSED`. */
  | { readonly kind: "network"; readonly code: string }
  /** The Gateway closed it. */
  | { readonly kind: "closed" }
  /** What came is not the TWS protocol. */
  | { readonly kind: "protocol"; readonly fault: string }
  /** The Gateway speaks a version of the protocol that the library does not. */
  | { readonly kind: "version"; readonly version: string }

export interface WireEvents {
  /** TCP is up. */
  onConnect(): void
  /** The Gateway has said its version; the library has answered with `startApi`. */
  onVersion(version: number): void
  /** Any frame has come. */
  onHeard(): void
  onMessage(message: Message): void
  /** Once, unless `close` was called first. */
  onEnd(end: WireEnd): void
  /** The guard has held a frame back. A bug, here or in a caller. */
  onRefused(reason: string): void
  /** A frame could not be decoded, or a listener threw. Says the message id, never the content. */
  onTrouble(what: string): void
}

/** One connection, for the life of one TCP socket. Nothing of it is ever used again after it has ended. */
export interface Wire {
  readonly requests: WireRequests
  close(): void
}

/**
 * The one place that touches `@stoqey/ib` 1.6.10 and its private members: a new object a connection (a reused one would
 * send the old session's requests on the new one), its reading of the TCP stream replaced, its rate limiter taken out,
 * and every socket that it opens guarded. What is sent and heard through it is in `outgoing.ts` and `incoming.ts`.
 */
export function openWire(at: { host: string; port: number; clientId: number }, events: WireEvents): Wire {
  // All four are always given: leaving one out makes the library read `.env` files and environment variables.
  const ib = new IBApi({ ...at, maxReqPerSec: 50 })
  const { controller, socket, decoder } = internalsOf(ib)

  let ended = false
  let fields: readonly string[] = []
  let version = 0
  let tcp: Socket | undefined

  const end = (why: WireEnd | null) => {
    if (ended) return
    ended = true
    ib.removeAllListeners()
    ib.disconnect()
    if (why) events.onEnd(why)
  }

  const guarded = <Args extends unknown[]>(what: string, listener: (...args: Args) => void) => {
    return (...args: Args) => {
      if (ended) return
      try {
        listener(...args)
      } catch (error) {
        events.onTrouble(`${what}: ${error instanceof Error ? error.name : "error"}`)
      }
    }
  }
  const deliver = guarded("a message was not handled", events.onMessage)

  // A frame that cannot be decoded leaves its rest in the library's queue, where it would swallow the next one.
  const undecodable = (error: unknown) => {
    decoder.dataQueue = []
    decoder.emitQueue = []
    const [id = "", , reqId, code, text = ""] = fields
    if (id === "4") {
      // An order rejection's details that are no JSON: the error itself can still be read.
      if (reqId === "-1") deliver({ type: "notice", code: Number(code), text })
      else deliver({ type: "error", reqId: Number(reqId), code: Number(code), text })
      return
    }
    events.onTrouble(`a frame of message id ${id.slice(0, 5)} (${error instanceof Error ? error.name : "error"})`)
    const lost = unreadableMessage(fields)
    if (lost) deliver(lost)
  }

  const text = new TextDecoder("utf-8", { ignoreBOM: true })
  const splitter = createFrameSplitter((payload) => {
    if (ended) return
    const frame = text.decode(payload)
    fields = frame.split("\0")
    if (version === 0 && !/^\d{3}$/.test(fields[0] ?? "")) {
      end({ kind: "protocol", fault: "its first frame is not a version" })
      return
    }
    events.onHeard()
    const bars = version === 0 ? undefined : readBarsFrame(fields)
    if (bars) {
      deliver(bars)
      return
    }
    try {
      socket.onMessage(`${frame}\0`)
    } catch (error) {
      undecodable(error)
    }
  })
  socket.onData = (chunk) => {
    if (ended) return
    const fault = splitter.push(chunk)
    if (fault !== null) end({ kind: "protocol", fault })
  }

  // Pacing is done before the library is called, by rules that know cancels; its own only delays.
  controller.rateLimiter = (tokens) => socket.send(tokens)

  // The library opens its socket inside `connect`: an accessor sees it before a byte can leave.
  Object.defineProperty(socket, "client", {
    get: () => tcp,
    set: (opened: Socket) => {
      guardSocket(opened, events.onRefused)
      if (tcp) {
        opened.destroy()
        return
      }
      tcp = opened
      opened.setNoDelay(true)
      opened.once("connect", guarded("connect", events.onConnect))
      opened.once("error", (error: NodeJS.ErrnoException) => end({ kind: "network", code: error.code ?? error.name }))
      opened.once("close", () => end({ kind: "closed" }))
    },
  })

  listen(ib, { fields: () => fields, serverVersion: () => version }, deliver)
  ib.on(EventName.server, (serverVersion) => {
    version = serverVersion
    guarded("version", events.onVersion)(serverVersion)
  })
  // 503 and 506: too old or too new. The library has disconnected by then.
  ib.on(EventName.error, (_error, code, reqId) => {
    if (reqId === -1 && (code === 503 || code === 506)) end({ kind: "version", version: fields[0] ?? "" })
  })
  ib.connect()

  return { requests: requestsOf(ib, (fields) => socket.send([...fields])), close: () => end(null) }
}

interface Internals {
  readonly controller: { rateLimiter: (tokens: unknown[]) => void }
  readonly socket: {
    onData: (chunk: Uint8Array) => void
    onMessage(text: string): void
    send(tokens: unknown[]): void
  }
  readonly decoder: { dataQueue: unknown[]; emitQueue: unknown[] }
}

/** The private members that are replaced. Another version of the library may not have them: that must be loud. */
function internalsOf(ib: IBApi): Internals {
  const controller: unknown = Reflect.get(ib, "controller")
  if (isController(controller)) return { controller, socket: controller.socket, decoder: controller.decoder }
  throw new Error("@stoqey/ib is not the version that the adapter was written for")
}

const has = (object: unknown, ...names: string[]): boolean =>
  typeof object === "object" && object !== null && names.every((name) => name in object)

function isController(
  value: unknown,
): value is Internals["controller"] & { socket: Internals["socket"]; decoder: Internals["decoder"] } {
  return (
    typeof value === "object" &&
    value !== null &&
    "socket" in value &&
    "decoder" in value &&
    has(value, "rateLimiter") &&
    has(value.socket, "onData", "onMessage", "send") &&
    has(value.decoder, "dataQueue", "emitQueue")
  )
}
