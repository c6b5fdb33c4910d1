import type { Day } from "../exchanges/day.ts"
import { expiredExpirations, listedExpirations } from "../universe/expirations.ts"
import {
  continuousFuture,
  type FutureFamily,
  futureFamilies,
  futureListing,
  listedMonths,
} from "../universe/futures.ts"
import { type OptionClass, optionClasses, strikesFor } from "../universe/option-classes.ts"
import { expirationListing, hasConIds, optionListing } from "../universe/options.ts"
import type { ContractFilter, Listing, Right } from "../world.ts"
import { fits, fitsExpiry, isEmpty, onExchange, sameText } from "./match.ts"

const EXPIRED_YEARS = 2

/** Future months that fit, nearest first. */
export function findFutures(filter: ContractFilter, today: Day): readonly Listing[] {
  return familiesNamed(filter).flatMap((family) =>
    listedMonths(family, today, filter.includeExpired ? EXPIRED_YEARS : 0)
      .map(futureListing)
      .filter((listing) => fits(listing, filter) && fitsExpiry(listing, filter.expiry))
      .flatMap((listing) => onExchange(listing, filter.exchange) ?? []),
  )
}

/** Continuous futures that fit: the front month each. */
export function findContinuous(filter: ContractFilter, today: Day): readonly Listing[] {
  return familiesNamed(filter)
    .flatMap((family) => continuousFuture(family, today) ?? [])
    .filter((listing) => fits(listing, filter))
    .flatMap((listing) => onExchange(listing, filter.exchange) ?? [])
}

function familiesNamed({ symbol, localSymbol, tradingClass }: ContractFilter): readonly FutureFamily[] {
  if (isEmpty(symbol)) return isEmpty(localSymbol) && isEmpty(tradingClass) ? [] : futureFamilies
  return futureFamilies.filter((family) => sameText(family.symbol, symbol))
}

/** Options that fit, by class, expiration and strike, the call before the put. */
export function findOptions(filter: ContractFilter, secType: "OPT" | "FOP", today: Day): readonly Listing[] {
  const local = readLocalSymbol(filter.localSymbol)
  if (isEmpty(filter.symbol) && isEmpty(filter.tradingClass) && local === undefined) return []
  return optionClasses
    .filter((options) => options.secType === secType && isNamed(options, filter, local))
    .flatMap((options) => expand(options, { ...filter, ...local }, today))
}

function isNamed(options: OptionClass, filter: ContractFilter, local: LocalSymbol | undefined): boolean {
  return (
    (isEmpty(filter.symbol) || sameText(filter.symbol, options.symbol)) &&
    (isEmpty(filter.tradingClass) || sameText(filter.tradingClass, options.tradingClass)) &&
    (local === undefined || sameText(local.tradingClass, options.tradingClass))
  )
}

function expand(options: OptionClass, filter: ContractFilter, today: Day): readonly Listing[] {
  const rights: readonly Right[] = filter.right === undefined ? ["C", "P"] : [filter.right]
  const found: Listing[] = []
  for (const expiration of expirationsOf(options, filter, today)) {
    const common = onExchangeOfClass(options, expiration, filter)
    if (common === undefined) continue
    for (const strike of strikesFor(options, expiration)) {
      if (filter.strike !== undefined && filter.strike !== 0 && filter.strike !== strike) continue
      for (const right of rights) found.push(optionListing({ options, expiration, strike, right }, common))
    }
  }
  return isEmpty(filter.localSymbol) ? found : found.filter((listing) => fits(listing, filter))
}

function expirationsOf(options: OptionClass, filter: ContractFilter, today: Day): readonly Day[] {
  const listed = listedExpirations(options.expirations, today)
  const all = filter.includeExpired ? [...expiredExpirations(options.expirations, today), ...listed] : listed
  return all.filter(hasConIds)
}

/** What an expiration's options share, on the exchange asked for; undefined when it does not fit. */
function onExchangeOfClass(options: OptionClass, expiration: Day, filter: ContractFilter) {
  const { strike: _strike, right: _right, localSymbol: _localSymbol, ...common } = filter
  const listing: Listing = {
    ...expirationListing(options, expiration),
    conId: 0,
    strike: 0,
    right: "",
    localSymbol: "",
  }
  if (!fits(listing, common) || !fitsExpiry(listing, filter.expiry)) return undefined
  return onExchange(listing, filter.exchange)
}

interface LocalSymbol {
  readonly tradingClass: string
  readonly strike: number
  readonly right: Right
}

/** Reads an OCC symbol (`AAPL  261218C00200000`) or an option on a future (`EW3Z6 C6800`). */
function readLocalSymbol(text: string | undefined): LocalSymbol | undefined {
  if (isEmpty(text)) return undefined
  const occ = /^([A-Z]+) *\d{6}([CP])(\d{8})$/i.exec(text)
  const onFuture = /^([A-Z]\w*?)[FGHJKMNQUVXZ]\d ([CP])(\d+(?:\.\d+)?)$/i.exec(text)
  const [, tradingClass, right, strike] = occ ?? onFuture ?? []
  if (tradingClass === undefined || strike === undefined) return undefined
  return {
    tradingClass,
    strike: occ === null ? Number(strike) : Number(strike) / 1000,
    right: right?.toUpperCase() === "P" ? "P" : "C",
  }
}
