/** Security types that the instrument notation knows; the Gateway may name others, so contracts carry a plain string. */
export const securityTypes = [
  "STK",
  "OPT",
  "FUT",
  "CONTFUT",
  "FOP",
  "IND",
  "CASH",
  "CRYPTO",
  "BOND",
  "BILL",
  "FUND",
  "CFD",
  "WAR",
  "CMDTY",
  "BAG",
] as const
export type SecurityType = (typeof securityTypes)[number]

/** Of options on anything, on futures too. */
export const isOption = (secType: string): boolean => secType === "OPT" || secType === "FOP"

export type OptionRight = "C" | "P"

export const identifierTypes = ["ISIN", "CUSIP", "FIGI"] as const
export type IdentifierType = (typeof identifierTypes)[number]

/** What to look a contract up by. Fields left out match anything. No field may hold a control character. */
export interface ContractQuery {
  readonly conId?: number
  readonly symbol?: string
  readonly secType?: SecurityType
  /** `YYYYMM` or `YYYYMMDD`. */
  readonly expiry?: string
  readonly strike?: number
  readonly right?: OptionRight
  readonly multiplier?: string
  readonly exchange?: string
  readonly primaryExchange?: string
  readonly currency?: string
  readonly localSymbol?: string
  readonly tradingClass?: string
  readonly includeExpired?: boolean
  readonly identifier?: { readonly type: IdentifierType; readonly value: string }
}

/** A contract as the Gateway knows it. */
export interface Contract {
  readonly conId: number
  readonly symbol: string
  /** One of `securityTypes`, or whatever else the Gateway said. */
  readonly secType: string
  /** Last trade date or expiry `YYYYMMDD` (a contract month `YYYYMM` where the Gateway knows no day); null for what does not expire. */
  readonly expiry: string | null
  readonly strike: number | null
  readonly right: OptionRight | null
  /** As the Gateway writes it (`100`, `50`, `0.01`); null where there is none. Money per point = price × multiplier. */
  readonly multiplier: string | null
  readonly exchange: string
  readonly primaryExchange: string | null
  readonly currency: string
  readonly localSymbol: string | null
  readonly tradingClass: string | null
}

export interface ContractDetails {
  readonly contract: Contract
  readonly longName: string | null
  readonly marketName: string | null
  /** Smallest price step; null where the Gateway sends none. */
  readonly minTick: number | null
  /** The Gateway's prices divided by this are in the currency's main unit. */
  readonly priceMagnifier: number
  readonly orderTypes: readonly string[]
  readonly validExchanges: readonly string[]
  readonly marketRuleIds: readonly number[]
  readonly underConId: number | null
  readonly underSymbol: string | null
  readonly underSecType: string | null
  /** Local time and zone of the last trade on the day of `contract.expiry`, `08:30:00 US/Central`; null where only the day is said. */
  readonly lastTradeTime: string | null
  /** Day of settlement `YYYYMMDD`: later than `contract.expiry` for options that settle on the morning after it (SPX). */
  readonly settlementDay: string | null
  /** `YYYYMM`. */
  readonly contractMonth: string | null
  readonly industry: string | null
  readonly category: string | null
  readonly subcategory: string | null
  readonly stockType: string | null
  readonly identifiers: readonly { readonly type: string; readonly value: string }[]
  /** The Gateway's own name of the exchange's zone (`US/Eastern`, `MET`); empty strings become null, as for the hours. */
  readonly timeZoneId: string | null
  /** IBKR's hours string, read by `src/calendar/`. */
  readonly tradingHours: string | null
  readonly liquidHours: string | null
  /** Of orders: the smallest, and in what steps. */
  readonly sizes: SizeRules
  /** How the contract's value follows from its price where that is no plain product; null for nearly all. */
  readonly economicValue: EconomicValue | null
  /** What it is not eligible for, by the Gateway's own number and words. */
  readonly ineligible: readonly Ineligibility[]
  readonly bond: BondTerms | null
  readonly fund: FundTerms | null
}

/** Null where the Gateway sends none. */
export interface SizeRules {
  readonly min: number | null
  readonly increment: number | null
  readonly suggestedIncrement: number | null
}

/** A rule `aussieBond:YearsToExpiration=3`, and roughly how much the value changes when the price changes by one. */
export interface EconomicValue {
  readonly rule: string
  readonly multiplier: number | null
}

export interface Ineligibility {
  readonly id: string
  readonly reason: string | null
}

/** A mutual fund's terms. Loads, fees and amounts are as the Gateway writes them, without units: it documents none. */
export interface FundTerms {
  readonly family: string | null
  readonly type: string | null
  readonly frontLoad: string | null
  readonly backLoad: string | null
  readonly backLoadInterval: string | null
  readonly managementFee: string | null
  readonly closed: boolean
  readonly closedForNewInvestors: boolean
  readonly closedForNewMoney: boolean
  readonly minimumFirstPurchase: string | null
  readonly minimumNextPurchase: string | null
}

export interface BondTerms {
  readonly cusip: string | null
  readonly couponPct: number | null
  readonly maturity: string | null
  readonly issueDate: string | null
  readonly ratings: string | null
  readonly bondType: string | null
  readonly couponType: string | null
  readonly callable: boolean
  readonly putable: boolean
  readonly convertible: boolean
  /** The next day on which it can be called or put, `YYYYMMDD`, and which of the two. */
  readonly nextOptionDate: string | null
  readonly nextOptionType: string | null
  /** The Gateway's own words on it. */
  readonly notes: string | null
}

/** One row of a symbol search. Bond rows have no contract id. */
export interface SymbolMatch {
  readonly conId: number | null
  readonly symbol: string | null
  readonly secType: string
  readonly primaryExchange: string | null
  readonly currency: string | null
  readonly description: string | null
  readonly derivativeTypes: readonly string[]
}

/** Option chain parameters of one exchange and trading class. */
export interface OptionParameters {
  readonly exchange: string
  readonly underlyingConId: number
  readonly tradingClass: string
  readonly multiplier: string
  /** `YYYYMMDD`, ascending. */
  readonly expirations: readonly string[]
  /** Ascending. */
  readonly strikes: readonly number[]
}
