import type { Contract } from "../contracts/contract.ts"

/** One run of a market scan. */
export interface ScanRequest {
  readonly scanCode: string
  readonly instrument: string
  readonly location: string
  /** Codes of filters and their values. */
  readonly filters: ReadonlyMap<string, string>
  /** Most rows; the Gateway gives 50 at most. */
  readonly rows: number
}

export interface ScanRow {
  /** The Gateway's, from 0 for the first. */
  readonly rank: number
  readonly contract: Contract
  /** These three depend on the scan, and have been empty in every scan seen. */
  readonly distance: string | null
  readonly benchmark: string | null
  readonly projection: string | null
  /** Of combinations: `738758309|1,738758426|-1`, contract ids and ratios. */
  readonly legs: string | null
}

/** What can be scanned, where, for what and by which filters, as the Gateway lists it. */
export interface ScannerCatalogue {
  readonly scans: readonly ScanType[]
  readonly instruments: readonly ScanInstrument[]
  readonly locations: readonly ScanLocation[]
  readonly filters: readonly ScanFilter[]
}

export interface ScanType {
  readonly code: string
  readonly name: string
  /** Kinds of instrument that have it, by their codes. */
  readonly instruments: readonly string[]
}

export interface ScanInstrument {
  /** `STK`, `STOCK.EU`, `FUT.US`. */
  readonly code: string
  readonly name: string
  /** Ids of the filters that go with it. */
  readonly filterIds: readonly string[]
}

export interface ScanLocation {
  readonly code: string
  readonly name: string
  readonly instruments: readonly string[]
  /** The code of the location that this is a part of; null for one of its own. */
  readonly within: string | null
}

export interface ScanFilter {
  /** What a request names it by: `priceAbove`. */
  readonly code: string
  readonly name: string
  /** `PRICE`: what instruments name it by. */
  readonly id: string
  readonly category: string | null
  /** What its value is; null when the catalogue does not say, or says something unheard of. */
  readonly kind: "number" | "integer" | "choice" | "yes_no" | null
  /** The choices, where they are listed. */
  readonly choices: readonly { readonly code: string; readonly name: string }[]
}
