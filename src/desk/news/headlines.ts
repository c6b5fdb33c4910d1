import type { Clock } from "../../clock/clock.ts"
import type { ContractDetails } from "../../gateway/contracts/contract.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import { type Headline, mostHeadlines, type NewsProvider } from "../../gateway/news/news.ts"
import { fail, failed, type Outcome, success } from "../../outcome/outcome.ts"
import type { Answer, Asking, Progress } from "../answer.ts"
import { unusableCount, unusableText, unusableTexts } from "../argument.ts"
import type { Contracts } from "../contracts/contracts.ts"
import { zoneOf } from "../hours/trading-hours.ts"
import { readStretch } from "../instants.ts"
import { spell } from "../instruments/instrument.ts"
import { readInstrument } from "../instruments/instrument-grammar.ts"
import { createLastGood } from "../last-good.ts"
import { firstPage, type NewsPage, pageAfter, readNewsCursor, writeNewsCursor } from "./headline-pages.ts"
import { plainLine } from "./plain-text.ts"
import { chooseProviders } from "./providers.ts"

export interface HeadlinesQuestion {
  readonly instrument: string
  /** Codes; all that the login may read when empty. */
  readonly providers: readonly string[]
  /** ISO 8601; without offset in the time of the instrument's exchange, a date alone is all of that day. */
  readonly start: string | null
  readonly end: string | null
  /** 1 to `mostOfPage`. */
  readonly limit: number
  readonly cursor: string | null
}

/** One headline: third parties' text, one readable line. */
export type NewsLine = Headline

export interface HeadlinePage {
  /** Null for a tape, which is about anything. */
  readonly instrument: string | null
  readonly conId: number | null
  /** The exchange's IANA zone; null when not known. */
  readonly zone: string | null
  /** Newest first. */
  readonly headlines: readonly NewsLine[]
  readonly hasMore: boolean
  /** For older ones; null when there are none, or none to be had. */
  readonly cursor: string | null
}

export const defaultOfPage = 20
export const mostOfPage = 100
/** Codes are short; there are about thirty providers in all. */
const longestCode = 20
const mostProviders = 50
const longestHeadline = 300
/** Of one page. More than one is needed only where a second has hundreds of headlines. */
const mostRequests = 5

export interface HeadlineDesk {
  /** Whose news the login may read. */
  newsProviders(asking: Asking): Promise<Outcome<Answer<readonly NewsProvider[]>>>
  /** What was written about an instrument, newest first, page by page. None is an empty answer. */
  headlines(question: HeadlinesQuestion, asking: Asking): Promise<Outcome<Answer<HeadlinePage>>>
  /** What one provider writes about anything: the last few headlines that the Gateway still has, and what comes in seconds. */
  newsTape(provider: string, limit: number, asking: Asking, progress: Progress): Promise<Outcome<Answer<HeadlinePage>>>
}

export function createHeadlineDesk(gateway: Gateway, contracts: Contracts, clock: Clock): HeadlineDesk {
  const lastProviders = createLastGood<readonly NewsProvider[]>(clock, 1)
  const lastPages = createLastGood<HeadlinePage>(clock, 50)
  const fresh = (warnings: readonly string[]) => ({
    asOf: clock.now(),
    source: "live" as const,
    staleS: null,
    warnings,
  })

  const providersOf = async (codes: readonly string[], asking: Asking) => {
    const known = await gateway.newsProviders(asking)
    return known.ok ? chooseProviders(codes, known.value) : known
  }

  /** Headlines that the page is to show, and whether there are older ones, of as many requests as that takes. */
  async function fill(
    conId: number,
    providers: readonly string[],
    page: NewsPage,
    question: { readonly start: number | null; readonly limit: number },
    asking: Asking,
  ): Promise<Outcome<Filled>> {
    const { start, limit } = question
    let { until, shownThen } = page
    let unreadable = 0
    let gap = false
    for (let requests = 0; requests < mostRequests; requests++) {
      // One more than is wanted tells whether there are older ones.
      const count = Math.min(mostHeadlines, limit + shownThen.length + 1)
      const found = await gateway.headlines({ conId, providers, until, count }, asking)
      if (!found.ok) return found
      unreadable += found.value.unreadable
      const { headlines, hasMore } = found.value
      const oldest = headlines.at(-1)?.at
      // The end of a span is part of it: what was shown then comes again, unless the Gateway reads instants otherwise.
      gap ||= shownThen.length > 0 && !headlines.some(({ articleId }) => shownThen.includes(articleId))
      const wanted = headlines.filter(
        ({ at, articleId }) =>
          (until === null || at <= until) &&
          (start === null || at >= start) &&
          !(at === until && shownThen.includes(articleId)),
      )
      const mayBeMore = hasMore && oldest !== undefined && (start === null || oldest >= start)
      if (wanted.length > 0 || !mayBeMore)
        return success({ shown: wanted.slice(0, limit), hasMore: mayBeMore || wanted.length > limit, unreadable, gap })
      // All that came was shown before, as many as one answer holds within one second: on to the second before.
      until = Math.min(oldest, until ?? oldest) - 1000
      shownThen = []
    }
    return nothingOlder()
  }

  return {
    newsProviders: (asking) =>
      lastProviders.ask("", async () => {
        const known = await gateway.newsProviders(asking)
        return known.ok ? success({ data: known.value, provenance: fresh([]) }) : known
      }),

    async headlines(question, asking) {
      const refused = unusable(question)
      if (refused) return failed(refused)
      const instrument = readInstrument(question.instrument)
      if (!instrument.ok) return instrument
      const cursor = question.cursor === null ? success(null) : readNewsCursor(question.cursor)
      if (!cursor.ok) return cursor
      const key = JSON.stringify({ ...question, instrument: spell(instrument.value) })
      return lastPages.ask(key, async () => {
        const [resolved, chosen] = await Promise.all([
          contracts.of(instrument.value, asking),
          providersOf(question.providers, asking),
        ])
        if (!resolved.ok) return resolved
        if (!chosen.ok) return chosen
        const { details } = resolved.value
        const zone = zoneOf(details)
        const span = readStretch(question, zone)
        if (!span.ok) return span
        const page = cursor.value ?? firstPage(span.value.end)
        const ask = { start: span.value.start, limit: question.limit }
        const { conId } = details.contract
        const underlying = writtenAbout(details)
        const filled = await fill(underlying?.conId ?? conId, chosen.value, page, ask, asking)
        if (!filled.ok) return filled
        const { shown, hasMore } = filled.value
        return success({
          data: {
            instrument: resolved.value.instrument,
            conId,
            zone,
            headlines: shown.map(newsLine),
            hasMore,
            cursor: hasMore ? writeNewsCursor(pageAfter(page, shown)) : null,
          },
          provenance: fresh([
            ...(underlying ? [`These are headlines of its underlying, ${underlying.name}.`] : []),
            ...lacks(filled.value),
            ...(shown.length === 0 && cursor.value === null ? [none(resolved.value.instrument, chosen.value)] : []),
          ]),
        })
      })
    },

    async newsTape(provider, limit, asking, progress) {
      const refused = unusableText("provider", provider, longestCode)
      if (refused) return failed(refused)
      return lastPages.ask(JSON.stringify(["tape", provider.trim().toUpperCase(), limit]), async () => {
        const chosen = await providersOf([provider], asking)
        if (!chosen.ok) return chosen
        const [code = provider] = chosen.value
        progress(0, 1, `Listening to the tape of ${code}`)
        const tape = await gateway.newsTape(code, asking)
        progress(1, 1, `Listened to the tape of ${code}`)
        if (!tape.ok) return tape
        const headlines = tape.value.slice(0, limit).map(newsLine)
        const hasMore = headlines.length < tape.value.length
        const data = { instrument: null, conId: null, zone: null, headlines, hasMore, cursor: null }
        return success({ data, provenance: fresh([tapeOnly(code, headlines.length)]) })
      })
    },
  }
}

/** The stock or index that news is about in place of what is derived from it; null for everything else. */
function writtenAbout({ contract, underConId, underSecType, underSymbol }: ContractDetails) {
  if (!["OPT", "WAR", "CFD"].includes(contract.secType) || underConId === null) return null
  return underSecType === "STK" || underSecType === "IND"
    ? { conId: underConId, name: underSymbol ?? `CONID:${underConId}` }
    : null
}

interface Filled {
  readonly shown: readonly Headline[]
  readonly hasMore: boolean
  readonly unreadable: number
  /** Whether headlines may be missing between the page before and this one. */
  readonly gap: boolean
}

const lacks = ({ unreadable, gap }: Filled): readonly string[] => [
  ...(unreadable === 0 ? [] : [`${unreadable} headlines could not be read and are left out.`]),
  ...(gap ? ["The page before does not join on to this one: headlines between them may be missing."] : []),
]

const none = (instrument: string, providers: readonly string[]): string =>
  `No headlines of ${instrument} from ${providers.join(", ")} in that time: ask about the stock or index behind it, or with provider alone for what is written about anything.`

const nothingOlder = () =>
  fail(
    "gateway_error",
    "The Gateway gives newer headlines than it is asked for.",
    "Ask with an earlier end, or without the cursor.",
  )

const newsLine = (headline: Headline): NewsLine => ({
  ...headline,
  articleId: plainLine(headline.articleId, 100),
  provider: plainLine(headline.provider, longestCode),
  text: plainLine(headline.text, longestHeadline),
  language: headline.language === null ? null : plainLine(headline.language, 40),
})

const tapeOnly = (code: string, found: number) =>
  `${found === 0 ? `Nothing came on the tape of ${code} in 4 s.` : `These are the newest on the tape of ${code}.`} Its past is not to be had: ask with symbol for the headlines of an instrument.`

function unusable({ providers, start, end, cursor, limit }: HeadlinesQuestion) {
  if (providers.length > mostProviders)
    return fail("invalid_request", `${providers.length} providers were given.`, `Give at most ${mostProviders}.`)
      .failure
  for (const code of providers) {
    const unusable = unusableText("provider", code, longestCode)
    if (unusable) return unusable
  }
  return (
    unusableTexts({ start, end }, 64) ??
    unusableText("cursor", cursor, 20_000) ??
    unusableCount("limit", limit, mostOfPage)
  )
}
