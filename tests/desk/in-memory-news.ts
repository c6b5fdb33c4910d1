import type { CompanyEvent, EventsRequest, EventType } from "../../src/gateway/events/events.ts"
import type { Gateway } from "../../src/gateway/gateway.ts"
import type { Article, Bulletin, Headline, HeadlinesRequest, NewsProvider } from "../../src/gateway/news/news.ts"
import { type Failure, fail, type Outcome, success } from "../../src/outcome/outcome.ts"

/** The news and events that an in-memory Gateway knows. */
export interface KnownNews {
  providers: NewsProvider[]
  /** Newest first, by contract. */
  headlines: Map<number, readonly Headline[]>
  /** By provider. */
  tapes: Map<string, readonly Headline[]>
  articles: Map<string, Article>
  bulletins: readonly Bulletin[]
  eventTypes: EventType[] | Failure
  events: Map<number, readonly CompanyEvent[] | Failure>
}

export interface AskedNews {
  readonly headlines: HeadlinesRequest[]
  readonly articles: (readonly [provider: string, id: string])[]
  readonly events: EventsRequest[]
}

export const noNews = (): KnownNews => ({
  providers: [],
  headlines: new Map(),
  tapes: new Map(),
  articles: new Map(),
  bulletins: [],
  eventTypes: [],
  events: new Map(),
})

/** What such a Gateway answers, as a real one would: the newest up to an instant, and whether there is more. */
export function inMemoryNews(
  known: KnownNews,
  asked: AskedNews,
  unlessDown: <T>(answer: () => Outcome<T>) => Promise<Outcome<T>>,
): Pick<Gateway, "newsProviders" | "headlines" | "newsTape" | "newsArticle" | "bulletins" | "eventTypes" | "events"> {
  const orFailure = <T>(known: T | Failure): Outcome<T> =>
    typeof known === "object" && known !== null && "retryAfterS" in known
      ? { ok: false, failure: known }
      : success<T>(known)
  return {
    newsProviders: () => unlessDown(() => success(known.providers)),
    headlines: (request) =>
      unlessDown(() => {
        asked.headlines.push(request)
        const all = (known.headlines.get(request.conId) ?? []).filter(
          ({ at, provider }) => at <= (request.until ?? Number.MAX_VALUE) && request.providers.includes(provider),
        )
        return success({ headlines: all.slice(0, request.count), hasMore: all.length > request.count, unreadable: 0 })
      }),
    newsTape: (provider) => unlessDown(() => success(known.tapes.get(provider) ?? [])),
    bulletins: () => unlessDown(() => success(known.bulletins)),
    newsArticle: (provider, id) =>
      unlessDown(() => {
        asked.articles.push([provider, id])
        const article = known.articles.get(id)
        return article ? success(article) : fail("no_data", "No such article.", "Ask for another.")
      }),
    eventTypes: () => unlessDown(() => orFailure(known.eventTypes)),
    events: (request) =>
      unlessDown(() => {
        asked.events.push(request)
        return orFailure(known.events.get(request.conId) ?? [])
      }),
  }
}
