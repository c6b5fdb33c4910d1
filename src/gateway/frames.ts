/** The protocol's own limit on one frame; its length field could say up to 4 GB. */
export const longestFrame = 0xffffff

/** Why a stream of bytes is not the TWS protocol. After one, nothing more of the stream can be trusted. */
export type FrameFault = string

/** Cuts a TCP stream into the payloads of length-prefixed frames. */
export interface FrameSplitter {
  /**
   * Takes the next chunk and hands out every payload that it completes, without its trailing NUL. Answers why when the
   * stream is broken (payloads before the break have been handed out); it must not be used afterwards.
   */
  push(chunk: Uint8Array): FrameFault | null
}

/**
 * A frame is a big-endian 32-bit length and that many bytes, the last of them NUL. Chunks are kept in a list until a
 * frame is whole, so that a frame of megabytes that comes in small chunks is copied once, not once a chunk.
 */
export function createFrameSplitter(onPayload: (payload: Uint8Array) => void): FrameSplitter {
  let chunks: Uint8Array[] = []
  let held = 0
  /** Length of the frame under way; null until its four length bytes are there. */
  let wanted: number | null = null

  /** Takes `count` bytes off the front. Only called when they are there. */
  const take = (count: number): Uint8Array => {
    held -= count
    const first = chunks[0]
    if (first && first.length >= count) {
      if (first.length === count) chunks.shift()
      else chunks[0] = first.subarray(count)
      return first.subarray(0, count)
    }
    const joined = new Uint8Array(count)
    let filled = 0
    let used = 0
    for (const chunk of chunks) {
      const part = Math.min(chunk.length, count - filled)
      joined.set(part === chunk.length ? chunk : chunk.subarray(0, part), filled)
      filled += part
      if (part < chunk.length) {
        chunks[used] = chunk.subarray(part)
        break
      }
      used++
      if (filled === count) break
    }
    chunks = chunks.slice(used)
    return joined
  }

  return {
    push(chunk) {
      if (chunk.length === 0) return null
      chunks.push(chunk)
      held += chunk.length
      while (true) {
        if (wanted === null) {
          if (held < 4) return null
          const [a = 0, b = 0, c = 0, d = 0] = take(4)
          wanted = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
          if (wanted < 1 || wanted > longestFrame) return `a frame said to be ${wanted} bytes long`
        }
        if (held < wanted) return null
        const frame = take(wanted)
        wanted = null
        if (frame[frame.length - 1] !== 0) return "a frame without its closing NUL"
        onPayload(frame.subarray(0, frame.length - 1))
      }
    },
  }
}
