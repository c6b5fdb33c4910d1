import type { ContractBook, Listing, World } from "../world.ts"
import { hasNews, headlinesOf } from "./headlines.ts"
import { type NewsItem, type ProviderCode, readNewsId } from "./item.ts"

const dayMs = 86_400_000
const minuteMs = 60_000

export interface Headlines {
  /** Newest first. */
  readonly items: readonly NewsItem[]
  readonly hasMore: boolean
}

export interface Query {
  readonly conId: number
  readonly providers: readonly ProviderCode[]
  /** Exclusive; undefined for as far back as needed. */
  readonly after: number | undefined
  /** Inclusive. */
  readonly until: number
  readonly count: number
}

/** How far back headlines go when nobody says. */
const furthestMs = 366 * dayMs
const stepMs = 14 * dayMs

/** Headlines of one contract, the newest up to an instant first. */
export function headlines({ contracts, market }: World, query: Query): Headlines {
  const listing = contracts.byConId(query.conId)
  const earliest = query.after === undefined ? query.until - furthestMs : query.after + 1
  const items: NewsItem[] = []
  if (!listing) return { items, hasMore: false }
  for (let to = query.until + 1; to > earliest && items.length <= query.count; to -= stepMs) {
    const found = headlinesOf(market, listing, Math.max(to - stepMs, earliest), to)
    items.push(...found.toReversed().filter(({ provider }) => query.providers.includes(provider)))
  }
  return { items: items.slice(0, query.count), hasMore: items.length > query.count }
}

/** The piece of news of an id; undefined when there is none, or not yet. */
export function article({ contracts, market }: World, id: string, now: number): NewsItem | undefined {
  const read = readNewsId(id)
  const listing = read && contracts.byConId(read.conId)
  if (!read || !listing) return undefined
  const items = headlinesOf(market, listing, read.minute, Math.min(read.minute + minuteMs, now + 1))
  return items.find((found) => found.id === id)
}

/** What a provider writes about anything in America, in [from, to), oldest first. */
export function tape(
  { contracts, market }: World,
  provider: ProviderCode,
  from: number,
  to: number,
): readonly NewsItem[] {
  return newsworthy(contracts)
    .flatMap((listing) => headlinesOf(market, listing, from, to))
    .filter((found) => found.provider === provider)
    .sort((one, other) => one.at - other.at)
}

const futuresExchanges: ReadonlySet<string> = new Set(["CME", "CBOT", "COMEX", "NYMEX", "CFE"])

/** Stocks and indices in dollars; the families of futures look like indices, and are none. */
const newsworthy = (contracts: ContractBook): readonly Listing[] =>
  contracts
    .all()
    .filter((listing) => hasNews(listing) && listing.currency === "USD" && !futuresExchanges.has(listing.exchange))
