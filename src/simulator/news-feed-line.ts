import type { Client } from "./department.ts"
import type { Line } from "./market-data-line.ts"
import { newsOfProvider } from "./news-watch.ts"
import { providers } from "./world/news/item.ts"
import type { Listing } from "./world/world.ts"

/** All that a provider writes, as a market data line that has no prices; undefined for a feed that is not received. */
export function feedLine(client: Client, tickerId: number, listing: Listing): Line | undefined {
  const provider = providers.find(({ code }) => code === listing.exchange)
  if (!provider) return undefined
  const { news } = newsOfProvider(client, tickerId, provider.code)
  return {
    tickerId,
    listing,
    feed: "live",
    settledFor: 1,
    genericCodes: new Set(),
    withoutDefaults: true,
    newsFrom: [],
    isSnapshot: false,
    told: 0,
    news,
  }
}
