import { describe, expect, test } from "bun:test"
import { spell } from "../../../src/desk/instruments/instrument.ts"
import { readInstrument, readPair } from "../../../src/desk/instruments/instrument-grammar.ts"
import { failureOf, value } from "../in-memory-gateway.ts"

const spelled = (text: string) => spell(value(readInstrument(text)))

describe("the forms of the instrument notation", () => {
  test.each([
    ["AAPL", "AAPL"],
    [" aapl ", "AAPL"],
    ["AAPL/USD", "AAPL"],
    ["AAPL@SMART", "AAPL"],
    ["STK:AAPL", "AAPL"],
    ["BRK.B", "BRK B"],
    ["BRK-B", "BRK B"],
    ["brk b", "BRK B"],
    ["brk  b", "BRK B"],
    ["BRK.B@NYSE/USD", "BRK B@NYSE/USD"],
    ["vod@lse/gbp", "VOD@LSE/GBP"],
    ["BT.A@LSE/GBP", "BT.A@LSE/GBP"],
    ["SAP@IBIS/EUR", "SAP@IBIS/EUR"],
    ["7203@TSEJ/JPY", "7203@TSEJ/JPY"],
    ["SHOP/CAD", "SHOP/CAD"],
    ["IND:SPX@CBOE", "IND:SPX@CBOE"],
    ["FX:EURUSD", "FX:EURUSD"],
    ["fx:eur.usd", "FX:EURUSD"],
    ["FX:EUR/USD", "FX:EURUSD"],
    ["FX:EURUSD@IDEALPRO", "FX:EURUSD"],
    ["CRYPTO:BTC@PAXOS", "CRYPTO:BTC@PAXOS"],
    ["FUT:ES:202612@CME", "FUT:ES:202612@CME"],
    ["FUT:ES:2026-12@CME", "FUT:ES:202612@CME"],
    ["FUT:ES:20261218@CME", "FUT:ES:20261218@CME"],
    ["FUT:ES@CME", "FUT:ES@CME"],
    ["FUT:DAX:202612:FDXM@EUREX", "FUT:DAX:202612:FDXM@EUREX"],
    ["CONTFUT:ES@CME", "CONTFUT:ES@CME"],
    ["OPT:AAPL:20261218:C:200", "OPT:AAPL:20261218:C:200"],
    ["opt:aapl:2026-12-18:call:200.00", "OPT:AAPL:20261218:C:200"],
    ["OPT:BRK.B:20261218:P:450.5", "OPT:BRK B:20261218:P:450.5"],
    ["OPT:SPX:20261218:C:5000:SPXW", "OPT:SPX:20261218:C:5000:SPXW"],
    ["AAPL261218C00200000", "OPT:AAPL:20261218:C:200"],
    ["AAPL  261218C00200000", "OPT:AAPL:20261218:C:200"],
    ["SPXW261218P05012500", "OPT:SPXW:20261218:P:5012.5"],
    ["AAPL261218C00200000@SMART/USD", "OPT:AAPL:20261218:C:200"],
    ["AAPL261218C00200000@CBOE", "OPT:AAPL:20261218:C:200@CBOE"],
    ["FOP:ES:20261218:C:5500@CME", "FOP:ES:20261218:C:5500@CME"],
    ["BOND:912810TM0", "BOND:912810TM0"],
    ["FUND:VFIAX", "FUND:VFIAX"],
    ["CFD:IBUS500", "CFD:IBUS500"],
    ["WAR:ABC123@FWB/EUR", "WAR:ABC123@FWB/EUR"],
    ["CMDTY:XAUUSD", "CMDTY:XAUUSD"],
    ["CONID:265598", "CONID:265598"],
    ["CONID:0265598", "CONID:265598"],
    ["ISIN:US0378331005", "ISIN:US0378331005"],
    ["isin:gb00bh4hks39@lse/gbp", "ISIN:GB00BH4HKS39@LSE/GBP"],
    ["CUSIP:037833100", "CUSIP:037833100"],
    ["FIGI:BBG000B9XRY4", "FIGI:BBG000B9XRY4"],
  ])("%s is %s", (text, canonical) => {
    expect(spelled(text)).toBe(canonical)
  })

  test.each([
    ["", "AAPL"],
    ["   ", "AAPL"],
    ["@", "VOD@LSE/GBP"],
    ["AAPL@", "VOD@LSE/GBP"],
    ["AAPL/", "VOD@LSE/GBP"],
    ["AAPL/US", "VOD@LSE/GBP"],
    ["A@B@C", "VOD@LSE/GBP"],
    ["A/USD@LSE", "VOD@LSE/GBP"],
    ["ÄPPEL", "AAPL"],
    ["AAPL261318C00200000", "AAPL261218C00200000"],
    ["AAPL261218C00000000", "AAPL261218C00200000"],
    ["FOO:BAR", "IND:"],
    [":", "IND:"],
    ["__proto__:x", "IND:"],
    ["FX:EURUS", "FX:EURUSD"],
    ["FX:EUREUR", "FX:EURUSD"],
    ["FUT:ES:202613@CME", "FUT:ES:202612@CME"],
    ["FUT:ES:20261131@CME", "FUT:ES:20261218@CME"],
    ["OPT:AAPL:20260229:C:200", "OPT:AAPL:20261218:C:200"],
    ["OPT:AAPL:20261218:X:200", "OPT:AAPL:20261218:C:200"],
    ["OPT:AAPL:20261218:C:0", "OPT:AAPL:20261218:C:200"],
    ["OPT:AAPL:20261218:C:1e3", "OPT:AAPL:20261218:C:200"],
    ["OPT:AAPL:20261218:C", "OPT:AAPL:20261218:C:200"],
    ["OPT:AAPL:20261218:C:200:A:B", "OPT:AAPL:20261218:C:200"],
    ["BOND:912810TM1", "BOND:912810TM0"],
    ["CONID:0", "CONID:265598"],
    ["CONID:-5", "CONID:265598"],
    ["CONID:2147483648", "CONID:265598"],
    ["ISIN:US0378331006", "ISIN:US0378331005"],
    ["CUSIP:037833101", "CUSIP:037833100"],
    ["FIGI:BBG000B9XRY5", "FIGI:BBG000B9XRY4"],
  ])("%p is refused with the right form, %s", (text, form) => {
    const failure = failureOf(readInstrument(text))
    expect(failure.code).toBe("invalid_request")
    expect(failure.hint).toContain(form)
  })
})

test("ten megabytes are refused at once", () => {
  expect(failureOf(readInstrument("A".repeat(10_000_000))).message).toContain("10000000")
})

describe("a currency pair where one is expected", () => {
  test.each(["EURUSD", "EUR/USD", "eur.usd", "EUR-USD", "EUR USD", "FX:EURUSD", " eurusd "])("%s", (text) => {
    expect(spell(value(readPair(text)))).toBe("FX:EURUSD")
  })

  test.each(["", "EUR", "EURUSDX", "EUR//USD", "12/34", "EUREUR", "AAPL"])("%p is none", (text) => {
    expect(failureOf(readPair(text)).code).toBe("invalid_request")
  })
})
