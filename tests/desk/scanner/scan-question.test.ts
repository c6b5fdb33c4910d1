import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { searchCatalogue } from "../../../src/desk/scanner/catalogue-search.ts"
import { nearest } from "../../../src/desk/scanner/nearest.ts"
import { checkScan, refuseScan, type ScanQuestion, uncheckedScan } from "../../../src/desk/scanner/scan-question.ts"
import { readCatalogue } from "../../../src/gateway/scanner/catalogue.ts"
import { scannerParameters } from "../../../src/simulator/scanner/parameters.ts"
import { failureOf, value } from "../in-memory-gateway.ts"

const catalogue = readCatalogue(scannerParameters())

const asked = (fields: Partial<ScanQuestion> = {}): ScanQuestion => ({
  scanCode: "MOST_ACTIVE",
  instrument: null,
  location: null,
  filters: {},
  ...fields,
})
const check = (fields: Partial<ScanQuestion> = {}) => checkScan(asked(fields), catalogue)
const requested = (fields: Partial<ScanQuestion> = {}) => value(check(fields)).request

describe("a scan's codes", () => {
  test.each<[Partial<ScanQuestion>, object]>([
    [{}, { scanCode: "MOST_ACTIVE", instrument: "STK", location: "STK.US.MAJOR" }],
    [{ scanCode: " most_active " }, { scanCode: "MOST_ACTIVE" }],
    [{ scanCode: "scan_sharesavailablemanual_desc" }, { scanCode: "SCAN_sharesAvailableManual_DESC" }],
    [{ instrument: "stock.eu" }, { instrument: "STOCK.EU", location: "STK.EU" }],
    [{ location: "stk.nasdaq" }, { instrument: "STK", location: "STK.NASDAQ" }],
    [{ location: "FUT.CME" }, { instrument: "FUT.US", location: "FUT.CME" }],
  ])("%j is asked for as %j", (question, expected) => {
    expect(requested(question)).toMatchObject(expected)
  })

  test.each<[Partial<ScanQuestion>, RegExp, RegExp]>([
    [{ scanCode: "TOP_GAINERS" }, /is no scan/, /Nearest: TOP_PERC_GAIN \(Top % Gainers\)/],
    [{ scanCode: "implied volatility" }, /is no scan/, /OPT_IMP_VOLAT/],
    [{ scanCode: "qqqqqq" }, /is no scan/, /^ibkr_scanner with search/],
    [{ instrument: "STOCKS.EU" }, /is no instrument of the scanner/, /STOCK\.EU \(Europe Stocks\)/],
    [{ location: "NASDAQ" }, /is no location of the scanner/, /STK\.NASDAQ \(NASDAQ\)/],
    [{ filters: { price: 5 } }, /is no filter of the scanner/, /priceAbove/],
    [{ scanCode: "HIGH_COUPON_RATE" }, /is not made of STK/, /BOND/],
    [{ instrument: "STK", location: "FUT.CME" }, /is no location of STK/, /FUT\.US/],
    [{ filters: { priceAbove: "cheap" } }, /cannot be "cheap"/, /takes a number/],
    [{ filters: { volumeAbove: 1.5 } }, /cannot be "1.5"/, /takes a whole number/],
    [{ filters: { stkTypes: "ETFX" } }, /cannot be "ETFX"/, /inc:ETF/],
    [{ filters: { priceAbove: "1;volumeAbove=2" } }, /cannot be/, /one plain value/],
  ])("%j is refused: %p, %p", (question, message, hint) => {
    const failure = failureOf(check(question))
    expect(failure.code).toBe("invalid_request")
    expect(failure.message).toMatch(message)
    expect(failure.hint).toMatch(hint)
  })

  test("of filters are spelled as the catalogue does, values as the Gateway reads them", () => {
    const filters = { PRICEABOVE: 10, volumeAbove: "100000", marketCapAbove1e6: 2e21, stkTypes: "INC:etf" }
    expect([...requested({ filters }).filters]).toEqual([
      ["priceAbove", "10"],
      ["volumeAbove", "100000"],
      ["marketCapAbove1e6", "2000000000000000000000"],
      ["stkTypes", "inc:ETF"],
    ])
    expect([...requested({ filters: { stkTypes: "inc:ETF,ADR", changePercAbove: -2.5 } }).filters]).toEqual([
      ["stkTypes", "inc:ETF,ADR"],
      ["changePercAbove", "-2.5"],
    ])
  })

  test("of a filter that is not listed for the instrument are a warning", () => {
    expect(value(check({ filters: { couponRateAbove: 4 } })).warnings).toEqual([
      expect.stringContaining("does not list the filter couponRateAbove for STK"),
    ])
    expect(value(check({ filters: { priceAbove: 4 } })).warnings).toEqual([])
  })

  test("without a catalogue go as they are", () => {
    const { request, name } = value(uncheckedScan(asked({ scanCode: " NEW_ONE ", filters: { x: true, y: 2 ** -40 } })))
    expect(name).toBeNull()
    expect(request).toMatchObject({ scanCode: "NEW_ONE", instrument: "STK", location: "STK.US.MAJOR" })
    expect([...request.filters]).toEqual([
      ["x", "true"],
      ["y", "0.0000000000009094947"],
    ])
  })

  test("without a catalogue need both instrument and location, but of US stocks", () => {
    for (const fields of [{ instrument: "FUT.US" }, { location: "FUT.US" }])
      expect(failureOf(uncheckedScan(asked(fields))).hint).toContain("Give both")
    const both = { instrument: "STOCK.EU", location: "STK.EU" }
    expect(value(uncheckedScan(asked(both))).request).toMatchObject(both)
    expect(value(uncheckedScan(asked({ location: "STK.NYSE" }))).request.instrument).toBe("STK")
  })

  test.each<Partial<ScanQuestion>>([
    { scanCode: "A\0B" },
    { location: "x".repeat(201) },
    { filters: { "price\nAbove": 1 } },
    { filters: { priceAbove: "1\u0000" } },
    { filters: Object.fromEntries(Array.from({ length: 31 }, (_, at) => [`f${at}`, 1])) },
  ])("%j are refused whatever the catalogue", (question) => {
    expect(refuseScan(asked(question))?.code).toBe("invalid_request")
  })

  test("whatever is asked either fits the catalogue or is refused with a hint", () => {
    const codes = fc.constantFrom(
      ...[...catalogue.scans, ...catalogue.locations, ...catalogue.instruments, ...catalogue.filters].map(
        (one) => one.code,
      ),
    )
    const text = fc.oneof(codes, fc.string({ maxLength: 12 }))
    const filters = fc.dictionary(text, fc.oneof(fc.string(), fc.double(), fc.boolean()), { maxKeys: 3 })
    fc.assert(
      fc.property(text, fc.option(text), fc.option(text), filters, (scanCode, instrument, location, given) => {
        const checked = checkScan({ scanCode, instrument, location, filters: given }, catalogue)
        if (!checked.ok) {
          expect(checked.failure.hint.length).toBeGreaterThan(10)
          return
        }
        const { request } = checked.value
        expect(catalogue.scans.find(({ code }) => code === request.scanCode)?.instruments).toContain(request.instrument)
        expect(catalogue.locations.find(({ code }) => code === request.location)?.instruments).toContain(
          request.instrument,
        )
        for (const [code, written] of request.filters) {
          expect(catalogue.filters.map((filter) => filter.code)).toContain(code)
          expect(written).not.toMatch(/[;=]|^$/)
        }
      }),
    )
  })
})

describe("a search of the catalogue", () => {
  const search = (words: string, instrument: string | null = null) =>
    value(searchCatalogue(catalogue, { words, instrument })).map(({ kind, code }) => `${kind} ${code}`)

  test("finds by words of codes and names, abbreviated ones too", () => {
    expect(search("gainers").every((one) => one.startsWith("scan "))).toBe(true)
    expect(search("Implied Volatility")).toContain("scan HIGH_OPT_IMP_VOLAT")
    expect(search("implied volatility")).toContain("filter impVolatAbove")
    expect(search("nasdaq scm")).toEqual(["location STK.NASDAQ.SCM"])
    expect(search("europe")).toContain("instrument STOCK.EU")
    expect(search("fundamentals")).toContain("filter dividendYieldFracAbove")
    expect(search("no such thing")).toEqual([])
  })

  test("puts what is exactly so first", () => {
    expect(search("price above")[0]).toBe("filter priceAbove")
    expect(search("stk.nasdaq")[0]).toBe("location STK.NASDAQ")
  })

  test("keeps what goes with an instrument", () => {
    const bonds = search("", "bond")
    expect(bonds).toContain("scan HIGH_COUPON_RATE")
    expect(bonds).toContain("location BOND.US")
    expect(bonds).toContain("filter couponRateAbove")
    expect(bonds.filter((one) => one.startsWith("instrument"))).toEqual(["instrument BOND"])
    expect(bonds).not.toContain("scan TOP_PERC_GAIN")
    expect(failureOf(searchCatalogue(catalogue, { words: "", instrument: "BONDS" })).hint).toContain("BOND")
  })

  test("of nothing in particular finds everything once", () => {
    const { scans, filters, locations, instruments } = catalogue
    const all = search("")
    expect(all).toHaveLength(scans.length + filters.length + locations.length + instruments.length)
    expect(new Set(all).size).toBe(all.length)
  })
})

test("what is nearest to a code itself is that code", () => {
  fc.assert(
    fc.property(fc.constantFrom(...catalogue.scans), ({ code }) => {
      expect(nearest(code, catalogue.scans)[0]?.code).toBe(code)
    }),
  )
})
