import type { ConnectionFaults, Faults, Wire } from "../faults.ts"

const lengthBytes = 4

/** Faults of everything that is written once the client has started, so that it gets as far as asking. */
function afterStart(make: (wire: Wire) => ConnectionFaults): Faults {
  return {
    connect(wire) {
      const faults = make(wire)
      let isStarted = false
      return {
        started() {
          isStarted = true
          faults.started?.()
        },
        framed: (bytes, message) => (isStarted && faults.framed ? faults.framed(bytes, message) : bytes),
        written(bytes, write) {
          if (isStarted && faults.written) faults.written(bytes, write)
          else write(bytes)
        },
        flushed: (write) => faults.flushed?.(write),
      }
    },
  }
}

/** The first answer after the start says that it is so long; what follows is an ordinary stream. */
export const frameLength = (length: number) => (): Faults =>
  afterStart(() => {
    let isTold = false
    return {
      framed(bytes) {
        if (isTold) return bytes
        isTold = true
        const wrong = Buffer.from(bytes)
        wrong.writeInt32BE(length)
        return wrong
      },
    }
  })

/** Every answer lacks the NUL behind its last field, and is a byte shorter for it. */
export const noTrailingNul = (): Faults =>
  afterStart(() => ({
    framed(bytes) {
      const shorter = Buffer.from(bytes.subarray(0, -1))
      shorter.writeUInt32BE(shorter.length - lengthBytes)
      return shorter
    },
  }))

/** The first answer after the start stops in its middle, and nothing more comes. */
export const stallInMidFrame = (): Faults =>
  afterStart(() => {
    let isStalled = false
    return {
      written(bytes, write) {
        if (isStalled) return
        isStalled = true
        const firstFrame = lengthBytes + bytes.readUInt32BE(0)
        write(bytes.subarray(0, Math.ceil(firstFrame / 2)))
      },
    }
  })

/** From a moment on nothing is read and nothing is sent; the connection stays open. */
export const freeze = ({ after }: { readonly after: number }): Faults => ({
  connect(wire) {
    let isFrozen = false
    return {
      started: () => {
        wire.after(after, () => {
          isFrozen = true
        })
      },
      incoming: () => (isFrozen ? { kind: "ignore" } : undefined),
      written(bytes, write) {
        if (!isFrozen) write(bytes)
      },
    }
  },
})

/** From the first byte on each byte leaves by itself: the next one only when the event loop has been round once. */
export const oneByteAtATime = (): Faults => ({
  connect() {
    let waiting: Buffer[] = []
    let isRunning = false
    const run = (write: (bytes: Buffer) => void): void => {
      const [first] = waiting
      if (!first) {
        isRunning = false
        return
      }
      write(first.subarray(0, 1))
      if (first.length > 1) waiting[0] = first.subarray(1)
      else waiting.shift()
      setImmediate(run, write)
    }
    return {
      written(bytes, write) {
        waiting.push(bytes)
        if (isRunning) return
        isRunning = true
        run(write)
      },
      flushed(write) {
        if (waiting.length > 0) write(Buffer.concat(waiting))
        waiting = []
      },
    }
  },
})

/** What is written within so long leaves in one piece. */
export const oneHugeChunk = ({ every }: { readonly every: number }): Faults => ({
  connect(wire) {
    let waiting: Buffer[] = []
    return {
      written(bytes, write) {
        waiting.push(bytes)
        if (waiting.length > 1) return
        wire.after(every, () => {
          const whole = Buffer.concat(waiting)
          waiting = []
          write(whole)
        })
      },
      flushed(write) {
        if (waiting.length > 0) write(Buffer.concat(waiting))
        waiting = []
      },
    }
  },
})
