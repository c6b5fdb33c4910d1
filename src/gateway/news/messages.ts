import type { Article, Bulletin, Headline, NewsProvider } from "./news.ts"

/** News as the Gateway sends it, by request. */
export type NewsMessage =
  /** `at` is null when its time cannot be read. */
  | {
      readonly type: "headline"
      readonly reqId: number
      readonly at: number | null
      readonly headline: Omit<Headline, "at">
    }
  | { readonly type: "headlinesEnd"; readonly reqId: number; readonly hasMore: boolean }
  | { readonly type: "newsArticle"; readonly reqId: number; readonly article: Article }

/** Without a request id. */
export type UnaskedNewsMessage =
  | { readonly type: "newsProviders"; readonly providers: readonly NewsProvider[] }
  | { readonly type: "bulletin"; readonly bulletin: Bulletin }
