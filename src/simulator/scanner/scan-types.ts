import type { MeasureName } from "./subject.ts"

/** One way to rank: by a measure, highest or lowest first, among those that `only` lets in. */
export interface ScanType {
  readonly code: string
  readonly name: string
  readonly by: MeasureName
  readonly order: "highest" | "lowest"
  /** What a value must be to be ranked at all: gainers have gained. */
  readonly only?: "positive" | "negative"
  /** Groups of instruments that have it, see `instrumentGroups`. */
  readonly of: readonly InstrumentGroup[]
}

export type InstrumentGroup = "stocks" | "usStocks" | "futures" | "indices" | "bonds"

const everywhere = ["stocks", "usStocks", "futures", "indices"] as const
const traded = ["stocks", "usStocks", "futures"] as const
const stocks = ["stocks", "usStocks"] as const
const optionable = ["usStocks"] as const
const bonds = ["bonds"] as const

// biome-ignore format: a table is read across
export const scanTypes: readonly ScanType[] = [
  { code: "TOP_PERC_GAIN", name: "Top % Gainers", by: "changePercent", order: "highest", only: "positive", of: everywhere },
  { code: "TOP_PERC_LOSE", name: "Top % Losers", by: "changePercent", order: "lowest", only: "negative", of: everywhere },
  { code: "MOST_ACTIVE", name: "Most Active", by: "volume", order: "highest", only: "positive", of: traded },
  { code: "MOST_ACTIVE_USD", name: "Most Active ($)", by: "dollarVolume", order: "highest", only: "positive", of: stocks },
  { code: "MOST_ACTIVE_AVG_USD", name: "Highest Average Trading Volume ($)", by: "averageDollarVolume", order: "highest", of: stocks },
  { code: "HOT_BY_VOLUME", name: "Hot by Volume", by: "volumeOverAverage", order: "highest", only: "positive", of: traded },
  { code: "HOT_BY_PRICE", name: "Hot Contracts by Price", by: "unusualMove", order: "highest", of: everywhere },
  { code: "HOT_BY_PRICE_RANGE", name: "Hot Contracts by Price Range", by: "unusualRange", order: "highest", of: everywhere },
  { code: "TOP_PRICE_RANGE", name: "Top Price Range", by: "priceRange", order: "highest", of: everywhere },
  { code: "TOP_TRADE_COUNT", name: "Top Trade Count", by: "tradeCount", order: "highest", of: traded },
  { code: "TOP_TRADE_RATE", name: "Top Trade Rate", by: "tradeRate", order: "highest", only: "positive", of: traded },
  { code: "TOP_VOLUME_RATE", name: "Top Volume Rate", by: "volumeRate", order: "highest", only: "positive", of: traded },
  { code: "HIGH_STVOLUME_3MIN", name: "High Short-Term Volume 3min", by: "shortTermVolume3", order: "highest", only: "positive", of: stocks },
  { code: "HIGH_STVOLUME_5MIN", name: "High Short-Term Volume 5min", by: "shortTermVolume5", order: "highest", only: "positive", of: stocks },
  { code: "HIGH_STVOLUME_10MIN", name: "High Short-Term Volume 10min", by: "shortTermVolume10", order: "highest", only: "positive", of: stocks },
  { code: "TOP_OPEN_PERC_GAIN", name: "Top % Gainers Since Open", by: "changeFromOpenPercent", order: "highest", only: "positive", of: everywhere },
  { code: "TOP_OPEN_PERC_LOSE", name: "Top % Losers Since Open", by: "changeFromOpenPercent", order: "lowest", only: "negative", of: everywhere },
  { code: "HIGH_OPEN_GAP", name: "Top Close-to-Open % Gainers", by: "openGapPercent", order: "highest", only: "positive", of: everywhere },
  { code: "LOW_OPEN_GAP", name: "Top Close-to-Open % Losers", by: "openGapPercent", order: "lowest", only: "negative", of: everywhere },
  { code: "HIGH_VS_13W_HL", name: "13-Week High", by: "place13Weeks", order: "highest", of: everywhere },
  { code: "LOW_VS_13W_HL", name: "13-Week Low", by: "place13Weeks", order: "lowest", of: everywhere },
  { code: "HIGH_VS_26W_HL", name: "26-Week High", by: "place26Weeks", order: "highest", of: everywhere },
  { code: "LOW_VS_26W_HL", name: "26-Week Low", by: "place26Weeks", order: "lowest", of: everywhere },
  { code: "HIGH_VS_52W_HL", name: "52-Week High", by: "place52Weeks", order: "highest", of: everywhere },
  { code: "LOW_VS_52W_HL", name: "52-Week Low", by: "place52Weeks", order: "lowest", of: everywhere },
  { code: "HIGH_DIVIDEND_YIELD", name: "High Dividend Yield", by: "dividendYield", order: "highest", only: "positive", of: stocks },
  { code: "HIGH_DIVIDEND_YIELD_IB", name: "High Dividend Yield IB", by: "dividendYield", order: "highest", only: "positive", of: stocks },
  { code: "MARKET_CAP_USD_ASC", name: "Lowest Market Cap (USD)", by: "marketCap", order: "lowest", of: stocks },
  { code: "MARKET_CAP_USD_DESC", name: "Highest Market Cap (USD)", by: "marketCap", order: "highest", of: stocks },
  { code: "HIGH_OPT_IMP_VOLAT", name: "Highest Option Imp Vol", by: "impliedVolatility", order: "highest", of: optionable },
  { code: "LOW_OPT_IMP_VOLAT", name: "Lowest Option Imp Vol", by: "impliedVolatility", order: "lowest", of: optionable },
  { code: "TOP_OPT_IMP_VOLAT_GAIN", name: "Top Option Imp Vol % Gainers", by: "impliedVolatilityChange", order: "highest", only: "positive", of: optionable },
  { code: "TOP_OPT_IMP_VOLAT_LOSE", name: "Top Option Imp Vol % Losers", by: "impliedVolatilityChange", order: "lowest", only: "negative", of: optionable },
  { code: "HIGH_OPT_IMP_VOLAT_OVER_HIST", name: "High Opt Imp Vol Over Historical", by: "impliedOverHistorical", order: "highest", of: optionable },
  { code: "LOW_OPT_IMP_VOLAT_OVER_HIST", name: "Low Opt Imp Vol Over Historical", by: "impliedOverHistorical", order: "lowest", of: optionable },
  { code: "OPT_VOLUME_MOST_ACTIVE", name: "Most Active by Opt Volume", by: "optionVolume", order: "highest", only: "positive", of: optionable },
  { code: "HOT_BY_OPT_VOLUME", name: "Hot by Option Volume", by: "optionVolumeOverAverage", order: "highest", only: "positive", of: optionable },
  { code: "OPT_OPEN_INTEREST_MOST_ACTIVE", name: "Most Active by Opt Open Interest", by: "optionOpenInterest", order: "highest", of: optionable },
  { code: "HIGH_OPT_VOLUME_PUT_CALL_RATIO", name: "High Option Volume P/C Ratio", by: "putCallVolumeRatio", order: "highest", of: optionable },
  { code: "LOW_OPT_VOLUME_PUT_CALL_RATIO", name: "Low Option Volume P/C Ratio", by: "putCallVolumeRatio", order: "lowest", of: optionable },
  { code: "HIGH_OPT_OPEN_INTEREST_PUT_CALL_RATIO", name: "High Put/Call Open Interest Ratio", by: "putCallOpenInterestRatio", order: "highest", of: optionable },
  { code: "LOW_OPT_OPEN_INTEREST_PUT_CALL_RATIO", name: "Low Put/Call Open Interest Ratio", by: "putCallOpenInterestRatio", order: "lowest", of: optionable },
  { code: "SCAN_sharesAvailableManual_DESC", name: "Shares Available for Shorting", by: "shortableShares", order: "highest", of: optionable },
  { code: "HIGH_COUPON_RATE", name: "High Coupon Rate", by: "couponRate", order: "highest", of: bonds },
  { code: "LOW_COUPON_RATE", name: "Low Coupon Rate", by: "couponRate", order: "lowest", of: bonds },
  { code: "FAR_MATURITY_DATE", name: "Far Maturity Date", by: "maturity", order: "highest", of: bonds },
  { code: "NEAR_MATURITY_DATE", name: "Near Maturity Date", by: "maturity", order: "lowest", of: bonds },
]

export const scanType = (code: string): ScanType | undefined => scanTypes.find((one) => one.code === code)
