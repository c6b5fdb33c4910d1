import type { Clock } from "../../clock/clock.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import { fail, failed, type Outcome, success } from "../../outcome/outcome.ts"
import type { Answer, Asking } from "../answer.ts"
import { noCursor, quoted, unusableText } from "../argument.ts"
import { createLastGood } from "../last-good.ts"
import { plainText } from "./plain-text.ts"
import { chooseProviders } from "./providers.ts"

export interface ArticleQuestion {
  readonly articleId: string
  /** Null when the id begins with it, as ids do: `BRFG$0c1e5a02`. */
  readonly provider: string | null
  readonly cursor: string | null
}

/** A page of an article: third parties' text without its HTML; or that it is a document, which is not read here. */
export interface ArticlePage {
  readonly articleId: string
  readonly provider: string
  readonly content:
    | {
        readonly kind: "text"
        readonly text: string
        /** Characters in all. */
        readonly total: number
        /** For the rest; null at its end. */
        readonly cursor: string | null
      }
    | { readonly kind: "pdf" | "document"; readonly bytes: number }
}

/** Characters of one page: about two thousand tokens. */
export const charactersOfPage = 8000
/** An article is cut where it has more source than this; books are not news. */
const longestSource = 1_000_000

export interface ArticleDesk {
  /** One article by its id. `no_data` when the Gateway has none of that id. */
  newsArticle(question: ArticleQuestion, asking: Asking): Promise<Outcome<Answer<ArticlePage>>>
}

interface Whole {
  readonly text: string | null
  readonly isPdf: boolean
  readonly bytes: number
}

export function createArticleDesk(gateway: Gateway, clock: Clock): ArticleDesk {
  const lastGood = createLastGood<Whole>(clock, 20)

  /** A refusal, with the providers that may be read instead. */
  const explained = async (refusal: Outcome<never>, provider: string, asking: Asking): Promise<Outcome<never>> => {
    const known = await gateway.newsProviders(asking)
    const chosen = known.ok ? chooseProviders([provider], known.value) : known
    return chosen.ok ? refusal : chosen
  }

  return {
    async newsArticle(question, asking) {
      const refused =
        unusableText("article_id", question.articleId, 200) ??
        unusableText("provider", question.provider, 20) ??
        unusableText("cursor", question.cursor, 20)
      if (refused) return failed(refused)
      const articleId = question.articleId.trim()
      const provider = (question.provider ?? /^([^$]+)\$/.exec(articleId)?.[1] ?? "").trim()
      if (articleId === "" || provider === "") return noProvider(articleId)
      const from = question.cursor === null ? 0 : Number(/^\d{1,7}$/.exec(question.cursor.trim())?.[0] ?? Number.NaN)
      if (Number.isNaN(from)) return failed(noCursor(question.cursor ?? ""))

      const whole = await lastGood.ask(JSON.stringify([provider, articleId]), async () => {
        const found = await gateway.newsArticle(provider, articleId, asking)
        if (!found.ok) return found.failure.code === "not_subscribed" ? explained(found, provider, asking) : found
        const article = found.value
        const isLong = article.kind === "text" && article.body.length > longestSource
        return success({
          data:
            article.kind === "text"
              ? { text: plainText(article.body.slice(0, longestSource)), isPdf: false, bytes: 0 }
              : { text: null, isPdf: article.isPdf, bytes: article.bytes },
          provenance: {
            asOf: clock.now(),
            source: "live",
            staleS: null,
            warnings: isLong ? ["The article is too long to be read whole: its end is left out."] : [],
          },
        })
      })
      if (!whole.ok) return whole
      const { data, provenance } = whole.value
      if (data.text === null) {
        const kind = data.isPdf ? "pdf" : "document"
        const warning = `The article is a ${data.isPdf ? "PDF" : "file"}, which is not read here: open it in TWS, by its headline.`
        return success({
          data: { articleId, provider, content: { kind, bytes: data.bytes } },
          provenance: { ...provenance, warnings: [...provenance.warnings, warning] },
        })
      }
      const { text } = data
      if (from > text.length) return failed(noCursor(question.cursor ?? ""))
      const to = pageEnd(text, from)
      const content = {
        kind: "text" as const,
        text: text.slice(from, to).trim(),
        total: text.length,
        cursor: to < text.length ? String(to) : null,
      }
      return success({ data: { articleId, provider, content }, provenance })
    },
  }
}

/** At the last end of a paragraph, line or word that fits, not between the halves of a character. */
function pageEnd(text: string, from: number): number {
  const most = from + charactersOfPage
  if (most >= text.length) return text.length
  for (const gap of ["\n\n", "\n", " "]) {
    const at = text.lastIndexOf(gap, most)
    if (at > from + charactersOfPage / 2) return at
  }
  return /[\ud800-\udbff]/.test(text.charAt(most - 1)) ? most - 1 : most
}

const noProvider = (articleId: string) =>
  fail(
    "invalid_request",
    `${quoted(articleId)} does not say its provider.`,
    "Give article_id as the list of headlines has it, BRFG$0c1e5a02, and its provider when the id does not begin with one.",
  )
