import type { Entitlement, Listing, Session } from "./world.ts"

/** How the market model moves an instrument. Prices are in the listing's own quotation (pence for London). */
export interface Behaviour {
  /** Price at the close of 2026-11-20, the anchor from which the past and the future are generated. */
  readonly referencePrice: number
  /** Annual volatility, a fraction. */
  readonly volatility: number
  /** Yearly drift, a fraction. */
  readonly drift: number
  /** Continuous dividend yield, a fraction; 0 for none. */
  readonly dividendYield: number
  /** Shares, contracts or units on an ordinary day; 0 for what has no volume (an index, FX). */
  readonly averageVolume: number
  /** Typical bid/ask spread in ticks. */
  readonly spreadTicks: number
  /** Ordinary size of a quote. */
  readonly quoteSize: number
  /** First day with data, `YYYYMMDD`. */
  readonly since: string
  readonly entitlement: Entitlement
  /** Sensitivity to the common market factor, so that stocks, index and future move together. */
  readonly beta: number
}

/**
 * Something whose price the market model generates; options and future months derive from one. A family of futures is the
 * index (`IND` on the futures exchange) that its months are written on: its price is the spot level, and its volume and
 * spread are those of the front month.
 */
export interface Instrument {
  readonly listing: Listing
  readonly behaviour: Behaviour
  readonly hours: ExchangeHours
  /** Whether options are listed on it. */
  readonly hasOptions: boolean
}

/** The sessions of an exchange, holidays and daylight saving worked in. */
export interface ExchangeHours {
  /** IBKR's own zone name. */
  readonly timeZoneId: string
  /** Which date IBKR's hours strings put a day's `CLOSED` under: a session's trade date (when absent), or its first day (FX). */
  readonly labelledBy?: "start"
  /** Sessions that overlap the range, ascending: regular ones, or with everything before and after. Lunch breaks split a session in two. */
  sessions(from: number, to: number, regularHoursOnly: boolean): readonly Session[]
}

/** The market model's own handle on the universe; `ContractBook` is its public face. */
export interface Universe {
  readonly instruments: readonly Instrument[]
  /** The instrument a con id is, whether listed by itself, a future month or an option's underlying. */
  instrument(conId: number): Instrument | undefined
  /** The listing of any con id: instruments, future months, options. */
  listing(conId: number): Listing | undefined
  /** The hours of any con id. Options and future months need not keep those of their instrument. */
  hours(conId: number): ExchangeHours | undefined
}
