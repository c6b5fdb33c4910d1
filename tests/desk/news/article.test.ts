import { describe, expect, test } from "bun:test"
import { manualClock } from "../../../src/clock/manual-clock.ts"
import { createDesk } from "../../../src/desk/desk.ts"
import { type ArticlePage, charactersOfPage } from "../../../src/desk/news/article.ts"
import type { Article } from "../../../src/gateway/news/news.ts"
import { config, failureOf, inMemoryGateway, monday, notConnected, value } from "../in-memory-gateway.ts"

const id = "BRFG$1"

function room(article: Article, settings: Partial<typeof config> = {}) {
  const gateway = inMemoryGateway()
  gateway.known.accounts = ["U1234567", "U7654321"]
  gateway.known.news.articles.set(id, article)
  const desk = createDesk({ gateway, config: { ...config, ...settings }, clock: manualClock(monday) })
  const ask = (cursor: string | null = null, articleId = id, provider: string | null = null) =>
    desk.newsArticle({ articleId, provider, cursor }, {})
  return { gateway, ask }
}

describe("an article", () => {
  test("is plain text; the provider is what its id begins with, unless one is named", async () => {
    const { ask, gateway } = room({
      kind: "text",
      body: "<p>One &amp; two</p><a href='https://evil.example'>three</a>",
    })
    expect(value(await ask()).data).toEqual({
      articleId: id,
      provider: "BRFG",
      content: { kind: "text", text: "One & two\n\nthree", total: 16, cursor: null },
    })
    await ask(null, "1234", "DJ-N")
    expect(gateway.asked.news.articles).toEqual([
      ["BRFG", id],
      ["DJ-N", "1234"],
    ])
  })

  test("that is long comes in pages that end between paragraphs, and together are all of it", async () => {
    const paragraphs = Array.from({ length: 400 }, (_, index) => `${index} ${"word ".repeat(20)}`.trim())
    const { ask } = room({ kind: "text", body: paragraphs.map((one) => `<p>${one}</p>`).join("") })
    const pages: string[] = []
    let cursor: string | null = null
    do {
      const { content }: ArticlePage = value(await ask(cursor)).data
      if (content.kind !== "text") throw new Error(content.kind)
      expect(content.text.length).toBeLessThanOrEqual(charactersOfPage)
      pages.push(content.text)
      cursor = content.cursor
    } while (cursor !== null)
    expect(pages.length).toBeGreaterThan(4)
    expect(pages.join("\n\n")).toBe(paragraphs.join("\n\n"))
  })

  test("without any gap is cut between characters", async () => {
    const { ask } = room({ kind: "text", body: `x${"🚀".repeat(charactersOfPage)}` })
    const first = value(await ask()).data.content
    expect(first.kind === "text" && [first.text.isWellFormed(), first.cursor]).toEqual([
      true,
      String(charactersOfPage - 1),
    ])
  })

  test("that is a PDF says so and how long it is", async () => {
    const { data, provenance } = value(await room({ kind: "document", isPdf: true, bytes: 4321 }).ask())
    expect(data.content).toEqual({ kind: "pdf", bytes: 4321 })
    expect(provenance.warnings.join()).toContain("TWS")
  })

  test("names no account that may not be named", async () => {
    const { ask } = room(
      { kind: "text", body: "Account U1234567 and U7654321" },
      { accounts: ["U1234567"], maskAccounts: true },
    )
    const { content } = value(await ask()).data
    expect(content.kind === "text" && content.text).not.toMatch(/U1234567|U7654321/)
  })

  test("of before is given when the Gateway is gone", async () => {
    const { ask, gateway } = room({ kind: "text", body: "One" })
    await ask()
    gateway.known.down = notConnected
    expect(value(await ask()).provenance.source).toBe("cache")
  })

  test.each([
    ["no provider", null, "1234", null],
    ["no id", null, " ", "BRFG"],
    ["a control character", null, "BRFG$\u0000", null],
    ["an id beyond all bounds", null, `BRFG$${"x".repeat(300)}`, null],
    ["a cursor of something else", "soon", id, null],
    ["a cursor beyond its end", "999", id, null],
  ])("asked for with %s is refused", async (_, cursor, articleId, provider) => {
    expect(failureOf(await room({ kind: "text", body: "One" }).ask(cursor, articleId, provider)).code).toBe(
      "invalid_request",
    )
  })

  test("that there is none of is an error with a hint", async () => {
    expect(failureOf(await room({ kind: "text", body: "One" }).ask(null, "BRFG$2")).code).toBe("no_data")
  })
})
