import assert from "node:assert/strict"
import fc from "fast-check"
import { type Instrument, spell } from "../../src/desk/instruments/instrument.ts"
import { readInstrument, readPair } from "../../src/desk/instruments/instrument-grammar.ts"
import { success } from "../../src/outcome/outcome.ts"
import { target } from "./target.ts"

const symbol = fc.stringMatching(/^[A-Z][A-Z0-9]{0,7}$/)
const exchange = fc.constantFrom("LSE", "IBIS", "CME", "EUREX", "TSEJ", "BVME.ETF")
const currency = fc.constantFrom("EUR", "GBP", "JPY", "CAD")
const venue = { exchange: fc.option(exchange), currency: fc.option(currency) }
const day = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).replaceAll("-", ""))
const option = {
  symbol,
  expiry: day,
  right: fc.constantFrom("C" as const, "P" as const),
  strike: fc.integer({ min: 1, max: 99_999_999 }).map((thousandths) => thousandths / 1000),
  tradingClass: fc.option(symbol),
  ...venue,
}
const instruments: fc.Arbitrary<Instrument> = fc.oneof(
  fc.record({ kind: fc.constant("stock" as const), symbol, ...venue }),
  fc.record({
    kind: fc.constantFrom("index", "crypto", "continuous_future", "fund", "cfd", "commodity", "warrant"),
    symbol,
    ...venue,
  }),
  fc.record({
    kind: fc.constant("future" as const),
    symbol,
    expiry: fc.oneof(
      day,
      day.map((text) => text.slice(0, 6)),
    ),
    tradingClass: fc.option(symbol),
    ...venue,
  }),
  fc.record({ kind: fc.constantFrom("option" as const, "futures_option" as const), ...option }),
  fc.record({
    kind: fc.constant("con_id" as const),
    conId: fc.integer({ min: 1, max: 2_147_483_647 }),
    exchange: fc.option(exchange),
  }),
  fc.constant<Instrument>({ kind: "pair", base: "EUR", quote: "USD", exchange: null }),
)

export const spelledInstruments = target("instrument notation: read back", 300, () => ({
  property: fc.property(instruments, (instrument) => {
    assert.deepEqual(readInstrument(spell(instrument)), success({ ...instrument }))
    assert.deepEqual(
      readInstrument(`  ${spell(instrument).toLowerCase()} `),
      success({ ...instrument }),
      "case and spaces",
    )
  }),
}))

/** The notation's own signs and words in any order come closer to the edges than text of any kind. */
const nearlyNotation = fc
  .array(
    fc.oneof(
      fc.constantFrom(..."@/:.- ", "OPT", "FUT", "FOP", "FX", "IND", "CONID", "ISIN", "BOND", "C", "P", "EUR", "USD"),
      fc.constantFrom("AAPL", "ES", "202612", "20261218", "2026-02-30", "200", "1e3", "AAPL261218C00200000"),
      fc.string({ maxLength: 4, unit: "binary" }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""))
const anyText = fc.oneof(nearlyNotation, fc.string({ maxLength: 300, unit: "binary" }))

/** Text of any length and kind is read or refused, never thrown at, never echoed in full; what is read can be spelled. */
export const anyNotation = target("instrument notation: any text", 500, () => ({
  property: fc.property(anyText, (text) => {
    for (const outcome of [readInstrument(text), readPair(text)]) {
      if (outcome.ok) {
        assert(!/\p{Cc}/u.test(text), "a control character was let through")
        assert.deepEqual(readInstrument(spell(outcome.value)), outcome)
      } else {
        assert.equal(outcome.failure.code, "invalid_request")
        assert(outcome.failure.message.length < 200, outcome.failure.message)
        assert(!/\p{Cc}/u.test(outcome.failure.message + outcome.failure.hint))
      }
    }
  }),
}))

/** A control character anywhere is refused, whatever stands around it. */
export const controlCharacters = target("instrument notation: control characters", 300, () => ({
  property: fc.property(anyText, fc.integer({ min: 0, max: 31 }), fc.nat(), (around, code, at) => {
    const text = around.slice(0, 80)
    const place = at % (text.length + 1)
    const spoiled = text.slice(0, place) + String.fromCharCode(code) + text.slice(place)
    assert(!readInstrument(spoiled).ok)
    assert(!readPair(spoiled).ok)
  }),
}))
