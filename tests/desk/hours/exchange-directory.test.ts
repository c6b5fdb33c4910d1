import { describe, expect, test } from "bun:test"
import { exchangeEntry, exchangeName } from "../../../src/desk/hours/exchange-directory.ts"
import { readInstrument } from "../../../src/desk/instruments/instrument-grammar.ts"
import { value } from "../in-memory-gateway.ts"

const names =
  "AEB ASX BM BVME CBOE CBOT CFE CME COMEX EBS ENEXT.BE EUREX FWB HEX IBIS IDEALPRO JSE LSE LSEETF MEXI NSE NYMEX OSE PAXOS SBF SEHK SFB SGX TASE TSE TSEJ VSE WSE ZEROHASH"

describe("exchanges", () => {
  test.each(names.split(" "))("%s is told by an instrument that trades there", (name) => {
    const entry = exchangeEntry(name)
    const instrument = value(readInstrument(entry?.kind === "like" ? entry.instrument : ""))
    const venue = "exchange" in instrument ? instrument.exchange : null
    expect(venue ?? "IDEALPRO").toBe(name)
  })

  test.each([
    ["nyse", "NYSE"],
    ["XNYS", "NYSE"],
    ["New York", "NYSE"],
    ["xetra", "IBIS"],
    ["Tokyo", "TSEJ"],
    ["TSX", "TSE"],
    ["hong  kong", "SEHK"],
    [" LSE ", "LSE"],
    ["ibkrats", "IBKRATS"],
    ["constructor", "CONSTRUCTOR"],
  ])("%s is %s", (text, name) => {
    expect(exchangeName(text)).toBe(name)
  })

  test("of US stocks keep the hours of the NYSE calendar, the night's their own", () => {
    for (const name of ["NYSE", "NASDAQ", "ISLAND", "ARCA", "AMEX", "BATS", "IEX"])
      expect(exchangeEntry(name)).toEqual({ kind: "us_stocks", night: false })
    for (const name of ["OVERNIGHT", "IBEOS"]) expect(exchangeEntry(name)).toEqual({ kind: "us_stocks", night: true })
    for (const name of ["CONSTRUCTOR", "TOSTRING", ""]) expect(exchangeEntry(name)).toBeNull()
  })
})
