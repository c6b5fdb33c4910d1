import assert from "node:assert/strict"
import fc from "fast-check"
import { readCatalogue } from "../../src/gateway/scanner/catalogue.ts"
import { target } from "./target.ts"

const names = [
  "ScanType",
  "Instrument",
  "Location",
  "LocationTree",
  "RangeFilter",
  "SimpleFilter",
  "AbstractField",
].concat(
  ["ComboValue", "Columns", "Column"],
  ["scanCode", "type", "locationCode", "instruments", "displayName", "name", "code", "id", "filters", "category"],
)
const name = fc.constantFrom(...names)
const words = fc.oneof(
  fc.constantFrom("STK", "STK,FUT.US", "TOP", " ", "&amp;", "&#0;", "]]>"),
  fc.string({ maxLength: 6 }),
)
const piece = fc.oneof(
  name.map((one) => `<${one}>`),
  name.map((one) => `</${one}>`),
  fc.tuple(name, words).map(([one, text]) => `<${one}>${text}</${one}>`),
  fc.tuple(name, words).map(([one, text]) => `<${one} type="${text}" varName='x'/>`),
  fc.constantFrom("<!--", "-->", "<![CDATA[", "]]>", "<?xml ?>", "<", ">", '"'),
  words,
)
const document = fc.oneof(
  fc.string(),
  fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join("")),
)

/** Read without a throw, whatever it is; every entry has a code of its own, and nothing in it is not text of the document's. */
export const scannerDocuments = target("the scanner's catalogue: any document", 1_000, () => ({
  property: fc.property(document, (text) => {
    const { scans, instruments, locations, filters } = readCatalogue(text)
    for (const entries of [scans, instruments, locations, filters]) {
      const codes = entries.map(({ code }) => code)
      assert(codes.every((code) => code !== "" && code === code.trim()))
      assert.equal(new Set(codes).size, codes.length)
      assert(entries.every((entry) => entry.name !== ""))
    }
  }),
}))
