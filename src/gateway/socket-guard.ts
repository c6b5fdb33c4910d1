import type { Socket } from "node:net"
import { refusal } from "./guard.ts"

const bytesOf = (chunk: unknown, encoding: BufferEncoding = "utf8"): Uint8Array => {
  if (typeof chunk === "string") return Buffer.from(chunk, encoding)
  return chunk instanceof Uint8Array ? chunk : Buffer.from("a write of something that is no bytes")
}

/**
 * Puts the guard where bytes leave the process. Every write of a socket, however it is made (`write`, `end`, corked,
 * piped), goes through `_write` and `_writev`; the runtime's own handle below them can be reached too once it is there.
 */
export function guardSocket(tcp: Socket, onRefused: (reason: string) => void): void {
  const refused = (bytes: Uint8Array): boolean => {
    const reason = refusal(bytes)
    if (reason !== null) onRefused(reason)
    return reason !== null
  }

  const write = tcp._write.bind(tcp)
  fix(tcp, "_write", (chunk: unknown, encoding: BufferEncoding, done: () => void) => {
    if (refused(bytesOf(chunk, encoding))) done()
    else write(chunk, encoding, done)
  })
  const writeMany = tcp._writev?.bind(tcp)
  if (writeMany)
    fix(tcp, "_writev", (chunks: readonly { chunk: unknown; encoding: BufferEncoding }[], done: () => void) => {
      const fine = chunks.filter(({ chunk, encoding }) => !refused(bytesOf(chunk, encoding)))
      if (fine.length > 0) writeMany([...fine], done)
      else done()
    })
  tcp.once("connect", () => {
    const handle: unknown = Reflect.get(tcp, "_handle")
    if (typeof handle !== "object" || handle === null) return
    for (const name of ["write", "end"]) {
      const original: unknown = Reflect.get(handle, name)
      if (typeof original !== "function") continue
      fix(handle, name, (chunk?: unknown, ...rest: unknown[]) =>
        chunk !== undefined && refused(bytesOf(chunk)) ? 0 : Reflect.apply(original, handle, [chunk, ...rest]),
      )
    }
  })
}

/** A property that cannot be put back. */
const fix = (object: object, name: string, value: unknown): void =>
  void Object.defineProperty(object, name, { value, writable: false, configurable: false })
