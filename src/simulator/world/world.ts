import type { AccountBook } from "./account-book.ts"

export type * from "./account-book.ts"

/**
 * What the simulated Gateway simulates: one consistent, seeded, deterministic world. Everything is a pure function of the
 * seed and an instant (ms since the epoch), so that two clients, a quote and a bar, or today and tomorrow never disagree.
 * The protocol side asks; it never keeps prices of its own.
 */
export interface World {
  readonly contracts: ContractBook
  readonly market: Market
  readonly accounts: AccountBook
}

export type Right = "C" | "P"

/** What a client looks a contract up by: the fields of the request, empty ones left out. */
export interface ContractFilter {
  readonly conId?: number
  readonly symbol?: string
  readonly secType?: string
  /** Prefix of the expiry: `2026`, `202612`, `20261218`. */
  readonly expiry?: string
  readonly strike?: number
  readonly right?: Right
  readonly multiplier?: string
  readonly exchange?: string
  readonly primaryExchange?: string
  readonly currency?: string
  readonly localSymbol?: string
  readonly tradingClass?: string
  readonly includeExpired?: boolean
  readonly secIdType?: string
  readonly secId?: string
  readonly issuerId?: string
}

/** One contract on one exchange, with all that contract details say of it. Absent text is empty, as on the wire. */
export interface Listing {
  readonly conId: number
  readonly symbol: string
  readonly secType: string
  /** `YYYYMMDD`, empty for what does not expire. */
  readonly expiry: string
  /** `YYYYMMDD` of settlement: the last trading day itself, except for options that settle on the morning after it (SPX). */
  readonly realExpiry: string
  /** Local time and zone of the last trade, `08:30:00 US/Central`; empty where a Gateway sends only the date. */
  readonly lastTradeTime: string
  readonly strike: number
  readonly right: Right | ""
  readonly multiplier: string
  /** `SMART` or the exchange asked for. */
  readonly exchange: string
  readonly primaryExchange: string
  readonly currency: string
  readonly localSymbol: string
  readonly marketName: string
  readonly tradingClass: string
  readonly minTick: number
  readonly orderTypes: string
  /** Comma separated. */
  readonly validExchanges: string
  readonly priceMagnifier: number
  readonly underConId: number
  readonly underSymbol: string
  readonly underSecType: string
  readonly longName: string
  readonly contractMonth: string
  readonly industry: string
  readonly category: string
  readonly subcategory: string
  /** IBKR's own name of the zone: `US/Eastern`, `MET`, `Japan`, `Hongkong`. */
  readonly timeZoneId: string
  readonly marketRuleIds: string
  readonly stockType: string
  readonly minSize: string
  readonly sizeIncrement: string
  readonly suggestedSizeIncrement: string
  readonly aggGroup: number
  readonly secIds: readonly { readonly tag: string; readonly value: string }[]
  readonly bond: BondTerms | undefined
  readonly fund: FundTerms | undefined
  /** Con id and exchange of what a CFD is priced from (messages 91 and 92); undefined for everything else. */
  readonly reroute: { readonly conId: number; readonly exchange: string; readonly depth: boolean } | undefined
}

/** One step of a market rule: prices from `lowEdge` on are multiples of `increment`. */
export interface PriceIncrement {
  readonly lowEdge: number
  readonly increment: number
}

export interface BondTerms {
  readonly cusip: string
  readonly ratings: string
  readonly descAppend: string
  readonly bondType: string
  readonly couponType: string
  readonly callable: boolean
  readonly putable: boolean
  readonly coupon: number
  readonly convertible: boolean
  readonly maturity: string
  readonly issueDate: string
  readonly notes: string
}

/** The seventeen fund fields of contract data (server version 179 and up), in wire order. */
export interface FundTerms {
  readonly fields: readonly string[]
}

export interface SymbolRow {
  /** -1 for an issuer of bonds. */
  readonly conId: number
  readonly symbol: string
  readonly secType: string
  readonly primaryExchange: string
  readonly currency: string
  readonly derivativeTypes: readonly string[]
  readonly description: string
  readonly issuerId: string
}

export interface ChainRow {
  readonly exchange: string
  readonly underConId: number
  readonly tradingClass: string
  readonly multiplier: string
  readonly expirations: readonly string[]
  readonly strikes: readonly number[]
}

export interface ContractBook {
  /** Every contract that fits, options and future months expanded. `now` decides which months are listed. */
  find(filter: ContractFilter, now: number): readonly Listing[]
  byConId(conId: number): Listing | undefined
  /** Rows of a symbol search, at most 16, best first. */
  search(pattern: string): readonly SymbolRow[]
  /** Option parameters of an underlying; `futFopExchange` empty for all. */
  chains(underConId: number, underSecType: string, futFopExchange: string, now: number): readonly ChainRow[]
  /** IBKR's hours strings for the days around `now`, as the listing's exchange keeps them. */
  hours(listing: Listing, now: number): { readonly trading: string; readonly liquid: string }
  all(): readonly Listing[]
  /** The price steps behind a number of `marketRuleIds`, ascending; undefined for a rule that does not exist. */
  marketRule(id: number): readonly PriceIncrement[] | undefined
}

/** What the exchange shows at one instant. Null: no such thing now (an index has no bid; nothing has traded). */
export interface Snapshot {
  /** Whether bid and ask are current, that is, the instrument trades now. */
  readonly current: boolean
  readonly bid: number | null
  readonly ask: number | null
  readonly bidSize: number | null
  readonly askSize: number | null
  readonly last: number | null
  readonly lastSize: number | null
  /** ms since the epoch of the last trade. */
  readonly lastAt: number | null
  readonly open: number | null
  readonly high: number | null
  readonly low: number | null
  /** Previous regular session's close. */
  readonly close: number | null
  readonly volume: number | null
  readonly mark: number | null
  readonly halted: boolean
  readonly openInterest: number | null
  readonly shortableShares: number | null
  readonly week52High: number | null
  readonly week52Low: number | null
  /** Fractions. */
  readonly historicalVolatility: number | null
  readonly impliedVolatility: number | null
  readonly averageVolume: number | null
  readonly tradeCount: number | null
  readonly dividends: string | null
}

export interface Computation {
  readonly impliedVolatility: number
  readonly delta: number
  readonly optionPrice: number
  readonly pvDividend: number
  readonly gamma: number
  readonly vega: number
  readonly theta: number
  readonly underlyingPrice: number
}

/** An option's price or its volatility (an annual fraction), with a price of its underlying. */
export interface Supposed {
  readonly kind: "price" | "volatility"
  readonly value: number
  readonly underlyingPrice: number
}

export interface BarQuery {
  readonly conId: number
  /** Half-open range of instants. */
  readonly from: number
  readonly to: number
  readonly barSeconds: number
  readonly what: string
  readonly regularHoursOnly: boolean
}

export interface SimulatedBar {
  /** Start of the bar; for bars of a day and more, the exchange's midnight of the trading date. */
  readonly at: number
  /** `YYYYMMDD` in the exchange's zone: the trading date. */
  readonly day: string
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  /** -1 where the kind of bar has none, as on the wire. */
  readonly volume: number
  readonly average: number
  readonly count: number
}

export interface Session {
  readonly open: number
  readonly close: number
  /** `YYYYMMDD`. */
  readonly tradeDate: string
}

export type Entitlement = "live" | "delayed" | "none"

export interface Market {
  /** What this login is subscribed to: live, only delayed, or not even that. */
  entitlement(conId: number): Entitlement
  snapshot(conId: number, at: number): Snapshot
  /** Undefined when it cannot be computed (not an option, expired, no such side now). */
  computation(conId: number, at: number, kind: "bid" | "ask" | "last" | "model"): Computation | undefined
  /** The model's answer to what a client supposes; undefined for what is no option, has ended, or has no such price. */
  calculate(conId: number, at: number, supposed: Supposed): Computation | undefined
  bars(query: BarQuery): readonly SimulatedBar[]
  /** Sessions whose trade date falls in the range, ascending. */
  sessions(conId: number, from: number, to: number, regularHoursOnly: boolean): readonly Session[]
  /** Earliest data; undefined when the instrument has none of that kind. */
  headTimestamp(conId: number, what: string): number | undefined
  /** Base units of `to` per unit of `from`. */
  exchangeRate(from: string, to: string, at: number): number
}
