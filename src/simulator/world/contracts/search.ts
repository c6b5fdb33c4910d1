import type { Instrument } from "../instrument.ts"
import { issuers } from "../universe/bonds.ts"
import { futureFamilies } from "../universe/futures.ts"
import { optionClassesOn } from "../universe/option-classes.ts"
import type { Listing, SymbolRow } from "../world.ts"

const MOST_ROWS = 16

/**
 * Symbol search as a Gateway answers it: the symbol itself first, then symbols that begin with the pattern, then names
 * whose words begin with the pattern's. An issuer of bonds has a row of its own, with -1 for a contract id and no symbol.
 */
export function searchSymbols(instruments: readonly Instrument[], pattern: string): readonly SymbolRow[] {
  const asked = plain(pattern)
  if (asked === "") return []
  const ranked = instruments
    .filter(({ listing }) => listing.secType !== "BOND" && listing.secType !== "CFD")
    .map((instrument) => ({
      rank: rankOfListing(asked, instrument.listing),
      row: rowOf(instrument, instruments),
    }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank)
    .map(({ row }) => row)
  const issuerRows = issuers
    .filter(({ symbol, name }) => rankOf(asked, symbol, name) < NO_MATCH)
    .map(issuerRow)
    .slice(0, 1)
  return [...ranked.slice(0, MOST_ROWS - issuerRows.length), ...issuerRows]
}

const NO_MATCH = 3

/** Capitals, and a space where symbols are also written with a dot or a dash: `BRK.B`, `EUR.USD`. */
function plain(text: string): string {
  return text.toUpperCase().replaceAll(/[.-]/g, " ").trim()
}

/** A currency's name says nothing of the pair, so that pairs are found by symbol alone: `EUR` or `EUR.USD`. */
function rankOfListing(asked: string, { secType, symbol, localSymbol, longName }: Listing): number {
  if (secType !== "CASH") return rankOf(asked, symbol, longName)
  return asked === plain(localSymbol) ? 0 : rankOf(asked, symbol, "")
}

function rankOf(asked: string, symbol: string, name: string): number {
  if (plain(symbol) === asked) return 0
  if (plain(symbol).startsWith(asked)) return 1
  const words = name.toUpperCase().split(/[^A-Z0-9&']+/)
  return asked.split(/\s+/).every((part) => words.some((word) => word.startsWith(part))) ? 2 : NO_MATCH
}

function rowOf({ listing }: Instrument, instruments: readonly Instrument[]): SymbolRow {
  return {
    conId: listing.conId,
    symbol: listing.symbol,
    secType: listing.secType,
    primaryExchange: listing.primaryExchange === "" ? listing.exchange : listing.primaryExchange,
    currency: listing.currency,
    derivativeTypes: derivativeTypes(listing.conId, instruments),
    description: listing.longName,
    issuerId: "",
  }
}

function derivativeTypes(conId: number, instruments: readonly Instrument[]): readonly string[] {
  const types: string[] = []
  if (instruments.some(({ listing }) => listing.secType === "CFD" && listing.reroute?.conId === conId))
    types.push("CFD")
  if (futureFamilies.some(({ rootConId }) => rootConId === conId)) types.push("FUT")
  const options = new Set(optionClassesOn(conId).map(({ secType }) => secType))
  types.push(...options)
  if (options.size > 0) types.push("BAG")
  return types
}

function issuerRow(issuer: { readonly name: string; readonly issuerId: string }): SymbolRow {
  return {
    conId: -1,
    symbol: "",
    secType: "BOND",
    primaryExchange: "",
    currency: "",
    derivativeTypes: [],
    description: issuer.name,
    issuerId: issuer.issuerId,
  }
}
