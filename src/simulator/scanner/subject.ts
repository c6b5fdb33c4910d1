import { type Figures, figuresAt } from "../world/figures/figures.ts"
import type { Listing, Market, Snapshot } from "../world/world.ts"

/** One contract as a scan looks at it. */
export interface Subject {
  readonly listing: Listing
  readonly snapshot: Snapshot
  readonly figures: Figures
  /** The same contract a day before. */
  readonly yesterday: () => Snapshot
}

const dayMs = 86_400_000

export function subject(market: Market, listing: Listing, at: number): Subject {
  const snapshot = market.snapshot(listing.conId, at)
  return {
    listing,
    snapshot,
    figures: figuresAt(market, listing, snapshot, at),
    yesterday: () => market.snapshot(listing.conId, at - dayMs),
  }
}

export type Measure = (subject: Subject) => number | null

const ratio = (above: number | null, below: number | null): number | null =>
  above === null || below === null || below === 0 ? null : above / below
const change = (now: number | null, before: number | null): number | null => {
  const fraction = ratio(now, before)
  return fraction === null ? null : 100 * (fraction - 1)
}
const times = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a * b)
const minus = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a - b)

/** Where the price stands between the lowest and the highest of some weeks, 0 to 1. */
const placeIn =
  (weeks: number): Measure =>
  ({ figures: { range }, snapshot: { last } }) => {
    const found = range(weeks)
    return found === null || last === null ? null : ratio(last - found.low, found.high - found.low)
  }

/** Shares that exist, by those that trade on an ordinary day: about what it is for large companies. */
const daysToTurnOver = 300

/** The numbers that scans rank by and filters compare with. */
export const measures = {
  price: ({ snapshot }) => snapshot.last ?? snapshot.mark,
  changePercent: ({ snapshot }) => change(snapshot.last, snapshot.close),
  changeFromOpenPercent: ({ snapshot }) => change(snapshot.last, snapshot.open),
  openGapPercent: ({ snapshot }) => change(snapshot.open, snapshot.close),
  volume: ({ snapshot }) => snapshot.volume,
  volumeOverAverage: ({ snapshot }) => ratio(snapshot.volume, snapshot.averageVolume),
  averageVolume: ({ snapshot }) => snapshot.averageVolume,
  dollarVolume: ({ snapshot }) => times(snapshot.volume, snapshot.last),
  averageDollarVolume: ({ snapshot }) => times(snapshot.averageVolume, snapshot.close),
  tradeCount: ({ snapshot }) => snapshot.tradeCount,
  tradeRate: ({ snapshot, figures }) => (snapshot.tradeCount === null ? null : figures.pace.tradesPerMinute),
  volumeRate: ({ snapshot, figures }) => (snapshot.volume === null ? null : figures.pace.volumePerMinute),
  shortTermVolume3: ({ snapshot, figures }) => (snapshot.volume === null ? null : figures.pace.last3Minutes),
  shortTermVolume5: ({ snapshot, figures }) => (snapshot.volume === null ? null : figures.pace.last5Minutes),
  shortTermVolume10: ({ snapshot, figures }) => (snapshot.volume === null ? null : figures.pace.last10Minutes),
  priceRange: ({ snapshot }) => minus(snapshot.high, snapshot.low),
  priceRangePercent: ({ snapshot }) => times(ratio(minus(snapshot.high, snapshot.low), snapshot.close), 100),
  /** The day's move against what is usual in a day. */
  unusualMove({ snapshot }) {
    const moved = change(snapshot.last, snapshot.close)
    return moved === null ? null : ratio(Math.abs(moved), times(snapshot.historicalVolatility, 100 / Math.sqrt(252)))
  },
  unusualRange({ snapshot }) {
    const usual = times(snapshot.historicalVolatility, 100 / Math.sqrt(252))
    return ratio(times(ratio(minus(snapshot.high, snapshot.low), snapshot.close), 100), usual)
  },
  impliedVolatility: ({ snapshot }) => snapshot.impliedVolatility,
  impliedOverHistorical: ({ snapshot }) => ratio(snapshot.impliedVolatility, snapshot.historicalVolatility),
  impliedVolatilityChange: ({ snapshot, yesterday }) =>
    change(snapshot.impliedVolatility, yesterday().impliedVolatility),
  historicalVolatility: ({ snapshot }) => snapshot.historicalVolatility,
  optionVolume: ({ figures: { options } }) => (options === null ? null : options.callVolume + options.putVolume),
  optionVolumeOverAverage: ({ figures: { options } }) =>
    options === null ? null : ratio(options.callVolume + options.putVolume, options.averageVolume),
  averageOptionVolume: ({ figures: { options } }) => (options === null ? null : options.averageVolume),
  optionOpenInterest: ({ figures: { options } }) =>
    options === null ? null : options.callOpenInterest + options.putOpenInterest,
  putCallVolumeRatio: ({ figures: { options } }) =>
    options === null ? null : ratio(options.putVolume, options.callVolume),
  putCallOpenInterestRatio: ({ figures: { options } }) =>
    options === null ? null : ratio(options.putOpenInterest, options.callOpenInterest),
  place13Weeks: placeIn(13),
  place26Weeks: placeIn(26),
  place52Weeks({ snapshot: { last, week52High, week52Low } }) {
    return ratio(minus(last, week52Low), minus(week52High, week52Low))
  },
  dividendYield({ snapshot: { dividends, last } }) {
    const yearly = Number(dividends?.split(",")[0] ?? 0)
    return times(ratio(yearly, last), 100)
  },
  /** In dollars. */
  marketCap: ({ snapshot, listing }) =>
    listing.stockType === "COMMON" ? times(times(snapshot.averageVolume, daysToTurnOver), snapshot.last) : null,
  shortableShares: ({ snapshot }) => snapshot.shortableShares,
  openInterest: ({ snapshot }) => snapshot.openInterest,
  couponRate: ({ listing }) => listing.bond?.coupon ?? null,
  maturity: ({ listing }) => (listing.bond ? Number(listing.bond.maturity) : null),
} satisfies Record<string, Measure>

export type MeasureName = keyof typeof measures
