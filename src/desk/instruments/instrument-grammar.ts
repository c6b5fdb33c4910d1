import type { IdentifierType } from "../../gateway/contracts/contract.ts"
import { fail, type Outcome, success } from "../../outcome/outcome.ts"
import { quoted, unusableText } from "../argument.ts"
import { readDay, readMonth } from "../calendar-date.ts"
import { isUsExchange } from "../contracts/us-exchanges.ts"
import { isCusip, isFigi, isIsin } from "./identifiers.ts"
import type { Instrument, Venue } from "./instrument.ts"
import { looksLikeOcc, readOcc } from "./occ.ts"

/** Longest text that is looked at as an instrument. */
export const longestInstrument = 128

/**
 * Reads the instrument notation. Case and spaces around do not matter. Anything else than a well-formed instrument is
 * `invalid_request` with the form that would have been right; nothing is looked up here.
 */
export function readInstrument(text: string): Outcome<Instrument> {
  const unusable = unusableText("instrument", text, longestInstrument)
  if (unusable) return { ok: false, failure: unusable }
  const written = text.trim().replace(/ +/g, " ").toUpperCase()
  if (written === "") return malformed("An empty string names no instrument.", "AAPL, VOD@LSE/GBP or FX:EURUSD")

  const colon = written.indexOf(":")
  const prefix = colon < 0 ? "STK" : written.slice(0, colon).trim()
  const read = readers[prefix]
  if (!read)
    return malformed(
      `${quoted(prefix)} is no kind of instrument.`,
      "one of IND:, FX:, CRYPTO:, FUT:, CONTFUT:, OPT:, FOP:, BOND:, FUND:, CFD:, WAR:, CMDTY:, CONID:, ISIN:, CUSIP:, FIGI:, or a plain US stock symbol",
    )

  const rest = /^([^@/]*)(?:@([^@/]*))?(?:\/([^@/]*))?$/.exec(written.slice(colon + 1))
  const [, body = "", at, slash] = rest ?? []
  const exchange = at === undefined || at.trim() === "SMART" ? null : at.trim()
  const currency = slash?.trim() ?? null
  const goodVenue =
    (exchange === null || /^[A-Z0-9][A-Z0-9._]{0,15}$/.test(exchange)) &&
    (currency === null || /^[A-Z]{3}$/.test(currency))
  const fields = body.split(":").map((field) => field.trim())
  if (prefix === "STK" && goodVenue && looksLikeOcc(body.trim()))
    return occOption(text, body.trim(), { exchange, currency })
  const instrument = rest && goodVenue ? read.read(fields, { exchange, currency }) : null
  return instrument ? success(instrument) : malformed(`${quoted(text)} is not well formed.`, read.form)
}

/**
 * Reads a currency pair where one is expected: `EURUSD`, `EUR/USD`, `eur.usd`, `EUR-USD`, `EUR USD` or `FX:EURUSD`.
 */
export function readPair(text: string): Outcome<Extract<Instrument, { kind: "pair" }>> {
  const unusable = unusableText("pair", text, longestInstrument)
  if (unusable) return { ok: false, failure: unusable }
  const match = /^(?:FX:)?([A-Z]{3}) ?[./-]? ?([A-Z]{3})$/.exec(text.trim().toUpperCase())
  const [, base, quote] = match ?? []
  if (base === undefined || quote === undefined)
    return fail(
      "invalid_request",
      `${quoted(text)} is no currency pair.`,
      "Give two ISO currency codes: EURUSD, EUR/USD or eur.usd.",
    )
  if (base === quote)
    return fail("invalid_request", `${quoted(text)} is one currency twice.`, "Give two different currencies: EURUSD.")
  return success({ kind: "pair", base, quote, exchange: null })
}

interface Reader {
  /** The right form, for the one who got it wrong. */
  readonly form: string
  /** Null when the fields do not make sense. */
  read(fields: readonly string[], venue: Venue): Instrument | null
}

const symbolShape = /^[A-Z0-9][A-Z0-9 .&+'_-]{0,31}$/
const classShape = /^[A-Z0-9][A-Z0-9._-]{0,15}$/

const isSymbol = (text: string | undefined): text is string => text !== undefined && symbolShape.test(text)

type SymbolKind = "index" | "crypto" | "continuous_future" | "fund" | "cfd" | "commodity" | "warrant"

const named = (kind: SymbolKind, form: string): Reader => ({
  form,
  read: ([symbol, ...more], { exchange, currency }) =>
    isSymbol(symbol) && more.length === 0 ? { kind, symbol, exchange, currency } : null,
})

const optionReader = (kind: "option" | "futures_option", form: string): Reader => ({
  form,
  read([symbol, date = "", side = "", price = "", tradingClass, ...more], venue) {
    const expiry = readDay(date)
    const right = /^(C|CALL)$/.test(side) ? "C" : /^(P|PUT)$/.test(side) ? "P" : null
    const strike = /^\d{1,8}(\.\d{1,6})?$/.test(price) ? Number(price) : 0
    if (!isSymbol(symbol) || expiry === null || right === null || strike <= 0 || more.length > 0) return null
    if (tradingClass !== undefined && !classShape.test(tradingClass)) return null
    const currency = kind === "option" && venue.currency === "USD" ? null : venue.currency
    const share = kind === "option" && currency === null ? classShare(symbol) : symbol
    const { exchange } = venue
    return { kind, symbol: share, expiry, right, strike, tradingClass: tradingClass ?? null, exchange, currency }
  },
})

const identifierChecks = { ISIN: isIsin, CUSIP: isCusip, FIGI: isFigi } as const

const identifierReader = (type: IdentifierType, form: string): Reader => ({
  form,
  read: ([value = "", ...more], venue) =>
    identifierChecks[type](value) && more.length === 0 ? { kind: "identifier", type, value, ...venue } : null,
})

const readers: Readonly<Record<string, Reader | undefined>> = {
  STK: {
    form: "AAPL, BRK.B, VOD@LSE/GBP (@ exchange, / currency)",
    read([symbol, ...more], { exchange, currency }) {
      if (!isSymbol(symbol) || more.length > 0) return null
      const listedInUs = exchange === null ? currency === null || currency === "USD" : isUsExchange(exchange)
      const plain = exchange === null && currency === "USD"
      return {
        kind: "stock",
        symbol: listedInUs ? classShare(symbol) : symbol,
        exchange,
        currency: plain ? null : currency,
      }
    },
  },
  IND: named("index", "IND:SPX@CBOE"),
  CRYPTO: named("crypto", "CRYPTO:BTC@PAXOS"),
  CONTFUT: named("continuous_future", "CONTFUT:ES@CME"),
  FUND: named("fund", "FUND:VFIAX"),
  CFD: named("cfd", "CFD:IBUS500"),
  CMDTY: named("commodity", "CMDTY:XAUUSD"),
  WAR: named("warrant", "WAR:SYMBOL@EXCHANGE/EUR, with the warrant's local symbol"),
  FX: {
    form: "FX:EURUSD",
    read([text = "", ...more], { exchange, currency }) {
      // FX:EUR/USD splits at the slash that elsewhere sets the currency off.
      const pair = readPair(currency === null ? text : `${text}/${currency}`)
      const { base, quote } = pair.ok ? pair.value : { base: "", quote: "" }
      const idealpro = exchange === "IDEALPRO" ? null : exchange
      return pair.ok && more.length === 0 ? { kind: "pair", base, quote, exchange: idealpro } : null
    },
  },
  FUT: {
    form: "FUT:ES:202612@CME or by last trading day FUT:ES:20261218@CME, where classes share a symbol FUT:DAX:202612:FDXM@EUREX",
    read([symbol, date, tradingClass, ...more], venue) {
      const expiry = date === undefined ? null : (readMonth(date) ?? readDay(date) ?? "")
      if (!isSymbol(symbol) || expiry === "" || more.length > 0) return null
      if (tradingClass !== undefined && !classShape.test(tradingClass)) return null
      return { kind: "future", symbol, expiry, tradingClass: tradingClass ?? null, ...venue }
    },
  },
  OPT: optionReader(
    "option",
    "OPT:AAPL:20261218:C:200 (symbol, day of expiry, C or P, strike; a trading class may follow: OPT:SPX:20261218:C:5000:SPXW) or OCC AAPL261218C00200000",
  ),
  FOP: optionReader("futures_option", "FOP:ES:20261218:C:5500@CME (symbol, day of expiry, C or P, strike)"),
  BOND: {
    form: "BOND:912810TM0, a CUSIP or an ISIN with its right check digit",
    read([value = "", ...more], venue) {
      const type = isCusip(value) ? "CUSIP" : isIsin(value) ? "ISIN" : null
      return type === null || more.length > 0 ? null : { kind: "bond", identifier: { type, value }, ...venue }
    },
  },
  CONID: {
    form: "CONID:265598, IBKR's own number of the contract",
    read([digits = "", ...more], { exchange, currency }) {
      const conId = /^\d{1,10}$/.test(digits) ? Number(digits) : 0
      const known = conId > 0 && conId <= 2_147_483_647
      return known && currency === null && more.length === 0 ? { kind: "con_id", conId, exchange } : null
    },
  },
  ISIN: identifierReader("ISIN", "ISIN:US0378331005, twelve characters with the right check digit"),
  CUSIP: identifierReader("CUSIP", "CUSIP:037833100, nine characters with the right check digit"),
  FIGI: identifierReader("FIGI", "FIGI:BBG000B9XRY4, twelve characters with the right check digit"),
}

/** IBKR writes the class of a US share behind a space: `BRK.B` and `BRK-B` are `BRK B`. */
const classShare = (symbol: string): string => symbol.replace(/^([A-Z]+)[.-]([A-Z]{1,3})$/, "$1 $2")

function occOption(text: string, symbol: string, venue: Venue): Outcome<Instrument> {
  const option = readOcc(symbol)
  if (!option) return malformed(`${quoted(text)} has an impossible date or strike.`, "OCC form, AAPL261218C00200000")
  const { root, expiry, right, strike } = option
  const currency = venue.currency === "USD" ? null : venue.currency
  const { exchange } = venue
  return success({ kind: "option", symbol: root, expiry, right, strike, tradingClass: null, exchange, currency })
}

const malformed = (message: string, form: string) =>
  fail("invalid_request", message, `Write ${form}. ibkr_contract_search finds names.`)
