import { type Client, type Department, request } from "./department.ts"
import { newsArticleFailed, newsNotAllowed } from "./protocol/data-refusals.ts"
import {
  historicalNews,
  historicalNewsEnd,
  newsArticle,
  newsBulletin,
  newsProviders,
} from "./protocol/news-messages.ts"
import { invalidRequest, noSecurityDefinition } from "./protocol/refusals.ts"
import type { RequestFields } from "./protocol/request-fields.ts"
import { bulletinsIn } from "./world/news/bulletins.ts"
import { pdfDocument } from "./world/news/document.ts"
import { type NewsItem, providers } from "./world/news/item.ts"
import { article, headlines } from "./world/news/newsroom.ts"

/** Headlines of one answer. */
const mostHeadlines = 300
/** How long the news service takes. */
const answerMs = 30
const minuteMs = 60_000
const dayMs = 86_400_000

const readNews = (fields: RequestFields) => ({
  id: fields.requestId(),
  conId: fields.integer(),
  providers: fields.text(),
  start: fields.text().trim(),
  end: fields.text().trim(),
  count: fields.integer(),
})
const readArticle = (fields: RequestFields) => ({
  id: fields.requestId(),
  provider: fields.text(),
  article: fields.text(),
})
const readBulletins = (fields: RequestFields): boolean => {
  fields.skip()
  return fields.flag()
}
const nothing = (): void => undefined

/** Bulletins, headlines of the past, articles, and who writes them. */
export function newsDepartment(client: Client): Department {
  const { gateway } = client
  const { world } = gateway
  let bulletinsToldUntil: number | undefined

  const ask = ({ id, conId, providers: asked, start, end, count }: ReturnType<typeof readNews>) => {
    const wanted = asked.split("+").filter((code) => code !== "")
    const known = providers.map(({ code }) => code).filter((code) => wanted.includes(code))
    if (known.length === 0 || known.length < wanted.length) return client.refuse(id, newsNotAllowed)
    if (!world.contracts.byConId(conId)) return client.refuse(id, noSecurityDefinition)
    const [after, until] = [readNewsTime(start), readNewsTime(end)]
    if (after === "unreadable" || until === "unreadable") {
      return client.refuse(id, invalidRequest("Invalid date/time. The correct format is yyyy-MM-dd HH:mm:ss.0"))
    }
    client.after(answerMs, () => {
      const now = gateway.clock.now()
      const query = {
        conId,
        providers: known,
        after,
        until: Math.min(until ?? now, now),
        count: Math.min(count > 0 ? count : mostHeadlines, mostHeadlines),
      }
      const { items, hasMore } = headlines(world, query)
      client.send(...items.map((item) => historicalNews(id, item)), historicalNewsEnd(id, hasMore))
    })
  }

  const read = (asked: ReturnType<typeof readArticle>) => {
    const { id } = asked
    if (!providers.some(({ code }) => code === asked.provider)) return client.refuse(id, newsNotAllowed)
    client.after(answerMs, () => {
      const item = article(world, asked.article, gateway.clock.now())
      if (item?.provider !== asked.provider) return client.refuse(id, newsArticleFailed("No data available"))
      client.send(newsArticle(id, bodyOf(item)))
    })
  }

  const bulletins = (withEarlier: boolean): void => {
    const now = gateway.clock.now()
    const from = withEarlier ? Math.floor(now / dayMs) * dayMs : now
    bulletinsToldUntil = now
    client.send(...bulletinsIn(world, from, now).map(newsBulletin))
  }

  return {
    requests: {
      12: request(client, readBulletins, bulletins),
      13: request(client, nothing, () => {
        bulletinsToldUntil = undefined
      }),
      84: request(client, readArticle, read),
      85: request(client, nothing, () => client.send(newsProviders(providers))),
      86: request(client, readNews, ask),
    },
    pulse(now) {
      if (bulletinsToldUntil === undefined || now - bulletinsToldUntil < minuteMs) return
      client.send(...bulletinsIn(world, bulletinsToldUntil, now).map(newsBulletin))
      bulletinsToldUntil = now
    },
  }
}

/** A Gateway sends line breaks in the text of an article as `&#10;`. */
const lineBreak = "&#10;"

function bodyOf({ headline, paragraphs, provider, at, isDocument }: NewsItem) {
  const name = providers.find(({ code }) => code === provider)?.name ?? provider
  const copyright = `Copyright ${new Date(at).getUTCFullYear()} ${name} (simulated)`
  if (isDocument) {
    const file = pdfDocument(headline, [...paragraphs, copyright])
    return { kind: "document", content: Buffer.from(file, "latin1").toString("base64") } as const
  }
  return { kind: "text", content: [headline, ...paragraphs, "", copyright].join(lineBreak) } as const
}

/** `2026-04-14 14:58:42.0` and `20260414 14:58:42`, in UTC; undefined when nothing is given. */
function readNewsTime(text: string): number | undefined | "unreadable" {
  if (text === "") return undefined
  const match = /^(\d{4})-?(\d{2})-?(\d{2})[ -](\d{1,2}):(\d{2}):(\d{2})(?:\.\d+)?(?: UTC)?$/.exec(text)
  if (!match) return "unreadable"
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, second)
}
