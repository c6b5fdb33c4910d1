import type { Clock } from "../../clock/clock.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import { type Outcome, success } from "../../outcome/outcome.ts"
import type { Accounts } from "../accounts.ts"
import type { Answer } from "../answer.ts"
import type { Contracts } from "../contracts/contracts.ts"
import { type ArticleDesk, type ArticlePage, createArticleDesk } from "./article.ts"
import { type BulletinDesk, createBulletinDesk } from "./bulletins.ts"
import { createHeadlineDesk, type HeadlineDesk, type HeadlinePage } from "./headlines.ts"

export interface NewsDesk extends HeadlineDesk, ArticleDesk, BulletinDesk {}

/** News as third parties write it, but for the numbers of accounts that may not be named. */
export function createNewsDesk(gateway: Gateway, contracts: Contracts, { clean }: Accounts, clock: Clock): NewsDesk {
  const headlines = createHeadlineDesk(gateway, contracts, clock)
  const articles = createArticleDesk(gateway, clock)
  const bulletins = createBulletinDesk(gateway, clock)

  const cleanPage = (page: HeadlinePage): HeadlinePage => ({
    ...page,
    headlines: page.headlines.map((one) => ({ ...one, text: clean(one.text) })),
  })
  const cleanArticle = (page: ArticlePage): ArticlePage =>
    page.content.kind === "text" ? { ...page, content: { ...page.content, text: clean(page.content.text) } } : page

  return {
    newsProviders: headlines.newsProviders,
    headlines: async (...question) => changed(await headlines.headlines(...question), cleanPage),
    newsTape: async (...question) => changed(await headlines.newsTape(...question), cleanPage),
    bulletins: async (asking) =>
      changed(await bulletins.bulletins(asking), (all) => all.map((one) => ({ ...one, text: clean(one.text) }))),
    newsArticle: async (...question) => changed(await articles.newsArticle(...question), cleanArticle),
  }
}

function changed<Data>(outcome: Outcome<Answer<Data>>, change: (data: Data) => Data): Outcome<Answer<Data>> {
  return outcome.ok ? success({ ...outcome.value, data: change(outcome.value.data) }) : outcome
}
