import { type Contract as LibraryContract, type ContractDetails as LibraryDetails, SecType } from "@stoqey/ib"
import { cleanId, cleanList, cleanNumber, cleanText, nonZero } from "../sanitise.ts"
import type { BondTerms, Contract, ContractDetails, EconomicValue, FundTerms } from "./contract.ts"

/** `20261218 08:30:00 US/Central` and `20261218` are the same day; null when the text is neither day nor month. */
export function expiryDay(text: string | undefined): string | null {
  const day = /^(\d{8}|\d{6})(?:[\s-]|$)/.exec(text?.trim() ?? "")
  return day?.[1] ?? null
}

/** The time behind the day, `08:30:00 US/Central`; null when there is none. */
function expiryTime(text: string | undefined): string | null {
  const time = /^\d{8}[\s-]+(\d\d:\d\d(?::\d\d)?(?:\s+\S.*)?)$/.exec(text?.trim() ?? "")
  return time?.[1] ?? null
}

/** The library reads an empty strike or multiplier as 0 and keeps the time of the expiry: both are put right here. */
export function readContract(contract: LibraryContract): Contract {
  const multiplier = nonZero(cleanNumber(contract.multiplier))
  return {
    conId: cleanId(contract.conId) ?? 0,
    symbol: contract.symbol?.trim() ?? "",
    secType: contract.secType ?? "",
    expiry: expiryDay(contract.lastTradeDate) ?? expiryDay(contract.lastTradeDateOrContractMonth),
    strike: nonZero(cleanNumber(contract.strike)),
    right: contract.right === undefined ? null : contract.right === "C" ? "C" : "P",
    multiplier: multiplier === null ? null : String(multiplier),
    exchange: contract.exchange?.trim() ?? "",
    primaryExchange: cleanText(contract.primaryExch),
    currency: contract.currency?.trim() ?? "",
    localSymbol: cleanText(contract.localSymbol),
    tradingClass: cleanText(contract.tradingClass),
  }
}

/** Of the industry; an index has an asterisk for those that it has none of. */
const part = (text: string | undefined): string | null => (text?.trim() === "*" ? null : cleanText(text))

export function readDetails(details: LibraryDetails, bond: BondTerms | null): ContractDetails {
  return {
    contract: readContract(details.contract),
    longName: cleanText(details.longName) ?? cleanText(details.descAppend),
    marketName: cleanText(details.marketName),
    minTick: nonZero(cleanNumber(details.minTick)),
    priceMagnifier: nonZero(cleanNumber(details.priceMagnifier)) ?? 1,
    orderTypes: cleanList(details.orderTypes),
    validExchanges: cleanList(details.validExchanges),
    marketRuleIds: cleanList(details.marketRuleIds)
      .map(Number)
      .filter((id) => Number.isInteger(id)),
    underConId: cleanId(details.underConId),
    underSymbol: cleanText(details.underSymbol),
    underSecType: cleanText(details.underSecType),
    lastTradeTime: expiryTime(details.contract.lastTradeDateOrContractMonth),
    settlementDay: expiryDay(details.realExpirationDate),
    contractMonth: cleanText(details.contractMonth),
    industry: part(details.industry),
    category: part(details.category),
    subcategory: part(details.subcategory),
    stockType: cleanText(details.stockType),
    identifiers: (details.secIdList ?? []).map((id) => ({ type: id.tag ?? "", value: id.value ?? "" })),
    timeZoneId: cleanText(details.timeZoneId),
    tradingHours: cleanText(details.tradingHours),
    liquidHours: cleanText(details.liquidHours),
    sizes: {
      min: nonZero(cleanNumber(details.minSize)),
      increment: nonZero(cleanNumber(details.sizeIncrement)),
      suggestedIncrement: nonZero(cleanNumber(details.suggestedSizeIncrement)),
    },
    economicValue: readEconomicValue(details),
    ineligible: (details.ineligibilityReasonList ?? []).map((one) => ({
      id: one.id?.trim() ?? "",
      reason: cleanText(one.description),
    })),
    bond,
    fund: details.contract.secType === SecType.FUND ? readFund(details) : null,
  }
}

function readEconomicValue({ evRule, evMultiplier }: LibraryDetails): EconomicValue | null {
  const rule = cleanText(evRule)
  return rule === null ? null : { rule, multiplier: nonZero(cleanNumber(evMultiplier)) }
}

function readFund(details: LibraryDetails): FundTerms {
  return {
    family: cleanText(details.fundFamily),
    type: cleanText(details.fundType),
    frontLoad: cleanText(details.fundFrontLoad),
    backLoad: cleanText(details.fundBackLoad),
    backLoadInterval: cleanText(details.fundBackLoadTimeInterval),
    managementFee: cleanText(details.fundManagementFee),
    closed: details.fundClosed ?? false,
    closedForNewInvestors: details.fundClosedForNewInvestors ?? false,
    closedForNewMoney: details.fundClosedForNewMoney ?? false,
    minimumFirstPurchase: cleanText(details.fundMinimumInitialPurchase),
    minimumNextPurchase: cleanText(details.fundSubsequentMinimumPurchase),
  }
}

/** `coupon` is the raw field: the library reads an empty one as a coupon of nought. */
export function readBond(details: LibraryDetails, coupon: number | null): BondTerms {
  return {
    cusip: cleanText(details.cusip),
    couponPct: coupon,
    maturity: expiryDay(details.maturity),
    issueDate: expiryDay(details.issueDate),
    ratings: cleanText(details.ratings),
    bondType: cleanText(details.bondType),
    couponType: cleanText(details.couponType),
    callable: details.callable ?? false,
    putable: details.putable ?? false,
    convertible: details.convertible ?? false,
    nextOptionDate: expiryDay(details.nextOptionDate),
    nextOptionType: cleanText(details.nextOptionType),
    notes: cleanText(details.notes),
  }
}
