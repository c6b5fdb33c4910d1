import type { ContractFilter, Listing } from "../world.ts"

/** Names that clients still use for exchanges whose code has changed. */
const EXCHANGE_ALIASES: ReadonlyMap<string, string> = new Map([["ISLAND", "NASDAQ"]])

export function sameText(a: string, b: string): boolean {
  return a.toUpperCase() === b.toUpperCase()
}

function exchangeName(asked: string): string {
  const name = asked.toUpperCase()
  return EXCHANGE_ALIASES.get(name) ?? name
}

/** The listing as it is on the exchange asked for; undefined when it does not trade there. No exchange: its own. */
export function onExchange(listing: Listing, asked: string | undefined): Listing | undefined {
  if (isEmpty(asked)) return listing
  const exchange = exchangeName(asked)
  if (exchange === listing.exchange) return listing
  return listing.validExchanges.split(",").includes(exchange) ? { ...listing, exchange } : undefined
}

export function isEmpty(text: string | undefined): text is undefined | "" {
  return text === undefined || text === ""
}

/** Whether the fields that every security type has in common fit; exchange and expiry are looked at elsewhere. */
export function fits(listing: Listing, filter: ContractFilter): boolean {
  const { primaryExchange, currency, multiplier, tradingClass, localSymbol, strike, right } = filter
  return (
    (isEmpty(currency) || sameText(currency, listing.currency)) &&
    (isEmpty(multiplier) || Number(multiplier) === Number(listing.multiplier || "1")) &&
    (isEmpty(tradingClass) || sameText(tradingClass, listing.tradingClass)) &&
    (isEmpty(localSymbol) || sameText(unspaced(localSymbol), unspaced(listing.localSymbol))) &&
    (isEmpty(primaryExchange) || isListedFirstOn(listing, exchangeName(primaryExchange))) &&
    (strike === undefined || strike === 0 || strike === listing.strike) &&
    (right === undefined || right === listing.right)
  )
}

function isListedFirstOn(listing: Listing, exchange: string): boolean {
  return listing.primaryExchange === ""
    ? listing.validExchanges.split(",").includes(exchange)
    : listing.primaryExchange === exchange
}

/** Option symbols are padded with spaces that clients drop. */
function unspaced(localSymbol: string): string {
  return localSymbol.replaceAll(" ", "")
}

/** A day is the last trading day; a month is the contract month, which for energy ends in the month before. */
export function fitsExpiry(listing: Pick<Listing, "expiry" | "contractMonth">, expiry: string | undefined): boolean {
  if (isEmpty(expiry)) return true
  return expiry.length > 6 ? listing.expiry === expiry : (listing.contractMonth || listing.expiry).startsWith(expiry)
}
