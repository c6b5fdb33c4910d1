import { inLots } from "./lots.ts"
import type { Tick } from "./protocol/market-data-messages.ts"
import { invalidRequest, type Refusal } from "./protocol/refusals.ts"
import type { Figures } from "./world/figures/figures.ts"
import type { Listing, Snapshot } from "./world/world.ts"

/** Generic ticks as a Gateway lists them when it refuses a list, and the security types that may have them. */
const listed: readonly { readonly code: number; readonly label: string; readonly only?: string }[] = [
  { code: 100, label: "100(Option Volume)" },
  { code: 101, label: "101(Option Open Interest)" },
  { code: 105, label: "105(Average Opt Volume)" },
  { code: 106, label: "106(impvolat)" },
  { code: 162, label: "162(Index Future Premium)", only: "IND" },
  { code: 165, label: "165(Misc. Stats)" },
  { code: 221, label: "221/220(Creditman Mark Price)" },
  { code: 225, label: "225(Auction)" },
  { code: 232, label: "232/221(Pl Price)" },
  { code: 233, label: "233(RTVolume)" },
  { code: 236, label: "236(inventory)" },
  { code: 258, label: "258/47(Fundamentals)" },
  { code: 292, label: "292(Wide_news)" },
  { code: 293, label: "293(TradeCount)" },
  { code: 294, label: "294(TradeRate)" },
  { code: 295, label: "295(VolumeRate)" },
  { code: 318, label: "318(LastRTHTrade)" },
  { code: 375, label: "375(RTTrdVolume)" },
  { code: 411, label: "411(rthistvol)" },
  { code: 456, label: "456/59(IBDividends)", only: "STK CFD OPT FOP FUT IND SLB" },
  { code: 460, label: "460(Bond Factor Multiplier)" },
  { code: 576, label: "576(EtfNavBidAsk(navbidask))" },
  { code: 577, label: "577(EtfNavLast(navlast))" },
  { code: 578, label: "578(EtfNavClose(navclose))" },
  { code: 586, label: "586(IPOHLMPRC)" },
  { code: 587, label: "587(Pl Price Delayed)" },
  { code: 588, label: "588(Futures Open Interest)" },
  { code: 595, label: "595(Short-Term Volume X Mins)", only: "STK CFD OPT FOP WAR FUT FWD BOND BILL SLB IOPT CRYPTO" },
  { code: 614, label: "614(EtfNavMisc(high/low))" },
  { code: 619, label: "619(Creditman Slow Mark Price)" },
  { code: 623, label: "623(EtfFrozenNavLast(fznavlast))" },
]

/** Understood though no list of legal ones shows it: historical volatility, and older numbers of listed ones. */
const unlisted: ReadonlySet<number> = new Set([104, 220, 47, 59])

/** The generic tick that brings headlines. */
export const news = 292

export type GenericTicks =
  | {
      readonly kind: "ticks"
      readonly codes: ReadonlySet<number>
      readonly withoutDefaults: boolean
      /** Providers that `292` was narrowed to; empty for all. */
      readonly newsFrom: readonly string[]
    }
  | { readonly kind: "refused"; readonly refusal: Refusal }

/** Reads a generic tick list: codes with commas between, `mdoff` for "no default ticks", `292:BRFG` with a parameter. */
export function readGenericTicks(list: string, secType: string): GenericTicks {
  const legal = listed.filter(({ only }) => only === undefined || only.split(" ").includes(secType))
  const tokens = list
    .split(",")
    .map((token) => token.trim())
    .filter((token) => token !== "")
  const codes = new Set<number>()
  const newsFrom: string[] = []
  for (const token of tokens) {
    if (token.toLowerCase() === "mdoff") continue
    const [, number, parameter] = /^\+?(\d{1,4})(?::(.+))?$/.exec(token) ?? []
    const code = Number(number ?? Number.NaN)
    if (code === news && parameter) newsFrom.push(...parameter.split("+"))
    if (!unlisted.has(code) && !legal.some((tick) => tick.code === code)) {
      const labels = legal.map(({ label }) => label).join(",")
      const cause = `Incorrect generic tick list of ${list}.  Legal ones for (${secType}) are: ${labels}`
      return { kind: "refused", refusal: invalidRequest(cause) }
    }
    codes.add(code)
  }
  return { kind: "ticks", codes, withoutDefaults: tokens.some((token) => token.toLowerCase() === "mdoff"), newsFrom }
}

const shortable = 3

/** Shortability comes before the prices, everything else generic behind them. */
export function shortableTicks(codes: ReadonlySet<number>, { shortableShares }: Snapshot): readonly Tick[] {
  if (!codes.has(236) || shortableShares === null) return []
  return [
    { kind: "generic", type: 46, value: shortableShares > 1000 ? shortable : shortableShares > 0 ? 2 : 1 },
    { kind: "size", type: 89, size: shortableShares },
  ]
}

/** What generic ticks are made of: a quote, and what else is known. `lot` is the size unit of the server version. */
export interface TickSource {
  readonly listing: Listing
  readonly snapshot: Snapshot
  readonly figures: Figures
  readonly lot: number
}

const price = (type: number, value: number | null | undefined): readonly Tick[] =>
  value === null || value === undefined
    ? []
    : [{ kind: "price", type, price: value, size: 0, sizeType: undefined, attributes: 0 }]
const size = (type: number, value: number | null | undefined): readonly Tick[] =>
  value === null || value === undefined ? [] : [{ kind: "size", type, size: value }]
const generic = (type: number, value: number | null | undefined): readonly Tick[] =>
  value === null || value === undefined ? [] : [{ kind: "generic", type, value }]
const text = (type: number, value: string | null): readonly Tick[] =>
  value === null ? [] : [{ kind: "string", type, text: value }]

const isOption = ({ secType }: Listing): boolean => secType === "OPT" || secType === "FOP"
const isEtf = ({ stockType }: Listing): boolean => stockType === "ETF"
const weeks13 = 13
const weeks26 = 26

type Source = (source: TickSource) => readonly Tick[]

/** Who has bought and sold how many options: on a stock all of them, calls before puts; of an option its own. */
const openInterest: Source = ({ listing, snapshot, figures: { options } }) =>
  isOption(listing)
    ? size(listing.right === "P" ? 28 : 27, snapshot.openInterest)
    : [...size(27, options?.callOpenInterest), ...size(28, options?.putOpenInterest)]

const statistics: Source = ({ snapshot, figures, lot }) => {
  const [short, long] = [figures.range(weeks13), figures.range(weeks26)]
  return [
    ...price(15, short?.low),
    ...price(16, short?.high),
    ...price(17, long?.low),
    ...price(18, long?.high),
    ...price(19, snapshot.week52Low),
    ...price(20, snapshot.week52High),
    ...size(21, snapshot.averageVolume === null ? null : inLots(snapshot.averageVolume, lot)),
  ]
}

const auction: Source = ({ figures: { auction: now }, lot }) => [
  ...size(34, now && inLots(now.volume, lot)),
  ...price(35, now?.price),
  ...size(36, now?.imbalance),
  ...size(61, now?.regulatoryImbalance),
]

const shortTermVolume: Source = ({ snapshot, figures: { pace }, lot }) =>
  snapshot.volume === null
    ? []
    : [
        ...size(63, inLots(pace.last3Minutes, lot)),
        ...size(64, inLots(pace.last5Minutes, lot)),
        ...size(65, inLots(pace.last10Minutes, lot)),
      ]

const markPrice: Source = ({ snapshot }) => price(37, snapshot.mark)
const dividends: Source = ({ snapshot }) => text(59, snapshot.dividends)
/** A fund's net asset value, as far as it has one: it follows the fund's own market price. */
const netAssetValue =
  (...parts: readonly (readonly [type: number, of: (snapshot: Snapshot) => number | null])[]): Source =>
  ({ listing, snapshot }) =>
    isEtf(listing) ? parts.flatMap(([type, of]) => price(type, of(snapshot))) : []

/** In the order in which they are sent. Two codes may stand for the same ticks, which are then sent once. */
const sources: readonly (readonly [codes: readonly number[], source: Source])[] = [
  [[100], ({ figures: { options } }) => [...size(29, options?.callVolume), ...size(30, options?.putVolume)]],
  [[101], openInterest],
  [[104], ({ snapshot }) => generic(23, snapshot.historicalVolatility)],
  [[105], ({ figures: { options } }) => size(87, options?.averageVolume)],
  [[106], ({ snapshot }) => generic(24, snapshot.impliedVolatility)],
  [[165], statistics],
  [[220, 221, 232], markPrice],
  [[225], auction],
  [[233], ({ snapshot }) => text(48, tradeSummary(snapshot))],
  [[293], ({ snapshot }) => generic(54, snapshot.tradeCount)],
  [[294], ({ snapshot, figures: { pace } }) => (snapshot.tradeCount === null ? [] : generic(55, pace.tradesPerMinute))],
  [[295], ({ snapshot, figures: { pace } }) => (snapshot.volume === null ? [] : generic(56, pace.volumePerMinute))],
  [[318], ({ snapshot }) => price(57, snapshot.last)],
  [[375], ({ snapshot }) => text(77, tradeSummary(snapshot))],
  [[411], ({ snapshot }) => generic(58, snapshot.historicalVolatility)],
  [[456, 59], dividends],
  [[460], ({ listing }) => (listing.secType === "BOND" ? generic(60, 1) : [])],
  [[576], netAssetValue([94, ({ bid }) => bid], [95, ({ ask }) => ask])],
  [[577], netAssetValue([96, ({ mark }) => mark])],
  [[578], netAssetValue([92, ({ close }) => close], [93, ({ close }) => close])],
  [[588], ({ listing, snapshot }) => (listing.secType === "FUT" ? size(86, snapshot.openInterest) : [])],
  [[595], shortTermVolume],
  [[614], netAssetValue([98, ({ high }) => high], [99, ({ low }) => low])],
  [[619], ({ snapshot }) => price(79, snapshot.mark)],
  [[623], netAssetValue([97, ({ mark }) => mark])],
]

/** The generic ticks that were asked for, as far as there is something to say. */
export const genericTicks = (codes: ReadonlySet<number>, source: TickSource): readonly Tick[] =>
  sources.flatMap(([any, ticks]) => (any.some((code) => codes.has(code)) ? ticks(source) : []))

/** Last price, size and time, the day's volume, its average price and whether one market maker filled it. */
function tradeSummary({ last, lastSize, lastAt, volume, open }: Snapshot): string | null {
  if (last === null || lastAt === null) return null
  const average = open === null ? last : (last + open) / 2
  return `${last};${lastSize ?? 0};${lastAt};${volume ?? 0};${average};true`
}
