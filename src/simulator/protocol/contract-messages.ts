import { lotSize } from "../lots.ts"
import { priceIncrements } from "../world/exchanges/market-rules.ts"
import type { ChainRow, Listing, SymbolRow } from "../world/world.ts"
import { ascii7 } from "./ascii7.ts"
import type { Message } from "./message.ts"
import { decimal, flag, integer, javaDouble } from "./numbers.ts"
import { since } from "./versions.ts"

export interface HoursText {
  readonly trading: string
  readonly liquid: string
}

const secIds = ({ secIds }: Listing): readonly string[] => [
  integer(secIds.length),
  ...secIds.flatMap(({ tag, value }) => [tag, value]),
]

const when = (condition: boolean, ...fields: readonly string[]): readonly string[] => (condition ? fields : [])

/** One contract, all of it; bonds have a message of their own. */
export function contractDetails(version: number, requestId: number, listing: Listing, hours: HoursText): Message {
  return listing.bond ? bondData(version, requestId, listing, hours) : contractData(version, requestId, listing, hours)
}

function contractData(version: number, requestId: number, listing: Listing, hours: HoursText): Message {
  const isDated = listing.expiry !== ""
  return [
    "10",
    ...when(version < since.sizeRules, "8"),
    integer(requestId),
    listing.symbol,
    listing.secType,
    isDated && listing.lastTradeTime !== "" ? `${listing.expiry} ${listing.lastTradeTime}` : listing.expiry,
    ...when(version >= since.lastTradeDate, listing.expiry),
    decimal(listing.strike),
    listing.right,
    listing.exchange,
    listing.currency,
    listing.localSymbol,
    listing.marketName,
    listing.tradingClass,
    integer(listing.conId),
    decimal(smallestTick(listing)),
    ...when(version < since.sizeRules, integer(lotSize(listing))),
    listing.multiplier,
    listing.orderTypes,
    listing.validExchanges,
    integer(listing.priceMagnifier),
    integer(listing.underConId),
    ascii7(listing.longName),
    listing.primaryExchange,
    listing.contractMonth,
    listing.industry,
    listing.category,
    listing.subcategory,
    listing.timeZoneId,
    hours.trading,
    hours.liquid,
    "",
    "",
    ...secIds(listing),
    integer(listing.aggGroup),
    listing.underSymbol,
    listing.underSecType,
    listing.marketRuleIds,
    listing.realExpiry,
    listing.stockType,
    ...when(version === since.fractionalSizeSupport, listing.minSize),
    ...when(version >= since.sizeRules, listing.minSize, listing.sizeIncrement, listing.suggestedSizeIncrement),
    ...when(version >= since.fundDataFields && listing.secType === "FUND", ...(listing.fund?.fields ?? noFundTerms)),
    ...when(version >= since.ineligibilityReasons, "0"),
  ]
}

/** A contract's details tell the smallest step at any price and exchange (IBKR's page on minimum price increments). */
function smallestTick({ minTick, marketRuleIds }: Listing): number {
  const steps = marketRuleIds.split(",").flatMap((rule) => priceIncrements(Number(rule)) ?? [])
  return steps.reduce((smallest, { increment }) => Math.min(smallest, increment), minTick)
}

const noFundTerms: readonly string[] = Array.from({ length: 17 }, () => "")

function bondData(version: number, requestId: number, listing: Listing, hours: HoursText): Message {
  const { bond } = listing
  return [
    "18",
    ...when(version < since.sizeRules, "6"),
    integer(requestId),
    listing.symbol,
    listing.secType,
    bond?.cusip ?? "",
    bond ? decimal(bond.coupon) : "",
    bond?.maturity ?? "",
    bond?.issueDate ?? "",
    bond?.ratings ?? "",
    bond?.bondType ?? "",
    bond?.couponType ?? "",
    flag(bond?.convertible ?? false),
    flag(bond?.callable ?? false),
    flag(bond?.putable ?? false),
    bond?.descAppend ?? "",
    listing.exchange,
    listing.currency,
    listing.marketName,
    listing.tradingClass,
    integer(listing.conId),
    decimal(smallestTick(listing)),
    ...when(version < since.sizeRules, integer(lotSize(listing))),
    listing.orderTypes,
    listing.validExchanges,
    "",
    "",
    "0",
    bond?.notes ?? "",
    listing.longName,
    ...when(version >= since.bondTradingHours, listing.timeZoneId, hours.trading, hours.liquid),
    "",
    "",
    ...secIds(listing),
    integer(listing.aggGroup),
    listing.marketRuleIds,
    ...when(version >= since.sizeRules, listing.minSize, listing.sizeIncrement, listing.suggestedSizeIncrement),
  ]
}

export const contractDetailsEnd = (requestId: number): Message => ["52", "1", integer(requestId)]

export function symbolSamples(version: number, requestId: number, rows: readonly SymbolRow[]): Message {
  return [
    "79",
    integer(requestId),
    integer(rows.length),
    ...rows.flatMap((row) => [
      integer(row.conId),
      row.symbol,
      row.secType,
      row.primaryExchange,
      row.currency,
      integer(row.derivativeTypes.length),
      ...row.derivativeTypes,
      ...when(version >= since.bondIssuerId, row.description, row.issuerId),
    ]),
  ]
}

export const optionParameters = (requestId: number, chain: ChainRow): Message => [
  "75",
  integer(requestId),
  chain.exchange,
  integer(chain.underConId),
  chain.tradingClass,
  chain.multiplier,
  integer(chain.expirations.length),
  ...chain.expirations,
  integer(chain.strikes.length),
  ...chain.strikes.map(javaDouble),
]

export const optionParametersEnd = (requestId: number): Message => ["76", integer(requestId)]
