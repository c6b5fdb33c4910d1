import { type MeasureName, measures, type Subject } from "./subject.ts"

/** A range that a scan can be narrowed to, by two tags that end in `Above` and `Below`. */
export interface RangeFilter {
  readonly id: string
  readonly category: string
  readonly name: string
  /** Tags without their `Above` or `Below`; what follows is in `suffix` (`marketCapAbove1e6`). */
  readonly tag: string
  readonly suffix: string
  readonly by: MeasureName
  /** What a value of the tag is multiplied with to compare with the measure. */
  readonly scale: number
  readonly field: "DoubleField" | "IntField"
}

type Row = readonly [
  id: string,
  category: string,
  name: string,
  tag: string,
  by: MeasureName,
  scale?: number,
  suffix?: string,
]

// biome-ignore format: a table is read across
const rows: readonly Row[] = [
  ["PRICE", "Price", "Price", "price", "price"],
  ["CHANGEPERC", "Price", "Change %", "changePerc", "changePercent"],
  ["CHANGEOPENPERC", "Price", "Change Since Open %", "changeOpenPerc", "changeFromOpenPercent"],
  ["OPENGAPPERC", "Price", "Close-to-Open %", "openGapPerc", "openGapPercent"],
  ["PRICERANGE", "Price", "Price Range", "priceRange", "priceRange"],
  ["TRADECOUNT", "Volume", "Trade Count", "tradeCount", "tradeCount"],
  ["TRADERATE", "Volume", "Trade Rate", "tradeRate", "tradeRate"],
  ["VOLUME", "Volume", "Volume", "volume", "volume"],
  ["VOLUMERATE", "Volume", "Volume Rate", "volumeRate", "volumeRate"],
  ["AVGVOLUME", "Volume", "Avg Volume", "avgVolume", "averageVolume"],
  ["AVGUSDVOLUME", "Volume", "Avg Volume ($)", "avgUsdVolume", "averageDollarVolume"],
  ["USDVOLUME", "Volume", "Volume ($)", "usdVolume", "dollarVolume"],
  ["STVOLUME_3MIN", "Volume", "Short-Term Volume 3min", "stVolume3min", "shortTermVolume3"],
  ["STVOLUME_5MIN", "Volume", "Short-Term Volume 5min", "stVolume5min", "shortTermVolume5"],
  ["STVOLUME_10MIN", "Volume", "Short-Term Volume 10min", "stVolume10min", "shortTermVolume10"],
  ["MKTCAP", "Fundamentals", "Capitalization", "marketCap", "marketCap", 1e6, "1e6"],
  ["MKTCAP_USD", "Fundamentals", "Capitalization (USD)", "usdMarketCap", "marketCap", 1e6, "1e6"],
  ["DIVYIELD", "Fundamentals", "Dividend Yield %", "dividendYieldFrac", "dividendYield", 100],
  ["DIVIB", "Fundamentals", "Dividend Yield IB %", "dividendIB", "dividendYield", 100],
  ["IMPVOLAT", "Options", "Opt Implied Vol %", "impVolat", "impliedVolatility", 0.01],
  ["IMPVOLATOVERHIST", "Options", "Opt Imp Vol Over Historical %", "impVolatOverHist", "impliedOverHistorical", 0.01],
  ["IMPVOLATCHANGEPERC", "Options", "Opt Imp Vol Change %", "impVolatChangePerc", "impliedVolatilityChange"],
  ["HISTVOLAT", "Options", "Historical Vol %", "histVolat", "historicalVolatility", 0.01],
  ["OPTVOLUME", "Options", "Option Volume", "optVolume", "optionVolume"],
  ["AVGOPTVOLUME", "Options", "Avg Option Volume", "avgOptVolume", "averageOptionVolume"],
  ["OPTVOLUMEPCRATIO", "Options", "Option Volume P/C Ratio", "optVolumePCRatio", "putCallVolumeRatio"],
  ["OPTOPENINTEREST", "Options", "Option Open Interest", "optOpenInterest", "optionOpenInterest"],
  ["OPTOPENINTERESTPCRATIO", "Options", "Option Open Interest P/C Ratio", "optOpenInterestPCRatio", "putCallOpenInterestRatio"],
  ["SHORTABLESHARES", "Shortability", "Shortable Shares", "shortableShares", "shortableShares"],
  ["COUPON", "Bonds", "Coupon Rate", "couponRate", "couponRate"],
  ["MATDATE", "Bonds", "Maturity Date", "maturityDate", "maturity"],
]

const counted: ReadonlySet<MeasureName> = new Set(["volume", "tradeCount", "averageVolume", "optionVolume", "maturity"])

export const rangeFilters: readonly RangeFilter[] = rows.map(
  ([id, category, name, tag, by, scale = 1, suffix = ""]) => ({
    id,
    category,
    name,
    tag,
    suffix,
    by,
    scale,
    field: counted.has(by) ? "IntField" : "DoubleField",
  }),
)

export type Test = (subject: Subject) => boolean

/** A test for one bound, by the tag that clients write: `priceAbove`, `marketCapBelow1e6`; undefined for an unknown tag. */
export function boundTest(tag: string, value: string): Test | undefined {
  const bound = Number(value)
  for (const filter of rangeFilters) {
    for (const side of ["Above", "Below"] as const) {
      if (tag !== `${filter.tag}${side}${filter.suffix}`) continue
      if (value === "" || !Number.isFinite(bound)) return undefined
      const limit = bound * filter.scale
      return (subject) => {
        const measured = measures[filter.by](subject)
        return measured !== null && (side === "Above" ? measured >= limit : measured <= limit)
      }
    }
  }
  return undefined
}

export const stockTypes: ReadonlySet<string> = new Set(["ALL", "STOCK", "ETF", "CORP", "ADR", "REIT", "CEF"])

/** `stkTypes=inc:ETF;` and the old stock type field: which kinds of stock are let in; undefined for what is no kind. */
export function stockTypeTest(text: string): Test | undefined {
  const [mode = "inc", types] = text.includes(":") ? text.split(":") : ["inc", text]
  const asked = (types ?? "").split(",").filter((type) => type !== "")
  if (asked.length === 0 || asked.includes("ALL")) return () => true
  if (!asked.every((type) => stockTypes.has(type))) return undefined
  const isOne = ({ listing }: Subject): boolean => asked.some((type) => isOfType(type, listing.stockType))
  return mode === "exc" ? (subject) => !isOne(subject) : isOne
}

function isOfType(type: string, stockType: string): boolean {
  if (type === "STOCK" || type === "CORP") return stockType === "COMMON" || (type === "STOCK" && stockType === "ADR")
  return type === stockType
}
