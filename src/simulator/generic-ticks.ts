import { inLots } from "./lots.ts"
import type { Tick } from "./protocol/market-data-messages.ts"
import { invalidRequest, type Refusal } from "./protocol/refusals.ts"
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
  { code: 577, label: "577(EtfNavLast(navlast))" },
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

export type GenericTicks =
  | { readonly kind: "ticks"; readonly codes: ReadonlySet<number>; readonly withoutDefaults: boolean }
  | { readonly kind: "refused"; readonly refusal: Refusal }

/** Reads a generic tick list: codes with commas between, `mdoff` for "no default ticks", `292:BRFG` with a parameter. */
export function readGenericTicks(list: string, secType: string): GenericTicks {
  const legal = listed.filter(({ only }) => only === undefined || only.split(" ").includes(secType))
  const tokens = list
    .split(",")
    .map((token) => token.trim())
    .filter((token) => token !== "")
  const codes = new Set<number>()
  for (const token of tokens) {
    if (token.toLowerCase() === "mdoff") continue
    const code = Number(/^\+?(\d{1,4})(?::.+)?$/.exec(token)?.[1] ?? Number.NaN)
    if (!unlisted.has(code) && !legal.some((tick) => tick.code === code)) {
      const labels = legal.map(({ label }) => label).join(",")
      const cause = `Incorrect generic tick list of ${list}.  Legal ones for (${secType}) are: ${labels}`
      return { kind: "refused", refusal: invalidRequest(cause) }
    }
    codes.add(code)
  }
  return { kind: "ticks", codes, withoutDefaults: tokens.some((token) => token.toLowerCase() === "mdoff") }
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

/** The generic ticks that were asked for, as far as there is something to say. `lot` is the size unit of the version. */
export function genericTicks(
  codes: ReadonlySet<number>,
  snapshot: Snapshot,
  listing: Listing,
  lot: number,
): readonly Tick[] {
  const ticks: Tick[] = []
  const asked = (...any: readonly number[]): boolean => any.some((code) => codes.has(code))
  const price = (type: number, value: number | null): void => {
    if (value !== null) ticks.push({ kind: "price", type, price: value, size: 0, sizeType: undefined, attributes: 0 })
  }
  const size = (type: number, value: number | null): void => {
    if (value !== null) ticks.push({ kind: "size", type, size: value })
  }
  const generic = (type: number, value: number | null): void => {
    if (value !== null) ticks.push({ kind: "generic", type, value })
  }
  const isOption = listing.secType === "OPT" || listing.secType === "FOP"
  if (asked(101) && isOption) size(listing.right === "P" ? 28 : 27, snapshot.openInterest)
  if (asked(104)) generic(23, snapshot.historicalVolatility)
  if (asked(106)) generic(24, snapshot.impliedVolatility)
  if (asked(165)) {
    price(19, snapshot.week52Low)
    price(20, snapshot.week52High)
    size(21, snapshot.averageVolume === null ? null : inLots(snapshot.averageVolume, lot))
  }
  if (asked(220, 221, 232)) price(37, snapshot.mark)
  if (asked(233)) ticks.push(...rtVolume(snapshot))
  if (asked(293)) generic(54, snapshot.tradeCount)
  if (asked(318)) price(57, snapshot.last)
  if (asked(411)) generic(58, snapshot.historicalVolatility)
  if (asked(456, 59) && snapshot.dividends !== null) ticks.push({ kind: "string", type: 59, text: snapshot.dividends })
  if (asked(588) && listing.secType === "FUT") size(86, snapshot.openInterest)
  return ticks
}

/** Last price, size and time, the day's volume, its average price and whether one market maker filled it. */
function rtVolume({ last, lastSize, lastAt, volume, open }: Snapshot): readonly Tick[] {
  if (last === null || lastAt === null) return []
  const average = open === null ? last : (last + open) / 2
  return [{ kind: "string", type: 48, text: `${last};${lastSize ?? 0};${lastAt};${volume ?? 0};${average};true` }]
}
