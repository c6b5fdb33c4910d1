import assert from "node:assert/strict"
import fc from "fast-check"
import { createFrameSplitter, longestFrame } from "../../src/gateway/frames.ts"
import { rawFrame } from "../gateway/fake-gateway.ts"
import { target } from "./target.ts"

interface Split {
  readonly payloads: readonly Buffer[]
  readonly fault: string | null
}

function split(chunks: readonly Uint8Array[]): Split {
  const payloads: Buffer[] = []
  const splitter = createFrameSplitter((payload) => payloads.push(Buffer.from(payload)))
  for (const chunk of chunks) {
    const fault = splitter.push(chunk)
    if (fault !== null) return { payloads, fault }
  }
  return { payloads, fault: null }
}

/** The same bytes in pieces, cut at these places. */
function cutAt(bytes: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end))
}

const cuts = fc.array(fc.nat(), { maxLength: 20 })

export const wholeFrames = target("frame splitter: whole frames", 300, () => ({
  property: fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }), cuts, (bodies, places) => {
    const bytes = Buffer.concat(bodies.map((body) => rawFrame(Buffer.concat([body, Uint8Array.of(0)]))))
    const expected: Split = { payloads: bodies.map((body) => Buffer.from(body)), fault: null }
    assert.deepEqual(split(cutAt(bytes, places)), expected)
  }),
}))

/** A frame that may lie about its length or lack its closing NUL. */
const doubtfulFrame = fc
  .record({
    body: fc.uint8Array({ maxLength: 40 }),
    length: fc.oneof(
      { weight: 5, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constantFrom(0, 1, longestFrame, longestFrame + 1, 0x7fffffff, 0xffffffff) },
      { weight: 1, arbitrary: fc.nat({ max: 60 }) },
    ),
    closed: fc.integer({ min: 0, max: 9 }).map((one) => one > 0),
  })
  .map(({ body, length, closed }) => {
    const framed = rawFrame(closed ? Buffer.concat([body, Uint8Array.of(0)]) : body)
    if (length !== null) framed.writeUInt32BE(length)
    return framed
  })
const bytesOfAnyKind = fc.oneof(
  fc.array(doubtfulFrame, { maxLength: 8 }).map((frames) => Buffer.concat(frames)),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
)

export const anyBytes = target("frame splitter: any bytes", 300, () => ({
  property: fc.property(bytesOfAnyKind, cuts, (bytes, places) => {
    assert.deepEqual(split(cutAt(bytes, places)), split([bytes]), "TCP's pieces must make no difference")
  }),
}))
