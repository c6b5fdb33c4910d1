import { describe, expect, test } from "bun:test"
import { createFrameSplitter, longestFrame } from "../../src/gateway/frames.ts"
import { frame, rawFrame } from "./fake-gateway.ts"

function split(chunks: readonly Uint8Array[]): { payloads: string[]; fault: string | null } {
  const payloads: string[] = []
  const splitter = createFrameSplitter((payload) => payloads.push(Buffer.from(payload).toString("utf8")))
  for (const chunk of chunks) {
    const fault = splitter.push(chunk)
    if (fault !== null) return { payloads, fault }
  }
  return { payloads, fault: null }
}

const header = (length: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(length >>> 0)
  return bytes
}

describe("the frame splitter", () => {
  const stream = Buffer.concat([frame("9", 1, 1), frame("15", 1, "DU1"), frame("4", 2, -1, 2104, "é is two bytes", "")])
  const whole = ["9\x001\x001", "15\x001\x00DU1", "4\x002\x00-1\x002104\x00é is two bytes\x00"]

  test("reads several frames of one chunk", () => {
    expect(split([stream])).toEqual({ payloads: whole, fault: null })
  })

  test("reads a stream that is split at any byte", () => {
    for (let at = 0; at <= stream.length; at++)
      expect(split([stream.subarray(0, at), stream.subarray(at)])).toEqual({ payloads: whole, fault: null })
  })

  test("reads a stream that comes byte by byte", () => {
    expect(split([...stream].map((byte) => Uint8Array.of(byte)))).toEqual({ payloads: whole, fault: null })
  })

  test("takes the longest frame there may be, in small chunks, without copying it for each", () => {
    const body = Buffer.alloc(longestFrame, 65)
    body[longestFrame - 1] = 0
    let length = 0
    const splitter = createFrameSplitter((payload) => {
      length = payload.length
    })
    splitter.push(header(longestFrame))
    for (let at = 0; at < body.length; at += 1460) splitter.push(body.subarray(at, at + 1460))
    expect(length).toBe(longestFrame - 1)
  })

  for (const length of [0, -1, -4, longestFrame + 1, 0x7fffffff])
    test(`a length of ${length} breaks the stream`, () => {
      expect(split([frame("9", 1, 1), header(length), frame("9", 1, 2)])).toEqual({
        payloads: ["9\x001\x001"],
        fault: `a frame said to be ${length >>> 0} bytes long`,
      })
    })

  test("a frame without its closing NUL breaks the stream", () => {
    expect(split([rawFrame(Buffer.from("9\x001\x001"))]).fault).toBe("a frame without its closing NUL")
  })
})
