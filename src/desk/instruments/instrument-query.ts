import type { Contract, ContractQuery } from "../../gateway/contracts/contract.ts"
import { isUsExchange } from "../contracts/us-exchanges.ts"
import { isCusip } from "./identifiers.ts"
import { type Instrument, spell, type Venue } from "./instrument.ts"
import { readInstrument } from "./instrument-grammar.ts"
import { writeOcc } from "./occ.ts"

/**
 * What to look an instrument up by: queries to try in order until one finds something. Later ones cost nothing but for
 * names that the first does not know.
 */
export function queriesOf(instrument: Instrument): readonly ContractQuery[] {
  const venue = "currency" in instrument ? given(instrument) : {}
  switch (instrument.kind) {
    case "stock": {
      const { symbol, exchange, currency } = instrument
      if (exchange === null) return [{ symbol, secType: "STK", exchange: "SMART", currency: currency ?? "USD" }]
      // Not every exchange takes part in SMART routing.
      return [
        { symbol, secType: "STK", ...venue, exchange: "SMART", primaryExchange: exchange },
        { symbol, secType: "STK", ...venue },
      ]
    }
    case "index":
      return [{ symbol: instrument.symbol, secType: "IND", ...venue }]
    case "crypto":
      return [{ symbol: instrument.symbol, secType: "CRYPTO", currency: "USD", ...venue }]
    case "continuous_future":
      return [{ symbol: instrument.symbol, secType: "CONTFUT", ...venue }]
    case "fund":
      return [{ symbol: instrument.symbol, secType: "FUND", exchange: "FUNDSERV", currency: "USD", ...venue }]
    case "cfd":
      return [{ symbol: instrument.symbol, secType: "CFD", exchange: "SMART", ...venue }]
    case "commodity":
      return [{ symbol: instrument.symbol, secType: "CMDTY", exchange: "SMART", currency: "USD", ...venue }]
    case "warrant":
      return [
        { localSymbol: instrument.symbol, secType: "WAR", ...venue },
        { symbol: instrument.symbol, secType: "WAR", ...venue },
      ]
    case "future": {
      const { symbol, expiry, tradingClass } = instrument
      const query: ContractQuery = {
        symbol,
        secType: "FUT",
        ...(expiry === null ? {} : { expiry }),
        ...(tradingClass === null ? {} : { tradingClass }),
        ...venue,
      }
      return expiry === null ? [query] : [query, { ...query, includeExpired: true }]
    }
    case "option": {
      const { symbol, expiry, right, strike, tradingClass } = instrument
      const american = instrument.exchange === null && instrument.currency === null
      const where = american ? { exchange: "SMART", currency: "USD" } : venue
      const ofClass = tradingClass === null ? {} : { tradingClass }
      const query: ContractQuery = { symbol, secType: "OPT", expiry, strike, right, ...ofClass, ...where }
      const localSymbol = american && tradingClass === null ? writeOcc({ root: symbol, expiry, right, strike }) : null
      // A root such as SPXW or BRKB is a trading class, no underlying's symbol: the OCC symbol finds it.
      return localSymbol === null ? [query] : [query, { localSymbol, secType: "OPT", ...where }]
    }
    case "futures_option": {
      const { symbol, expiry, right, strike, tradingClass } = instrument
      const ofClass = tradingClass === null ? {} : { tradingClass }
      return [{ symbol, secType: "FOP", expiry, strike, right, ...ofClass, ...venue }]
    }
    case "pair": {
      const { base, quote, exchange } = instrument
      return [{ symbol: base, secType: "CASH", currency: quote, exchange: exchange ?? "IDEALPRO" }]
    }
    case "bond": {
      const { identifier } = instrument
      const byIdentifier: ContractQuery = { secType: "BOND", identifier, ...venue }
      // IBKR takes a bond's CUSIP in place of its symbol.
      return identifier.type === "CUSIP"
        ? [{ symbol: identifier.value, secType: "BOND", exchange: "SMART", ...venue }, byIdentifier]
        : [byIdentifier]
    }
    case "con_id": {
      const { conId, exchange } = instrument
      return [exchange === null ? { conId } : { conId, exchange }]
    }
    case "identifier": {
      const { type, value, exchange, currency } = instrument
      const identifier = { type, value }
      const stock: ContractQuery = {
        secType: "STK",
        identifier,
        exchange: "SMART",
        ...(exchange === null ? {} : { primaryExchange: exchange }),
        ...(currency === null ? {} : { currency }),
      }
      return [stock, { secType: "BOND", identifier, ...venue }, { secType: "FUND", identifier, ...venue }]
    }
  }
}

/**
 * A contract in the notation that finds it again. `CONID:…` where the notation has no other words for it: what is known of
 * the contract is too little (a warrant without local symbol, a stock without exchange), or its kind has none.
 *
 * `cusip` is a bond's, which only its details say.
 */
export function notationOf(contract: Contract, cusip: string | null = null): string {
  const instrument = identify(contract, cusip)
  const byNumber = `CONID:${contract.conId}`
  if (!instrument) return byNumber
  const written = spell(instrument)
  const read = readInstrument(written)
  return read.ok && spell(read.value) === written ? written : byNumber
}

function identify(contract: Contract, cusip: string | null): Instrument | null {
  const { secType, expiry, right, strike } = contract
  const symbol = contract.symbol.toUpperCase()
  const direct = contract.exchange === "" || contract.exchange === "SMART" ? null : contract.exchange
  const exchange = direct ?? (contract.primaryExchange || null)
  const currency = contract.currency
  const foreign = currency === "USD" ? null : currency
  const tradingClass =
    contract.tradingClass && contract.tradingClass !== symbol ? contract.tradingClass.toUpperCase() : null
  switch (secType) {
    case "STK": {
      const primary = contract.primaryExchange || direct
      if (primary === null) return null
      if (currency === "USD" && isUsExchange(primary)) return { kind: "stock", symbol, exchange: null, currency: null }
      return { kind: "stock", symbol, exchange: primary, currency }
    }
    case "IND":
      return exchange === null ? null : { kind: "index", symbol, exchange, currency: foreign }
    case "CRYPTO":
      return exchange === null ? null : { kind: "crypto", symbol, exchange, currency: foreign }
    case "CONTFUT":
      return exchange === null ? null : { kind: "continuous_future", symbol, exchange, currency: foreign }
    case "CASH":
      return {
        kind: "pair",
        base: symbol,
        quote: currency,
        exchange: direct === "IDEALPRO" ? null : direct,
      }
    case "FUT":
      if (expiry === null || exchange === null) return null
      return { kind: "future", symbol, expiry, tradingClass, exchange, currency: foreign }
    case "OPT":
      if (expiry === null || right === null || strike === null) return null
      return {
        kind: "option",
        symbol,
        expiry,
        right,
        strike,
        tradingClass: isOptionRoot(symbol, tradingClass) ? null : tradingClass,
        exchange: foreign === null ? null : exchange,
        currency: foreign,
      }
    case "FOP":
      if (expiry === null || right === null || strike === null || exchange === null) return null
      return { kind: "futures_option", symbol, expiry, right, strike, tradingClass, exchange, currency: foreign }
    case "FUND":
      return { kind: "fund", symbol, exchange: exchange === "FUNDSERV" ? null : exchange, currency: foreign }
    case "CFD":
      return { kind: "cfd", symbol, exchange: null, currency: foreign }
    case "CMDTY":
      return { kind: "commodity", symbol, exchange: direct, currency: foreign }
    case "WAR":
      return contract.localSymbol && exchange !== null
        ? { kind: "warrant", symbol: contract.localSymbol.toUpperCase(), exchange, currency: foreign }
        : null
    case "BOND":
      return cusip !== null && isCusip(cusip)
        ? { kind: "bond", identifier: { type: "CUSIP", value: cusip }, exchange: null, currency: foreign }
        : null
    default:
      return null
  }
}

/** `BRKB` is the class of `BRK B` itself. */
const isOptionRoot = (symbol: string, tradingClass: string | null): boolean =>
  tradingClass === null || tradingClass === symbol.replaceAll(" ", "")

/** What the notation said of the venue, as fields of a query. */
function given({ exchange, currency }: Venue): { readonly exchange?: string; readonly currency?: string } {
  return { ...(exchange === null ? {} : { exchange }), ...(currency === null ? {} : { currency }) }
}
