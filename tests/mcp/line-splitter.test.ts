import { expect, test } from "bun:test"
import fc from "fast-check"
import { LineSplitter } from "../../src/mcp/line-splitter.ts"

function split(chunks: readonly Buffer[], limit?: number) {
  const lines: string[] = []
  const tooLong: number[] = []
  const splitter = new LineSplitter({
    onLine: (line) => lines.push(line),
    onTooLong: (bytes) => tooLong.push(bytes),
    ...(limit === undefined ? {} : { limit }),
  })
  for (const chunk of chunks) splitter.push(chunk)
  return { lines, tooLong }
}

test("lines come out whole wherever the chunks end, in the middle of a character too", () => {
  const text = 'one\nzwölf €\n{"emoji":"📈"}\n'
  const bytes = Buffer.from(text)
  for (let at = 0; at <= bytes.length; at++) {
    expect(split([bytes.subarray(0, at), bytes.subarray(at)]).lines).toEqual(["one", "zwölf €", '{"emoji":"📈"}'])
  }
})

test("any text cut anywhere", () => {
  const line = fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\n", ""))
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat()), (lines, cuts) => {
      const bytes = Buffer.from(lines.map((each) => `${each}\n`).join(""))
      const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b)
      const chunks = [...places, bytes.length].map((end, i) => bytes.subarray(places[i - 1] ?? 0, end))
      expect(split(chunks).lines).toEqual(lines)
    }),
  )
})

test("a line past the limit is skipped to its end, and the next one is read", () => {
  const { lines, tooLong } = split([Buffer.from("123456"), Buffer.from("78\n1234\n"), Buffer.from("12345\n123\n")], 4)
  expect(lines).toEqual(["1234", "123"])
  expect(tooLong).toEqual([8, 5])
})

test("a line that has not ended yet is not read", () => {
  expect(split([Buffer.from("half")]).lines).toEqual([])
})
