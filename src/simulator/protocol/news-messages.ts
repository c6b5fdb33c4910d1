import type { Bulletin } from "../world/news/bulletins.ts"
import type { NewsItem } from "../world/news/item.ts"
import { ascii7 } from "./ascii7.ts"
import type { Message } from "./message.ts"
import { decimal, flag, integer } from "./numbers.ts"

/** A real provider's own code of the subject, the language, and where it has a score that and how sure it is of it. */
const codesOf = ({ sentiment }: NewsItem): string =>
  sentiment === null ? "A:800015:L:en" : `A:800015:L:en:K:${sentiment.toFixed(2)}:C:0.97`

/** An analyst's action is marked by an exclamation mark. */
const textOf = ({ provider, headline }: NewsItem): string => `${provider === "BRFUPDN" ? "!" : ""}${ascii7(headline)}`

export const tickNews = (tickerId: number, item: NewsItem): Message => [
  "84",
  integer(tickerId),
  decimal(item.at),
  item.provider,
  item.id,
  textOf(item),
  codesOf(item),
]

export const newsProviders = (all: readonly { readonly code: string; readonly name: string }[]): Message => [
  "85",
  integer(all.length),
  ...all.flatMap(({ code, name }) => [code, name]),
]

/** `2026-04-14 14:58:42.0`, in UTC. */
const newsTime = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace("T", " ")}.0`

export const historicalNews = (requestId: number, item: NewsItem): Message => [
  "86",
  integer(requestId),
  newsTime(item.at),
  item.provider,
  item.id,
  `{${codesOf(item)}}${textOf(item)}`,
]

export const historicalNewsEnd = (requestId: number, hasMore: boolean): Message => [
  "87",
  integer(requestId),
  flag(hasMore),
]

/** Text with its line breaks escaped as a Gateway has them, or a document in base64. */
export const newsArticle = (
  requestId: number,
  body: { readonly kind: "text" | "document"; readonly content: string },
): Message => ["83", integer(requestId), body.kind === "text" ? "0" : "1", body.content]

export const newsBulletin = ({ id, type, text, exchange }: Bulletin): Message => [
  "14",
  "1",
  integer(id),
  integer(type),
  text,
  exchange,
]

export const eventMetadata = (requestId: number, json: string): Message => ["104", integer(requestId), json]

export const eventData = (requestId: number, json: string): Message => ["105", integer(requestId), json]
