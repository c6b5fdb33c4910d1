import { dateInZone } from "../../../calendar/zones.ts"
import { type Day, dayFrom } from "../exchanges/day.ts"
import { hoursText } from "../exchanges/hours-text.ts"
import { priceIncrements } from "../exchanges/market-rules.ts"
import { overnightHours } from "../exchanges/us-markets.ts"
import type { ExchangeHours, Instrument, Universe } from "../instrument.ts"
import { issuers } from "../universe/bonds.ts"
import type { ContractBook, ContractFilter, Listing } from "../world.ts"
import { futureOptionChains, optionChains } from "./chains.ts"
import { findContinuous, findFutures, findOptions } from "./derivatives.ts"
import { identifiersOf } from "./identifiers.ts"
import { fits, fitsExpiry, isEmpty, onExchange } from "./match.ts"
import { searchSymbols } from "./search.ts"

/** What a Gateway knows of contracts: look-ups, symbol search, option parameters and trading hours. */
export function createContractBook(universe: Universe): ContractBook {
  const bySymbol = indexBy(universe.instruments, ({ listing }) => symbolsOf(listing))
  const writeHours = hoursWriter()
  const byIdentifier = indexBy(universe.instruments, ({ listing }) => identifiersOf(listing))

  function findByConId(filter: ContractFilter, conId: number, today: Day): readonly Listing[] {
    const listing = universe.listing(conId)
    if (listing === undefined) return []
    if (isExpired(listing, today) && !filter.includeExpired) return []
    const asked =
      filter.secType === "CONTFUT" && listing.secType === "FUT" ? { ...listing, secType: "CONTFUT" } : listing
    return withExchange([asked], filter)
  }

  function candidates(filter: ContractFilter): readonly Instrument[] {
    const { secIdType, secId, issuerId, symbol, localSymbol } = filter
    if (!isEmpty(secId)) return byIdentifier.get(`${secIdType?.toUpperCase()}:${secId.toUpperCase()}`) ?? []
    if (!isEmpty(issuerId)) return universe.instruments.filter(({ listing }) => isIssuedBy(listing, issuerId))
    if (!isEmpty(symbol)) return bySymbol.get(symbol.toUpperCase()) ?? []
    return isEmpty(localSymbol) ? [] : universe.instruments
  }

  return {
    find(filter, now) {
      const today = newYorkDay(now)
      if (filter.conId !== undefined && filter.conId > 0) return findByConId(filter, filter.conId, today)
      const secType = filter.secType?.toUpperCase() ?? ""
      switch (secType) {
        case "FUT":
          return findFutures(filter, today)
        case "CONTFUT":
          return findContinuous(filter, today)
        case "FUT+CONTFUT":
          return [...findFutures(filter, today), ...findContinuous(filter, today)]
        case "OPT":
        case "FOP":
          return findOptions(filter, secType, today)
        default: {
          const listings = candidates(filter)
            .map(({ listing }) => listing)
            .filter(
              (listing) => isOfType(listing, secType) && fits(listing, filter) && fitsExpiry(listing, filter.expiry),
            )
          return withExchange(listings, filter)
        }
      }
    },
    byConId: (conId) => universe.listing(conId),
    search: (pattern) => searchSymbols(universe.instruments, pattern),
    chains(underConId, underSecType, futFopExchange, now) {
      const listing = universe.listing(underConId)
      if (listing === undefined || listing.secType !== underSecType.toUpperCase()) return []
      return listing.secType === "FUT"
        ? futureOptionChains(underConId, futFopExchange, newYorkDay(now))
        : optionChains(underConId, futFopExchange, newYorkDay(now))
    },
    hours(listing, now) {
      const hours = OVERNIGHT_EXCHANGES.has(listing.exchange) ? overnightHours : universe.hours(listing.conId)
      return hours === undefined ? { trading: "", liquid: "" } : writeHours(hours, now)
    },
    all: () => universe.instruments.map(({ listing }) => listing),
    marketRule: priceIncrements,
  }
}

const OVERNIGHT_EXCHANGES: ReadonlySet<string> = new Set(["OVERNIGHT", "IBEOS"])

/** Writes hours strings, once for all contracts of an exchange that are described at the same moment. */
function hoursWriter(): (hours: ExchangeHours, now: number) => HoursText {
  const written = new Map<ExchangeHours, { readonly now: number; readonly text: HoursText }>()
  return (hours, now) => {
    const known = written.get(hours)
    if (known?.now === now) return known.text
    const text = { trading: hoursText(hours, now, false), liquid: hoursText(hours, now, true) }
    written.set(hours, { now, text })
    return text
  }
}

interface HoursText {
  readonly trading: string
  readonly liquid: string
}

function withExchange(listings: readonly Listing[], { exchange }: ContractFilter): readonly Listing[] {
  return listings.flatMap((listing) => onExchange(listing, exchange) ?? [])
}

/** Derivatives are listed by New York's date, whatever the exchange's zone. */
function newYorkDay(now: number): Day {
  return dayFrom(dateInZone(now, "America/New_York"))
}

function isExpired(listing: Listing, today: Day): boolean {
  return listing.expiry !== "" && dayFrom(listing.expiry) < today
}

/** Without a security type only what a bare symbol usually means is looked at: no derivative, and not its issuer's bonds. */
function isOfType(listing: Listing, secType: string): boolean {
  return secType === "" ? listing.secType !== "CFD" && listing.secType !== "BOND" : listing.secType === secType
}

/** Bonds are asked for by CUSIP in the symbol's place as well. */
function symbolsOf(listing: Listing): readonly string[] {
  return listing.bond === undefined ? [listing.symbol.toUpperCase()] : [listing.symbol, listing.bond.cusip]
}

function isIssuedBy(listing: Listing, issuerId: string): boolean {
  return issuers.some(
    (issuer) => issuer.issuerId === issuerId && listing.bond !== undefined && issuer.symbol === listing.symbol,
  )
}

function indexBy(
  instruments: readonly Instrument[],
  keysOf: (instrument: Instrument) => readonly string[],
): ReadonlyMap<string, readonly Instrument[]> {
  const index = new Map<string, Instrument[]>()
  for (const instrument of instruments) {
    for (const key of keysOf(instrument)) {
      const found = index.get(key)
      if (found === undefined) index.set(key, [instrument])
      else found.push(instrument)
    }
  }
  return index
}
