import type { Client } from "./department.ts"
import type { Message } from "./protocol/message.ts"
import { tickNews } from "./protocol/news-messages.ts"
import { headlinesOf } from "./world/news/headlines.ts"
import type { NewsItem, ProviderCode } from "./world/news/item.ts"
import { tape } from "./world/news/newsroom.ts"
import type { Listing } from "./world/world.ts"

/** Headlines as they come out. */
export interface NewsWatch {
  news(now: number): readonly Message[]
}

const minuteMs = 60_000
/** A new watch begins with the newest few headlines of the last day. */
const backMs = 24 * 60 * minuteMs
const backItems = 5

function watch(tickerId: number, itemsIn: (from: number, to: number) => readonly NewsItem[]): NewsWatch {
  let toldUntil: number | undefined
  return {
    news(now) {
      // Everything comes out at the beginning of a minute.
      const until = Math.floor(now / minuteMs) * minuteMs + 1
      if (toldUntil === until) return []
      const isFirst = toldUntil === undefined
      const items = itemsIn(toldUntil ?? until - backMs, until)
      toldUntil = until
      return (isFirst ? items.slice(-backItems) : items).map((item) => tickNews(tickerId, item))
    },
  }
}

/** What is written about a contract, by some providers or by all. */
export function newsOfContract(
  { gateway: { world } }: Client,
  tickerId: number,
  listing: Listing,
  from: readonly string[],
): NewsWatch {
  const isWanted = ({ provider }: NewsItem): boolean => from.length === 0 || from.includes(provider)
  return watch(tickerId, (start, end) => headlinesOf(world.market, listing, start, end).filter(isWanted))
}

/** All that a provider writes. */
export const newsOfProvider = ({ gateway: { world } }: Client, tickerId: number, provider: ProviderCode): NewsWatch =>
  watch(tickerId, (start, end) => tape(world, provider, start, end))
