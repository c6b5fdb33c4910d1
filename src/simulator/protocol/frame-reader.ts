/** What a client's byte stream turns out to contain. */
export type Incoming =
  | { readonly kind: "hello"; readonly offer: string }
  | { readonly kind: "request"; readonly fields: readonly string[] }
  | { readonly kind: "broken"; readonly reason: string }

export interface FrameReader {
  /** What the chunk completes, in order. After `broken` nothing more comes: the stream cannot be trusted again. */
  push(chunk: Uint8Array): readonly Incoming[]
}

const greeting = Buffer.from("API\0", "latin1")
const lengthBytes = 4
/** The largest payload the official clients send or accept. */
const largestPayload = 0xffffff
/** Version offers are some tens of bytes; more is no client of this protocol. */
const largestOffer = 1024

/** Cuts a client's byte stream into the greeting and the frames that follow it, wherever TCP has cut it before. */
export function createFrameReader(): FrameReader {
  let pending: Buffer = Buffer.alloc(0)
  let state: "greeting" | "offer" | "requests" | "broken" = "greeting"

  const broken = (reason: string): Incoming => {
    state = "broken"
    pending = Buffer.alloc(0)
    return { kind: "broken", reason }
  }

  const greet = (): Incoming | undefined => {
    const seen = pending.subarray(0, greeting.length)
    if (!seen.equals(greeting.subarray(0, seen.length))) return broken("the first bytes are not the API greeting")
    if (pending.length < greeting.length) return undefined
    pending = pending.subarray(greeting.length)
    state = "offer"
    return next()
  }

  const next = (): Incoming | undefined => {
    if (state === "broken") return undefined
    if (state === "greeting") return greet()
    if (pending.length < lengthBytes) return undefined
    const length = pending.readUInt32BE(0)
    const largest = state === "offer" ? largestOffer : largestPayload
    if (length === 0 || length > largest) return broken(`a frame of ${length} bytes`)
    if (pending.length < lengthBytes + length) return undefined
    const payload = pending.subarray(lengthBytes, lengthBytes + length).toString("utf8")
    pending = pending.subarray(lengthBytes + length)
    if (state === "requests") return { kind: "request", fields: split(payload) }
    state = "requests"
    return { kind: "hello", offer: payload }
  }

  return {
    push(chunk) {
      if (state === "broken") return []
      pending = pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([pending, chunk])
      const found: Incoming[] = []
      for (let incoming = next(); incoming; incoming = next()) found.push(incoming)
      return found
    },
  }
}

function split(payload: string): readonly string[] {
  const fields = payload.split("\0")
  return fields.at(-1) === "" ? fields.slice(0, -1) : fields
}
