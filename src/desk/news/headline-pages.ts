import type { Headline } from "../../gateway/news/news.ts"
import { failed, type Outcome, success } from "../../outcome/outcome.ts"
import { noCursor } from "../argument.ts"

/**
 * Where a page of headlines begins, newest first: at an instant, itself included, without those of that very second that
 * were shown before. The Gateway knows seconds only, and several headlines may share one; their ids are what loses none and
 * doubles none.
 */
export interface NewsPage {
  /** Ms since the epoch, a whole second; null for now. */
  readonly until: number | null
  /** Article ids of headlines of that second. */
  readonly shownThen: readonly string[]
}

const second = 1000

/** The newest up to the second that an instant is in. */
export const firstPage = (end: number | null): NewsPage => ({
  until: end === null ? null : Math.floor(end / second) * second,
  shownThen: [],
})

/** The page behind the headlines of another. */
export function pageAfter(page: NewsPage, shown: readonly Headline[]): NewsPage {
  const until = shown.at(-1)?.at
  if (until === undefined) return page
  const then = shown.filter(({ at }) => at === until).map(({ articleId }) => articleId)
  return { until, shownThen: until === page.until ? [...page.shownThen, ...then] : then }
}

/** `2026-11-20T14:30:00Z~BRFG$0c1e5a02~BRFG$0c1e5a03`. */
export const writeNewsCursor = ({ until, shownThen }: NewsPage): string =>
  [until === null ? "now" : `${new Date(until).toISOString().slice(0, 19)}Z`, ...shownThen.map(encoded)].join("~")

export function readNewsCursor(text: string): Outcome<NewsPage> {
  const [instant = "", ...ids] = text.trim().split("~")
  const until = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(instant) ? Date.parse(instant) : Number.NaN
  const shownThen = ids.map(decoded)
  if (instant === "now" && ids.length === 0) return success({ until: null, shownThen: [] })
  if (!Number.isNaN(until) && shownThen.every((id) => id !== null && id !== ""))
    return success({ until, shownThen: shownThen.filter((id) => id !== null) })
  return failed(noCursor(text))
}

const encoded = (id: string): string => encodeURIComponent(id).replaceAll("%24", "$").replaceAll("~", "%7E")

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
