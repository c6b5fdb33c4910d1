import type { Timer } from "../../clock/clock.ts"
import { fail, failed, type Outcome, success } from "../../outcome/outcome.ts"
import type { Gateway } from "../gateway.ts"
import { createParallelLane } from "../lanes.ts"
import { controlCharacter } from "../refusals.ts"
import { createAsker, type RequestRoom } from "../requests.ts"
import { hasControlCharacter } from "../sanitise.ts"
import type { WireContract } from "../wire-requests.ts"
import type { Article, Bulletin, Headline, Headlines, NewsProvider } from "./news.ts"

export type NewsRequests = Pick<Gateway, "newsProviders" | "headlines" | "newsTape" | "newsArticle" | "bulletins">

/** After how many ms without another headline the first ones of a tape are all there, and how long it is listened to at most. */
const quietMs = 400
const atMostMs = 4000
/** When no bulletin has come by then there is none today. */
const noBulletinMs = 1500

/** `noLineLeft` says why there is no market data line for a tape, which takes one while it is listened to; null when there is. */
export function createNewsRequests(room: RequestRoom, noLineLeft: () => Outcome<never> | null): NewsRequests {
  const { clock } = room
  const askProviders = createAsker<readonly NewsProvider[]>(room)
  const askHeadlines = createAsker<Headlines>(room)
  const askTape = createAsker<readonly Headline[]>(room)
  const askArticle = createAsker<Article>(room)
  const askBulletins = createAsker<readonly Bulletin[]>(room)
  const tapes = createParallelLane(clock, 1, "One news tape is listened to at a time.")

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

    async newsTape(provider, options) {
      if (hasControlCharacter(provider)) return refused("The news provider")
      const none = noLineLeft()
      if (none) return none
      const found: Headline[] = []
      let timer: Timer | null = null
      let endsAt = 0
      let settle: () => void = () => undefined
      const outcome = await askTape(
        {
          key: provider,
          what: "the request for a news tape",
          lane: tapes,
          send: (requests, reqId) => requests.marketData(reqId, tapeOf(provider), "mdoff,292"),
          cancel: (requests, reqId) => requests.cancelMarketData(reqId),
          cancelAfterAnswer: true,
          begin(answer) {
            settle = () => answer(success(newestFirst(found)))
            endsAt = clock.elapsed() + atMostMs
            timer = clock.after(atMostMs, settle)
            return () => timer?.cancel()
          },
          take(message) {
            if (message.type !== "headline" || message.at === null) return
            found.push({ at: message.at, ...message.headline })
            timer?.cancel()
            timer = clock.after(Math.max(0, Math.min(quietMs, endsAt - clock.elapsed())), settle)
          },
        },
        options?.signal,
      )
      return !outcome.ok && outcome.failure.ibCode === 200 ? noTape(provider) : outcome
    },

    bulletins(options) {
      const found = new Map<string, Bulletin>()
      let timer: Timer | null = null
      let settle: () => void = () => undefined
      return askBulletins(
        {
          key: "",
          what: "the request for IBKR's bulletins",
          send: (requests) => requests.bulletins(),
          cancel: (requests) => requests.cancelBulletins(),
          cancelAfterAnswer: true,
          // They have no end marker: those of the day come at once, or there are none.
          begin(answer) {
            settle = () => answer(success([...found.values()]))
            timer = clock.after(noBulletinMs, settle)
            return () => timer?.cancel()
          },
          hear(message) {
            if (message.type !== "bulletin") return
            found.set(`${message.bulletin.id} ${message.bulletin.text}`, message.bulletin)
            timer?.cancel()
            timer = clock.after(quietMs, settle)
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

/** All that a provider writes, a contract of its own (TWS API documentation, "Tick News for BroadTape"). */
const tapeOf = (provider: string): WireContract => ({
  symbol: `${provider}:${provider}_ALL`,
  secType: "NEWS",
  exchange: provider,
})

const noTape = (provider: string) =>
  fail(
    "unsupported",
    `${provider} has no tape of all that it writes at this Gateway.`,
    "Ask for the headlines of an instrument: symbol AAPL, with this provider.",
    { ibCode: 200 },
  )

/** Sorting is stable: headlines of one second stay as the Gateway has them, on which paging relies. */
const newestFirst = (headlines: readonly Headline[]): readonly Headline[] => headlines.toSorted((a, b) => b.at - a.at)

/** `2026-04-14 14:58:42.0`, the form that the request wants, in UTC like the answers. */
export const newsTime = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace("T", " ")}.0`
