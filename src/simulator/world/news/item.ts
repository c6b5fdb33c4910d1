export const providers = [
  { code: "BRFG", name: "Briefing.com General Market Columns" },
  { code: "BRFUPDN", name: "Briefing.com Analyst Actions" },
  { code: "DJNL", name: "Dow Jones Newsletters" },
] as const

export type ProviderCode = (typeof providers)[number]["code"]

/** What a piece of news is about; its place in the list is part of its id. */
export const subjects = ["gap", "midday", "close", "analyst", "earnings", "weekly"] as const
export type NewsSubject = (typeof subjects)[number]

export interface NewsItem {
  readonly at: number
  readonly provider: ProviderCode
  /** `BRFUPDN$000412ce1c8d3e01`: provider, then contract, minute and subject, so that an article can be found by its id alone. */
  readonly id: string
  readonly conId: number
  /** Without the codes that the wire puts before it. */
  readonly headline: string
  readonly paragraphs: readonly string[]
  /** How good the news is for the price, -1 to 1, as its provider scores it; null where it gives no score. */
  readonly sentiment: number | null
  /** Newsletters are documents, everything else is text. */
  readonly isDocument: boolean
}

const minuteMs = 60_000
const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0")

export const newsId = (provider: ProviderCode, conId: number, at: number, subject: NewsSubject): string =>
  `${provider}$${hex(conId, 8)}${hex(Math.floor(at / minuteMs), 7)}${subjects.indexOf(subject)}`

/** Contract and minute of a piece of news; undefined for an id that nobody gave out. */
export function readNewsId(id: string): { readonly conId: number; readonly minute: number } | undefined {
  const match = /^[A-Z]+\$([0-9a-f]{8})([0-9a-f]{7})\d$/.exec(id)
  if (!match) return undefined
  return { conId: Number.parseInt(match[1] ?? "", 16), minute: Number.parseInt(match[2] ?? "", 16) * minuteMs }
}
