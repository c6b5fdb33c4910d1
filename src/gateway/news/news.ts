/** Who writes news that this login may read. */
export interface NewsProvider {
  readonly code: string
  readonly name: string
}

/** One headline, as its provider writes it: third parties' text, entities and all. */
export interface Headline {
  /** ms since the epoch, to the second. */
  readonly at: number
  readonly provider: string
  readonly articleId: string
  readonly text: string
  /** As the provider writes it, `en` mostly; null when it says none. */
  readonly language: string | null
  /** The provider's own score, -1 to 1; null where it gives none. */
  readonly sentiment: number | null
  /** How sure the provider is, 0 to 1; null where it does not say. */
  readonly confidence: number | null
}

export interface HeadlinesRequest {
  readonly conId: number
  /** Codes; at least one. */
  readonly providers: readonly string[]
  /** The newest instant that is wanted, ms since the epoch, itself included; null for now. */
  readonly until: number | null
  /** 1 to `mostHeadlines`. */
  readonly count: number
}

/** The newest headlines up to an instant, newest first; of one instant in the Gateway's order. */
export interface Headlines {
  readonly headlines: readonly Headline[]
  /** Whether the Gateway has older ones. */
  readonly hasMore: boolean
  /** Headlines that came and could not be read. */
  readonly unreadable: number
}

/** The most that the Gateway gives for one request (TWS API documentation of reqHistoricalNews). */
export const mostHeadlines = 300

/** What IBKR itself tells everybody about exchanges. The Gateway says no time of it. */
export interface Bulletin {
  /** Null when it has none that can be one. */
  readonly id: number | null
  readonly kind: "notice" | "exchange_unavailable" | "exchange_available"
  /** Exchanges that it is about, comma separated; null when it names none. */
  readonly exchanges: string | null
  /** Several lines as a rule. */
  readonly text: string
}

/** An article as the Gateway has it: text that may be HTML, or a document, most often a PDF, of so many bytes. */
export type Article =
  | { readonly kind: "text"; readonly body: string }
  | { readonly kind: "document"; readonly isPdf: boolean; readonly bytes: number }
