import type { IdentifierType, OptionRight } from "../../gateway/contracts/contract.ts"

/** Where it trades and in what currency; null where the notation leaves it to the rule of its kind. */
export interface Venue {
  readonly exchange: string | null
  readonly currency: string | null
}

/** The terms that tell one option from another. `expiry` is `YYYYMMDD`. */
export interface OptionTerms extends Venue {
  /** The underlying's symbol; also understood: the trading class of a US option (`SPXW`). */
  readonly symbol: string
  readonly expiry: string
  readonly right: OptionRight
  readonly strike: number
  /** Tells contracts of the same terms apart (SPX and SPXW); null means the class named like the symbol, if there is one. */
  readonly tradingClass: string | null
}

/** What one string of the instrument notation means. Symbols, exchanges and currencies are upper case. */
export type Instrument =
  | ({ readonly kind: "stock"; readonly symbol: string } & Venue)
  | ({ readonly kind: "index"; readonly symbol: string } & Venue)
  | ({ readonly kind: "crypto"; readonly symbol: string } & Venue)
  | ({ readonly kind: "continuous_future"; readonly symbol: string } & Venue)
  | ({ readonly kind: "fund"; readonly symbol: string } & Venue)
  | ({ readonly kind: "cfd"; readonly symbol: string } & Venue)
  | ({ readonly kind: "commodity"; readonly symbol: string } & Venue)
  /** `symbol` is the warrant's own (local) symbol, or its underlying's. */
  | ({ readonly kind: "warrant"; readonly symbol: string } & Venue)
  /** `expiry` is `YYYYMM`, `YYYYMMDD`, or null for every month. */
  | ({
      readonly kind: "future"
      readonly symbol: string
      readonly expiry: string | null
      readonly tradingClass: string | null
    } & Venue)
  | ({ readonly kind: "option" } & OptionTerms)
  | ({ readonly kind: "futures_option" } & OptionTerms)
  | { readonly kind: "pair"; readonly base: string; readonly quote: string; readonly exchange: string | null }
  | ({
      readonly kind: "bond"
      readonly identifier: { readonly type: "CUSIP" | "ISIN"; readonly value: string }
    } & Venue)
  | { readonly kind: "con_id"; readonly conId: number; readonly exchange: string | null }
  | ({ readonly kind: "identifier"; readonly type: IdentifierType; readonly value: string } & Venue)

/** The one way an instrument is written: what `readInstrument` reads back as the same instrument. Also every cache's key. */
export function spell(instrument: Instrument): string {
  switch (instrument.kind) {
    case "stock":
      return instrument.symbol + venue(instrument)
    case "index":
    case "crypto":
    case "continuous_future":
    case "fund":
    case "cfd":
    case "commodity":
    case "warrant":
      return `${prefixes[instrument.kind]}:${instrument.symbol}${venue(instrument)}`
    case "future":
      return `FUT:${parts(instrument.symbol, instrument.expiry, instrument.tradingClass)}${venue(instrument)}`
    case "option":
    case "futures_option": {
      const { symbol, expiry, right, strike, tradingClass } = instrument
      return `${prefixes[instrument.kind]}:${parts(symbol, expiry, right, decimal(strike), tradingClass)}${venue(instrument)}`
    }
    case "pair":
      return `FX:${instrument.base}${instrument.quote}${venue({ exchange: instrument.exchange, currency: null })}`
    case "bond":
      return `BOND:${instrument.identifier.value}${venue(instrument)}`
    case "con_id":
      return `CONID:${instrument.conId}${venue({ exchange: instrument.exchange, currency: null })}`
    case "identifier":
      return `${instrument.type}:${instrument.value}${venue(instrument)}`
  }
}

const prefixes = {
  index: "IND",
  crypto: "CRYPTO",
  continuous_future: "CONTFUT",
  fund: "FUND",
  cfd: "CFD",
  commodity: "CMDTY",
  warrant: "WAR",
  option: "OPT",
  futures_option: "FOP",
} as const

const venue = ({ exchange, currency }: Venue): string =>
  (exchange === null ? "" : `@${exchange}`) + (currency === null ? "" : `/${currency}`)

const parts = (...all: readonly (string | null)[]): string => all.filter((part) => part !== null).join(":")

/** A strike without exponent or trailing zeros. */
const decimal = (value: number): string => value.toFixed(6).replace(/\.?0+$/, "")
