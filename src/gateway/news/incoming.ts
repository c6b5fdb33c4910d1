import { EventName, type IBApi } from "@stoqey/ib"
import { cleanNumber, cleanText } from "../sanitise.ts"
import { readHeadline, withCodes, withoutEscapes } from "./headline.ts"
import type { NewsMessage, UnaskedNewsMessage } from "./messages.ts"
import type { Article } from "./news.ts"

/** Turns the library's news events into messages. */
export function listenForNews(ib: IBApi, onMessage: (message: NewsMessage | UnaskedNewsMessage) => void): void {
  ib.on(EventName.newsProviders, (rows) => {
    const providers = rows.flatMap(({ providerCode, providerName }) => {
      const code = providerCode?.trim() ?? ""
      return code === "" ? [] : [{ code, name: providerName?.trim() || code }]
    })
    onMessage({ type: "newsProviders", providers })
  })
  ib.on(EventName.updateNewsBulletin, (id, type, text, exchanges) => {
    const kind = type === 2 ? "exchange_unavailable" : type === 3 ? "exchange_available" : "notice"
    onMessage({ type: "bulletin", bulletin: { id: cleanNumber(id), kind, exchanges: cleanText(exchanges), text } })
  })
  ib.on(EventName.historicalNews, (reqId, time, provider, articleId, text) => {
    onMessage({
      type: "headline",
      reqId,
      at: readNewsTime(time),
      headline: { provider, articleId, ...readHeadline(text) },
    })
  })
  ib.on(EventName.historicalNewsEnd, (reqId, hasMore) => onMessage({ type: "headlinesEnd", reqId, hasMore }))
  ib.on(EventName.tickNews, (reqId, time, provider, articleId, text, codes) => {
    // Milliseconds of this century; unset numbers are none.
    const at = Number.isInteger(time) && time > 946_684_800_000 && time < 4_102_444_800_000 ? time : null
    onMessage({
      type: "headline",
      reqId,
      at,
      headline: { provider, articleId, ...readHeadline(withCodes(text, codes)) },
    })
  })
  ib.on(EventName.newsArticle, (reqId, type, text) => {
    onMessage({ type: "newsArticle", reqId, article: type === 1 ? documentOf(text) : textOf(text) })
  })
}

const textOf = (text: string): Article => ({ kind: "text", body: withoutEscapes(text) })

/** A file in base64: only what it is and how long, for nothing here reads documents. */
function documentOf(base64: string): Article {
  const digits = base64.replace(/[^A-Za-z0-9+/]/g, "").length
  return { kind: "document", isPdf: base64.trimStart().startsWith("JVBERi"), bytes: Math.floor((digits * 3) / 4) }
}

/** `2026-04-14 14:58:42.0`, in UTC, as ms since the epoch; null when it is something else. */
export function readNewsTime(text: string): number | null {
  const match = /^(\d{4})-?(\d\d)-?(\d\d)[ T-](\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?$/.exec(text.trim())
  if (!match) return null
  const [, year, month, day, hour, minute, second] = match
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  const at = Date.parse(`${written}Z`)
  // A day that is not in the calendar would be read as one of the next month.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 19) !== written ? null : at
}
