import { failed, type Outcome, success } from "../../outcome/outcome.ts"
import type { Gateway } from "../gateway.ts"
import { controlCharacter } from "../refusals.ts"
import { createAsker, type RequestRoom } from "../requests.ts"
import { hasControlCharacter } from "../sanitise.ts"
import type { Article, Headline, Headlines, NewsProvider } from "./news.ts"

export type NewsRequests = Pick<Gateway, "newsProviders" | "headlines" | "newsArticle">

export function createNewsRequests(room: RequestRoom): NewsRequests {
  const askProviders = createAsker<readonly NewsProvider[]>(room)
  const askHeadlines = createAsker<Headlines>(room)
  const askArticle = createAsker<Article>(room)

  return {
    newsProviders: (options) =>
      askProviders(
        {
          key: "",
          what: "the request for news providers",
          send: (requests) => requests.newsProviders(),
          hear(message, answer) {
            if (message.type === "newsProviders") answer(success(message.providers))
          },
        },
        options?.signal,
      ),

    headlines({ conId, providers, until, count }, options) {
      const codes = providers.join("+")
      if (hasControlCharacter(codes)) return refused("The list of providers")
      const found: Headline[] = []
      let unreadable = 0
      return askHeadlines(
        {
          key: JSON.stringify([conId, codes, until, count]),
          what: "the request for headlines",
          send(requests, reqId) {
            found.length = 0
            unreadable = 0
            requests.headlines(reqId, { conId, providers: codes, until: until === null ? "" : newsTime(until), count })
          },
          take(message, answer) {
            if (message.type === "headline") {
              if (message.at === null) unreadable++
              else found.push({ at: message.at, ...message.headline })
            } else if (message.type === "headlinesEnd")
              answer(success({ headlines: newestFirst(found), hasMore: message.hasMore, unreadable }))
          },
        },
        options?.signal,
      )
    },

    newsArticle(provider, articleId, options) {
      if (hasControlCharacter(`${provider}${articleId}`)) return refused("The article's id")
      return askArticle(
        {
          key: JSON.stringify([provider, articleId]),
          what: "the request for an article",
          send: (requests, reqId) => requests.newsArticle(reqId, provider, articleId),
          take(message, answer) {
            if (message.type === "newsArticle") answer(success(message.article))
          },
        },
        options?.signal,
      )
    },
  }
}

const refused = (what: string): Promise<Outcome<never>> => Promise.resolve(failed(controlCharacter(what)))

/** Sorting is stable: headlines of one second stay as the Gateway has them, on which paging relies. */
const newestFirst = (headlines: readonly Headline[]): readonly Headline[] => headlines.toSorted((a, b) => b.at - a.at)

/** `2026-04-14 14:58:42.0`, the form that the request wants, in UTC like the answers. */
export const newsTime = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace("T", " ")}.0`
