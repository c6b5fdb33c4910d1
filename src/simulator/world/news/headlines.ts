import { uniform } from "../market/random.ts"
import { bounded } from "../market/traded.ts"
import type { Listing, Market } from "../world.ts"
import { type Earnings, earningsIn, hasEarnings } from "./earnings.ts"
import { type NewsItem, type NewsSubject, newsId, type ProviderCode } from "./item.ts"
import { type Move, monthOf, monthStart, movesIn } from "./moves.ts"

const minuteMs = 60_000
const dayMs = 86_400_000
/** A move that is so many times the usual one is news, and so many times it is big news. */
const notable = 1
const big = 2
const firms = ["BofA Securities", "Barclays", "Citigroup", "Evercore ISI", "Jefferies", "Mizuho", "TD Cowen", "Wedbush"]

/** Whether there is news about a contract: stocks, funds that trade, and indices have it. */
export const hasNews = ({ secType }: Listing): boolean => secType === "STK" || secType === "IND"

const known = new WeakMap<Market, ReturnType<typeof bounded<string, readonly NewsItem[]>>>()

/**
 * All that was written about an instrument in [from, to), oldest first. It tells what the price has done by then, or gives the
 * reason for what it does next; nothing is written that the price does not bear out.
 */
export function headlinesOf(market: Market, listing: Listing, from: number, to: number): readonly NewsItem[] {
  if (!hasNews(listing)) return []
  const months = known.get(market) ?? bounded<string, readonly NewsItem[]>(1000)
  known.set(market, months)
  const found: NewsItem[] = []
  // News of a session may come out on the day before it, and on the day after.
  for (let month = monthOf(from - dayMs); month <= monthOf(to + 4 * dayMs); month++) {
    found.push(...months.get(`${listing.conId} ${month}`, () => itemsOfMonth(market, listing, month)))
  }
  return found.filter(({ at }) => at >= from && at < to).sort((one, other) => one.at - other.at)
}

/** What is written about the sessions of a calendar month. */
function itemsOfMonth(market: Market, listing: Listing, month: number): readonly NewsItem[] {
  const [start, end] = [monthStart(month), monthStart(month + 1)]
  const releases = earningsIn(market, listing, start - 5 * dayMs, end + dayMs)
  const items = movesIn(market, listing, start, end).flatMap((move) => [
    ...dayItems(market, listing, move),
    ...analystItems(listing, move, releases),
    ...weeklyItems(market, listing, move),
  ])
  const reported = releases.filter(({ reaction }) => reaction.open >= start && reaction.open < end)
  return [...items, ...reported.map((release) => earningsItem(listing, release))]
}

const percent = (change: number): string => `${Math.abs(change * 100).toFixed(1)}%`
const money = (value: number): string => value.toFixed(2)
const drawOf = ({ conId }: Listing, { open }: Move, of: number): number => uniform(conId, Math.floor(open / dayMs), of)

/** `Apple Inc`: names as people write them, of the ones in capitals that listings have. */
const nameOf = ({ longName, symbol }: Listing): string =>
  (longName || symbol).toLowerCase().replaceAll(/(^|[\s&/.-])[a-z]/g, (start) => start.toUpperCase())

const titled = (listing: Listing): string => `${nameOf(listing)} (${listing.symbol})`

function item(
  listing: Listing,
  provider: ProviderCode,
  subject: NewsSubject,
  at: number,
  headline: string,
  paragraphs: readonly string[],
  sentiment: number | null = null,
): NewsItem {
  const id = newsId(provider, listing.conId, at, subject)
  return { at, provider, id, conId: listing.conId, headline, paragraphs, sentiment, isDocument: subject === "weekly" }
}

/** What the price did: at the open, at midday, and over the day. */
function dayItems(market: Market, listing: Listing, move: Move): readonly NewsItem[] {
  const { open, close, previousClose, bar, change, usual } = move
  const threshold = Math.max(usual, 0.004)
  const items: NewsItem[] = []
  const name = titled(listing)
  const gap = bar.open / previousClose - 1
  if (Math.abs(gap) >= notable * threshold) {
    const way = gap > 0 ? "higher" : "lower"
    items.push(
      item(listing, "BRFG", "gap", open + 4 * minuteMs, `${name} opens ${percent(gap)} ${way} at ${money(bar.open)}`, [
        `${name} opened at ${money(bar.open)} ${listing.currency}, after a close of ${money(previousClose)} in the session before.`,
      ]),
    )
  }
  const noon = Math.floor((open + close) / 2 / minuteMs) * minuteMs
  const { last } = market.snapshot(listing.conId, noon)
  const byNoon = last === null ? 0 : last / previousClose - 1
  if (last !== null && Math.abs(byNoon) >= notable * threshold) {
    const way = byNoon > 0 ? "gains" : "loses"
    items.push(
      item(listing, "BRFG", "midday", noon, `${name} ${way} ${percent(byNoon)} by midday`, [
        `${name} traded at ${money(last)} ${listing.currency} at midday, ${percent(byNoon)} ${byNoon > 0 ? "above" : "below"} its last close.`,
        `A day's move is usually about ${percent(usual)}.`,
      ]),
    )
  }
  if (Math.abs(change) >= notable * threshold) {
    const verb = closingVerb(change, Math.abs(change) >= big * threshold)
    items.push(
      item(
        listing,
        "BRFG",
        "close",
        close + 6 * minuteMs,
        `${name} ${verb} ${percent(change)} to ${money(bar.close)}`,
        [
          `${name} closed at ${money(bar.close)} ${listing.currency}, from ${money(previousClose)} the session before.`,
          `It traded between ${money(bar.low)} and ${money(bar.high)}${bar.volume > 0 ? `, on a volume of ${Math.round(bar.volume).toLocaleString("en-US")}` : ""}.`,
        ],
      ),
    )
  }
  return items
}

const closingVerb = (change: number, isBig: boolean): string =>
  change > 0 ? (isBig ? "jumps" : "closes up") : isBig ? "plunges" : "closes down"

/** Analysts speak up before days on which the price goes their way, and now and then repeat themselves. */
function analystItems(listing: Listing, move: Move, releases: readonly Earnings[]): readonly NewsItem[] {
  if (!hasEarnings(listing) || releases.some(({ reaction }) => reaction.date === move.date)) return []
  const draw = drawOf(listing, move, 3)
  const isAction = Math.abs(move.change) >= 1.4 * move.usual && draw < 0.5
  if (!isAction && draw > 0.03) return []
  const firm = firms[Math.floor(drawOf(listing, move, 4) * firms.length)] ?? firms[0]
  const unit = listing.currency === "USD" ? "$" : `${listing.currency} `
  const target = (share: number): string => `${unit}${Math.round(move.previousClose * share)}`
  const name = titled(listing)
  const up = move.change > 0
  const price = isAction ? target(up ? 1.18 : 0.97) : target(1.12)
  const headline = isAction
    ? `${firm} ${up ? "upgraded" : "downgraded"} ${name} to ${up ? "Buy from Neutral" : "Neutral from Buy"} and target ${price}`
    : `${firm} reiterated ${name} coverage with Buy and target ${price}`
  const previous = isAction ? target(up ? 1.02 : 1.15) : target(1.1)
  return [
    item(
      listing,
      "BRFUPDN",
      "analyst",
      move.open - 80 * minuteMs,
      headline,
      [
        headline,
        `Previous price target: ${previous}`,
        `Issuance Date: ${move.date.slice(0, 4)}-${move.date.slice(4, 6)}-${move.date.slice(6)}`,
      ],
      isAction ? (up ? 0.97 : -0.97) : 0.5,
    ),
  ]
}

function earningsItem(listing: Listing, { at, actual, expected, quarter, fiscalYear }: Earnings): NewsItem {
  const way = actual > expected ? "beats" : actual < expected ? "misses" : "meets"
  const name = titled(listing)
  return item(
    listing,
    "BRFG",
    "earnings",
    at,
    `${name} ${way} Q${quarter} expectations: EPS ${money(actual)} vs ${money(expected)}`,
    [
      `${name} reported earnings of ${money(actual)} ${listing.currency} a share for Q${quarter} ${fiscalYear}. The consensus was ${money(expected)}.`,
    ],
    Math.sign(actual - expected) * 0.84,
  )
}

/** A newsletter on the week, of indices only, after its last session. */
function weeklyItems(market: Market, listing: Listing, { open, close, bar }: Move): readonly NewsItem[] {
  if (listing.secType !== "IND" || new Date(open).getUTCDay() !== 5) return []
  const [first] = movesIn(market, listing, open - 6 * dayMs, open)
  if (!first) return []
  const change = bar.close / first.previousClose - 1
  const name = titled(listing)
  const way = change > 0 ? "gains" : "loses"
  return [
    item(listing, "DJNL", "weekly", close + 120 * minuteMs, `Week in Review: ${name} ${way} ${percent(change)}`, [
      `${name} ended the week at ${money(bar.close)}, ${percent(change)} ${change > 0 ? "above" : "below"} the close of the week before.`,
    ]),
  ]
}
