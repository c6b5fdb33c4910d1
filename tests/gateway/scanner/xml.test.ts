import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { readCatalogue } from "../../../src/gateway/scanner/catalogue.ts"
import { readXml } from "../../../src/gateway/scanner/xml.ts"
import { scanInstruments } from "../../../src/simulator/scanner/locations.ts"
import { scannerParameters } from "../../../src/simulator/scanner/parameters.ts"
import { scanTypes } from "../../../src/simulator/scanner/scan-types.ts"

type Event = readonly [kind: "open" | "text" | "close", value: string, attributes?: Readonly<Record<string, string>>]

/** What a document says; neighbouring texts are one. */
function read(document: string): readonly Event[] {
  const events: Event[] = []
  readXml(document, {
    open: (name, attributes) => events.push(["open", name, Object.fromEntries(attributes)]),
    text(text) {
      const last = events.at(-1)
      if (last?.[0] === "text") events[events.length - 1] = ["text", last[1] + text]
      else events.push(["text", text])
    },
    close: (name) => events.push(["close", name]),
  })
  return events
}

describe("documents", () => {
  test.each<[string, readonly Event[]]>([
    [
      "<a>b</a>",
      [
        ["open", "a", {}],
        ["text", "b"],
        ["close", "a"],
      ],
    ],
    [
      "<a/>",
      [
        ["open", "a", {}],
        ["close", "a"],
      ],
    ],
    [
      `<a b="1 > 0" c='"' />`,
      [
        ["open", "a", { b: "1 > 0", c: '"' }],
        ["close", "a"],
      ],
    ],
    ['<a\n\tb = "&lt;&amp;&#65;&#x42;"\n>', [["open", "a", { b: "<&AB" }]]],
    ["&amp;lt; &unknown; & &#xD800; &#0;", [["text", "&lt; &unknown; & &#xD800; &#0;"]]],
    [
      '<?xml version="1.0"?><!DOCTYPE a><!-- <b> --><a></a>',
      [
        ["open", "a", {}],
        ["close", "a"],
      ],
    ],
    [
      "<a><![CDATA[<b>&amp;]]></a>",
      [
        ["open", "a", {}],
        ["text", "<b>&amp;"],
        ["close", "a"],
      ],
    ],
    [
      "<a><b>cut o",
      [
        ["open", "a", {}],
        ["open", "b", {}],
        ["text", "cut o"],
      ],
    ],
    ['<a b="cut o', [["open", "a", {}]]],
    ["<![CDATA[cut o", [["text", "cut o"]]],
    ["<!-- cut o", []],
  ])("%s", (document, events) => {
    expect(read(document)).toEqual(events)
  })

  test("never fail, whatever they are", () => {
    const pieces = fc.constantFrom(
      "<",
      ">",
      "/",
      "&",
      ";",
      "#",
      '"',
      "'",
      "=",
      "<a>",
      "</a>",
      "<!--",
      "-->",
      "<![CDATA[",
      "]]>",
      "a",
      " ",
      "é",
      "<?",
    )
    fc.assert(fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => void read(parts.join(""))))
  })

  test("say what was written into them", () => {
    const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9.]{0,8}$/)
    const text = fc.string({ unit: "grapheme", maxLength: 12 })
    const written = (value: string) =>
      value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")
    fc.assert(
      fc.property(name, fc.dictionary(name, text, { maxKeys: 3 }), text, (element, attributes, content) => {
        const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${written(value)}"`)
        expect(read(`<${element}${given.join("")}>${written(content)}</${element}>`)).toEqual([
          ["open", element, attributes],
          ...(content === "" ? [] : [["text", content] as const]),
          ["close", element],
        ])
      }),
    )
  })

  test("of megabytes are read in time that grows with their length", () => {
    const part = "<Column><name>Change &amp; more</name></Column>"
    const seconds = (count: number) => {
      const document = part.repeat(count)
      const started = performance.now()
      let closed = 0
      readXml(document, { open() {}, text() {}, close: () => void closed++ })
      expect(closed).toBe(2 * count)
      return performance.now() - started
    }
    seconds(10_000)
    // Four times as much takes no more than a dozen times as long, on however busy a machine.
    expect(seconds(80_000)).toBeLessThan(12 * Math.max(seconds(20_000), 5))
  })
})

describe("the catalogue", () => {
  const document = `<ScanParameterResponse>
    <InstrumentList varName="instrumentList">
      <Instrument><name>US Stocks</name><type>STK</type><filters>PRICE,STKTYPE</filters></Instrument>
      <Instrument><name>US Futures</name><type>FUT.US</type><filters>PRICE</filters></Instrument>
    </InstrumentList>
    <InstrumentList varName="fullInstrumentList"><Instrument><name>Again</name><type>STK</type></Instrument></InstrumentList>
    <LocationTree varName="locationTree"><Location>
      <displayName>US Stocks</displayName><locationCode>STK.US</locationCode><instruments>STK</instruments>
      <LocationTree varName="locationTree"><Location>
        <displayName>Listed/NASDAQ</displayName><locationCode>STK.US.MAJOR</locationCode><instruments>STK</instruments>
      </Location></LocationTree>
    </Location></LocationTree>
    <ScanTypeList varName="scanTypeList">
      <ScanType><displayName>Most Active ($) &amp; more</displayName><scanCode>MOST_ACTIVE_USD</scanCode><instruments>STK</instruments>
        <Columns varName="columns"><Column><colId>1</colId><name>Volume</name><displayName>V</displayName></Column></Columns>
      </ScanType>
      <ScanType><displayName>Same again</displayName><scanCode>MOST_ACTIVE_USD</scanCode><instruments>FUT.US,STK</instruments></ScanType>
      <ScanType><displayName>No code</displayName></ScanType>
    </ScanTypeList>
    <FilterList varName="filterList">
      <RangeFilter><id>PRICE</id><category>Price</category>
        <AbstractField type="scanner.filter.DoubleField" varName="min"><code>priceAbove</code><displayName>Price Above</displayName></AbstractField>
        <AbstractField type="scanner.filter.IntField" varName="max"><code>priceBelow</code></AbstractField>
      </RangeFilter>
      <SimpleFilter><id>STKTYPE</id>
        <AbstractField type="scanner.filter.ComboField" varName="field"><code>stkTypes</code><displayName>Stock Type</displayName>
          <ComboValues varName="comboValues"><ComboValue><code>inc:ETF</code><displayName>Only ETF</displayName></ComboValue></ComboValues>
        </AbstractField>
      </SimpleFilter>
    </FilterList>
  </ScanParameterResponse>`

  test("has everything once, a scan with all its instruments, a location with what it is part of", () => {
    expect(readCatalogue(document)).toEqual({
      scans: [{ code: "MOST_ACTIVE_USD", name: "Most Active ($) & more", instruments: ["STK", "FUT.US"] }],
      instruments: [
        { code: "STK", name: "US Stocks", filterIds: ["PRICE", "STKTYPE"] },
        { code: "FUT.US", name: "US Futures", filterIds: ["PRICE"] },
      ],
      locations: [
        { code: "STK.US.MAJOR", name: "Listed/NASDAQ", instruments: ["STK"], within: "STK.US" },
        { code: "STK.US", name: "US Stocks", instruments: ["STK"], within: null },
      ],
      filters: [
        { code: "priceAbove", name: "Price Above", id: "PRICE", category: "Price", kind: "number", choices: [] },
        { code: "priceBelow", name: "priceBelow", id: "PRICE", category: "Price", kind: "integer", choices: [] },
        {
          code: "stkTypes",
          name: "Stock Type",
          id: "STKTYPE",
          category: null,
          kind: "choice",
          choices: [{ code: "inc:ETF", name: "Only ETF" }],
        },
      ],
    })
  })

  test("of the simulated Gateway has every scan, location and filter that it serves", () => {
    const { scans, instruments, locations, filters } = readCatalogue(scannerParameters())
    expect(scans.map(({ code }) => code).toSorted()).toEqual(scanTypes.map(({ code }) => code).toSorted())
    expect(scans.every((scan) => scan.instruments.length > 0)).toBe(true)
    expect(instruments.map(({ code }) => code)).toEqual(scanInstruments.map(({ type }) => type))
    expect(locations.find(({ code }) => code === "STK.NASDAQ.NMS")?.within).toBe("STK.NASDAQ")
    expect(filters.filter(({ kind }) => kind === null)).toEqual([])
    expect(filters.find(({ code }) => code === "marketCapAbove1e6")).toMatchObject({ id: "MKTCAP", kind: "number" })
  })

  test("cut off anywhere has a part of the whole, and nothing else", () => {
    fc.assert(
      fc.property(fc.nat(document.length), (end) => {
        const { scans, filters } = readCatalogue(document.slice(0, end))
        expect(scans.filter(({ code }) => !"MOST_ACTIVE_USD".startsWith(code))).toEqual([])
        expect(filters.length).toBeLessThanOrEqual(3)
      }),
    )
  })
})
