/** What is known here of an exchange that is asked about without an instrument. */
export type ExchangeEntry =
  /** Trades US stocks in the sessions of the NYSE calendar; `night` is a venue that trades while the others are shut. */
  | { readonly kind: "us_stocks"; readonly night: boolean }
  /** Keeps the hours of this instrument; where each product has its own, it is only one of them. */
  | { readonly kind: "like"; readonly instrument: string; readonly productsDiffer: boolean }

const usStocks =
  "AMEX ARCA BATS BEX BYX CHX DRCTEDGE EDGEA EDGX IEX ISLAND LTSE MEMX NASDAQ NYSE NYSENAT PEARL PINK PSX".split(" ")

/** A liquid share for each stock exchange, as IBKR names them: it keeps the hours of its exchange. */
const shares: Readonly<Record<string, string>> = {
  AEB: "ASML@AEB/EUR",
  ASX: "BHP@ASX/AUD",
  BM: "SAN1@BM/EUR",
  BVME: "ENI@BVME/EUR",
  EBS: "NESN@EBS/CHF",
  "ENEXT.BE": "ABI@ENEXT.BE/EUR",
  FWB: "SAP@FWB/EUR",
  HEX: "NOKIA@HEX/EUR",
  IBIS: "SAP@IBIS/EUR",
  JSE: "NPN@JSE/ZAR",
  LSE: "VOD@LSE/GBP",
  LSEETF: "VWRA@LSEETF/USD",
  MEXI: "WALMEX@MEXI/MXN",
  NSE: "RELIANCE@NSE/INR",
  OSE: "EQNR@OSE/NOK",
  SBF: "TTE@SBF/EUR",
  SEHK: "700@SEHK/HKD",
  SFB: "VOLV.B@SFB/SEK",
  SGX: "D05@SGX/SGD",
  TASE: "TEVA@TASE/ILS",
  TSE: "RY@TSE/CAD",
  TSEJ: "7203@TSEJ/JPY",
  VSE: "OMV@VSE/EUR",
  WSE: "PKN@WSE/PLN",
}

/** The product by which a derivatives exchange is known. */
const products: Readonly<Record<string, string>> = {
  CBOE: "IND:SPX@CBOE",
  CBOT: "CONTFUT:ZN@CBOT",
  CFE: "CONTFUT:VIX@CFE",
  CME: "CONTFUT:ES@CME",
  COMEX: "CONTFUT:GC@COMEX",
  EUREX: "CONTFUT:GBL@EUREX/EUR",
  IDEALPRO: "FX:EURUSD",
  NYMEX: "CONTFUT:CL@NYMEX",
  PAXOS: "CRYPTO:BTC@PAXOS",
  ZEROHASH: "CRYPTO:BTC@ZEROHASH",
}

/** Other names that people have for what IBKR calls by its own, cities and ISO 10383 codes among them. */
const aliases: Readonly<Record<string, string>> = {
  "NEW YORK": "NYSE",
  AMSTERDAM: "AEB",
  BRUSSELS: "ENEXT.BE",
  CHICAGO: "CME",
  FRANKFURT: "IBIS",
  HELSINKI: "HEX",
  "HONG KONG": "SEHK",
  HONGKONG: "SEHK",
  LONDON: "LSE",
  MADRID: "BM",
  MILAN: "BVME",
  OSLO: "OSE",
  PARIS: "SBF",
  SINGAPORE: "SGX",
  STOCKHOLM: "SFB",
  SYDNEY: "ASX",
  TOKYO: "TSEJ",
  TORONTO: "TSE",
  VIENNA: "VSE",
  WARSAW: "WSE",
  ZURICH: "EBS",
  ARCX: "ARCA",
  "NYSE ARCA": "ARCA",
  NYSEARCA: "ARCA",
  "NYSE AMERICAN": "AMEX",
  XASE: "AMEX",
  XNYS: "NYSE",
  XNAS: "NASDAQ",
  XAMS: "AEB",
  XASX: "ASX",
  XMAD: "BM",
  XMIL: "BVME",
  SIX: "EBS",
  XSWX: "EBS",
  XBRU: "ENEXT.BE",
  XHEL: "HEX",
  XETRA: "IBIS",
  XETR: "IBIS",
  XLON: "LSE",
  XNSE: "NSE",
  XOSL: "OSE",
  XPAR: "SBF",
  HKEX: "SEHK",
  XHKG: "SEHK",
  XSTO: "SFB",
  XSES: "SGX",
  XTAE: "TASE",
  TSX: "TSE",
  XTSE: "TSE",
  XTKS: "TSEJ",
  JPX: "TSEJ",
  XWBO: "VSE",
  XWAR: "WSE",
  XCBT: "CBOT",
  XCME: "CME",
  XEUR: "EUREX",
}

/** IBKR's name of an exchange, from any that is known here; what is not known stays as it is, in upper case. */
export function exchangeName(text: string): string {
  const name = text.trim().replace(/ +/g, " ").toUpperCase()
  return Object.hasOwn(aliases, name) ? (aliases[name] ?? name) : name
}

/** What is known of an exchange by IBKR's name of it; null for one that only an instrument can tell about. */
export function exchangeEntry(name: string): ExchangeEntry | null {
  if (usStocks.includes(name)) return { kind: "us_stocks", night: false }
  if (name === "OVERNIGHT" || name === "IBEOS") return { kind: "us_stocks", night: true }
  const share = Object.hasOwn(shares, name) ? shares[name] : undefined
  if (share !== undefined) return { kind: "like", instrument: share, productsDiffer: false }
  const product = Object.hasOwn(products, name) ? products[name] : undefined
  return product === undefined ? null : { kind: "like", instrument: product, productsDiffer: true }
}
